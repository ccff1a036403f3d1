package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;

import org.agrona.DirectBuffer;

/**
 * {@code NDIS_CLIENT_CHARACTERISTICS}: what a client gives to NdisClOpenAddressFamily. At most DISPATCH. What a client
 * that only makes calls, to one party each, does not need has a default.
 */
public interface NdisClient
{
    /** Never PENDING. The call manager creates a VC for this client. */
    int protocolCoCreateVc(long protocolAfContext, long ndisVcHandle, NdisHandleHolder protocolVcContext);

    /** Never PENDING. The call manager deletes the VC that it has created. */
    int protocolCoDeleteVc(long protocolVcContext);

    /** NdisClOpenAddressFamily pended, and is over. */
    void protocolClOpenAfComplete(int status, long protocolAfContext, long ndisAfHandle);

    /** NdisClCloseAddressFamily pended, and is over. */
    void protocolClCloseAfComplete(int status, long protocolAfContext);

    /** NdisClRegisterSap pended, and is over; the handle is 0 unless SUCCESS. */
    default void protocolClRegisterSapComplete(
        final int status, final long protocolSapContext, final CoSap sap, final long ndisSapHandle)
    {
    }

    /** NdisClDeregisterSap pended, and is over. */
    default void protocolClDeregisterSapComplete(final int status, final long protocolSapContext)
    {
    }

    /**
     * NdisClMakeCall pended, and is over; the parameters may hold rounded rates.
     *
     * @param ndisPartyHandle of the party that the call was made with; 0 if without, or unless SUCCESS.
     */
    void protocolClMakeCallComplete(
        int status, long protocolVcContext, long ndisPartyHandle, CoCallParameters callParameters);

    /**
     * NdisClCloseCall pended, and is over.
     *
     * @param protocolPartyContext of the party that it was closed with, or 0.
     */
    void protocolClCloseCallComplete(int status, long protocolVcContext, long protocolPartyContext);

    /** NdisClModifyCallQoS pended, and is over; unless SUCCESS the old parameters stay. */
    default void protocolClModifyCallQoSComplete(
        final int status, final long protocolVcContext, final CoCallParameters callParameters)
    {
    }

    /** NdisClAddParty pended, and is over; the handle is 0 unless SUCCESS. */
    default void protocolClAddPartyComplete(
        final int status,
        final long protocolPartyContext,
        final long ndisPartyHandle,
        final CoCallParameters callParameters)
    {
    }

    /** NdisClDropParty pended, and is over. */
    default void protocolClDropPartyComplete(final int status, final long protocolPartyContext)
    {
    }

    /**
     * A call for a SAP of this client, on a VC that the call manager has created for it.
     *
     * @return SUCCESS, why it is rejected, or PENDING and NdisClIncomingCallComplete.
     */
    default int protocolClIncomingCall(
        final long protocolSapContext, final long protocolVcContext, final CoCallParameters callParameters)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** The call that was accepted is connected: data may flow. */
    default void protocolClCallConnected(final long protocolVcContext)
    {
    }

    /** The call ends: drop parties but the last, then NdisClCloseCall. SUCCESS means that the remote end closed. */
    default void protocolClIncomingCloseCall(
        final int closeStatus, final long protocolVcContext, final DirectBuffer closeData, final int size)
    {
    }

    /** A party left, or was lost: NdisClDropParty. */
    default void protocolClIncomingDropParty(
        final int dropStatus, final long protocolPartyContext, final DirectBuffer closeData, final int size)
    {
    }

    /** The remote end changed the quality of service: accept silently, renegotiate or close. */
    default void protocolClIncomingCallQoSChange(final long protocolVcContext, final CoCallParameters callParameters)
    {
    }

    /**
     * The call manager asks, with an {@code OID_CO_*}; at least OID_CO_AF_CLOSE is for every client.
     *
     * @param protocolVcContext    0 if the request is about no VC.
     * @param protocolPartyContext 0 if the request is about no party.
     * @return a status, or PENDING and NdisCoRequestComplete.
     */
    default int protocolCoRequest(
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest request)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** NdisCoRequest to the call manager pended, and is over. */
    default void protocolCoRequestComplete(
        final int status,
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest request)
    {
    }
}
