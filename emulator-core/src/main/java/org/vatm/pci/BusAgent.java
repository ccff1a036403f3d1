package org.vatm.pci;

/**
 * Something with a REQ#/GNT# pair: the host bridge or the DMA engine of a device.
 */
abstract class BusAgent
{
    static final long NONE = -1;

    PciBus bus;
    /** Among the agents of the bus. */
    int index;
    /** Clock edge at which REQ# was asserted, {@link #NONE} while it is not. */
    long requestEdge = NONE;

    /** The grant: puts the transaction with the highest priority on {@link PciBus#cycle}. */
    abstract void granted(BusCycle cycle);

    /** The last data phase, or the end without one: moves the data. */
    abstract void transfer(long nowPs, BusCycle cycle);

    /** Tells whoever asked for the transaction. */
    abstract void finish(long nowPs, BusCycle cycle);

    /** True if another transaction waits. */
    abstract boolean wantsBus();

    /** Clocks of a burst after which this agent gives way to another. */
    abstract int latencyTimer();
}
