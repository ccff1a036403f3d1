package org.vatm.miniport;

import static org.agrona.UnsafeApi.getAndAddLong;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.getLongVolatile;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;
import static org.vatm.miniport.VcLayout.NDIS_VC_HANDLE;
import static org.vatm.miniport.VcLayout.VPI_VCI;
import static org.vatm.miniport.VcLayout.RING;
import static org.vatm.miniport.VcLayout.SENDS_OUT;
import static org.vatm.miniport.VcLayout.TRAITS;
import static org.vatm.miniport.VcLayout.BYTES_QUEUED;
import static org.vatm.miniport.VcLayout.SEND_SDU;
import static org.vatm.miniport.VcLayout.RECEIVE_SDU;
import static org.vatm.miniport.VcLayout.LINE_COUNTERS;
import static org.vatm.miniport.VcLayout.LINE_SHIFT;
import static org.vatm.miniport.VcLayout.LINE_PAIR;

import java.util.Objects;

import org.vatm.memory.SparseMemory;
import org.vatm.ndis.AtmFlowParameters;

/**
 * What the entries of a {@link VcTable} hold, by number.
 */
abstract class VcEntries implements AutoCloseable
{
    /** No entry. */
    public static final int NO_INDEX = -1;
    /** Value of VPI/VCI of an entry that is not bound. */
    public static final int UNBOUND = -1;
    /** No transmit ring. */
    public static final int NO_RING = -1;

    private static final int AAL_SHIFT = 20;
    private static final int CLP_SHIFT = 16;
    private static final int FLAGS_MASK = 0xFFFF;

    final int capacity;
    /** Address of the hot line of entry 0. */
    final long hot;
    final VcBlocks blocks;

    private final SparseMemory memory;

    VcEntries(final int capacity)
    {
        this.capacity = capacity;
        memory = new SparseMemory(((long)capacity << LINE_SHIFT) + LINE_PAIR);
        hot = VcLayout.aligned(memory);
        blocks = new VcBlocks(capacity);
    }

    /**
     * @param index of an entry.
     * @return the handle that it was created with.
     */
    public final long ndisVcHandle(final int index)
    {
        return getLong(null, line(index) + NDIS_VC_HANDLE);
    }

    /**
     * @param index of an entry.
     * @return VPI &lt;&lt; 16 | VCI, {@link #UNBOUND} if it is not bound.
     */
    public final int vpiVci(final int index)
    {
        return getInt(null, line(index) + VPI_VCI);
    }

    /**
     * @param index of an entry.
     * @return number of its transmit ring, {@link #NO_RING} if it has none.
     */
    public final int ring(final int index)
    {
        return getInt(null, line(index) + RING);
    }

    final void ring(final int index, final int ring)
    {
        putInt(null, line(index) + RING, ring);
    }

    // Both guard counts are one word, so that whoever changes it, or looks at it, sees both at the same instant.

    /**
     * @param index of an entry.
     * @return packets that the driver has to send or is sending.
     */
    public final int sendsOut(final int index)
    {
        return (int)getLongVolatile(null, line(index) + SENDS_OUT);
    }

    /** By any thread: before it looks whether the VC is active if the count goes up, after all else if it goes down. */
    final void addSendsOut(final int index, final int change)
    {
        getAndAddLong(null, line(index) + SENDS_OUT, change);
    }

    /**
     * @param index of an entry.
     * @return packets that were indicated and are not back yet.
     */
    public final int receivesOut(final int index)
    {
        return (int)(getLongVolatile(null, line(index) + SENDS_OUT) >>> Integer.SIZE);
    }

    /** By any thread, as {@link #addSendsOut}. */
    final void addReceivesOut(final int index, final int change)
    {
        getAndAddLong(null, line(index) + SENDS_OUT, (long)change << Integer.SIZE);
    }

    /**
     * @param index of an entry.
     * @return true if no packet is out: what a deactivation waits for.
     */
    public final boolean isDrained(final int index)
    {
        return getLongVolatile(null, line(index) + SENDS_OUT) == 0;
    }

    /**
     * @param index of an entry.
     * @return bytes in the packets of {@link #sendsOut}.
     */
    public final int bytesQueued(final int index)
    {
        return getInt(null, line(index) + BYTES_QUEUED);
    }

    final int addBytesQueued(final int index, final int change)
    {
        return add(line(index) + BYTES_QUEUED, change);
    }

    /**
     * @param index of an entry.
     * @return flags of CO_MEDIA_PARAMETERS, 0 before the first activation.
     */
    public final int mediaFlags(final int index)
    {
        return getInt(null, line(index) + TRAITS) & FLAGS_MASK;
    }

    /**
     * @param index of an entry.
     * @return AALType, 0 before the first activation.
     */
    public final int aalType(final int index)
    {
        return getInt(null, line(index) + TRAITS) >>> AAL_SHIFT;
    }

    /**
     * @param index of an entry.
     * @return DefaultCLP.
     */
    public final int defaultClp(final int index)
    {
        return getInt(null, line(index) + TRAITS) >>> CLP_SHIFT & 1;
    }

    final void traits(final int index, final int mediaFlags, final int aalType, final int defaultClp)
    {
        putInt(null, line(index) + TRAITS, aalType << AAL_SHIFT | defaultClp << CLP_SHIFT | mediaFlags & FLAGS_MASK);
    }

    /**
     * @param index     of an entry.
     * @param direction transmit or receive.
     * @return MaxSduSize in bytes, 0 if the VC does not have this direction.
     */
    public final int maxSduSize(final int index, final Direction direction)
    {
        return getInt(null, line(index) + (direction == Direction.TRANSMIT ? SEND_SDU : RECEIVE_SDU));
    }

    final void maxSduSize(final int index, final Direction direction, final int bytes)
    {
        putInt(null, line(index) + (direction == Direction.TRANSMIT ? SEND_SDU : RECEIVE_SDU), bytes);
    }

    /**
     * @param index     of an entry.
     * @param direction transmit or receive.
     * @param field     of the flow parameters.
     * @return its value, as unsigned 32 bits.
     */
    public final long flow(final int index, final Direction direction, final FlowField field)
    {
        return blocks.flow(checked(index), direction, field);
    }

    final void flow(final int index, final Direction direction, final FlowField field, final long value)
    {
        blocks.flow(checked(index), direction, field, value);
    }

    /**
     * Stores the parameters of one direction, MaxSduSize included.
     *
     * @param index              of an entry.
     * @param direction          transmit or receive.
     * @param flow               parameters, null if the VC does not have this direction.
     * @param programmedCellRate cells per second that the chip was programmed for, 0 if it does not shape.
     */
    public final void parameters(
        final int index, final Direction direction, final AtmFlowParameters flow, final int programmedCellRate)
    {
        if (flow == null)
        {
            maxSduSize(index, direction, 0);
            blocks.clearFlow(index, direction);
        }
        else
        {
            maxSduSize(index, direction, flow.maxSduSize);
            blocks.flow(index, direction, flow, programmedCellRate);
        }
    }

    /**
     * @param index   of an entry.
     * @param counter of it.
     * @return its value.
     */
    public final long counter(final int index, final VcCounter counter)
    {
        final long address = counterAddress(index, counter);
        return counter.lengthBytes == Long.BYTES ?
            getLong(null, address) : Integer.toUnsignedLong(getInt(null, address));
    }

    final void count(final int index, final VcCounter counter, final long amount)
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

    /**
     * Sets all counters of a VC to 0.
     *
     * @param index of an entry.
     */
    public final void clearCounters(final int index)
    {
        putLong(null, line(index) + LINE_COUNTERS, 0L);
        blocks.clearCounters(index);
    }

    @Override
    public void close()
    {
        memory.close();
        blocks.close();
    }

    final long line(final int index)
    {
        return hot + ((long)checked(index) << LINE_SHIFT);
    }

    private long counterAddress(final int index, final VcCounter counter)
    {
        return (counter.direction == null ? line(index) : blocks.block(checked(index), counter.direction)) +
            counter.offset;
    }

    private int checked(final int index)
    {
        return Objects.checkIndex(index, capacity);
    }

    private static int add(final long address, final int change)
    {
        final int sum = getInt(null, address) + change;
        putInt(null, address, sum);
        return sum;
    }
}
