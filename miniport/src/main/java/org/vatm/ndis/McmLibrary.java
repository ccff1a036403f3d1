package org.vatm.ndis;

import org.agrona.DirectBuffer;

/** Leads each routine for miniports with a call manager inside to the part of NDIS that does it. */
class McmLibrary extends CommonLibrary implements NdisMcmLibrary
{
    McmLibrary(final Ndis ndis)
    {
        super(ndis);
    }

    @Override
    public int ndisMCmRegisterAddressFamily(
        final long miniportAdapterHandle, final CoAddressFamily family, final NdisCallManager callManager)
    {
        return ndis.families.registerIntegrated(ndis.adapter(miniportAdapterHandle), family, callManager);
    }

    @Override
    public void ndisMCmOpenAddressFamilyComplete(
        final int status, final long ndisAfHandle, final long callMgrAfContext)
    {
        ndis.families.openComplete(status, ndisAfHandle, callMgrAfContext, true);
    }

    @Override
    public void ndisMCmCloseAddressFamilyComplete(final int status, final long ndisAfHandle)
    {
        ndis.families.closeComplete(status, ndisAfHandle, true);
    }

    @Override
    public void ndisMCmRegisterSapComplete(
        final int status, final long ndisSapHandle, final long callMgrSapContext)
    {
        ndis.saps.registerComplete(status, ndisSapHandle, callMgrSapContext, true);
    }

    @Override
    public void ndisMCmDeregisterSapComplete(final int status, final long ndisSapHandle)
    {
        ndis.saps.deregisterComplete(status, ndisSapHandle, true);
    }

    @Override
    public int ndisMCmCreateVc(
        final long miniportAdapterHandle,
        final long ndisAfHandle,
        final long miniportVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        return ndis.vcLife.createIntegrated(
            ndis.adapter(miniportAdapterHandle), ndisAfHandle, miniportVcContext, ndisVcHandle);
    }

    @Override
    public int ndisMCmDeleteVc(final long ndisVcHandle)
    {
        return ndis.vcLife.deleteIntegrated(ndisVcHandle);
    }

    @Override
    public int ndisMCmActivateVc(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndis.vcMachine.activateIntegrated(ndisVcHandle);
    }

    @Override
    public int ndisMCmDeactivateVc(final long ndisVcHandle)
    {
        return ndis.vcMachine.deactivateIntegrated(ndisVcHandle);
    }

    @Override
    public void ndisMCmMakeCallComplete(
        final int status,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        ndis.calls.makeComplete(status, ndisVcHandle, ndisPartyHandle, callMgrPartyContext, callParameters, true);
    }

    @Override
    public void ndisMCmCloseCallComplete(final int status, final long ndisVcHandle, final long ndisPartyHandle)
    {
        ndis.calls.closeComplete(status, ndisVcHandle, ndisPartyHandle, true);
    }

    @Override
    public void ndisMCmModifyCallQoSComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.calls.modifyQosComplete(status, ndisVcHandle, callParameters, true);
    }

    @Override
    public void ndisMCmAddPartyComplete(
        final int status,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        ndis.parties.addComplete(status, ndisPartyHandle, callMgrPartyContext, callParameters, true);
    }

    @Override
    public void ndisMCmDropPartyComplete(final int status, final long ndisPartyHandle)
    {
        ndis.parties.dropComplete(status, ndisPartyHandle, true);
    }

    @Override
    public int ndisMCmDispatchIncomingCall(
        final long ndisSapHandle, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndis.incomingCalls.dispatch(ndisSapHandle, ndisVcHandle, callParameters, true);
    }

    @Override
    public void ndisMCmDispatchCallConnected(final long ndisVcHandle)
    {
        ndis.incomingCalls.connected(ndisVcHandle, true);
    }

    @Override
    public void ndisMCmDispatchIncomingCallQoSChange(
        final long ndisVcHandle, final CoCallParameters callParameters)
    {
        ndis.incomingCalls.qosChanged(ndisVcHandle, callParameters, true);
    }

    @Override
    public void ndisMCmDispatchIncomingCloseCall(
        final int closeStatus, final long ndisVcHandle, final DirectBuffer closeData, final int size)
    {
        ndis.incomingCalls.closeIndicated(closeStatus, ndisVcHandle, closeData, size, true);
    }

    @Override
    public void ndisMCmDispatchIncomingDropParty(
        final int dropStatus, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        ndis.parties.dropIndicated(dropStatus, ndisPartyHandle, closeData, size, true);
    }

    @Override
    public int ndisMCmRequest(
        final long ndisAfHandle, final long ndisVcHandle, final long ndisPartyHandle, final NdisRequest request)
    {
        return ndis.peerRequests.request(null, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
    }

    @Override
    public void ndisMCmRequestComplete(
        final int status,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        ndis.peerRequests.complete(status, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request, true);
    }
}
