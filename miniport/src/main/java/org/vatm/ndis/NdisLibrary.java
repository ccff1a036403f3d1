package org.vatm.ndis;

/** Routines for every driver, whichever edge of NDIS it is on. */
public interface NdisLibrary
{
    /** NdisAllocatePacketPool: 1 to 0xFFFF descriptors. */
    NdisPacketPool ndisAllocatePacketPool(int numberOfDescriptors);

    /** NdisAllocatePacketPoolEx: as many more as {@code numberOfOverflowDescriptors} in need; 0xFFFF together. */
    NdisPacketPool ndisAllocatePacketPoolEx(int numberOfDescriptors, int numberOfOverflowDescriptors);

    /** NdisFreePacketPool: all descriptors must be back. */
    void ndisFreePacketPool(NdisPacketPool pool);

    /** NdisAllocateBufferPool: 1 descriptor or more. */
    NdisBufferPool ndisAllocateBufferPool(int numberOfDescriptors);

    /** NdisFreeBufferPool: all descriptors must be back. */
    void ndisFreeBufferPool(NdisBufferPool pool);

    /**
     * NdisAllocateMemoryWithTag, at most DISPATCH: non-paged memory.
     *
     * @param memory out; its virtual address is null on failure.
     * @param tag    four characters to know the driver's blocks by.
     * @return SUCCESS or FAILURE.
     */
    int ndisAllocateMemoryWithTag(NdisMemory memory, int length, int tag);

    /** NdisFreeMemory: once, with the length of the allocation; flags are 0 for NdisAllocateMemoryWithTag. */
    void ndisFreeMemory(NdisMemory memory, int length, int memoryFlags);

    /** NdisInitializeNPagedLookasideList: blocks of {@code size} bytes; keeps up to {@code depth}, 0 for a default. */
    void ndisInitializeNPagedLookasideList(NdisNPagedLookasideList lookaside, int size, int tag, int depth);

    /** NdisAllocateFromNPagedLookasideList, at most DISPATCH: a block, or null. */
    NdisMemory ndisAllocateFromNPagedLookasideList(NdisNPagedLookasideList lookaside);

    /** NdisFreeToNPagedLookasideList, at most DISPATCH: a block of that list. */
    void ndisFreeToNPagedLookasideList(NdisNPagedLookasideList lookaside, NdisMemory entry);

    /** NdisDeleteNPagedLookasideList: all blocks must be back. */
    void ndisDeleteNPagedLookasideList(NdisNPagedLookasideList lookaside);

    /** NdisAllocateSpinLock: before the lock is used. */
    void ndisAllocateSpinLock(NdisSpinLock lock);

    /** NdisFreeSpinLock: when it is not held, and will not be used again. */
    void ndisFreeSpinLock(NdisSpinLock lock);

    /** NdisAcquireSpinLock: at most DISPATCH; raises to DISPATCH. Not recursive. */
    void ndisAcquireSpinLock(NdisSpinLock lock);

    /** NdisReleaseSpinLock: back to the level before. */
    void ndisReleaseSpinLock(NdisSpinLock lock);

    /** NdisDprAcquireSpinLock: at DISPATCH already. */
    void ndisDprAcquireSpinLock(NdisSpinLock lock);

    /** NdisDprReleaseSpinLock. */
    void ndisDprReleaseSpinLock(NdisSpinLock lock);

    /** NdisStallExecution: 0 to 50 us, at any level; nothing of this level or below runs meanwhile. */
    void ndisStallExecution(int microseconds);

    /** NdisMSleep: at PASSIVE. */
    void ndisMSleep(int microseconds);

    /** NdisGetCurrentSystemTime, in ps of simulated time. */
    long ndisGetCurrentSystemTimePs();
}
