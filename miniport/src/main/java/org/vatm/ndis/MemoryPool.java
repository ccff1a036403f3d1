package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.vatm.memory.HostMemory;

/** Non-paged memory of drivers, and the lookaside lists on top of it. A list that is warm allocates nothing. */
final class MemoryPool
{
    private static final int DEFAULT_DEPTH = 256;
    private static final int ALIGNMENT = 64;

    private final Ndis ndis;
    private final HostMemory memory;
    private int blocksOut;
    private long bytesOut;

    MemoryPool(final Ndis ndis, final HostMemory memory)
    {
        this.ndis = ndis;
        this.memory = memory;
    }

    /** Blocks that drivers have, those included that their lookaside lists keep. */
    int blocksOut()
    {
        return blocksOut;
    }

    long bytesOut()
    {
        return bytesOut;
    }

    int allocate(final NdisMemory out, final int length, final int tag)
    {
        out.virtualAddress = null;
        out.length = 0;
        out.tag = tag;
        final long busAddress = length <= 0 ? -1 : memory.allocate(length, ALIGNMENT);
        if (busAddress < 0)
        {
            return NDIS_STATUS_FAILURE;
        }
        out.busAddress = busAddress;
        out.length = length;
        out.virtualAddress = memory.view(busAddress, length);
        blocksOut++;
        bytesOut += length;
        return NDIS_STATUS_SUCCESS;
    }

    void free(final NdisMemory block, final int length, final int memoryFlags)
    {
        final boolean isAllocated = block.virtualAddress != null && block.list == null;
        if (!isAllocated || block.length != length || memoryFlags != 0)
        {
            ndis.report(NdisViolation.MEMORY_FREE_MISMATCH, block.busAddress, length);
        }
        if (isAllocated)
        {
            giveBack(block);
        }
    }

    void initialize(final NdisNPagedLookasideList list, final int size, final int tag, final int depth)
    {
        list.size = Math.max(1, size);
        list.tag = tag;
        list.depth = depth == 0 ? DEFAULT_DEPTH : depth;
        list.out = 0;
        list.kept = 0;
        list.free = null;
    }

    NdisMemory allocate(final NdisNPagedLookasideList list)
    {
        NdisMemory block = list.free;
        if (block != null)
        {
            list.free = block.next;
            list.kept--;
            block.next = null;
        }
        else if (list.size != 0)
        {
            block = new NdisMemory();
            if (allocate(block, list.size, list.tag) != NDIS_STATUS_SUCCESS)
            {
                return null;
            }
            block.list = list;
        }
        else
        {
            ndis.report(NdisViolation.LOOKASIDE_LIST_MISUSE, 0, list.size);
            return null;
        }
        block.isFree = false;
        list.out++;
        return block;
    }

    void free(final NdisNPagedLookasideList list, final NdisMemory block)
    {
        if (block.list != list || block.isFree)
        {
            ndis.report(NdisViolation.MEMORY_FREE_MISMATCH, block.busAddress, block.length);
            return;
        }
        list.out--;
        if (list.kept < list.depth)
        {
            block.isFree = true;
            block.next = list.free;
            list.free = block;
            list.kept++;
        }
        else
        {
            block.list = null;
            giveBack(block);
        }
    }

    void delete(final NdisNPagedLookasideList list)
    {
        if (list.size == 0 || list.out != 0)
        {
            ndis.report(NdisViolation.LOOKASIDE_LIST_MISUSE, 0, list.out);
        }
        for (NdisMemory block = list.free; block != null; block = list.free)
        {
            list.free = block.next;
            block.next = null;
            block.list = null;
            giveBack(block);
        }
        list.kept = 0;
        list.size = 0;
    }

    private void giveBack(final NdisMemory block)
    {
        memory.free(block.busAddress, block.length);
        blocksOut--;
        bytesOut -= block.length;
        block.virtualAddress = null;
        block.length = 0;
    }
}
