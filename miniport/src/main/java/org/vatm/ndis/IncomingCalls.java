package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CALL_ACTIVE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.DirectBuffer;

/** What call managers tell clients of calls: that one comes in, is connected, has changed, ends. */
final class IncomingCalls
{
    private final Ndis ndis;

    IncomingCalls(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** NdisCmDispatchIncomingCall, NdisMCmDispatchIncomingCall. */
    int dispatch(
        final long ndisSapHandle,
        final long ndisVcHandle,
        final CoCallParameters callParameters,
        final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final NdisSap sap = ndis.saps.ofCallManager(ndisSapHandle, isIntegrated);
        if (sap == null || sap.state == NdisSap.State.CLOSING)
        {
            return NDIS_STATUS_FAILURE;
        }
        if (sap.af != vc.af || vc.creatorRole == NdisVc.CLIENT)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.call != NdisVc.Call.IDLE || vc.qosParameters != null)
        {
            return NDIS_STATUS_CALL_ACTIVE;
        }

        final int epoch = vc.callEpoch;
        vc.call = NdisVc.Call.OFFERED;
        vc.callParameters = callParameters;
        vc.isClosedByClient = false;
        final int status = vc.af.client.protocolClIncomingCall(
            sap.protocolSapContext, vc.clientContext, callParameters);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.callEpoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        answered(vc, status);
        return status;
    }

    /** NdisClIncomingCallComplete. */
    void complete(final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vcOfClient(ndisVcHandle);
        if (vc == null)
        {
            return;
        }
        if (vc.call != NdisVc.Call.OFFERED)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        final CoCallParameters given = vc.callParameters;
        if (given != callParameters)
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisVcHandle, status);
        }
        answered(vc, finalStatus);
        vc.callManager.protocolCmIncomingCallComplete(finalStatus, vc.callManagerContext, given);
    }

    /** NdisCmDispatchCallConnected, NdisMCmDispatchCallConnected. */
    void connected(final long ndisVcHandle, final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc == null || !isAllowed(vc.call == NdisVc.Call.ACCEPTED, vc, ndisVcHandle))
        {
            return;
        }
        if (!vc.isUsable())
        {
            ndis.report(NdisViolation.CALL_ON_INACTIVE_VC, ndisVcHandle, vc.state.ordinal());
        }
        vc.call = NdisVc.Call.CONNECTED;
        vc.af.client.protocolClCallConnected(vc.clientContext);
    }

    /** NdisCmDispatchIncomingCloseCall, NdisMCmDispatchIncomingCloseCall. */
    void closeIndicated(
        final int closeStatus,
        final long ndisVcHandle,
        final DirectBuffer closeData,
        final int size,
        final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc == null ||
            !isAllowed(
                vc.call == NdisVc.Call.CONNECTED || vc.call == NdisVc.Call.ACCEPTED, vc, ndisVcHandle))
        {
            return;
        }
        vc.call = NdisVc.Call.CLOSE_INDICATED;
        vc.af.client.protocolClIncomingCloseCall(closeStatus, vc.clientContext, closeData, size);
    }

    /** NdisCmDispatchIncomingCallQoSChange, NdisMCmDispatchIncomingCallQoSChange. */
    void qosChanged(final long ndisVcHandle, final CoCallParameters callParameters, final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc != null && isAllowed(vc.call == NdisVc.Call.CONNECTED, vc, ndisVcHandle))
        {
            vc.af.client.protocolClIncomingCallQoSChange(vc.clientContext, callParameters);
        }
    }

    private boolean isAllowed(final boolean isStateRight, final NdisVc vc, final long ndisVcHandle)
    {
        if (!isStateRight)
        {
            ndis.report(NdisViolation.CALL_STATE, ndisVcHandle, vc.call.ordinal());
        }
        return isStateRight;
    }

    private static void answered(final NdisVc vc, final int status)
    {
        vc.callEpoch++;
        vc.call = status == NDIS_STATUS_SUCCESS ? NdisVc.Call.ACCEPTED : NdisVc.Call.IDLE;
        vc.callParameters = null;
    }
}
