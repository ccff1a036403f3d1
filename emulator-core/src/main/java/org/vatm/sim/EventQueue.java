package org.vatm.sim;

import java.util.Arrays;

/**
 * The events of one host in the total order (time, priority, sequence of scheduling).
 * <p>
 * A few of the earliest events, usually all near ones that a host has, wait in a list in order, the front. Behind them, near
 * events wait in a {@linkplain EventWheel wheel}, far ones in a {@linkplain FarHeap heap} and are taken from there. The
 * wheel is fitted to the events every so often: the narrower its buckets, the fewer events share one; the wider, the
 * farther it reaches. Nothing is allocated by scheduling, cancelling or firing; a wheel with another number of buckets is
 * allocated when it is fitted.
 * <pre>
 *   front, in order, at most FRONT      back: wheel               and heap
 *   e1 - e2 - e3                        ||||e4||e5-e6||||         e7 ...      no event of the back is before one of the front
 * </pre>
 */
public final class EventQueue extends EventWheel
{
    /** Of how many delays one is looked at, less one. */
    private static final int SAMPLE_MASK = 7;
    /** Buckets that the mean time between two events has at least, as a binary logarithm. */
    private static final int GAP_SHIFT = 2;
    /** Of how many delays one may be out of the wheel's reach, as a binary logarithm. */
    private static final int FAR_SHIFT = 6;

    /** Events in the front at most: more of them would be found faster in the wheel. */
    private static final int FRONT = 8;

    private final FarHeap far = new FarHeap();
    private Event front;
    private int frontCount;
    /** Instant of the earliest event of the back, {@link Long#MAX_VALUE} if there is none. */
    private long backPs = Long.MAX_VALUE;
    private long nowPs;
    private long sequence;
    private long fired;
    /** Events that were added to the back, and those that were taken from it because they were the earliest. */
    private long backCount;
    private long taken;

    /** Since the wheel was fitted: how many of the delays that were looked at had so many binary digits. */
    private final int[] delays = new int[Long.SIZE];
    /** Count of events taken with which the wheel will be fitted again. */
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
        if (timePs < backPs || timePs == backPs && isBeforeBack(event))
        {
            addToFront(event);
        }
        else
        {
            addToBack(event);
        }
    }

    private void addToFront(final Event event)
    {
        event.place = Event.IN_FRONT;
        Event before = null;
        Event after = front;
        while (after != null && after.before(event))
        {
            before = after;
            after = after.next;
        }
        event.next = after;
        if (before == null)
        {
            front = event;
        }
        else
        {
            before.next = event;
        }
        if (++frontCount > FRONT)
        {
            shortenFront();
        }
    }

    private void shortenFront()
    {
        Event before = front;
        while (before.next.next != null)
        {
            before = before.next;
        }
        final Event last = before.next;
        before.next = null;
        frontCount--;
        addToBack(last);
    }

    private void addToBack(final Event event)
    {
        final long timePs = event.timePs;
        if ((++backCount & SAMPLE_MASK) == 0)
        {
            delays[Long.SIZE - Long.numberOfLeadingZeros(timePs - nowPs)]++;
        }
        backPs = Math.min(backPs, timePs);
        if (reaches(nowPs, timePs))
        {
            add(event);
        }
        else
        {
            far.add(event);
        }
    }

    /** Whether an event goes before those of the back with which it shares the instant. */
    private boolean isBeforeBack(final Event event)
    {
        final Event near = firstAt(backPs);
        return (near == null || near.timePs != backPs || event.before(near)) && (far.firstPs() != backPs || far.first() == null || event.before(far.first()));
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
        final Event first = front;
        return first != null ? first.timePs : backPs;
    }

    /**
     * Fires the earliest event and makes its instant the present one.
     *
     * @return false if there is no event.
     */
    public boolean runNext()
    {
        Event event = front;
        if (event != null)
        {
            front = event.next;
            frontCount--;
            event.next = null;
            event.place = Event.IDLE;
        }
        else
        {
            event = takeFromBack();
            if (event == null)
            {
                return false;
            }
        }
        final long timePs = event.timePs;
        nowPs = timePs;
        fired++;
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

    private Event takeFromBack()
    {
        final long timePs = backPs;
        Event event = firstAt(timePs);
        if (event != null && event.timePs == timePs && (timePs != far.firstPs() || event.before(far.first())))
        {
            backPs = Math.min(removeFirst(event, timePs), far.firstPs());
        }
        else
        {
            event = far.first();
            if (event == null)
            {
                return null;
            }
            disarm(event);
        }
        if (++taken == fitAt)
        {
            fit(timePs);
        }
        return event;
    }

    private void disarm(final Event event)
    {
        if (event.place == Event.IN_FRONT)
        {
            removeFromFront(event);
            return;
        }
        if (event.place == Event.IN_WHEEL)
        {
            remove(event);
        }
        else
        {
            far.remove(event);
        }
        if (event.timePs == backPs)
        {
            backPs = Math.min(firstPs(nowPs), far.firstPs());
        }
    }

    private void removeFromFront(final Event event)
    {
        if (front == event)
        {
            front = event.next;
        }
        else
        {
            Event before = front;
            while (before.next != event)
            {
                before = before.next;
            }
            before.next = event.next;
        }
        frontCount--;
        event.next = null;
        event.place = Event.IDLE;
    }

    private void fit(final long timePs)
    {
        final long gapPs = Math.max(1 << GAP_SHIFT, (timePs - fittedPs) / (taken - fittedCount));
        final int fine = Long.SIZE - 1 - Long.numberOfLeadingZeros(gapPs) - GAP_SHIFT;
        final int digits = farDigits();
        final int bucketsShift = Math.max(MIN_BUCKETS_SHIFT, Math.min(MAX_BUCKETS_SHIFT, digits - fine));
        final int bucketShift = Math.max(fine, digits - bucketsShift);
        // What fits about as well stays: the mean is not the same each time.
        if (Math.abs(bucketShift - bucketShift()) > 1 || bucketsShift < bucketsShift() - 1 ||
            bucketShift() + bucketsShift() < digits || gapPs >> bucketShift() > 2 << GAP_SHIFT)
        {
            rebuild(bucketShift, bucketsShift, timePs, far);
        }
        Arrays.fill(delays, 0);
        fittedPs = timePs;
        fittedCount = taken;
        // Seldom enough to cost nothing for each event.
        fitAt = taken + (1 << bucketsShift());
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
