package org.vatm.line;

import org.agrona.DirectBuffer;

/** One fibre: takes cells from one port to another, later. */
public final class Fibre
{
    /** Light in glass: 5 us a kilometre. */
    public static final long PS_PER_METRE = 5_000;

    /** A cell is on its way at least for the time of its 53 octets, 2.726 us, before it is at the end of the shortest fibre. */
    private static final long SHORTEST_CELL_PS = 2_726_000;

    private final AtmPort to;
    private final long delayPs;
    private boolean cut;
    private long lost;

    private Fibre(final AtmPort to, final long delayPs)
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
    public static void connect(final AtmPort a, final AtmPort b, final long delayPs)
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
    public static void loopbackPlug(final AtmPort port)
    {
        connect(port, port, 0);
    }

    private static void connectOneWay(final AtmPort from, final AtmPort to, final long delayPs)
    {
        final Fibre fibre = new Fibre(to, delayPs);
        from.plugOut(fibre);
        to.plugIn(fibre);
        from.cpu().simulation().link(from.cpu(), to.cpu(), SHORTEST_CELL_PS + delayPs);
    }

    void carry(final long endPs, final int header, final DirectBuffer payload, final int offset)
    {
        if (cut)
        {
            lost++;
            return;
        }
        to.arriveFromFibre(endPs + delayPs, header, payload, offset);
    }

    /**
     * Cuts the fibre that leads to a port, or mends it. Cells that are on it arrive; later ones are lost.
     *
     * @param port  at the receiving end.
     * @param isCut true to cut it.
     */
    public static void cut(final AtmPort port, final boolean isCut)
    {
        final Fibre fibre = port.in();
        if (fibre == null)
        {
            throw new IllegalArgumentException("no fibre leads to this port");
        }
        fibre.cut = isCut;
        port.phy().signal(port.cpu().events().nowPs(), !isCut);
    }

    /**
     * Cells that were lost because the fibre was cut.
     *
     * @param port at the receiving end.
     * @return since the start.
     */
    public static long lost(final AtmPort port)
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
}
