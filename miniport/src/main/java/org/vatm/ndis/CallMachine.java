package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CALL_ACTIVE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.DirectBuffer;

/**
 * Calls on VCs: how they are made, changed and closed. {@link IncomingCalls} has the lower branch.
 * <pre>
 *            +--> MAKING --------------------+
 *            |                               v
 *   IDLE ----+                           CONNECTED ----+---------------------+--> CLOSING --> IDLE
 *            |                               ^         |                     |
 *            +--> OFFERED --> ACCEPTED ------+         +--> CLOSE_INDICATED -+
 *                                 +--------------------+
 * </pre>
 */
final class CallMachine
{
    private final Ndis ndis;

    CallMachine(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** NdisClMakeCall. */
    int make(
        final long ndisVcHandle,
        final CoCallParameters callParameters,
        final long protocolPartyContext,
        final NdisHandleHolder ndisPartyHandle)
    {
        final NdisVc vc = ndis.vcOfClient(ndisVcHandle);
        if (vc == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.creatorRole != NdisVc.CLIENT)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.call != NdisVc.Call.IDLE || vc.qosParameters != null)
        {
            return NDIS_STATUS_CALL_ACTIVE;
        }

        NdisParty party = null;
        if (ndisPartyHandle != null)
        {
            party = ndis.parties.begin(vc, protocolPartyContext, callParameters);
            ndisPartyHandle.value = party.handle;
        }
        final int epoch = vc.callEpoch;
        vc.call = NdisVc.Call.MAKING;
        vc.callParameters = callParameters;
        vc.isClosedByClient = false;
        final int status = vc.callManager.protocolCmMakeCall(
            vc.callManagerContext,
            callParameters,
            party == null ? 0 : party.handle,
            party == null ? null : party.contextHolder);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.callEpoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        made(vc, status, party == null ? 0 : party.contextHolder.value);
        if (party != null && status != NDIS_STATUS_SUCCESS)
        {
            ndisPartyHandle.value = 0;
        }
        return status;
    }

    /** NdisCmMakeCallComplete, NdisMCmMakeCallComplete. */
    void makeComplete(
        final int status,
        final long ndisVcHandle,
        final long ndisPartyHandle,
        final long callMgrPartyContext,
        final CoCallParameters callParameters,
        final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc == null || !isExpected(vc.call == NdisVc.Call.MAKING, ndisVcHandle, status))
        {
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        final CoCallParameters given = vc.callParameters;
        final long partyHandle = vc.firstParty == null ? 0 : vc.firstParty.handle;
        if (given != callParameters || partyHandle != ndisPartyHandle)
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisVcHandle, status);
        }
        made(vc, finalStatus, callMgrPartyContext);
        vc.af.client.protocolClMakeCallComplete(
            finalStatus, vc.clientContext, finalStatus == NDIS_STATUS_SUCCESS ? partyHandle : 0, given);
    }

    /** NdisClCloseCall. */
    int close(final long ndisVcHandle, final long ndisPartyHandle, final DirectBuffer closeData, final int size)
    {
        final NdisVc vc = ndis.vcOfClient(ndisVcHandle);
        if (vc == null || !isClosable(vc.call))
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final NdisParty party = ndisPartyHandle == 0 ? null : ndis.parties.active(ndisPartyHandle, vc);
        if (ndisPartyHandle != 0 && party == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        if (vc.firstParty != party || party != null && party.next != null)
        {
            ndis.report(NdisViolation.PARTIES_LEFT_AT_CLOSE, ndisVcHandle, 0);
        }

        final int epoch = vc.callEpoch;
        vc.callBeforeClose = vc.call;
        vc.call = NdisVc.Call.CLOSING;
        vc.isClosedByClient = true;
        vc.closingParty = party;
        if (party != null)
        {
            party.state = NdisParty.State.CLOSING;
        }
        final int status = vc.callManager.protocolCmCloseCall(
            vc.callManagerContext, party == null ? 0 : party.callMgrPartyContext, closeData, size);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.callEpoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        closed(vc, status);
        return status;
    }

    /** NdisCmCloseCallComplete, NdisMCmCloseCallComplete. */
    void closeComplete(
        final int status, final long ndisVcHandle, final long ndisPartyHandle, final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc == null || !isExpected(vc.call == NdisVc.Call.CLOSING, ndisVcHandle, status))
        {
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        final NdisParty party = vc.closingParty;
        if (ndisPartyHandle != (party == null ? 0 : party.handle))
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisVcHandle, status);
        }
        final long partyContext = party == null ? 0 : party.protocolPartyContext;
        closed(vc, finalStatus);
        vc.af.client.protocolClCloseCallComplete(finalStatus, vc.clientContext, partyContext);
    }

    /** NdisClModifyCallQoS. */
    int modifyQos(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vcOfClient(ndisVcHandle);
        if (vc == null || vc.call != NdisVc.Call.CONNECTED || vc.qosParameters != null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final int epoch = vc.callEpoch;
        vc.qosParameters = callParameters;
        final int status = vc.callManager.protocolCmModifyCallQoS(vc.callManagerContext, callParameters);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.callEpoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        vc.qosParameters = null;
        return status;
    }

    /** NdisCmModifyCallQoSComplete, NdisMCmModifyCallQoSComplete. */
    void modifyQosComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters, final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, isIntegrated);
        if (vc == null || !isExpected(vc.qosParameters != null, ndisVcHandle, status))
        {
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        final CoCallParameters given = vc.qosParameters;
        if (given != callParameters)
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisVcHandle, status);
        }
        vc.callEpoch++;
        vc.qosParameters = null;
        vc.af.client.protocolClModifyCallQoSComplete(finalStatus, vc.clientContext, given);
    }

    private boolean isExpected(final boolean isPending, final long ndisVcHandle, final int status)
    {
        if (!isPending)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
        }
        return isPending;
    }

    private void made(final NdisVc vc, final int status, final long callMgrPartyContext)
    {
        vc.callEpoch++;
        vc.call = status == NDIS_STATUS_SUCCESS ? NdisVc.Call.CONNECTED : NdisVc.Call.IDLE;
        vc.callParameters = null;
        if (vc.firstParty != null)
        {
            ndis.parties.ended(vc.firstParty, status, callMgrPartyContext);
        }
        if (status == NDIS_STATUS_SUCCESS && !vc.isUsable())
        {
            ndis.report(NdisViolation.CALL_ON_INACTIVE_VC, vc.handle(vc.callManagerRole), status);
        }
    }

    private void closed(final NdisVc vc, final int status)
    {
        vc.callEpoch++;
        if (status == NDIS_STATUS_SUCCESS)
        {
            vc.call = NdisVc.Call.IDLE;
            while (vc.firstParty != null)
            {
                ndis.parties.remove(vc.firstParty);
            }
        }
        else
        {
            vc.call = vc.callBeforeClose;
            vc.isClosedByClient = false;
            if (vc.closingParty != null)
            {
                vc.closingParty.state = NdisParty.State.ACTIVE;
            }
        }
        vc.closingParty = null;
    }

    private static boolean isClosable(final NdisVc.Call call)
    {
        return call == NdisVc.Call.CONNECTED || call == NdisVc.Call.ACCEPTED || call == NdisVc.Call.CLOSE_INDICATED;
    }
}
