package org.vatm.testkit.driver;

import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;

import java.util.ArrayDeque;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** A right miniport that pends whatever it may pend, and can do as little as it may. */
public final class PendingMiniport extends SoftMiniport
{
    private final NdisMiniportTimer timer = new NdisMiniportTimer();
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();

    @Override
    protected NdisMiniportCharacteristics characteristics()
    {
        return super.characteristics().without(MiniportHandler.CANCEL_SEND_PACKETS);
    }

    @Override
    public int miniportInitialize(
        final NdisIntHolder openErrorStatus,
        final NdisIntHolder selectedMediumIndex,
        final int[] mediumArray,
        final int mediumArraySize,
        final long adapterHandle,
        final long wrapperConfigurationContext)
    {
        final int status = super.miniportInitialize(openErrorStatus, selectedMediumIndex, mediumArray, mediumArraySize,
            adapterHandle, wrapperConfigurationContext);
        if (status == NDIS_STATUS_SUCCESS)
        {
            ndis.ndisMInitializeTimer(timer, adapterHandle, context -> run(), 0);
        }
        return status;
    }

    private void run()
    {
        for (int left = later.size(); left > 0; left--)
        {
            later.remove().run();
        }
    }

    private int pend(final Runnable completion)
    {
        later.add(completion);
        ndis.ndisMSetTimer(timer, 1);
        return NDIS_STATUS_PENDING;
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        ndis.ndisMCancelTimer(timer);
        super.miniportHalt(miniportAdapterContext);
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        final long handle = vc(miniportVcContext).ndisVcHandle;
        final int status = super.miniportCoActivateVc(miniportVcContext, callParameters);
        return pend(() -> ndis.ndisMCoActivateVcComplete(status, handle, callParameters));
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        final long handle = vc(miniportVcContext).ndisVcHandle;
        return super.miniportCoDeactivateVc(miniportVcContext) == NDIS_STATUS_PENDING ? NDIS_STATUS_PENDING :
            pend(() -> ndis.ndisMCoDeactivateVcComplete(NDIS_STATUS_SUCCESS, handle));
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        final int status = super.miniportCoRequest(miniportAdapterContext, miniportVcContext, ndisRequest);
        return ndisRequest.oid == NdisOid.OID_GEN_CO_GET_NETCARD_TIME ? status :
            pend(() -> ndis.ndisMCoRequestComplete(status, miniportAdapterHandle, ndisRequest));
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        final int status = super.miniportReset(addressingReset, miniportAdapterContext);
        return pend(() -> ndis.ndisMResetComplete(miniportAdapterHandle, status, false));
    }
}
