package org.vatm.ndis6;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.sim.HostCpu;

/**
 * Lets an NDIS 6.x driver be loaded as one of NDIS 5.1: hands the 5.1 handlers' calls to those of 6.x. Driver contexts
 * and handles of adapters and VCs are the same on both sides.
 */
public final class Ndis6 implements NdisMiniportDriver, NdisMiniport
{
    final HostCpu cpu;
    final List<Ndis6Adapter> adapters = new ArrayList<>();
    final SendLists sends = new SendLists();
    final OidRequests requests = new OidRequests();
    private final Ndis6Driver driver;
    NdisMiniportLibrary base;

    /** From registration. */
    MiniportHandlers handlers;
    MiniportCoHandlers coHandlers;
    long driverContext;

    /**
     * @param cpu    of the host that loads the driver.
     * @param driver to be loaded.
     */
    public Ndis6(final HostCpu cpu, final Ndis6Driver driver)
    {
        this.cpu = cpu;
        this.driver = driver;
    }

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        base = library;
        return driver.driverEntry(new FaceLibrary(this));
    }

    @Override
    public int miniportInitialize(
        final NdisIntHolder openErrorStatus,
        final NdisIntHolder selectedMediumIndex,
        final int[] mediumArray,
        final int mediumArraySize,
        final long miniportAdapterHandle,
        final long wrapperConfigurationContext)
    {
        final Ndis6Adapter adapter = new Ndis6Adapter(this, miniportAdapterHandle, wrapperConfigurationContext);
        base.ndisMQueryAdapterResources(wrapperConfigurationContext, adapter.resources);
        adapters.add(adapter);
        int status = handlers.miniportInitializeEx(
            miniportAdapterHandle, driverContext, new MiniportInitParameters(adapter.resources));
        if (status == NDIS_STATUS_SUCCESS)
        {
            selectedMediumIndex.value = indexOf(adapter.mediaType, mediumArray, mediumArraySize);
            status = adapter.restart();
            if (status != NDIS_STATUS_SUCCESS)
            {
                handlers.miniportHaltEx(adapter.context, MiniportHandlers.NDIS_HALT_DEVICE_INITIALIZATION_FAILED);
            }
        }
        adapter.configurationContext = 0;
        if (status != NDIS_STATUS_SUCCESS)
        {
            adapters.remove(adapter);
        }
        return status;
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        final Ndis6Adapter adapter = adapter(miniportAdapterContext);
        adapter.deliverSharedMemory();
        adapter.pause();
        handlers.miniportHaltEx(miniportAdapterContext, adapter.isRemoved ?
            MiniportHandlers.NDIS_HALT_DEVICE_SURPRISE_REMOVED : MiniportHandlers.NDIS_HALT_DEVICE_DISABLED);
        adapter.isHalted = true;
        adapters.remove(adapter);
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        return handlers.miniportResetEx(miniportAdapterContext, addressingReset);
    }

    @Override
    public boolean miniportCheckForHang(final long miniportAdapterContext)
    {
        return adapter(miniportAdapterContext).checkForHang();
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        handlers.miniportShutdownEx(shutdownContext, MiniportHandlers.NDIS_SHUTDOWN_POWER_OFF);
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final Ndis6Adapter adapter = adapter(miniportAdapterContext);
        queueMiniportHandleInterrupt.value = false;
        interruptRecognized.value =
            adapter.interruptHandlers.miniportInterrupt(adapter.interruptContext, queueMiniportHandleInterrupt);
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        final Ndis6Adapter adapter = adapter(miniportAdapterContext);
        adapter.interruptHandlers.miniportInterruptDpc(adapter.interruptContext);
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        return coHandlers.miniportCoCreateVc(miniportAdapterContext, ndisVcHandle, miniportVcContext);
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        return coHandlers.miniportCoDeleteVc(miniportVcContext);
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        return coHandlers.miniportCoActivateVc(miniportVcContext, callParameters);
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        return coHandlers.miniportCoDeactivateVc(miniportVcContext);
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        coHandlers.miniportCoSendNetBufferLists(
            miniportVcContext,
            sends.chain(packetArray, numberOfPackets),
            cpu.level() == HostCpu.DISPATCH ? NetBufferList.NDIS_SEND_FLAGS_DISPATCH_LEVEL : 0);
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        final NdisOidRequest request = requests.take(ndisRequest);
        final int status = coHandlers.miniportCoOidRequest(miniportAdapterContext, miniportVcContext, request);
        if (status != NDIS_STATUS_PENDING)
        {
            requests.give(request);
        }
        return status;
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        final NetBufferList list = (NetBufferList)packet.protocolReference();
        ReceiveLists.takeApart(list);
        list.next = null;
        handlers.miniportReturnNetBufferLists(
            miniportAdapterContext,
            list,
            cpu.level() == HostCpu.DISPATCH ? NetBufferList.NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL : 0);
    }

    @Override
    public void miniportAllocateComplete(
        final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
    {
        adapter(miniportAdapterContext).sharedMemoryAllocated(sharedMemory, context);
    }

    @Override
    public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
        handlers.miniportCancelSend(miniportAdapterContext, cancelId);
    }

    @Override
    public void miniportPnPEventNotify(
        final long miniportAdapterContext,
        final int pnPEvent,
        final DirectBuffer informationBuffer,
        final int informationBufferLength)
    {
        if (pnPEvent == NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED)
        {
            adapter(miniportAdapterContext).isRemoved = true;
        }
        handlers.miniportDevicePnPEventNotify(
            miniportAdapterContext, pnPEvent, informationBuffer, informationBufferLength);
    }

    /** The adapter of that handle, or null. */
    Ndis6Adapter adapterOfHandle(final long ndisMiniportHandle)
    {
        for (int i = 0; i < adapters.size(); i++)
        {
            if (adapters.get(i).handle == ndisMiniportHandle)
            {
                return adapters.get(i);
            }
        }
        return null;
    }

    private Ndis6Adapter adapter(final long miniportAdapterContext)
    {
        for (int i = 0; i < adapters.size(); i++)
        {
            if (adapters.get(i).context == miniportAdapterContext)
            {
                return adapters.get(i);
            }
        }
        throw new IllegalStateException("no adapter has context 0x" + Long.toHexString(miniportAdapterContext));
    }

    private static int indexOf(final int medium, final int[] mediumArray, final int size)
    {
        for (int i = 0; i < size; i++)
        {
            if (mediumArray[i] == medium)
            {
                return i;
            }
        }
        return -1;
    }
}
