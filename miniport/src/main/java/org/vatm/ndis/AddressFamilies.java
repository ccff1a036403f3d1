package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;

/** What call managers offer on adapters, and which clients have opened it. */
final class AddressFamilies
{
    private final Ndis ndis;
    private final HandleTable<NdisAf> handles = new HandleTable<>(HandleTable.KIND_ADDRESS_FAMILY);

    AddressFamilies(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** The family of that handle, which may be opening or closing, or null. */
    NdisAf find(final long handle)
    {
        return handles.get(handle);
    }

    /** NdisCmRegisterAddressFamily. */
    int register(final NdisBinding binding, final CoAddressFamily family, final NdisCallManager callManager)
    {
        final NdisAdapter adapter = binding.adapter;
        if (offer(adapter, family) != null)
        {
            return NDIS_STATUS_FAILURE;
        }
        adapter.offers.add(new NdisOffer(adapter, binding, family, callManager));
        if (binding.callManager == null)
        {
            binding.callManager = callManager;
        }
        for (final NdisBinding other : List.copyOf(adapter.bindings))
        {
            if (other.callManager == null)
            {
                other.protocol.protocolCoAfRegisterNotify(other.protocolBindingContext, family);
            }
        }
        return NDIS_STATUS_SUCCESS;
    }

    /** NdisMCmRegisterAddressFamily: nobody is bound yet, so that nobody is to be told. */
    int registerIntegrated(
        final NdisAdapter adapter, final CoAddressFamily family, final NdisCallManager callManager)
    {
        if (adapter.stage != NdisAdapter.Stage.INITIALIZING || !adapter.hasAttributes())
        {
            ndis.report(
                adapter.hasAttributes() ? NdisViolation.NOT_IN_INITIALIZE : NdisViolation.BEFORE_ATTRIBUTES,
                adapter.handle,
                family.addressFamily());
            return NDIS_STATUS_FAILURE;
        }
        if (!adapter.offers.isEmpty())
        {
            return NDIS_STATUS_FAILURE;
        }
        adapter.offers.add(new NdisOffer(adapter, null, family, callManager));
        return NDIS_STATUS_SUCCESS;
    }

    /** Tells a protocol that has just opened an adapter what is offered there. */
    void notifyOfAll(final NdisBinding opened)
    {
        for (final NdisOffer offer : List.copyOf(opened.adapter.offers))
        {
            if (opened.callManager == null && !opened.closing && !offer.isClosing())
            {
                opened.protocol.protocolCoAfRegisterNotify(opened.protocolBindingContext, offer.family);
            }
        }
    }

    int open(
        final NdisBinding binding,
        final CoAddressFamily family,
        final long protocolAfContext,
        final NdisClient client,
        final NdisHandleHolder ndisAfHandle)
    {
        ndisAfHandle.value = 0;
        final NdisOffer offer = offer(binding.adapter, family);
        if (offer == null || binding.closing)
        {
            return NDIS_STATUS_FAILURE;
        }
        final NdisAf af = new NdisAf(offer, binding, client, protocolAfContext);
        af.handle = handles.add(af);
        binding.afCount++;
        if (offer.binding != null)
        {
            offer.binding.afCount++;
        }
        ndisAfHandle.value = af.handle;

        final int status = af.callManager.protocolCmOpenAf(
            offer.callMgrBindingContext(), family, af.handle, af.contextHolder);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (af.state != NdisAf.State.OPENING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, af.handle, status);
            return NDIS_STATUS_PENDING;
        }
        if (opened(af, status, af.contextHolder.value) != NDIS_STATUS_SUCCESS)
        {
            ndisAfHandle.value = 0;
        }
        return status;
    }

    void openComplete(
        final int status, final long ndisAfHandle, final long callMgrAfContext, final boolean isIntegrated)
    {
        final NdisAf af = ofCallManager(ndisAfHandle, isIntegrated);
        if (af == null)
        {
            return;
        }
        if (af.state != NdisAf.State.OPENING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, status);
            return;
        }
        final int finalStatus = opened(af, ndis.finalStatus(status, ndisAfHandle), callMgrAfContext);
        af.client.protocolClOpenAfComplete(
            finalStatus, af.protocolAfContext, finalStatus == NDIS_STATUS_SUCCESS ? ndisAfHandle : 0);
    }

    int close(final long ndisAfHandle)
    {
        final NdisAf af = ofClient(ndisAfHandle);
        if (af == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        if ((af.vcCount | af.sapCount) != 0)
        {
            ndis.report(NdisViolation.VC_LEFT_AT_CLOSE, ndisAfHandle, af.vcCount + af.sapCount);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        af.state = NdisAf.State.CLOSING;
        final int status = af.callManager.protocolCmCloseAf(af.callMgrAfContext);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (handles.get(ndisAfHandle) != af)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, status);
            return NDIS_STATUS_PENDING;
        }
        handles.remove(ndisAfHandle);
        leave(af);
        return status;
    }

    void closeComplete(final int status, final long ndisAfHandle, final boolean isIntegrated)
    {
        final NdisAf af = ofCallManager(ndisAfHandle, isIntegrated);
        if (af == null)
        {
            return;
        }
        if (af.state != NdisAf.State.CLOSING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisAfHandle);
        handles.remove(ndisAfHandle);
        af.client.protocolClCloseAfComplete(finalStatus, af.protocolAfContext);
        leave(af);
    }

    /** The open family of a handle that a client uses; null, and a report, if it is not open. */
    NdisAf ofClient(final long ndisAfHandle)
    {
        final NdisAf af = handles.get(ndisAfHandle);
        if (af == null || af.state != NdisAf.State.OPEN)
        {
            ndis.report(NdisViolation.STALE_HANDLE, ndisAfHandle, 0);
            return null;
        }
        return af;
    }

    /** The family of a handle that its call manager uses; null, and a report, if there is none of that kind. */
    private NdisAf ofCallManager(final long ndisAfHandle, final boolean isIntegrated)
    {
        final NdisAf af = handles.get(ndisAfHandle);
        if (af == null)
        {
            ndis.report(NdisViolation.STALE_HANDLE, ndisAfHandle, 0);
            return null;
        }
        if (af.offer.isIntegrated() != isIntegrated)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisAfHandle, 0);
            return null;
        }
        return af;
    }

    private int opened(final NdisAf af, final int status, final long callMgrAfContext)
    {
        af.callMgrAfContext = callMgrAfContext;
        af.state = NdisAf.State.OPEN;
        if (status != NDIS_STATUS_SUCCESS)
        {
            handles.remove(af.handle);
            leave(af);
        }
        return status;
    }

    private void leave(final NdisAf af)
    {
        af.clientBinding.afCount--;
        ndis.bindings.closeIfIdle(af.clientBinding);
        if (af.callManagerBinding != null)
        {
            af.callManagerBinding.afCount--;
            ndis.bindings.closeIfIdle(af.callManagerBinding);
        }
    }

    private static NdisOffer offer(final NdisAdapter adapter, final CoAddressFamily family)
    {
        for (int i = 0; i < adapter.offers.size(); i++)
        {
            final NdisOffer offer = adapter.offers.get(i);
            if (!offer.isClosing() && offer.family.addressFamily() == family.addressFamily())
            {
                return offer;
            }
        }
        return null;
    }
}
