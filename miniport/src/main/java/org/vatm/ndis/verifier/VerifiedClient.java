package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoSap;
import org.vatm.ndis.NdisClient;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisRequest;

/** Stands before the handlers of a client. */
final class VerifiedClient implements NdisClient
{
    private final Verifier verifier;
    private final NdisClient client;

    VerifiedClient(final Verifier verifier, final NdisClient client)
    {
        this.verifier = verifier;
        this.client = client;
    }

    private long enter(final VerifierFunction function, final long vcKey, final long argument)
    {
        return verifier.enter(function, null, vcKey, argument);
    }

    /** Handlers run inside the call that they answer, which is about the same VC. */
    private long enclosingVc()
    {
        return verifier.runningVcKey();
    }

    private static long key(final VcTrack vc)
    {
        return vc == null ? 0 : vc.key;
    }

    @Override
    public int protocolCoCreateVc(
        final long protocolAfContext, final long ndisVcHandle, final NdisHandleHolder protocolVcContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_CREATE_VC, verifier.newVc(ndisVcHandle).key, 0);
        final int status = client.protocolCoCreateVc(protocolAfContext, ndisVcHandle, protocolVcContext);
        verifier.vcs.partner(frame, status);
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public int protocolCoDeleteVc(final long protocolVcContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_DELETE_VC, enclosingVc(), 0);
        final int status = client.protocolCoDeleteVc(protocolVcContext);
        verifier.vcs.partner(frame, status);
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolClOpenAfComplete(
        final int status, final long protocolAfContext, final long ndisAfHandle)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_OPEN_AF_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClOpenAfComplete(status, protocolAfContext, ndisAfHandle);
        verifier.exit(frame);
    }

    @Override
    public void protocolClCloseAfComplete(final int status, final long protocolAfContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_CLOSE_AF_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClCloseAfComplete(status, protocolAfContext);
        verifier.exit(frame);
    }

    @Override
    public void protocolClRegisterSapComplete(
        final int status, final long protocolSapContext, final CoSap sap, final long ndisSapHandle)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_REGISTER_SAP_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClRegisterSapComplete(status, protocolSapContext, sap, ndisSapHandle);
        verifier.exit(frame);
    }

    @Override
    public void protocolClDeregisterSapComplete(final int status, final long protocolSapContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_DEREGISTER_SAP_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClDeregisterSapComplete(status, protocolSapContext);
        verifier.exit(frame);
    }

    @Override
    public void protocolClMakeCallComplete(
        final int status,
        final long protocolVcContext,
        final long ndisPartyHandle,
        final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_MAKE_CALL_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClMakeCallComplete(status, protocolVcContext, ndisPartyHandle, callParameters);
        verifier.exit(frame);
    }

    @Override
    public void protocolClCloseCallComplete(
        final int status, final long protocolVcContext, final long protocolPartyContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_CLOSE_CALL_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClCloseCallComplete(status, protocolVcContext, protocolPartyContext);
        verifier.exit(frame);
    }

    @Override
    public void protocolClModifyCallQoSComplete(
        final int status, final long protocolVcContext, final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_MODIFY_CALL_QOS_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClModifyCallQoSComplete(status, protocolVcContext, callParameters);
        verifier.exit(frame);
    }

    @Override
    public void protocolClAddPartyComplete(
        final int status,
        final long protocolPartyContext,
        final long ndisPartyHandle,
        final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_ADD_PARTY_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClAddPartyComplete(status, protocolPartyContext, ndisPartyHandle, callParameters);
        verifier.exit(frame);
    }

    @Override
    public void protocolClDropPartyComplete(final int status, final long protocolPartyContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_DROP_PARTY_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolClDropPartyComplete(status, protocolPartyContext);
        verifier.exit(frame);
    }

    @Override
    public int protocolClIncomingCall(
        final long protocolSapContext, final long protocolVcContext, final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_INCOMING_CALL, enclosingVc(), 0);
        final long handle = key(verifier.frame(frame).vc());
        verifier.calls.starts(Pended.OFFER, handle);
        final int status = client.protocolClIncomingCall(protocolSapContext, protocolVcContext, callParameters);
        verifier.calls.started(Pended.OFFER, handle, status, verifier.frame(frame));
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolClCallConnected(final long protocolVcContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_CALL_CONNECTED, enclosingVc(), 0);
        client.protocolClCallConnected(protocolVcContext);
        verifier.exit(frame);
    }

    @Override
    public void protocolClIncomingCloseCall(
        final int closeStatus, final long protocolVcContext, final DirectBuffer closeData, final int size)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_INCOMING_CLOSE_CALL, enclosingVc(), 0);
        verifier.status(frame, closeStatus);
        client.protocolClIncomingCloseCall(closeStatus, protocolVcContext, closeData, size);
        verifier.exit(frame);
    }

    @Override
    public void protocolClIncomingDropParty(
        final int dropStatus, final long protocolPartyContext, final DirectBuffer closeData, final int size)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_INCOMING_DROP_PARTY, enclosingVc(), 0);
        verifier.status(frame, dropStatus);
        client.protocolClIncomingDropParty(dropStatus, protocolPartyContext, closeData, size);
        verifier.exit(frame);
    }

    @Override
    public void protocolClIncomingCallQoSChange(
        final long protocolVcContext, final CoCallParameters callParameters)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CL_INCOMING_CALL_QOS_CHANGE, enclosingVc(), 0);
        client.protocolClIncomingCallQoSChange(protocolVcContext, callParameters);
        verifier.exit(frame);
    }

    @Override
    public int protocolCoRequest(
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest request)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_REQUEST, enclosingVc(), 0);
        final int status = client.protocolCoRequest(
            protocolAfContext, protocolVcContext, protocolPartyContext, request);
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest request)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_REQUEST_COMPLETE, enclosingVc(), 0);
        verifier.status(frame, status);
        client.protocolCoRequestComplete(
            status, protocolAfContext, protocolVcContext, protocolPartyContext, request);
        verifier.exit(frame);
    }
}
