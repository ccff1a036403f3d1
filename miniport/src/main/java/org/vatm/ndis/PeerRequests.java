package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

/** Requests between client and call manager on an address family: {@code OID_CO_*}. The miniport sees none of them. */
final class PeerRequests
{
    private final Ndis ndis;

    PeerRequests(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /**
     * NdisCoRequest with an address family, NdisMCmRequest.
     *
     * @param binding of the requester; null if that is a call manager inside the miniport.
     */
    int request(
        final NdisBinding binding,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        if (request.isOutstanding())
        {
            ndis.report(NdisViolation.REQUEST_REUSED, ndisAfHandle, request.oid);
            return NDIS_STATUS_FAILURE;
        }
        final NdisAf af = ndis.families.ofClient(ndisAfHandle);
        if (af == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        final NdisVc vc = ndisVcHandle == 0 ? null : ndis.vc(ndisVcHandle);
        final NdisParty party = ndisPartyHandle == 0 ? null : ndis.parties.active(ndisPartyHandle, vc);
        if (ndisPartyHandle != 0 && party == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        final boolean isParty = binding == af.callManagerBinding || binding == af.clientBinding;
        if (!isParty || vc != null && vc.af != af || party != null && party.vc.af != af)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisAfHandle, request.oid);
            return NDIS_STATUS_FAILURE;
        }

        begin(binding, af, vc, party, request);
        final int epoch = request.epoch;
        final int status = ask(request, party);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (request.epoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, request.oid);
            return NDIS_STATUS_PENDING;
        }
        end(request);
        return status;
    }

    /** NdisCoRequestComplete, NdisMCmRequestComplete. */
    void complete(
        final int status,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request,
        final boolean isIntegrated)
    {
        final NdisAf af = request.af;
        if (af == null || isIntegrated && (request.isToClient || !af.offer.isIntegrated()))
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, request.oid);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisAfHandle);
        final boolean isSameVc = ndisVcHandle == 0 ? request.vc == null : ndis.vcs.get(ndisVcHandle) == request.vc;
        if (ndisAfHandle != af.handle || !isSameVc || ndisPartyHandle != request.ndisPartyHandle)
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisAfHandle, request.oid);
        }
        final NdisBinding requester = request.requester;
        final long vcContext = request.vcContext;
        final long partyContext = request.partyContext;
        final boolean isByCallManager = request.isToClient;
        end(request);
        if (isByCallManager)
        {
            af.callManager.protocolCoRequestComplete(
                finalStatus, af.callMgrAfContext, vcContext, partyContext, request);
        }
        else
        {
            af.client.protocolCoRequestComplete(finalStatus, af.protocolAfContext, vcContext, partyContext, request);
        }
        if (requester != null)
        {
            ndis.bindings.closeIfIdle(requester);
        }
    }

    private static void begin(
        final NdisBinding binding, final NdisAf af, final NdisVc vc, final NdisParty party, final NdisRequest request)
    {
        request.af = af;
        request.isToClient = binding == af.callManagerBinding;
        request.requester = binding;
        request.vc = vc;
        request.ndisPartyHandle = party == null ? 0 : party.handle;
        request.vcContext = 0;
        request.partyContext = 0;
        if (binding != null)
        {
            binding.requestsOut++;
        }
        if (vc != null)
        {
            vc.requestsOut++;
            request.vcContext = request.isToClient ? vc.callManagerContext : vc.clientContext;
        }
        if (party != null)
        {
            request.partyContext = request.isToClient ? party.callMgrPartyContext : party.protocolPartyContext;
        }
    }

    private static int ask(final NdisRequest request, final NdisParty party)
    {
        final NdisAf af = request.af;
        final NdisVc vc = request.vc;
        if (request.isToClient)
        {
            return af.client.protocolCoRequest(
                af.protocolAfContext,
                vc == null ? 0 : vc.clientContext,
                party == null ? 0 : party.protocolPartyContext,
                request);
        }
        return af.callManager.protocolCoRequest(
            af.callMgrAfContext,
            vc == null ? 0 : vc.callManagerContext,
            party == null ? 0 : party.callMgrPartyContext,
            request);
    }

    private static void end(final NdisRequest request)
    {
        request.epoch++;
        if (request.requester != null)
        {
            request.requester.requestsOut--;
        }
        if (request.vc != null)
        {
            request.vc.requestsOut--;
        }
        request.af = null;
        request.requester = null;
        request.vc = null;
    }
}
