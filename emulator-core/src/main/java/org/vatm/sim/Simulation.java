package org.vatm.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Hosts that advance together. Each has its own clock and event queue; links alone couple them, and the delay of a link is the time
 * by which one host may run ahead of another (conservative synchronisation): the result does not depend on who runs first.
 * <p>
 * One thread at a time runs the simulation. It carries the driver code of one host at most on its Java stack, because code that waits
 * can go on only when everything above it on the stack has returned. If the code of a second host has to run before the first one's
 * wait is over, a spare thread (a {@link Lane}) takes over and hands back later. That is rare: a driver's visit to its
 * chip is shorter than a link is long.
 * <p>
 * Hosts that no link connects have nothing to do with each other and take longer turns: what is recorded of them comes in that order.
 */
public final class Simulation implements AutoCloseable
{
    private static final long NEVER = Long.MAX_VALUE;
    /** So long hosts that no link connects to others run before it is the others' turn: what they touch stays in the cache. */
    private static final long TURN_PS = 1_000_000_000;

    private final List<HostCpu> hosts = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Lane root = new Lane(null);
    private HostCpu[] cpus = {};
    /** Shortest delay of any chain of links from host to host; the diagonal is the shortest loop. */
    private long[][] distance = {};
    /** For each host the others that can reach it. */
    private HostCpu[][] sources = {};
    /** Hosts that links connect, directly or by way of others: no group has to do with another one. */
    private HostCpu[][] groups = {};
    /** The group whose turn it is, null if none has begun, and the instant at which its turn ends. */
    private HostCpu[] group;
    private long turnEndPs;
    /** Who is next in that group, if no driver code waits. */
    private HostCpu next;
    /** Hosts whose driver code is on a stack; all of one group. */
    private int running;

    private volatile Lane holder = root;
    private volatile boolean closed;
    private volatile Throwable failure;
    private long limitPs;
    private boolean leaps = true;

    /**
     * Adds a host.
     *
     * @param name for reports.
     * @return its CPU.
     */
    public HostCpu addHost(final String name)
    {
        final HostCpu cpu = new HostCpu(this, name, hosts.size());
        hosts.add(cpu);
        cpus = hosts.toArray(new HostCpu[0]);
        final int count = cpus.length;
        final long[][] larger = new long[count][];
        for (int i = 0; i < count; i++)
        {
            larger[i] = i < count - 1 ? Arrays.copyOf(distance[i], count) : new long[count];
            Arrays.fill(larger[i], i < count - 1 ? count - 1 : 0, count, NEVER);
        }
        distance = larger;
        findSources();
        return cpu;
    }

    /**
     * Declares that one host's events can cause events of another.
     *
     * @param from           the sending host.
     * @param to             the receiving host.
     * @param minimumDelayPs time from cause to effect, 1 or more.
     */
    public void link(final HostCpu from, final HostCpu to, final long minimumDelayPs)
    {
        if (minimumDelayPs < 1)
        {
            throw new IllegalArgumentException("minimumDelayPs=" + minimumDelayPs + ", must be 1 or more");
        }
        if (from == to)
        {
            return;
        }
        distance[from.index][to.index] = Math.min(distance[from.index][to.index], minimumDelayPs);
        for (int via = 0; via < cpus.length; via++)
        {
            for (int i = 0; i < cpus.length; i++)
            {
                for (int j = 0; j < cpus.length; j++)
                {
                    distance[i][j] = Math.min(distance[i][j], sum(distance[i][via], distance[via][j]));
                }
            }
        }
        findSources();
    }

    private void findSources()
    {
        sources = new HostCpu[cpus.length][];
        for (final HostCpu to : cpus)
        {
            sources[to.index] = hosts.stream()
                .filter(from -> from != to && distance[from.index][to.index] != NEVER).toArray(HostCpu[]::new);
        }
        findGroups();
    }

    private void findGroups()
    {
        final int[] groupOf = new int[cpus.length];
        Arrays.setAll(groupOf, i -> i);
        for (final HostCpu to : cpus)
        {
            for (final HostCpu from : sources[to.index])
            {
                final int merged = groupOf[from.index];
                final int into = groupOf[to.index];
                Arrays.setAll(groupOf, i -> groupOf[i] == merged ? into : groupOf[i]);
            }
        }
        groups = new HostCpu[cpus.length][];
        for (final HostCpu cpu : cpus)
        {
            groups[cpu.index] = hosts.stream()
                .filter(other -> groupOf[other.index] == groupOf[cpu.index]).toArray(HostCpu[]::new);
        }
        group = null;
    }

    /**
     * @return the instant up to which the simulation was run.
     */
    public long nowPs()
    {
        long now = 0;
        for (final HostCpu cpu : cpus)
        {
            now = Math.max(now, cpu.events().nowPs());
        }
        return now;
    }

    /**
     * @return the instant of the next thing that happens, {@link Long#MAX_VALUE} if nothing is due.
     */
    public long nextActionPs()
    {
        return cpus.length == 0 ? NEVER : earliest(cpus).nextActionPs();
    }

    /**
     * Runs everything that happens up to an instant, inclusive. Driver code that has started by then runs to its end, even if that takes
     * simulated time beyond it.
     *
     * @param timePs the instant.
     */
    public void runUntil(final long timePs)
    {
        if (failure != null)
        {
            throw new IllegalStateException("the simulation has failed", failure);
        }
        limitPs = timePs;
        try
        {
            run(root);
            throwFailure();
        }
        catch (final RuntimeException | Error e)
        {
            failure = e;
            throw e;
        }
        for (final HostCpu cpu : cpus)
        {
            cpu.events().advanceTo(timePs);
        }
    }

    /**
     * Ends the spare threads.
     */
    @Override
    public void close()
    {
        closed = true;
        for (final Lane lane : lanes)
        {
            LockSupport.unpark(lane.thread);
        }
    }

    /**
     * Whether a device may do in one event what nobody can tell from several ({@link EventQueue#leapTo}). It may unless told otherwise; all that can be seen
     * is the same either way.
     *
     * @param allowed false: an event for each step.
     */
    public void leaps(final boolean allowed)
    {
        leaps = allowed;
    }

    /** Called on the stack of driver code: returns when what it waits for has come. */
    void waitFor(final HostCpu cpu)
    {
        final Lane lane = cpu.lane;
        while (true)
        {
            if (cpu.hasNestedWork())
            {
                cpu.runWork();
            }
            else if (cpu.awaited.isDone())
            {
                return;
            }
            else
            {
                advance(lane);
            }
        }
    }

    /** The loop of a lane that carries no driver code. */
    private void run(final Lane lane)
    {
        while (lane == root || !closed)
        {
            if (nobodyWaits() && !chooseGroup())
            {
                if (lane == root)
                {
                    return;
                }
                handTo(root, lane);
            }
            else
            {
                advance(lane);
            }
        }
    }

    /** Whose turn it is; false if nobody has anything to do by the limit. */
    private boolean chooseGroup()
    {
        if (group != null)
        {
            next = earliest(group);
            if (next.nextActionPs() <= Math.min(limitPs, turnEndPs))
            {
                return true;
            }
        }
        next = earliest(cpus);
        final long nextPs = next.nextActionPs();
        group = groups[next.index];
        turnEndPs = sum(nextPs, TURN_PS);
        return nextPs <= limitPs;
    }

    /** Lets one host act: fire some events, start driver code, or have another lane go on. */
    private void advance(final Lane lane)
    {
        if (failure != null)
        {
            throw new IllegalStateException("the simulation has failed", failure);
        }
        final HostCpu mine = lane.carried;
        final HostCpu cpu = nobodyWaits() ? next :
            mine != null && mine.nextActionPs() < horizon(mine) ? mine : earliest(group);
        if (cpu.isReady())
        {
            if (cpu.lane == null && mine == null)
            {
                lane.carried = cpu;
                cpu.lane = lane;
                running++;
                cpu.runWork();
                running--;
                cpu.lane = null;
                lane.carried = null;
            }
            else if (cpu.lane != lane)
            {
                handTo(cpu.lane == null ? spareLane() : cpu.lane, lane);
            }
            return;
        }
        final EventQueue events = cpu.events();
        if (events.nextTimePs() == NEVER)
        {
            throw new IllegalStateException("driver code waits at " + nowPs() + " ps for what will never happen");
        }
        final long end = nobodyWaits() ? Math.min(horizon(cpu), sum(limitPs, 1)) : horizon(cpu);
        events.leapEnd(leaps ? end : 0);
        do
        {
            events.runNext();
        }
        while (!cpu.isReady() && events.nextTimePs() < end);
    }

    private static HostCpu earliest(final HostCpu[] among)
    {
        HostCpu first = among[0];
        long time = first.nextActionPs();
        for (int i = 1; i < among.length; i++)
        {
            final long other = among[i].nextActionPs();
            if (other < time)
            {
                first = among[i];
                time = other;
            }
        }
        return first;
    }

    /** Instant before which nothing that another host can still do reaches this one. */
    private long horizon(final HostCpu cpu)
    {
        long horizon = sum(cpu.nextActionPs(), distance[cpu.index][cpu.index]);
        for (final HostCpu other : sources[cpu.index])
        {
            horizon = Math.min(horizon, sum(other.nextActionPs(), distance[other.index][cpu.index]));
        }
        return horizon;
    }

    private boolean nobodyWaits()
    {
        return running == 0;
    }

    private Lane spareLane()
    {
        if (root.carried == null)
        {
            return root;
        }
        for (final Lane lane : lanes)
        {
            if (lane.carried == null)
            {
                return lane;
            }
        }
        final Lane lane = new Lane("vatm-lane-" + (lanes.size() + 1));
        lanes.add(lane);
        lane.thread.start();
        return lane;
    }

    private void handTo(final Lane to, final Lane from)
    {
        if (from == root)
        {
            root.thread = Thread.currentThread();
        }
        holder = to;
        LockSupport.unpark(to.thread);
        awaitTurn(from);
        throwFailure();
    }

    private void awaitTurn(final Lane lane)
    {
        while (holder != lane && !(closed && lane != root))
        {
            LockSupport.park(this);
        }
        if (closed && lane != root)
        {
            throw new LaneClosed();
        }
    }

    private void throwFailure()
    {
        final Throwable thrown = failure;
        if (thrown instanceof RuntimeException)
        {
            throw (RuntimeException)thrown;
        }
        if (thrown instanceof Error)
        {
            throw (Error)thrown;
        }
    }

    private static long sum(final long a, final long b)
    {
        return a == NEVER || b == NEVER ? NEVER : a + b;
    }

    /** A Java thread that can run the simulation, and the host whose driver code is on its stack. */
    final class Lane
    {
        HostCpu carried;
        private Thread thread;

        private Lane(final String name)
        {
            if (name != null)
            {
                thread = new Thread(this::live, name);
                thread.setDaemon(true);
            }
        }

        private void live()
        {
            try
            {
                awaitTurn(this);
                run(this);
            }
            catch (final LaneClosed e)
            {
                return;
            }
            catch (final RuntimeException | Error e)
            {
                if (failure == null)
                {
                    failure = e;
                }
                holder = root;
                LockSupport.unpark(root.thread);
            }
        }
    }

    /** Unwinds the stack of a lane when the simulation is closed. */
    private static final class LaneClosed extends Error
    {
        private static final long serialVersionUID = 1L;

        LaneClosed()
        {
            super("closed", null, false, false);
        }
    }
}
