package org.vatm.ndis6;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_CHARACTERISTICS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_VERSION;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_CONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisResourceList;
import org.vatm.ndis.NdisSynchronizeFunction;
import org.vatm.ndis.NdisTimerFunction;
import org.vatm.sim.HostCpu;

/** The routines of 6.x that differ from those of 5.1. Handles of DMA and interrupt are the adapter's. */
final class FaceLibrary extends UnchangedRoutines
{
    private static final int[] ATTRIBUTES = {
        MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_SURPRISE_REMOVE_OK,
        NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK,
        MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_NOT_CO_NDIS,
        NdisAttribute.NDIS_ATTRIBUTE_NOT_CO_NDIS,
        MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_DO_NOT_BIND_TO_ALL_CO,
        NdisAttribute.NDIS_ATTRIBUTE_DO_NOT_BIND_TO_ALL_CO,
        MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_NO_HALT_ON_SUSPEND,
        NdisAttribute.NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND,
        MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER,
        NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER};

    private final Ndis6 face;
    private final NdisMiniportLibrary base;
    private final ReceiveLists receives;
    private final NdisHandleHolder wrapper = new NdisHandleHolder();

    FaceLibrary(final Ndis6 face)
    {
        super(face.base);
        this.face = face;
        base = face.base;
        receives = new ReceiveLists(base);
    }

    @Override
    public int ndisMRegisterMiniportDriver(
        final long miniportDriverContext,
        final MiniportDriverCharacteristics characteristics,
        final NdisHandleHolder ndisMiniportDriverHandle)
    {
        ndisMiniportDriverHandle.value = 0;
        if (characteristics.majorNdisVersion != 6)
        {
            return NDIS_STATUS_BAD_VERSION;
        }
        if (characteristics.handlers == null)
        {
            return NDIS_STATUS_BAD_CHARACTERISTICS;
        }
        base.ndisMInitializeWrapper(wrapper);
        face.handlers = characteristics.handlers;
        face.driverContext = miniportDriverContext;
        int status = face.handlers.miniportSetOptions(wrapper.value, miniportDriverContext);
        if (status == NDIS_STATUS_SUCCESS)
        {
            status = face.coHandlers == null ? NDIS_STATUS_BAD_CHARACTERISTICS : register(characteristics);
        }
        if (status != NDIS_STATUS_SUCCESS)
        {
            base.ndisTerminateWrapper(wrapper.value);
            return status;
        }
        ndisMiniportDriverHandle.value = wrapper.value;
        return NDIS_STATUS_SUCCESS;
    }

    private int register(final MiniportDriverCharacteristics given)
    {
        final NdisMiniportCharacteristics characteristics =
            new NdisMiniportCharacteristics(face).with(MiniportHandler.ALLOCATE_COMPLETE);
        if (given.hasCheckForHang)
        {
            characteristics.with(MiniportHandler.CHECK_FOR_HANG);
        }
        if (given.hasCancelSend)
        {
            characteristics.with(MiniportHandler.CANCEL_SEND_PACKETS);
        }
        final int status =
            base.ndisMRegisterMiniport(wrapper.value, characteristics, NdisMiniportCharacteristics.LENGTH_5_1);
        if (status == NDIS_STATUS_SUCCESS && given.hasDriverUnload)
        {
            base.ndisMRegisterUnloadHandler(wrapper.value, face.handlers::miniportDriverUnload);
        }
        return status;
    }

    @Override
    public void ndisMDeregisterMiniportDriver(final long ndisMiniportDriverHandle)
    {
        if (face.adapters.isEmpty())
        {
            base.ndisTerminateWrapper(ndisMiniportDriverHandle);
        }
    }

    @Override
    public int ndisSetOptionalHandlers(final long ndisHandle, final MiniportCoHandlers handlers)
    {
        if (ndisHandle != wrapper.value)
        {
            return NDIS_STATUS_FAILURE;
        }
        face.coHandlers = handlers;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int ndisMSetMiniportAttributes(final long ndisMiniportHandle, final MiniportAdapterAttributes attributes)
    {
        final Ndis6Adapter adapter = adapter(ndisMiniportHandle);
        int flags = NdisAttribute.NDIS_ATTRIBUTE_DESERIALIZE;
        for (int i = 0; i < ATTRIBUTES.length; i += 2)
        {
            flags |= (attributes.attributeFlags & ATTRIBUTES[i]) != 0 ? ATTRIBUTES[i + 1] : 0;
        }
        adapter.context = attributes.miniportAdapterContext;
        adapter.mediaType = attributes.mediaType;
        base.ndisMSetAttributesEx(
            ndisMiniportHandle, attributes.miniportAdapterContext, attributes.checkForHangTimeInSeconds, flags);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public void ndisMPauseComplete(final long ndisMiniportHandle)
    {
        adapter(ndisMiniportHandle).transitionCompleted(NDIS_STATUS_SUCCESS);
    }

    @Override
    public void ndisMRestartComplete(final long ndisMiniportHandle, final int status)
    {
        adapter(ndisMiniportHandle).transitionCompleted(status);
    }

    @Override
    public int ndisOpenConfigurationEx(final long ndisMiniportHandle, final NdisHandleHolder configurationHandle)
    {
        return base.ndisOpenConfiguration(configurationHandle, adapter(ndisMiniportHandle).configurationContext);
    }

    @Override
    public int ndisMRegisterScatterGatherDma(
        final long ndisMiniportHandle,
        final int maximumPhysicalMapping,
        final MiniportDmaHandlers handlers,
        final NdisHandleHolder ndisMiniportDmaHandle)
    {
        ndisMiniportDmaHandle.value = 0;
        final int status = base.ndisMInitializeScatterGatherDma(ndisMiniportHandle, false, maximumPhysicalMapping);
        if (status == NDIS_STATUS_SUCCESS)
        {
            adapter(ndisMiniportHandle).dmaHandlers = handlers;
            ndisMiniportDmaHandle.value = ndisMiniportHandle;
        }
        return status;
    }

    @Override
    public void ndisMDeregisterScatterGatherDma(final long ndisMiniportDmaHandle)
    {
        adapter(ndisMiniportDmaHandle).dmaHandlers = null;
    }

    @Override
    public int ndisMAllocateNetBufferSgList(
        final long ndisMiniportDmaHandle, final NetBuffer netBuffer, final long context)
    {
        final MiniportDmaHandlers handlers = adapter(ndisMiniportDmaHandle).dmaHandlers;
        if (handlers == null || netBuffer.scatterGatherList == null || netBuffer.isMapped)
        {
            return NDIS_STATUS_FAILURE;
        }
        netBuffer.isMapped = true;
        handlers.miniportProcessSgList(netBuffer.scatterGatherList, context);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public void ndisMFreeNetBufferSgList(final long ndisMiniportDmaHandle, final NetBuffer netBuffer)
    {
        netBuffer.isMapped = false;
    }

    @Override
    public int ndisMAllocateSharedMemoryAsyncEx(
        final long ndisMiniportDmaHandle, final int length, final boolean cached, final long context)
    {
        return base.ndisMAllocateSharedMemoryAsync(ndisMiniportDmaHandle, length, cached, context);
    }

    @Override
    public NetBufferListPool ndisAllocateNetBufferListPool(final long ndisMiniportHandle, final int numberOfLists)
    {
        final NdisPacketPool packets = base.ndisAllocatePacketPool(numberOfLists);
        return packets == null ? null : new NetBufferListPool(ndisMiniportHandle, packets);
    }

    @Override
    public void ndisFreeNetBufferListPool(final NetBufferListPool pool)
    {
        pool.close();
        base.ndisFreePacketPool(pool.packets);
    }

    @Override
    public NetBufferList ndisAllocateNetBufferAndNetBufferList(
        final NetBufferListPool pool, final Mdl mdlChain, final int dataOffset, final int dataLength)
    {
        final NetBufferList list = pool.take();
        if (list != null)
        {
            list.netBuffer.mdlChain = mdlChain;
            list.netBuffer.dataOffset = dataOffset;
            list.netBuffer.dataLength = dataLength;
        }
        return list;
    }

    @Override
    public void ndisFreeNetBufferList(final NetBufferList netBufferList)
    {
        netBufferList.pool.give(netBufferList);
    }

    @Override
    public Mdl ndisAllocateMdl(
        final long ndisMiniportHandle, final ByteBuf data, final int offset, final int length)
    {
        final NdisBufferPool pool = base.ndisAllocateBufferPool(1);
        if (pool == null)
        {
            return null;
        }
        final Mdl mdl = new Mdl(pool);
        mdl.data = data;
        mdl.offset = offset;
        mdl.byteCount = length;
        return mdl;
    }

    @Override
    public void ndisFreeMdl(final Mdl mdl)
    {
        if (mdl.descriptor != null)
        {
            mdl.pool.freeBuffer(mdl.descriptor);
            mdl.descriptor = null;
        }
        base.ndisFreeBufferPool(mdl.pool);
    }

    @Override
    public int ndisMRegisterInterruptEx(
        final long ndisMiniportHandle,
        final long miniportInterruptContext,
        final MiniportInterruptHandlers handlers,
        final NdisHandleHolder ndisInterruptHandle)
    {
        ndisInterruptHandle.value = 0;
        final Ndis6Adapter adapter = adapter(ndisMiniportHandle);
        final NdisResourceList.Descriptor resource = adapter.resources.first(NdisResourceList.Type.INTERRUPT);
        if (handlers == null || resource == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        adapter.interruptHandlers = handlers;
        adapter.interruptContext = miniportInterruptContext;
        final int line = (int)resource.start();
        final int status = base.ndisMRegisterInterrupt(
            adapter.interrupt,
            ndisMiniportHandle,
            line,
            line,
            true,
            true,
            NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE);
        if (status == NDIS_STATUS_SUCCESS)
        {
            ndisInterruptHandle.value = ndisMiniportHandle;
        }
        return status;
    }

    @Override
    public void ndisMDeregisterInterruptEx(final long ndisInterruptHandle)
    {
        base.ndisMDeregisterInterrupt(adapter(ndisInterruptHandle).interrupt);
    }

    @Override
    public boolean ndisMSynchronizeWithInterruptEx(
        final long ndisInterruptHandle,
        final NdisSynchronizeFunction synchronizeFunction,
        final long synchronizeContext)
    {
        return base.ndisMSynchronizeWithInterrupt(
            adapter(ndisInterruptHandle).interrupt, synchronizeFunction, synchronizeContext);
    }

    @Override
    public NdisTimerObject ndisAllocateTimerObject(
        final long ndisMiniportHandle, final NdisTimerFunction timerFunction, final long functionContext)
    {
        final NdisTimerObject object = new NdisTimerObject(timerFunction);
        base.ndisMInitializeTimer(
            object.timer, ndisMiniportHandle, context -> expired(object, context), functionContext);
        return object;
    }

    private void expired(final NdisTimerObject object, final long context)
    {
        if (object.millisecondsPeriod != 0)
        {
            base.ndisMSetPeriodicTimer(object.timer, object.millisecondsPeriod);
            object.millisecondsPeriod = 0; // the timer repeats itself from now on
        }
        object.function.miniportTimer(context);
    }

    @Override
    public void ndisSetTimerObject(
        final NdisTimerObject timerObject, final int millisecondsToDelay, final int millisecondsPeriod)
    {
        timerObject.millisecondsPeriod = millisecondsPeriod;
        base.ndisMSetTimer(timerObject.timer, millisecondsToDelay);
    }

    @Override
    public boolean ndisCancelTimerObject(final NdisTimerObject timerObject)
    {
        timerObject.millisecondsPeriod = 0;
        return base.ndisMCancelTimer(timerObject.timer);
    }

    @Override
    public void ndisFreeTimerObject(final NdisTimerObject timerObject)
    {
        ndisCancelTimerObject(timerObject);
    }

    @Override
    public void ndisMCoSendNetBufferListsComplete(
        final long ndisVcHandle, final NetBufferList netBufferLists, final int sendCompleteFlags)
    {
        for (NetBufferList list = netBufferLists; list != null;)
        {
            final NetBufferList following = list.next;
            final int status = list.status;
            base.ndisMCoSendComplete(status, ndisVcHandle, face.sends.unwrap(list));
            list = following;
        }
    }

    @Override
    public void ndisMCoIndicateReceiveNetBufferLists(
        final long ndisVcHandle,
        final NetBufferList netBufferLists,
        final int numberOfNetBufferLists,
        final int coReceiveFlags)
    {
        final boolean isLent = (coReceiveFlags & NetBufferList.NDIS_RECEIVE_FLAGS_RESOURCES) != 0;
        final int before = face.cpu.raise(HostCpu.DISPATCH); // where 5.1 receives
        receives.indicate(ndisVcHandle, netBufferLists, numberOfNetBufferLists, isLent);
        if (before != HostCpu.DISPATCH)
        {
            face.cpu.lower(before);
        }
    }

    @Override
    public void ndisMCoOidRequestComplete(
        final long ndisMiniportHandle, final long ndisVcHandle, final NdisOidRequest oidRequest, final int status)
    {
        base.ndisMCoRequestComplete(status, ndisMiniportHandle, face.requests.give(oidRequest));
    }

    @Override
    public void ndisMCoIndicateStatusEx(
        final long ndisMiniportHandle, final long ndisVcHandle, final NdisStatusIndication statusIndication)
    {
        if (statusIndication.statusCode != NdisStatusIndication.NDIS_STATUS_LINK_STATE)
        {
            base.ndisMCoIndicateStatus(
                ndisMiniportHandle,
                ndisVcHandle,
                statusIndication.statusCode,
                statusIndication.statusBuffer,
                statusIndication.statusBufferSize);
            return;
        }
        final int state = statusIndication.statusBuffer.getInt(
            NdisStatusIndication.MEDIA_CONNECT_STATE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final boolean isConnected = state == NdisStatusIndication.MEDIA_CONNECT_STATE_CONNECTED;
        base.ndisMCoIndicateStatus(
            ndisMiniportHandle,
            ndisVcHandle,
            isConnected ? NDIS_STATUS_MEDIA_CONNECT : NDIS_STATUS_MEDIA_DISCONNECT,
            null,
            0);
    }

    private Ndis6Adapter adapter(final long ndisMiniportHandle)
    {
        final Ndis6Adapter adapter = face.adapterOfHandle(ndisMiniportHandle);
        if (adapter == null)
        {
            throw new IllegalArgumentException(
                "0x" + Long.toHexString(ndisMiniportHandle) + " names no adapter of the driver");
        }
        return adapter;
    }
}
