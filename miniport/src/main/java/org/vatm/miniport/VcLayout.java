package org.vatm.miniport;

import org.vatm.memory.SparseMemory;

/** Offsets in the hot line of an entry; drawn in {@link VcTable}. */
final class VcLayout
{
    static final int LINE = 64;
    static final int LINE_SHIFT = 6;
    /** Processors fetch lines in pairs: what must not disturb each other is two lines apart. */
    static final int LINE_PAIR = 2 * LINE;
    static final int LINE_PAIR_SHIFT = 7;

    static final int NDIS_VC_HANDLE = 0x00;
    static final int CONTROL = 0x08;
    static final int VPI_VCI = 0x10;
    static final int RING = 0x14;
    /** One word: sends out, and in its upper half receives out. */
    static final int SENDS_OUT = 0x18;
    static final int TRAITS = 0x20;
    static final int BYTES_QUEUED = 0x24;
    static final int SEND_SDU = 0x28;
    static final int RECEIVE_SDU = 0x2C;
    /** Both counters of {@link VcCounter} that have no direction. */
    static final int LINE_COUNTERS = 0x30;

    /** In the first entry of a stacked batch: number + 1 of the first entry of the next batch, 0 if there is none. */
    static final int NEXT_BATCH = 0x10;
    /** Entries in the batch beside the first. */
    static final int OTHERS_COUNT = 0x14;
    /** Their numbers. */
    static final int OTHERS = 0x18;
    /** Most entries of a batch: so many numbers fit in a line. */
    static final int BATCH = 8;

    private VcLayout()
    {
    }

    /** Address of the first whole pair of lines. */
    static long aligned(final SparseMemory memory)
    {
        return memory.address() + LINE_PAIR - 1 & -LINE_PAIR;
    }
}
