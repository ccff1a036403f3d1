package org.vatm.ndis.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;
import org.vatm.sim.HostCpu;

/** Calls that are put off, each for a time from the seed, or until somebody lets them go. They run at DISPATCH. */
final class LateCalls
{
    private static final int PRIORITY = 102;

    /** How late calls of a kind are; held ones wait for release. */
    private static final class Delay
    {
        private final Deque<Late> held = new ArrayDeque<>();
        private long minPs;
        private long maxPs = -1;
        private boolean holds;
    }

    private final HostCpu cpu;
    private final EventQueue events;
    private final Random random;
    private final Map<LateCall, Delay> delays = new EnumMap<>(LateCall.class);
    private final List<Late> waiting = new ArrayList<>();

    LateCalls(final HostCpu cpu, final Random random)
    {
        this.cpu = cpu;
        this.events = cpu.events();
        this.random = random;
        for (final LateCall kind : LateCall.values())
        {
            delays.put(kind, new Delay());
        }
    }

    void delay(final LateCall kind, final long minPs, final long maxPs)
    {
        if (minPs < 0 || maxPs < minPs)
        {
            throw new IllegalArgumentException("minPs=" + minPs + ", maxPs=" + maxPs + ", must be 0 <= minPs <= maxPs");
        }
        delays.get(kind).minPs = minPs;
        delays.get(kind).maxPs = maxPs;
    }

    void hold(final LateCall kind)
    {
        delays.get(kind).holds = true;
    }

    int held(final LateCall kind)
    {
        return delays.get(kind).held.size();
    }

    /** Lets those go that are held, the last one first if they are to be in reverse order. */
    void release(final LateCall kind, final boolean isReversed)
    {
        final Delay delay = delays.get(kind);
        delay.holds = false;
        while (!delay.held.isEmpty())
        {
            due(isReversed ? delay.held.pollLast() : delay.held.poll());
        }
    }

    /** Everything comes in time from now on, and what was held comes now. */
    void none()
    {
        for (final LateCall kind : LateCall.values())
        {
            delays.get(kind).maxPs = -1;
            release(kind, false);
        }
    }

    boolean isLate(final LateCall kind)
    {
        return delays.get(kind).maxPs >= 0 || delays.get(kind).holds;
    }

    /** Puts a call of an adapter off if calls of its kind are late; else runs it now. */
    void run(final LateCall kind, final long adapterHandle, final Runnable call)
    {
        final Delay delay = delays.get(kind);
        if (!isLate(kind))
        {
            call.run();
            return;
        }
        final Late late = new Late(kind, adapterHandle, call);
        waiting.add(late);
        if (delay.holds)
        {
            delay.held.add(late);
        }
        else
        {
            final long span = delay.maxPs - delay.minPs;
            events.schedule(late, events.nowPs() + delay.minPs + (long)(random.nextDouble() * (span + 1)));
        }
    }

    /** Before MiniportHalt: nothing of the adapter is held any more; some calls must not come later. */
    void finish(final long adapterHandle, final Predicate<LateCall> isDropped, final Predicate<LateCall> isNow)
    {
        for (final Late late : List.copyOf(waiting))
        {
            if (late.adapterHandle != adapterHandle)
            {
                continue;
            }
            if (isDropped.test(late.kind))
            {
                late.cancel();
            }
            else if (isNow.test(late.kind))
            {
                late.cancel();
                late.call.run();
            }
            else if (delays.get(late.kind).held.remove(late))
            {
                due(late);
            }
        }
    }

    private void due(final Late late)
    {
        events.schedule(late, events.nowPs());
    }

    /** One call that was put off. */
    private final class Late extends Event
    {
        private final LateCall kind;
        private final long adapterHandle;
        private final Runnable call;

        private final CpuWork work = new CpuWork(HostCpu.DISPATCH)
        {
            @Override
            protected void run()
            {
                if (waiting.remove(Late.this))
                {
                    call.run();
                }
            }
        };

        Late(final LateCall kind, final long adapterHandle, final Runnable call)
        {
            super(PRIORITY);
            this.kind = kind;
            this.adapterHandle = adapterHandle;
            this.call = call;
        }

        void cancel()
        {
            waiting.remove(this);
            delays.get(kind).held.remove(this);
            events.cancel(this);
        }

        @Override
        protected void fire(final long nowPs)
        {
            cpu.queue(work);
        }
    }
}
