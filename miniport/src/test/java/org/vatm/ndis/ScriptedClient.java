package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A client that answers as its {@link Script} says. Where it calls NDIS and is answered at once, it runs its own
 * completion handler, as drivers have to.
 */
final class ScriptedClient implements NdisProtocol, NdisClient
{
    static final long AF_CONTEXT = 0x1A;
    static final long SAP_CONTEXT = 0x15;
    static final long VC_CONTEXT = 0x10;
    static final long PARTY_CONTEXT = 0x1B;

    final NdisProtocolLibrary ndis;
    final Script script;
    final NdisHandleHolder protocol = new NdisHandleHolder();
    final NdisHandleHolder binding = new NdisHandleHolder();
    final NdisHandleHolder af = new NdisHandleHolder();
    final NdisHandleHolder sap = new NdisHandleHolder();
    final NdisHandleHolder vc = new NdisHandleHolder();
    final List<NdisHandleHolder> parties = new ArrayList<>();
    final List<NdisPacket> kept = new ArrayList<>();
    final CoSap address = new CoSap();
    final List<CoAddressFamily> offered = new ArrayList<>();
    CoCallParameters parameters;
    NdisRequest request;
    boolean opens = true;
    int keeps;
    long vcContext;
    long afContext;
    long sapContext;
    long partyContext;

    ScriptedClient(final NdisProtocolLibrary ndis, final Script script)
    {
        this.ndis = ndis;
        this.script = script;
    }

    int open(final CoAddressFamily family)
    {
        final int status = ndis.ndisClOpenAddressFamily(binding.value, family, AF_CONTEXT, this, af);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClOpenAfComplete(status, AF_CONTEXT, af.value);
        }
        return status;
    }

    int closeAf()
    {
        final int status = ndis.ndisClCloseAddressFamily(af.value);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClCloseAfComplete(status, AF_CONTEXT);
        }
        return status;
    }

    int registerSap()
    {
        final int status = ndis.ndisClRegisterSap(af.value, SAP_CONTEXT, address, sap);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClRegisterSapComplete(status, SAP_CONTEXT, address, sap.value);
        }
        return status;
    }

    int deregisterSap()
    {
        final int status = ndis.ndisClDeregisterSap(sap.value);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClDeregisterSapComplete(status, SAP_CONTEXT);
        }
        return status;
    }

    int createVc()
    {
        return ndis.ndisCoCreateVc(binding.value, af.value, VC_CONTEXT, vc);
    }

    int makeCall(final CoCallParameters callParameters, final boolean withParty)
    {
        final NdisHandleHolder party = withParty ? new NdisHandleHolder() : null;
        if (withParty)
        {
            parties.add(party);
        }
        final int status = ndis.ndisClMakeCall(vc.value, callParameters, withParty ? PARTY_CONTEXT : 0, party);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClMakeCallComplete(status, VC_CONTEXT, withParty ? party.value : 0, callParameters);
        }
        return status;
    }

    int closeCall()
    {
        final long party = parties.isEmpty() ? 0 : parties.get(0).value;
        final int status = ndis.ndisClCloseCall(vc.value, party, null, 0);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClCloseCallComplete(status, VC_CONTEXT, party == 0 ? 0 : PARTY_CONTEXT);
        }
        return status;
    }

    int modifyQos(final CoCallParameters callParameters)
    {
        final int status = ndis.ndisClModifyCallQoS(vc.value, callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClModifyCallQoSComplete(status, VC_CONTEXT, callParameters);
        }
        return status;
    }

    int addParty(final CoCallParameters callParameters)
    {
        final NdisHandleHolder party = new NdisHandleHolder();
        parties.add(party);
        final long context = PARTY_CONTEXT + parties.size() - 1;
        final int status = ndis.ndisClAddParty(vc.value, context, callParameters, party);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClAddPartyComplete(status, context, party.value, callParameters);
        }
        return status;
    }

    int dropParty(final int index)
    {
        final int status = ndis.ndisClDropParty(parties.get(index).value, null, 0);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolClDropPartyComplete(status, PARTY_CONTEXT + index);
        }
        return status;
    }

    void answerCall(final int status)
    {
        ndis.ndisClIncomingCallComplete(status, vc.value, parameters);
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        return ndis.ndisOpenAdapter(binding, protocol.value, 2, deviceName);
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        script.call("cl UnbindAdapter");
        ndis.ndisCloseAdapter(binding.value);
    }

    @Override
    public void protocolCoAfRegisterNotify(final long protocolBindingContext, final CoAddressFamily family)
    {
        offered.add(family);
        script.call("cl CoAfRegisterNotify");
        if (opens)
        {
            open(family);
        }
    }

    @Override
    public void protocolClOpenAfComplete(final int status, final long protocolAfContext, final long ndisAfHandle)
    {
        af.value = ndisAfHandle;
        script.told("cl OpenAfComplete", status);
    }

    @Override
    public void protocolClCloseAfComplete(final int status, final long protocolAfContext)
    {
        afContext = protocolAfContext;
        script.told("cl CloseAfComplete", status);
    }

    @Override
    public void protocolClRegisterSapComplete(
        final int status, final long protocolSapContext, final CoSap sapOfCall, final long ndisSapHandle)
    {
        sapContext = protocolSapContext;
        sap.value = ndisSapHandle;
        script.told("cl RegisterSapComplete", status);
    }

    @Override
    public void protocolClDeregisterSapComplete(final int status, final long protocolSapContext)
    {
        script.told("cl DeregisterSapComplete", status);
    }

    @Override
    public int protocolCoCreateVc(
        final long protocolAfContext, final long ndisVcHandle, final NdisHandleHolder protocolVcContext)
    {
        vc.value = ndisVcHandle;
        afContext = protocolAfContext;
        protocolVcContext.value = VC_CONTEXT;
        return script.call("cl CoCreateVc");
    }

    @Override
    public int protocolCoDeleteVc(final long protocolVcContext)
    {
        return script.call("cl CoDeleteVc");
    }

    @Override
    public void protocolClMakeCallComplete(
        final int status,
        final long protocolVcContext,
        final long ndisPartyHandle,
        final CoCallParameters callParameters)
    {
        vcContext = protocolVcContext;
        parameters = callParameters;
        if (!parties.isEmpty())
        {
            parties.get(0).value = ndisPartyHandle;
        }
        script.told("cl MakeCallComplete", status);
    }

    @Override
    public void protocolClCloseCallComplete(
        final int status, final long protocolVcContext, final long protocolPartyContext)
    {
        vcContext = protocolVcContext;
        partyContext = protocolPartyContext;
        script.told("cl CloseCallComplete", status);
    }

    @Override
    public void protocolClModifyCallQoSComplete(
        final int status, final long protocolVcContext, final CoCallParameters callParameters)
    {
        parameters = callParameters;
        script.told("cl ModifyCallQoSComplete", status);
    }

    @Override
    public void protocolClAddPartyComplete(
        final int status,
        final long protocolPartyContext,
        final long ndisPartyHandle,
        final CoCallParameters callParameters)
    {
        partyContext = protocolPartyContext;
        parties.get((int)(protocolPartyContext - PARTY_CONTEXT)).value = ndisPartyHandle;
        script.told("cl AddPartyComplete", status);
    }

    @Override
    public void protocolClDropPartyComplete(final int status, final long protocolPartyContext)
    {
        partyContext = protocolPartyContext;
        script.told("cl DropPartyComplete", status);
    }

    @Override
    public int protocolClIncomingCall(
        final long protocolSapContext, final long protocolVcContext, final CoCallParameters callParameters)
    {
        sapContext = protocolSapContext;
        vcContext = protocolVcContext;
        parameters = callParameters;
        return script.call("cl IncomingCall");
    }

    @Override
    public void protocolClCallConnected(final long protocolVcContext)
    {
        script.call("cl CallConnected");
    }

    @Override
    public void protocolClIncomingCloseCall(
        final int closeStatus, final long protocolVcContext, final DirectBuffer closeData, final int size)
    {
        script.told("cl IncomingCloseCall", closeStatus);
    }

    @Override
    public void protocolClIncomingDropParty(
        final int dropStatus, final long protocolPartyContext, final DirectBuffer closeData, final int size)
    {
        partyContext = protocolPartyContext;
        script.told("cl IncomingDropParty", dropStatus);
    }

    @Override
    public void protocolClIncomingCallQoSChange(final long protocolVcContext, final CoCallParameters callParameters)
    {
        parameters = callParameters;
        script.call("cl IncomingCallQoSChange");
    }

    @Override
    public int protocolCoRequest(
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest ndisRequest)
    {
        afContext = protocolAfContext;
        vcContext = protocolVcContext;
        partyContext = protocolPartyContext;
        request = ndisRequest;
        return script.call("cl CoRequest " + NdisOid.name(ndisRequest.oid));
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest ndisRequest)
    {
        afContext = protocolAfContext;
        vcContext = protocolVcContext;
        partyContext = protocolPartyContext;
        script.told("cl CoRequestComplete", status);
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        script.told("cl CoSendComplete", status);
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        script.told("cl CoReceivePacket", packet.status());
        if (keeps > 0)
        {
            kept.add(packet);
        }
        return keeps;
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long protocolBindingContext,
        final long protocolVcContext,
        final NdisRequest ndisRequest)
    {
        script.told("cl miniport's CoRequestComplete", status);
    }
}
