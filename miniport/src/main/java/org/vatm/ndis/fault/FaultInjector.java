package org.vatm.ndis.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.sim.Event;

/**
 * Faults under the miniports of one host. Without further words it does nothing; then
 * <pre>
 *   faults.fail(FaultKind.SHARED_MEMORY, 2);                         the second allocation from now on fails
 *   faults.delay(LateCall.SEND_COMPLETE, 0, 1_000_000_000);          0 to 1 ms late, in any order
 *   faults.hold(LateCall.RETURN_PACKET);                             until release(): no receive buffer comes back
 *   faults.removeAtCall(1000);                                       pulled out in the 1000th call into NDIS
 *   faults.none();                                                   the fault is gone
 * </pre>
 * The same seed and the same drivers give the same run.
 */
public final class FaultInjector
{
    private static final int PRIORITY = 102;
    private static final long PS_PER_US = 1_000_000L;
    private static final long PS_PER_MS = 1_000 * PS_PER_US;

    final Ndis ndis;
    final LateCalls late;
    private final long seed;
    private final Random random;
    private final Allocations allocations;
    private final List<FaultyAdapter> adapters = new ArrayList<>();
    private final StringBuilder plan = new StringBuilder();
    private long calls;
    private long actAtCall;
    private Consumer<Instants> act;
    private long spuriousMeanPs;
    private long busyMeanPs;
    private long busyPs;

    /** Faults of miniports that are loaded on that NDIS. */
    public FaultInjector(final Ndis ndis, final long seed)
    {
        this.ndis = ndis;
        this.seed = seed;
        random = new Random(seed);
        allocations = new Allocations(random);
        late = new LateCalls(ndis.host().cpu(), random);
    }

    /** The driver with these faults under it: load this instead of it. */
    public NdisMiniportDriver faulty(final NdisMiniportDriver driver)
    {
        return library -> driver.driverEntry(new FaultyLibrary(this, library).proxy());
    }

    public long seed()
    {
        return seed;
    }

    // Allocations.

    /** The n-th allocation of that kind fails, counted from 1 and from now. */
    public FaultInjector fail(final FaultKind kind, final int n)
    {
        allocations.fail(kind, n, n);
        return planned("fail " + kind + " " + n);
    }

    /** The n-th allocation of that kind and all after it fail. */
    public FaultInjector failFrom(final FaultKind kind, final int n)
    {
        allocations.fail(kind, n, Integer.MAX_VALUE);
        return planned("fail " + kind + " from " + n);
    }

    /** Every allocation of that kind fails with that probability. */
    public FaultInjector failRandomly(final FaultKind kind, final double probability)
    {
        allocations.fail(kind, probability);
        return planned("fail " + kind + " p=" + probability);
    }

    /** Allocations of that kind since the beginning, or since it was last said which are to fail. */
    public int allocations(final FaultKind kind)
    {
        return allocations.asked(kind);
    }

    /** Those of that kind that have failed here. */
    public int failures(final FaultKind kind)
    {
        return allocations.failed(kind);
    }

    // Late calls.

    /** Calls of that kind come so much later, at random: with more than one on its way, in any order. */
    public FaultInjector delay(final LateCall kind, final long minPs, final long maxPs)
    {
        late.delay(kind, minPs, maxPs);
        return planned("delay " + kind + " " + minPs + ".." + maxPs + " ps");
    }

    /** Calls of that kind wait until they are released, or the adapter is halted. */
    public FaultInjector hold(final LateCall kind)
    {
        late.hold(kind);
        return planned("hold " + kind);
    }

    /** Calls of that kind that wait. */
    public int held(final LateCall kind)
    {
        return late.held(kind);
    }

    /** What was held comes now, and what follows in time. */
    public FaultInjector release(final LateCall kind)
    {
        late.release(kind, false);
        return planned("release " + kind);
    }

    /** The same, the last one first. */
    public FaultInjector releaseReversed(final LateCall kind)
    {
        late.release(kind, true);
        return planned("release reversed " + kind);
    }

    // Instants.

    /** The device is pulled out at that time; NDIS tells the driver if and when it can. */
    public FaultInjector removeAt(final long timePs)
    {
        at(timePs, Instants::remove);
        return planned("remove at " + timePs + " ps");
    }

    /** NDIS resets the adapter at that time. */
    public FaultInjector resetAt(final long timePs)
    {
        at(timePs, Instants::reset);
        return planned("reset at " + timePs + " ps");
    }

    /** The device is pulled out in the driver's n-th call into NDIS from now on. */
    public FaultInjector removeAtCall(final long n)
    {
        actAtCall = calls + n;
        act = Instants::remove;
        return planned("remove at call " + n);
    }

    /** NDIS resets the adapter in, or soon after, the driver's n-th call into NDIS from now on. */
    public FaultInjector resetAtCall(final long n)
    {
        actAtCall = calls + n;
        act = Instants::reset;
        return planned("reset at call " + n);
    }

    /** Calls of drivers into NDIS so far. */
    public long calls()
    {
        return calls;
    }

    // Interrupts.

    /** Adapters that are started from now on have interrupts of other devices on their line, so often on an average. */
    public FaultInjector spuriousInterrupts(final long meanPs)
    {
        spuriousMeanPs = meanPs;
        return planned("interrupts of others every " + meanPs + " ps");
    }

    /** From the next start of an adapter on, something else keeps the processor at DEVICE, so often and so long. */
    public FaultInjector busyProcessor(final long meanPs, final long lengthPs)
    {
        busyMeanPs = meanPs;
        busyPs = lengthPs;
        return planned("busy " + lengthPs + " ps every " + meanPs + " ps");
    }

    /**
     * A bad day, drawn from the seed: everything late within limits that NDIS allows, interrupts of others, a busy
     * processor, and now and then a packet descriptor too few. For adapters that are started from now on.
     */
    public FaultInjector badDay()
    {
        for (final LateCall kind : LateCall.values())
        {
            final long limitPs = kind == LateCall.HANDLE_INTERRUPT ? 100 * PS_PER_US : 2 * PS_PER_MS;
            if (random.nextBoolean())
            {
                delay(kind, 0, 1 + (long)(random.nextDouble() * limitPs));
            }
        }
        spuriousInterrupts(PS_PER_US * (20 + random.nextInt(500)));
        busyProcessor(PS_PER_US * (100 + random.nextInt(500)), PS_PER_US * (1 + random.nextInt(30)));
        return failRandomly(FaultKind.PACKET, random.nextDouble() / 8);
    }

    /** The fault is gone: what is asked for is given, and what was held comes now. Interrupts of others go on. */
    public FaultInjector none()
    {
        allocations.none();
        late.none();
        act = null;
        return planned("none");
    }

    /** True if it was told anything. */
    public boolean isPlanned()
    {
        return plan.length() != 0;
    }

    /** Seed and plan, to repeat it. */
    @Override
    public String toString()
    {
        return "faults of seed " + seed + ": " + (plan.length() == 0 ? "none" : plan);
    }

    boolean fails(final FaultKind kind)
    {
        return allocations.fails(kind);
    }

    /** A driver has called NDIS. */
    void called(final FaultyAdapter adapter)
    {
        if (++calls == actAtCall && act != null && adapter != null)
        {
            act.accept(adapter.instants);
        }
    }

    FaultyAdapter add(final long adapterHandle)
    {
        final FaultyAdapter adapter = new FaultyAdapter(this, adapterHandle, new Instants(ndis, adapterHandle, random));
        adapters.add(adapter);
        if (spuriousMeanPs > 0)
        {
            adapter.instants.spurious(spuriousMeanPs);
        }
        if (busyMeanPs > 0)
        {
            adapter.instants.busy(busyMeanPs, busyPs);
        }
        return adapter;
    }

    void remove(final FaultyAdapter adapter)
    {
        adapter.instants.end();
        adapters.remove(adapter);
    }

    private void at(final long timePs, final Consumer<Instants> newAct)
    {
        final Event event = new Event(PRIORITY)
        {
            @Override
            protected void fire(final long nowPs)
            {
                adapters.forEach(adapter -> newAct.accept(adapter.instants));
            }
        };
        ndis.host().cpu().events().schedule(event, timePs);
    }

    private FaultInjector planned(final String text)
    {
        plan.append(plan.length() == 0 ? "" : "; ").append(text);
        return this;
    }
}
