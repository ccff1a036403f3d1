package org.vatm.miniport;

import static org.agrona.UnsafeApi.compareAndSetLong;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getIntVolatile;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getLongVolatile;
import static org.agrona.UnsafeApi.loadFence;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putIntRelease;
import static org.agrona.UnsafeApi.putLong;
import static org.agrona.UnsafeApi.putLongRelease;
import static org.vatm.miniport.VcLayout.NDIS_VC_HANDLE;
import static org.vatm.miniport.VcLayout.CONTROL;
import static org.vatm.miniport.VcLayout.VPI_VCI;
import static org.vatm.miniport.VcLayout.SENDS_OUT;
import static org.vatm.miniport.VcLayout.TRAITS;
import static org.vatm.miniport.VcLayout.SEND_SDU;
import static org.vatm.miniport.VcLayout.LINE_COUNTERS;
import static org.vatm.miniport.VcLayout.LINE_SHIFT;

/**
 * The adapter's virtual connections, in memory outside the Java heap that is used only where an entry was touched.
 * <p>
 * An entry has one hot line of 64 bytes and two direction blocks of 64 bytes each; all that a cell or a look-up needs
 * is in the hot line.
 * <pre>
 *   MiniportVcContext          63                32 31                      0
 *                             +--------------------+-------------------------+
 *                             |     generation     | first index + index + 1 |
 *                             +--------------------+-------------------------+
 *                                                               |
 *   VPI/VCI index: 64 MiB at most                               v
 *   one int for each VPI/VCI        hot lines: 1 GiB at most        direction blocks: 2 x 1 GiB at most
 *   +------------------+            +-----------------------+      +-----------------+-----------------+
 *   | 0: not bound     |            | entry 0               |      | 0: transmit     | 0: receive      |
 *   | index + 1 -------|--------&gt;   | entry 1               |      | 1: transmit     | 1: receive      |
 *   | ...              |            | ...                   |      | ...             | ...             |
 *   +------------------+            +-----------------------+      +-----------------+-----------------+
 *
 *   hot line              0               4               8               12
 *                   +----------------------------+----------------------------+
 *               0x00|        NdisVcHandle        |   use, generation          |   {@link VcControl}
 *                   +-------------+--------------+------------+---------------+
 *               0x10|   VPI/VCI   |     ring     |  sends out | receives out  |   free, first of a batch on the stack:
 *                   +-------------+--------------+------------+---------------+   next batch, count and numbers of the
 *               0x20|   traits    | bytes queued |  send SDU  |  receive SDU  |   others; see {@link VcFreeEntries}
 *                   +-------------+--------------+------------+---------------+
 *               0x30|  no buffer  |cells dropped |             -              |
 *                   +-------------+--------------+----------------------------+
 *   traits                31     24 23       20 19   16 15                   0
 *                   +--------------+-----------+-------+---------------------+
 *                   |       -      | AALType   |  CLP  | media flags         |
 *                   +--------------+-----------+-------+---------------------+
 *   direction block       0               4               8               12
 *                   +----------------------------+----------------------------+
 *               0x00|  category   |     SCR      |     PCR    |      MCR      |   {@link FlowField}
 *                   +-------------+--------------+------------+---------------+
 *               0x10|     ICR     |     MBS      | MaxSduSize |  programmed   |
 *                   +-------------+--------------+------------+---------------+
 *               0x20|            PDUs            |           bytes            |   {@link VcCounter}
 *                   +----------------------------+------------+---------------+
 *               0x30|            cells           |   errors   |    errors     |
 *                   +----------------------------+------------+---------------+
 * </pre>
 * A generation ends when the entry is deleted, so a context that is used afterwards is found out. Free entries come
 * back last in, first out, warm. Every operation takes constant time, allocates nothing and takes no lock; those of
 * the life of an entry (create, delete, look-up, bind, unbind, transitions) may be called by any number of threads at
 * once; bind and unbind of one entry only by the thread that has it. The counts of packets out, which guard
 * deactivation, may be changed by any thread as well: who sends counts first and looks at the state then, who
 * deactivates changes the state first and looks at the counts then, and of those who see the VC drained one succeeds
 * with the transition to CREATED. Parameters and statistics belong to whoever runs the adapter. All methods that take
 * an index want one that a look-up or {@link #nextInUse} gave: it is checked once, and what follows is written
 * unchecked.
 * <p>
 * A single look-up waits for memory; many of them can wait together. Whoever has several VCs at hand resolves them
 * first, by the methods with arrays, and works on them afterwards.
 */
public final class VcTable extends VcEntries
{
    /** No VC. No entry has this context. */
    public static final long NULL_CONTEXT = 0;
    /** Most entries that a table may have: every VPI/VCI of a UNI. */
    public static final int MAX_CAPACITY = 1 << 24;

    // As one long: UNBOUND and NO_RING.
    private static final long NEITHER_BOUND_NOR_RING = -1L;
    private static final int IMPROBABLE = 0x9E37_79B9;

    private final int firstIndex;
    private final VcIndex places;
    private final VcFreeEntries free;

    /**
     * @param capacity   entries, 1 to {@link #MAX_CAPACITY}.
     * @param vpiBits    VPI bits that can be bound, 0 to 8.
     * @param vciBits    VCI bits that can be bound, 1 to 16.
     * @param firstIndex number of the first entry within contexts, so that several tables can number their entries
     *                   apart: 0 or more.
     */
    public VcTable(final int capacity, final int vpiBits, final int vciBits, final int firstIndex)
    {
        super(checkedCapacity(capacity));
        if (firstIndex < 0 || firstIndex > Integer.MAX_VALUE - capacity)
        {
            throw new IllegalArgumentException(
                "firstIndex=" + firstIndex + ", must be 0 to " + (Integer.MAX_VALUE - capacity));
        }
        this.firstIndex = firstIndex;
        places = new VcIndex(vpiBits, vciBits);
        free = new VcFreeEntries(hot, capacity);
    }

    /**
     * @return entries that the table can hold.
     */
    public int capacity()
    {
        return capacity;
    }

    /**
     * Takes a free entry.
     *
     * @param ndisVcHandle to store in it.
     * @return its context, {@link #NULL_CONTEXT} if there is none left.
     */
    public long create(final long ndisVcHandle)
    {
        final long entry = free.take();
        if (entry == VcFreeEntries.NOTHING)
        {
            return NULL_CONTEXT;
        }

        final long line = hot + ((long)VcFreeEntries.index(entry) << LINE_SHIFT);
        putLong(null, line + NDIS_VC_HANDLE, ndisVcHandle);
        putLong(null, line + VPI_VCI, NEITHER_BOUND_NOR_RING);
        putLong(null, line + SENDS_OUT, 0L);
        putLong(null, line + TRAITS, 0L);
        putLong(null, line + SEND_SDU, 0L);
        putLong(null, line + LINE_COUNTERS, 0L);
        putLongRelease(null, line + CONTROL, VcControl.of(entry & VcControl.GENERATION, VcState.CREATED));
        return context(entry);
    }

    /**
     * Gives an entry back; one that is still bound is unbound.
     *
     * @param context of an entry that is {@link VcState#CREATED}.
     * @return false, with nothing changed, if the context is stale or the entry is in another state.
     */
    public boolean delete(final long context)
    {
        final int index = indexOf(context);
        if (index < 0 || index >= capacity)
        {
            return false;
        }
        final long generation = context & VcControl.GENERATION;
        final long line = hot + ((long)index << LINE_SHIFT);
        final long created = VcControl.of(generation, VcState.CREATED);
        if (!compareAndSetLong(null, line + CONTROL, created, VcControl.of(generation, VcControl.CLAIMED)))
        {
            return false;
        }
        unbindLine(line);
        final long next = VcControl.next(generation);
        putLongRelease(null, line + CONTROL, VcControl.of(next, VcControl.FREE));
        free.give(VcFreeEntries.entry(next, index));
        return true;
    }

    /**
     * Checks a context.
     *
     * @param context that the table gave out, or anything else.
     * @return index of its entry, {@link #NO_INDEX} if there is no such entry, or no longer.
     */
    public int index(final long context)
    {
        final int index = indexOf(context);
        if (index < 0 || index >= capacity)
        {
            return NO_INDEX;
        }
        final long control = getLongVolatile(null, hot + ((long)index << LINE_SHIFT) + CONTROL);
        return VcControl.isSameGeneration(control, context) && VcControl.isInUse(control) ? index : NO_INDEX;
    }

    /**
     * The number of an entry that the caller has, having just created it.
     *
     * @param context that the table gave out; not checked.
     * @return number of its entry.
     */
    public int indexOf(final long context)
    {
        return (int)context - 1 - firstIndex;
    }

    /**
     * Checks many contexts, whose lines are fetched side by side.
     *
     * @param contexts to check.
     * @param indexes  what {@link #index(long)} says of each.
     * @param count    of them.
     * @return how many are in use.
     */
    public int index(final long[] contexts, final int[] indexes, final int count)
    {
        final long lines = hot;
        final int end = capacity;
        final int base = firstIndex + 1;
        int missing = 0;
        for (int i = 0; i < count; i++)
        {
            final long context = contexts[i];
            final int index = (int)context - base;
            int result = NO_INDEX;
            if (index >= 0 && index < end)
            {
                final long control = getLong(null, lines + ((long)index << LINE_SHIFT) + CONTROL);
                if (VcControl.isInUse(control) && VcControl.isSameGeneration(control, context))
                {
                    result = index;
                }
            }
            missing += result >>> 31;
            indexes[i] = result;
        }
        loadFence(); // what the caller reads of the entries is read after all of that
        return count - missing;
    }

    /**
     * @param index of an entry.
     * @return the context under which it is in use now.
     */
    public long context(final int index)
    {
        final long control = getLongVolatile(null, line(index) + CONTROL);
        return context(VcFreeEntries.entry(control & VcControl.GENERATION, index));
    }

    /**
     * @param index of an entry.
     * @return what the entry is used for now.
     */
    public VcState state(final int index)
    {
        return VcControl.state(getLongVolatile(null, line(index) + CONTROL));
    }

    /**
     * Changes the state of an entry; at most one of several callers succeeds.
     *
     * @param context of the entry.
     * @param from    state that it must be in.
     * @param to      new state. Not FREE: that is {@link #delete}.
     * @return false, with nothing changed, if the context is stale or the entry is in another state.
     */
    public boolean transition(final long context, final VcState from, final VcState to)
    {
        final int index = indexOf(context);
        if (index < 0 || index >= capacity || from == VcState.FREE || to == VcState.FREE)
        {
            return false;
        }
        final long generation = context & VcControl.GENERATION;
        final long line = hot + ((long)index << LINE_SHIFT);
        return compareAndSetLong(
            null, line + CONTROL, VcControl.of(generation, from), VcControl.of(generation, to));
    }

    /**
     * Enters a VC in the VPI/VCI index.
     *
     * @param index of its entry, which must not be bound.
     * @param vpi   within the bits of the table.
     * @param vci   within the bits of the table.
     * @return false if another VC has this VPI/VCI.
     */
    public boolean bind(final int index, final int vpi, final int vci)
    {
        if (!isBindable(vpi, vci))
        {
            throw new IllegalArgumentException("vpi=" + vpi + ", vci=" + vci + ", " + places.limits());
        }
        final int vpiVci = VcIndex.vpiVci(vpi, vci);
        final long line = line(index);
        if (!places.put(vpiVci, index))
        {
            return false;
        }
        putIntRelease(null, line + VPI_VCI, vpiVci);
        return true;
    }

    /**
     * Takes a VC out of the VPI/VCI index; nothing happens if it is not in it.
     *
     * @param index of its entry.
     */
    public void unbind(final int index)
    {
        unbindLine(line(index));
    }

    /**
     * @param vpi any number.
     * @param vci any number.
     * @return true if the table has a place for them in its index.
     */
    public boolean isBindable(final int vpi, final int vci)
    {
        return places.isBindable(vpi, vci);
    }

    /**
     * Finds a VC by its identifiers.
     *
     * @param vpi any number.
     * @param vci any number.
     * @return index of the entry that is bound to them, {@link #NO_INDEX} if none is.
     */
    public int find(final int vpi, final int vci)
    {
        return isBindable(vpi, vci) ? places.get(VcIndex.vpiVci(vpi, vci)) : NO_INDEX;
    }

    /**
     * Finds many VCs by their identifiers, whose places in the index are fetched side by side.
     *
     * @param vpiVcis VPI &lt;&lt; 16 | VCI of each; any numbers.
     * @param indexes what {@link #find(int, int)} says of each.
     * @param count   of them.
     * @return how many are bound.
     */
    public int find(final int[] vpiVcis, final int[] indexes, final int count)
    {
        return places.get(vpiVcis, indexes, count);
    }

    /**
     * Finds a VC by its identifiers while other threads create and delete.
     *
     * @param vpi any number.
     * @param vci any number.
     * @return context of the VC that is bound to them, {@link #NULL_CONTEXT} if none is.
     */
    public long findContext(final int vpi, final int vci)
    {
        final int index = find(vpi, vci);
        if (index == NO_INDEX)
        {
            return NULL_CONTEXT;
        }
        final long line = hot + ((long)index << LINE_SHIFT);
        final long before = getLongVolatile(null, line + CONTROL);
        final boolean bound = getIntVolatile(null, line + VPI_VCI) == VcIndex.vpiVci(vpi, vci);
        final long after = getLongVolatile(null, line + CONTROL);
        // The generation changes only while unbound: an entry seen bound between two equal ones was bound in that one.
        return bound && VcControl.isSameGeneration(before, after) && VcControl.isInUse(before) ?
            context(VcFreeEntries.entry(before & VcControl.GENERATION, index)) : NULL_CONTEXT;
    }

    /**
     * Reads the handle of a VC that another thread may delete meanwhile.
     *
     * @param context   that the table gave out, or anything else.
     * @param otherwise the answer if there is no such entry, or no longer.
     * @return the handle that it was created with.
     */
    public long ndisVcHandle(final long context, final long otherwise)
    {
        final int index = index(context);
        if (index == NO_INDEX)
        {
            return otherwise;
        }
        final long line = hot + ((long)index << LINE_SHIFT);
        final long handle = getLong(null, line + NDIS_VC_HANDLE);
        loadFence();
        return VcControl.isSameGeneration(getLongVolatile(null, line + CONTROL), context) ? handle : otherwise;
    }

    /**
     * Has all that set-up touches of entries that are in use (direction blocks, places in the VPI/VCI index) fetched
     * side by side. Changes nothing.
     *
     * @param indexes of entries; {@link #NO_INDEX} is passed over.
     * @param count   of them.
     */
    public void prefetch(final int[] indexes, final int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            final int index = indexes[i];
            if (index != NO_INDEX)
            {
                sum += places.peek(getInt(null, line(index) + VPI_VCI)) + blocks.peek(index);
            }
        }
        if (sum == IMPROBABLE)
        {
            Thread.onSpinWait(); // a compiler may leave out reads whose results nobody wants
        }
    }

    /**
     * The entries in use, in ascending order of their index: start at 0 and go on after each answer.
     *
     * @param from index to start at.
     * @return index of the first entry at or after it that is in use, {@link #NO_INDEX} if there is none.
     */
    public int nextInUse(final int from)
    {
        final int end = free.usedEnd();
        for (int i = from; i < end; i++)
        {
            if (VcControl.isInUse(getLongVolatile(null, hot + ((long)i << LINE_SHIFT) + CONTROL)))
            {
                return i;
            }
        }
        return NO_INDEX;
    }

    /**
     * Counts, for reports and tests; looks at every entry that was ever used.
     *
     * @return entries in use.
     */
    public int inUseCount()
    {
        int count = 0;
        for (int i = nextInUse(0); i != NO_INDEX; i = nextInUse(i + 1))
        {
            count++;
        }
        return count;
    }

    /**
     * Frees the memory; the table must not be used any more.
     */
    @Override
    public void close()
    {
        super.close();
        places.close();
        free.close();
    }

    /** First the entry forgets the place, then the place the entry: a look-up sees both or neither. */
    private void unbindLine(final long line)
    {
        final int vpiVci = getInt(null, line + VPI_VCI);
        if (vpiVci != UNBOUND)
        {
            putIntRelease(null, line + VPI_VCI, UNBOUND);
            places.remove(vpiVci);
        }
    }

    private static int checkedCapacity(final int capacity)
    {
        if (capacity < 1 || capacity > MAX_CAPACITY)
        {
            throw new IllegalArgumentException("capacity=" + capacity + ", must be 1 to " + MAX_CAPACITY);
        }
        return capacity;
    }

    /** Of generation &lt;&lt; 32 | index. */
    private long context(final long entry)
    {
        return entry + firstIndex + 1;
    }
}
