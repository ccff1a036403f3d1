package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * The states of VCs, contract chapter 5: activation, modification and deactivation. {@link VcLife} has the rest.
 * <pre>
 *   NONEXISTENT -> CREATING -> CREATED -> [ACTIVATING] -> ACTIVE -> [MODIFYING] -> ACTIVE
 *        ^                      |   ^                        |
 *        +----- DELETING -------+   +---- [DEACTIVATING] ----+        [...]: only if the miniport pends
 * </pre>
 * A miniport may complete an operation while the call that started it has not returned yet. The one who waits is then
 * told at once, and PENDING, which the miniport has to return, is what the starter sees.
 */
final class VcMachine
{
    private final Ndis ndis;

    VcMachine(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    int activate(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, false);
        if (vc == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.state == NdisVcState.DEACTIVATING || vc.state == NdisVcState.DELETING || vc.deactivateDeferred)
        {
            return NDIS_STATUS_CLOSING;
        }
        if (vc.state != NdisVcState.ACTIVE && (vc.state != NdisVcState.CREATED || vc.hasPacketsOut()))
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.adapter.reset.isInProgress())
        {
            return NDIS_STATUS_RESET_IN_PROGRESS;
        }

        vc.state = vc.state == NdisVcState.CREATED ? NdisVcState.ACTIVATING : NdisVcState.MODIFYING;
        vc.activation = callParameters;
        final int epoch = vc.operationEpoch;
        final int status = vc.miniport.miniportCoActivateVc(vc.miniportVcContext, callParameters);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.operationEpoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return NDIS_STATUS_PENDING;
        }
        activationEnded(vc, status);
        if (vc.deactivateDeferred)
        {
            runDeferredDeactivation(vc);
        }
        return status;
    }

    void activateComplete(final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vcOfMiniport(ndisVcHandle);
        if (vc.activation == null)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return;
        }
        final CoCallParameters given = vc.activation;
        if (given != callParameters)
        {
            ndis.report(NdisViolation.COMPLETION_ARGUMENTS, ndisVcHandle, status);
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        activationEnded(vc, finalStatus);
        vc.callManager.protocolCmActivateVcComplete(finalStatus, vc.callManagerContext, given);
        if (vc.deactivateDeferred)
        {
            runDeferredDeactivation(vc);
        }
    }

    int deactivate(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, false);
        if (vc == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.state == NdisVcState.DEACTIVATING || vc.deactivateDeferred)
        {
            return NDIS_STATUS_CLOSING;
        }
        if (vc.state == NdisVcState.ACTIVATING || vc.state == NdisVcState.MODIFYING)
        {
            vc.deactivateDeferred = true;
            return NDIS_STATUS_PENDING;
        }
        return vc.state == NdisVcState.ACTIVE ? startDeactivation(vc) : NDIS_STATUS_NOT_ACCEPTED;
    }

    void deactivateComplete(final int status, final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vcOfMiniport(ndisVcHandle);
        if (vc.state != NdisVcState.DEACTIVATING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisVcHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisVcHandle);
        deactivationEnded(vc, finalStatus);
        vc.callManager.protocolCmDeactivateVcComplete(finalStatus, vc.callManagerContext);
    }

    /** NdisMCmActivateVc: the driver has done it already. */
    int activateIntegrated(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, true);
        final boolean isAllowed = vc != null &&
            (vc.state == NdisVcState.ACTIVE || vc.state == NdisVcState.CREATED && !vc.hasPacketsOut());
        if (!isAllowed)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        vc.state = NdisVcState.ACTIVE;
        return NDIS_STATUS_SUCCESS;
    }

    /** NdisMCmDeactivateVc: the driver has drained the VC already. */
    int deactivateIntegrated(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, true);
        if (vc == null || vc.state != NdisVcState.ACTIVE)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        deactivationEnded(vc, NDIS_STATUS_SUCCESS);
        return NDIS_STATUS_SUCCESS;
    }

    private int startDeactivation(final NdisVc vc)
    {
        vc.state = NdisVcState.DEACTIVATING;
        final int epoch = vc.operationEpoch;
        final int status = vc.miniport.miniportCoDeactivateVc(vc.miniportVcContext);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.operationEpoch != epoch)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, vc.handle(NdisVc.MINIPORT), status);
            return NDIS_STATUS_PENDING;
        }
        deactivationEnded(vc, status);
        return status;
    }

    private void runDeferredDeactivation(final NdisVc vc)
    {
        vc.deactivateDeferred = false;
        final int status = vc.state == NdisVcState.ACTIVE ? startDeactivation(vc) : NDIS_STATUS_NOT_ACCEPTED;
        if (status != NDIS_STATUS_PENDING)
        {
            vc.callManager.protocolCmDeactivateVcComplete(status, vc.callManagerContext);
        }
    }

    private static void activationEnded(final NdisVc vc, final int status)
    {
        final boolean isFirst = vc.state == NdisVcState.ACTIVATING;
        vc.state = isFirst && status != NDIS_STATUS_SUCCESS ? NdisVcState.CREATED : NdisVcState.ACTIVE;
        vc.activation = null;
        vc.operationEpoch++;
    }

    private void deactivationEnded(final NdisVc vc, final int status)
    {
        vc.operationEpoch++;
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.report(NdisViolation.DEACTIVATE_FAILED, vc.handle(NdisVc.MINIPORT), status);
            vc.state = NdisVcState.ACTIVE;
            return;
        }
        if (vc.hasPacketsOut())
        {
            ndis.report(
                NdisViolation.PACKETS_OUT_AFTER_DEACTIVATE, vc.handle(NdisVc.MINIPORT), vc.sendsOut + vc.receivesOut);
        }
        vc.state = NdisVcState.CREATED;
    }
}
