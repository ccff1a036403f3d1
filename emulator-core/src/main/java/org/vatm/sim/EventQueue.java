package org.vatm.sim;

import java.util.Arrays;

/**
 * The events of one host in the total order (time, priority, sequence of scheduling).
 * <p>
 * Near events wait in a {@linkplain EventWheel wheel}, far ones in a {@linkplain FarHeap heap} and are taken from there. The
 * wheel is fitted to the events every so often: the narrower its buckets, the fewer events share one; the wider, the
 * farther it reaches. Nothing is allocated by scheduling, cancelling or firing; a wheel with another number of buckets is
 * allocated when it is fitted.
 */
public final class EventQueue extends EventWheel
{
    /** Of how many delays one is looked at, less one. */
    private static final int SAMPLE_MASK = 7;
    /** Buckets that the mean time between two events has at least, as a binary logarithm. */
    private static final int GAP_SHIFT = 2;
    /** Of how many delays one may be out of the wheel's reach, as a binary logarithm. */
    private static final int FAR_SHIFT = 6;

    private final FarHeap far = new FarHeap();
    /** Instant of the earliest event, {@link Long#MAX_VALUE} if there is none. */
    private long firstPs = Long.MAX_VALUE;
    private long nowPs;
    private long sequence;
    private long fired;

    /** Since the wheel was fitted: how many of the delays that were looked at had so many binary digits. */
    private final int[] delays = new int[Long.SIZE];
    /** Count of events with which the wheel will be fitted again. */
    private long fitAt = 1 << bucketsShift();
    private long fittedPs;
    private long fittedCount;

    private final HostCpu cpu;
    /** First instant to which the present event must not leap. */
    private long leapEndPs;

    /** A queue of its own, whose events do not leap. */
    public EventQueue()
    {
        this(null);
    }

    /** The queue of a host; its events leap as far as the simulation lets them. */
    EventQueue(final HostCpu cpu)
    {
        this.cpu = cpu;
    }

    /**
     * @return the present instant: that of the last event, or later if the owner advanced the clock.
     */
    public long nowPs()
    {
        return nowPs;
    }

    /**
     * @return events fired since the start.
     */
    public long firedCount()
    {
        return fired;
    }

    /**
     * Arms an event; one that is armed already is moved.
     *
     * @param event  to fire.
     * @param timePs when; now or later.
     * @throws IllegalStateException if the instant has passed: the model that asks for it is wrong.
     */
    public void schedule(final Event event, final long timePs)
    {
        if (timePs < nowPs)
        {
            throw new IllegalStateException(
                event + " scheduled for " + timePs + " ps, which is before now, " + nowPs + " ps");
        }
        if (event.place != Event.IDLE)
        {
            disarm(event);
        }

        event.timePs = timePs;
        event.order = event.priorityBits | sequence++;
        if ((sequence & SAMPLE_MASK) == 0)
        {
            delays[Long.SIZE - Long.numberOfLeadingZeros(timePs - nowPs)]++;
        }
        firstPs = Math.min(firstPs, timePs);
        if (reaches(nowPs, timePs))
        {
            add(event);
        }
        else
        {
            far.add(event);
        }
    }

    /**
     * Disarms an event; does nothing to one that is not armed.
     *
     * @param event to cancel.
     */
    public void cancel(final Event event)
    {
        if (event.place != Event.IDLE)
        {
            disarm(event);
        }
    }

    /**
     * @return instant of the earliest event, {@link Long#MAX_VALUE} if there is none.
     */
    public long nextTimePs()
    {
        return firstPs;
    }

    /**
     * Fires the earliest event and makes its instant the present one.
     *
     * @return false if there is no event.
     */
    public boolean runNext()
    {
        final long timePs = firstPs;
        final Event event = takeFirst(timePs);
        if (event == null)
        {
            return false;
        }
        nowPs = timePs;
        if (++fired == fitAt)
        {
            fit();
        }
        event.fire(timePs);
        return true;
    }

    /**
     * Fires every event up to an instant, inclusive, then makes it the present one.
     *
     * @param timePs the instant.
     */
    public void runUntil(final long timePs)
    {
        while (nextTimePs() <= timePs)
        {
            runNext();
        }
        advanceTo(timePs);
    }

    /**
     * For the event that is firing: makes a later instant the present one, if nothing can happen before it or at it that is not the event's own doing. What
     * would be an event of its own there can then be done at once, and nobody can tell the difference.
     *
     * @param timePs the instant, not before now.
     * @return false if something might happen until then: the present instant stays.
     */
    public boolean leapTo(final long timePs)
    {
        if (timePs >= leapEndPs || nextTimePs() <= timePs || cpu.isReady())
        {
            return false;
        }
        nowPs = timePs;
        return true;
    }

    /** Sets the first instant to which events must not leap; 0: they do not leap. */
    void leapEnd(final long timePs)
    {
        leapEndPs = timePs;
    }

    /** Moves the clock over a stretch in which nothing happens. */
    void advanceTo(final long timePs)
    {
        if (timePs > nowPs)
        {
            nowPs = timePs;
        }
    }

    private Event takeFirst(final long timePs)
    {
        Event event = firstAt(timePs);
        if (event != null && event.timePs == timePs && (timePs != far.firstPs() || event.before(far.first())))
        {
            firstPs = Math.min(removeFirst(event, timePs), far.firstPs());
            return event;
        }
        event = far.first();
        if (event != null)
        {
            disarm(event);
        }
        return event;
    }

    private void disarm(final Event event)
    {
        if (event.place == Event.IN_WHEEL)
        {
            remove(event);
        }
        else
        {
            far.remove(event);
        }
        if (event.timePs == firstPs)
        {
            firstPs = Math.min(firstPs(nowPs), far.firstPs());
        }
    }

    private void fit()
    {
        final long gapPs = Math.max(1 << GAP_SHIFT, (nowPs - fittedPs) / (fired - fittedCount));
        final int fine = Long.SIZE - 1 - Long.numberOfLeadingZeros(gapPs) - GAP_SHIFT;
        final int digits = farDigits();
        final int bucketsShift = Math.max(MIN_BUCKETS_SHIFT, Math.min(MAX_BUCKETS_SHIFT, digits - fine));
        final int bucketShift = Math.max(fine, digits - bucketsShift);
        // What fits about as well stays: the mean is not the same each time.
        if (Math.abs(bucketShift - bucketShift()) > 1 || bucketsShift < bucketsShift() - 1 ||
            bucketShift() + bucketsShift() < digits || gapPs >> bucketShift() > 2 << GAP_SHIFT)
        {
            rebuild(bucketShift, bucketsShift, nowPs, far);
        }
        Arrays.fill(delays, 0);
        fittedPs = nowPs;
        fittedCount = fired;
        // Seldom enough to cost nothing for each event.
        fitAt = fired + (1 << bucketsShift());
    }

    /** Binary digits of the delays that the wheel has to reach. */
    private int farDigits()
    {
        int all = 0;
        for (final int count : delays)
        {
            all += count;
        }
        int digits = delays.length;
        int beyond = 0;
        while (digits > 0 && beyond <= all >> FAR_SHIFT)
        {
            beyond += delays[--digits];
        }
        return digits;
    }
}
