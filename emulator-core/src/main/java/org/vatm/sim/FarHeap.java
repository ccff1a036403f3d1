package org.vatm.sim;

import java.util.Arrays;

/**
 * Events too far away for the wheel: a heap with four children to a node, each event knowing its place.
 */
final class FarHeap
{
    private static final int ARITY_SHIFT = 2;

    private Event[] heap = new Event[64];
    private int size;
    private long firstPs = Long.MAX_VALUE;

    /** Instant of the earliest event, {@link Long#MAX_VALUE} if there is none. */
    long firstPs()
    {
        return firstPs;
    }

    /** The earliest event, null if there is none. */
    Event first()
    {
        return heap[0];
    }

    void add(final Event event)
    {
        if (size == heap.length)
        {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(size++, event);
        firstPs = heap[0].timePs;
    }

    void remove(final Event event)
    {
        final int place = event.place;
        event.place = Event.IDLE;
        final Event last = heap[--size];
        heap[size] = null;
        if (place < size)
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
        firstPs = size == 0 ? Long.MAX_VALUE : heap[0].timePs;
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
            if (firstChild >= size)
            {
                break;
            }
            int least = firstChild;
            final int end = Math.min(firstChild + (1 << ARITY_SHIFT), size);
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
