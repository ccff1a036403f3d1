package org.vatm.miniport;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.ndis.NdisSharedMemory;

/**
 * A part of shared memory that one of the chip's rings is in.
 *
 * @param memory     the driver's view of it.
 * @param busAddress the chip's.
 */
record DmaRegion(MutableDirectBuffer memory, int busAddress)
{
    /** The part of an allocation from an offset on. */
    static DmaRegion of(final NdisSharedMemory memory, final int offset, final int lengthBytes)
    {
        return new DmaRegion(
            new UnsafeBuffer(memory.virtualAddress(), offset, lengthBytes), (int)memory.physicalAddress() + offset);
    }
}
