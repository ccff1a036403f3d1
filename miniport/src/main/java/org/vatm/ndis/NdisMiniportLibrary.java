package org.vatm.ndis;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * NDIS as a miniport is linked with it: the routines of chapter 3 of the contract. Where C has a status as an out
 * parameter, the status is returned. A dead or foreign handle stops the system with an {@link NdisBugCheck}.
 */
public interface NdisMiniportLibrary extends NdisLibrary, NdisMcmLibrary
{
    // Driver and adapter set-up.

    /** NdisMInitializeWrapper: first call of DriverEntry. */
    void ndisMInitializeWrapper(NdisHandleHolder ndisWrapperHandle);

    /**
     * NdisMRegisterMiniport: the characteristics are copied.
     *
     * @param characteristicsLength {@link NdisMiniportCharacteristics#LENGTH_5_1} or that of its version.
     * @return SUCCESS, BAD_CHARACTERISTICS (too short, or a mandatory handler missing), BAD_VERSION, FAILURE.
     */
    int ndisMRegisterMiniport(
        long ndisWrapperHandle, NdisMiniportCharacteristics characteristics, int characteristicsLength);

    /** NdisTerminateWrapper: only when registration failed. */
    void ndisTerminateWrapper(long ndisWrapperHandle);

    /** NdisMRegisterUnloadHandler: from DriverEntry, after registration. */
    void ndisMRegisterUnloadHandler(long ndisWrapperHandle, NdisUnloadHandler unloadHandler);

    /**
     * NdisMSetAttributesEx: once, from MiniportInitialize, before anything is claimed.
     *
     * @param miniportAdapterContext    the driver's name for the adapter, not 0.
     * @param checkForHangTimeInSeconds rounded down to a multiple of 2; 0 for the default of 2.
     * @param attributeFlags            of {@link NdisAttribute}.
     */
    void ndisMSetAttributesEx(
        long miniportAdapterHandle, long miniportAdapterContext, int checkForHangTimeInSeconds, int attributeFlags);

    /** NdisMSetAttributes: the old form, with the default check-for-hang time and no other flags. */
    void ndisMSetAttributes(long miniportAdapterHandle, long miniportAdapterContext, boolean busMaster);

    /** NdisMQueryAdapterResources: fills the list. SUCCESS or FAILURE. */
    int ndisMQueryAdapterResources(long wrapperConfigurationContext, NdisResourceList resourceList);

    /** NdisReadPciSlotInformation: PCI configuration space of the adapter into {@code buffer}; bytes read. */
    int ndisReadPciSlotInformation(long miniportAdapterHandle, int offset, MutableDirectBuffer buffer, int length);

    /** NdisWritePciSlotInformation: bytes written. */
    int ndisWritePciSlotInformation(long miniportAdapterHandle, int offset, DirectBuffer buffer, int length);

    /** NdisOpenConfiguration: pair with NdisCloseConfiguration before MiniportInitialize returns. */
    int ndisOpenConfiguration(NdisHandleHolder configurationHandle, long wrapperConfigurationContext);

    /**
     * NdisReadConfiguration: values are not checked for range.
     *
     * @param parameterType as asked for; text that is a number is given as one when an integer is wanted.
     * @return SUCCESS, or FAILURE when there is none, or none of that type.
     */
    int ndisReadConfiguration(
        NdisConfigurationParameter parameterValue, long configurationHandle, String keyword, int parameterType);

    /** NdisReadNetworkAddress: the override of the burnt-in address, 6 bytes; FAILURE if there is none. */
    int ndisReadNetworkAddress(
        MutableDirectBuffer networkAddress, NdisIntHolder networkAddressLength, long configurationHandle);

    /** NdisCloseConfiguration. */
    void ndisCloseConfiguration(long configurationHandle);

    /** NdisWriteErrorLogEntry: {@link NdisErrorCode} and values that explain it. */
    void ndisWriteErrorLogEntry(long miniportAdapterHandle, int errorCode, int... errorValues);

    // Hardware access.

    /**
     * NdisMMapIoSpace: makes device memory accessible to the register routines.
     *
     * @param virtualAddress  out, a register's address is this plus its offset; 0 unless SUCCESS.
     * @param physicalAddress from the adapter's resources.
     * @return SUCCESS, RESOURCE_CONFLICT (not the adapter's), FAILURE (before NdisMSetAttributesEx).
     */
    int ndisMMapIoSpace(NdisHandleHolder virtualAddress, long miniportAdapterHandle, long physicalAddress, int length);

    /** NdisMUnmapIoSpace: same address and length as mapped. */
    void ndisMUnmapIoSpace(long miniportAdapterHandle, long virtualAddress, int length);

    /** NdisReadRegisterUlong: takes the time of a PCI read; outside what is mapped the system stops. */
    int ndisReadRegisterUlong(long register);

    /** NdisWriteRegisterUlong: posted. */
    void ndisWriteRegisterUlong(long register, int data);

    /** NdisReadRegisterUshort, zero-extended. */
    int ndisReadRegisterUshort(long register);

    /** NdisWriteRegisterUshort. */
    void ndisWriteRegisterUshort(long register, int data);

    /** NdisReadRegisterUchar, zero-extended. */
    int ndisReadRegisterUchar(long register);

    /** NdisWriteRegisterUchar. */
    void ndisWriteRegisterUchar(long register, int data);

    /**
     * NdisMRegisterIoPortRange.
     *
     * @param portOffset out, the first port's address for the port routines; 0 unless SUCCESS.
     * @return SUCCESS, RESOURCE_CONFLICT (not the adapter's), FAILURE (before NdisMSetAttributesEx).
     */
    int ndisMRegisterIoPortRange(
        NdisHandleHolder portOffset, long miniportAdapterHandle, int initialPort, int numberOfPorts);

    /** NdisMDeregisterIoPortRange: as registered. */
    void ndisMDeregisterIoPortRange(long miniportAdapterHandle, int initialPort, int numberOfPorts, long portOffset);

    /** NdisRawReadPortUlong. */
    int ndisRawReadPortUlong(long port);

    /** NdisRawWritePortUlong. */
    void ndisRawWritePortUlong(long port, int data);

    /** NdisRawReadPortUshort, zero-extended. */
    int ndisRawReadPortUshort(long port);

    /** NdisRawWritePortUshort. */
    void ndisRawWritePortUshort(long port, int data);

    /** NdisRawReadPortUchar, zero-extended. */
    int ndisRawReadPortUchar(long port);

    /** NdisRawWritePortUchar. */
    void ndisRawWritePortUchar(long port, int data);

    // DMA and memory.

    /**
     * NdisMInitializeScatterGatherDma: from now on every packet to be sent has its
     * {@link NdisPacket#scatterGatherList() scatter/gather list}.
     *
     * @param maximumPhysicalMapping longest packet in bytes; longer ones are not handed down.
     * @return SUCCESS, or NOT_SUPPORTED without BUS_MASTER.
     */
    int ndisMInitializeScatterGatherDma(
        long miniportAdapterHandle, boolean dma64BitAddresses, int maximumPhysicalMapping);

    /**
     * NdisMAllocateMapRegisters: the alternative to scatter/gather DMA; packets then have no scatter/gather list.
     *
     * @param physicalMapRegistersNeeded registers, numbered from 0.
     * @param maximumPhysicalMapping     longest buffer in bytes.
     * @return SUCCESS, RESOURCES.
     */
    int ndisMAllocateMapRegisters(
        long miniportAdapterHandle,
        boolean dma32BitAddresses,
        int physicalMapRegistersNeeded,
        int maximumPhysicalMapping);

    /** NdisMFreeMapRegisters: once, with no buffer mapped. */
    void ndisMFreeMapRegisters(long miniportAdapterHandle);

    /**
     * NdisMStartBufferPhysicalMapping, DISPATCH: one buffer at a time for each register.
     *
     * @param writeToDevice        true if the device reads the buffer.
     * @param physicalAddressArray out, where the device finds it; no element if there is no room for a copy.
     */
    void ndisMStartBufferPhysicalMapping(
        long miniportAdapterHandle,
        NdisBuffer buffer,
        int physicalMapRegister,
        boolean writeToDevice,
        NdisScatterGatherList physicalAddressArray);

    /** NdisMCompleteBufferPhysicalMapping, DISPATCH: before the packet is completed. */
    void ndisMCompleteBufferPhysicalMapping(long miniportAdapterHandle, NdisBuffer buffer, int physicalMapRegister);

    /**
     * NdisMAllocateSharedMemory: from MiniportInitialize, after the DMA was initialised. What is in it is undefined.
     *
     * @param sharedMemory out; its virtual address is null on failure.
     */
    void ndisMAllocateSharedMemory(
        long miniportAdapterHandle, int length, boolean cached, NdisSharedMemory sharedMemory);

    /** NdisMFreeSharedMemory: all of one allocation, at most DISPATCH. */
    void ndisMFreeSharedMemory(long miniportAdapterHandle, NdisSharedMemory sharedMemory);

    /**
     * NdisMAllocateSharedMemoryAsync: at most DISPATCH, at any time before MiniportHalt.
     *
     * @param context for MiniportAllocateComplete.
     * @return PENDING, or FAILURE, after which nothing follows.
     */
    int ndisMAllocateSharedMemoryAsync(long miniportAdapterHandle, int length, boolean cached, long context);

    /** NdisMUpdateSharedMemory: before reading what the device wrote into a range of cached shared memory. */
    void ndisMUpdateSharedMemory(long miniportAdapterHandle, NdisSharedMemory sharedMemory, int offset, int length);

    /**
     * NdisFlushBuffer: of a buffer in cached shared memory.
     *
     * @param writeToDevice true before the device reads it, false before the driver reads what the device wrote.
     */
    void ndisFlushBuffer(NdisBuffer buffer, boolean writeToDevice);

    // Interrupt and timers.

    /** Level sensitive and latched {@code InterruptMode}. PCI interrupts are level sensitive. */
    int NDIS_INTERRUPT_LEVEL_SENSITIVE = 0;
    int NDIS_INTERRUPT_LATCHED = 1;

    /**
     * NdisMRegisterInterrupt: the ISR may run before this returns.
     *
     * @param interruptVector vector and level as in the adapter's resources.
     * @param requestIsr      false: MiniportDisableInterrupt runs instead of the ISR.
     * @return SUCCESS, RESOURCE_CONFLICT (not the adapter's), FAILURE (a handler is missing, or before the attributes).
     */
    int ndisMRegisterInterrupt(
        NdisMiniportInterrupt interrupt,
        long miniportAdapterHandle,
        int interruptVector,
        int interruptLevel,
        boolean requestIsr,
        boolean sharedInterrupt,
        int interruptMode);

    /** NdisMDeregisterInterrupt: mask the adapter first; the ISR does not run after this has returned. */
    void ndisMDeregisterInterrupt(NdisMiniportInterrupt interrupt);

    /** NdisMSynchronizeWithInterrupt: runs the function at DEVICE and returns its result. */
    boolean ndisMSynchronizeWithInterrupt(
        NdisMiniportInterrupt interrupt, NdisSynchronizeFunction synchronizeFunction, long synchronizeContext);

    /** NdisMInitializeTimer: once, before any other call for that timer. */
    void ndisMInitializeTimer(
        NdisMiniportTimer timer, long miniportAdapterHandle, NdisTimerFunction timerFunction, long functionContext);

    /** NdisMSetTimer: replaces a pending expiry. */
    void ndisMSetTimer(NdisMiniportTimer timer, int millisecondsToDelay);

    /** NdisMSetPeriodicTimer: 1 ms or more; replaces a pending expiry. */
    void ndisMSetPeriodicTimer(NdisMiniportTimer timer, int millisecondPeriod);

    /**
     * NdisMCancelTimer: TimerCancelled; false if it was not pending, in which case the function may be about to run.
     */
    boolean ndisMCancelTimer(NdisMiniportTimer timer);

    // VCs and data.

    /** NdisMCoSendComplete: the sender owns the packet again. Status is not PENDING. */
    void ndisMCoSendComplete(int status, long ndisVcHandle, NdisPacket packet);

    /** NdisMCoIndicateReceivePacket: each packet's status says who owns it afterwards; the array stays the caller's. */
    void ndisMCoIndicateReceivePacket(long ndisVcHandle, NdisPacket[] packetArray, int numberOfPackets);

    /** NdisMCoReceiveComplete: after a batch of indications. */
    void ndisMCoReceiveComplete(long miniportAdapterHandle);

    /** NdisMCoActivateVcComplete: only if MiniportCoActivateVc pended, with the parameters that it was given. */
    void ndisMCoActivateVcComplete(int status, long ndisVcHandle, CoCallParameters callParameters);

    /** NdisMCoDeactivateVcComplete: only if MiniportCoDeactivateVc pended; everything on the VC is finished. */
    void ndisMCoDeactivateVcComplete(int status, long ndisVcHandle);

    /** NdisMCoRequestComplete: only if MiniportCoRequest pended. */
    void ndisMCoRequestComplete(int status, long miniportAdapterHandle, NdisRequest request);

    /**
     * NdisMCoIndicateStatus.
     *
     * @param ndisVcHandle 0: to all bindings; else to those who share the VC.
     * @param statusBuffer or null; used during the call only.
     */
    void ndisMCoIndicateStatus(
        long miniportAdapterHandle,
        long ndisVcHandle,
        int generalStatus,
        DirectBuffer statusBuffer,
        int statusBufferSize);

    /** NdisMResetComplete: only if MiniportReset pended. */
    void ndisMResetComplete(long miniportAdapterHandle, int status, boolean addressingReset);
}
