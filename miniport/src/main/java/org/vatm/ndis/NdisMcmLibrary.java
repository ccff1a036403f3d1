package org.vatm.ndis;

import org.agrona.DirectBuffer;

/**
 * NDIS as a miniport with a call manager inside (MCM) is linked with it, beside {@link NdisMiniportLibrary}. Such a
 * driver has no CoCreateVc and CoDeleteVc handlers, sees VCs by its {@link NdisCallManager} handlers, names each VC to
 * all routines, the data path's too, by the one handle that it was given, and uses no routine of the upper edge.
 */
public interface NdisMcmLibrary
{
    /**
     * NdisMCmRegisterAddressFamily, PASSIVE: from MiniportInitialize, after NdisMSetAttributesEx, once per adapter. No
     * call manager can offer that family on the adapter then. SUCCESS or FAILURE.
     */
    int ndisMCmRegisterAddressFamily(long miniportAdapterHandle, CoAddressFamily family, NdisCallManager callManager);

    /** NdisMCmOpenAddressFamilyComplete: after ProtocolCmOpenAf pended. */
    void ndisMCmOpenAddressFamilyComplete(int status, long ndisAfHandle, long callMgrAfContext);

    /** NdisMCmCloseAddressFamilyComplete: after ProtocolCmCloseAf pended. */
    void ndisMCmCloseAddressFamilyComplete(int status, long ndisAfHandle);

    /** NdisMCmRegisterSapComplete: after ProtocolCmRegisterSap pended. */
    void ndisMCmRegisterSapComplete(int status, long ndisSapHandle, long callMgrSapContext);

    /** NdisMCmDeregisterSapComplete: after ProtocolCmDeregisterSap pended. */
    void ndisMCmDeregisterSapComplete(int status, long ndisSapHandle);

    /**
     * NdisMCmCreateVc: for an incoming call; the client learns of the VC before this returns.
     *
     * @param miniportVcContext what the driver calls the VC.
     * @param ndisVcHandle      out, 0 on entry and on failure.
     * @return SUCCESS, FAILURE (bad address family), or what the client says.
     */
    int ndisMCmCreateVc(
        long miniportAdapterHandle, long ndisAfHandle, long miniportVcContext, NdisHandleHolder ndisVcHandle);

    /** NdisMCmDeleteVc, for VCs of NdisMCmCreateVc: SUCCESS, NOT_ACCEPTED (active, or a call is left). */
    int ndisMCmDeleteVc(long ndisVcHandle);

    /** NdisMCmActivateVc: tells that the driver has activated the VC, or changed its parameters. Never PENDING. */
    int ndisMCmActivateVc(long ndisVcHandle, CoCallParameters callParameters);

    /** NdisMCmDeactivateVc: tells that the VC is drained and inactive. SUCCESS, NOT_ACCEPTED (it was). */
    int ndisMCmDeactivateVc(long ndisVcHandle);

    /** NdisMCmMakeCallComplete: after ProtocolCmMakeCall pended; on SUCCESS the VC is active. */
    void ndisMCmMakeCallComplete(
        int status,
        long ndisVcHandle,
        long ndisPartyHandle,
        long callMgrPartyContext,
        CoCallParameters callParameters);

    /** NdisMCmCloseCallComplete: after ProtocolCmCloseCall pended. */
    void ndisMCmCloseCallComplete(int status, long ndisVcHandle, long ndisPartyHandle);

    /** NdisMCmModifyCallQoSComplete: after ProtocolCmModifyCallQoS pended. */
    void ndisMCmModifyCallQoSComplete(int status, long ndisVcHandle, CoCallParameters callParameters);

    /** NdisMCmAddPartyComplete: after ProtocolCmAddParty pended. */
    void ndisMCmAddPartyComplete(
        int status, long ndisPartyHandle, long callMgrPartyContext, CoCallParameters callParameters);

    /** NdisMCmDropPartyComplete: after ProtocolCmDropParty pended. */
    void ndisMCmDropPartyComplete(int status, long ndisPartyHandle);

    /** NdisMCmDispatchIncomingCall: as {@link NdisProtocolLibrary#ndisCmDispatchIncomingCall}. */
    int ndisMCmDispatchIncomingCall(long ndisSapHandle, long ndisVcHandle, CoCallParameters callParameters);

    /** NdisMCmDispatchCallConnected. */
    void ndisMCmDispatchCallConnected(long ndisVcHandle);

    /** NdisMCmDispatchIncomingCallQoSChange. */
    void ndisMCmDispatchIncomingCallQoSChange(long ndisVcHandle, CoCallParameters callParameters);

    /** NdisMCmDispatchIncomingCloseCall. */
    void ndisMCmDispatchIncomingCloseCall(int closeStatus, long ndisVcHandle, DirectBuffer closeData, int size);

    /** NdisMCmDispatchIncomingDropParty. */
    void ndisMCmDispatchIncomingDropParty(int dropStatus, long ndisPartyHandle, DirectBuffer closeData, int size);

    /**
     * NdisMCmRequest: an {@code OID_CO_*} for a client.
     *
     * @param ndisVcHandle    or 0.
     * @param ndisPartyHandle or 0.
     * @return the client's status, or PENDING (ProtocolCoRequestComplete follows).
     */
    int ndisMCmRequest(long ndisAfHandle, long ndisVcHandle, long ndisPartyHandle, NdisRequest request);

    /** NdisMCmRequestComplete: after ProtocolCoRequest pended. */
    void ndisMCmRequestComplete(
        int status, long ndisAfHandle, long ndisVcHandle, long ndisPartyHandle, NdisRequest request);
}
