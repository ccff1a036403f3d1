package org.vatm.workbench.serve;

import org.vatm.sim.Simulation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A simulation that keeps pace with the wall clock. Whoever holds it brings it to the present instant first: the later of the simulated
 * now and the instant that the wall clock maps to. Catching up ends after {@value #PATIENCE_MS} ms; then the mapping is shifted by
 * what is missing. A thread of its own runs what is due while nobody holds it, and sleeps while nothing is.
 */
public final class RealTime implements AutoCloseable
{
    private static final long PATIENCE_MS = 100;
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    private static final long PS_PER_NS = 1000;
    /** Simulated time between two looks at the wall clock while catching up. */
    private static final long SLICE_PS = 20_000_000;
    private static final long LONGEST_SLEEP_NS = TimeUnit.SECONDS.toNanos(1);

    private final Simulation simulation;
    private final Runnable everySlice;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Thread thread = new Thread(this::run, "vatm real time");
    private long originNs = System.nanoTime();
    private volatile long wakeAtPs = Long.MAX_VALUE;
    private volatile boolean closed;
    private long shifts;
    private long shiftedPs;
    private long latestPs;

    /**
     * @param simulation to pace; nobody else runs it from now on.
     * @param everySlice run whenever the simulation has come to another instant, by whoever holds it.
     */
    public RealTime(final Simulation simulation, final Runnable everySlice)
    {
        this.simulation = simulation;
        this.everySlice = everySlice;
    }

    /**
     * Begins at the present instant.
     */
    public void start()
    {
        originNs = System.nanoTime() - simulation.nowPs() / PS_PER_NS;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Takes hold of the simulation and brings it to the present instant.
     */
    public void enter()
    {
        lock.lock();
        boolean done = false;
        try
        {
            catchUp(false);
            done = true;
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
     * Lets go of it.
     */
    public void exit()
    {
        final boolean sooner = simulation.nextActionPs() < wakeAtPs;
        lock.unlock();
        if (sooner)
        {
            LockSupport.unpark(thread);
        }
    }

    /** Returns true if the present instant is reached. */
    private boolean catchUp(final boolean givesWay)
    {
        final long startNs = System.nanoTime();
        final long wallPs = (startNs - originNs) * PS_PER_NS;
        final long due = simulation.nextActionPs();
        latestPs = Math.max(latestPs, due == Long.MAX_VALUE ? 0 : wallPs - due);
        while (true)
        {
            final long nowPs = simulation.nowPs();
            if (wallPs <= nowPs)
            {
                return true;
            }
            if (System.nanoTime() - startNs > PATIENCE_NS)
            {
                originNs += (wallPs - nowPs) / PS_PER_NS;
                shifts++;
                shiftedPs += wallPs - nowPs;
                return true;
            }
            if (givesWay && lock.hasQueuedThreads())
            {
                return false;
            }
            final long next = simulation.nextActionPs();
            final long slice = next >= wallPs ? wallPs : Math.min(wallPs, Math.max(next, nowPs) + SLICE_PS);
            simulation.runUntil(slice);
            everySlice.run();
        }
    }

    private void run()
    {
        while (!closed)
        {
            long sleepNs = 0;
            lock.lock();
            try
            {
                if (catchUp(true))
                {
                    final long next = simulation.nextActionPs();
                    wakeAtPs = next;
                    sleepNs = next == Long.MAX_VALUE ? LONGEST_SLEEP_NS :
                        Math.min(LONGEST_SLEEP_NS, originNs + next / PS_PER_NS + 1 - System.nanoTime());
                }
            }
            finally
            {
                lock.unlock();
            }
            if (sleepNs > 0)
            {
                LockSupport.parkNanos(this, sleepNs);
            }
        }
    }

    /**
     * @return how often it was too late to be caught up.
     */
    public long shifts()
    {
        return shifts;
    }

    /**
     * @return simulated time that was given up in all.
     */
    public long shiftedPs()
    {
        return shiftedPs;
    }

    /**
     * @return how far the simulation was behind the wall clock at most.
     */
    public long latestPs()
    {
        return latestPs;
    }

    @Override
    public void close()
    {
        closed = true;
        LockSupport.unpark(thread);
        try
        {
            thread.join();
        }
        catch (final InterruptedException e)
        {
            Thread.currentThread().interrupt();
        }
    }
}
