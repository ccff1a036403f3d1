package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A call manager that answers as its {@link Script} says. Where it calls NDIS and is answered at once, it runs its own
 * completion handler, as drivers have to.
 */
final class ScriptedCallManager implements NdisProtocol, NdisCallManager
{
    static final long AF_CONTEXT = 0xCA;
    static final long SAP_CONTEXT = 0xC5;
    static final long VC_CONTEXT = 0xC0;
    static final long PARTY_CONTEXT = 0xCB;

    final NdisProtocolLibrary ndis;
    final Script script;
    final NdisHandleHolder protocol = new NdisHandleHolder();
    final NdisHandleHolder binding = new NdisHandleHolder();
    final List<Long> parties = new ArrayList<>();
    final List<CoAddressFamily> families = new ArrayList<>(List.of(CoAddressFamily.Q2931));
    final List<Integer> registrations = new ArrayList<>();
    CoCallParameters parameters;
    CoCallParameters partyParameters;
    CoSap sap;
    NdisRequest request;
    long af;
    long sapHandle;
    long vc;
    long vcContext;
    long afContext;
    long partyContext;

    ScriptedCallManager(final NdisProtocolLibrary ndis, final Script script)
    {
        this.ndis = ndis;
        this.script = script;
    }

    int createVc(final boolean forClient)
    {
        final NdisHandleHolder handle = new NdisHandleHolder();
        final int status = ndis.ndisCoCreateVc(binding.value, forClient ? af : 0, VC_CONTEXT, handle);
        vc = handle.value;
        return status;
    }

    int activate()
    {
        return activate(parameters);
    }

    int activate(final CoCallParameters callParameters)
    {
        final int status = ndis.ndisCmActivateVc(vc, callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolCmActivateVcComplete(status, VC_CONTEXT, callParameters);
        }
        return status;
    }

    int deactivate()
    {
        final int status = ndis.ndisCmDeactivateVc(vc);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolCmDeactivateVcComplete(status, VC_CONTEXT);
        }
        return status;
    }

    /** The last party, 0 without. */
    long party()
    {
        return parties.isEmpty() ? 0 : parties.get(parties.size() - 1);
    }

    void completeMakeCall(final int status)
    {
        ndis.ndisCmMakeCallComplete(status, vc, party(), PARTY_CONTEXT, parameters);
    }

    void completeCloseCall(final int status)
    {
        ndis.ndisCmCloseCallComplete(status, vc, parties.isEmpty() ? 0 : parties.get(0));
    }

    int dispatch()
    {
        final int status = ndis.ndisCmDispatchIncomingCall(sapHandle, vc, parameters);
        if (status != NDIS_STATUS_PENDING)
        {
            protocolCmIncomingCallComplete(status, VC_CONTEXT, parameters);
        }
        return status;
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        final int status = ndis.ndisOpenAdapter(binding, protocol.value, 1, deviceName);
        for (final CoAddressFamily family : families)
        {
            registrations.add(ndis.ndisCmRegisterAddressFamily(binding.value, family, this));
        }
        return status;
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        ndis.ndisCloseAdapter(binding.value);
    }

    @Override
    public int protocolCmOpenAf(
        final long callMgrBindingContext,
        final CoAddressFamily family,
        final long ndisAfHandle,
        final NdisHandleHolder callMgrAfContext)
    {
        af = ndisAfHandle;
        callMgrAfContext.value = AF_CONTEXT;
        return script.call("cm OpenAf");
    }

    @Override
    public int protocolCmCloseAf(final long callMgrAfContext)
    {
        afContext = callMgrAfContext;
        return script.call("cm CloseAf");
    }

    @Override
    public int protocolCmRegisterSap(
        final long callMgrAfContext,
        final CoSap newSap,
        final long ndisSapHandle,
        final NdisHandleHolder callMgrSapContext)
    {
        afContext = callMgrAfContext;
        sap = newSap;
        sapHandle = ndisSapHandle;
        callMgrSapContext.value = SAP_CONTEXT;
        return script.call("cm RegisterSap");
    }

    @Override
    public int protocolCmDeregisterSap(final long callMgrSapContext)
    {
        return script.call("cm DeregisterSap " + Long.toHexString(callMgrSapContext));
    }

    @Override
    public int protocolCoCreateVc(
        final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
    {
        vc = ndisVcHandle;
        afContext = callMgrAfContext;
        callMgrVcContext.value = VC_CONTEXT;
        return script.call("cm CoCreateVc");
    }

    @Override
    public int protocolCoDeleteVc(final long callMgrVcContext)
    {
        vcContext = callMgrVcContext;
        return script.call("cm CoDeleteVc");
    }

    @Override
    public int protocolCmMakeCall(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        vcContext = callMgrVcContext;
        parameters = callParameters;
        if (callMgrPartyContext != null)
        {
            parties.add(ndisPartyHandle);
            callMgrPartyContext.value = PARTY_CONTEXT;
        }
        return script.call("cm MakeCall");
    }

    @Override
    public int protocolCmCloseCall(
        final long callMgrVcContext, final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        vcContext = callMgrVcContext;
        partyContext = callMgrPartyContext;
        return script.call(size == 0 ? "cm CloseCall" : "cm CloseCall " + closeData.getByte(0));
    }

    @Override
    public void protocolCmIncomingCallComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        script.told("cm IncomingCallComplete", status);
    }

    @Override
    public int protocolCmAddParty(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        parties.add(ndisPartyHandle);
        partyParameters = callParameters;
        callMgrPartyContext.value = PARTY_CONTEXT + parties.size() - 1;
        return script.call("cm AddParty");
    }

    @Override
    public int protocolCmDropParty(final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        partyContext = callMgrPartyContext;
        return script.call("cm DropParty " + (callMgrPartyContext - PARTY_CONTEXT));
    }

    @Override
    public void protocolCmActivateVcComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        vcContext = callMgrVcContext;
        script.told("cm ActivateVcComplete", status);
    }

    @Override
    public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
    {
        vcContext = callMgrVcContext;
        script.told("cm DeactivateVcComplete", status);
    }

    @Override
    public int protocolCmModifyCallQoS(final long callMgrVcContext, final CoCallParameters callParameters)
    {
        parameters = callParameters;
        return script.call("cm ModifyCallQoS");
    }

    @Override
    public int protocolCoRequest(
        final long callMgrAfContext,
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final NdisRequest ndisRequest)
    {
        afContext = callMgrAfContext;
        vcContext = callMgrVcContext;
        partyContext = callMgrPartyContext;
        request = ndisRequest;
        return script.call("cm CoRequest " + NdisOid.name(ndisRequest.oid));
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long callMgrAfContext,
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final NdisRequest ndisRequest)
    {
        afContext = callMgrAfContext;
        vcContext = callMgrVcContext;
        partyContext = callMgrPartyContext;
        script.told("cm CoRequestComplete", status);
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        script.told("cm CoSendComplete", status);
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        script.told("cm CoReceivePacket", NDIS_STATUS_SUCCESS);
        return 0;
    }
}
