package org.vatm.ndis;

import org.vatm.sim.HostCpu;

/** Routines of both edges. */
class CommonLibrary implements NdisLibrary
{
    private static final int LONGEST_STALL_MICROSECONDS = 50;
    private static final long PS_PER_MICROSECOND = 1_000_000L;

    final Ndis ndis;

    CommonLibrary(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    @Override
    public NdisPacketPool ndisAllocatePacketPool(final int numberOfDescriptors)
    {
        return new NdisPacketPool(numberOfDescriptors);
    }

    @Override
    public NdisPacketPool ndisAllocatePacketPoolEx(
        final int numberOfDescriptors, final int numberOfOverflowDescriptors)
    {
        return new NdisPacketPool(numberOfDescriptors + numberOfOverflowDescriptors);
    }

    @Override
    public void ndisFreePacketPool(final NdisPacketPool pool)
    {
        if (pool.usage() != 0)
        {
            ndis.report(NdisViolation.POOL_FREED_IN_USE, 0, pool.usage());
        }
    }

    @Override
    public NdisBufferPool ndisAllocateBufferPool(final int numberOfDescriptors)
    {
        return new NdisBufferPool(numberOfDescriptors);
    }

    @Override
    public void ndisFreeBufferPool(final NdisBufferPool pool)
    {
        if (pool.usage() != 0)
        {
            ndis.report(NdisViolation.POOL_FREED_IN_USE, 0, pool.usage());
        }
    }

    @Override
    public int ndisAllocateMemoryWithTag(final NdisMemory memory, final int length, final int tag)
    {
        return ndis.memory.allocate(memory, length, tag);
    }

    @Override
    public void ndisFreeMemory(final NdisMemory memory, final int length, final int memoryFlags)
    {
        ndis.memory.free(memory, length, memoryFlags);
    }

    @Override
    public void ndisInitializeNPagedLookasideList(
        final NdisNPagedLookasideList lookaside, final int size, final int tag, final int depth)
    {
        ndis.memory.initialize(lookaside, size, tag, depth);
    }

    @Override
    public NdisMemory ndisAllocateFromNPagedLookasideList(final NdisNPagedLookasideList lookaside)
    {
        return ndis.memory.allocate(lookaside);
    }

    @Override
    public void ndisFreeToNPagedLookasideList(final NdisNPagedLookasideList lookaside, final NdisMemory entry)
    {
        ndis.memory.free(lookaside, entry);
    }

    @Override
    public void ndisDeleteNPagedLookasideList(final NdisNPagedLookasideList lookaside)
    {
        ndis.memory.delete(lookaside);
    }

    @Override
    public void ndisAllocateSpinLock(final NdisSpinLock lock)
    {
        if (lock.held)
        {
            ndis.report(NdisViolation.LOCK_MISUSE, 0, 1);
        }
        lock.held = false;
    }

    @Override
    public void ndisFreeSpinLock(final NdisSpinLock lock)
    {
        if (lock.held)
        {
            ndis.report(NdisViolation.LOCK_MISUSE, 0, 1);
        }
    }

    @Override
    public void ndisAcquireSpinLock(final NdisSpinLock lock)
    {
        final int before = ndis.raiseToDispatch();
        if (take(lock))
        {
            lock.levelBefore = before;
        }
        else
        {
            ndis.lowerTo(before);
        }
    }

    @Override
    public void ndisReleaseSpinLock(final NdisSpinLock lock)
    {
        if (give(lock))
        {
            ndis.lowerTo(lock.levelBefore);
        }
    }

    @Override
    public void ndisDprAcquireSpinLock(final NdisSpinLock lock)
    {
        if (ndis.cpu.level() != HostCpu.DISPATCH)
        {
            throw ndis.bugCheck(NdisBugCheckCode.IRQL_NOT_LESS_OR_EQUAL, "NdisDprAcquireSpinLock not at DISPATCH");
        }
        take(lock);
    }

    @Override
    public void ndisDprReleaseSpinLock(final NdisSpinLock lock)
    {
        give(lock);
    }

    @Override
    public void ndisStallExecution(final int microseconds)
    {
        if (microseconds > LONGEST_STALL_MICROSECONDS)
        {
            ndis.report(NdisViolation.STALL_TOO_LONG, 0, microseconds);
        }
        ndis.cpu.stall(microseconds * PS_PER_MICROSECOND);
    }

    @Override
    public void ndisMSleep(final int microseconds)
    {
        if (ndis.cpu.level() > HostCpu.PASSIVE)
        {
            throw ndis.bugCheck(NdisBugCheckCode.IRQL_NOT_LESS_OR_EQUAL, "NdisMSleep above PASSIVE");
        }
        ndis.cpu.sleep(microseconds * PS_PER_MICROSECOND);
    }

    @Override
    public long ndisGetCurrentSystemTimePs()
    {
        return ndis.cpu.events().nowPs();
    }

    private boolean take(final NdisSpinLock lock)
    {
        if (lock.held)
        {
            ndis.report(NdisViolation.LOCK_MISUSE, 0, 1);
            return false;
        }
        lock.held = true;
        return true;
    }

    private boolean give(final NdisSpinLock lock)
    {
        if (!lock.held)
        {
            ndis.report(NdisViolation.LOCK_MISUSE, 0, 0);
            return false;
        }
        lock.held = false;
        return true;
    }
}
