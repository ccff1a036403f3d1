package org.vatm.ndis.verifier;

import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisLibrary;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisNPagedLookasideList;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisSpinLock;

/** Stands before the routines of both edges. */
class VerifiedLibrary implements NdisLibrary
{
    final Verifier verifier;
    private final NdisLibrary library;

    VerifiedLibrary(final Verifier verifier, final NdisLibrary library)
    {
        this.verifier = verifier;
        this.library = library;
    }

    final long begin(final VerifierFunction function)
    {
        return begin(function, null, null, 0);
    }

    final long begin(
        final VerifierFunction function, final VcTrack vc, final Object object, final long argument)
    {
        return verifier.begin(function, vc, object, argument);
    }

    @Override
    public NdisPacketPool ndisAllocatePacketPool(final int numberOfDescriptors)
    {
        final long frame = begin(VerifierFunction.NDIS_ALLOCATE_PACKET_POOL);
        verifier.registration.argument(numberOfDescriptors);
        final NdisPacketPool pool = library.ndisAllocatePacketPool(numberOfDescriptors);
        acquired(Resource.Kind.PACKET_POOL, pool);
        verifier.end(frame);
        return pool;
    }

    @Override
    public NdisPacketPool ndisAllocatePacketPoolEx(
        final int numberOfDescriptors, final int numberOfOverflowDescriptors)
    {
        final long frame = begin(VerifierFunction.NDIS_ALLOCATE_PACKET_POOL);
        verifier.registration.argument(numberOfDescriptors);
        verifier.registration.argument(numberOfOverflowDescriptors);
        final NdisPacketPool pool =
            library.ndisAllocatePacketPoolEx(numberOfDescriptors, numberOfOverflowDescriptors);
        acquired(Resource.Kind.PACKET_POOL, pool);
        verifier.end(frame);
        return pool;
    }

    @Override
    public void ndisFreePacketPool(final NdisPacketPool pool)
    {
        final long frame = begin(VerifierFunction.NDIS_FREE_PACKET_POOL);
        verifier.memory.freeing(pool);
        library.ndisFreePacketPool(pool);
        verifier.end(frame);
    }

    @Override
    public NdisBufferPool ndisAllocateBufferPool(final int numberOfDescriptors)
    {
        final long frame = begin(VerifierFunction.NDIS_ALLOCATE_BUFFER_POOL);
        verifier.registration.argument(numberOfDescriptors);
        final NdisBufferPool pool = library.ndisAllocateBufferPool(numberOfDescriptors);
        acquired(Resource.Kind.BUFFER_POOL, pool);
        verifier.end(frame);
        return pool;
    }

    @Override
    public void ndisFreeBufferPool(final NdisBufferPool pool)
    {
        final long frame = begin(VerifierFunction.NDIS_FREE_BUFFER_POOL);
        verifier.memory.freeing(pool);
        library.ndisFreeBufferPool(pool);
        verifier.end(frame);
    }

    @Override
    public int ndisAllocateMemoryWithTag(final NdisMemory memory, final int length, final int tag)
    {
        final long frame = begin(VerifierFunction.NDIS_ALLOCATE_MEMORY_WITH_TAG, null, null, length);
        verifier.registration.argument(length);
        final int status = library.ndisAllocateMemoryWithTag(memory, MemoryRules.guarded(length), tag);
        verifier.memory.lend(memory, length);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisFreeMemory(final NdisMemory memory, final int length, final int memoryFlags)
    {
        final long frame = begin(VerifierFunction.NDIS_FREE_MEMORY, null, null, length);
        final int lent = verifier.memory.lengthOf(memory);
        if (verifier.memory.takeBack(memory, length, memoryFlags))
        {
            library.ndisFreeMemory(memory, MemoryRules.guarded(lent), 0);
        }
        verifier.end(frame);
    }

    @Override
    public void ndisInitializeNPagedLookasideList(
        final NdisNPagedLookasideList lookaside, final int size, final int tag, final int depth)
    {
        final long frame = begin(VerifierFunction.NDIS_INITIALIZE_NPAGED_LOOKASIDE_LIST, null, null, size);
        verifier.registration.argument(size);
        library.ndisInitializeNPagedLookasideList(lookaside, MemoryRules.guarded(size), tag, depth);
        verifier.memory.acquire(Resource.Kind.LOOKASIDE_LIST, lookaside, 0);
        verifier.end(frame);
    }

    @Override
    public NdisMemory ndisAllocateFromNPagedLookasideList(final NdisNPagedLookasideList lookaside)
    {
        final long frame = begin(VerifierFunction.NDIS_ALLOCATE_FROM_NPAGED_LOOKASIDE_LIST);
        final NdisMemory block = library.ndisAllocateFromNPagedLookasideList(lookaside);
        if (block != null)
        {
            verifier.memory.lend(block, block.length() - 2 * MemoryRules.GUARD_BYTES);
        }
        verifier.end(frame);
        return block;
    }

    @Override
    public void ndisFreeToNPagedLookasideList(final NdisNPagedLookasideList lookaside, final NdisMemory entry)
    {
        final long frame = begin(VerifierFunction.NDIS_FREE_TO_NPAGED_LOOKASIDE_LIST);
        if (verifier.memory.takeBack(entry, verifier.memory.lengthOf(entry), 0))
        {
            library.ndisFreeToNPagedLookasideList(lookaside, entry);
        }
        verifier.end(frame);
    }

    @Override
    public void ndisDeleteNPagedLookasideList(final NdisNPagedLookasideList lookaside)
    {
        final long frame = begin(VerifierFunction.NDIS_DELETE_NPAGED_LOOKASIDE_LIST);
        verifier.memory.release(lookaside);
        library.ndisDeleteNPagedLookasideList(lookaside);
        verifier.end(frame);
    }

    @Override
    public void ndisAllocateSpinLock(final NdisSpinLock lock)
    {
        final long frame = begin(VerifierFunction.NDIS_ALLOCATE_SPIN_LOCK);
        library.ndisAllocateSpinLock(lock);
        verifier.end(frame);
    }

    @Override
    public void ndisFreeSpinLock(final NdisSpinLock lock)
    {
        final long frame = begin(VerifierFunction.NDIS_FREE_SPIN_LOCK);
        library.ndisFreeSpinLock(lock);
        verifier.end(frame);
    }

    @Override
    public void ndisAcquireSpinLock(final NdisSpinLock lock)
    {
        final long frame = begin(VerifierFunction.NDIS_ACQUIRE_SPIN_LOCK);
        verifier.locks.acquire(verifier.frame(frame).function(), lock, false);
        library.ndisAcquireSpinLock(lock);
        verifier.end(frame);
    }

    @Override
    public void ndisReleaseSpinLock(final NdisSpinLock lock)
    {
        final long frame = begin(VerifierFunction.NDIS_RELEASE_SPIN_LOCK);
        verifier.locks.release(verifier.frame(frame).function(), lock, false);
        library.ndisReleaseSpinLock(lock);
        verifier.end(frame);
    }

    @Override
    public void ndisDprAcquireSpinLock(final NdisSpinLock lock)
    {
        final long frame = begin(VerifierFunction.NDIS_DPR_ACQUIRE_SPIN_LOCK);
        verifier.locks.acquire(verifier.frame(frame).function(), lock, true);
        library.ndisDprAcquireSpinLock(lock);
        verifier.end(frame);
    }

    @Override
    public void ndisDprReleaseSpinLock(final NdisSpinLock lock)
    {
        final long frame = begin(VerifierFunction.NDIS_DPR_RELEASE_SPIN_LOCK);
        verifier.locks.release(verifier.frame(frame).function(), lock, true);
        library.ndisDprReleaseSpinLock(lock);
        verifier.end(frame);
    }

    @Override
    public void ndisStallExecution(final int microseconds)
    {
        final long frame = begin(VerifierFunction.NDIS_STALL_EXECUTION, null, null, microseconds);
        verifier.levels.stall(microseconds);
        library.ndisStallExecution(microseconds);
        verifier.end(frame);
    }

    @Override
    public void ndisMSleep(final int microseconds)
    {
        final long frame = begin(VerifierFunction.NDIS_M_SLEEP, null, null, microseconds);
        verifier.vcs.insideCreate(verifier.frame(frame).function(), VerifierRule.VC_05.severity());
        library.ndisMSleep(microseconds);
        verifier.end(frame);
    }

    @Override
    public long ndisGetCurrentSystemTimePs()
    {
        return library.ndisGetCurrentSystemTimePs();
    }

    /** A pool; null if there was none to be had. */
    private void acquired(final Resource.Kind kind, final Object pool)
    {
        if (pool != null)
        {
            verifier.memory.acquire(kind, pool, 0);
        }
    }
}
