package org.vatm.idt77252;

import java.util.Arrays;

import org.vatm.memory.Words;

/**
 * The dynamic schedule table: connections by the cell slot in which they are due. A timing wheel of {@value #SLOTS} slots with a bitmap;
 * connections that are due later than a turn stay where they are for as many turns. Within a slot: first come, first served.
 */
final class ScheduleWheel
{
    private static final int SLOTS = 16384;
    private static final int MASK = SLOTS - 1;
    private static final int NONE = -1;
    /** Instead of the next connection: this one is not in the wheel. */
    private static final int ABSENT = -2;

    private static final int STRIDE = 4;
    private static final int NEXT = 0;
    private static final int PREVIOUS = 1;
    /** Two words. */
    private static final int DUE = 2;

    /** First and last connection of each slot. */
    private final Words ends = new Words(2 * SLOTS);
    private final long[] occupied = new long[SLOTS / Long.SIZE];
    /** Four words a connection, together in a cache line: the next and the previous one of its slot, and when it is due. */
    private final Words entries;
    /** Every connection that was due before this slot has been taken. */
    private long position;
    private int size;

    ScheduleWheel(final int connections)
    {
        entries = new Words(connections * STRIDE);
        clear();
    }

    void clear()
    {
        ends.fill(NONE);
        Arrays.fill(occupied, 0);
        entries.fill(ABSENT);
        position = 0;
        size = 0;
    }

    boolean isEmpty()
    {
        return size == 0;
    }

    private long due(final int at)
    {
        return entries.getLong(at + DUE);
    }

    /** Parks a connection until a slot. */
    void add(final int connection, final long slot)
    {
        final long dueSlot = Math.max(slot, position);
        final int bucket = (int)dueSlot & MASK;
        final int at = connection * STRIDE;
        final int last = ends.get(2 * bucket + 1);
        entries.set(at + NEXT, NONE);
        entries.set(at + PREVIOUS, last);
        entries.setLong(at + DUE, dueSlot);
        if (last == NONE)
        {
            ends.set(2 * bucket, connection);
            occupied[bucket >>> 6] |= 1L << bucket;
        }
        else
        {
            entries.set(last * STRIDE + NEXT, connection);
        }
        ends.set(2 * bucket + 1, connection);
        size++;
    }

    /** Takes a connection out; does nothing if it is not there. */
    void remove(final int connection)
    {
        final int at = connection * STRIDE;
        final int after = entries.get(at + NEXT);
        if (after == ABSENT)
        {
            return;
        }
        entries.set(at + NEXT, ABSENT);
        size--;
        final int bucket = (int)entries.getLong(at + DUE) & MASK;
        final int before = entries.get(at + PREVIOUS);
        if (before == NONE)
        {
            ends.set(2 * bucket, after);
        }
        else
        {
            entries.set(before * STRIDE + NEXT, after);
        }
        if (after == NONE)
        {
            ends.set(2 * bucket + 1, before);
        }
        else
        {
            entries.set(after * STRIDE + PREVIOUS, before);
        }
        if (before == NONE && after == NONE)
        {
            occupied[bucket >>> 6] &= ~(1L << bucket);
        }
    }

    /** The next connection that is due in or before a slot, taken out; -1 if there is none. */
    int take(final long slot)
    {
        while (size > 0 && position <= slot)
        {
            final int bucket = (int)position & MASK;
            for (int connection = ends.get(2 * bucket); connection != NONE; connection = entries.get(connection * STRIDE + NEXT))
            {
                if (due(connection * STRIDE) <= position)
                {
                    remove(connection);
                    return connection;
                }
            }
            position = Math.min(slot + 1, afterGap(position + 1));
        }
        position = Math.max(position, slot + 1);
        return NONE;
    }

    /** A slot before which nothing is due; {@link Long#MAX_VALUE} if there is nothing at all. */
    long earliest()
    {
        return size == 0 ? Long.MAX_VALUE : afterGap(position);
    }

    private long afterGap(final long from)
    {
        final int bucket = (int)from & MASK;
        long word = occupied[bucket >>> 6] & -1L << bucket;
        int index = bucket >>> 6;
        for (int i = 0; i <= occupied.length; i++)
        {
            if (word != 0)
            {
                final int found = (index << 6) + Long.numberOfTrailingZeros(word);
                return from + (found - bucket & MASK);
            }
            index = index + 1 & occupied.length - 1;
            word = occupied[index];
        }
        return from + SLOTS;
    }
}
