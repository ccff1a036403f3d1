package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.DirectBuffer;

/**
 * {@code NDIS_CALL_MANAGER_CHARACTERISTICS}: what a call manager gives to NdisCmRegisterAddressFamily, or a miniport
 * with a call manager inside to NdisMCmRegisterAddressFamily. At most DISPATCH. What a call manager without incoming
 * calls and parties does not need has a default.
 */
public interface NdisCallManager
{
    /** Never PENDING. A client creates a VC; for an integrated call manager its context is the MiniportVcContext. */
    int protocolCoCreateVc(long callMgrAfContext, long ndisVcHandle, NdisHandleHolder callMgrVcContext);

    /** Never PENDING. The client deletes the VC that it has created. */
    int protocolCoDeleteVc(long callMgrVcContext);

    /**
     * A client opens the family: a status, or PENDING and NdisCmOpenAddressFamilyComplete.
     *
     * @param callMgrBindingContext of an integrated call manager: the MiniportAdapterContext.
     */
    int protocolCmOpenAf(
        long callMgrBindingContext, CoAddressFamily family, long ndisAfHandle, NdisHandleHolder callMgrAfContext);

    /** A client closes it: a status, or PENDING and NdisCmCloseAddressFamilyComplete. */
    int protocolCmCloseAf(long callMgrAfContext);

    /** A client wants the calls for an address: a status, or PENDING and NdisCmRegisterSapComplete. */
    default int protocolCmRegisterSap(
        final long callMgrAfContext,
        final CoSap sap,
        final long ndisSapHandle,
        final NdisHandleHolder callMgrSapContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** It does not want them any more: a status, or PENDING and NdisCmDeregisterSapComplete. */
    default int protocolCmDeregisterSap(final long callMgrSapContext)
    {
        return NDIS_STATUS_SUCCESS;
    }

    /**
     * Make the call, NdisCmActivateVc, and SUCCESS; or PENDING and NdisCmMakeCallComplete.
     *
     * @param ndisPartyHandle     of the party that the call is made with, or 0.
     * @param callMgrPartyContext out, for that party if SUCCESS is returned; null without one.
     */
    int protocolCmMakeCall(
        long callMgrVcContext,
        CoCallParameters callParameters,
        long ndisPartyHandle,
        NdisHandleHolder callMgrPartyContext);

    /**
     * End the call, NdisCmDeactivateVc, and SUCCESS; or PENDING and NdisCmCloseCallComplete.
     *
     * @param callMgrPartyContext of the last party, or 0.
     * @param closeData           or null; used during the call only.
     * @return a status; INVALID_DATA if close data cannot be sent.
     */
    int protocolCmCloseCall(long callMgrVcContext, long callMgrPartyContext, DirectBuffer closeData, int size);

    /** The client has accepted, with SUCCESS, or rejected the call that was dispatched to it. */
    default void protocolCmIncomingCallComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
    }

    /** A further party for the call: a status, or PENDING and NdisCmAddPartyComplete. */
    default int protocolCmAddParty(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** A party less: a status, or PENDING and NdisCmDropPartyComplete. */
    default int protocolCmDropParty(final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** NdisCmActivateVc pended, and is over. */
    void protocolCmActivateVcComplete(int status, long callMgrVcContext, CoCallParameters callParameters);

    /** NdisCmDeactivateVc pended, and is over. */
    void protocolCmDeactivateVcComplete(int status, long callMgrVcContext);

    /** Other parameters for the call, NdisCmActivateVc, and a status; or PENDING and NdisCmModifyCallQoSComplete. */
    default int protocolCmModifyCallQoS(final long callMgrVcContext, final CoCallParameters callParameters)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /**
     * A client asks, with an {@code OID_CO_*}.
     *
     * @param callMgrVcContext    0 if the request is about no VC.
     * @param callMgrPartyContext 0 if the request is about no party.
     * @return a status, or PENDING and NdisCoRequestComplete.
     */
    default int protocolCoRequest(
        final long callMgrAfContext,
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final NdisRequest request)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** NdisCoRequest to a client pended, and is over. */
    default void protocolCoRequestComplete(
        final int status,
        final long callMgrAfContext,
        final long callMgrVcContext,
        final long callMgrPartyContext,
        final NdisRequest request)
    {
    }
}
