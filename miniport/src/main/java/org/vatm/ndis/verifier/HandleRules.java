package org.vatm.ndis.verifier;

import org.agrona.collections.LongHashSet;
import org.vatm.ndis.NdisBugCheck;
import org.vatm.ndis.NdisBugCheckCode;

/** Handles: rules HND, HLT-03 and VC-10, which are about what handles name. */
final class HandleRules
{
    private static final long HANDLE_BITS = 7L << 60; // of every handle of NDIS, of no address

    private final Verifier verifier;
    private final LongHashSet deadFamilies = new LongHashSet();
    private final LongHashSet deadSaps = new LongHashSet();
    private final LongHashSet deadParties = new LongHashSet();

    HandleRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** The adapter that a miniport names; the system stops if there is none. */
    AdapterTrack adapter(final VerifierFunction function, final long handle)
    {
        final AdapterTrack adapter = verifier.adapter(handle);
        final AdapterTrack running = verifier.runningAdapter();
        if (adapter == null || running != null && running != adapter && running.stage != AdapterTrack.Stage.DEAD)
        {
            verifier.report(VerifierRule.HND_01, null, null, function);
            if (adapter == null)
            {
                throw verifier.ndis.bugCheck(NdisBugCheckCode.INVALID_NDIS_HANDLE, function + ", unknown adapter");
            }
        }
        if (adapter.stage == AdapterTrack.Stage.DEAD)
        {
            verifier.report(VerifierRule.HLT_03, null, null, function);
        }
        return adapter;
    }

    /** The VC that a miniport names; the system stops if there is none. */
    VcTrack miniportVc(final VerifierFunction function, final long handle)
    {
        final VcTrack vc = verifier.vc(handle);
        if (vc != null && !vc.isLive() || vc == null && verifier.isOlder(handle))
        {
            verifier.report(VerifierRule.VC_10, vc, null, function, VcTrack.name(handle));
            throw dead(function, handle);
        }
        final AdapterTrack running = verifier.runningAdapter();
        final boolean isForeign = vc != null &&
            (running != null && vc.adapter() != running || vc.miniportHandle != handle);
        if (vc == null || isForeign)
        {
            verifier.report(VerifierRule.HND_02, vc, null, "0x" + Long.toHexString(handle), function);
            throw dead(function, handle);
        }
        return vc;
    }

    private NdisBugCheck dead(final VerifierFunction function, final long handle)
    {
        return verifier.ndis.bugCheck(
            NdisBugCheckCode.INVALID_VC_HANDLE, function + ", VC handle 0x" + Long.toHexString(handle));
    }

    /** The VC that a protocol names; the system stops if there is none. */
    VcTrack protocolVc(final VerifierFunction function, final long handle)
    {
        final VcTrack vc = verifier.vc(handle);
        if (vc == null || !vc.isLive())
        {
            verifier.report(VerifierRule.HND_02, vc, null, "0x" + Long.toHexString(handle), function);
            throw dead(function, handle);
        }
        return vc;
    }

    /** A register's address: a handle is none. */
    void address(final long address)
    {
        if ((address & HANDLE_BITS) != 0)
        {
            verifier.report(VerifierRule.HND_03, null, null);
        }
    }

    /** An output of a creating call, before the call. */
    void output(final long value)
    {
        if (value != 0)
        {
            verifier.report(VerifierRule.HND_05, null, null);
        }
    }

    void familyClosed(final long handle)
    {
        deadFamilies.add(handle);
    }

    void family(final long handle)
    {
        stale(deadFamilies, handle, "address family");
    }

    void sapDeregistered(final long handle)
    {
        deadSaps.add(handle);
    }

    void sap(final long handle)
    {
        stale(deadSaps, handle, "SAP");
    }

    void partyDropped(final long handle)
    {
        deadParties.add(handle);
    }

    void party(final long handle)
    {
        stale(deadParties, handle, "party");
    }

    private void stale(final LongHashSet dead, final long handle, final String kind)
    {
        if (!dead.isEmpty() && dead.contains(handle))
        {
            verifier.report(VerifierRule.HND_04, null, null, kind);
        }
    }
}
