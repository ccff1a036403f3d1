package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

import org.agrona.DirectBuffer;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisStatus;

/** The life of an adapter after it was started: rules RST, HLT, SHD, PNP, STS and VC-13. */
final class LifeRules
{
    private final Verifier verifier;
    private boolean inShutdown;

    LifeRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    // Reset.

    void resetting(final AdapterTrack adapter)
    {
        adapter.inReset = true;
        adapter.resetPended = false;
        adapter.resetCompletedInside = false;
        adapter.resetCompletions = -1;
        adapter.resetPs = verifier.nowPs();
        verifier.sends.reset(adapter);
        for (final VcTrack vc : verifier.tracks())
        {
            if (vc.adapter() == adapter && vc.isUsable())
            {
                vc.use().wasReset = true;
            }
        }
    }

    void reset(final AdapterTrack adapter, final int status)
    {
        if (status == NDIS_STATUS_PENDING)
        {
            adapter.resetPended = true;
            adapter.resetCompletions = adapter.resetCompletedInside ? 1 : 0;
            verifier.audit.arm();
        }
        else if (adapter.resetCompletedInside)
        {
            verifier.report(VerifierRule.RST_01, null, null, "without PENDING");
        }
        else
        {
            adapter.inReset = false;
        }
    }

    /** NdisMResetComplete. */
    void resetCompletes(final AdapterTrack adapter, final int status)
    {
        final boolean isInside = verifier.inside(VerifierFunction.MINIPORT_RESET) != null;
        final boolean isDue =
            adapter.inReset && (adapter.resetPended || isInside && !adapter.resetCompletedInside);
        if (!isDue)
        {
            adapter.resetCompletions = Math.max(0, adapter.resetCompletions) + 1;
            verifier.report(VerifierRule.RST_01, null, null, adapter.resetCompletions);
            return;
        }
        if (status == NDIS_STATUS_PENDING)
        {
            verifier.report(VerifierRule.RST_01, null, null, "with status PENDING");
        }
        adapter.resetCompletedInside = isInside;
        adapter.resetCompletions = 1;
        adapter.resetPended = false;
        adapter.inReset = isInside;
        if (isInside)
        {
            adapter.inReset = false;
        }
    }

    void audit(final AdapterTrack adapter, final long nowPs)
    {
        if (adapter.resetPended && nowPs - adapter.resetPs > Audit.OPERATION_PS)
        {
            adapter.resetPended = false;
            verifier.report(VerifierRule.RST_01, null, null, "never");
        }
    }

    // Halt, removal, shutdown.

    void halting(final AdapterTrack adapter)
    {
        adapter.stage = AdapterTrack.Stage.HALTING;
        if (adapter.vcCount != 0 && !adapter.isCallManager)
        {
            verifier.report(VerifierRule.VC_13, null, null, adapter.vcCount);
        }
    }

    void halted(final AdapterTrack adapter)
    {
        verifier.memory.leaks(VerifierRule.HLT_01, adapter);
        if (adapter.receivesOut != 0)
        {
            verifier.report(VerifierRule.HLT_02, null, null, adapter.receivesOut);
        }
        if (adapter.interrupt != null)
        {
            verifier.report(VerifierRule.HLT_04, null, null);
        }
        verifier.timers.stopped(adapter, VerifierRule.TMR_02);
        adapter.stage = AdapterTrack.Stage.DEAD;
    }

    void notified(final AdapterTrack adapter, final int event)
    {
        if (event == NdisMiniport.NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED)
        {
            adapter.isRemoved = true;
            adapter.removedPs = verifier.nowPs();
            verifier.audit.arm();
        }
    }

    void shutDown(final boolean begins)
    {
        inShutdown = begins;
        verifier.attention(Verifier.SHUTTING_DOWN, begins);
    }

    /** A routine of NDIS is called: not from MiniportShutdown, unless it may run at any level. */
    void call(final Frame call)
    {
        if (inShutdown && call.function().level != VerifierFunction.Level.ANY &&
            verifier.handler().function() == VerifierFunction.MINIPORT_SHUTDOWN)
        {
            verifier.report(VerifierRule.SHD_01, null, null, call.function());
        }
    }

    // Status.

    /** NdisMCoIndicateStatus; false if NDIS should not hear of it. */
    boolean indicates(
        final AdapterTrack adapter, final long vcHandle, final int status, final DirectBuffer buffer, final int size)
    {
        if (status == NdisStatus.NDIS_STATUS_RESET_START || status == NdisStatus.NDIS_STATUS_RESET_END)
        {
            verifier.report(VerifierRule.RST_02, null, null, NdisStatus.name(status));
        }
        final VcTrack vc = vcHandle == 0 ? null : verifier.vc(vcHandle);
        final boolean isDeadVc = vcHandle != 0 && (vc == null || !vc.isLive());
        if (isDeadVc || size < 0 || size > (buffer == null ? 0 : buffer.capacity()) || adapter.attributeCalls == 0)
        {
            verifier.report(VerifierRule.STS_01, vc, null);
        }
        if (status == NdisStatus.NDIS_STATUS_MEDIA_CONNECT || status == NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT)
        {
            OidRules.media(adapter, status == NdisStatus.NDIS_STATUS_MEDIA_CONNECT);
        }
        if (vcHandle != 0)
        {
            verifier.vcs.insideCreate(VerifierFunction.NDIS_M_CO_INDICATE_STATUS, VerifierRule.VC_05.severity());
        }
        return !isDeadVc;
    }

}
