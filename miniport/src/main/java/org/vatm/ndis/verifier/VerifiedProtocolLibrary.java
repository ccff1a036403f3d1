package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoSap;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisClient;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocol;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStringHolder;

/** Stands before NDIS as call managers and clients see it. */
final class VerifiedProtocolLibrary extends VerifiedLibrary implements NdisProtocolLibrary
{
    private final NdisProtocolLibrary library;

    VerifiedProtocolLibrary(final Verifier verifier, final NdisProtocolLibrary library)
    {
        super(verifier, library);
        this.library = library;
    }

    /** About a VC, by its handle. */
    private long beginVc(final VerifierFunction function, final long ndisVcHandle, final long argument)
    {
        final VcTrack vc = verifier.handles.protocolVc(function, ndisVcHandle);
        final long frame = begin(function, vc, null, argument);
        verifier.calls.protocolRoutine(frame);
        return frame;
    }

    // Bindings.

    @Override
    public void ndisRegisterProtocol(final NdisHandleHolder ndisProtocolHandle, final NdisProtocol protocol)
    {
        final long frame = begin(VerifierFunction.NDIS_REGISTER_PROTOCOL);
        library.ndisRegisterProtocol(ndisProtocolHandle, new VerifiedProtocol(verifier, protocol));
        verifier.end(frame);
    }

    @Override
    public int ndisOpenAdapter(
        final NdisHandleHolder ndisBindingHandle,
        final long ndisProtocolHandle,
        final long protocolBindingContext,
        final String deviceName)
    {
        final long frame = begin(VerifierFunction.NDIS_OPEN_ADAPTER);
        final int status =
            library.ndisOpenAdapter(ndisBindingHandle, ndisProtocolHandle, protocolBindingContext, deviceName);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisCloseAdapter(final long ndisBindingHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CLOSE_ADAPTER);
        final int status = library.ndisCloseAdapter(ndisBindingHandle);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisReset(final long ndisBindingHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_RESET);
        final int status = library.ndisReset(ndisBindingHandle);
        verifier.end(frame, status);
        return status;
    }

    // Address families.

    @Override
    public int ndisCmRegisterAddressFamily(
        final long ndisBindingHandle, final CoAddressFamily family, final NdisCallManager callManager)
    {
        final long frame = begin(VerifierFunction.NDIS_CM_REGISTER_ADDRESS_FAMILY);
        verifier.calls.protocolRoutine(frame);
        final int status = library.ndisCmRegisterAddressFamily(
            ndisBindingHandle, family, new VerifiedCallManager(verifier, callManager, null));
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisClOpenAddressFamily(
        final long ndisBindingHandle,
        final CoAddressFamily family,
        final long protocolAfContext,
        final NdisClient client,
        final NdisHandleHolder ndisAfHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CL_OPEN_ADDRESS_FAMILY);
        final int status = library.ndisClOpenAddressFamily(
            ndisBindingHandle, family, protocolAfContext, new VerifiedClient(verifier, client), ndisAfHandle);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmOpenAddressFamilyComplete(
        final int status, final long ndisAfHandle, final long callMgrAfContext)
    {
        final long frame =
            begin(VerifierFunction.NDIS_CM_OPEN_ADDRESS_FAMILY_COMPLETE, null, null, ndisAfHandle);
        verifier.calls.protocolRoutine(frame);
        verifier.calls.completes(Pended.OPEN_AF, ndisAfHandle, status, verifier.frame(frame));
        library.ndisCmOpenAddressFamilyComplete(status, ndisAfHandle, callMgrAfContext);
        verifier.end(frame);
    }

    @Override
    public int ndisClCloseAddressFamily(final long ndisAfHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CL_CLOSE_ADDRESS_FAMILY, null, null, ndisAfHandle);
        verifier.handles.family(ndisAfHandle);
        verifier.calls.familyCloses(ndisAfHandle);
        final int status = library.ndisClCloseAddressFamily(ndisAfHandle);
        if (status == 0 || status == org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING)
        {
            verifier.handles.familyClosed(ndisAfHandle);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmCloseAddressFamilyComplete(final int status, final long ndisAfHandle)
    {
        final long frame =
            begin(VerifierFunction.NDIS_CM_CLOSE_ADDRESS_FAMILY_COMPLETE, null, null, ndisAfHandle);
        verifier.calls.protocolRoutine(frame);
        verifier.calls.completes(Pended.CLOSE_AF, ndisAfHandle, status, verifier.frame(frame));
        library.ndisCmCloseAddressFamilyComplete(status, ndisAfHandle);
        verifier.end(frame);
    }

    // Service access points.

    @Override
    public int ndisClRegisterSap(
        final long ndisAfHandle,
        final long protocolSapContext,
        final CoSap sap,
        final NdisHandleHolder ndisSapHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CL_REGISTER_SAP, null, null, ndisAfHandle);
        verifier.handles.family(ndisAfHandle);
        final int status = library.ndisClRegisterSap(ndisAfHandle, protocolSapContext, sap, ndisSapHandle);
        if (ndisSapHandle.value != 0)
        {
            verifier.calls.sapJoins(ndisAfHandle, ndisSapHandle.value);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmRegisterSapComplete(
        final int status, final long ndisSapHandle, final long callMgrSapContext)
    {
        final long frame = begin(VerifierFunction.NDIS_CM_REGISTER_SAP_COMPLETE, null, null, ndisSapHandle);
        verifier.calls.protocolRoutine(frame);
        verifier.calls.completes(Pended.REGISTER_SAP, ndisSapHandle, status, verifier.frame(frame));
        if (status != 0)
        {
            verifier.calls.sapLeaves(ndisSapHandle);
        }
        library.ndisCmRegisterSapComplete(status, ndisSapHandle, callMgrSapContext);
        verifier.end(frame);
    }

    @Override
    public int ndisClDeregisterSap(final long ndisSapHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CL_DEREGISTER_SAP, null, null, ndisSapHandle);
        verifier.handles.sap(ndisSapHandle);
        verifier.handles.sapDeregistered(ndisSapHandle);
        verifier.calls.sapLeaves(ndisSapHandle);
        final int status = library.ndisClDeregisterSap(ndisSapHandle);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmDeregisterSapComplete(final int status, final long ndisSapHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CM_DEREGISTER_SAP_COMPLETE, null, null, ndisSapHandle);
        verifier.calls.protocolRoutine(frame);
        verifier.calls.completes(Pended.DEREGISTER_SAP, ndisSapHandle, status, verifier.frame(frame));
        library.ndisCmDeregisterSapComplete(status, ndisSapHandle);
        verifier.end(frame);
    }

    // VCs and calls.

    @Override
    public int ndisCoCreateVc(
        final long ndisBindingHandle,
        final long ndisAfHandle,
        final long protocolVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CO_CREATE_VC, null, null, ndisAfHandle);
        verifier.handles.output(ndisVcHandle.value);
        verifier.handles.family(ndisAfHandle);
        verifier.calls.protocolRoutine(frame);
        final int status =
            library.ndisCoCreateVc(ndisBindingHandle, ndisAfHandle, protocolVcContext, ndisVcHandle);
        if (status == 0)
        {
            verifier.vcs.createdFor(ndisVcHandle.value, ndisAfHandle);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisCoDeleteVc(final long ndisVcHandle)
    {
        final VcTrack vc = verifier.handles.protocolVc(VerifierFunction.NDIS_CO_DELETE_VC, ndisVcHandle);
        final long frame = begin(VerifierFunction.NDIS_CO_DELETE_VC, vc, null, 0);
        verifier.calls.protocolRoutine(frame);
        verifier.vcs.deleting(vc, ndisVcHandle);
        final int status = library.ndisCoDeleteVc(ndisVcHandle);
        verifier.vcs.deletedBy(vc, status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisClMakeCall(
        final long ndisVcHandle,
        final CoCallParameters callParameters,
        final long protocolPartyContext,
        final NdisHandleHolder ndisPartyHandle)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CL_MAKE_CALL, ndisVcHandle, 0);
        verifier.calls.making(verifier.frame(frame).vc(), callParameters);
        final int status =
            library.ndisClMakeCall(ndisVcHandle, callParameters, protocolPartyContext, ndisPartyHandle);
        verifier.calls.made(verifier.frame(frame).vc(), status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmMakeCallComplete(
        final int status,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_MAKE_CALL_COMPLETE, ndisVcHandle, 0);
        verifier.status(frame, status);
        verifier.calls.completes(Pended.MAKE_CALL, verifier.frame(frame).vc().key, status, verifier.frame(frame));
        verifier.calls.makeCompletes(verifier.frame(frame).vc(), status);
        library.ndisCmMakeCallComplete(
            status, ndisVcHandle, ndisPartyHandle, callMgrPartyContext, callParameters);
        verifier.end(frame);
    }

    @Override
    public int ndisClCloseCall(
        final long ndisVcHandle, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CL_CLOSE_CALL, ndisVcHandle, ndisPartyHandle);
        verifier.handles.party(ndisPartyHandle);
        verifier.calls.closing(verifier.frame(frame).vc());
        final int status = library.ndisClCloseCall(ndisVcHandle, ndisPartyHandle, closeData, size);
        verifier.calls.closed(verifier.frame(frame).vc(), status);
        if (ndisPartyHandle != 0)
        {
            verifier.handles.partyDropped(ndisPartyHandle);
        }
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmCloseCallComplete(final int status, final long ndisVcHandle, final long ndisPartyHandle)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_CLOSE_CALL_COMPLETE, ndisVcHandle, 0);
        verifier.status(frame, status);
        verifier.calls.completes(Pended.CLOSE_CALL, verifier.frame(frame).vc().key, status, verifier.frame(frame));
        verifier.calls.closed(verifier.frame(frame).vc(), status);
        library.ndisCmCloseCallComplete(status, ndisVcHandle, ndisPartyHandle);
        verifier.end(frame);
    }

    @Override
    public int ndisClModifyCallQoS(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CL_MODIFY_CALL_QOS, ndisVcHandle, 0);
        verifier.calls.kept(verifier.frame(frame).vc(), callParameters);
        final int status = library.ndisClModifyCallQoS(ndisVcHandle, callParameters);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmModifyCallQoSComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_MODIFY_CALL_QOS_COMPLETE, ndisVcHandle, 0);
        verifier.status(frame, status);
        verifier.calls.completes(Pended.MODIFY, verifier.frame(frame).vc().key, status, verifier.frame(frame));
        library.ndisCmModifyCallQoSComplete(status, ndisVcHandle, callParameters);
        verifier.end(frame);
    }

    // Incoming calls.

    @Override
    public int ndisCmDispatchIncomingCall(
        final long ndisSapHandle, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_DISPATCH_INCOMING_CALL, ndisVcHandle, ndisSapHandle);
        verifier.calls.offered(verifier.frame(frame).vc());
        final int status = library.ndisCmDispatchIncomingCall(ndisSapHandle, ndisVcHandle, callParameters);
        verifier.calls.offerAnswered(verifier.frame(frame).vc(), status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisClIncomingCallComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CL_INCOMING_CALL_COMPLETE, ndisVcHandle, 0);
        verifier.status(frame, status);
        verifier.calls.completes(Pended.OFFER, verifier.frame(frame).vc().key, status, verifier.frame(frame));
        verifier.calls.offerAnswered(verifier.frame(frame).vc(), status);
        library.ndisClIncomingCallComplete(status, ndisVcHandle, callParameters);
        verifier.end(frame);
    }

    @Override
    public void ndisCmDispatchCallConnected(final long ndisVcHandle)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_DISPATCH_CALL_CONNECTED, ndisVcHandle, 0);
        verifier.calls.connected(verifier.frame(frame).vc());
        library.ndisCmDispatchCallConnected(ndisVcHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisCmDispatchIncomingCloseCall(
        final int closeStatus, final long ndisVcHandle, final DirectBuffer closeData, final int size)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_DISPATCH_INCOMING_CLOSE_CALL, ndisVcHandle, 0);
        verifier.calls.closeIndicated(verifier.frame(frame).vc());
        library.ndisCmDispatchIncomingCloseCall(closeStatus, ndisVcHandle, closeData, size);
        verifier.end(frame);
    }

    @Override
    public void ndisCmDispatchIncomingCallQoSChange(
        final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_DISPATCH_INCOMING_CALL_QOS_CHANGE, ndisVcHandle, 0);
        library.ndisCmDispatchIncomingCallQoSChange(ndisVcHandle, callParameters);
        verifier.end(frame);
    }

    // Parties of point-to-multipoint calls.

    @Override
    public int ndisClAddParty(
        final long ndisVcHandle,
        final long protocolPartyContext,
        final CoCallParameters callParameters,
        final NdisHandleHolder ndisPartyHandle)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CL_ADD_PARTY, ndisVcHandle, 0);
        final int status =
            library.ndisClAddParty(ndisVcHandle, protocolPartyContext, callParameters, ndisPartyHandle);
        verifier.calls.partyAdded(ndisPartyHandle.value, status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmAddPartyComplete(
        final int status,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters)
    {
        final long frame = begin(VerifierFunction.NDIS_CM_ADD_PARTY_COMPLETE, null, null, ndisPartyHandle);
        verifier.calls.protocolRoutine(frame);
        verifier.calls.completes(Pended.ADD_PARTY, ndisPartyHandle, status, verifier.frame(frame));
        verifier.calls.partyAdded(ndisPartyHandle, status);
        library.ndisCmAddPartyComplete(status, ndisPartyHandle, callMgrPartyContext, callParameters);
        verifier.end(frame);
    }

    @Override
    public int ndisClDropParty(final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        final long frame = begin(VerifierFunction.NDIS_CL_DROP_PARTY, null, null, ndisPartyHandle);
        verifier.handles.party(ndisPartyHandle);
        verifier.handles.partyDropped(ndisPartyHandle);
        final int status = library.ndisClDropParty(ndisPartyHandle, closeData, size);
        verifier.calls.partyDropped(ndisPartyHandle, status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCmDropPartyComplete(final int status, final long ndisPartyHandle)
    {
        final long frame = begin(VerifierFunction.NDIS_CM_DROP_PARTY_COMPLETE, null, null, ndisPartyHandle);
        verifier.calls.protocolRoutine(frame);
        verifier.calls.completes(Pended.DROP_PARTY, ndisPartyHandle, status, verifier.frame(frame));
        verifier.calls.partyDropped(ndisPartyHandle, status);
        library.ndisCmDropPartyComplete(status, ndisPartyHandle);
        verifier.end(frame);
    }

    @Override
    public void ndisCmDispatchIncomingDropParty(
        final int dropStatus, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        final long frame =
            begin(VerifierFunction.NDIS_CM_DISPATCH_INCOMING_DROP_PARTY, null, null, ndisPartyHandle);
        library.ndisCmDispatchIncomingDropParty(dropStatus, ndisPartyHandle, closeData, size);
        verifier.end(frame);
    }

    // Activation.

    @Override
    public int ndisCmActivateVc(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_ACTIVATE_VC, ndisVcHandle, 0);
        verifier.activations.activate(verifier.frame(frame).vc());
        verifier.calls.kept(verifier.frame(frame).vc(), callParameters);
        final int status = library.ndisCmActivateVc(ndisVcHandle, callParameters);
        verifier.activations.unwatched(verifier.frame(frame).vc(), true, status);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public int ndisCmDeactivateVc(final long ndisVcHandle)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CM_DEACTIVATE_VC, ndisVcHandle, 0);
        verifier.activations.deactivate(verifier.frame(frame).vc());
        final int status = library.ndisCmDeactivateVc(ndisVcHandle);
        verifier.activations.unwatched(verifier.frame(frame).vc(), false, status);
        verifier.end(frame, status);
        return status;
    }

    // Data and requests.

    @Override
    public void ndisCoSendPackets(
        final long ndisVcHandle, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CO_SEND_PACKETS, ndisVcHandle, numberOfPackets);
        verifier.sends.sendsFrom(verifier.frame(frame).vc(), packetArray, numberOfPackets);
        library.ndisCoSendPackets(ndisVcHandle, packetArray, numberOfPackets);
        verifier.end(frame);
    }

    @Override
    public void ndisCancelSendPackets(final long ndisBindingHandle, final long cancelId)
    {
        final long frame = begin(VerifierFunction.NDIS_CANCEL_SEND_PACKETS, null, null, cancelId);
        library.ndisCancelSendPackets(ndisBindingHandle, cancelId);
        verifier.end(frame);
    }

    @Override
    public void ndisReturnPackets(final NdisPacket[] packetsToReturn, final int numberOfPackets)
    {
        final long frame = begin(VerifierFunction.NDIS_RETURN_PACKETS, null, null, numberOfPackets);
        for (int i = 0; i < numberOfPackets; i++)
        {
            final PacketTrack track = verifier.track(packetsToReturn[i]);
            verifier.receives.returnedBy(track, track.inReceive);
        }
        library.ndisReturnPackets(packetsToReturn, numberOfPackets);
        verifier.end(frame);
    }

    @Override
    public int ndisCoRequest(
        final long ndisBindingHandle,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        final long frame = begin(VerifierFunction.NDIS_CO_REQUEST, null, verifier.track(request), request.oid);
        verifier.calls.protocolRoutine(frame);
        verifier.handles.family(ndisAfHandle);
        verifier.handles.party(ndisPartyHandle);
        final int status =
            library.ndisCoRequest(ndisBindingHandle, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
        verifier.end(frame, status);
        return status;
    }

    @Override
    public void ndisCoRequestComplete(
        final int status,
        final long ndisAfHandle,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final NdisRequest request)
    {
        final long frame = begin(VerifierFunction.NDIS_CO_REQUEST_COMPLETE, null, verifier.track(request), 0);
        verifier.status(frame, status);
        library.ndisCoRequestComplete(status, ndisAfHandle, ndisVcHandle, ndisPartyHandle, request);
        verifier.end(frame);
    }

    @Override
    public int ndisCoAssignInstanceName(
        final long ndisVcHandle, final String baseInstanceName, final NdisStringHolder instanceName)
    {
        final long frame = beginVc(VerifierFunction.NDIS_CO_ASSIGN_INSTANCE_NAME, ndisVcHandle, 0);
        final int status = library.ndisCoAssignInstanceName(ndisVcHandle, baseInstanceName, instanceName);
        verifier.end(frame, status);
        return status;
    }
}
