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
        vc.use().pending = parameters;
        verifier.calls.begins(vc, parameters);
        vc.use().inActivate = true;
        vc.use().completedInside = false;
        vc.use().activationCompletions = -1;
        vc.use().sincePs = verifier.nowPs();
        vc.use().isOverdue = false;
        vc.use().resourcesHeld = verifier.ledger.count();
        final CoMediaParameters media = parameters.mediaParameters;
        vc.use().askedFlags = media == null ? 0 : media.flags;
        if (media != null && media.mediaSpecific.parameters != null)
        {
            vc.use().asked.copyFrom(media.mediaSpecific.parameters);
        }
    }

    void activated(final VcTrack vc, final int status)
    {
        vc.use().inActivate = false;
        if (!STATUSES.contains(status))
        {
            verifier.report(VerifierRule.ACT_01, vc, null, NdisStatus.name(status));
        }
        if (status == NDIS_STATUS_PENDING)
        {
            if (!vc.use().completedInside)
            {
                vc.use().activationCompletions = 0;
                verifier.audit.arm();
            }
            else
            {
                vc.use().activationCompletions = 1;
            }
        }
        else if (vc.use().completedInside)
        {
            verifier.report(VerifierRule.ACT_03, vc, null);
        }
        else
        {
            ended(vc, vc.use().pending, status);
            if (vc.state() == VcTrack.State.CREATED && verifier.ledger.count() > vc.use().resourcesHeld)
            {
                verifier.report(VerifierRule.ACT_09, vc, null, "resources of the library");
            }
        }
    }

    /** NdisMCoActivateVcComplete. */
    void activateCompletes(final VcTrack vc, final int status, final CoCallParameters parameters)
    {
        final boolean isDue = vc.use().pending != null &&
            (vc.use().activationCompletions == 0 || vc.use().inActivate && !vc.use().completedInside);
        if (!isDue)
        {
            if (vc.use().activationCompletions > 0)
            {
                verifier.report(VerifierRule.ACT_02, vc, null, vc, ++vc.use().activationCompletions);
            }
            else
            {
                verifier.report(VerifierRule.ACT_03, vc, null);
            }
            return;
        }
        if (status == NDIS_STATUS_PENDING || parameters != vc.use().pending)
        {
            verifier.report(VerifierRule.ACT_04, vc, null);
        }
        vc.use().completedInside = vc.use().inActivate;
        if (!vc.use().inActivate)
        {
            vc.use().activationCompletions = 1;
        }
        ended(vc, vc.use().pending, status == NDIS_STATUS_PENDING ? NdisStatus.NDIS_STATUS_FAILURE : status);
    }

    private void ended(final VcTrack vc, final CoCallParameters parameters, final int status)
    {
        final boolean isFirst = vc.state() == VcTrack.State.ACTIVATING;
        vc.use().pending = null;
        verifier.calls.ends(vc, parameters);
        if (status == NDIS_STATUS_SUCCESS)
        {
            compare(vc, parameters);
            vc.state(VcTrack.State.ACTIVE);
            vc.use().modifyFailed = false;
            if (isFirst)
            {
                vc.use().wasReset = false;
                vc.adapter().activeCount++;
            }
            vc.use().everActive = true;
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
            vc.use().modifyFailed = true;
        }
    }

    /** VPI/VCI, and what else of the parameters later rules need. */
    private void enter(final VcTrack vc)
    {
        leave(vc);
        vc.use().active.copyFrom(vc.use().asked);
        vc.use().activeFlags = vc.use().askedFlags;
        final VcTrack other = vc.adapter().byVpiVci.put(number(vc), vc);
        if (other != null && other != vc && other.isUsable())
        {
            verifier.report(
                VerifierRule.VC_15, vc, null, vc.use().active.connectionId.vpi, vc.use().active.connectionId.vci);
        }
        vc.use().isRegistered = true;
    }

    private static void leave(final VcTrack vc)
    {
        if (vc.use().isRegistered && vc.adapter().byVpiVci.get(number(vc)) == vc)
        {
            vc.adapter().byVpiVci.remove(number(vc));
        }
        vc.use().isRegistered = false;
    }

    private static int number(final VcTrack vc)
    {
        return vc.use().active.connectionId.vpi << VPI_SHIFT | vc.use().active.connectionId.vci;
    }

    /** What the miniport has made of the parameters that it was given. */
    private void compare(final VcTrack vc, final CoCallParameters parameters)
    {
        if (parameters.mediaParameters == null || parameters.mediaParameters.mediaSpecific.parameters == null)
        {
            return;
        }
        final AtmMediaParameters now = parameters.mediaParameters.mediaSpecific.parameters;
        compare(vc, vc.use().asked.transmit, now.transmit);
        compare(vc, vc.use().asked.receive, now.receive);
        vc.use().asked.copyFrom(now);
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
        if ((vc.use().askedFlags & permission) != permission)
        {
            verifier.report(VerifierRule.ACT_07, vc, null, before, after);
        }
    }

    /** MiniportCoDeactivateVc is next. */
    void deactivating(final VcTrack vc)
    {
        vc.state(VcTrack.State.DEACTIVATING);
        vc.use().inDeactivate = true;
        vc.use().completedInside = false;
        vc.use().deactivationCompletions = -1;
        vc.use().sincePs = verifier.nowPs();
        vc.use().isOverdue = false;
    }

    void deactivated(final VcTrack vc, final int status, final long startPs)
    {
        vc.use().inDeactivate = false;
        final long microseconds = (verifier.nowPs() - startPs) / PS_PER_MICROSECOND;
        if (microseconds > LONGEST_DEACTIVATE_MICROSECONDS)
        {
            verifier.report(VerifierRule.DEA_06, vc, null, microseconds);
        }
        if (status == NDIS_STATUS_PENDING)
        {
            if (!vc.use().completedInside)
            {
                vc.use().deactivationCompletions = 0;
                verifier.audit.arm();
            }
            else
            {
                vc.use().deactivationCompletions = 1;
            }
            return;
        }
        if (status != NDIS_STATUS_SUCCESS)
        {
            verifier.report(VerifierRule.DEA_01, vc, null, NdisStatus.name(status));
        }
        if (vc.use().completedInside)
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
            (vc.use().deactivationCompletions == 0 || vc.use().inDeactivate && !vc.use().completedInside);
        if (!isDue)
        {
            vc.use().deactivationCompletions = Math.max(0, vc.use().deactivationCompletions) + 1;
            verifier.report(VerifierRule.DEA_02, vc, null, vc, vc.use().deactivationCompletions);
            return;
        }
        vc.use().completedInside = vc.use().inDeactivate;
        if (!vc.use().inDeactivate)
        {
            vc.use().deactivationCompletions = 1;
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
        if (vc.use().sendsOut != 0)
        {
            verifier.report(VerifierRule.DEA_03, vc, null, vc.use().sendsOut);
        }
        if (vc.use().receivesOut != 0)
        {
            verifier.report(VerifierRule.DEA_04, vc, null, vc.use().receivesOut);
        }
        vc.state(VcTrack.State.CREATED);
        vc.use().modifyFailed = false;
        vc.adapter().activeCount--;
        leave(vc);
    }

    /** Time has passed: is an operation overdue? */
    void audit(final VcTrack vc, final long nowPs)
    {
        final boolean isActivating = vc.use().activationCompletions == 0 && vc.use().pending != null;
        final boolean isDeactivating =
            vc.use().deactivationCompletions == 0 && vc.state() == VcTrack.State.DEACTIVATING;
        if (!isActivating && !isDeactivating || vc.use().isOverdue)
        {
            return;
        }
        final boolean isDelayed = isDeactivating && (vc.use().receivesOut != 0 || vc.use().sendsOut != 0);
        if (nowPs - vc.use().sincePs > Audit.OPERATION_PS && !isDelayed)
        {
            vc.use().isOverdue = true;
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
        return !vc.use().isOverdue && (vc.use().activationCompletions == 0 && vc.use().pending != null ||
            vc.use().deactivationCompletions == 0 && vc.state() == VcTrack.State.DEACTIVATING);
    }

    // Upper edge.

    /** NdisCmActivateVc is next. */
    void activate(final VcTrack vc)
    {
        if (vc.state() != VcTrack.State.CREATED && vc.state() != VcTrack.State.ACTIVE || vc.use().lateDeactivation > 0)
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
