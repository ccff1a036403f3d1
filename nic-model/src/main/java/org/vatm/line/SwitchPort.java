package org.vatm.line;

import org.agrona.DirectBuffer;
import org.vatm.atm.CellHeader;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;
import org.vatm.trace.TraceStream;

/**
 * A port of a {@link CellSwitch}: cells come in from its fibre, and leave in the line slots of its other fibre.
 * <pre>
 *   fibre in ---> route ---> output queues of ports
 *   fibre out <-- line slots <-- output queue <--- routes of all ports
 * </pre>
 */
public final class SwitchPort extends FibreEnd
{
    private static final int INITIAL_CELLS = 64;
    private static final int PRIORITY_DEPARTURE = 20;
    private static final int PRIORITY_ARRIVAL = 21;
    private static final int VPI_VCI_MASK = CellHeader.VPI_MASK | CellHeader.VCI_MASK;

    private final CellSwitch owner;
    private final int number;
    private final int queueCells;
    private final SonetLine line = new SonetLine();
    private final TraceStream trace;
    private final CellRing arrivals = new CellRing(INITIAL_CELLS);
    private final CellRing queue = new CellRing(INITIAL_CELLS);
    private final Arrival arrival;
    private final Departure departure = new Departure();
    private long lastArrivalPs;
    private long nextSlot;
    private long cellsReceived;
    private long cellsUnroutable;
    private long cellsSent;
    private long cellsDropped;
    private int queueMost;

    SwitchPort(final CellSwitch owner, final HostCpu cpu, final int number, final int queueCells)
    {
        super(cpu);
        this.owner = owner;
        this.number = number;
        this.queueCells = queueCells;
        // Cells that come to several ports at one instant are taken in the order of the ports, whatever was simulated first.
        arrival = new Arrival(PRIORITY_ARRIVAL + number);
        trace = new TraceStream(cpu.name() + "/" + number + "/line", 2, "", "cell");
    }

    @Override
    void arriveFromFibre(
        final long timePs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        final long ordered = Math.max(timePs, lastArrivalPs);
        lastArrivalPs = ordered;
        arrivals.add(ordered, header, 0, payload, offset, remainder);
        if (!arrival.isScheduled())
        {
            cpu().events().schedule(arrival, ordered);
        }
    }

    @Override
    void light(final long nowPs, final boolean present)
    {
        // No driver looks at the PHY of a switch.
    }

    private void take(final long nowPs)
    {
        final int header = arrivals.header();
        if (hasBrought(nowPs) && (header & VPI_VCI_MASK) != 0)
        {
            cellsReceived++;
            if (!owner.route(
                nowPs, number, header, arrivals.payload(), arrivals.payloadOffset(), arrivals.remainder()))
            {
                cellsUnroutable++;
            }
        }
        arrivals.remove();
        if (!arrivals.isEmpty())
        {
            cpu().events().schedule(arrival, arrivals.timePs());
        }
    }

    void enqueue(
        final long nowPs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        if (queue.size() == queueCells)
        {
            cellsDropped++;
            return;
        }
        queue.add(nowPs, header, 0, payload, offset, remainder);
        queueMost = Math.max(queueMost, queue.size());
        if (!departure.isScheduled())
        {
            nextSlot = Math.max(nextSlot, line.slotAtOrAfter(nowPs));
            cpu().events().schedule(departure, line.slotStart(nextSlot));
        }
    }

    private void send()
    {
        final long endPs = line.slotEnd(nextSlot);
        final int header = queue.header();
        cellsSent++;
        if (trace.listener != null)
        {
            trace.listener.onRecord(trace, endPs, AtmPort.TRACE_CELL, header & 0xFFFF_FFFFL, CellHeader.PAYLOAD_LENGTH,
                queue.payload(), queue.payloadOffset());
        }
        if (out() != null)
        {
            out().carry(endPs, header, queue.payload(), queue.payloadOffset(), queue.remainder());
        }
        queue.remove();
        nextSlot++;
        if (!queue.isEmpty())
        {
            cpu().events().schedule(departure, line.slotStart(nextSlot));
        }
    }

    /**
     * Assigned cells that came over the fibre.
     *
     * @return since the start.
     */
    public long cellsReceived()
    {
        return cellsReceived;
    }

    /**
     * Cells among them whose VPI and VCI nothing is connected to.
     *
     * @return since the start.
     */
    public long cellsUnroutable()
    {
        return cellsUnroutable;
    }

    /**
     * Cells that left on the fibre.
     *
     * @return since the start.
     */
    public long cellsSent()
    {
        return cellsSent;
    }

    /**
     * Cells for this port that its output queue had no room for.
     *
     * @return since the start.
     */
    public long cellsDropped()
    {
        return cellsDropped;
    }

    /**
     * The most cells that its output queue ever held.
     *
     * @return 0 to its length.
     */
    public int queueMost()
    {
        return queueMost;
    }

    /**
     * Cells on the fibre that leads away, in the order of their instants.
     *
     * @return the stream; kind and instant as those of {@link AtmPort#trace()}.
     */
    public TraceStream trace()
    {
        return trace;
    }

    private final class Arrival extends Event
    {
        Arrival(final int priority)
        {
            super(priority);
        }

        @Override
        protected void fire(final long nowPs)
        {
            take(nowPs);
        }
    }

    private final class Departure extends Event
    {
        Departure()
        {
            super(PRIORITY_DEPARTURE);
        }

        @Override
        protected void fire(final long nowPs)
        {
            send();
        }
    }
}
