package org.vatm.ndis;

import org.agrona.DirectBuffer;

/** Leads each routine of the upper edge to the part of NDIS that does it. */
final class ProtocolLibrary extends CommonLibrary implements NdisProtocolLibrary
{
    ProtocolLibrary(final Ndis ndis)
    {
        super(ndis);
    }

    @Override
    public void ndisRegisterProtocol(final NdisHandleHolder ndisProtocolHandle, final NdisProtocol protocol)
    {
        ndis.bindings.register(ndisProtocolHandle, protocol);
    }

    @Override
    public int ndisOpenAdapter(
        final NdisHandleHolder ndisBindingHandle,
        final long ndisProtocolHandle,
        final long protocolBindingContext,
        final String deviceName)
    {
        return ndis.bindings.open(ndisBindingHandle, ndisProtocolHandle, protocolBindingContext, deviceName);
    }

    @Override
    public int ndisCloseAdapter(final long ndisBindingHandle)
    {
        return ndis.bindings.close(ndis.bindings.get(ndisBindingHandle));
    }

    @Override
    public int ndisReset(final long ndisBindingHandle)
    {
        final NdisBinding binding = ndis.bindings.get(ndisBindingHandle);
        return binding.adapter.reset.reset(binding);
    }

    @Override
    public int ndisCmRegisterAddressFamily(
        final long ndisBindingHandle, final CoAddressFamily family, final NdisCallManager callManager)
    {
        return ndis.families.register(ndis.bindings.get(ndisBindingHandle), family, callManager);
    }

    @Override
    public int ndisClOpenAddressFamily(
        final long ndisBindingHandle,
        final CoAddressFamily family,
        final long protocolAfContext,
        final NdisClient client,
        final NdisHandleHolder ndisAfHandle)
    {
        return ndis.families.open(
            ndis.bindings.get(ndisBindingHandle), family, protocolAfContext, client, ndisAfHandle);
    }

    @Override
    public void ndisCmOpenAddressFamilyComplete(
        final int status, final long ndisAfHandle, final long callMgrAfContext)
    {
        ndis.families.openComplete(status, ndisAfHandle, callMgrAfContext, false);
    }

    @Override
    public int ndisClCloseAddressFamily(final long ndisAfHandle)
    {
        return ndis.families.close(ndisAfHandle);
    }

    @Override
    public void ndisCmCloseAddressFamilyComplete(final int status, final long ndisAfHandle)
    {
        ndis.families.closeComplete(status, ndisAfHandle, false);
    }

    @Override
    public int ndisCoCreateVc(
        final long ndisBindingHandle,
        final long ndisAfHandle,
        final long protocolVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        return ndis.vcLife.create(
            ndis.bindings.get(ndisBindingHandle), ndisAfHandle, protocolVcContext, ndisVcHandle);
    }

    @Override
    public int ndisCoDeleteVc(final long ndisVcHandle)
    {
        return ndis.vcLife.delete(ndisVcHandle);
    }

    @Override
    public int ndisClMakeCall(
        final long ndisVcHandle,
        final CoCallParameters callParameters,
        final long protocolPartyContext,
        final NdisHandleHolder ndisPartyHandle)
    {
        return ndis.calls.make(ndisVcHandle, callParameters, protocolPartyContext, ndisPartyHandle);
    }

    @Override
    public void ndisCmMakeCallComplete(
        final int status,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        ndis.calls.makeComplete(status, ndisVcHandle, ndisPartyHandle, callMgrPartyContext, callParameters, false);
    }

    @Override
    public int ndisClCloseCall(
        final long ndisVcHandle, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        return ndis.calls.close(ndisVcHandle, ndisPartyHandle, closeData, size);
    }

    @Override
    public void ndisCmCloseCallComplete(final int status, final long ndisVcHandle, final long ndisPartyHandle)
    {
        ndis.calls.closeComplete(status, ndisVcHandle, ndisPartyHandle, false);
    }

    @Override
    public int ndisClModifyCallQoS(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndis.calls.modifyQos(ndisVcHandle, callParameters);
    }

    @Override
    public void ndisCmModifyCallQoSComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.calls.modifyQosComplete(status, ndisVcHandle, callParameters, false);
    }

    @Override
    public int ndisClRegisterSap(
        final long ndisAfHandle, final long protocolSapContext, final CoSap sap, final NdisHandleHolder ndisSapHandle)
    {
        return ndis.saps.register(ndisAfHandle, protocolSapContext, sap, ndisSapHandle);
    }

    @Override
    public void ndisCmRegisterSapComplete(
        final int status, final long ndisSapHandle, final long callMgrSapContext)
    {
        ndis.saps.registerComplete(status, ndisSapHandle, callMgrSapContext, false);
    }

    @Override
    public int ndisClDeregisterSap(final long ndisSapHandle)
    {
        return ndis.saps.deregister(ndisSapHandle);
    }

    @Override
    public void ndisCmDeregisterSapComplete(final int status, final long ndisSapHandle)
    {
        ndis.saps.deregisterComplete(status, ndisSapHandle, false);
    }

    @Override
    public int ndisCmDispatchIncomingCall(
        final long ndisSapHandle, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndis.incomingCalls.dispatch(ndisSapHandle, ndisVcHandle, callParameters, false);
    }

    @Override
    public void ndisClIncomingCallComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.incomingCalls.complete(status, ndisVcHandle, callParameters);
    }

    @Override
    public void ndisCmDispatchCallConnected(final long ndisVcHandle)
    {
        ndis.incomingCalls.connected(ndisVcHandle, false);
    }

    @Override
    public void ndisCmDispatchIncomingCloseCall(
        final int closeStatus, final long ndisVcHandle, final DirectBuffer closeData, final int size)
    {
        ndis.incomingCalls.closeIndicated(closeStatus, ndisVcHandle, closeData, size, false);
    }

    @Override
    public void ndisCmDispatchIncomingCallQoSChange(
        final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.incomingCalls.qosChanged(ndisVcHandle, callParameters, false);
    }

    @Override
    public int ndisClAddParty(
        final long ndisVcHandle,
        final long protocolPartyContext,
        final CoCallParameters callParameters,
        final NdisHandleHolder ndisPartyHandle)
    {
        return ndis.parties.add(ndisVcHandle, protocolPartyContext, callParameters, ndisPartyHandle);
    }

    @Override
    public void ndisCmAddPartyComplete(
        final int status,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        ndis.parties.addComplete(status, ndisPartyHandle, callMgrPartyContext, callParameters, false);
    }

    @Override
    public int ndisClDropParty(final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        return ndis.parties.drop(ndisPartyHandle, closeData, size);
    }

    @Override
    public void ndisCmDropPartyComplete(final int status, final long ndisPartyHandle)
    {
        ndis.parties.dropComplete(status, ndisPartyHandle, false);
    }

    @Override
    public void ndisCmDispatchIncomingDropParty(
        final int dropStatus, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        ndis.parties.dropIndicated(dropStatus, ndisPartyHandle, closeData, size, false);
    }

    @Override
    public int ndisCmActivateVc(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndis.vcMachine.activate(ndisVcHandle, callParameters);
    }

    @Override
    public int ndisCmDeactivateVc(final long ndisVcHandle)
    {
        return ndis.vcMachine.deactivate(ndisVcHandle);
    }

    @Override
    public void ndisCoSendPackets(
        final long ndisVcHandle, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        ndis.packets.send(ndisVcHandle, packetArray, numberOfPackets);
    }

    @Override
    public void ndisCancelSendPackets(final long ndisBindingHandle, final long cancelId)
    {
        final NdisAdapter adapter = ndis.bindings.get(ndisBindingHandle).adapter;
        if (adapter.has(MiniportHandler.CANCEL_SEND_PACKETS))
        {
            adapter.miniport.miniportCancelSendPackets(adapter.miniportAdapterContext, cancelId);
        }
    }

    @Override
    public void ndisReturnPackets(final NdisPacket[] packetsToReturn, final int numberOfPackets)
    {
        ndis.packets.returnPackets(packetsToReturn, numberOfPackets);
    }

    @Override
    public int ndisCoRequest(
        final long ndisBindingHandle,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        return ndis.requests.request(
            ndis.bindings.get(ndisBindingHandle), ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
    }

    @Override
    public void ndisCoRequestComplete(
        final int status,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        ndis.peerRequests.complete(status, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request, false);
    }

    @Override
    public int ndisCoAssignInstanceName(
        final long ndisVcHandle, final String baseInstanceName, final NdisStringHolder instanceName)
    {
        return ndis.vcLife.assignInstanceName(ndisVcHandle, baseInstanceName, instanceName);
    }
}
