package org.vatm.benchmarks;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.netty.util.internal.DefaultPriorityQueue;
import io.netty.util.internal.PriorityQueueNode;
import org.agrona.DeadlineTimerWheel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;

/**
 * What does an event cost when a given number of them is pending? The hold model: take the earliest, put it back some
 * time later.
 * <p>
 * Peers: java.util's and Netty's binary heaps and the splay tree of SSJ, in their kindest form, with the event object used
 * again; all keep events of the same instant in the order in which they were put in (SSJ counts in floating point).
 * Agrona's timer wheel does less: it keeps no order within a tick, here as long as a bucket of our wheel at its start.
 * {@link EventQueueLimitBenchmark} has the limit.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class EventQueueBenchmark
{
    private static final int TABLE_LENGTH = 1 << 16;

    /**
     * @param hold our queue.
     * @return the instant of the event that fired.
     */
    @Benchmark
    public long eventQueue(final WheelHold hold)
    {
        hold.queue.runNext();
        return hold.queue.nowPs();
    }

    /**
     * @param hold java.util's queue.
     * @return the instant of the event that was taken.
     */
    @Benchmark
    public long priorityQueue(final HeapHold hold)
    {
        final PeerEvent event = hold.queue.poll();
        final long nowPs = event.timePs;
        event.delay(hold.nextPs(), hold.sequence++);
        hold.queue.add(event);
        return nowPs;
    }

    /**
     * @param hold Netty's queue.
     * @return the instant of the event that was taken.
     */
    @Benchmark
    public long nettyPriorityQueue(final NettyHold hold)
    {
        final PeerEvent event = hold.queue.poll();
        final long nowPs = event.timePs;
        event.delay(hold.nextPs(), hold.sequence++);
        hold.queue.add(event);
        return nowPs;
    }

    /**
     * @param hold SSJ's event list.
     * @return the instant of the event that was taken.
     */
    @Benchmark
    public double ssj(final SsjHold hold)
    {
        final SsjEvent event = (SsjEvent)hold.list.removeFirst();
        final double now = event.time();
        event.delay(hold.nextPs());
        hold.list.add(event);
        return now;
    }

    /**
     * @param hold Agrona's wheel.
     * @return the tick in which a timer expired.
     */
    @Benchmark
    public long agronaTimerWheel(final AgronaHold hold)
    {
        while (hold.wheel.poll(hold.nowPs, hold, 1) == 0)
        {
            hold.nowPs = Math.max(hold.nowPs, hold.wheel.currentTickTime());
        }
        return hold.nowPs;
    }

    /** How far an event is put back. */
    public enum Increment
    {
        /** Exponential with a mean of one OC-3c cell slot. */
        EXPONENTIAL
        {
            @Override
            long nextPs(final SplittableRandom random)
            {
                return 1 + (long)(-CELL_PS * Math.log1p(-random.nextDouble()));
            }
        },
        /** A PCI clock (7 of 10), a cell slot (3 of 10), a turn of the transmit schedule (1 of 10,000). */
        NIC
        {
            @Override
            long nextPs(final SplittableRandom random)
            {
                final int dice = random.nextInt(10_000);
                return dice == 0 ? SCHEDULE_PS : dice <= 7_000 ? PCI_CLOCK_PS : CELL_PS;
            }
        };

        private static final long PCI_CLOCK_PS = 30_000;
        private static final long CELL_PS = 2_831_200;
        private static final long SCHEDULE_PS = 46_000_000_000L;

        abstract long nextPs(SplittableRandom random);

        /** A table, so that no random number is made while time is taken; the same one each time. */
        long[] tablePs(final int seed)
        {
            final SplittableRandom random = new SplittableRandom(seed);
            final long[] table = new long[TABLE_LENGTH];
            for (int i = 0; i < TABLE_LENGTH; i++)
            {
                table[i] = nextPs(random);
            }
            return table;
        }
    }

    /** What all have in common. */
    @State(Scope.Thread)
    public abstract static class Hold
    {
        /** Events in the queue, beside the one that fires. */
        @Param({"10", "100", "1000", "10000"})
        int pending;

        @Param
        Increment increment;

        private long[] incrementsPs;
        private int next;

        /** Fills the queue. */
        @Setup
        public final void setUp()
        {
            incrementsPs = increment.tablePs(pending);
            for (int i = 0; i < pending; i++)
            {
                add(nextPs());
            }
        }

        abstract void add(long timePs);

        final long nextPs()
        {
            return incrementsPs[next++ & TABLE_LENGTH - 1];
        }
    }

    /** Our queue, full. */
    public static class WheelHold extends Hold
    {
        final EventQueue queue = new EventQueue();

        @Override
        void add(final long timePs)
        {
            queue.schedule(new HeldEvent(this), timePs);
        }
    }

    /** java.util's queue, full. */
    public static class HeapHold extends Hold
    {
        final PriorityQueue<PeerEvent> queue = new PriorityQueue<>();
        long sequence;

        @Override
        void add(final long timePs)
        {
            final PeerEvent event = new PeerEvent();
            event.delay(timePs, sequence++);
            queue.add(event);
        }
    }

    /** Netty's queue, full. */
    public static class NettyHold extends Hold
    {
        final DefaultPriorityQueue<PeerEvent> queue = new DefaultPriorityQueue<>(PeerEvent::compareTo, 1);
        long sequence;

        @Override
        void add(final long timePs)
        {
            final PeerEvent event = new PeerEvent();
            event.delay(timePs, sequence++);
            queue.add(event);
        }
    }

    /** SSJ's list, full. */
    public static class SsjHold extends Hold
    {
        final Simulator simulator = new Simulator();
        final EventList list = simulator.getEventList();

        @Override
        void add(final long timePs)
        {
            final SsjEvent event = new SsjEvent(simulator);
            event.delay(timePs);
            list.add(event);
        }
    }

    /** Agrona's wheel, full. */
    public static class AgronaHold extends Hold implements DeadlineTimerWheel.TimerHandler
    {
        private static final int TICK_PS = 1 << 14;
        private static final int TICKS = 4096;

        final DeadlineTimerWheel wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, 0, TICK_PS, TICKS);
        long nowPs;

        @Override
        void add(final long timePs)
        {
            wheel.scheduleTimer(timePs);
        }

        @Override
        public boolean onTimerExpiry(final TimeUnit timeUnit, final long now, final long timerId)
        {
            wheel.scheduleTimer(now + nextPs());
            return true;
        }
    }

    private static final class SsjEvent extends umontreal.ssj.simevents.Event
    {
        SsjEvent(final Simulator simulator)
        {
            super(simulator);
            eventTime = 0;
        }

        void delay(final long byPs)
        {
            eventTime += byPs;
        }

        @Override
        public void actions()
        {
            throw new UnsupportedOperationException("only its list is used");
        }
    }

    private static final class HeldEvent extends Event
    {
        private final WheelHold hold;

        HeldEvent(final WheelHold hold)
        {
            super(0);
            this.hold = hold;
        }

        @Override
        protected void fire(final long nowPs)
        {
            hold.queue.schedule(this, nowPs + hold.nextPs());
        }
    }

    private static final class PeerEvent implements Comparable<PeerEvent>, PriorityQueueNode
    {
        long timePs;
        private long sequence;
        private int index = INDEX_NOT_IN_QUEUE;

        void delay(final long byPs, final long newSequence)
        {
            timePs += byPs;
            sequence = newSequence;
        }

        @Override
        public int compareTo(final PeerEvent other)
        {
            return timePs < other.timePs ? -1 : timePs > other.timePs ? 1 : Long.compare(sequence, other.sequence);
        }

        @Override
        public int priorityQueueIndex(final DefaultPriorityQueue<?> queue)
        {
            return index;
        }

        @Override
        public void priorityQueueIndex(final DefaultPriorityQueue<?> queue, final int i)
        {
            index = i;
        }
    }
}
