package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CALL_ACTIVE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Calls that clients make on their VCs: IDLE, MAKING, CONNECTED, CLOSING, IDLE. */
final class CallMachine
{
    private final Ndis ndis;

    CallMachine(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    int make(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != NdisVc.CLIENT)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.call != NdisVc.Call.IDLE)
        {
            return NDIS_STATUS_CALL_ACTIVE;
        }

        vc.call = NdisVc.Call.MAKING;
        vc.callParameters = callParameters;
        final int status = vc.callManager.protocolCmMakeCall(vc.callManagerContext, callParameters);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.callParameters != callParameters)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        made(vc, status);
        return status;
    }

    void makeComplete(final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (vc.call != NdisVc.Call.MAKING || NdisVc.role(ndisVcHandle) != NdisVc.CALL_MANAGER)
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
        made(vc, finalStatus);
        vc.af.client.protocolClMakeCallComplete(finalStatus, vc.clientContext, given);
    }

    int close(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != NdisVc.CLIENT)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.call != NdisVc.Call.CONNECTED)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }

        vc.call = NdisVc.Call.CLOSING;
        final int status = vc.callManager.protocolCmCloseCall(vc.callManagerContext);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.call != NdisVc.Call.CLOSING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        closed(vc, status);
        return status;
    }

    void closeComplete(final int status, final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (vc.call != NdisVc.Call.CLOSING || NdisVc.role(ndisVcHandle) != NdisVc.CALL_MANAGER)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        closed(vc, finalStatus);
        vc.af.client.protocolClCloseCallComplete(finalStatus, vc.clientContext);
    }

    private void made(final NdisVc vc, final int status)
    {
        vc.call = status == NDIS_STATUS_SUCCESS ? NdisVc.Call.CONNECTED : NdisVc.Call.IDLE;
        vc.callParameters = null;
        if (status == NDIS_STATUS_SUCCESS && !vc.isUsable())
        {
            ndis.report(NdisViolation.CALL_ON_INACTIVE_VC, vc.handle(NdisVc.CALL_MANAGER), status);
        }
    }

    private static void closed(final NdisVc vc, final int status)
    {
        vc.call = status == NDIS_STATUS_SUCCESS ? NdisVc.Call.IDLE : NdisVc.Call.CONNECTED;
    }
}
