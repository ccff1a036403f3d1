package org.vatm.ndis;

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
        ndis.families.openComplete(status, ndisAfHandle, callMgrAfContext);
    }

    @Override
    public int ndisClCloseAddressFamily(final long ndisAfHandle)
    {
        return ndis.families.close(ndisAfHandle);
    }

    @Override
    public void ndisCmCloseAddressFamilyComplete(final int status, final long ndisAfHandle)
    {
        ndis.families.closeComplete(status, ndisAfHandle);
    }

    @Override
    public int ndisCoCreateVc(
        final long ndisBindingHandle,
        final long ndisAfHandle,
        final long protocolVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        return ndis.vcMachine.create(
            ndis.bindings.get(ndisBindingHandle), ndisAfHandle, protocolVcContext, ndisVcHandle);
    }

    @Override
    public int ndisCoDeleteVc(final long ndisVcHandle)
    {
        return ndis.vcMachine.delete(ndisVcHandle);
    }

    @Override
    public int ndisClMakeCall(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndis.calls.make(ndisVcHandle, callParameters);
    }

    @Override
    public void ndisCmMakeCallComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.calls.makeComplete(status, ndisVcHandle, callParameters);
    }

    @Override
    public int ndisClCloseCall(final long ndisVcHandle)
    {
        return ndis.calls.close(ndisVcHandle);
    }

    @Override
    public void ndisCmCloseCallComplete(final int status, final long ndisVcHandle)
    {
        ndis.calls.closeComplete(status, ndisVcHandle);
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
    public int ndisCoRequest(final long ndisBindingHandle, final long ndisVcHandle, final NdisRequest request)
    {
        return ndis.requests.request(ndis.bindings.get(ndisBindingHandle), ndisVcHandle, request);
    }
}
