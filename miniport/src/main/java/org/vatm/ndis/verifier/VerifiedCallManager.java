package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoSap;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;

/** Stands before the handlers of a call manager. */
final class VerifiedCallManager implements NdisCallManager
{
    private final Verifier verifier;
    private final NdisCallManager callManager;
    private final AdapterTrack adapter; // of the miniport that it is part of, or null

    VerifiedCallManager(final Verifier verifier, final NdisCallManager callManager, final AdapterTrack adapter)
    {
        this.verifier = verifier;
        this.callManager = callManager;
        this.adapter = adapter;
    }

    private long enter(final VerifierFunction function, final long vcKey, final long argument)
    {
        return verifier.enter(function, adapter, vcKey, argument);
    }

    /** Handlers run inside the call that they answer, which is about the same VC. */
    private long enclosingVc()
    {
        return verifier.runningVcKey();
    }

    /** The handle that the enclosing call was about. */
    private long enclosing()
    {
        return verifier.enclosingArgument();
    }

    private static long key(final VcTrack vc)
    {
        return vc == null ? 0 : vc.key;
    }

    @Override
    public int protocolCoCreateVc(
        final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_CREATE_VC, verifier.newVc(ndisVcHandle).key, 0);
        final int status = callManager.protocolCoCreateVc(callMgrAfContext, ndisVcHandle, callMgrVcContext);
        verifier.vcs.partner(frame, status);
        if (adapter != null && status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.vcs.joined(adapter, ndisVcHandle, callMgrVcContext.value);
        }
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCoDeleteVc(final long callMgrVcContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_DELETE_VC, enclosingVc(), 0);
        final int status = callManager.protocolCoDeleteVc(callMgrVcContext);
        verifier.vcs.partner(frame, status);
        if (adapter != null && status == NdisStatus.NDIS_STATUS_SUCCESS && verifier.frame(frame).vc() != null)
        {
            verifier.vcs.left(verifier.frame(frame).vc());
        }
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmOpenAf(
        final long callMgrBindingContext,
        final CoAddressFamily family,
        final long ndisAfHandle,
        final NdisHandleHolder callMgrAfContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_OPEN_AF, enclosingVc(), 0);
        final long handle = ndisAfHandle;
        verifier.calls.starts(Pended.OPEN_AF, handle);
        final int status = callManager.protocolCmOpenAf(
            callMgrBindingContext, family, ndisAfHandle, callMgrAfContext);
        verifier.calls.started(Pended.OPEN_AF, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmCloseAf(final long callMgrAfContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_CLOSE_AF, enclosingVc(), 0);
        final long handle = enclosing();
        verifier.calls.starts(Pended.CLOSE_AF, handle);
        final int status = callManager.protocolCmCloseAf(callMgrAfContext);
        verifier.calls.started(Pended.CLOSE_AF, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmRegisterSap(
        final long callMgrAfContext,
        final CoSap sap,
        final long ndisSapHandle,
        final NdisHandleHolder callMgrSapContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_REGISTER_SAP, enclosingVc(), 0);
        final long handle = ndisSapHandle;
        verifier.calls.starts(Pended.REGISTER_SAP, handle);
        final int status = callManager.protocolCmRegisterSap(
            callMgrAfContext, sap, ndisSapHandle, callMgrSapContext);
        verifier.calls.started(Pended.REGISTER_SAP, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmDeregisterSap(final long callMgrSapContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_DEREGISTER_SAP, enclosingVc(), 0);
        final long handle = enclosing();
        verifier.calls.starts(Pended.DEREGISTER_SAP, handle);
        final int status = callManager.protocolCmDeregisterSap(callMgrSapContext);
        verifier.calls.started(Pended.DEREGISTER_SAP, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmMakeCall(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_MAKE_CALL, enclosingVc(), 0);
        final long handle = key(verifier.frame(frame).vc());
        verifier.calls.partyComes(ndisPartyHandle, verifier.frame(frame).vc());
        verifier.calls.starts(Pended.MAKE_CALL, handle);
        final int status = callManager.protocolCmMakeCall(
            callMgrVcContext, callParameters, ndisPartyHandle, callMgrPartyContext);
        verifier.calls.started(Pended.MAKE_CALL, handle, status, verifier.frame(frame));
        if (verifier.frame(frame).vc() != null && status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.calls.makeCompletes(verifier.frame(frame).vc(), status);
        }
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmCloseCall(
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final DirectBuffer closeData,
        final int size)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_CLOSE_CALL, enclosingVc(), 0);
        final long handle = key(verifier.frame(frame).vc());
        verifier.calls.starts(Pended.CLOSE_CALL, handle);
        final int status = callManager.protocolCmCloseCall(
            callMgrVcContext, callMgrPartyContext, closeData, size);
        verifier.calls.started(Pended.CLOSE_CALL, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolCmIncomingCallComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_INCOMING_CALL_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        callManager.protocolCmIncomingCallComplete(status, callMgrVcContext, callParameters);
        verifier.exit(frame);
    }

    @Override
    public int protocolCmAddParty(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_ADD_PARTY, enclosingVc(), 0);
        final long handle = ndisPartyHandle;
        verifier.calls.partyComes(ndisPartyHandle, verifier.frame(frame).vc());
        verifier.calls.starts(Pended.ADD_PARTY, handle);
        final int status = callManager.protocolCmAddParty(
            callMgrVcContext, callParameters, ndisPartyHandle, callMgrPartyContext);
        verifier.calls.started(Pended.ADD_PARTY, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCmDropParty(final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_DROP_PARTY, enclosingVc(), 0);
        final long handle = enclosing();
        verifier.calls.starts(Pended.DROP_PARTY, handle);
        final int status = callManager.protocolCmDropParty(callMgrPartyContext, closeData, size);
        verifier.calls.started(Pended.DROP_PARTY, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolCmActivateVcComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_ACTIVATE_VC_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        if (verifier.frame(frame).vc() != null)
        {
            verifier.activations.unwatched(verifier.frame(frame).vc(), true, status);
        }
        callManager.protocolCmActivateVcComplete(status, callMgrVcContext, callParameters);
        verifier.exit(frame);
    }

    @Override
    public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_DEACTIVATE_VC_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        if (verifier.frame(frame).vc() != null)
        {
            verifier.activations.unwatched(verifier.frame(frame).vc(), false, status);
        }
        callManager.protocolCmDeactivateVcComplete(status, callMgrVcContext);
        verifier.exit(frame);
    }

    @Override
    public int protocolCmModifyCallQoS(final long callMgrVcContext, final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CM_MODIFY_CALL_QOS, enclosingVc(), 0);
        final long handle = key(verifier.frame(frame).vc());
        verifier.calls.starts(Pended.MODIFY, handle);
        final int status = callManager.protocolCmModifyCallQoS(callMgrVcContext, callParameters);
        verifier.calls.started(Pended.MODIFY, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCoRequest(
        final long callMgrAfContext,
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final NdisRequest request)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_REQUEST, enclosingVc(), 0);
        final int status = callManager.protocolCoRequest(
            callMgrAfContext, callMgrVcContext, callMgrPartyContext, request);
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long callMgrAfContext,
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final NdisRequest request)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_REQUEST_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        callManager.protocolCoRequestComplete(
            status, callMgrAfContext, callMgrVcContext, callMgrPartyContext, request);
        verifier.exit(frame);
    }
}
