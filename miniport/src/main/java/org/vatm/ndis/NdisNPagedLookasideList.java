package org.vatm.ndis;

/**
 * {@code NPAGED_LOOKASIDE_LIST}: storage of the driver, content of NDIS. Blocks of one length, some of which are kept
 * when they are freed.
 */
public final class NdisNPagedLookasideList
{
    int size; // 0 unless initialised
    int tag;
    int depth;
    int out;
    int kept;
    NdisMemory free;

    /** Blocks that are allocated now; 0 before the list may be deleted. */
    public int usage()
    {
        return out;
    }
}
