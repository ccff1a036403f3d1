package org.vatm.miniport;

import static org.agrona.UnsafeApi.compareAndSetInt;
import static org.agrona.UnsafeApi.compareAndSetLong;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getIntVolatile;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getLongVolatile;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putIntVolatile;
import static org.agrona.UnsafeApi.putLong;
import static org.agrona.UnsafeApi.putLongRelease;

import org.vatm.memory.SparseMemory;

/**
 * The adapter's virtual connections, in buffers outside the Java heap that use no memory until an entry is touched.
 * <p>
 * An entry has one hot line and two direction blocks of 64 bytes each:
 * <pre>
 *   hot line              0               4               8               12
 *                   +----------------------------+----------------------------+
 *               0x00|        NdisVcHandle        |   state    |   generation  |
 *                   +-------------+--------------+------------+---------------+
 *               0x10|   VPI/VCI   |     ring     |  sends out | receives out  |   free: next free entry in VPI/VCI
 *                   +-------------+--------------+------------+---------------+
 *               0x20|   traits    | bytes queued |  send SDU  |  receive SDU  |
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
 *
 *   MiniportVcContext = generation &lt;&lt; 32 | (first index + index + 1)
 *   VPI/VCI index: one int a connection, index + 1, 0 = none
 *
 *   free entries: head (tag | index + 1) -&gt; entry -&gt; entry -&gt; ... then those that were never used, ascending
 * </pre>
 * A generation ends when the entry is deleted, so a context that is used afterwards is found out. Free entries come
 * back last in, first out, warm. Every operation takes constant time, allocates nothing and takes no lock; those of
 * the life of an entry (create, delete, look-up, bind, unbind, transitions) may be called by any number of threads at
 * once. Parameters and counters belong to whoever runs the adapter. All methods that take an index want one that
 * {@link #index} or {@link #nextInUse} gave.
 */
public final class VcTable implements AutoCloseable
{
    /** No VC. No entry has this context. */
    public static final long NULL_CONTEXT = 0;
    /** No entry. */
    public static final int NO_INDEX = -1;
    /** Value of VPI/VCI of an entry that is not bound. */
    public static final int UNBOUND = -1;
    /** No transmit ring. */
    public static final int NO_RING = -1;
    /** Most entries that a table may have: every VPI/VCI of a UNI. */
    public static final int MAX_CAPACITY = 1 << 24;

    private static final int LINE = 64;
    private static final int NDIS_VC_HANDLE = 0x00;
    private static final int CONTROL = 0x08;
    private static final int VPI_VCI = 0x10;
    private static final int NEXT_FREE = VPI_VCI;
    private static final int RING = 0x14;
    private static final int SENDS_OUT = 0x18;
    private static final int RECEIVES_OUT = 0x1C;
    private static final int TRAITS = 0x20;
    private static final int BYTES_QUEUED = 0x24;
    private static final int SEND_SDU = 0x28;
    private static final int RECEIVE_SDU = 0x2C;

    private static final int AAL_SHIFT = 20;
    private static final int CLP_SHIFT = 16;
    private static final int FLAGS_MASK = 0xFFFF;

    private static final int VCI_BITS = 16;
    private static final int GENERATION_MASK = 0x7FFF_FFFF;

    private static final int BLOCKS_LENGTH = 2 * LINE;
    private static final int HEADS_LENGTH = 6 * LINE;
    private static final int FREE_HEAD = 2 * LINE; // two lines apart: processors fetch lines in pairs
    private static final int NEVER_USED = 4 * LINE;
    private static final long TAG_UNIT = 1L << 32;

    private final SparseMemory[] memory;
    private final int capacity;
    private final int firstIndex;
    private final int vpiBits;
    private final int vciBits;
    private final long hot;
    private final long blocks;
    private final long binding;
    private final long freeHead;
    private final long neverUsed;

    /**
     * @param capacity   entries, 1 to {@link #MAX_CAPACITY}.
     * @param vpiBits    VPI bits that can be bound, 0 to 8.
     * @param vciBits    VCI bits that can be bound, 1 to 16.
     * @param firstIndex number of the first entry within contexts, so that several tables can number their entries
     *                   apart: 0 or more.
     */
    public VcTable(final int capacity, final int vpiBits, final int vciBits, final int firstIndex)
    {
        if (capacity < 1 || capacity > MAX_CAPACITY)
        {
            throw new IllegalArgumentException("capacity=" + capacity + ", must be 1 to " + MAX_CAPACITY);
        }
        if (vpiBits < 0 || vpiBits > 8 || vciBits < 1 || vciBits > VCI_BITS)
        {
            throw new IllegalArgumentException(
                "vpiBits=" + vpiBits + ", vciBits=" + vciBits + ", must be 0 to 8 and 1 to 16");
        }
        if (firstIndex < 0 || firstIndex > Integer.MAX_VALUE - capacity)
        {
            throw new IllegalArgumentException(
                "firstIndex=" + firstIndex + ", must be 0 to " + (Integer.MAX_VALUE - capacity));
        }
        this.capacity = capacity;
        this.vpiBits = vpiBits;
        this.vciBits = vciBits;
        this.firstIndex = firstIndex;

        memory = new SparseMemory[] {
            new SparseMemory((long)capacity * LINE + LINE),
            new SparseMemory((long)capacity * BLOCKS_LENGTH + LINE),
            new SparseMemory(((long)Integer.BYTES << vpiBits + vciBits) + LINE),
            new SparseMemory(HEADS_LENGTH + LINE)};
        hot = aligned(memory[0]);
        blocks = aligned(memory[1]);
        binding = aligned(memory[2]);
        freeHead = aligned(memory[3]) + FREE_HEAD;
        neverUsed = aligned(memory[3]) + NEVER_USED;
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
        final int index = takeFree();
        if (index == NO_INDEX)
        {
            return NULL_CONTEXT;
        }

        final long line = hot + (long)index * LINE;
        final int generation = (int)(getLong(null, line + CONTROL) >>> 32);
        putLong(null, line + NDIS_VC_HANDLE, ndisVcHandle);
        putInt(null, line + VPI_VCI, UNBOUND);
        putInt(null, line + RING, NO_RING);
        putLong(null, line + SENDS_OUT, 0L);
        putLong(null, line + TRAITS, 0L);
        putLong(null, line + SEND_SDU, 0L);
        putInt(null, line + VcCounter.NO_BUFFER.offset, 0);
        putInt(null, line + VcCounter.CELLS_DROPPED.offset, 0);
        putLongRelease(null, line + CONTROL, control(generation, VcState.CREATED));
        return context(generation, index);
    }

    /**
     * Gives an entry back.
     *
     * @param context of an entry that is {@link VcState#CREATED}.
     * @return false, with nothing changed, if the context is stale or the entry is in another state.
     */
    public boolean delete(final long context)
    {
        final int index = index(context);
        if (index == NO_INDEX)
        {
            return false;
        }
        final int generation = (int)(context >>> 32);
        final long line = hot + (long)index * LINE;
        final long next = control(generation + 1 & GENERATION_MASK, VcState.FREE);
        if (!compareAndSetLong(null, line + CONTROL, control(generation, VcState.CREATED), next))
        {
            return false;
        }

        long head;
        do
        {
            head = getLongVolatile(null, freeHead);
            putIntVolatile(null, line + NEXT_FREE, (int)head);
        }
        while (!compareAndSetLong(null, freeHead, head, nextTag(head) | index + 1));
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
        final int index = (int)context - 1 - firstIndex;
        if (index < 0 || index >= capacity)
        {
            return NO_INDEX;
        }
        final long control = getLongVolatile(null, hot + (long)index * LINE + CONTROL);
        return control >>> 32 == context >>> 32 && (int)control != VcState.FREE.ordinal() ? index : NO_INDEX;
    }

    /**
     * @param index of an entry.
     * @return the context under which it is in use now.
     */
    public long context(final int index)
    {
        return context((int)(getLongVolatile(null, line(index) + CONTROL) >>> 32), index);
    }

    /**
     * @param index of an entry.
     * @return what the entry is used for now.
     */
    public VcState state(final int index)
    {
        return VcState.of((int)getLongVolatile(null, line(index) + CONTROL));
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
        final int index = (int)context - 1 - firstIndex;
        if (index < 0 || index >= capacity || from == VcState.FREE || to == VcState.FREE)
        {
            return false;
        }
        final int generation = (int)(context >>> 32);
        final long line = hot + (long)index * LINE;
        return compareAndSetLong(null, line + CONTROL, control(generation, from), control(generation, to));
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
            throw new IllegalArgumentException(
                "vpi=" + vpi + ", vci=" + vci + ", must fit in " + vpiBits + " and " + vciBits + " bits");
        }
        if (!compareAndSetInt(null, bindingAddress(vpi, vci), 0, index + 1))
        {
            return false;
        }
        putIntVolatile(null, line(index) + VPI_VCI, vpi << VCI_BITS | vci);
        return true;
    }

    /**
     * Takes a VC out of the VPI/VCI index; nothing happens if it is not in it.
     *
     * @param index of its entry.
     */
    public void unbind(final int index)
    {
        final int vpiVci = getIntVolatile(null, line(index) + VPI_VCI);
        if (vpiVci != UNBOUND)
        {
            putIntVolatile(null, line(index) + VPI_VCI, UNBOUND);
            compareAndSetInt(null, bindingAddress(vpiVci >>> VCI_BITS, vpiVci & 0xFFFF), index + 1, 0);
        }
    }

    /**
     * @param vpi any number.
     * @param vci any number.
     * @return true if the table has a place for them in its index.
     */
    public boolean isBindable(final int vpi, final int vci)
    {
        return vpi >>> vpiBits == 0 && vci >>> vciBits == 0;
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
        return isBindable(vpi, vci) ? getIntVolatile(null, bindingAddress(vpi, vci)) - 1 : NO_INDEX;
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
        final long line = hot + (long)index * LINE;
        final long before = getLongVolatile(null, line + CONTROL);
        final boolean bound = getIntVolatile(null, line + VPI_VCI) == (vpi << VCI_BITS | vci);
        final long after = getLongVolatile(null, line + CONTROL);
        // The generation changes only while unbound: an entry seen bound between two equal ones was bound in that one.
        return bound && before >>> 32 == after >>> 32 && (int)before != VcState.FREE.ordinal() ?
            context((int)(before >>> 32), index) : NULL_CONTEXT;
    }

    /**
     * The entries in use, in ascending order of their index: start at 0 and go on after each answer.
     *
     * @param from index to start at.
     * @return index of the first entry at or after it that is in use, {@link #NO_INDEX} if there is none.
     */
    public int nextInUse(final int from)
    {
        final int end = getIntVolatile(null, neverUsed);
        for (int i = from; i < end; i++)
        {
            if ((int)getLongVolatile(null, hot + (long)i * LINE + CONTROL) != VcState.FREE.ordinal())
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
     * @param index of an entry.
     * @return the handle that it was created with.
     */
    public long ndisVcHandle(final int index)
    {
        return getLong(null, line(index) + NDIS_VC_HANDLE);
    }

    /**
     * @param index of an entry.
     * @return VPI &lt;&lt; 16 | VCI, {@link #UNBOUND} if it is not bound.
     */
    public int vpiVci(final int index)
    {
        return getInt(null, line(index) + VPI_VCI);
    }

    /**
     * @param index of an entry.
     * @return number of its transmit ring, {@link #NO_RING} if it has none.
     */
    public int ring(final int index)
    {
        return getInt(null, line(index) + RING);
    }

    void ring(final int index, final int ring)
    {
        putInt(null, line(index) + RING, ring);
    }

    /**
     * @param index of an entry.
     * @return packets that the driver has to send or is sending.
     */
    public int sendsOut(final int index)
    {
        return getInt(null, line(index) + SENDS_OUT);
    }

    int addSendsOut(final int index, final int change)
    {
        return add(line(index) + SENDS_OUT, change);
    }

    /**
     * @param index of an entry.
     * @return packets that were indicated and are not back yet.
     */
    public int receivesOut(final int index)
    {
        return getInt(null, line(index) + RECEIVES_OUT);
    }

    int addReceivesOut(final int index, final int change)
    {
        return add(line(index) + RECEIVES_OUT, change);
    }

    /**
     * @param index of an entry.
     * @return bytes in the packets of {@link #sendsOut}.
     */
    public int bytesQueued(final int index)
    {
        return getInt(null, line(index) + BYTES_QUEUED);
    }

    int addBytesQueued(final int index, final int change)
    {
        return add(line(index) + BYTES_QUEUED, change);
    }

    /**
     * @param index of an entry.
     * @return flags of CO_MEDIA_PARAMETERS, 0 before the first activation.
     */
    public int mediaFlags(final int index)
    {
        return getInt(null, line(index) + TRAITS) & FLAGS_MASK;
    }

    /**
     * @param index of an entry.
     * @return AALType, 0 before the first activation.
     */
    public int aalType(final int index)
    {
        return getInt(null, line(index) + TRAITS) >>> AAL_SHIFT;
    }

    /**
     * @param index of an entry.
     * @return DefaultCLP.
     */
    public int defaultClp(final int index)
    {
        return getInt(null, line(index) + TRAITS) >>> CLP_SHIFT & 1;
    }

    void traits(final int index, final int mediaFlags, final int aalType, final int defaultClp)
    {
        putInt(null, line(index) + TRAITS, aalType << AAL_SHIFT | defaultClp << CLP_SHIFT | mediaFlags & FLAGS_MASK);
    }

    /**
     * @param index     of an entry.
     * @param direction transmit or receive.
     * @return MaxSduSize in bytes, 0 if the VC does not have this direction.
     */
    public int maxSduSize(final int index, final Direction direction)
    {
        return getInt(null, line(index) + (direction == Direction.TRANSMIT ? SEND_SDU : RECEIVE_SDU));
    }

    void maxSduSize(final int index, final Direction direction, final int bytes)
    {
        putInt(null, line(index) + (direction == Direction.TRANSMIT ? SEND_SDU : RECEIVE_SDU), bytes);
    }

    /**
     * @param index     of an entry.
     * @param direction transmit or receive.
     * @param field     of the flow parameters.
     * @return its value, as unsigned 32 bits.
     */
    public long flow(final int index, final Direction direction, final FlowField field)
    {
        return Integer.toUnsignedLong(getInt(null, block(index, direction) + field.offset));
    }

    void flow(final int index, final Direction direction, final FlowField field, final long value)
    {
        putInt(null, block(index, direction) + field.offset, (int)value);
    }

    /**
     * @param index   of an entry.
     * @param counter of it.
     * @return its value.
     */
    public long counter(final int index, final VcCounter counter)
    {
        final long address = counterAddress(index, counter);
        return counter.lengthBytes == Long.BYTES ?
            getLong(null, address) : Integer.toUnsignedLong(getInt(null, address));
    }

    void count(final int index, final VcCounter counter, final long amount)
    {
        final long address = counterAddress(index, counter);
        if (counter.lengthBytes == Long.BYTES)
        {
            putLong(null, address, getLong(null, address) + amount);
        }
        else
        {
            putInt(null, address, getInt(null, address) + (int)amount);
        }
    }

    void clearCounters(final int index)
    {
        for (final VcCounter counter : VcCounter.all())
        {
            count(index, counter, -counter(index, counter));
        }
    }

    /**
     * Frees the memory; the table must not be used any more.
     */
    @Override
    public void close()
    {
        for (final SparseMemory region : memory)
        {
            region.close();
        }
    }

    private int takeFree()
    {
        long head = getLongVolatile(null, freeHead);
        while ((int)head != 0)
        {
            final int index = (int)head - 1;
            // Another thread may take the entry first and overwrite the link; then the tag has changed.
            final int next = getIntVolatile(null, hot + (long)index * LINE + NEXT_FREE);
            if (compareAndSetLong(null, freeHead, head, nextTag(head) | Integer.toUnsignedLong(next)))
            {
                return index;
            }
            head = getLongVolatile(null, freeHead);
        }

        int index;
        do
        {
            index = getIntVolatile(null, neverUsed);
            if (index == capacity)
            {
                return NO_INDEX;
            }
        }
        while (!compareAndSetInt(null, neverUsed, index, index + 1));
        return index;
    }

    private long line(final int index)
    {
        return hot + (long)checked(index) * LINE;
    }

    private long block(final int index, final Direction direction)
    {
        return blocks + (long)checked(index) * BLOCKS_LENGTH + direction.ordinal() * LINE;
    }

    private long counterAddress(final int index, final VcCounter counter)
    {
        return (counter.direction == null ? line(index) : block(index, counter.direction)) + counter.offset;
    }

    private int checked(final int index)
    {
        if (index < 0 || index >= capacity)
        {
            throw new IndexOutOfBoundsException("index=" + index + ", capacity=" + capacity);
        }
        return index;
    }

    private long bindingAddress(final int vpi, final int vci)
    {
        return binding + (long)Integer.BYTES * (vpi << vciBits | vci);
    }

    private long context(final int generation, final int index)
    {
        return (long)generation << 32 | firstIndex + index + 1;
    }

    private static int add(final long address, final int change)
    {
        final int sum = getInt(null, address) + change;
        putInt(null, address, sum);
        return sum;
    }

    private static long nextTag(final long head)
    {
        return (head & ~0xFFFF_FFFFL) + TAG_UNIT;
    }

    private static long control(final int generation, final VcState state)
    {
        return (long)generation << 32 | state.ordinal();
    }

    private static long aligned(final SparseMemory region)
    {
        return region.address() + LINE - 1 & -LINE;
    }
}
