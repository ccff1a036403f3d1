package org.vatm.ndis;

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

    /** NdisCmRegisterAddressFamily, PASSIVE: once per adapter and family. SUCCESS or FAILURE. */
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
     * NdisClCloseAddressFamily: no VC may be left on it (NOT_ACCEPTED); otherwise the client's handle is dead at once.
     */
    int ndisClCloseAddressFamily(long ndisAfHandle);

    /** NdisCmCloseAddressFamilyComplete: after ProtocolCmCloseAf pended. */
    void ndisCmCloseAddressFamilyComplete(int status, long ndisAfHandle);

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
     * @param callParameters must live until ProtocolClMakeCallComplete.
     * @return PENDING, the call manager's status, or CALL_ACTIVE when the VC has a call.
     */
    int ndisClMakeCall(long ndisVcHandle, CoCallParameters callParameters);

    /** NdisCmMakeCallComplete: after ProtocolCmMakeCall pended; on SUCCESS the VC is active. */
    void ndisCmMakeCallComplete(int status, long ndisVcHandle, CoCallParameters callParameters);

    /**
     * NdisClCloseCall: after all own sends have come back. PENDING, the call manager's status, NOT_ACCEPTED (no call).
     */
    int ndisClCloseCall(long ndisVcHandle);

    /** NdisCmCloseCallComplete: after ProtocolCmCloseCall pended. */
    void ndisCmCloseCallComplete(int status, long ndisVcHandle);

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
     * NdisCoRequest to the miniport.
     *
     * @param ndisVcHandle 0 for the whole adapter.
     * @return the miniport's status, PENDING (ProtocolCoRequestComplete follows) or RESET_IN_PROGRESS.
     */
    int ndisCoRequest(long ndisBindingHandle, long ndisVcHandle, NdisRequest request);
}
