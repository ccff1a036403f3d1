package org.vatm.idt77252;

import java.util.Arrays;

/**
 * The dynamic schedule table: connections by the cell slot in which they are due. A timing wheel of {@value #SLOTS} slots with a bitmap;
 * connections that are due later than a turn stay where they are for as many turns. Within a slot: first come, first served.
 */
final class ScheduleWheel
{
    private static final int SLOTS = 16384;
    private static final int MASK = SLOTS - 1;
    private static final int NONE = -1;

    private final int[] heads = new int[SLOTS];
    private final int[] tails = new int[SLOTS];
    private final long[] occupied = new long[SLOTS / Long.SIZE];
    private final int[] next;
    private final int[] previous;
    private final long[] due;
    private final boolean[] present;
    /** Every connection that was due before this slot has been taken. */
    private long position;
    private int size;

    ScheduleWheel(final int connections)
    {
        next = new int[connections];
        previous = new int[connections];
        due = new long[connections];
        present = new boolean[connections];
        clear();
    }

    void clear()
    {
        Arrays.fill(heads, NONE);
        Arrays.fill(tails, NONE);
        Arrays.fill(occupied, 0);
        Arrays.fill(present, false);
        position = 0;
        size = 0;
    }

    boolean isEmpty()
    {
        return size == 0;
    }

    /** Parks a connection until a slot. */
    void add(final int connection, final long slot)
    {
        final long dueSlot = Math.max(slot, position);
        final int bucket = (int)dueSlot & MASK;
        due[connection] = dueSlot;
        present[connection] = true;
        next[connection] = NONE;
        previous[connection] = tails[bucket];
        if (tails[bucket] == NONE)
        {
            heads[bucket] = connection;
            occupied[bucket >>> 6] |= 1L << bucket;
        }
        else
        {
            next[tails[bucket]] = connection;
        }
        tails[bucket] = connection;
        size++;
    }

    /** Takes a connection out; does nothing if it is not there. */
    void remove(final int connection)
    {
        if (!present[connection])
        {
            return;
        }
        present[connection] = false;
        size--;
        final int bucket = (int)due[connection] & MASK;
        final int before = previous[connection];
        final int after = next[connection];
        if (before == NONE)
        {
            heads[bucket] = after;
        }
        else
        {
            next[before] = after;
        }
        if (after == NONE)
        {
            tails[bucket] = before;
        }
        else
        {
            previous[after] = before;
        }
        if (heads[bucket] == NONE)
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
            for (int connection = heads[bucket]; connection != NONE; connection = next[connection])
            {
                if (due[connection] <= position)
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
