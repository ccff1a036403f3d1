package org.vatm.line;

import org.agrona.DirectBuffer;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.CellHeader;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;
import org.vatm.trace.TraceStream;

/**
 * The optical port of a board: a PHY between the UTOPIA bus and the fibres.
 * <pre>
 *   transmit UTOPIA ---> FIFO, line slots ---+------------> fibre out (trace: cells)
 *                                            |  ^
 *                              local loop    v  |  line loop
 *   receive UTOPIA  <--- FIFO <--------------+------------- fibre in
 * </pre>
 * A cell's way through the PHY and over the fibre is known when it enters the SAR's transmit FIFO, so it costs one event, at its far end. A
 * loop that is switched takes effect for cells that enter the transmit FIFO afterwards; docs/timing.md#line.
 */
public final class AtmPort extends FibreEnd
{
    /** Kind of a trace record: a cell; the instant is that of its last octet on the line, the address its header. */
    public static final int TRACE_CELL = 1;

    private static final int PRIORITY_CELL = 20;
    private static final int INITIAL_CELLS = 64;
    private static final int FLAG_SAR_LOOP = 1;
    private static final int FLAG_LOCAL_LOOP = 2;

    private final SuniPhy phy;
    private final SonetLine line = new SonetLine();
    private final TraceStream trace;
    private final CellRing arrivals = new CellRing(INITIAL_CELLS);
    private final Arrival arrival = new Arrival();
    private long lastArrivalPs;
    private CellSink sink;
    private boolean sarLoop;
    private boolean doubleLoop;
    private long cellsSent;
    private long cellsReceived;

    /**
     * A port without fibres.
     *
     * @param name of the board.
     * @param cpu  of the host that the board is in: its events.
     * @param phy  the PHY.
     */
    public AtmPort(final String name, final HostCpu cpu, final SuniPhy phy)
    {
        super(cpu);
        this.phy = phy;
        trace = new TraceStream(name + "/line", 2, "", "cell");
    }

    /**
     * Connects the SAR.
     *
     * @param newSink its receive side.
     * @param sent    cells that it has handed over, null cells included.
     */
    public void connect(final CellSink newSink, final CellCount sent)
    {
        sink = newSink;
        phy.transmitSource(sent);
    }

    @Override
    void light(final long nowPs, final boolean present)
    {
        phy.signal(nowPs, present);
    }

    /**
     * A cell of the SAR that will be on the line.
     *
     * @param endPs   when its last octet leaves.
     * @param header  of the cell.
     * @param payload holds its 48 octets.
     * @param offset  of the payload in it.
     */
    public void transmit(final long endPs, final int header, final DirectBuffer payload, final int offset)
    {
        transmit(endPs, header, payload, offset, Aal5Crc.remainder(payload, offset));
    }

    /**
     * The same.
     *
     * @param endPs     when its last octet leaves.
     * @param header    of the cell.
     * @param payload   holds its 48 octets.
     * @param offset    of the payload in it.
     * @param remainder of the payload, see {@link Aal5Crc#remainder}.
     */
    public void transmit(
        final long endPs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        if (sarLoop)
        {
            arrive(endPs, header, FLAG_SAR_LOOP, payload, offset, remainder);
            return;
        }
        if (phy.inReset())
        {
            return;
        }
        cellsSent++;
        if (phy.localLoop())
        {
            arrive(endPs, header, FLAG_LOCAL_LOOP, payload, offset, remainder);
        }
        if (!phy.lineLoop())
        {
            send(endPs, header, payload, offset, remainder);
        }
    }

    private void send(
        final long endPs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        if (trace.listener != null)
        {
            trace.listener.onRecord(
                trace, endPs, TRACE_CELL, header & 0xFFFF_FFFFL, CellHeader.PAYLOAD_LENGTH, payload, offset);
        }
        if (out() != null)
        {
            out().carry(endPs, header, payload, offset, remainder);
        }
    }

    @Override
    void arriveFromFibre(
        final long timePs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        arrive(timePs, header, 0, payload, offset, remainder);
    }

    private void arrive(
        final long timePs,
        final int header,
        final int flags,
        final DirectBuffer payload,
        final int offset,
        final int remainder)
    {
        final long ordered = Math.max(timePs, lastArrivalPs);
        lastArrivalPs = ordered;
        arrivals.add(ordered, header, flags, payload, offset, remainder);
        if (!arrival.isScheduled())
        {
            cpu().events().schedule(arrival, sink.readyPs(ordered));
        }
    }

    /** Where a cell goes that has arrived is decided when it is through the PHY. */
    private void deliver(final long nowPs)
    {
        final int header = arrivals.header();
        final DirectBuffer payload = arrivals.payload();
        final int offset = arrivals.payloadOffset();
        final int flags = arrivals.flags();
        final int remainder = arrivals.remainder();
        if (arrivals.size() > 1)
        {
            cpu().events().schedule(arrival, sink.readyPs(arrivals.secondTimePs()));
        }
        final boolean local = (flags & FLAG_LOCAL_LOOP) != 0;
        if ((flags & FLAG_SAR_LOOP) != 0)
        {
            sink.receive(nowPs, header, payload, offset, remainder);
        }
        else if ((local || hasBrought(arrivals.timePs())) && local == phy.localLoop() && phy.receives() &&
            !phy.drops(header))
        {
            phy.countReceivedCells(1);
            cellsReceived++;
            if (phy.lineLoop() || doubleLoop)
            {
                send(line.slotEnd(line.slotAtOrAfter(nowPs)), header, payload, offset, remainder);
            }
            if (!sarLoop)
            {
                sink.receive(nowPs, header, payload, offset, remainder);
            }
        }
        arrivals.remove();
    }

    /**
     * The SAR's internal loopback: its cells come back and do not reach the PHY.
     *
     * @param on   CFG.LOOP or GP.DLOOP.
     * @param back GP.DLOOP: cells from the fibre go back to it.
     */
    public void sarLoop(final boolean on, final boolean back)
    {
        sarLoop = on;
        doubleLoop = back;
    }

    /**
     * Slots of the transmit line.
     *
     * @return the line.
     */
    public SonetLine line()
    {
        return line;
    }

    /**
     * The PHY.
     *
     * @return its registers.
     */
    public SuniPhy phy()
    {
        return phy;
    }

    /**
     * Assigned cells that were sent.
     *
     * @return since the start.
     */
    public long cellsSent()
    {
        return cellsSent;
    }

    /**
     * Assigned cells that were received.
     *
     * @return since the start.
     */
    public long cellsReceived()
    {
        return cellsReceived;
    }

    /**
     * Assigned cells on the transmit line. Records come in the order of their instants, up to 13 cell slots before them.
     *
     * @return the stream.
     */
    public TraceStream trace()
    {
        return trace;
    }

    private final class Arrival extends Event
    {
        Arrival()
        {
            super(PRIORITY_CELL);
        }

        @Override
        protected void fire(final long nowPs)
        {
            deliver(nowPs);
        }
    }
}
