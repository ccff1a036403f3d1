package org.vatm.ndis.verifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vatm.ndis.NdisSpinLock;
import org.vatm.sim.HostCpu;

/** Spin locks: rules LCK. Locks are numbered in the order in which they are first taken. */
final class LockRules
{
    private static final int NUMBER_BITS = 32;

    private final Verifier verifier;
    private final Map<NdisSpinLock, Integer> numbers = new IdentityHashMap<>();
    private final List<NdisSpinLock> held = new ArrayList<>();
    private final List<Boolean> heldDpr = new ArrayList<>();
    private final Set<Long> order = new HashSet<>(); // pairs a then b that occurred

    LockRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    int held()
    {
        return held.size();
    }

    void acquire(final VerifierFunction function, final NdisSpinLock lock, final boolean isDpr)
    {
        final int number = numbers.computeIfAbsent(lock, newLock -> numbers.size() + 1);
        if (isDpr && verifier.irql() != HostCpu.DISPATCH || held.contains(lock))
        {
            verifier.report(VerifierRule.LCK_03, null, lock, function);
            return;
        }
        for (final NdisSpinLock outer : held)
        {
            final int outerNumber = numbers.get(outer);
            order.add(pair(outerNumber, number));
            if (leads(number, outerNumber, new HashSet<>()))
            {
                verifier.report(VerifierRule.LCK_04, null, lock, outerNumber, number);
            }
        }
        held.add(lock);
        heldDpr.add(isDpr);
        verifier.attention(Verifier.LOCKS_HELD, true);
    }

    void release(final VerifierFunction function, final NdisSpinLock lock, final boolean isDpr)
    {
        final int i = held.lastIndexOf(lock);
        if (i < 0 || heldDpr.get(i) != isDpr)
        {
            verifier.report(VerifierRule.LCK_03, null, lock, function);
        }
        if (i >= 0)
        {
            forget(i);
        }
    }

    /** An indication, completion, request or status call. */
    void across(final VerifierFunction function)
    {
        if (!held.isEmpty())
        {
            final NdisSpinLock lock = held.get(held.size() - 1);
            verifier.report(VerifierRule.LCK_02, null, lock, numbers.get(lock), function);
        }
    }

    /** A handler returns. */
    void exit(final Frame handler)
    {
        if (!held.isEmpty() && held.size() > handler.locksHeld())
        {
            final NdisSpinLock lock = held.get(held.size() - 1);
            verifier.report(VerifierRule.LCK_01, null, lock, numbers.get(lock), handler.function());
            forget(held.size() - 1);
        }
    }

    private void forget(final int i)
    {
        held.remove(i);
        heldDpr.remove(i);
        verifier.attention(Verifier.LOCKS_HELD, !held.isEmpty());
    }

    private boolean leads(final int from, final int to, final Set<Integer> seen)
    {
        if (order.contains(pair(from, to)))
        {
            return true;
        }
        seen.add(from);
        for (int next = 1; next <= numbers.size(); next++)
        {
            if (!seen.contains(next) && order.contains(pair(from, next)) && leads(next, to, seen))
            {
                return true;
            }
        }
        return false;
    }

    private static long pair(final int first, final int second)
    {
        return (long)first << NUMBER_BITS | second;
    }
}
