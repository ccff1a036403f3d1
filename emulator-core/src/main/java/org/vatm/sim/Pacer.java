package org.vatm.sim;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets a simulation keep step with the wall clock, for as long as somebody outside looks at it. What happens in it and when, in
 * simulated time, is as without a pacer; only the instants at which it is touched from outside come from the wall clock.
 * <p>
 * A thread of its own runs what is due and then parks until the next event; it costs nothing while nothing happens. Whoever wants to
 * touch the simulation calls {@link #enter}, which runs what is still due up to now, on the caller's thread: so an access does not wait
 * for another thread. If that takes too long, the simulation stays behind for good: the mapping of wall clock to simulated time
 * is shifted, and the shift counted.
 */
public final class Pacer implements AutoCloseable
{
    /** Wall time that one access spends on catching up at most. */
    public static final long MAX_CATCH_UP_NS = 100_000_000;

    private static final long PS_PER_NS = 1000;
    /** What is run between two looks at the clock. */
    private static final long SLICE_PS = 20_000_000;
    /** A shorter wait is not worth a system call. */
    private static final long MIN_PARK_NS = 20_000;
    /** While accesses come in, the thread looks by itself this often and need not be woken. */
    private static final long BUSY_PARK_NS = 50_000;
    private static final long IDLE_PARK_NS = 1_000_000_000;
    private static final long WAKE_TOLERANCE_PS = 100_000_000;

    private final Simulation simulation;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Thread thread;
    private final long startNs;
    private long endNs;
    /** Simulated time at nanosecond 0 of the clock. */
    private long offsetPs;
    /** Up to when the thread sleeps. */
    private long wakePs;
    private long entries;
    private long shifts;
    private long shiftedPs;
    private long maxLagPs;
    private RuntimeException failure;
    private Runnable progress = () -> { };
    private volatile boolean closed;

    /**
     * Starts at once: now on the wall clock is now in the simulation.
     *
     * @param simulation that nobody else runs from now on.
     */
    public Pacer(final Simulation simulation)
    {
        this(simulation, System::nanoTime, true);
    }

    /**
     * With a clock of the caller's, and perhaps without a thread: then events happen only at {@link #enter} and {@link #poll}.
     *
     * @param simulation that nobody else runs from now on.
     * @param nanoClock  nanoseconds that never go back.
     * @param threaded   true to run events as they come due.
     */
    public Pacer(final Simulation simulation, final LongSupplier nanoClock, final boolean threaded)
    {
        this.simulation = simulation;
        this.nanoClock = nanoClock;
        startNs = nanoClock.getAsLong();
        endNs = startNs;
        offsetPs = simulation.nowPs() - startNs * PS_PER_NS;
        thread = new Thread(this::run, "vatm-pacer");
        thread.setDaemon(true);
        if (threaded)
        {
            thread.start();
        }
    }

    /**
     * Names who is told when simulated time has moved on, every {@value #SLICE_PS} ps or so while much happens; he holds the simulation.
     *
     * @param listener to be called.
     */
    public void onProgress(final Runnable listener)
    {
        lock.lock();
        progress = listener;
        lock.unlock();
    }

    /**
     * Takes hold of the simulation and brings it to the instant that the wall clock maps to, or as near as {@link #MAX_CATCH_UP_NS} allows.
     *
     * @return the instant: never before that of an earlier call.
     * @throws IllegalStateException if the simulation has failed; nothing is held then.
     */
    public long enter()
    {
        lock.lock();
        boolean done = false;
        try
        {
            requireHealth();
            entries++;
            catchUp();
            done = true;
            return simulation.nowPs();
        }
        catch (final RuntimeException e)
        {
            fail(e);
            throw e;
        }
        finally
        {
            if (!done)
            {
                lock.unlock();
            }
        }
    }

    /**
     * Between {@link #enter} and {@link #exit}: lets everything happen that belongs to the present instant, on all hosts.
     *
     * @return the instant.
     */
    public long settle()
    {
        final long nowPs = simulation.nowPs();
        simulation.runUntil(nowPs);
        return nowPs;
    }

    /**
     * Lets go of the simulation.
     */
    public void exit()
    {
        if (failure == null)
        {
            final long nextPs = simulation.nextActionPs();
            if (nextPs < wakePs && wakePs - nextPs > WAKE_TOLERANCE_PS)
            {
                wakePs = nextPs;
                LockSupport.unpark(thread);
            }
        }
        lock.unlock();
    }

    /**
     * Runs what is due.
     */
    public void poll()
    {
        enter();
        exit();
    }

    /**
     * @return how often the mapping was shifted because catching up took too long.
     */
    public long shifts()
    {
        return locked(() -> shifts);
    }

    /**
     * @return simulated time by which the simulation has stayed behind the wall clock, in all.
     */
    public long shiftedPs()
    {
        return locked(() -> shiftedPs);
    }

    /**
     * @return the farthest that the simulation was ever behind the wall clock.
     */
    public long maxLagPs()
    {
        return locked(() -> maxLagPs);
    }

    /**
     * @return accesses from outside.
     */
    public long entries()
    {
        return locked(() -> entries);
    }

    /**
     * @return wall time from the start to the stop, or to now if there was none yet.
     */
    public long elapsedNs()
    {
        return (closed ? endNs : nanoClock.getAsLong()) - startNs;
    }

    /**
     * @return what ended the simulation, null if nothing has.
     */
    public RuntimeException failure()
    {
        lock.lock();
        try
        {
            return failure;
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * Ends the thread. The simulation can be run by somebody else afterwards.
     */
    @Override
    public void close()
    {
        stop();
    }

    /**
     * As {@link #close}: time stands still, and the simulation can be looked at.
     */
    public void stop()
    {
        if (!closed)
        {
            endNs = nanoClock.getAsLong();
        }
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException e)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private long locked(final LongSupplier value)
    {
        lock.lock();
        try
        {
            return value.getAsLong();
        }
        finally
        {
            lock.unlock();
        }
    }

    private long wallPs()
    {
        return offsetPs + nanoClock.getAsLong() * PS_PER_NS;
    }

    private void catchUp()
    {
        final long startNs = nanoClock.getAsLong();
        final long targetPs = offsetPs + startNs * PS_PER_NS;
        if (simulation.nextActionPs() > targetPs)
        {
            simulation.runUntil(Math.max(targetPs, simulation.nowPs()));
            progress.run();
            return;
        }
        noteLag(targetPs);
        while (simulation.nowPs() < targetPs)
        {
            runSlice(targetPs);
            if (nanoClock.getAsLong() - startNs > MAX_CATCH_UP_NS && simulation.nowPs() < targetPs)
            {
                final long behindPs = wallPs() - simulation.nowPs();
                offsetPs -= behindPs;
                shifts++;
                shiftedPs += behindPs;
                return;
            }
        }
        settle();
    }

    private void runSlice(final long targetPs)
    {
        final long nextPs = Math.max(simulation.nextActionPs(), simulation.nowPs());
        simulation.runUntil(nextPs > targetPs - SLICE_PS ? targetPs : nextPs + SLICE_PS);
        progress.run();
    }

    /** How late the earliest event is. */
    private void noteLag(final long targetPs)
    {
        maxLagPs = Math.max(maxLagPs, targetPs - Math.max(simulation.nextActionPs(), simulation.nowPs()));
    }

    private void requireHealth()
    {
        if (failure != null)
        {
            throw new IllegalStateException("the simulation has failed", failure);
        }
    }

    private void fail(final RuntimeException e)
    {
        if (failure == null)
        {
            failure = e;
        }
    }

    private void run()
    {
        long seen = -1;
        while (!closed)
        {
            final long parkNs;
            lock.lock();
            try
            {
                requireHealth();
                runDue();
                parkNs = parkNs(seen != entries);
                seen = entries;
            }
            catch (final RuntimeException e)
            {
                fail(e);
                return;
            }
            finally
            {
                lock.unlock();
            }
            if (parkNs > 0)
            {
                LockSupport.parkNanos(this, parkNs);
            }
        }
    }

    /** Runs what is due, but lets others in between. */
    private void runDue()
    {
        final long targetPs = wallPs();
        if (simulation.nextActionPs() <= targetPs)
        {
            noteLag(targetPs);
        }
        while (simulation.nextActionPs() <= targetPs && !lock.hasQueuedThreads() && !closed)
        {
            runSlice(targetPs);
        }
    }

    private long parkNs(final boolean busy)
    {
        final long nowPs = wallPs();
        final long longest = busy ? BUSY_PARK_NS : IDLE_PARK_NS;
        final long nextPs = simulation.nextActionPs();
        if (nextPs <= nowPs)
        {
            wakePs = nowPs;
            return 0;
        }
        final long untilNextNs = nextPs == Long.MAX_VALUE ? longest : (nextPs - nowPs) / PS_PER_NS;
        final long parkNs = Math.max(MIN_PARK_NS, Math.min(longest, untilNextNs));
        wakePs = nowPs + parkNs * PS_PER_NS;
        return parkNs;
    }
}
