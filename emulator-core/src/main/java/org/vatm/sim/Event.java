package org.vatm.sim;

/**
 * Something that happens at an instant. An event belongs to the block that made it, is allocated once and re-armed for ever.
 */
public abstract class Event
{
    /** Largest priority number. */
    public static final int MAX_PRIORITY = 127;

    private static final int PRIORITY_SHIFT = 56;

    final long priorityBits;
    long timePs;
    /** Priority above, order of scheduling below: the order of events that share an instant. */
    long order;
    /** Position in the far heap, {@link #IN_FRONT}, {@link #IN_WHEEL} or {@link #IDLE}. */
    int place = IDLE;
    /** The next event of the front, or of the same bucket of the wheel. */
    Event next;
    /** The last event of the bucket if this one is the first of several. */
    Event last;

    static final int IN_FRONT = -3;
    static final int IDLE = -2;
    static final int IN_WHEEL = -1;

    /**
     * @param priority order among events of the same instant, 0 (first) to {@value #MAX_PRIORITY}; equal ones fire in
     *                 the order in which they were scheduled.
     */
    protected Event(final int priority)
    {
        if (priority < 0 || priority > MAX_PRIORITY)
        {
            throw new IllegalArgumentException("priority=" + priority + ", must be 0 to " + MAX_PRIORITY);
        }
        priorityBits = (long)priority << PRIORITY_SHIFT;
    }

    /**
     * Called by the queue when the instant has come; the event may schedule itself again.
     *
     * @param nowPs the instant.
     */
    protected abstract void fire(long nowPs);

    /**
     * @return true while the event waits in a queue.
     */
    public final boolean isScheduled()
    {
        return place != IDLE;
    }

    /**
     * @return the instant for which it is, or was last, scheduled.
     */
    public final long timePs()
    {
        return timePs;
    }

    final boolean before(final Event other)
    {
        return timePs < other.timePs || timePs == other.timePs && order < other.order;
    }
}
