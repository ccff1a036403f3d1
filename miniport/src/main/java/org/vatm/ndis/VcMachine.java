package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * The states of VCs, contract chapter 5.
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
    private final NdisHandleHolder contextHolder = new NdisHandleHolder();

    VcMachine(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    int create(
        final NdisBinding binding,
        final long ndisAfHandle,
        final long protocolVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        ndisVcHandle.value = 0;
        final NdisAf af = ndisAfHandle == 0 ? null : ndis.families.find(ndisAfHandle);
        if (ndisAfHandle != 0 && !isParty(af, binding))
        {
            return NDIS_STATUS_FAILURE;
        }

        final NdisAdapter adapter = binding.adapter;
        final NdisVc vc = ndis.vcs.take();
        vc.state = NdisVcState.CREATING;
        vc.adapter = adapter;
        vc.miniport = adapter.miniport;
        vc.creator = binding;
        join(vc, af, binding, protocolVcContext);

        contextHolder.value = 0;
        final int status = vc.miniport.miniportCoCreateVc(
            adapter.miniportAdapterContext, vc.handle(NdisVc.MINIPORT), contextHolder);
        if (status != NDIS_STATUS_SUCCESS)
        {
            if (status == NDIS_STATUS_PENDING)
            {
                throw ndis.bugCheck(NdisBugCheckCode.NDIS_CO_SYNC_PENDED, "MiniportCoCreateVc, adapter " + adapter);
            }
            ndis.vcs.give(vc);
            return status;
        }
        vc.miniportVcContext = contextHolder.value;

        if (af != null)
        {
            final int partnerStatus = createAtPartner(vc);
            if (partnerStatus != NDIS_STATUS_SUCCESS)
            {
                deleteAtMiniport(vc);
                ndis.vcs.give(vc);
                return partnerStatus;
            }
            af.vcCount++;
        }
        binding.vcCount++;
        vc.state = NdisVcState.CREATED;
        ndisVcHandle.value = vc.handle(vc.creatorRole);
        return NDIS_STATUS_SUCCESS;
    }

    int delete(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != vc.creatorRole)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.state == NdisVcState.DEACTIVATING)
        {
            return NDIS_STATUS_CLOSING;
        }
        if (vc.state != NdisVcState.CREATED || vc.call != NdisVc.Call.IDLE || vc.requestsOut != 0)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }

        vc.state = NdisVcState.DELETING;
        if (vc.partnerKnows)
        {
            final int partnerStatus = deleteAtPartner(vc);
            if (partnerStatus == NDIS_STATUS_NOT_ACCEPTED)
            {
                vc.state = NdisVcState.CREATED;
                return partnerStatus;
            }
            vc.partnerKnows = false;
        }
        final int status = deleteAtMiniport(vc);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.report(NdisViolation.DELETE_FAILED, ndisVcHandle, status);
            vc.state = NdisVcState.CREATED;
            return status;
        }
        final NdisBinding creator = vc.creator;
        if (vc.af != null)
        {
            vc.af.vcCount--;
        }
        creator.vcCount--;
        ndis.vcs.give(vc);
        ndis.bindings.closeIfIdle(creator);
        return NDIS_STATUS_SUCCESS;
    }

    int activate(final long ndisVcHandle, final CoCallParameters callParameters)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != NdisVc.CALL_MANAGER || vc.callManager == null)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.state == NdisVcState.DEACTIVATING || vc.state == NdisVcState.DELETING || vc.deactivateDeferred)
        {
            return NDIS_STATUS_CLOSING;
        }
        if (vc.state != NdisVcState.CREATED && vc.state != NdisVcState.ACTIVE)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.adapter.reset.isInProgress())
        {
            return NDIS_STATUS_RESET_IN_PROGRESS;
        }

        vc.state = vc.state == NdisVcState.CREATED ? NdisVcState.ACTIVATING : NdisVcState.MODIFYING;
        vc.activation = callParameters;
        final int status = vc.miniport.miniportCoActivateVc(vc.miniportVcContext, callParameters);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.activation != callParameters)
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
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != NdisVc.CALL_MANAGER || vc.callManager == null)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
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

    private int startDeactivation(final NdisVc vc)
    {
        vc.state = NdisVcState.DEACTIVATING;
        final int status = vc.miniport.miniportCoDeactivateVc(vc.miniportVcContext);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (vc.state != NdisVcState.DEACTIVATING)
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
    }

    private void deactivationEnded(final NdisVc vc, final int status)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.report(NdisViolation.DEACTIVATE_FAILED, vc.handle(NdisVc.MINIPORT), status);
            vc.state = NdisVcState.ACTIVE;
            return;
        }
        if ((vc.sendsOut | vc.receivesOut) != 0)
        {
            ndis.report(
                NdisViolation.PACKETS_OUT_AFTER_DEACTIVATE, vc.handle(NdisVc.MINIPORT), vc.sendsOut + vc.receivesOut);
        }
        vc.state = NdisVcState.CREATED;
    }

    private static boolean isParty(final NdisAf af, final NdisBinding binding)
    {
        return af != null && af.state == NdisAf.State.OPEN &&
            (af.clientBinding == binding || af.callManagerBinding == binding);
    }

    private static void join(
        final NdisVc vc, final NdisAf af, final NdisBinding creator, final long protocolVcContext)
    {
        vc.af = af;
        vc.partnerKnows = false;
        vc.requestsOut = 0;
        vc.callManager = af == null ? creator.callManager : af.callManager;
        vc.creatorRole = af != null && af.clientBinding == creator ? NdisVc.CLIENT : NdisVc.CALL_MANAGER;
        if (vc.creatorRole == NdisVc.CLIENT)
        {
            vc.clientContext = protocolVcContext;
        }
        else
        {
            vc.callManagerContext = protocolVcContext;
        }
        vc.owner = af == null ? creator : af.clientBinding;
        vc.ownerRole = af == null ? NdisVc.CALL_MANAGER : NdisVc.CLIENT;
        vc.ownerContext = protocolVcContext;
    }

    private int createAtPartner(final NdisVc vc)
    {
        contextHolder.value = 0;
        final int status;
        if (vc.creatorRole == NdisVc.CLIENT)
        {
            status = vc.callManager.protocolCoCreateVc(
                vc.af.callMgrAfContext, vc.handle(NdisVc.CALL_MANAGER), contextHolder);
            vc.callManagerContext = contextHolder.value;
        }
        else
        {
            status = vc.af.client.protocolCoCreateVc(
                vc.af.protocolAfContext, vc.handle(NdisVc.CLIENT), contextHolder);
            vc.clientContext = contextHolder.value;
            vc.ownerContext = vc.clientContext;
        }
        if (status == NDIS_STATUS_PENDING)
        {
            ndis.report(NdisViolation.PARTNER_PENDED, vc.handle(vc.creatorRole), status);
            return NDIS_STATUS_FAILURE;
        }
        vc.partnerKnows = status == NDIS_STATUS_SUCCESS;
        return status;
    }

    private int deleteAtPartner(final NdisVc vc)
    {
        final int status = vc.creatorRole == NdisVc.CLIENT ?
            vc.callManager.protocolCoDeleteVc(vc.callManagerContext) :
            vc.af.client.protocolCoDeleteVc(vc.clientContext);
        if (status == NDIS_STATUS_PENDING)
        {
            ndis.report(NdisViolation.PARTNER_PENDED, vc.handle(vc.creatorRole), status);
        }
        return status;
    }

    private int deleteAtMiniport(final NdisVc vc)
    {
        final int status = vc.miniport.miniportCoDeleteVc(vc.miniportVcContext);
        if (status == NDIS_STATUS_PENDING)
        {
            throw ndis.bugCheck(NdisBugCheckCode.NDIS_CO_SYNC_PENDED, "MiniportCoDeleteVc, " + vc);
        }
        return status;
    }
}
