package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_OPEN_FAILED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Brings adapters up and takes them down, at PASSIVE. */
final class AdapterLife
{
    private static final int[] MEDIA =
    {
        NdisMedium.NDIS_MEDIUM_802_3, NdisMedium.NDIS_MEDIUM_802_5, NdisMedium.NDIS_MEDIUM_FDDI,
        NdisMedium.NDIS_MEDIUM_WAN, NdisMedium.NDIS_MEDIUM_ATM
    };
    private static final int[] OWN_QUERIES =
    {
        NdisOid.OID_GEN_CO_HARDWARE_STATUS, NdisOid.OID_GEN_CO_MAC_OPTIONS, NdisOid.OID_GEN_CO_LINK_SPEED,
        NdisOid.OID_GEN_CO_MEDIA_CONNECT_STATUS
    };
    private static final int INITIAL_LIST_LENGTH = 16 * Integer.BYTES;
    private static final int POWER_BATTERY = 0;
    private static final int POWER_AC = 1;

    private final Ndis ndis;
    private final NdisRequest ownRequest = new NdisRequest();

    AdapterLife(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    int start(final NdisAdapter adapter)
    {
        final long context = ndis.configurations.begin(adapter);
        final NdisIntHolder openError = new NdisIntHolder();
        final NdisIntHolder medium = new NdisIntHolder();
        medium.value = -1;
        final int status = adapter.miniport.miniportInitialize(
            openError, medium, MEDIA.clone(), MEDIA.length, adapter.handle, context);
        ndis.configurations.end(context);
        if (status == NDIS_STATUS_PENDING)
        {
            throw ndis.bugCheck(NdisBugCheckCode.INITIALIZE_PENDED, "adapter " + adapter);
        }
        if (status != NDIS_STATUS_SUCCESS)
        {
            die(adapter);
            return status == NDIS_STATUS_OPEN_FAILED && openError.value != 0 ? openError.value : status;
        }

        final boolean hasMedium =
            medium.value >= 0 && medium.value < MEDIA.length && MEDIA[medium.value] == NdisMedium.NDIS_MEDIUM_ATM;
        if (!hasMedium || !adapter.hasAttributes())
        {
            ndis.report(
                hasMedium ? NdisViolation.ATTRIBUTES : NdisViolation.BAD_MEDIUM, adapter.handle, medium.value);
            halt(adapter);
            return NDIS_STATUS_FAILURE;
        }
        adapter.stage = NdisAdapter.Stage.RUNNING;
        ndis.adapters.add(adapter);
        if (adapter.interrupt != null)
        {
            adapter.interrupt.started();
        }
        query(adapter);
        tellPower(adapter, true);
        ndis.resources.shared.started(adapter);
        adapter.reset.start();
        ndis.bindings.bindAll(adapter);
        return NDIS_STATUS_SUCCESS;
    }

    /** Clients and call managers first, then the miniport. */
    void stop(final NdisAdapter adapter)
    {
        if (adapter.isShutDown)
        {
            return; // the system is down
        }
        adapter.stage = NdisAdapter.Stage.UNBINDING;
        ndis.bindings.unbindAll(adapter);
        halt(adapter);
    }

    /** Any level. */
    void shutDown(final NdisAdapter adapter)
    {
        adapter.isShutDown = true;
        adapter.reset.stop();
        if (adapter.has(MiniportHandler.ADAPTER_SHUTDOWN))
        {
            adapter.miniport.miniportShutdown(adapter.miniportAdapterContext);
        }
    }

    void surpriseRemove(final NdisAdapter adapter)
    {
        if (adapter.isRemoved)
        {
            return;
        }
        adapter.isRemoved = true;
        adapter.reset.stop();
        ndis.host.device(adapter.slot).reset(ndis.cpu.events().nowPs());
        if (adapter.hasAttribute(NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK))
        {
            tell(adapter, NdisMiniport.NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED);
        }
    }

    void tell(final NdisAdapter adapter, final int pnPEvent)
    {
        if (adapter.has(MiniportHandler.PNP_EVENT_NOTIFY))
        {
            adapter.miniport.miniportPnPEventNotify(adapter.miniportAdapterContext, pnPEvent, null, 0);
        }
    }

    private void halt(final NdisAdapter adapter)
    {
        adapter.stage = NdisAdapter.Stage.HALTING;
        ndis.resources.shared.fail(adapter);
        adapter.reset.stop();
        adapter.miniport.miniportHalt(adapter.miniportAdapterContext);
        if (adapter.receivesOut != 0)
        {
            throw ndis.bugCheck(
                NdisBugCheckCode.RECEIVES_OUT_AFTER_HALT, adapter.receivesOut + " packets, adapter " + adapter);
        }
        die(adapter);
    }

    private void die(final NdisAdapter adapter)
    {
        adapter.reset.stop();
        ndis.resources.reclaim(adapter);
        adapter.stage = NdisAdapter.Stage.DEAD;
        ndis.remove(adapter);
    }

    /** What NDIS wants to know itself: the list of OIDs, sized by a first attempt, and the state of the adapter. */
    private void query(final NdisAdapter adapter)
    {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[INITIAL_LIST_LENGTH]);
        ownRequest.query(NdisOid.OID_GEN_CO_SUPPORTED_LIST, buffer, buffer.capacity());
        ndis.requests.requestAndWait(adapter, ownRequest);
        if (ownRequest.bytesNeeded > buffer.capacity())
        {
            buffer = new UnsafeBuffer(new byte[ownRequest.bytesNeeded]);
            ownRequest.query(NdisOid.OID_GEN_CO_SUPPORTED_LIST, buffer, buffer.capacity());
            ndis.requests.requestAndWait(adapter, ownRequest);
        }
        for (final int oid : OWN_QUERIES)
        {
            ownRequest.query(oid, buffer, buffer.capacity());
            ndis.requests.requestAndWait(adapter, ownRequest);
        }
    }

    void tellPower(final NdisAdapter adapter, final boolean isOnAcPower)
    {
        if (adapter.has(MiniportHandler.PNP_EVENT_NOTIFY))
        {
            final UnsafeBuffer profile = new UnsafeBuffer(new byte[Integer.BYTES]);
            profile.putInt(0, isOnAcPower ? POWER_AC : POWER_BATTERY, ByteOrder.LITTLE_ENDIAN);
            adapter.miniport.miniportPnPEventNotify(
                adapter.miniportAdapterContext,
                NdisMiniport.NDIS_DEVICE_PNP_EVENT_POWER_PROFILE_CHANGED,
                profile,
                Integer.BYTES);
        }
    }
}
