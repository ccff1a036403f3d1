package org.vatm.sim;

import java.util.function.Supplier;

/**
 * The processor of one host: runs driver code inside simulated time.
 * <p>
 * Driver code is plain Java that runs between events, never inside one, so no model code is ever re-entered. It costs no simulated time
 * of its own; time passes where it waits: {@link #await}, {@link #stall}, {@link #sleep}. At such a point, and where it lowers its
 * level, work of a higher level runs on top of it; everything else queues. A CPU thus has one driver stack.
 */
public final class HostCpu
{
    /** Threads and their continuations. */
    public static final int PASSIVE = 0;
    /** Deferred procedure calls, timers; no waiting for other work. */
    public static final int DISPATCH = 1;
    /** Interrupt service routines. */
    public static final int DEVICE = 2;

    private static final int LEVELS = 3;
    private static final int NO_LEVEL = -1;
    private static final int MAX_NESTING = 16;
    private static final int PRIORITY_DELAY = 100;

    private final Simulation simulation;
    private final String name;
    private final EventQueue events = new EventQueue(this);
    final int index;

    private final CpuWork[] heads = new CpuWork[LEVELS];
    private final CpuWork[] tails = new CpuWork[LEVELS];
    private final Delay[] delays = new Delay[MAX_NESTING];
    private int level = NO_LEVEL;
    private int nesting;
    /** Bit n: work of level n is queued. */
    private int queuedLevels;

    /** The lane whose Java stack holds this CPU's driver code, null while it runs none. */
    Simulation.Lane lane;
    /** What the driver code waits for, null unless it waits. */
    Completion awaited;

    HostCpu(final Simulation simulation, final String name, final int index)
    {
        this.simulation = simulation;
        this.name = name;
        this.index = index;
        for (int i = 0; i < MAX_NESTING; i++)
        {
            delays[i] = new Delay();
        }
    }

    /**
     * @return name of the host.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return the host's events.
     */
    public EventQueue events()
    {
        return events;
    }

    /**
     * @return the simulation that this CPU is part of.
     */
    public Simulation simulation()
    {
        return simulation;
    }

    /**
     * @return level at which driver code runs now; -1 when none does.
     */
    public int level()
    {
        return level;
    }

    /**
     * @return true while driver code runs or waits.
     */
    public boolean inDriverCode()
    {
        return level != NO_LEVEL;
    }

    /**
     * Queues driver code; it runs when no work of its level or above does. Work that is queued already stays where it is.
     *
     * @param work to run.
     */
    public void queue(final CpuWork work)
    {
        if (work.queued)
        {
            return;
        }
        work.queued = true;
        work.next = null;
        if (tails[work.level] == null)
        {
            heads[work.level] = work;
        }
        else
        {
            tails[work.level].next = work;
        }
        tails[work.level] = work;
        queuedLevels |= 1 << work.level;
    }

    /**
     * Driver code only: lets simulated time pass until the model sets the flag.
     *
     * @param completion to wait for.
     */
    public void await(final Completion completion)
    {
        if (level == NO_LEVEL)
        {
            throw new IllegalStateException(name + ": only driver code can wait");
        }
        final Completion outer = awaited;
        awaited = completion;
        simulation.waitFor(this);
        awaited = outer;
    }

    /**
     * Driver code only: passes a span of simulated time.
     *
     * @param ps picoseconds, 0 or more.
     */
    public void stall(final long ps)
    {
        final Delay delay = delays[nesting];
        delay.done.reset();
        events.schedule(delay, events.nowPs() + ps);
        await(delay.done);
    }

    /**
     * Driver code at {@link #PASSIVE} only: as {@link #stall}; deferred work runs meanwhile.
     *
     * @param ps picoseconds, 0 or more.
     */
    public void sleep(final long ps)
    {
        if (level != PASSIVE)
        {
            throw new IllegalStateException(name + ": sleep at level " + level + ", must be at PASSIVE");
        }
        stall(ps);
    }

    /**
     * Driver code only: raises its own level.
     *
     * @param to the new level, not below the present one.
     * @return the present one.
     */
    public int raise(final int to)
    {
        if (level == NO_LEVEL || to < level)
        {
            throw new IllegalStateException(name + ": raise from level " + level + " to " + to);
        }
        final int from = level;
        level = to;
        return from;
    }

    /**
     * Driver code only: lowers its own level; work that waited for that runs at once.
     *
     * @param to the new level, not above the present one.
     */
    public void lower(final int to)
    {
        if (to < PASSIVE || to > level)
        {
            throw new IllegalStateException(name + ": lower from level " + level + " to " + to);
        }
        level = to;
        while (hasWorkAbove(level))
        {
            runWork();
        }
    }

    /**
     * For tests and tools, from outside the simulation: runs driver code at {@link #PASSIVE}, starting now, and the simulation with
     * it, until the code returns.
     *
     * @param driverCode to run.
     * @param <T>        its result.
     * @return its result.
     */
    public <T> T call(final Supplier<T> driverCode)
    {
        simulation.runUntil(simulation.nowPs()); // the other hosts may be ahead
        final Call<T> call = new Call<>(driverCode);
        queue(call);
        while (!call.returned)
        {
            simulation.runUntil(events.nowPs());
        }
        return call.result;
    }

    boolean hasWork()
    {
        return queuedLevels != 0;
    }

    boolean hasWorkAbove(final int bound)
    {
        return queuedLevels >> bound + 1 != 0;
    }

    /** True if driver code can go on at this instant: its wait is over, or there is work that may run. */
    boolean isReady()
    {
        return awaited == null ? hasWork() : awaited.isDone() || hasWorkAbove(level);
    }

    boolean hasNestedWork()
    {
        return hasWorkAbove(level);
    }

    long nextActionPs()
    {
        return isReady() ? events.nowPs() : events.nextTimePs();
    }

    /** Runs the oldest work of the highest level that has any. */
    void runWork()
    {
        final int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(queuedLevels);
        final CpuWork work = heads[highest];
        heads[highest] = work.next;
        if (work.next == null)
        {
            tails[highest] = null;
            queuedLevels &= ~(1 << highest);
        }
        work.next = null;
        work.queued = false;

        final Completion outer = awaited;
        final int before = level;
        awaited = null;
        level = highest;
        nesting++;
        work.run();
        if (level != highest)
        {
            throw new IllegalStateException(name + ": driver code entered at level " + highest + " left at " + level);
        }
        nesting--;
        level = before;
        awaited = outer;
    }

    @Override
    public String toString()
    {
        return name;
    }

    private static final class Delay extends Event
    {
        final Completion done = new Completion();

        Delay()
        {
            super(PRIORITY_DELAY);
        }

        @Override
        protected void fire(final long nowPs)
        {
            done.complete();
        }
    }

    private static final class Call<T> extends CpuWork
    {
        private final Supplier<T> code;
        private T result;
        private boolean returned;

        Call(final Supplier<T> code)
        {
            super(PASSIVE);
            this.code = code;
        }

        @Override
        protected void run()
        {
            result = code.get();
            returned = true;
        }
    }
}
