package org.vatm.miniport;

/**
 * Counts for one VC and, in the same step, for the whole adapter, whose sums outlive the VCs.
 */
final class AdapterCounters
{
    private static final int LOAD_UNITS = 128;
    private static final int LOAD_MEMORY = 96; // of the units

    private final VcTable table;
    private final long[] sums = new long[VcCounter.all().size()];

    /** Cells that the chip dropped, for whatever reason. */
    long cellsDropped;
    /** Cells whose VPI/VCI no VC has. */
    long unknownCells;
    /** Cells with an invalid header. */
    long invalidCells;
    /** Raw cells that no VC wanted: OAM cells of AAL5 connections, mostly. */
    long unclaimedRawCells;
    /** PDUs whose transmission the chip could not complete. */
    long incompletePdus;
    /** Entries of the status queues that make no sense: a wrong handle, a VC that is not there. */
    long statusErrors;
    /** Packets that the driver has to send or is sending, and their bytes. */
    int packetsOutstanding;
    long bytesOutstanding;
    /** Smoothed bytes outstanding. */
    private long load;
    /** Hardware resets after start-up. */
    long resets;

    AdapterCounters(final VcTable table)
    {
        this.table = table;
    }

    void count(final int index, final VcCounter counter, final long amount)
    {
        table.count(index, counter, amount);
        sums[counter.ordinal()] += amount;
    }

    /** After each MiniportCoSendPackets, as OID_GEN_CO_NETCARD_LOAD wants it. */
    void sampleLoad()
    {
        load = (load * LOAD_MEMORY + bytesOutstanding * (LOAD_UNITS - LOAD_MEMORY)) / LOAD_UNITS;
    }

    long load()
    {
        return load;
    }

    long sum(final VcCounter counter)
    {
        return sums[counter.ordinal()];
    }
}
