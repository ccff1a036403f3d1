package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.DirectBuffer;

/** Parties of point-to-multipoint calls. The first one comes and the last one goes with its call. */
final class PartyMachine
{
    private final Ndis ndis;
    private final HandleTable<NdisParty> handles = new HandleTable<>(HandleTable.KIND_PARTY);
    private NdisParty firstFree;

    PartyMachine(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** NdisClAddParty. */
    int add(
        final long ndisVcHandle,
        final long protocolPartyContext,
        final CoCallParameters callParameters,
        final NdisHandleHolder ndisPartyHandle)
    {
        ndisPartyHandle.value = 0;
        final NdisVc vc = ndis.vcOfClient(ndisVcHandle);
        if (vc == null || vc.call != NdisVc.Call.CONNECTED || vc.firstParty == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final NdisParty party = begin(vc, protocolPartyContext, callParameters);
        final int epoch = party.epoch;
        ndisPartyHandle.value = party.handle;
        final int status = vc.callManager.protocolCmAddParty(
            vc.callManagerContext, callParameters, party.handle, party.contextHolder);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (party.epoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        ended(party, status, party.contextHolder.value);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndisPartyHandle.value = 0;
        }
        return status;
    }

    /** NdisCmAddPartyComplete, NdisMCmAddPartyComplete. */
    void addComplete(
        final int status,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters,
        final boolean isIntegrated)
    {
        final NdisParty party = ofCallManager(ndisPartyHandle, isIntegrated);
        if (party == null)
        {
            return;
        }
        if (party.state != NdisParty.State.ADDING || party.vc.call == NdisVc.Call.MAKING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisPartyHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisPartyHandle);
        final CoCallParameters given = party.callParameters;
        if (given != callParameters)
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisPartyHandle, status);
        }
        final NdisClient client = party.vc.af.client;
        final long protocolPartyContext = party.protocolPartyContext;
        ended(party, finalStatus, callMgrPartyContext);
        client.protocolClAddPartyComplete(
            finalStatus, protocolPartyContext, finalStatus == NDIS_STATUS_SUCCESS ? ndisPartyHandle : 0, given);
    }

    /** NdisClDropParty. */
    int drop(final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        final NdisParty party = active(ndisPartyHandle, null);
        if (party == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        if (isLast(party))
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final int epoch = party.epoch;
        party.state = NdisParty.State.DROPPING;
        final int status = party.vc.callManager.protocolCmDropParty(party.callMgrPartyContext, closeData, size);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (party.epoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisPartyHandle, status);
            return NDIS_STATUS_PENDING;
        }
        dropped(party, status);
        return status;
    }

    /** NdisCmDropPartyComplete, NdisMCmDropPartyComplete. */
    void dropComplete(final int status, final long ndisPartyHandle, final boolean isIntegrated)
    {
        final NdisParty party = ofCallManager(ndisPartyHandle, isIntegrated);
        if (party == null)
        {
            return;
        }
        if (party.state != NdisParty.State.DROPPING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisPartyHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisPartyHandle);
        final NdisClient client = party.vc.af.client;
        final long protocolPartyContext = party.protocolPartyContext;
        dropped(party, finalStatus);
        client.protocolClDropPartyComplete(finalStatus, protocolPartyContext);
    }

    /** NdisCmDispatchIncomingDropParty, NdisMCmDispatchIncomingDropParty. */
    void dropIndicated(
        final int dropStatus,
        final long ndisPartyHandle,
        final DirectBuffer closeData,
        final int size,
        final boolean isIntegrated)
    {
        final NdisParty party = ofCallManager(ndisPartyHandle, isIntegrated);
        if (party == null)
        {
            return;
        }
        if (party.state != NdisParty.State.ACTIVE)
        {
            ndis.report(NdisViolation.CALL_STATE, ndisPartyHandle, party.state.ordinal());
            return;
        }
        party.vc.af.client.protocolClIncomingDropParty(dropStatus, party.protocolPartyContext, closeData, size);
    }

    /** A party that is being called. */
    NdisParty begin(final NdisVc vc, final long protocolPartyContext, final CoCallParameters callParameters)
    {
        NdisParty party = firstFree;
        if (party == null)
        {
            party = new NdisParty();
        }
        else
        {
            firstFree = party.next;
        }
        party.state = NdisParty.State.ADDING;
        party.vc = vc;
        party.protocolPartyContext = protocolPartyContext;
        party.callMgrPartyContext = 0;
        party.contextHolder.value = 0;
        party.callParameters = callParameters;
        party.handle = handles.add(party);
        party.next = vc.firstParty;
        vc.firstParty = party;
        return party;
    }

    /** The call of a party has succeeded or not. */
    void ended(final NdisParty party, final int status, final long callMgrPartyContext)
    {
        party.epoch++;
        party.callMgrPartyContext = callMgrPartyContext;
        party.callParameters = null;
        party.state = NdisParty.State.ACTIVE;
        if (status != NDIS_STATUS_SUCCESS)
        {
            remove(party);
        }
    }

    void remove(final NdisParty party)
    {
        final NdisVc vc = party.vc;
        if (vc.firstParty == party)
        {
            vc.firstParty = party.next;
        }
        else
        {
            NdisParty before = vc.firstParty;
            while (before.next != party)
            {
                before = before.next;
            }
            before.next = party.next;
        }
        handles.remove(party.handle);
        party.epoch++;
        party.vc = null;
        party.next = firstFree;
        firstFree = party;
    }

    /** The party, or null; may be in any state. */
    NdisParty find(final long ndisPartyHandle)
    {
        return handles.get(ndisPartyHandle);
    }

    /** The party of a handle that a client uses, of that VC if not null; null, and a report, if it is not active. */
    NdisParty active(final long ndisPartyHandle, final NdisVc vc)
    {
        final NdisParty party = handles.get(ndisPartyHandle);
        if (party == null || party.state != NdisParty.State.ACTIVE || vc != null && party.vc != vc)
        {
            ndis.report(NdisViolation.STALE_HANDLE, ndisPartyHandle, 0);
            return null;
        }
        return party;
    }

    private NdisParty ofCallManager(final long ndisPartyHandle, final boolean isIntegrated)
    {
        final NdisParty party = handles.get(ndisPartyHandle);
        if (party == null)
        {
            ndis.report(NdisViolation.STALE_HANDLE, ndisPartyHandle, 0);
            return null;
        }
        if (party.vc.isIntegrated() != isIntegrated)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisPartyHandle, 0);
            return null;
        }
        return party;
    }

    private void dropped(final NdisParty party, final int status)
    {
        party.epoch++;
        party.state = NdisParty.State.ACTIVE;
        if (status == NDIS_STATUS_SUCCESS)
        {
            remove(party);
        }
    }

    private static boolean isLast(final NdisParty party)
    {
        for (NdisParty other = party.vc.firstParty; other != null; other = other.next)
        {
            if (other != party && other.state == NdisParty.State.ACTIVE)
            {
                return false;
            }
        }
        return true;
    }
}
