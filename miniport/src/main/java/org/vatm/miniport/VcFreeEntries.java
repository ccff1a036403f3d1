package org.vatm.miniport;

import static org.agrona.UnsafeApi.compareAndSetInt;
import static org.agrona.UnsafeApi.compareAndSetLong;
import static org.agrona.UnsafeApi.getAndAddInt;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getIntVolatile;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getLongVolatile;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLongRelease;

import org.vatm.memory.SparseMemory;

/**
 * The free entries of a {@link VcTable}.
 * <pre>
 *   thread --&gt; its magazine (64)  --half, when full--&gt;   stack of batches: tag | first entry + 1
 *              {@link VcMagazines}        &lt;--8, when empty---     first entry --&gt; first entry --&gt; ...
 *                                                        each with the numbers of up to 7 others in its hot line
 *                                 &lt;--8, when that is
 *                                    empty, too -------  those that were never used, ascending
 *                                 &lt;--1, at the very end--  magazines of others
 * </pre>
 * Last in, first out, so that the next create gets a line that is in the cache. A thread that creates about as many
 * as it deletes stays in its magazine, and writes nothing that other threads write. An entry belongs to who has won
 * its {@link VcControl}; so an entry that two lists name is still taken once.
 */
final class VcFreeEntries implements AutoCloseable
{
    /** No entry. */
    static final long NOTHING = -1;

    private static final int HEAD = 0;
    private static final int NEVER_USED = VcLayout.LINE_PAIR;
    private static final int MOVING = 2 * VcLayout.LINE_PAIR; // threads without magazine that are between pop and push
    private static final long TAG_UNIT = 1L << 32;
    private static final int SPILLED = VcMagazines.SIZE / 2;
    private static final int SMALL_SHIFT = 9; // of small tables no thread takes more than 1/512 ahead
    private static final int ATTEMPTS = 100;

    private final VcMagazines magazines = new VcMagazines();
    private final Thread[] owners = magazines.owners();
    private final long firstMagazine = magazines.address();
    private final SparseMemory memory = new SparseMemory(4L * VcLayout.LINE_PAIR);
    private final long head = VcLayout.aligned(memory) + HEAD;
    private final long neverUsed = VcLayout.aligned(memory) + NEVER_USED;
    private final long moving = VcLayout.aligned(memory) + MOVING;
    private final long hot;
    private final int capacity;
    private final int ahead;

    VcFreeEntries(final long hot, final int capacity)
    {
        this.hot = hot;
        this.capacity = capacity;
        ahead = Math.max(1, Math.min(VcLayout.BATCH, capacity >>> SMALL_SHIFT));
    }

    /**
     * @return generation &lt;&lt; 32 | number of an entry that is now claimed by the caller, {@link #NOTHING} if
     *     there is none.
     */
    long take()
    {
        final long magazine = magazine();
        if (magazine == VcMagazines.NONE)
        {
            return takeElsewhere(magazine);
        }
        long state = VcMagazines.state(magazine);
        while ((int)state != 0)
        {
            state += VcMagazines.OPERATION - 1;
            VcMagazines.state(magazine, state);
            final long entry = VcMagazines.entry(magazine, (int)state);
            if (claim(entry))
            {
                return entry;
            }
        }
        return takeElsewhere(magazine);
    }

    /**
     * @param entry generation &lt;&lt; 32 | number of an entry whose control word says FREE, since just now.
     */
    void give(final long entry)
    {
        final long magazine = magazine();
        if (magazine == VcMagazines.NONE)
        {
            giveToStack(entry);
            return;
        }
        long state = VcMagazines.state(magazine);
        if ((int)state == VcMagazines.SIZE)
        {
            state = spill(magazine, state);
        }
        VcMagazines.entry(magazine, (int)state, entry);
        VcMagazines.state(magazine, state + VcMagazines.OPERATION + 1);
    }

    /**
     * @return number of entries, from 0 on, outside which none was ever in use.
     */
    int usedEnd()
    {
        return getIntVolatile(null, neverUsed);
    }

    @Override
    public void close()
    {
        magazines.close();
        memory.close();
    }

    private long magazine()
    {
        final Thread me = Thread.currentThread();
        final int place = VcMagazines.place(me);
        return owners[place] == me ? VcMagazines.at(firstMagazine, place) : magazines.searchOrClaim();
    }

    /** What others do meanwhile is seen, and then the search begins again: a create fails only if nothing was free. */
    private long takeElsewhere(final long magazine)
    {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++)
        {
            final long before = stamp(magazine);
            long entry = refill(magazine);
            if (entry == NOTHING)
            {
                entry = steal(magazine);
            }
            if (entry != NOTHING || before >= 0 && before == stamp(magazine))
            {
                return entry;
            }
            Thread.onSpinWait();
        }
        return NOTHING;
    }

    /** Changes whenever another thread moves a free entry; negative while one is in between. */
    private long stamp(final long mine)
    {
        long sum = getLongVolatile(null, head) >>> 32;
        if (getIntVolatile(null, moving) != 0)
        {
            return -1;
        }
        for (long places = magazines.foreign(mine); places != 0; places &= places - 1)
        {
            final long state = VcMagazines.foreignState(magazines.magazine(VcMagazines.first(places)));
            if ((state & VcMagazines.MOVING) != 0)
            {
                return -1;
            }
            sum += state >>> 32;
        }
        return sum;
    }

    private long refill(final long magazine)
    {
        if ((int)getLongVolatile(null, head) == 0 && usedEnd() == capacity)
        {
            return NOTHING;
        }
        if (magazine == VcMagazines.NONE)
        {
            getAndAddInt(null, moving, 1);
            final long entry = pop(magazine);
            getAndAddInt(null, moving, -1);
            return entry != NOTHING ? entry : takeNeverUsed(magazine, 1);
        }
        VcMagazines.state(magazine, VcMagazines.state(magazine) + VcMagazines.OPERATION | VcMagazines.MOVING);
        long entry = pop(magazine);
        if (entry == NOTHING)
        {
            entry = takeNeverUsed(magazine, ahead);
        }
        VcMagazines.state(magazine, VcMagazines.state(magazine) + VcMagazines.OPERATION & ~VcMagazines.MOVING);
        return entry;
    }

    private long pop(final long magazine)
    {
        long top = getLongVolatile(null, head);
        while ((int)top != 0)
        {
            final int index = (int)top - 1;
            final long line = line(index);
            // Another thread may take the batch first and overwrite the link; then the tag has changed.
            final int next = getIntVolatile(null, line + VcLayout.NEXT_BATCH);
            if (compareAndSetLong(null, head, top, nextTop(top, next)))
            {
                keepOthers(magazine, line);
                return unstack(index, VcControl.CLAIMED);
            }
            top = getLongVolatile(null, head);
        }
        return NOTHING;
    }

    private void keepOthers(final long magazine, final long line)
    {
        final int count = getInt(null, line + VcLayout.OTHERS_COUNT);
        if (count == 0)
        {
            return;
        }
        if (magazine == VcMagazines.NONE)
        {
            final int first = other(line, count - 1);
            final long batch = line(first);
            for (int i = 0; i < count - 1; i++)
            {
                other(batch, i, other(line, i));
            }
            putInt(null, batch + VcLayout.OTHERS_COUNT, count - 1);
            push(first, batch);
            return;
        }
        for (int i = 0; i < count; i++)
        {
            VcMagazines.entry(magazine, i, unstack(other(line, i), VcControl.FREE));
        }
        VcMagazines.state(magazine, VcMagazines.state(magazine) + count);
    }

    private long takeNeverUsed(final long magazine, final int wanted)
    {
        int first;
        int count;
        do
        {
            first = usedEnd();
            count = Math.min(wanted, capacity - first);
            if (count == 0)
            {
                return NOTHING;
            }
        }
        while (!compareAndSetInt(null, neverUsed, first, first + count));

        if (count > 1)
        {
            for (int i = 1; i < count; i++)
            {
                VcMagazines.entry(magazine, count - 1 - i, first + i);
            }
            VcMagazines.state(magazine, VcMagazines.state(magazine) + count - 1);
        }
        putLongRelease(null, line(first) + VcLayout.CONTROL, VcControl.of(0, VcControl.CLAIMED));
        return first;
    }

    private long steal(final long mine)
    {
        for (long places = magazines.foreign(mine); places != 0; places &= places - 1)
        {
            final long magazine = magazines.magazine(VcMagazines.first(places));
            final int count = VcMagazines.count(VcMagazines.foreignState(magazine));
            for (int place = 0; place < count; place++)
            {
                final long entry = VcMagazines.foreignEntry(magazine, place);
                if (claim(entry))
                {
                    return entry;
                }
            }
        }
        return NOTHING;
    }

    /** The older half of a full magazine goes to the stack, in batches. */
    private long spill(final long magazine, final long state)
    {
        VcMagazines.state(magazine, state + VcMagazines.OPERATION | VcMagazines.MOVING);
        long bottom = 0;
        long batch = 0;
        int first = -1;
        int others = 0;
        for (int i = 0; i < SPILLED; i++)
        {
            final long entry = VcMagazines.entry(magazine, i);
            if (!change(entry, VcControl.STACKED))
            {
                continue; // stale
            }
            final int index = index(entry);
            if (batch == 0 || others == VcLayout.BATCH - 1)
            {
                batch = line(index);
                bottom = bottom == 0 ? batch : bottom;
                putInt(null, batch + VcLayout.NEXT_BATCH, first + 1);
                first = index;
                others = 0;
            }
            else
            {
                other(batch, others++, index);
            }
            putInt(null, batch + VcLayout.OTHERS_COUNT, others);
        }
        if (batch != 0)
        {
            push(first, bottom);
        }
        for (int i = SPILLED; i < VcMagazines.SIZE; i++)
        {
            VcMagazines.entry(magazine, i - SPILLED, VcMagazines.entry(magazine, i));
        }
        final long after = state + 2 * VcMagazines.OPERATION - SPILLED;
        VcMagazines.state(magazine, after);
        return after;
    }

    private void giveToStack(final long entry)
    {
        if (change(entry, VcControl.STACKED))
        {
            final int index = index(entry);
            putInt(null, line(index) + VcLayout.OTHERS_COUNT, 0);
            push(index, line(index));
        }
    }

    /** Batches from {@code first} to the one whose line is {@code bottom}. */
    private void push(final int first, final long bottom)
    {
        long top;
        do
        {
            top = getLongVolatile(null, head);
            putInt(null, bottom + VcLayout.NEXT_BATCH, (int)top);
        }
        while (!compareAndSetLong(null, head, top, nextTop(top, first + 1)));
    }

    private boolean claim(final long entry)
    {
        return change(entry, VcControl.CLAIMED);
    }

    /** From FREE to something else, if it is still this generation: one thread succeeds. */
    private boolean change(final long entry, final int use)
    {
        final long generation = entry & VcControl.GENERATION;
        return compareAndSetLong(null, line(index(entry)) + VcLayout.CONTROL,
            VcControl.of(generation, VcControl.FREE), VcControl.of(generation, use));
    }

    /** By the thread that has taken the entry from the stack. */
    private long unstack(final int index, final int use)
    {
        final long address = line(index) + VcLayout.CONTROL;
        final long generation = getLong(null, address) & VcControl.GENERATION;
        putLongRelease(null, address, VcControl.of(generation, use));
        return entry(generation, index);
    }

    static long entry(final long generation, final int index)
    {
        return generation | index;
    }

    static int index(final long entry)
    {
        return (int)entry;
    }

    private long line(final int index)
    {
        return hot + ((long)index << VcLayout.LINE_SHIFT);
    }

    private static int other(final long batch, final int place)
    {
        return getInt(null, batch + VcLayout.OTHERS + (long)place * Integer.BYTES);
    }

    private static void other(final long batch, final int place, final int index)
    {
        putInt(null, batch + VcLayout.OTHERS + (long)place * Integer.BYTES, index);
    }

    private static long nextTop(final long top, final int next)
    {
        return (top & ~0xFFFF_FFFFL) + TAG_UNIT | Integer.toUnsignedLong(next);
    }
}
