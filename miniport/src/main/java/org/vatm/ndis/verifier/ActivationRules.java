package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.Set;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisStatus;

/** Activation and deactivation: rules ACT and DEA, VC-11, VC-12, VC-15 and VC-16. */
final class ActivationRules
{
    private static final long PS_PER_MICROSECOND = 1_000_000;
    private static final long LONGEST_DEACTIVATE_MICROSECONDS = 1000;
    private static final int VPI_SHIFT = 16;
    private static final Set<Integer> STATUSES = Set.of(
        NDIS_STATUS_SUCCESS, NDIS_STATUS_PENDING, NdisStatus.NDIS_STATUS_INVALID_DATA,
        NdisStatus.NDIS_STATUS_RESOURCES, NdisStatus.NDIS_STATUS_INVALID_LENGTH,
        NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE, NdisStatus.NDIS_STATUS_AAL_PARAMS_UNSUPPORTED,
        NdisStatus.NDIS_STATUS_INCOMPATABLE_QOS, NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE,
        NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS, NdisStatus.NDIS_STATUS_NOT_ACCEPTED,
        NdisStatus.NDIS_STATUS_ADAPTER_REMOVED);

    private final Verifier verifier;

    ActivationRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    // Lower edge.

    /** MiniportCoActivateVc is next. */
    void activating(final VcTrack vc, final CoCallParameters parameters)
    {
        vc.state(vc.isUsable() ? VcTrack.State.MODIFYING : VcTrack.State.ACTIVATING);
        vc.pending = parameters;
        verifier.calls.begins(vc, parameters);
        vc.inActivate = true;
        vc.completedInside = false;
        vc.activationCompletions = -1;
        vc.sincePs = verifier.nowPs();
        vc.isOverdue = false;
        vc.resourcesHeld = verifier.ledger.count();
        final CoMediaParameters media = parameters.mediaParameters;
        vc.askedFlags = media == null ? 0 : media.flags;
        if (media != null && media.mediaSpecific.parameters != null)
        {
            vc.asked.copyFrom(media.mediaSpecific.parameters);
        }
    }

    void activated(final VcTrack vc, final int status)
    {
        vc.inActivate = false;
        if (!STATUSES.contains(status))
        {
            verifier.report(VerifierRule.ACT_01, vc, null, NdisStatus.name(status));
        }
        if (status == NDIS_STATUS_PENDING)
        {
            if (!vc.completedInside)
            {
                vc.activationCompletions = 0;
                verifier.audit.arm();
            }
            else
            {
                vc.activationCompletions = 1;
            }
        }
        else if (vc.completedInside)
        {
            verifier.report(VerifierRule.ACT_03, vc, null);
        }
        else
        {
            ended(vc, vc.pending, status);
            if (vc.state() == VcTrack.State.CREATED && verifier.ledger.count() > vc.resourcesHeld)
            {
                verifier.report(VerifierRule.ACT_09, vc, null, "resources of the library");
            }
        }
    }

    /** NdisMCoActivateVcComplete. */
    void activateCompletes(final VcTrack vc, final int status, final CoCallParameters parameters)
    {
        final boolean isDue = vc.pending != null &&
            (vc.activationCompletions == 0 || vc.inActivate && !vc.completedInside);
        if (!isDue)
        {
            if (vc.activationCompletions > 0)
            {
                verifier.report(VerifierRule.ACT_02, vc, null, vc, ++vc.activationCompletions);
            }
            else
            {
                verifier.report(VerifierRule.ACT_03, vc, null);
            }
            return;
        }
        if (status == NDIS_STATUS_PENDING || parameters != vc.pending)
        {
            verifier.report(VerifierRule.ACT_04, vc, null);
        }
        vc.completedInside = vc.inActivate;
        if (!vc.inActivate)
        {
            vc.activationCompletions = 1;
        }
        ended(vc, vc.pending, status == NDIS_STATUS_PENDING ? NdisStatus.NDIS_STATUS_FAILURE : status);
    }

    private void ended(final VcTrack vc, final CoCallParameters parameters, final int status)
    {
        final boolean isFirst = vc.state() == VcTrack.State.ACTIVATING;
        vc.pending = null;
        verifier.calls.ends(vc, parameters);
        if (status == NDIS_STATUS_SUCCESS)
        {
            compare(vc, parameters);
            vc.state(VcTrack.State.ACTIVE);
            vc.modifyFailed = false;
            if (isFirst)
            {
                vc.wasReset = false;
                vc.adapter().activeCount++;
            }
            vc.everActive = true;
            enter(vc);
            if (vc.adapter().maxActiveVcs >= 0 && vc.adapter().activeCount > vc.adapter().maxActiveVcs)
            {
                verifier.report(VerifierRule.VC_16, vc, null, vc.adapter().activeCount, vc.adapter().maxActiveVcs);
            }
            return;
        }
        vc.state(isFirst ? VcTrack.State.CREATED : VcTrack.State.ACTIVE);
        if (!isFirst)
        {
            vc.modifyFailed = true;
        }
    }

    /** VPI/VCI, and what else of the parameters later rules need. */
    private void enter(final VcTrack vc)
    {
        leave(vc);
        vc.active.copyFrom(vc.asked);
        vc.activeFlags = vc.askedFlags;
        final VcTrack other = vc.adapter().byVpiVci.put(number(vc), vc);
        if (other != null && other != vc && other.isUsable())
        {
            verifier.report(VerifierRule.VC_15, vc, null, vc.active.connectionId.vpi, vc.active.connectionId.vci);
        }
        vc.isRegistered = true;
    }

    private static void leave(final VcTrack vc)
    {
        if (vc.isRegistered && vc.adapter().byVpiVci.get(number(vc)) == vc)
        {
            vc.adapter().byVpiVci.remove(number(vc));
        }
        vc.isRegistered = false;
    }

    private static int number(final VcTrack vc)
    {
        return vc.active.connectionId.vpi << VPI_SHIFT | vc.active.connectionId.vci;
    }

    /** What the miniport has made of the parameters that it was given. */
    private void compare(final VcTrack vc, final CoCallParameters parameters)
    {
        if (parameters.mediaParameters == null || parameters.mediaParameters.mediaSpecific.parameters == null)
        {
            return;
        }
        final AtmMediaParameters now = parameters.mediaParameters.mediaSpecific.parameters;
        compare(vc, vc.asked.transmit, now.transmit);
        compare(vc, vc.asked.receive, now.receive);
        vc.asked.copyFrom(now);
    }

    private void compare(final VcTrack vc, final AtmFlowParameters before, final AtmFlowParameters after)
    {
        compare(vc, before.peakCellRate, after.peakCellRate);
        compare(vc, before.averageCellRate, after.averageCellRate);
        compare(vc, before.minimumCellRate, after.minimumCellRate);
        compare(vc, before.initialCellRate, after.initialCellRate);
    }

    private void compare(final VcTrack vc, final int before, final int after)
    {
        final int permission =
            after < before ? CoMediaParameters.ROUND_DOWN_FLOW : after > before ? CoMediaParameters.ROUND_UP_FLOW : 0;
        if ((vc.askedFlags & permission) != permission)
        {
            verifier.report(VerifierRule.ACT_07, vc, null, before, after);
        }
    }

    /** MiniportCoDeactivateVc is next. */
    void deactivating(final VcTrack vc)
    {
        vc.state(VcTrack.State.DEACTIVATING);
        vc.inDeactivate = true;
        vc.completedInside = false;
        vc.deactivationCompletions = -1;
        vc.sincePs = verifier.nowPs();
        vc.isOverdue = false;
    }

    void deactivated(final Frame frame, final VcTrack vc, final int status)
    {
        vc.inDeactivate = false;
        final long microseconds = (verifier.nowPs() - frame.startPs) / PS_PER_MICROSECOND;
        if (microseconds > LONGEST_DEACTIVATE_MICROSECONDS)
        {
            verifier.report(VerifierRule.DEA_06, vc, null, microseconds);
        }
        if (status == NDIS_STATUS_PENDING)
        {
            if (!vc.completedInside)
            {
                vc.deactivationCompletions = 0;
                verifier.audit.arm();
            }
            else
            {
                vc.deactivationCompletions = 1;
            }
            return;
        }
        if (status != NDIS_STATUS_SUCCESS)
        {
            verifier.report(VerifierRule.DEA_01, vc, null, NdisStatus.name(status));
        }
        if (vc.completedInside)
        {
            verifier.report(VerifierRule.DEA_02, vc, null, vc, 2);
        }
        else
        {
            inactive(vc, status);
        }
    }

    /** NdisMCoDeactivateVcComplete. */
    void deactivateCompletes(final VcTrack vc, final int status)
    {
        final boolean isDue = vc.state() == VcTrack.State.DEACTIVATING &&
            (vc.deactivationCompletions == 0 || vc.inDeactivate && !vc.completedInside);
        if (!isDue)
        {
            vc.deactivationCompletions = Math.max(0, vc.deactivationCompletions) + 1;
            verifier.report(VerifierRule.DEA_02, vc, null, vc, vc.deactivationCompletions);
            return;
        }
        vc.completedInside = vc.inDeactivate;
        if (!vc.inDeactivate)
        {
            vc.deactivationCompletions = 1;
        }
        if (status != NDIS_STATUS_SUCCESS)
        {
            verifier.report(VerifierRule.DEA_01, vc, null, NdisStatus.name(status));
        }
        inactive(vc, status);
    }

    private void inactive(final VcTrack vc, final int status)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            vc.state(VcTrack.State.ACTIVE);
            return;
        }
        if (vc.sendsOut != 0)
        {
            verifier.report(VerifierRule.DEA_03, vc, null, vc.sendsOut);
        }
        if (vc.receivesOut != 0)
        {
            verifier.report(VerifierRule.DEA_04, vc, null, vc.receivesOut);
        }
        vc.state(VcTrack.State.CREATED);
        vc.modifyFailed = false;
        vc.adapter().activeCount--;
        leave(vc);
    }

    /** Time has passed: is an operation overdue? */
    void audit(final VcTrack vc, final long nowPs)
    {
        final boolean isActivating = vc.activationCompletions == 0 && vc.pending != null;
        final boolean isDeactivating = vc.deactivationCompletions == 0 && vc.state() == VcTrack.State.DEACTIVATING;
        if (!isActivating && !isDeactivating || vc.isOverdue)
        {
            return;
        }
        final boolean isDelayed = isDeactivating && (vc.receivesOut != 0 || vc.sendsOut != 0);
        if (nowPs - vc.sincePs > Audit.OPERATION_PS && !isDelayed)
        {
            vc.isOverdue = true;
            if (vc.adapter().isRemoved)
            {
                verifier.report(VerifierRule.PNP_02, vc, null, 1);
            }
            else if (isActivating)
            {
                verifier.report(VerifierRule.ACT_02, VerifierRule.ACT_02.severity(), 1, vc, null);
            }
            else
            {
                verifier.report(VerifierRule.DEA_02, vc, null, vc, 0);
            }
        }
    }

    boolean isWaiting(final VcTrack vc)
    {
        return !vc.isOverdue && (vc.activationCompletions == 0 && vc.pending != null ||
            vc.deactivationCompletions == 0 && vc.state() == VcTrack.State.DEACTIVATING);
    }

    // Upper edge.

    /** NdisCmActivateVc is next. */
    void activate(final VcTrack vc)
    {
        if (vc.state() != VcTrack.State.CREATED && vc.state() != VcTrack.State.ACTIVE || vc.lateDeactivation > 0)
        {
            verifier.report(VerifierRule.VC_11, vc, null, vc.state());
        }
    }

    /** NdisCmDeactivateVc is next. */
    void deactivate(final VcTrack vc)
    {
        if (vc.state() != VcTrack.State.ACTIVE)
        {
            verifier.report(VerifierRule.VC_12, vc, null, vc.state());
        }
    }

    /** An activation or deactivation that the call manager asked for is over, and no miniport is watched. */
    void unwatched(final VcTrack vc, final boolean isActivation, final int status)
    {
        if (vc.adapter() != null)
        {
            return;
        }
        if (status == NDIS_STATUS_PENDING)
        {
            vc.state(!isActivation ? VcTrack.State.DEACTIVATING :
                vc.isUsable() ? VcTrack.State.MODIFYING : VcTrack.State.ACTIVATING);
        }
        else if (isActivation)
        {
            vc.state(status == NDIS_STATUS_SUCCESS || vc.state() == VcTrack.State.MODIFYING || vc.isUsable() ?
                VcTrack.State.ACTIVE : VcTrack.State.CREATED);
        }
        else if (status == NDIS_STATUS_SUCCESS)
        {
            vc.state(VcTrack.State.CREATED);
        }
    }
}
