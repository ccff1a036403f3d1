package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisConfigurationParameter;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisResourceList;
import org.vatm.ndis.NdisScatterGatherList;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.NdisSynchronizeFunction;
import org.vatm.ndis.NdisTimerFunction;
import org.vatm.ndis.NdisUnloadHandler;

/** Stands before NDIS as a miniport sees it. */
final class VerifiedMiniportLibrary extends VerifiedMcmLibrary implements NdisMiniportLibrary
{
    private final NdisMiniportLibrary library;

    VerifiedMiniportLibrary(final Verifier verifier, final NdisMiniportLibrary library)
    {
        super(verifier, library);
        this.library = library;
    }

    private AdapterTrack adapter(final long frame, final long handle)
    {
        return verifier.handles.adapter(verifier.frame(frame).function(), handle);
    }

    // Driver and adapter set-up.

    @Override
    public void ndisMInitializeWrapper(final NdisHandleHolder ndisWrapperHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_M_INITIALIZE_WRAPPER);
        library.ndisMInitializeWrapper(ndisWrapperHandle);
        verifier.end(frame);
    }

    @Override
    public int ndisMRegisterMiniport(
        final long ndisWrapperHandle,
        final NdisMiniportCharacteristics characteristics,
        final int characteristicsLength)
    {
        final long frame = begin(VerifierFunction.NDIS_M_REGISTER_MINIPORT);
        verifier.registration.register(characteristics, characteristicsLength);
        final NdisMiniportCharacteristics verified = new NdisMiniportCharacteristics(
            characteristics.majorNdisVersion(),
            characteristics.minorNdisVersion(),
            new VerifiedMiniport(verifier, characteristics));
        for (final MiniportHandler handler : MiniportHandler.values())
        {
            if (characteristics.has(handler))
            {
                verified.with(handler);
            }
        }
        final int status = library.ndisMRegisterMiniport(ndisWrapperHandle, verified, characteristicsLength);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisTerminateWrapper(final long ndisWrapperHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_TERMINATE_WRAPPER);
        library.ndisTerminateWrapper(ndisWrapperHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMRegisterUnloadHandler(final long ndisWrapperHandle, final NdisUnloadHandler unloadHandler)
    {
        final long frame = begin(VerifierFunction.NDIS_M_REGISTER_UNLOAD_HANDLER);
        library.ndisMRegisterUnloadHandler(ndisWrapperHandle, () ->
        {
            final long unload = verifier.enter(VerifierFunction.MINIPORT_UNLOAD, null, null, null, 0);
            unloadHandler.miniportUnload();
            verifier.exit(unload);
        });
        verifier.end(frame);
    }

    @Override
    public void ndisMSetAttributesEx(
        final long miniportAdapterHandle,
        final long miniportAdapterContext,
        final int checkForHangTimeInSeconds,
        final int attributeFlags)
    {
        final long frame =
            begin(VerifierFunction.NDIS_M_SET_ATTRIBUTES_EX, null, null, attributeFlags);
        verifier.registration.argument(checkForHangTimeInSeconds);
        verifier.registration.attributes(
            adapter(frame, miniportAdapterHandle), miniportAdapterContext, attributeFlags);
        library.ndisMSetAttributesEx(
            miniportAdapterHandle, miniportAdapterContext, checkForHangTimeInSeconds, attributeFlags);
        verifier.end(frame);
    }

    @Override
    public void ndisMSetAttributes(
        final long miniportAdapterHandle, final long miniportAdapterContext, final boolean busMaster)
    {
        final long frame = begin(VerifierFunction.NDIS_M_SET_ATTRIBUTES);
        verifier.registration.attributes(adapter(frame, miniportAdapterHandle), miniportAdapterContext,
            busMaster ? org.vatm.ndis.NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER : 0);
        library.ndisMSetAttributes(miniportAdapterHandle, miniportAdapterContext, busMaster);
        verifier.end(frame);
    }

    @Override
    public int ndisMQueryAdapterResources(
        final long wrapperConfigurationContext, final NdisResourceList resourceList)
    {
        final long frame = begin(VerifierFunction.NDIS_M_QUERY_ADAPTER_RESOURCES);
        verifier.registration.configuration(wrapperConfigurationContext);
        final int status = library.ndisMQueryAdapterResources(wrapperConfigurationContext, resourceList);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisReadPciSlotInformation(
        final long miniportAdapterHandle, final int offset, final MutableDirectBuffer buffer, final int length)
    {
        final long frame = begin(VerifierFunction.NDIS_READ_PCI_SLOT_INFORMATION, null, null, offset);
        adapter(frame, miniportAdapterHandle);
        final int read = library.ndisReadPciSlotInformation(miniportAdapterHandle, offset, buffer, length);
        verifier.end(frame);
        return read;
    }

    @Override
    public int ndisWritePciSlotInformation(
        final long miniportAdapterHandle, final int offset, final DirectBuffer buffer, final int length)
    {
        final long frame = begin(VerifierFunction.NDIS_WRITE_PCI_SLOT_INFORMATION, null, null, offset);
        adapter(frame, miniportAdapterHandle);
        final int written = library.ndisWritePciSlotInformation(miniportAdapterHandle, offset, buffer, length);
        verifier.end(frame);
        return written;
    }

    @Override
    public int ndisOpenConfiguration(
        final NdisHandleHolder configurationHandle, final long wrapperConfigurationContext)
    {
        final long frame = begin(VerifierFunction.NDIS_OPEN_CONFIGURATION);
        verifier.registration.configuration(wrapperConfigurationContext);
        final int status = library.ndisOpenConfiguration(configurationHandle, wrapperConfigurationContext);
        if (status == NdisStatus.NDIS_STATUS_SUCCESS && verifier.frame(frame).adapter() != null)
        {
            verifier.frame(frame).adapter().configurationsOpen++;
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisReadConfiguration(
        final NdisConfigurationParameter parameterValue,
        final long configurationHandle,
        final String keyword,
        final int parameterType)
    {
        final long frame = begin(VerifierFunction.NDIS_READ_CONFIGURATION);
        int status = library.ndisReadConfiguration(parameterValue, configurationHandle, keyword, parameterType);
        verifier.registration.read(parameterValue, keyword, parameterType);
        if (verifier.registration.isInjected(keyword, parameterType))
        {
            parameterValue.parameterType = parameterType;
            status = NdisStatus.NDIS_STATUS_SUCCESS;
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisReadNetworkAddress(
        final MutableDirectBuffer networkAddress,
        final NdisIntHolder networkAddressLength,
        final long configurationHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_READ_NETWORK_ADDRESS);
        final int status =
            library.ndisReadNetworkAddress(networkAddress, networkAddressLength, configurationHandle);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCloseConfiguration(final long configurationHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CLOSE_CONFIGURATION);
        if (verifier.frame(frame).adapter() != null)
        {
            verifier.frame(frame).adapter().configurationsOpen--;
        }
        library.ndisCloseConfiguration(configurationHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisWriteErrorLogEntry(
        final long miniportAdapterHandle, final int errorCode, final int... errorValues)
    {
        final long frame = begin(VerifierFunction.NDIS_WRITE_ERROR_LOG_ENTRY, null, null, errorCode);
        adapter(frame, miniportAdapterHandle).hasLogged = true;
        library.ndisWriteErrorLogEntry(miniportAdapterHandle, errorCode, errorValues);
        verifier.end(frame);
    }

    // Hardware access.

    @Override
    public int ndisMMapIoSpace(
        final NdisHandleHolder virtualAddress,
        final long miniportAdapterHandle,
        final long physicalAddress,
        final int length)
    {
        final long frame = begin(VerifierFunction.NDIS_M_MAP_IO_SPACE, null, null, physicalAddress);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.registration.claim(verifier.frame(frame).function(), adapter);
        final int status =
            library.ndisMMapIoSpace(virtualAddress, miniportAdapterHandle, physicalAddress, length);
        if (status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.memory.mapped(adapter, virtualAddress.value, length);
            adapter.device = verifier.dma.deviceAt(physicalAddress, false);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMUnmapIoSpace(final long miniportAdapterHandle, final long virtualAddress, final int length)
    {
        final long frame = begin(VerifierFunction.NDIS_M_UNMAP_IO_SPACE, null, null, virtualAddress);
        verifier.memory.unmapping(adapter(frame, miniportAdapterHandle), virtualAddress, length);
        library.ndisMUnmapIoSpace(miniportAdapterHandle, virtualAddress, length);
        verifier.end(frame);
    }

    private long read(final VerifierFunction function, final long address, final int size)
    {
        final long frame = begin(function, null, null, address);
        verifier.memory.access(function, address, size, false);
        return frame;
    }

    private long write(final VerifierFunction function, final long address, final int size, final int data)
    {
        final long frame = begin(function, null, null, address);
        verifier.registration.argument(data);
        verifier.memory.access(function, address, size, true);
        return frame;
    }

    @Override
    public int ndisReadRegisterUlong(final long register)
    {
        final long frame = read(VerifierFunction.NDIS_READ_REGISTER, register, 4);
        final int data = library.ndisReadRegisterUlong(register);
        verifier.end(frame);
        return data;
    }

    @Override
    public void ndisWriteRegisterUlong(final long register, final int data)
    {
        final long frame = write(VerifierFunction.NDIS_WRITE_REGISTER, register, 4, data);
        library.ndisWriteRegisterUlong(register, data);
        verifier.end(frame);
    }

    @Override
    public int ndisReadRegisterUshort(final long register)
    {
        final long frame = read(VerifierFunction.NDIS_READ_REGISTER, register, 2);
        final int data = library.ndisReadRegisterUshort(register);
        verifier.end(frame);
        return data;
    }

    @Override
    public void ndisWriteRegisterUshort(final long register, final int data)
    {
        final long frame = write(VerifierFunction.NDIS_WRITE_REGISTER, register, 2, data);
        library.ndisWriteRegisterUshort(register, data);
        verifier.end(frame);
    }

    @Override
    public int ndisReadRegisterUchar(final long register)
    {
        final long frame = read(VerifierFunction.NDIS_READ_REGISTER, register, 1);
        final int data = library.ndisReadRegisterUchar(register);
        verifier.end(frame);
        return data;
    }

    @Override
    public void ndisWriteRegisterUchar(final long register, final int data)
    {
        final long frame = write(VerifierFunction.NDIS_WRITE_REGISTER, register, 1, data);
        library.ndisWriteRegisterUchar(register, data);
        verifier.end(frame);
    }

    @Override
    public int ndisMRegisterIoPortRange(
        final NdisHandleHolder portOffset,
        final long miniportAdapterHandle,
        final int initialPort,
        final int numberOfPorts)
    {
        final long frame = begin(VerifierFunction.NDIS_M_REGISTER_IO_PORT_RANGE, null, null, initialPort);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.registration.claim(verifier.frame(frame).function(), adapter);
        final int status =
            library.ndisMRegisterIoPortRange(portOffset, miniportAdapterHandle, initialPort, numberOfPorts);
        if (status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.memory.mapped(adapter, portOffset.value, numberOfPorts);
            adapter.device = verifier.dma.deviceAt(initialPort, true);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMDeregisterIoPortRange(
        final long miniportAdapterHandle, final int initialPort, final int numberOfPorts, final long portOffset)
    {
        final long frame = begin(VerifierFunction.NDIS_M_DEREGISTER_IO_PORT_RANGE, null, null, initialPort);
        verifier.memory.unmapping(adapter(frame, miniportAdapterHandle), portOffset, numberOfPorts);
        library.ndisMDeregisterIoPortRange(miniportAdapterHandle, initialPort, numberOfPorts, portOffset);
        verifier.end(frame);
    }

    @Override
    public int ndisRawReadPortUlong(final long port)
    {
        final long frame = read(VerifierFunction.NDIS_RAW_READ_PORT, port, 4);
        final int data = library.ndisRawReadPortUlong(port);
        verifier.end(frame);
        return data;
    }

    @Override
    public void ndisRawWritePortUlong(final long port, final int data)
    {
        final long frame = write(VerifierFunction.NDIS_RAW_WRITE_PORT, port, 4, data);
        library.ndisRawWritePortUlong(port, data);
        verifier.end(frame);
    }

    @Override
    public int ndisRawReadPortUshort(final long port)
    {
        final long frame = read(VerifierFunction.NDIS_RAW_READ_PORT, port, 2);
        final int data = library.ndisRawReadPortUshort(port);
        verifier.end(frame);
        return data;
    }

    @Override
    public void ndisRawWritePortUshort(final long port, final int data)
    {
        final long frame = write(VerifierFunction.NDIS_RAW_WRITE_PORT, port, 2, data);
        library.ndisRawWritePortUshort(port, data);
        verifier.end(frame);
    }

    @Override
    public int ndisRawReadPortUchar(final long port)
    {
        final long frame = read(VerifierFunction.NDIS_RAW_READ_PORT, port, 1);
        final int data = library.ndisRawReadPortUchar(port);
        verifier.end(frame);
        return data;
    }

    @Override
    public void ndisRawWritePortUchar(final long port, final int data)
    {
        final long frame = write(VerifierFunction.NDIS_RAW_WRITE_PORT, port, 1, data);
        library.ndisRawWritePortUchar(port, data);
        verifier.end(frame);
    }

    // DMA and memory.

    @Override
    public int ndisMInitializeScatterGatherDma(
        final long miniportAdapterHandle, final boolean dma64BitAddresses, final int maximumPhysicalMapping)
    {
        final long frame = begin(VerifierFunction.NDIS_M_INITIALIZE_SCATTER_GATHER_DMA);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.registration.claim(verifier.frame(frame).function(), adapter);
        verifier.dma.initializes(verifier.frame(frame).function(), adapter);
        final int status = library.ndisMInitializeScatterGatherDma(
            miniportAdapterHandle, dma64BitAddresses, maximumPhysicalMapping);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisMAllocateMapRegisters(
        final long miniportAdapterHandle,
        final boolean dma32BitAddresses,
        final int physicalMapRegistersNeeded,
        final int maximumPhysicalMapping)
    {
        final long frame =
            begin(VerifierFunction.NDIS_M_ALLOCATE_MAP_REGISTERS, null, null, physicalMapRegistersNeeded);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.registration.claim(verifier.frame(frame).function(), adapter);
        verifier.registration.argument(physicalMapRegistersNeeded);
        verifier.dma.initializes(verifier.frame(frame).function(), adapter);
        final int status = library.ndisMAllocateMapRegisters(
            miniportAdapterHandle, dma32BitAddresses, physicalMapRegistersNeeded, maximumPhysicalMapping);
        if (status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.memory.registers(physicalMapRegistersNeeded);
            verifier.memory.acquire(Resource.Kind.MAP_REGISTERS, adapter, 0);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMFreeMapRegisters(final long miniportAdapterHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_M_FREE_MAP_REGISTERS);
        verifier.memory.release(adapter(frame, miniportAdapterHandle));
        library.ndisMFreeMapRegisters(miniportAdapterHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMStartBufferPhysicalMapping(
        final long miniportAdapterHandle,
        final NdisBuffer buffer,
        final int physicalMapRegister,
        final boolean writeToDevice,
        final NdisScatterGatherList physicalAddressArray)
    {
        final long frame =
            begin(VerifierFunction.NDIS_M_START_BUFFER_PHYSICAL_MAPPING, null, null, physicalMapRegister);
        adapter(frame, miniportAdapterHandle);
        verifier.memory.mapping(buffer, physicalMapRegister);
        library.ndisMStartBufferPhysicalMapping(
            miniportAdapterHandle, buffer, physicalMapRegister, writeToDevice, physicalAddressArray);
        verifier.dma.mapped(buffer, physicalAddressArray);
        verifier.end(frame);
    }

    @Override
    public void ndisMCompleteBufferPhysicalMapping(
        final long miniportAdapterHandle, final NdisBuffer buffer, final int physicalMapRegister)
    {
        final long frame =
            begin(VerifierFunction.NDIS_M_COMPLETE_BUFFER_PHYSICAL_MAPPING, null, null, physicalMapRegister);
        adapter(frame, miniportAdapterHandle);
        verifier.memory.unmapping(buffer, physicalMapRegister);
        library.ndisMCompleteBufferPhysicalMapping(miniportAdapterHandle, buffer, physicalMapRegister);
        verifier.end(frame);
    }

    @Override
    public void ndisMAllocateSharedMemory(
        final long miniportAdapterHandle,
        final int length,
        final boolean cached,
        final NdisSharedMemory sharedMemory)
    {
        final long frame = begin(VerifierFunction.NDIS_M_ALLOCATE_SHARED_MEMORY, null, null, length);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.registration.claim(verifier.frame(frame).function(), adapter);
        verifier.registration.argument(length);
        verifier.vcs.insideCreate(verifier.frame(frame).function(), VerifierRule.VC_05.severity());
        verifier.dma.allocates(verifier.frame(frame).function(), adapter);
        library.ndisMAllocateSharedMemory(miniportAdapterHandle, length, cached, sharedMemory);
        verifier.memory.allocated(sharedMemory);
        verifier.end(frame);
    }

    @Override
    public void ndisMFreeSharedMemory(final long miniportAdapterHandle, final NdisSharedMemory sharedMemory)
    {
        final long frame =
            begin(VerifierFunction.NDIS_M_FREE_SHARED_MEMORY, null, null, sharedMemory.physicalAddress());
        adapter(frame, miniportAdapterHandle);
        verifier.memory.freeing(sharedMemory);
        library.ndisMFreeSharedMemory(miniportAdapterHandle, sharedMemory);
        verifier.end(frame);
    }

    @Override
    public int ndisMAllocateSharedMemoryAsync(
        final long miniportAdapterHandle, final int length, final boolean cached, final long context)
    {
        final long frame = begin(VerifierFunction.NDIS_M_ALLOCATE_SHARED_MEMORY_ASYNC, null, null, length);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        if (!adapter.miniport.characteristics().has(MiniportHandler.ALLOCATE_COMPLETE))
        {
            verifier.report(VerifierRule.REG_06, null, null);
        }
        verifier.dma.allocates(verifier.frame(frame).function(), adapter);
        final int status =
            library.ndisMAllocateSharedMemoryAsync(miniportAdapterHandle, length, cached, context);
        if (status == NdisStatus.NDIS_STATUS_PENDING)
        {
            verifier.memory.allocatesLater();
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMUpdateSharedMemory(
        final long miniportAdapterHandle, final NdisSharedMemory sharedMemory, final int offset, final int length)
    {
        final long frame = begin(VerifierFunction.NDIS_M_UPDATE_SHARED_MEMORY, null, null, length);
        adapter(frame, miniportAdapterHandle);
        verifier.dma.updated(sharedMemory, offset, length);
        library.ndisMUpdateSharedMemory(miniportAdapterHandle, sharedMemory, offset, length);
        verifier.end(frame);
    }

    @Override
    public void ndisFlushBuffer(final NdisBuffer buffer, final boolean writeToDevice)
    {
        final long frame = begin(VerifierFunction.NDIS_FLUSH_BUFFER, null, null, buffer.length());
        if (!writeToDevice)
        {
            verifier.dma.flushed(buffer);
        }
        library.ndisFlushBuffer(buffer, writeToDevice);
        verifier.end(frame);
    }

    // Interrupt and timers.

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
        final long frame = begin(VerifierFunction.NDIS_M_REGISTER_INTERRUPT, null, null, interruptLevel);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.registration.claim(verifier.frame(frame).function(), adapter);
        verifier.registration.interrupt(adapter, requestIsr, sharedInterrupt);
        final int status = library.ndisMRegisterInterrupt(
            interrupt,
            miniportAdapterHandle,
            interruptVector,
            interruptLevel,
            requestIsr,
            sharedInterrupt,
            interruptMode);
        if (status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.interrupts.registered(interrupt, adapter);
            verifier.memory.acquire(Resource.Kind.INTERRUPT, interrupt, 0);
            verifier.interrupts.injectEarly(adapter, requestIsr);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMDeregisterInterrupt(final NdisMiniportInterrupt interrupt)
    {
        final long frame = begin(VerifierFunction.NDIS_M_DEREGISTER_INTERRUPT);
        verifier.interrupts.deregistering(interrupt);
        verifier.memory.release(interrupt);
        library.ndisMDeregisterInterrupt(interrupt);
        verifier.end(frame);
    }

    @Override
    public boolean ndisMSynchronizeWithInterrupt(
        final NdisMiniportInterrupt interrupt,
        final NdisSynchronizeFunction synchronizeFunction,
        final long synchronizeContext)
    {
        verifier.interrupts.check();
        final long frame = begin(VerifierFunction.NDIS_M_SYNCHRONIZE_WITH_INTERRUPT);
        verifier.interrupts.synchronizing(interrupt);
        final boolean result = library.ndisMSynchronizeWithInterrupt(interrupt, context ->
        {
            final long handler =
                verifier.enter(VerifierFunction.MINIPORT_SYNCHRONIZE_ISR, verifier.runningAdapter(), null, null, 0);
            final boolean value = synchronizeFunction.miniportSynchronizeIsr(context);
            verifier.exit(handler);
            return value;
        }, synchronizeContext);
        verifier.end(frame);
        verifier.interrupts.remember();
        return result;
    }

    @Override
    public void ndisMInitializeTimer(
        final NdisMiniportTimer timer,
        final long miniportAdapterHandle,
        final NdisTimerFunction timerFunction,
        final long functionContext)
    {
        final long frame = begin(VerifierFunction.NDIS_M_INITIALIZE_TIMER);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        verifier.timers.initializes(timer, adapter);
        library.ndisMInitializeTimer(timer, miniportAdapterHandle, context ->
        {
            final long handler = verifier.enter(VerifierFunction.MINIPORT_TIMER, adapter, null, null, 0);
            try
            {
                timerFunction.miniportTimer(context);
            }
            catch (final IndexOutOfBoundsException e)
            {
                throw verifier.memory.crashed(e);
            }
            verifier.exit(handler);
        }, functionContext);
        verifier.end(frame);
    }

    @Override
    public void ndisMSetTimer(final NdisMiniportTimer timer, final int millisecondsToDelay)
    {
        final long frame = begin(VerifierFunction.NDIS_M_SET_TIMER, null, null, millisecondsToDelay);
        verifier.registration.argument(millisecondsToDelay);
        verifier.timers.uses(timer);
        library.ndisMSetTimer(timer, millisecondsToDelay);
        verifier.end(frame);
    }

    @Override
    public void ndisMSetPeriodicTimer(final NdisMiniportTimer timer, final int millisecondPeriod)
    {
        final long frame = begin(VerifierFunction.NDIS_M_SET_PERIODIC_TIMER, null, null, millisecondPeriod);
        verifier.registration.argument(millisecondPeriod);
        verifier.timers.uses(timer);
        library.ndisMSetPeriodicTimer(timer, millisecondPeriod);
        verifier.end(frame);
    }

    @Override
    public boolean ndisMCancelTimer(final NdisMiniportTimer timer)
    {
        final long frame = begin(VerifierFunction.NDIS_M_CANCEL_TIMER);
        verifier.timers.uses(timer);
        final boolean cancelled = library.ndisMCancelTimer(timer);
        verifier.end(frame);
        return cancelled;
    }

    // VCs and data.

    private long beginUp(
        final VerifierFunction function, final VcTrack vc, final Object object, final long argument)
    {
        final long frame = begin(function, vc, object, argument);
        verifier.locks.across(function);
        return frame;
    }

    private VcTrack vc(final VerifierFunction function, final long ndisVcHandle)
    {
        return verifier.handles.miniportVc(function, ndisVcHandle);
    }

    @Override
    public void ndisMCoSendComplete(final int status, final long ndisVcHandle, final NdisPacket packet)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CO_SEND_COMPLETE, ndisVcHandle);
        final long frame = beginUp(VerifierFunction.NDIS_M_CO_SEND_COMPLETE, vc, null, 0);
        verifier.vcs.insideCreate(verifier.frame(frame).function(), VerifierRule.VC_05.severity());
        verifier.status(frame, status);
        verifier.wire().completes(vc, packet, status);
        if (verifier.sends.completes(vc, packet, status, verifier.frame(frame)))
        {
            library.ndisMCoSendComplete(status, ndisVcHandle, packet);
        }
        verifier.end(frame);
        verifier.sends.completed(packet);
    }

    @Override
    public void ndisMCoIndicateReceivePacket(
        final long ndisVcHandle, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CO_INDICATE_RECEIVE_PACKET, ndisVcHandle);
        final long frame =
            beginUp(VerifierFunction.NDIS_M_CO_INDICATE_RECEIVE_PACKET, vc, null, numberOfPackets);
        verifier.vcs.insideCreate(verifier.frame(frame).function(), VerifierRule.VC_05.severity());
        final boolean isSound = verifier.receives.indicates(vc, packetArray, numberOfPackets);
        if (isSound)
        {
            library.ndisMCoIndicateReceivePacket(ndisVcHandle, packetArray, numberOfPackets);
        }
        verifier.end(frame);
        if (isSound)
        {
            verifier.receives.indicated(packetArray, numberOfPackets);
        }
    }

    @Override
    public void ndisMCoReceiveComplete(final long miniportAdapterHandle)
    {
        final long frame = beginUp(VerifierFunction.NDIS_M_CO_RECEIVE_COMPLETE, null, null, 0);
        ReceiveRules.receiveCompletes(adapter(frame, miniportAdapterHandle));
        library.ndisMCoReceiveComplete(miniportAdapterHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMCoActivateVcComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CO_ACTIVATE_VC_COMPLETE, ndisVcHandle);
        final long frame = beginUp(VerifierFunction.NDIS_M_CO_ACTIVATE_VC_COMPLETE, vc, null, 0);
        verifier.vcs.insideCreate(verifier.frame(frame).function(), VerifierRule.VC_05.severity());
        verifier.status(frame, status);
        verifier.activations.activateCompletes(vc, status, callParameters);
        library.ndisMCoActivateVcComplete(status, ndisVcHandle, callParameters);
        verifier.end(frame);
    }

    @Override
    public void ndisMCoDeactivateVcComplete(final int status, final long ndisVcHandle)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CO_DEACTIVATE_VC_COMPLETE, ndisVcHandle);
        final long frame = beginUp(VerifierFunction.NDIS_M_CO_DEACTIVATE_VC_COMPLETE, vc, null, 0);
        verifier.status(frame, status);
        verifier.activations.deactivateCompletes(vc, status);
        library.ndisMCoDeactivateVcComplete(status, ndisVcHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMCoRequestComplete(
        final int status, final long miniportAdapterHandle, final NdisRequest request)
    {
        final long frame = beginUp(VerifierFunction.NDIS_M_CO_REQUEST_COMPLETE, null, null, 0);
        adapter(frame, miniportAdapterHandle);
        verifier.status(frame, status);
        verifier.requests.completes(request, status, verifier.frame(frame));
        library.ndisMCoRequestComplete(status, miniportAdapterHandle, request);
        verifier.end(frame);
        verifier.requests.completed(request);
    }

    @Override
    public void ndisMCoIndicateStatus(
        final long miniportAdapterHandle,
        final long ndisVcHandle,
        final int generalStatus,
        final DirectBuffer statusBuffer,
        final int statusBufferSize)
    {
        final long frame = beginUp(VerifierFunction.NDIS_M_CO_INDICATE_STATUS, null, null, 0);
        verifier.status(frame, generalStatus);
        final AdapterTrack adapter = adapter(frame, miniportAdapterHandle);
        if (verifier.life.indicates(adapter, ndisVcHandle, generalStatus, statusBuffer, statusBufferSize))
        {
            library.ndisMCoIndicateStatus(
                miniportAdapterHandle, ndisVcHandle, generalStatus, statusBuffer, statusBufferSize);
        }
        verifier.end(frame);
    }

    @Override
    public void ndisMResetComplete(
        final long miniportAdapterHandle, final int status, final boolean addressingReset)
    {
        final long frame = beginUp(VerifierFunction.NDIS_M_RESET_COMPLETE, null, null, 0);
        verifier.status(frame, status);
        verifier.life.resetCompletes(adapter(frame, miniportAdapterHandle), status);
        library.ndisMResetComplete(miniportAdapterHandle, status, addressingReset);
        verifier.end(frame);
    }
}
