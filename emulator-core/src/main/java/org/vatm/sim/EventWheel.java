package org.vatm.sim;

import java.util.Arrays;

/**
 * Near events: a wheel of buckets of 2^n ps, so narrow that most hold one event or none. A bucket is a list in order, and a
 * bitmap of three levels finds the next one that is not empty.
 * <pre>
 *   blocks  0 1 0 0 ...                    which of the words below are not 0
 *   words   0 0 0 1 0 0 ...                which of the words below are not 0
 *   bits    0 0 1 0 0 1 0 ...              which buckets are not empty
 *   heads   - - e1 - - e2 - ...            the earliest event of each bucket
 *                      e3
 * </pre>
 * It is the base of the queue and not a part of it, because a hold is a chain of dependent loads, and this is one less.
 */
abstract class EventWheel
{
    static final int MIN_BUCKETS_SHIFT = 12;
    static final int MAX_BUCKETS_SHIFT = 16;

    private static final int WORD_SHIFT = 6;
    private static final int FIRST_BUCKET_SHIFT = 14;

    private Event[] heads = new Event[1 << MIN_BUCKETS_SHIFT];
    private long[] bits = new long[heads.length >>> WORD_SHIFT];
    private final long[] words = new long[1 << MAX_BUCKETS_SHIFT - 2 * WORD_SHIFT];
    private long blocks;
    private int mask = heads.length - 1;
    private int shift = FIRST_BUCKET_SHIFT;

    /** Binary logarithm of the number of buckets. */
    final int bucketsShift()
    {
        return Integer.numberOfTrailingZeros(heads.length);
    }

    /** Binary logarithm of a bucket's width in ps. */
    final int bucketShift()
    {
        return shift;
    }

    /** Whether an instant is near enough. */
    final boolean reaches(final long nowPs, final long timePs)
    {
        return (timePs >>> shift) - (nowPs >>> shift) <= mask;
    }

    /** Adds an event whose instant the wheel reaches. */
    final void add(final Event event)
    {
        event.place = Event.IN_WHEEL;
        final int bucket = (int)(event.timePs >>> shift) & mask;
        final Event first = heads[bucket];
        if (first == null)
        {
            heads[bucket] = event;
            bits[bucket >>> WORD_SHIFT] |= 1L << bucket;
            words[bucket >>> 2 * WORD_SHIFT] |= 1L << (bucket >>> WORD_SHIFT);
            blocks |= 1L << (bucket >>> 2 * WORD_SHIFT);
        }
        else
        {
            addBehind(first, event, bucket);
        }
    }

    private void addBehind(final Event first, final Event event, final int bucket)
    {
        // An event that is alone has neither a next nor a last one, so that most events need not be linked at all.
        final Event last = first.last == null ? first : first.last;
        if (last.before(event))
        {
            last.next = event;
            first.last = event;
        }
        else if (event.before(first))
        {
            event.next = first;
            event.last = last;
            first.last = null;
            heads[bucket] = event;
        }
        else
        {
            Event before = first;
            Event after = first.next;
            while (after.before(event))
            {
                before = after;
                after = after.next;
            }
            event.next = after;
            before.next = event;
        }
    }

    /** The earliest event of an instant's bucket, null if it is empty. */
    final Event firstAt(final long timePs)
    {
        return heads[(int)(timePs >>> shift) & mask];
    }

    /** Instant of the earliest event, {@link Long#MAX_VALUE} if there is none. */
    final long firstPs(final long nowPs)
    {
        return firstPs((int)(nowPs >>> shift) & mask);
    }

    private long firstPs(final int from)
    {
        final int word = from >>> WORD_SHIFT;
        final long here = bits[word] & -1L << from;
        if (here != 0)
        {
            return heads[(word << WORD_SHIFT) + Long.numberOfTrailingZeros(here)].timePs;
        }
        return firstPsBehind(word);
    }

    private long firstPsBehind(final int word)
    {
        int block = word >>> WORD_SHIFT;
        long left = words[block] & -2L << word;
        if (left == 0)
        {
            final long after = blocks & -2L << block;
            block = Long.numberOfTrailingZeros(after != 0 ? after : blocks);
            if (block == Long.SIZE)
            {
                return Long.MAX_VALUE;
            }
            left = words[block];
        }
        final int found = (block << WORD_SHIFT) + Long.numberOfTrailingZeros(left);
        return heads[(found << WORD_SHIFT) + Long.numberOfTrailingZeros(bits[found])].timePs;
    }

    /**
     * Removes the earliest event, due at {@code timePs}.
     *
     * @return instant of the one that is the earliest then, {@link Long#MAX_VALUE} if there is none.
     */
    final long removeFirst(final Event event, final long timePs)
    {
        event.place = Event.IDLE;
        final int bucket = (int)(timePs >>> shift) & mask;
        final Event next = event.next;
        if (next != null)
        {
            unlinkFirst(event, next, bucket);
            return next.timePs;
        }
        heads[bucket] = null;
        final int word = bucket >>> WORD_SHIFT;
        final long left = bits[word] & ~(1L << bucket);
        bits[word] = left;
        final long behind = left & -1L << bucket;
        if (behind != 0)
        {
            return heads[(word << WORD_SHIFT) + Long.numberOfTrailingZeros(behind)].timePs;
        }
        if (left == 0)
        {
            clearWord(word);
        }
        return firstPsBehind(word);
    }

    private void unlinkFirst(final Event event, final Event next, final int bucket)
    {
        heads[bucket] = next;
        if (event.last != next)
        {
            next.last = event.last;
        }
        event.next = null;
        event.last = null;
    }

    /** Removes any event of the wheel. */
    final void remove(final Event event)
    {
        event.place = Event.IDLE;
        final int bucket = (int)(event.timePs >>> shift) & mask;
        final Event first = heads[bucket];
        if (first == event)
        {
            if (event.next == null)
            {
                clear(bucket);
            }
            else
            {
                unlinkFirst(event, event.next, bucket);
            }
            return;
        }
        Event before = first;
        while (before.next != event)
        {
            before = before.next;
        }
        before.next = event.next;
        if (first.last == event)
        {
            first.last = before == first ? null : before;
        }
        event.next = null;
    }

    private void clear(final int bucket)
    {
        heads[bucket] = null;
        final int word = bucket >>> WORD_SHIFT;
        bits[word] &= ~(1L << bucket);
        if (bits[word] == 0)
        {
            clearWord(word);
        }
    }

    private void clearWord(final int word)
    {
        final int block = word >>> WORD_SHIFT;
        words[block] &= ~(1L << word);
        if (words[block] == 0)
        {
            blocks &= ~(1L << block);
        }
    }

    /** Makes other buckets for the same events; those that the wheel does not reach any more go to the heap. */
    final void rebuild(final int newShift, final int newBucketsShift, final long nowPs, final FarHeap far)
    {
        Event all = null;
        for (Event event : heads)
        {
            while (event != null)
            {
                final Event next = event.next;
                event.last = null;
                event.next = all;
                all = event;
                event = next;
            }
        }
        if (newBucketsShift == bucketsShift())
        {
            Arrays.fill(heads, null);
            Arrays.fill(bits, 0);
        }
        else
        {
            heads = new Event[1 << newBucketsShift];
            bits = new long[heads.length >>> WORD_SHIFT];
            mask = heads.length - 1;
        }
        Arrays.fill(words, 0);
        blocks = 0;
        shift = newShift;
        while (all != null)
        {
            final Event event = all;
            all = event.next;
            event.next = null;
            if (reaches(nowPs, event.timePs))
            {
                add(event);
            }
            else
            {
                far.add(event);
            }
        }
    }
}
