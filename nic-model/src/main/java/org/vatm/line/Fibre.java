package org.vatm.line;

import org.agrona.DirectBuffer;
import org.vatm.sim.Event;

import java.util.Arrays;

/**
 * One fibre: takes cells and light from one end to the other, later. What is on its way when the sending end is unplugged arrives, and the
 * receiving end goes dark behind it; a cell that is not there whole is lost.
 */
public final class Fibre
{
    /** Light in glass: 5 us a kilometre. */
    public static final long PS_PER_METRE = 5_000;

    /** A cell is on its way at least for the time of its 53 octets, 2.726 us, before it is at the end of the shortest fibre. */
    private static final long SHORTEST_CELL_PS = 2_726_000;
    private static final int PRIORITY_LIGHT = 10;
    private static final int INITIAL_EDGES = 8;

    private final FibreEnd to;
    private final long delayPs;
    private final SenderEdge senderEdge = new SenderEdge();
    private final ReceiverChange receiverChange = new ReceiverChange();
    /** Instants at which light comes or goes at the far end, in turns, because the sending end was plugged or unplugged. */
    private long[] edges = new long[INITIAL_EDGES];
    private int edgeCount;
    private boolean sending = true;
    private boolean sent = true;
    private boolean connected = true;
    private boolean lit = true;
    private long litSincePs = Long.MIN_VALUE / 2;
    private long lost;

    private Fibre(final FibreEnd to, final long delayPs)
    {
        if (delayPs < 0)
        {
            throw new IllegalArgumentException("delayPs=" + delayPs + ", must be 0 or more");
        }
        this.to = to;
        this.delayPs = delayPs;
    }

    /**
     * Connects two ports by a pair of fibres.
     *
     * @param a       a port.
     * @param b       another one, or the same for a loopback plug.
     * @param delayPs of each fibre, 0 or more.
     */
    public static void connect(final FibreEnd a, final FibreEnd b, final long delayPs)
    {
        connectOneWay(a, b, delayPs);
        if (a != b)
        {
            connectOneWay(b, a, delayPs);
        }
    }

    /**
     * A plug that leads a port's light back into it.
     *
     * @param port the port.
     */
    public static void loopbackPlug(final FibreEnd port)
    {
        connect(port, port, 0);
    }

    private static void connectOneWay(final FibreEnd from, final FibreEnd to, final long delayPs)
    {
        final Fibre fibre = new Fibre(to, delayPs);
        from.plugOut(fibre);
        to.plugIn(fibre);
        from.cpu().simulation().link(from.cpu(), to.cpu(), SHORTEST_CELL_PS + delayPs);
    }

    void carry(
        final long endPs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        to.arriveFromFibre(endPs + delayPs, header, payload, offset, remainder);
    }

    /**
     * Pulls the connector of both fibres out of a port, or plugs it in again; nothing happens if it is so already. The port is dark at
     * once, the far end when the last light is through the fibre. Not to be called by the model: whoever runs the simulation does, when
     * all hosts have come to one instant.
     *
     * @param port      with fibres.
     * @param isPlugged false to pull it.
     */
    public static void plug(final FibreEnd port, final boolean isPlugged)
    {
        if (port.in() == null || port.out() == null)
        {
            throw new IllegalArgumentException("no fibre leads to this port");
        }
        final long nowPs = port.cpu().simulation().nowPs();
        port.in().connectReceiver(nowPs, isPlugged);
        port.out().connectSender(nowPs, isPlugged);
    }

    /**
     * Whether the connector of a port is in it.
     *
     * @param port with fibres.
     * @return false after {@link #plug} has pulled it.
     */
    public static boolean isPlugged(final FibreEnd port)
    {
        return port.in() != null && port.in().connected;
    }

    /**
     * Cuts the fibre that leads to a port, just before the port, or mends it; called as {@link #plug}.
     *
     * @param port  at the receiving end.
     * @param isCut true to cut it.
     */
    public static void cut(final FibreEnd port, final boolean isCut)
    {
        if (port.in() == null)
        {
            throw new IllegalArgumentException("no fibre leads to this port");
        }
        port.in().connectReceiver(port.cpu().simulation().nowPs(), !isCut);
    }

    private void connectReceiver(final long nowPs, final boolean isConnected)
    {
        connected = isConnected;
        to.cpu().events().schedule(receiverChange, nowPs);
    }

    private void connectSender(final long nowPs, final boolean isConnected)
    {
        if (sending == isConnected)
        {
            return;
        }
        sending = isConnected;
        if (edgeCount == edges.length)
        {
            edges = Arrays.copyOf(edges, 2 * edgeCount);
        }
        edges[edgeCount] = nowPs + delayPs;
        edgeCount++;
        if (!senderEdge.isScheduled())
        {
            to.cpu().events().schedule(senderEdge, edges[0]);
        }
    }

    private void light(final long nowPs)
    {
        final boolean present = connected && sent;
        if (present != lit)
        {
            lit = present;
            litSincePs = present ? nowPs : litSincePs;
            to.light(nowPs, present);
        }
    }

    /** Whether there was light for all octets of a cell whose last one came at that time. */
    boolean brings(final long timePs)
    {
        return lit && timePs - SHORTEST_CELL_PS >= litSincePs;
    }

    void countLost()
    {
        lost++;
    }

    /**
     * Cells that were lost because an end was unplugged, or the fibre cut.
     *
     * @param port at the receiving end.
     * @return since the start.
     */
    public static long lost(final FibreEnd port)
    {
        return port.in() == null ? 0 : port.in().lost;
    }

    /**
     * Time that a cell takes.
     *
     * @return picoseconds.
     */
    public long delayPs()
    {
        return delayPs;
    }

    /** The light that left the sending end comes or goes here. */
    private final class SenderEdge extends Event
    {
        SenderEdge()
        {
            super(PRIORITY_LIGHT);
        }

        @Override
        protected void fire(final long nowPs)
        {
            edgeCount--;
            System.arraycopy(edges, 1, edges, 0, edgeCount);
            if (edgeCount > 0)
            {
                to.cpu().events().schedule(this, edges[0]);
            }
            sent = !sent;
            light(nowPs);
        }
    }

    /** The connector at this end. */
    private final class ReceiverChange extends Event
    {
        ReceiverChange()
        {
            super(PRIORITY_LIGHT);
        }

        @Override
        protected void fire(final long nowPs)
        {
            light(nowPs);
        }
    }
}
