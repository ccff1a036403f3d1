package org.vatm.ndis6;

import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisConfigurationParameter;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.NdisSpinLock;
import org.vatm.ndis.NdisSynchronizeFunction;
import org.vatm.ndis.NdisTimerFunction;

/**
 * NDIS 6.x as a connection-oriented miniport is linked with it: chapter 11 of the contract. What did not change does
 * what {@link org.vatm.ndis.NdisMiniportLibrary} says.
 */
public interface Ndis6Library
{
    // Driver and adapter set-up.

    /**
     * NdisMRegisterMiniportDriver: MiniportSetOptions runs inside.
     *
     * @return SUCCESS, BAD_VERSION, BAD_CHARACTERISTICS (no handlers, or no CO handlers), or what MiniportSetOptions
     * says.
     */
    int ndisMRegisterMiniportDriver(
        long miniportDriverContext,
        MiniportDriverCharacteristics characteristics,
        NdisHandleHolder ndisMiniportDriverHandle);

    /** NdisMDeregisterMiniportDriver: from MiniportDriverUnload, or when DriverEntry fails after registration. */
    void ndisMDeregisterMiniportDriver(long ndisMiniportDriverHandle);

    /** NdisSetOptionalHandlers: from MiniportSetOptions. */
    int ndisSetOptionalHandlers(long ndisHandle, MiniportCoHandlers handlers);

    /** NdisMSetMiniportAttributes: from MiniportInitializeEx, before anything is claimed. */
    int ndisMSetMiniportAttributes(long ndisMiniportHandle, MiniportAdapterAttributes attributes);

    /** NdisMPauseComplete: only if MiniportPause pended. */
    void ndisMPauseComplete(long ndisMiniportHandle);

    /** NdisMRestartComplete: only if MiniportRestart pended. */
    void ndisMRestartComplete(long ndisMiniportHandle, int status);

    /** NdisMResetComplete: only if MiniportResetEx pended. */
    void ndisMResetComplete(long ndisMiniportHandle, int status, boolean addressingReset);

    /** NdisOpenConfigurationEx: from MiniportInitializeEx. */
    int ndisOpenConfigurationEx(long ndisMiniportHandle, NdisHandleHolder configurationHandle);

    /** NdisReadConfiguration. */
    int ndisReadConfiguration(
        NdisConfigurationParameter parameterValue, long configurationHandle, String keyword, int parameterType);

    /** NdisReadNetworkAddress. */
    int ndisReadNetworkAddress(
        MutableDirectBuffer networkAddress, NdisIntHolder networkAddressLength, long configurationHandle);

    /** NdisCloseConfiguration. */
    void ndisCloseConfiguration(long configurationHandle);

    /** NdisWriteErrorLogEntry. */
    void ndisWriteErrorLogEntry(long ndisMiniportHandle, int errorCode, int... errorValues);

    // Hardware access.

    /** NdisMGetBusData: PCI configuration space; bytes read. */
    int ndisMGetBusData(long ndisMiniportHandle, int offset, MutableDirectBuffer buffer, int length);

    /** NdisMSetBusData: bytes written. */
    int ndisMSetBusData(long ndisMiniportHandle, int offset, DirectBuffer buffer, int length);

    /** NdisMMapIoSpace. */
    int ndisMMapIoSpace(NdisHandleHolder virtualAddress, long ndisMiniportHandle, long physicalAddress, int length);

    /** NdisMUnmapIoSpace. */
    void ndisMUnmapIoSpace(long ndisMiniportHandle, long virtualAddress, int length);

    /** NdisReadRegisterUlong. */
    int ndisReadRegisterUlong(long register);

    /** NdisWriteRegisterUlong. */
    void ndisWriteRegisterUlong(long register, int data);

    /** NdisReadRegisterUshort. */
    int ndisReadRegisterUshort(long register);

    /** NdisWriteRegisterUshort. */
    void ndisWriteRegisterUshort(long register, int data);

    /** NdisReadRegisterUchar. */
    int ndisReadRegisterUchar(long register);

    /** NdisWriteRegisterUchar. */
    void ndisWriteRegisterUchar(long register, int data);

    // DMA and memory.

    /**
     * NdisMRegisterScatterGatherDma: before shared memory.
     *
     * @param maximumPhysicalMapping longest PDU in bytes.
     * @param ndisMiniportDmaHandle  out; 0 unless SUCCESS.
     */
    int ndisMRegisterScatterGatherDma(
        long ndisMiniportHandle,
        int maximumPhysicalMapping,
        MiniportDmaHandlers handlers,
        NdisHandleHolder ndisMiniportDmaHandle);

    /** NdisMDeregisterScatterGatherDma. */
    void ndisMDeregisterScatterGatherDma(long ndisMiniportDmaHandle);

    /** NdisMAllocateNetBufferSGList: MiniportProcessSGList runs inside. SUCCESS, or FAILURE if it is not to be sent. */
    int ndisMAllocateNetBufferSgList(long ndisMiniportDmaHandle, NetBuffer netBuffer, long context);

    /** NdisMFreeNetBufferSGList: before the net buffer list is completed. */
    void ndisMFreeNetBufferSgList(long ndisMiniportDmaHandle, NetBuffer netBuffer);

    /** NdisMAllocateSharedMemory. */
    void ndisMAllocateSharedMemory(long ndisMiniportHandle, int length, boolean cached, NdisSharedMemory sharedMemory);

    /** NdisMAllocateSharedMemoryAsyncEx: PENDING (MiniportSharedMemoryAllocateComplete follows) or FAILURE. */
    int ndisMAllocateSharedMemoryAsyncEx(long ndisMiniportDmaHandle, int length, boolean cached, long context);

    /** NdisMFreeSharedMemory. */
    void ndisMFreeSharedMemory(long ndisMiniportHandle, NdisSharedMemory sharedMemory);

    /** NdisAllocateMemoryWithTagPriority: SUCCESS or FAILURE. */
    int ndisAllocateMemoryWithTagPriority(NdisMemory memory, int length, int tag);

    /** NdisFreeMemory. */
    void ndisFreeMemory(NdisMemory memory, int length, int memoryFlags);

    /** NdisAllocateNetBufferListPool: lists with one net buffer each; null if there is no room. */
    NetBufferListPool ndisAllocateNetBufferListPool(long ndisMiniportHandle, int numberOfLists);

    /** NdisFreeNetBufferListPool: all lists must be back. */
    void ndisFreeNetBufferListPool(NetBufferListPool pool);

    /** NdisAllocateNetBufferAndNetBufferList: null if the pool is empty. */
    NetBufferList ndisAllocateNetBufferAndNetBufferList(
        NetBufferListPool pool, Mdl mdlChain, int dataOffset, int dataLength);

    /** NdisFreeNetBufferList: the MDLs stay the driver's. */
    void ndisFreeNetBufferList(NetBufferList netBufferList);

    /** NdisAllocateMdl: null if there is no room. */
    Mdl ndisAllocateMdl(long ndisMiniportHandle, ByteBuf data, int offset, int length);

    /** NdisFreeMdl. */
    void ndisFreeMdl(Mdl mdl);

    // Interrupts, timers, locks.

    /** NdisMRegisterInterruptEx: the line interrupt that the system has assigned. */
    int ndisMRegisterInterruptEx(
        long ndisMiniportHandle,
        long miniportInterruptContext,
        MiniportInterruptHandlers handlers,
        NdisHandleHolder ndisInterruptHandle);

    /** NdisMDeregisterInterruptEx. */
    void ndisMDeregisterInterruptEx(long ndisInterruptHandle);

    /** NdisMSynchronizeWithInterruptEx. */
    boolean ndisMSynchronizeWithInterruptEx(
        long ndisInterruptHandle, NdisSynchronizeFunction synchronizeFunction, long synchronizeContext);

    /** NdisAllocateTimerObject. */
    NdisTimerObject ndisAllocateTimerObject(
        long ndisMiniportHandle, NdisTimerFunction timerFunction, long functionContext);

    /** NdisSetTimerObject: expires once, then every {@code millisecondsPeriod} unless that is 0. */
    void ndisSetTimerObject(NdisTimerObject timerObject, int millisecondsToDelay, int millisecondsPeriod);

    /** NdisCancelTimerObject: false if it was not pending. */
    boolean ndisCancelTimerObject(NdisTimerObject timerObject);

    /** NdisFreeTimerObject: not pending. */
    void ndisFreeTimerObject(NdisTimerObject timerObject);

    /** NdisAcquireSpinLock. */
    void ndisAcquireSpinLock(NdisSpinLock lock);

    /** NdisReleaseSpinLock. */
    void ndisReleaseSpinLock(NdisSpinLock lock);

    /** NdisDprAcquireSpinLock. */
    void ndisDprAcquireSpinLock(NdisSpinLock lock);

    /** NdisDprReleaseSpinLock. */
    void ndisDprReleaseSpinLock(NdisSpinLock lock);

    /** NdisStallExecution. */
    void ndisStallExecution(int microseconds);

    /** NdisMSleep. */
    void ndisMSleep(int microseconds);

    /** NdisGetCurrentSystemTime, in ps of simulated time. */
    long ndisGetCurrentSystemTimePs();

    // VCs and data.

    /** NdisMCoActivateVcComplete. */
    void ndisMCoActivateVcComplete(int status, long ndisVcHandle, CoCallParameters callParameters);

    /** NdisMCoDeactivateVcComplete. */
    void ndisMCoDeactivateVcComplete(int status, long ndisVcHandle);

    /** NdisMCoSendNetBufferListsComplete: each with its status; linked by {@link NetBufferList#next}. */
    void ndisMCoSendNetBufferListsComplete(long ndisVcHandle, NetBufferList netBufferLists, int sendCompleteFlags);

    /**
     * NdisMCoIndicateReceiveNetBufferLists: at most DISPATCH.
     *
     * @param netBufferLists of a pool, linked by {@link NetBufferList#next}.
     * @param coReceiveFlags with NDIS_RECEIVE_FLAGS_RESOURCES they are the miniport's again when this returns.
     */
    void ndisMCoIndicateReceiveNetBufferLists(
        long ndisVcHandle, NetBufferList netBufferLists, int numberOfNetBufferLists, int coReceiveFlags);

    /** NdisMCoOidRequestComplete: only if MiniportCoOidRequest pended. */
    void ndisMCoOidRequestComplete(long ndisMiniportHandle, long ndisVcHandle, NdisOidRequest oidRequest, int status);

    /** NdisMCoIndicateStatusEx: a link state becomes MEDIA_CONNECT or MEDIA_DISCONNECT for the protocols. */
    void ndisMCoIndicateStatusEx(
        long ndisMiniportHandle, long ndisVcHandle, NdisStatusIndication statusIndication);
}
