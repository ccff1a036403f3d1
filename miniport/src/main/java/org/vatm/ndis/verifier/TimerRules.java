package org.vatm.ndis.verifier;

import java.util.IdentityHashMap;
import java.util.Map;
import org.vatm.ndis.NdisInternals;
import org.vatm.ndis.NdisMiniportTimer;

/** Timers: rules TMR. */
final class TimerRules
{
    private final Verifier verifier;
    private final Map<NdisMiniportTimer, AdapterTrack> initialized = new IdentityHashMap<>();

    TimerRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** NdisMInitializeTimer. */
    void initializes(final NdisMiniportTimer timer, final AdapterTrack adapter)
    {
        if (initialized.containsKey(timer) && NdisInternals.isSet(timer))
        {
            verifier.report(VerifierRule.TMR_01, null, null);
        }
        initialized.put(timer, adapter);
    }

    /** Any other call for the timer. */
    void uses(final NdisMiniportTimer timer)
    {
        if (!initialized.containsKey(timer))
        {
            verifier.report(VerifierRule.TMR_01, null, null, "it was never initialised");
        }
    }

    /** MiniportHalt has returned, or MiniportInitialize has failed. */
    void stopped(final AdapterTrack adapter, final VerifierRule rule)
    {
        int set = 0;
        for (final Map.Entry<NdisMiniportTimer, AdapterTrack> entry : initialized.entrySet())
        {
            set += entry.getValue() == adapter && NdisInternals.isSet(entry.getKey()) ? 1 : 0;
        }
        if (set != 0)
        {
            verifier.report(rule, null, null, set, "timers");
        }
        initialized.values().removeIf(owner -> owner == adapter);
    }
}
