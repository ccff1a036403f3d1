package org.vatm.ndis;

import org.agrona.MutableDirectBuffer;

/**
 * Out parameter of {@link NdisLibrary#ndisAllocateMemoryWithTag NdisAllocateMemoryWithTag}, and block of a lookaside
 * list: memory of the host, not to be seen by devices.
 */
public final class NdisMemory
{
    MutableDirectBuffer virtualAddress;
    int length;
    int tag;
    long busAddress;
    NdisNPagedLookasideList list; // whose block it is, null for others
    NdisMemory next; // free block of that list
    boolean isFree;

    /** The block; null when the allocation failed, or while it is not allocated. What is in it is undefined. */
    public MutableDirectBuffer virtualAddress()
    {
        return virtualAddress;
    }

    /** Bytes; 0 when the allocation failed. */
    public int length()
    {
        return length;
    }

    /** Four characters of the driver's, to know its blocks by. */
    public int tag()
    {
        return tag;
    }
}
