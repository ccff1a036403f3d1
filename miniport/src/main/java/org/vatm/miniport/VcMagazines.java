package org.vatm.miniport;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getLongVolatile;
import static org.agrona.UnsafeApi.putLong;
import static org.agrona.UnsafeApi.putLongRelease;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.vatm.memory.SparseMemory;

/**
 * A small stack of free entries for each thread, last in, first out, that no other thread writes.
 * <pre>
 *         63          32 31  30       16 15         0
 *        +--------------+---+-----------+------------+
 *   0x00 |  operations  |MOV|     -     |   count    |
 *        +--------------+---+-----------+------------+
 *   0x08 |    generation     |       entry 0         |
 *   0x10 |    generation     |       entry 1         |
 *        |    ...                           64       |
 *        +-------------------------------------------+
 *   0x400 the next thread's
 * </pre>
 * Others may read: a thread that finds nothing elsewhere claims entries that it sees here, and what then remains is a
 * hint that its owner finds stale. {@code operations} changes whenever the owner adds or removes; {@code MOV} is set
 * while the owner moves entries between here and the shared stack, when some are in neither.
 * <p>
 * The magazine of a thread that has ended goes, with what is in it, to the next thread that wants one.
 */
final class VcMagazines implements AutoCloseable
{
    /** No magazine: there are more live threads than magazines. */
    static final long NONE = 0;
    /** Entries that a magazine can hold. */
    static final int SIZE = 64;
    /** One more operation. */
    static final long OPERATION = 1L << 32;
    /** Entries are on their way. */
    static final long MOVING = 1L << 31;
    private static final int COUNT_MASK = 0xFFFF;

    private static final int THREADS = 64;
    private static final int ENTRIES = Long.BYTES;
    private static final int LENGTH_SHIFT = 10;
    private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(Thread[].class);

    private static final AtomicLongFieldUpdater<VcMagazines> CLAIMED =
        AtomicLongFieldUpdater.newUpdater(VcMagazines.class, "claimed");

    private final Thread[] owners = new Thread[THREADS];
    private final SparseMemory memory = new SparseMemory(((long)THREADS << LENGTH_SHIFT) + VcLayout.LINE_PAIR);
    private final long magazines = VcLayout.aligned(memory);
    /** A bit for each magazine that ever had an owner. */
    private volatile long claimed;

    /** Whose magazine each is: the fast way to one's own is to look at {@link #place}. Read only. */
    Thread[] owners()
    {
        return owners;
    }

    /** Address of the first magazine. */
    long address()
    {
        return magazines;
    }

    /** Address of the magazine at a place, from that of the first. */
    static long at(final long first, final int place)
    {
        return first + ((long)place << LENGTH_SHIFT);
    }

    /** Where the magazine of a thread is, if no other thread took the place before. */
    static int place(final Thread thread)
    {
        return (int)thread.getId() & THREADS - 1;
    }

    static long state(final long magazine)
    {
        return getLong(null, magazine);
    }

    static void state(final long magazine, final long state)
    {
        putLongRelease(null, magazine, state);
    }

    static int count(final long state)
    {
        return (int)state & COUNT_MASK;
    }

    static long entry(final long magazine, final int place)
    {
        return getLong(null, magazine + ENTRIES + (long)place * Long.BYTES);
    }

    static void entry(final long magazine, final int place, final long entry)
    {
        putLong(null, magazine + ENTRIES + (long)place * Long.BYTES, entry);
    }

    /** An entry of a magazine of another thread, which may be stale. */
    static long foreignEntry(final long magazine, final int place)
    {
        return getLongVolatile(null, magazine + ENTRIES + (long)place * Long.BYTES);
    }

    /**
     * The magazines of other threads: start with {@link #foreign} and go on after each place.
     *
     * @param places that were not visited yet.
     * @return the first of them.
     */
    static int first(final long places)
    {
        return Long.numberOfTrailingZeros(places);
    }

    /**
     * @param mine magazine of the calling thread, or {@link #NONE}.
     * @return a bit for each place with a magazine of another thread.
     */
    long foreign(final long mine)
    {
        return mine == NONE ? claimed : claimed & ~(1L << (mine - magazines >> LENGTH_SHIFT));
    }

    long magazine(final int place)
    {
        return at(magazines, place);
    }

    static long foreignState(final long magazine)
    {
        return getLongVolatile(null, magazine);
    }

    /**
     * @return address of the magazine of the calling thread, which gets one if it has none yet; {@link #NONE} if
     *     all are taken.
     */
    long searchOrClaim()
    {
        final Thread me = Thread.currentThread();
        final int home = place(me);
        for (int i = 0; i < THREADS; i++)
        {
            final int place = home + i & THREADS - 1;
            if (owners[place] == me)
            {
                return magazine(place);
            }
        }
        for (int i = 0; i < THREADS; i++)
        {
            final int place = home + i & THREADS - 1;
            final Thread owner = (Thread)OWNER.getVolatile(owners, place);
            if ((owner == null || !owner.isAlive()) && OWNER.compareAndSet(owners, place, owner, me))
            {
                CLAIMED.accumulateAndGet(this, 1L << place, (before, bit) -> before | bit);
                return magazine(place);
            }
        }
        return NONE;
    }

    @Override
    public void close()
    {
        memory.close();
    }
}
