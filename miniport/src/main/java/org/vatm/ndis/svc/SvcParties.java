package org.vatm.ndis.svc;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.Q2931CallMgrParameters;

/** The parties of a call, which the switch knows by endpoint numbers from 0 on. The first one comes with the SETUP. */
final class SvcParties
{
    private final SvcCall call;
    private final SvcPort port;
    private final NdisProtocolLibrary ndis;
    private final List<SvcParty> parties = new ArrayList<>();
    private int nextEndpoint;

    SvcParties(final SvcCall call)
    {
        this.call = call;
        port = call.port;
        ndis = port.ndis;
    }

    int count()
    {
        return parties.size();
    }

    /** NDIS's handle of the first party, 0 without. */
    long firstHandle()
    {
        return parties.isEmpty() ? 0 : parties.get(0).ndisPartyHandle;
    }

    long firstContext()
    {
        return parties.isEmpty() ? 0 : parties.get(0).context;
    }

    SvcParty enter(final long ndisPartyHandle)
    {
        final SvcParty party = new SvcParty(this, ndisPartyHandle, nextEndpoint++);
        party.context = port.parties.add(party);
        parties.add(party);
        return party;
    }

    void clear()
    {
        while (!parties.isEmpty())
        {
            forget(parties.get(0));
        }
        nextEndpoint = 0;
    }

    /** ProtocolCmAddParty. */
    int add(
        final CoCallParameters callParameters, final long ndisPartyHandle, final NdisHandleHolder callMgrPartyContext)
    {
        final Q2931CallMgrParameters parties2931 = SvcParameters.q2931(callParameters);
        if (!call.takesParties() || parties2931 == null)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        final SvcParty party = enter(ndisPartyHandle);
        final SignallingMessage add = message(SignallingMessage.ADD_PARTY, party);
        SvcParameters.address(add, parties2931);
        if (!port.send(add))
        {
            forget(party);
            return NDIS_STATUS_RESOURCES;
        }
        party.parameters = callParameters;
        callMgrPartyContext.value = party.context;
        return NDIS_STATUS_PENDING;
    }

    /** ProtocolCmDropParty. */
    int drop(final SvcParty party)
    {
        if (party.isLeaving)
        {
            port.send(message(SignallingMessage.DROP_PARTY_ACKNOWLEDGE, party));
            forget(party);
            return NDIS_STATUS_SUCCESS;
        }
        final SignallingMessage drop = message(SignallingMessage.DROP_PARTY, party);
        drop.cause = SignallingMessage.CAUSE_NORMAL;
        party.isDropping = port.send(drop);
        return party.isDropping ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES;
    }

    void receive(final SignallingMessage message)
    {
        final SvcParty party = find(message.endpoint);
        if (party == null)
        {
            return;
        }
        switch (message.type)
        {
            case SignallingMessage.ADD_PARTY_ACKNOWLEDGE -> added(party, NDIS_STATUS_SUCCESS);
            case SignallingMessage.ADD_PARTY_REJECT -> added(party, SvcCause.failure(message.cause));
            case SignallingMessage.DROP_PARTY -> leaves(party, message.cause);
            case SignallingMessage.DROP_PARTY_ACKNOWLEDGE -> dropped(party);
            default ->
            {
                // not about parties
            }
        }
    }

    private void added(final SvcParty party, final int status)
    {
        final CoCallParameters given = party.parameters;
        if (given != null)
        {
            party.parameters = null;
            if (status != NDIS_STATUS_SUCCESS)
            {
                forget(party);
            }
            ndis.ndisCmAddPartyComplete(status, party.ndisPartyHandle, party.context, given);
        }
    }

    /** Both sides may drop it at once: then the client's wish is fulfilled. */
    private void leaves(final SvcParty party, final int cause)
    {
        if (party.isDropping)
        {
            port.send(message(SignallingMessage.DROP_PARTY_ACKNOWLEDGE, party));
            dropped(party);
        }
        else if (!party.isLeaving && party.parameters == null)
        {
            party.isLeaving = true;
            ndis.ndisCmDispatchIncomingDropParty(SvcCause.status(cause), party.ndisPartyHandle, null, 0);
        }
    }

    private void dropped(final SvcParty party)
    {
        if (party.isDropping)
        {
            forget(party);
            ndis.ndisCmDropPartyComplete(NDIS_STATUS_SUCCESS, party.ndisPartyHandle);
        }
    }

    private SignallingMessage message(final int type, final SvcParty party)
    {
        final SignallingMessage message = call.message(type);
        message.endpoint = party.endpoint;
        return message;
    }

    private SvcParty find(final int endpoint)
    {
        for (final SvcParty candidate : parties)
        {
            if (candidate.endpoint == endpoint)
            {
                return candidate;
            }
        }
        return null;
    }

    private void forget(final SvcParty party)
    {
        parties.remove(party);
        port.parties.remove(party.context);
    }
}
