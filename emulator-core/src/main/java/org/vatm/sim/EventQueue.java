package org.vatm.sim;

import java.util.Arrays;

/**
 * The events of one host in the total order (time, priority, sequence of scheduling).
 * <p>
 * A few of the earliest events, usually all that a host has, wait in a short list in order, the front. Those behind them wait in the
 * back: near ones in a wheel of {@value #BUCKETS} buckets of 2^{@value #BUCKET_SHIFT} ps, about 67 us; each
 * bucket is a list kept in order, and a bitmap of two levels finds the next one that is not empty. Farther events wait in a heap and
 * are taken from there. Nothing is allocated by scheduling, cancelling or firing.
 * <pre>
 *   front, in order, at most FRONT      back: wheel               and heap
 *   e1 - e2 - e3                        ||||e4||e5-e6||||         e7 ...      no event of the back is before one of the front
 * </pre>
 */
public final class EventQueue
{
    private static final int BUCKET_SHIFT = 14;
    private static final int BUCKETS = 4096;
    private static final int BUCKET_MASK = BUCKETS - 1;
    private static final int ARITY_SHIFT = 2;
    private static final int FRONT = 16;

    private final Event[] heads = new Event[BUCKETS];
    private final Event[] tails = new Event[BUCKETS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    private long occupiedWords;

    private Event[] heap = new Event[64];
    private int heapSize;

    private Event front;
    private Event frontEnd;
    private int frontCount;
    /** Earliest event of the back if it is known, else null. */
    private Event backFirst;
    private long nowPs;
    private long sequence;
    private long fired;
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
            remove(event);
        }

        event.timePs = timePs;
        event.order = event.priorityBits | sequence++;
        if (isBackEmpty() || event.before(firstOfBack()))
        {
            addToFront(event);
            if (frontCount > FRONT)
            {
                final Event last = frontEnd;
                removeFromFront(last);
                addToBack(last);
                backFirst = last;
            }
        }
        else
        {
            addToBack(event);
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
            remove(event);
        }
    }

    /**
     * @return instant of the earliest event, {@link Long#MAX_VALUE} if there is none.
     */
    public long nextTimePs()
    {
        final Event event = first();
        return event == null ? Long.MAX_VALUE : event.timePs;
    }

    /**
     * Fires the earliest event and makes its instant the present one.
     *
     * @return false if there is no event.
     */
    public boolean runNext()
    {
        final Event event = first();
        if (event == null)
        {
            return false;
        }
        final Event second = event.next;
        front = second;
        frontCount--;
        if (second == null)
        {
            frontEnd = null;
        }
        else
        {
            event.next = null;
            second.previous = null;
        }
        event.place = Event.IDLE;
        nowPs = event.timePs;
        fired++;
        event.fire(nowPs);
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

    private Event first()
    {
        return front == null && !isBackEmpty() ? takeFromBack() : front;
    }

    private boolean isBackEmpty()
    {
        return occupiedWords == 0 && heapSize == 0;
    }

    private Event firstOfBack()
    {
        if (backFirst == null)
        {
            final Event near =
                occupiedWords == 0 ? null : heads[nextBucket((int)(nowPs >>> BUCKET_SHIFT) & BUCKET_MASK)];
            backFirst = near == null || heapSize > 0 && heap[0].before(near) ? heap[0] : near;
        }
        return backFirst;
    }

    /** Makes the earliest event of the back the front. */
    private Event takeFromBack()
    {
        final Event event = firstOfBack();
        remove(event);
        event.place = Event.IN_FRONT;
        front = event;
        frontEnd = event;
        frontCount = 1;
        return event;
    }

    private void addToFront(final Event event)
    {
        Event after = front;
        Event before = null;
        while (after != null && !event.before(after))
        {
            before = after;
            after = after.next;
        }
        event.previous = before;
        event.next = after;
        if (before == null)
        {
            front = event;
        }
        else
        {
            before.next = event;
        }
        if (after == null)
        {
            frontEnd = event;
        }
        else
        {
            after.previous = event;
        }
        event.place = Event.IN_FRONT;
        frontCount++;
    }

    private void removeFromFront(final Event event)
    {
        final Event before = event.previous;
        final Event after = event.next;
        if (before == null)
        {
            front = after;
        }
        else
        {
            before.next = after;
        }
        if (after == null)
        {
            frontEnd = before;
        }
        else
        {
            after.previous = before;
        }
        event.previous = null;
        event.next = null;
        frontCount--;
    }

    private void addToBack(final Event event)
    {
        if ((event.timePs >>> BUCKET_SHIFT) - (nowPs >>> BUCKET_SHIFT) < BUCKETS)
        {
            addToWheel(event);
        }
        else
        {
            addToHeap(event);
        }
    }

    private int nextBucket(final int from)
    {
        final int word = from >>> 6;
        final long here = occupied[word] & -1L << from;
        if (here != 0)
        {
            return (word << 6) + Long.numberOfTrailingZeros(here);
        }
        final long after = word == 63 ? 0 : occupiedWords & -1L << word + 1;
        final int found = Long.numberOfTrailingZeros(after != 0 ? after : occupiedWords);
        return (found << 6) + Long.numberOfTrailingZeros(occupied[found]);
    }

    private void addToWheel(final Event event)
    {
        final int bucket = (int)(event.timePs >>> BUCKET_SHIFT) & BUCKET_MASK;
        Event before = tails[bucket];
        if (before == null)
        {
            heads[bucket] = event;
            tails[bucket] = event;
            occupied[bucket >>> 6] |= 1L << bucket;
            occupiedWords |= 1L << (bucket >>> 6);
        }
        else
        {
            Event after = null;
            while (before != null && event.before(before))
            {
                after = before;
                before = before.previous;
            }
            event.previous = before;
            event.next = after;
            if (before == null)
            {
                heads[bucket] = event;
            }
            else
            {
                before.next = event;
            }
            if (after == null)
            {
                tails[bucket] = event;
            }
            else
            {
                after.previous = event;
            }
        }
        event.place = Event.IN_WHEEL;
    }

    private void remove(final Event event)
    {
        if (event.place == Event.IN_FRONT)
        {
            removeFromFront(event);
        }
        else
        {
            if (event == backFirst)
            {
                backFirst = null;
            }
            if (event.place == Event.IN_WHEEL)
            {
                removeFromWheel(event);
            }
            else
            {
                removeFromHeap(event.place);
            }
        }
        event.place = Event.IDLE;
    }

    private void removeFromWheel(final Event event)
    {
        final int bucket = (int)(event.timePs >>> BUCKET_SHIFT) & BUCKET_MASK;
        final Event before = event.previous;
        final Event after = event.next;
        if (before == null)
        {
            heads[bucket] = after;
        }
        else
        {
            before.next = after;
        }
        if (after == null)
        {
            tails[bucket] = before;
        }
        else
        {
            after.previous = before;
        }
        if (before == null && after == null)
        {
            final int word = bucket >>> 6;
            occupied[word] &= ~(1L << bucket);
            if (occupied[word] == 0)
            {
                occupiedWords &= ~(1L << word);
            }
        }
        event.previous = null;
        event.next = null;
    }

    private void addToHeap(final Event event)
    {
        if (heapSize == heap.length)
        {
            heap = Arrays.copyOf(heap, heapSize * 2);
        }
        siftUp(heapSize++, event);
    }

    private void removeFromHeap(final int place)
    {
        final Event last = heap[--heapSize];
        heap[heapSize] = null;
        if (place < heapSize)
        {
            if (place > 0 && last.before(heap[place - 1 >>> ARITY_SHIFT]))
            {
                siftUp(place, last);
            }
            else
            {
                siftDown(place, last);
            }
        }
    }

    private void siftUp(final int from, final Event event)
    {
        int place = from;
        while (place > 0)
        {
            final int parent = place - 1 >>> ARITY_SHIFT;
            if (!event.before(heap[parent]))
            {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, event);
    }

    private void siftDown(final int from, final Event event)
    {
        int place = from;
        while (true)
        {
            final int firstChild = (place << ARITY_SHIFT) + 1;
            if (firstChild >= heapSize)
            {
                break;
            }
            int least = firstChild;
            final int end = Math.min(firstChild + (1 << ARITY_SHIFT), heapSize);
            for (int child = firstChild + 1; child < end; child++)
            {
                if (heap[child].before(heap[least]))
                {
                    least = child;
                }
            }
            if (!heap[least].before(event))
            {
                break;
            }
            put(place, heap[least]);
            place = least;
        }
        put(place, event);
    }

    private void put(final int place, final Event event)
    {
        heap[place] = event;
        event.place = place;
    }
}
