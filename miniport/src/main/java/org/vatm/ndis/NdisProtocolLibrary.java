package org.vatm.ndis;

import org.agrona.DirectBuffer;

/**
 * NDIS as call managers and clients are linked with it: the routines of chapter 4 of the contract. At most DISPATCH
 * unless noted. A call that does not return PENDING is over, and no completion handler runs for it.
 */
public interface NdisProtocolLibrary extends NdisLibrary
{
    // Bindings.

    /** NdisRegisterProtocol, PASSIVE: ProtocolBindAdapter follows for every adapter, those that run first. */
    void ndisRegisterProtocol(NdisHandleHolder ndisProtocolHandle, NdisProtocol protocol);

    /**
     * NdisOpenAdapter, PASSIVE, usually from ProtocolBindAdapter; always synchronous. ProtocolCoAfRegisterNotify
     * follows for address families that are registered already.
     *
     * @param deviceName as given to ProtocolBindAdapter.
     * @return SUCCESS or ADAPTER_NOT_FOUND.
     */
    int ndisOpenAdapter(
        NdisHandleHolder ndisBindingHandle, long ndisProtocolHandle, long protocolBindingContext, String deviceName);

    /**
     * NdisCloseAdapter, PASSIVE: the handle is dead at once.
     *
     * @return SUCCESS, or PENDING (ProtocolCloseAdapterComplete follows) while requests, VCs or address families are
     * open.
     */
    int ndisCloseAdapter(long ndisBindingHandle);

    /** NdisReset: SUCCESS, RESET_IN_PROGRESS, PENDING (ProtocolResetComplete follows) or what the miniport says. */
    int ndisReset(long ndisBindingHandle);

    // Address families.

    /**
     * NdisCmRegisterAddressFamily, PASSIVE: once per adapter and family; a miniport with a call manager inside comes
     * first. SUCCESS or FAILURE.
     */
    int ndisCmRegisterAddressFamily(long ndisBindingHandle, CoAddressFamily family, NdisCallManager callManager);

    /**
     * NdisClOpenAddressFamily, PASSIVE.
     *
     * @param ndisAfHandle out, usable when the call or ProtocolClOpenAfComplete says SUCCESS.
     * @return the call manager's status, or FAILURE if nobody offers the family.
     */
    int ndisClOpenAddressFamily(
        long ndisBindingHandle,
        CoAddressFamily family,
        long protocolAfContext,
        NdisClient client,
        NdisHandleHolder ndisAfHandle);

    /** NdisCmOpenAddressFamilyComplete: after ProtocolCmOpenAf pended. */
    void ndisCmOpenAddressFamilyComplete(int status, long ndisAfHandle, long callMgrAfContext);

    /**
     * NdisClCloseAddressFamily: no VC and no SAP may be left on it (NOT_ACCEPTED); otherwise the client's handle is
     * dead at once.
     */
    int ndisClCloseAddressFamily(long ndisAfHandle);

    /** NdisCmCloseAddressFamilyComplete: after ProtocolCmCloseAf pended. */
    void ndisCmCloseAddressFamilyComplete(int status, long ndisAfHandle);

    // Service access points.

    /**
     * NdisClRegisterSap: calls may come in before this is over.
     *
     * @param sap           must live until deregistered.
     * @param ndisSapHandle out, usable when the call or ProtocolClRegisterSapComplete says SUCCESS.
     * @return PENDING, the call manager's status (INVALID_DATA, SAP_IN_USE, ...), FAILURE (bad address family).
     */
    int ndisClRegisterSap(long ndisAfHandle, long protocolSapContext, CoSap sap, NdisHandleHolder ndisSapHandle);

    /** NdisCmRegisterSapComplete: after ProtocolCmRegisterSap pended. */
    void ndisCmRegisterSapComplete(int status, long ndisSapHandle, long callMgrSapContext);

    /** NdisClDeregisterSap: the handle is dead at once; calls that have come in stay. FAILURE: closing already. */
    int ndisClDeregisterSap(long ndisSapHandle);

    /** NdisCmDeregisterSapComplete: after ProtocolCmDeregisterSap pended. */
    void ndisCmDeregisterSapComplete(int status, long ndisSapHandle);

    // VCs and calls.

    /**
     * NdisCoCreateVc: the miniport, then the creator's partner, learn of the VC before this returns.
     *
     * @param ndisAfHandle      0 for a call manager's own signalling VC.
     * @param protocolVcContext the creator's name for the VC.
     * @param ndisVcHandle      out, 0 on entry and on failure.
     * @return SUCCESS, RESOURCES, FAILURE (bad address family), or what miniport or partner say.
     */
    int ndisCoCreateVc(
        long ndisBindingHandle, long ndisAfHandle, long protocolVcContext, NdisHandleHolder ndisVcHandle);

    /** NdisCoDeleteVc, creator only: SUCCESS, NOT_ACCEPTED (active, or a call is left), CLOSING (deactivating). */
    int ndisCoDeleteVc(long ndisVcHandle);

    /**
     * NdisClMakeCall.
     *
     * @param callParameters       must live until ProtocolClMakeCallComplete.
     * @param protocolPartyContext the client's name for the first party, if there is to be one.
     * @param ndisPartyHandle      out, usable on SUCCESS; null for a call without a party.
     * @return PENDING, the call manager's status, or CALL_ACTIVE when the VC has a call.
     */
    int ndisClMakeCall(
        long ndisVcHandle,
        CoCallParameters callParameters,
        long protocolPartyContext,
        NdisHandleHolder ndisPartyHandle);

    /** NdisClMakeCall without a party. */
    default int ndisClMakeCall(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        return ndisClMakeCall(ndisVcHandle, callParameters, 0, null);
    }

    /**
     * NdisCmMakeCallComplete: after ProtocolCmMakeCall pended; on SUCCESS the VC is active.
     *
     * @param ndisPartyHandle     as given to ProtocolCmMakeCall.
     * @param callMgrPartyContext the call manager's name for that party.
     */
    void ndisCmMakeCallComplete(
        int status,
        long ndisVcHandle,
        long ndisPartyHandle,
        long callMgrPartyContext,
        CoCallParameters callParameters);

    /**
     * NdisClCloseCall: after all own sends have come back, and all parties but one are dropped.
     *
     * @param ndisPartyHandle the last party of a call that was made with one, dead at once; else 0.
     * @param closeData       or null, with 0 as size.
     * @return PENDING, the call manager's status, NOT_ACCEPTED (no call).
     */
    int ndisClCloseCall(long ndisVcHandle, long ndisPartyHandle, DirectBuffer closeData, int size);

    /** NdisClCloseCall without a party. */
    default int ndisClCloseCall(final long ndisVcHandle)
    {
        return ndisClCloseCall(ndisVcHandle, 0, null, 0);
    }

    /** NdisCmCloseCallComplete: after ProtocolCmCloseCall pended; the party handle is the call's, or 0. */
    void ndisCmCloseCallComplete(int status, long ndisVcHandle, long ndisPartyHandle);

    /**
     * NdisClModifyCallQoS, on connected calls, one at a time.
     *
     * @param callParameters must live until ProtocolClModifyCallQoSComplete.
     * @return PENDING, the call manager's status, NOT_ACCEPTED.
     */
    int ndisClModifyCallQoS(long ndisVcHandle, CoCallParameters callParameters);

    /** NdisCmModifyCallQoSComplete: after ProtocolCmModifyCallQoS pended. */
    void ndisCmModifyCallQoSComplete(int status, long ndisVcHandle, CoCallParameters callParameters);

    // Incoming calls.

    /**
     * NdisCmDispatchIncomingCall, on a VC that the call manager has created for the SAP's client.
     *
     * @param callParameters must live until ProtocolCmIncomingCallComplete.
     * @return SUCCESS (accepted), why it is rejected, PENDING (ProtocolCmIncomingCallComplete follows), CALL_ACTIVE,
     * FAILURE (bad SAP).
     */
    int ndisCmDispatchIncomingCall(long ndisSapHandle, long ndisVcHandle, CoCallParameters callParameters);

    /** NdisClIncomingCallComplete: after ProtocolClIncomingCall pended; anything but SUCCESS rejects. */
    void ndisClIncomingCallComplete(int status, long ndisVcHandle, CoCallParameters callParameters);

    /** NdisCmDispatchCallConnected: after the client has accepted; the VC is active. */
    void ndisCmDispatchCallConnected(long ndisVcHandle);

    /**
     * NdisCmDispatchIncomingCloseCall: the client answers with NdisClCloseCall.
     *
     * @param closeStatus SUCCESS if the remote end closed, else what broke.
     * @param closeData   or null, with 0 as size.
     */
    void ndisCmDispatchIncomingCloseCall(int closeStatus, long ndisVcHandle, DirectBuffer closeData, int size);

    /** NdisCmDispatchIncomingCallQoSChange: the remote end has changed the quality of service. */
    void ndisCmDispatchIncomingCallQoSChange(long ndisVcHandle, CoCallParameters callParameters);

    // Parties of point-to-multipoint calls.

    /**
     * NdisClAddParty, on connected calls that were made with a party.
     *
     * @param callParameters  must live until ProtocolClAddPartyComplete.
     * @param ndisPartyHandle out, usable when the call or ProtocolClAddPartyComplete says SUCCESS.
     * @return PENDING, the call manager's status, NOT_ACCEPTED.
     */
    int ndisClAddParty(
        long ndisVcHandle,
        long protocolPartyContext,
        CoCallParameters callParameters,
        NdisHandleHolder ndisPartyHandle);

    /** NdisCmAddPartyComplete: after ProtocolCmAddParty pended. */
    void ndisCmAddPartyComplete(
        int status, long ndisPartyHandle, long callMgrPartyContext, CoCallParameters callParameters);

    /**
     * NdisClDropParty: the handle is dead at once. The last party is not dropped: NOT_ACCEPTED, NdisClCloseCall does
     * that.
     */
    int ndisClDropParty(long ndisPartyHandle, DirectBuffer closeData, int size);

    /** NdisCmDropPartyComplete: after ProtocolCmDropParty pended. */
    void ndisCmDropPartyComplete(int status, long ndisPartyHandle);

    /** NdisCmDispatchIncomingDropParty: a party left, or was lost; the client answers with NdisClDropParty. */
    void ndisCmDispatchIncomingDropParty(int dropStatus, long ndisPartyHandle, DirectBuffer closeData, int size);

    // Activation.

    /**
     * NdisCmActivateVc: first activation or modification. SUCCESS, PENDING, the miniport's status, NOT_ACCEPTED,
     * CLOSING.
     */
    int ndisCmActivateVc(long ndisVcHandle, CoCallParameters callParameters);

    /** NdisCmDeactivateVc: once per active period. SUCCESS, PENDING, NOT_ACCEPTED (inactive), CLOSING (pending). */
    int ndisCmDeactivateVc(long ndisVcHandle);

    // Data and requests.

    /** NdisCoSendPackets: each packet comes back by ProtocolCoSendComplete, which may run before this returns. */
    void ndisCoSendPackets(long ndisVcHandle, NdisPacket[] packetArray, int numberOfPackets);

    /** NdisCancelSendPackets: asks for the packets with that PacketCancelId; promises nothing. */
    void ndisCancelSendPackets(long ndisBindingHandle, long cancelId);

    /** NdisReturnPackets: packets that ProtocolCoReceivePacket kept. */
    void ndisReturnPackets(NdisPacket[] packetsToReturn, int numberOfPackets);

    /**
     * NdisCoRequest: to the miniport, or to the peer on an address family.
     *
     * @param ndisAfHandle    0: to the miniport; else an {@code OID_CO_*} to the family's other side.
     * @param ndisVcHandle    0 for the whole adapter or family.
     * @param ndisPartyHandle 0 if the request is about no party, as it must be with an address family of 0.
     * @return the other's status, PENDING (ProtocolCoRequestComplete follows), RESET_IN_PROGRESS, FAILURE (bad
     * address family), NOT_SUPPORTED (an {@code OID_CO_*} for the miniport).
     */
    int ndisCoRequest(
        long ndisBindingHandle, long ndisAfHandle, long ndisVcHandle, long ndisPartyHandle, NdisRequest request);

    /** NdisCoRequest to the miniport. */
    default int ndisCoRequest(final long ndisBindingHandle, final long ndisVcHandle, final NdisRequest request)
    {
        return ndisCoRequest(ndisBindingHandle, 0, ndisVcHandle, 0, request);
    }

    /** NdisCoRequestComplete: after ProtocolCoRequest pended, with the handles of the request. */
    void ndisCoRequestComplete(
        int status, long ndisAfHandle, long ndisVcHandle, long ndisPartyHandle, NdisRequest request);

    /**
     * NdisCoAssignInstanceName: names the VC to management, once.
     *
     * @param instanceName out, what NDIS made of it; may be null.
     * @return SUCCESS, FAILURE (it has a name), NOT_ACCEPTED (by a miniport with a call manager inside).
     */
    int ndisCoAssignInstanceName(long ndisVcHandle, String baseInstanceName, NdisStringHolder instanceName);
}
