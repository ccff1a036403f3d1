package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMcmLibrary;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisRequest;

/** Stands before the routines for call managers inside miniports. */
class VerifiedMcmLibrary extends VerifiedLibrary implements NdisMcmLibrary
{
    private final NdisMiniportLibrary library;

    VerifiedMcmLibrary(final Verifier verifier, final NdisMiniportLibrary library)
    {
        super(verifier, library);
        this.library = library;
    }

    /** Only drivers with a call manager inside may call these. */
    private long beginMcm(final VerifierFunction function, final VcTrack vc, final long argument)
    {
        final long frame = begin(function, vc, null, argument);
        verifier.calls.mcmRoutine(function, verifier.frame(frame).adapter(), vc);
        return frame;
    }

    private VcTrack vc(final VerifierFunction function, final long handle)
    {
        return verifier.handles.protocolVc(function, handle);
    }

    @Override
    public int ndisMCmRegisterAddressFamily(
        final long miniportAdapterHandle, final CoAddressFamily family, final NdisCallManager callManager)
    {
        final long frame = begin(VerifierFunction.NDIS_M_CM_REGISTER_ADDRESS_FAMILY);
        final AdapterTrack adapter = verifier.handles.adapter(verifier.frame(frame).function(), miniportAdapterHandle);
        verifier.registration.registerCallManager(adapter);
        final int status = library.ndisMCmRegisterAddressFamily(
            miniportAdapterHandle, family, new VerifiedCallManager(verifier, callManager, adapter));
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMCmOpenAddressFamilyComplete(
        final int status, final long ndisAfHandle, final long callMgrAfContext)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_OPEN_ADDRESS_FAMILY_COMPLETE, null, status);
        verifier.calls.completes(Pended.OPEN_AF, ndisAfHandle, status, verifier.frame(frame));
        library.ndisMCmOpenAddressFamilyComplete(status, ndisAfHandle, callMgrAfContext);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmCloseAddressFamilyComplete(final int status, final long ndisAfHandle)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_CLOSE_ADDRESS_FAMILY_COMPLETE, null, status);
        verifier.calls.completes(Pended.CLOSE_AF, ndisAfHandle, status, verifier.frame(frame));
        library.ndisMCmCloseAddressFamilyComplete(status, ndisAfHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmRegisterSapComplete(
        final int status, final long ndisSapHandle, final long callMgrSapContext)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_REGISTER_SAP_COMPLETE, null, status);
        verifier.calls.completes(Pended.REGISTER_SAP, ndisSapHandle, status, verifier.frame(frame));
        library.ndisMCmRegisterSapComplete(status, ndisSapHandle, callMgrSapContext);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmDeregisterSapComplete(final int status, final long ndisSapHandle)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DEREGISTER_SAP_COMPLETE, null, status);
        verifier.calls.completes(Pended.DEREGISTER_SAP, ndisSapHandle, status, verifier.frame(frame));
        library.ndisMCmDeregisterSapComplete(status, ndisSapHandle);
        verifier.end(frame);
    }

    @Override
    public int ndisMCmCreateVc(
        final long miniportAdapterHandle,
        final long ndisAfHandle,
        final long miniportVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_CREATE_VC, null, ndisAfHandle);
        final AdapterTrack adapter = verifier.handles.adapter(verifier.frame(frame).function(), miniportAdapterHandle);
        verifier.handles.family(ndisAfHandle);
        verifier.handles.output(ndisVcHandle.value);
        final int status =
            library.ndisMCmCreateVc(miniportAdapterHandle, ndisAfHandle, miniportVcContext, ndisVcHandle);
        if (status == 0)
        {
            verifier.vcs.createdFor(ndisVcHandle.value, 0);
            verifier.vcs.joined(adapter, ndisVcHandle.value, miniportVcContext);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisMCmDeleteVc(final long ndisVcHandle)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_DELETE_VC, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DELETE_VC, vc, 0);
        verifier.vcs.deleting(vc, ndisVcHandle);
        final int status = library.ndisMCmDeleteVc(ndisVcHandle);
        if (status == 0)
        {
            verifier.vcs.left(vc);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisMCmActivateVc(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_ACTIVATE_VC, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_ACTIVATE_VC, vc, 0);
        verifier.activations.activate(vc);
        verifier.activations.activating(vc, callParameters);
        final int status = library.ndisMCmActivateVc(ndisVcHandle, callParameters);
        verifier.activations.activated(vc, status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisMCmDeactivateVc(final long ndisVcHandle)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_DEACTIVATE_VC, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DEACTIVATE_VC, vc, 0);
        final boolean isActive = vc.state() == VcTrack.State.ACTIVE;
        verifier.activations.deactivate(vc);
        final long startPs = verifier.nowPs();
        if (isActive)
        {
        verifier.activations.deactivating(vc);
        }
        final int status = library.ndisMCmDeactivateVc(ndisVcHandle);
        if (isActive)
        {
            verifier.activations.deactivated(vc, status, startPs);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMCmMakeCallComplete(
        final int status,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_MAKE_CALL_COMPLETE, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_MAKE_CALL_COMPLETE, vc, status);
        verifier.calls.completes(Pended.MAKE_CALL, vc.key, status, verifier.frame(frame));
        verifier.calls.makeCompletes(vc, status);
        library.ndisMCmMakeCallComplete(
            status, ndisVcHandle, ndisPartyHandle, callMgrPartyContext, callParameters);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmCloseCallComplete(final int status, final long ndisVcHandle, final long ndisPartyHandle)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_CLOSE_CALL_COMPLETE, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_CLOSE_CALL_COMPLETE, vc, status);
        verifier.calls.completes(Pended.CLOSE_CALL, vc.key, status, verifier.frame(frame));
        verifier.calls.closed(vc, status);
        library.ndisMCmCloseCallComplete(status, ndisVcHandle, ndisPartyHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmModifyCallQoSComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_MODIFY_CALL_QOS_COMPLETE, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_MODIFY_CALL_QOS_COMPLETE, vc, status);
        verifier.calls.completes(Pended.MODIFY, vc.key, status, verifier.frame(frame));
        library.ndisMCmModifyCallQoSComplete(status, ndisVcHandle, callParameters);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmAddPartyComplete(
        final int status,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_ADD_PARTY_COMPLETE, null, status);
        verifier.calls.completes(Pended.ADD_PARTY, ndisPartyHandle, status, verifier.frame(frame));
        verifier.calls.partyAdded(ndisPartyHandle, status);
        library.ndisMCmAddPartyComplete(status, ndisPartyHandle, callMgrPartyContext, callParameters);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmDropPartyComplete(final int status, final long ndisPartyHandle)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DROP_PARTY_COMPLETE, null, status);
        verifier.calls.completes(Pended.DROP_PARTY, ndisPartyHandle, status, verifier.frame(frame));
        verifier.calls.partyDropped(ndisPartyHandle, status);
        library.ndisMCmDropPartyComplete(status, ndisPartyHandle);
        verifier.end(frame);
    }

    @Override
    public int ndisMCmDispatchIncomingCall(
        final long ndisSapHandle, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_CALL, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_CALL, vc, 0);
        verifier.calls.offered(vc);
        final int status = library.ndisMCmDispatchIncomingCall(ndisSapHandle, ndisVcHandle, callParameters);
        verifier.calls.offerAnswered(vc, status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMCmDispatchCallConnected(final long ndisVcHandle)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_DISPATCH_CALL_CONNECTED, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DISPATCH_CALL_CONNECTED, vc, 0);
        verifier.calls.connected(vc);
        library.ndisMCmDispatchCallConnected(ndisVcHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmDispatchIncomingCallQoSChange(
        final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_CALL_QOS_CHANGE, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_CALL_QOS_CHANGE, vc, 0);
        library.ndisMCmDispatchIncomingCallQoSChange(ndisVcHandle, callParameters);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmDispatchIncomingCloseCall(
        final int closeStatus, final long ndisVcHandle, final DirectBuffer closeData, final int size)
    {
        final VcTrack vc = vc(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_CLOSE_CALL, ndisVcHandle);
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_CLOSE_CALL, vc, closeStatus);
        verifier.calls.closeIndicated(vc);
        library.ndisMCmDispatchIncomingCloseCall(closeStatus, ndisVcHandle, closeData, size);
        verifier.end(frame);
    }

    @Override
    public void ndisMCmDispatchIncomingDropParty(
        final int dropStatus, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_DISPATCH_INCOMING_DROP_PARTY, null, dropStatus);
        library.ndisMCmDispatchIncomingDropParty(dropStatus, ndisPartyHandle, closeData, size);
        verifier.end(frame);
    }

    @Override
    public int ndisMCmRequest(
        final long ndisAfHandle, final long ndisVcHandle, final long ndisPartyHandle, final NdisRequest request)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_REQUEST, null, request.oid);
        verifier.handles.family(ndisAfHandle);
        final int status = library.ndisMCmRequest(ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisMCmRequestComplete(
        final int status,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        final long frame = beginMcm(VerifierFunction.NDIS_M_CM_REQUEST_COMPLETE, null, status);
        library.ndisMCmRequestComplete(status, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
        verifier.end(frame);
    }
}
