package org.vatm.ndis;

/** Routines for every driver, whichever edge of NDIS it is on. */
public interface NdisLibrary
{
    /** NdisAllocatePacketPool: 1 to 0xFFFF descriptors. */
    NdisPacketPool ndisAllocatePacketPool(int numberOfDescriptors);

    /** NdisFreePacketPool: all descriptors must be back. */
    void ndisFreePacketPool(NdisPacketPool pool);

    /** NdisAllocateBufferPool: 1 descriptor or more. */
    NdisBufferPool ndisAllocateBufferPool(int numberOfDescriptors);

    /** NdisFreeBufferPool: all descriptors must be back. */
    void ndisFreeBufferPool(NdisBufferPool pool);

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
