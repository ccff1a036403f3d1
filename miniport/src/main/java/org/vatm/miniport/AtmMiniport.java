package org.vatm.miniport;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_UNSUPPORTED_MEDIA;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisErrorCode;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;

/**
 * The ATM miniport driver for the IDT77252: its entry points, each of which finds the {@link AtmAdapter} and leaves
 * the work to it.
 * <p>
 * MiniportAdapterContext is the adapter's number among those of this driver, from 1. MiniportVcContext names an entry
 * of the adapter's {@link VcTable}; the adapters' tables number their entries apart, so that a context also tells the
 * adapter.
 */
public final class AtmMiniport implements NdisMiniportDriver, NdisMiniport
{
    /** VCs that may exist on one adapter; what may be active is a matter of the board. */
    public static final int MAX_VCS = 1 << 20;
    /** Adapters that one driver serves. */
    public static final int MAX_ADAPTERS = 1 << 10;

    private static final int VC_INDEX_BITS = 20;

    private final AtmAdapter[] adapters = new AtmAdapter[MAX_ADAPTERS];
    private NdisMiniportLibrary ndis;

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        ndis = library;
        final NdisHandleHolder wrapper = new NdisHandleHolder();
        ndis.ndisMInitializeWrapper(wrapper);
        final NdisMiniportCharacteristics characteristics = new NdisMiniportCharacteristics(this)
            .with(MiniportHandler.CHECK_FOR_HANG)
            .with(MiniportHandler.CANCEL_SEND_PACKETS);
        final int status = ndis.ndisMRegisterMiniport(
            wrapper.value, characteristics, NdisMiniportCharacteristics.LENGTH_5_1);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.ndisTerminateWrapper(wrapper.value);
        }
        return status;
    }

    /**
     * @return the adapters that were initialised, in that order; one that was halted is still there until its place
     *         is taken.
     */
    public List<AtmAdapter> adapters()
    {
        final List<AtmAdapter> list = new ArrayList<>();
        for (final AtmAdapter adapter : adapters)
        {
            if (adapter != null && adapter.vcTable() != null)
            {
                list.add(adapter);
            }
        }
        return list;
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
        int medium = 0;
        while (medium < mediumArraySize && mediumArray[medium] != NdisMedium.NDIS_MEDIUM_ATM)
        {
            medium++;
        }
        if (medium == mediumArraySize)
        {
            ndis.ndisWriteErrorLogEntry(
                miniportAdapterHandle, NdisErrorCode.NDIS_ERROR_CODE_UNSUPPORTED_CONFIGURATION, mediumArraySize);
            return NDIS_STATUS_UNSUPPORTED_MEDIA;
        }
        selectedMediumIndex.value = medium;

        int number = 0;
        while (number < MAX_ADAPTERS && adapters[number] != null && !adapters[number].isHalted())
        {
            number++;
        }
        if (number == MAX_ADAPTERS)
        {
            ndis.ndisWriteErrorLogEntry(
                miniportAdapterHandle, NdisErrorCode.NDIS_ERROR_CODE_OUT_OF_RESOURCES, number);
            return NDIS_STATUS_RESOURCES;
        }
        adapters[number] = new AtmAdapter(ndis, miniportAdapterHandle, number + 1, number << VC_INDEX_BITS, MAX_VCS);
        return adapters[number].initialize(wrapperConfigurationContext);
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        adapter(miniportAdapterContext).halt();
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        addressingReset.value = false;
        return adapter(miniportAdapterContext).reset();
    }

    @Override
    public boolean miniportCheckForHang(final long miniportAdapterContext)
    {
        return adapter(miniportAdapterContext).hangs();
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        adapter(shutdownContext).shutdown();
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final boolean ours = adapter(miniportAdapterContext).serviceInterrupt();
        interruptRecognized.value = ours;
        queueMiniportHandleInterrupt.value = ours;
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        adapter(miniportAdapterContext).handleInterrupt();
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        final AtmAdapter adapter = adapter(miniportAdapterContext);
        if (adapter.isRemoved())
        {
            miniportVcContext.value = VcTable.NULL_CONTEXT;
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final long context = adapter.vcTable().create(ndisVcHandle);
        miniportVcContext.value = context;
        return context == VcTable.NULL_CONTEXT ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        final VcTable table = adapterOfVc(miniportVcContext).vcTable();
        return table.delete(miniportVcContext) ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE;
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        return adapterOfVc(miniportVcContext).operations().activate(miniportVcContext, callParameters);
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        return adapterOfVc(miniportVcContext).operations().deactivate(miniportVcContext);
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        adapterOfVc(miniportVcContext).operations().send(miniportVcContext, packetArray, numberOfPackets);
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        final AtmAdapter adapter = adapter(miniportAdapterContext);
        return adapter.isRemoved() ?
            NDIS_STATUS_NOT_ACCEPTED : adapter.requests().handle(miniportVcContext, ndisRequest);
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        adapter(miniportAdapterContext).returned(packet);
    }

    @Override
    public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
        adapter(miniportAdapterContext).operations().cancelSends(cancelId);
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
            adapter(miniportAdapterContext).surpriseRemoved();
        }
    }

    private AtmAdapter adapter(final long miniportAdapterContext)
    {
        return adapters[(int)miniportAdapterContext - 1];
    }

    private AtmAdapter adapterOfVc(final long miniportVcContext)
    {
        return adapters[(int)miniportVcContext - 1 >>> VC_INDEX_BITS];
    }
}
