package org.vatm.ndis;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.sim.HostCpu;

/** Leads each routine of the lower edge to the part of NDIS that does it. */
final class MiniportLibrary extends McmLibrary implements NdisMiniportLibrary
{
    private final Resources resources;

    MiniportLibrary(final Ndis ndis)
    {
        super(ndis);
        resources = ndis.resources;
    }

    @Override
    public void ndisMInitializeWrapper(final NdisHandleHolder ndisWrapperHandle)
    {
        ndisWrapperHandle.value = ndis.initializeWrapper();
    }

    @Override
    public int ndisMRegisterMiniport(
        final long ndisWrapperHandle,
        final NdisMiniportCharacteristics characteristics,
        final int characteristicsLength)
    {
        return ndis.registerMiniport(ndisWrapperHandle, characteristics, characteristicsLength);
    }

    @Override
    public void ndisTerminateWrapper(final long ndisWrapperHandle)
    {
        ndis.terminateWrapper(ndisWrapperHandle);
    }

    @Override
    public void ndisMRegisterUnloadHandler(final long ndisWrapperHandle, final NdisUnloadHandler unloadHandler)
    {
        ndis.registerUnloadHandler(ndisWrapperHandle, unloadHandler);
    }

    @Override
    public void ndisMSetAttributes(
        final long miniportAdapterHandle, final long miniportAdapterContext, final boolean busMaster)
    {
        ndisMSetAttributesEx(
            miniportAdapterHandle,
            miniportAdapterContext,
            0,
            busMaster ? NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER : 0);
    }

    @Override
    public void ndisMSetAttributesEx(
        final long miniportAdapterHandle,
        final long miniportAdapterContext,
        final int checkForHangTimeInSeconds,
        final int attributeFlags)
    {
        final NdisAdapter adapter = ndis.adapter(miniportAdapterHandle);
        if (miniportAdapterContext == 0 || adapter.hasAttributes() || adapter.stage != NdisAdapter.Stage.INITIALIZING)
        {
            ndis.report(NdisViolation.ATTRIBUTES, miniportAdapterHandle, miniportAdapterContext);
            return;
        }
        adapter.miniportAdapterContext = miniportAdapterContext;
        adapter.checkForHangSeconds = checkForHangTimeInSeconds;
        adapter.attributeFlags = attributeFlags;
    }

    @Override
    public int ndisMQueryAdapterResources(final long wrapperConfigurationContext, final NdisResourceList resourceList)
    {
        final NdisAdapter adapter = ndis.configurations.adapter(wrapperConfigurationContext);
        if (adapter == null)
        {
            return NdisStatus.NDIS_STATUS_FAILURE;
        }
        resources.list(adapter, resourceList);
        return NdisStatus.NDIS_STATUS_SUCCESS;
    }

    @Override
    public int ndisReadPciSlotInformation(
        final long miniportAdapterHandle, final int offset, final MutableDirectBuffer buffer, final int length)
    {
        return resources.readConfig(ndis.adapter(miniportAdapterHandle), offset, buffer, length);
    }

    @Override
    public int ndisWritePciSlotInformation(
        final long miniportAdapterHandle, final int offset, final DirectBuffer buffer, final int length)
    {
        return resources.writeConfig(ndis.adapter(miniportAdapterHandle), offset, buffer, length);
    }

    @Override
    public int ndisOpenConfiguration(
        final NdisHandleHolder configurationHandle, final long wrapperConfigurationContext)
    {
        return ndis.configurations.open(configurationHandle, wrapperConfigurationContext);
    }

    @Override
    public int ndisReadConfiguration(
        final NdisConfigurationParameter parameterValue,
        final long configurationHandle,
        final String keyword,
        final int parameterType)
    {
        return ndis.configurations.read(parameterValue, configurationHandle, keyword, parameterType);
    }

    @Override
    public int ndisReadNetworkAddress(
        final MutableDirectBuffer networkAddress,
        final NdisIntHolder networkAddressLength,
        final long configurationHandle)
    {
        return ndis.configurations.readNetworkAddress(networkAddress, networkAddressLength, configurationHandle);
    }

    @Override
    public void ndisCloseConfiguration(final long configurationHandle)
    {
        ndis.configurations.close(configurationHandle);
    }

    @Override
    public void ndisWriteErrorLogEntry(final long miniportAdapterHandle, final int errorCode, final int... errorValues)
    {
        ndis.log(ndis.adapter(miniportAdapterHandle), errorCode, errorValues);
    }

    @Override
    public int ndisMMapIoSpace(
        final NdisHandleHolder virtualAddress,
        final long miniportAdapterHandle,
        final long physicalAddress,
        final int length)
    {
        return resources.mapIoSpace(ndis.adapter(miniportAdapterHandle), virtualAddress, physicalAddress, length);
    }

    @Override
    public void ndisMUnmapIoSpace(final long miniportAdapterHandle, final long virtualAddress, final int length)
    {
        if (!resources.ioSpace.unmap(ndis.adapter(miniportAdapterHandle), virtualAddress, length))
        {
            ndis.report(NdisViolation.UNMAP_MISMATCH, miniportAdapterHandle, virtualAddress);
        }
    }

    @Override
    public int ndisReadRegisterUlong(final long register)
    {
        return resources.ioSpace.read32(register);
    }

    @Override
    public void ndisWriteRegisterUlong(final long register, final int data)
    {
        resources.ioSpace.write32(register, data);
    }

    @Override
    public int ndisReadRegisterUshort(final long register)
    {
        return resources.ioSpace.read16(register);
    }

    @Override
    public void ndisWriteRegisterUshort(final long register, final int data)
    {
        resources.ioSpace.write16(register, data);
    }

    @Override
    public int ndisReadRegisterUchar(final long register)
    {
        return resources.ioSpace.read8(register);
    }

    @Override
    public void ndisWriteRegisterUchar(final long register, final int data)
    {
        resources.ioSpace.write8(register, data);
    }

    @Override
    public int ndisMRegisterIoPortRange(
        final NdisHandleHolder portOffset,
        final long miniportAdapterHandle,
        final int initialPort,
        final int numberOfPorts)
    {
        return resources.registerIoPortRange(
            ndis.adapter(miniportAdapterHandle), portOffset, initialPort, numberOfPorts);
    }

    @Override
    public void ndisMDeregisterIoPortRange(
        final long miniportAdapterHandle, final int initialPort, final int numberOfPorts, final long portOffset)
    {
        if (!resources.ports.unmap(ndis.adapter(miniportAdapterHandle), portOffset, numberOfPorts))
        {
            ndis.report(NdisViolation.UNMAP_MISMATCH, miniportAdapterHandle, portOffset);
        }
    }

    @Override
    public int ndisRawReadPortUlong(final long port)
    {
        return resources.ports.read32(port);
    }

    @Override
    public void ndisRawWritePortUlong(final long port, final int data)
    {
        resources.ports.write32(port, data);
    }

    @Override
    public int ndisRawReadPortUshort(final long port)
    {
        return resources.ports.read16(port);
    }

    @Override
    public void ndisRawWritePortUshort(final long port, final int data)
    {
        resources.ports.write16(port, data);
    }

    @Override
    public int ndisRawReadPortUchar(final long port)
    {
        return resources.ports.read8(port);
    }

    @Override
    public void ndisRawWritePortUchar(final long port, final int data)
    {
        resources.ports.write8(port, data);
    }

    @Override
    public int ndisMInitializeScatterGatherDma(
        final long miniportAdapterHandle, final boolean dma64BitAddresses, final int maximumPhysicalMapping)
    {
        return resources.initializeScatterGather(ndis.adapter(miniportAdapterHandle), maximumPhysicalMapping);
    }

    @Override
    public int ndisMAllocateMapRegisters(
        final long miniportAdapterHandle,
        final boolean dma32BitAddresses,
        final int physicalMapRegistersNeeded,
        final int maximumPhysicalMapping)
    {
        return resources.allocateMapRegisters(
            ndis.adapter(miniportAdapterHandle), physicalMapRegistersNeeded, maximumPhysicalMapping);
    }

    @Override
    public void ndisMFreeMapRegisters(final long miniportAdapterHandle)
    {
        resources.freeMapRegisters(ndis.adapter(miniportAdapterHandle));
    }

    @Override
    public void ndisMStartBufferPhysicalMapping(
        final long miniportAdapterHandle,
        final NdisBuffer buffer,
        final int physicalMapRegister,
        final boolean writeToDevice,
        final NdisScatterGatherList physicalAddressArray)
    {
        final MapRegisters registers = ndis.adapter(miniportAdapterHandle).mapRegisters;
        if (registers == null)
        {
            physicalAddressArray.clear();
            ndis.report(NdisViolation.MAP_REGISTER_MISUSE, miniportAdapterHandle, physicalMapRegister);
            return;
        }
        registers.start(buffer, physicalMapRegister, writeToDevice, physicalAddressArray);
    }

    @Override
    public void ndisMCompleteBufferPhysicalMapping(
        final long miniportAdapterHandle, final NdisBuffer buffer, final int physicalMapRegister)
    {
        final MapRegisters registers = ndis.adapter(miniportAdapterHandle).mapRegisters;
        if (registers == null)
        {
            ndis.report(NdisViolation.MAP_REGISTER_MISUSE, miniportAdapterHandle, physicalMapRegister);
            return;
        }
        registers.complete(buffer, physicalMapRegister);
    }

    @Override
    public void ndisMAllocateSharedMemory(
        final long miniportAdapterHandle, final int length, final boolean cached, final NdisSharedMemory sharedMemory)
    {
        resources.allocateSharedMemory(ndis.adapter(miniportAdapterHandle), length, cached, sharedMemory);
    }

    @Override
    public void ndisMFreeSharedMemory(final long miniportAdapterHandle, final NdisSharedMemory sharedMemory)
    {
        resources.shared.free(ndis.adapter(miniportAdapterHandle), sharedMemory);
    }

    @Override
    public int ndisMAllocateSharedMemoryAsync(
        final long miniportAdapterHandle, final int length, final boolean cached, final long context)
    {
        return resources.shared.allocateLater(ndis.adapter(miniportAdapterHandle), length, cached, context);
    }

    @Override
    public void ndisMUpdateSharedMemory(
        final long miniportAdapterHandle, final NdisSharedMemory sharedMemory, final int offset, final int length)
    {
        resources.shared.update(ndis.adapter(miniportAdapterHandle), sharedMemory, offset, length);
    }

    @Override
    public void ndisFlushBuffer(final NdisBuffer buffer, final boolean writeToDevice)
    {
        resources.shared.flush(buffer, writeToDevice);
    }

    @Override
    public int ndisMRegisterInterrupt(
        final NdisMiniportInterrupt interrupt,
        final long miniportAdapterHandle,
        final int interruptVector,
        final int interruptLevel,
        final boolean requestIsr,
        final boolean sharedInterrupt,
        final int interruptMode)
    {
        return resources.registerInterrupt(
            interrupt,
            ndis.adapter(miniportAdapterHandle),
            interruptLevel,
            requestIsr,
            sharedInterrupt,
            interruptMode == NDIS_INTERRUPT_LATCHED);
    }

    @Override
    public void ndisMDeregisterInterrupt(final NdisMiniportInterrupt interrupt)
    {
        if (interrupt.adapter != null)
        {
            resources.deregisterInterrupt(interrupt.adapter);
            interrupt.adapter = null;
        }
    }

    @Override
    public boolean ndisMSynchronizeWithInterrupt(
        final NdisMiniportInterrupt interrupt,
        final NdisSynchronizeFunction synchronizeFunction,
        final long synchronizeContext)
    {
        final int before = ndis.cpu.raise(HostCpu.DEVICE);
        final boolean result = synchronizeFunction.miniportSynchronizeIsr(synchronizeContext);
        ndis.cpu.lower(before);
        return result;
    }

    @Override
    public void ndisMInitializeTimer(
        final NdisMiniportTimer timer,
        final long miniportAdapterHandle,
        final NdisTimerFunction timerFunction,
        final long functionContext)
    {
        final NdisAdapter adapter = ndis.adapter(miniportAdapterHandle);
        timer.initialize(adapter, ndis.cpu, timerFunction, functionContext);
        adapter.timers.add(timer);
    }

    @Override
    public void ndisMSetTimer(final NdisMiniportTimer timer, final int millisecondsToDelay)
    {
        initialized(timer).set(millisecondsToDelay, false);
    }

    @Override
    public void ndisMSetPeriodicTimer(final NdisMiniportTimer timer, final int millisecondPeriod)
    {
        initialized(timer).set(millisecondPeriod, true);
    }

    @Override
    public boolean ndisMCancelTimer(final NdisMiniportTimer timer)
    {
        return initialized(timer).cancel();
    }

    @Override
    public void ndisMCoSendComplete(final int status, final long ndisVcHandle, final NdisPacket packet)
    {
        ndis.packets.sendComplete(status, ndisVcHandle, packet);
    }

    @Override
    public void ndisMCoIndicateReceivePacket(
        final long ndisVcHandle, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        ndis.packets.receive(ndisVcHandle, packetArray, numberOfPackets);
    }

    @Override
    public void ndisMCoReceiveComplete(final long miniportAdapterHandle)
    {
        ndis.packets.receiveComplete(ndis.adapter(miniportAdapterHandle));
    }

    @Override
    public void ndisMCoActivateVcComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.vcMachine.activateComplete(status, ndisVcHandle, callParameters);
    }

    @Override
    public void ndisMCoDeactivateVcComplete(final int status, final long ndisVcHandle)
    {
        ndis.vcMachine.deactivateComplete(status, ndisVcHandle);
    }

    @Override
    public void ndisMCoRequestComplete(
        final int status, final long miniportAdapterHandle, final NdisRequest request)
    {
        ndis.requests.complete(status, ndis.adapter(miniportAdapterHandle), request);
    }

    @Override
    public void ndisMCoIndicateStatus(
        final long miniportAdapterHandle,
        final long ndisVcHandle,
        final int generalStatus,
        final DirectBuffer statusBuffer,
        final int statusBufferSize)
    {
        ndis.status.indicate(
            ndis.adapter(miniportAdapterHandle), ndisVcHandle, generalStatus, statusBuffer, statusBufferSize);
    }

    @Override
    public void ndisMResetComplete(
        final long miniportAdapterHandle, final int status, final boolean addressingReset)
    {
        ndis.adapter(miniportAdapterHandle).reset.complete(status);
    }

    private NdisMiniportTimer initialized(final NdisMiniportTimer timer)
    {
        if (timer.adapter == null)
        {
            throw ndis.bugCheck(NdisBugCheckCode.TIMER_NOT_INITIALIZED, "timer storage of a miniport");
        }
        return timer;
    }
}
