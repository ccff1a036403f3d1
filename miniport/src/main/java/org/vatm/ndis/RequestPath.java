package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;

import org.vatm.sim.Completion;

/** Requests to miniports, and which of them are pending. */
final class RequestPath
{
    private final Ndis ndis;
    private final Completion ownRequestDone = new Completion();

    RequestPath(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** NdisCoRequest. */
    int request(
        final NdisBinding binding,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        if (ndisAfHandle != 0)
        {
            return ndis.peerRequests.request(binding, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
        }
        if (request.isOutstanding())
        {
            ndis.report(NdisViolation.REQUEST_REUSED, binding.handle, request.oid);
            return NDIS_STATUS_FAILURE;
        }
        if (ndisPartyHandle != 0)
        {
            return NDIS_STATUS_FAILURE;
        }
        if ((request.oid & NdisOid.CO_MASK) == NdisOid.CO_OIDS)
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }
        if (binding.adapter.reset.isInProgress())
        {
            return NDIS_STATUS_RESET_IN_PROGRESS;
        }
        final NdisVc vc = ndisVcHandle == 0 ? null : ndis.vc(ndisVcHandle);
        return hand(binding.adapter, binding, vc, ndisVcHandle, request);
    }

    /** A request of NDIS itself, at PASSIVE. */
    int requestAndWait(final NdisAdapter adapter, final NdisRequest request)
    {
        ownRequestDone.reset();
        final int status = hand(adapter, null, null, 0, request);
        if (status != NDIS_STATUS_PENDING)
        {
            return status;
        }
        ndis.cpu.await(ownRequestDone);
        return request.finalStatus;
    }

    /** NdisMCoRequestComplete. */
    void complete(final int status, final NdisAdapter adapter, final NdisRequest request)
    {
        if (request.adapter != adapter)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, adapter.handle, request.oid);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, adapter.handle);
        final NdisBinding requester = request.requester;
        final NdisVc vc = request.vc;
        final long vcContext = request.vcContext;
        ended(request);
        if (requester == null)
        {
            request.finalStatus = finalStatus;
            ownRequestDone.complete();
            return;
        }
        requester.protocol.protocolCoRequestComplete(
            finalStatus, requester.protocolBindingContext, vc == null ? 0 : vcContext, request);
        ndis.bindings.closeIfIdle(requester);
    }

    private int hand(
        final NdisAdapter adapter,
        final NdisBinding binding,
        final NdisVc vc,
        final long ndisVcHandle,
        final NdisRequest request)
    {
        final int before = ndis.raiseToDispatch();
        begun(adapter, binding, vc, ndisVcHandle, request);
        int status = adapter.miniport.miniportCoRequest(
            adapter.miniportAdapterContext, vc == null ? 0 : vc.miniportVcContext, request);
        if (status == NDIS_STATUS_PENDING)
        {
            adapter.reset.arm();
        }
        else if (request.adapter == null)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, adapter.handle, request.oid);
            status = NDIS_STATUS_PENDING; // the requester has been told
        }
        else
        {
            ended(request);
        }
        ndis.lowerTo(before);
        return status;
    }

    private static void begun(
        final NdisAdapter adapter,
        final NdisBinding binding,
        final NdisVc vc,
        final long ndisVcHandle,
        final NdisRequest request)
    {
        request.adapter = adapter;
        request.requester = binding;
        request.vc = vc;
        request.checksOutstanding = 0;
        request.previousPended = null;
        request.nextPended = adapter.firstPended;
        if (adapter.firstPended != null)
        {
            adapter.firstPended.previousPended = request;
        }
        adapter.firstPended = request;
        if (binding != null)
        {
            binding.requestsOut++;
        }
        if (vc != null)
        {
            vc.requestsOut++;
            request.vcContext = NdisVc.role(ndisVcHandle) == NdisVc.CLIENT ? vc.clientContext : vc.callManagerContext;
        }
    }

    private static void ended(final NdisRequest request)
    {
        if (request.previousPended == null)
        {
            request.adapter.firstPended = request.nextPended;
        }
        else
        {
            request.previousPended.nextPended = request.nextPended;
        }
        if (request.nextPended != null)
        {
            request.nextPended.previousPended = request.previousPended;
        }
        if (request.requester != null)
        {
            request.requester.requestsOut--;
        }
        if (request.vc != null)
        {
            request.vc.requestsOut--;
        }
        request.adapter = null;
        request.requester = null;
        request.vc = null;
    }
}
