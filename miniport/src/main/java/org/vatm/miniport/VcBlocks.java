package org.vatm.miniport;

import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.putInt;
import static org.agrona.UnsafeApi.putLong;

import java.nio.ByteOrder;
import org.vatm.memory.SparseMemory;
import org.vatm.ndis.AtmFlowParameters;

/**
 * The two direction blocks of each entry of a {@link VcTable}, a pair of lines, in chunks of at most 1 GiB. Callers
 * have checked the number of the entry.
 */
final class VcBlocks implements AutoCloseable
{
    private static final int CHUNK_SHIFT = 23;
    private static final int CHUNK = 1 << CHUNK_SHIFT;
    private static final int COUNTERS = 0x20;
    private static final boolean LOW_FIRST = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final SparseMemory memory;
    private final SparseMemory upperMemory;
    private final long lower;
    private final long upper; // where entry 0 would be if it were in the upper chunk

    VcBlocks(final int capacity)
    {
        memory = chunk(Math.min(capacity, CHUNK));
        lower = VcLayout.aligned(memory);
        upperMemory = capacity > CHUNK ? chunk(capacity - CHUNK) : null;
        upper = upperMemory == null ? lower : VcLayout.aligned(upperMemory) - ((long)CHUNK << VcLayout.LINE_PAIR_SHIFT);
    }

    long flow(final int index, final Direction direction, final FlowField field)
    {
        return Integer.toUnsignedLong(getInt(null, block(index, direction) + field.offset));
    }

    void flow(final int index, final Direction direction, final FlowField field, final long value)
    {
        putInt(null, block(index, direction) + field.offset, (int)value);
    }

    void flow(
        final int index, final Direction direction, final AtmFlowParameters flow, final int programmedCellRate)
    {
        final long block = block(index, direction);
        putLong(null, block, pair(flow.serviceCategory, flow.averageCellRate));
        putLong(null, block + 8, pair(flow.peakCellRate, flow.minimumCellRate));
        putLong(null, block + 16, pair(flow.initialCellRate, flow.burstLengthCells));
        putLong(null, block + 24, pair(flow.maxSduSize, programmedCellRate));
    }

    void clearFlow(final int index, final Direction direction)
    {
        clear(block(index, direction));
    }

    void clearCounters(final int index)
    {
        clear(block(index, Direction.TRANSMIT) + COUNTERS);
        clear(block(index, Direction.RECEIVE) + COUNTERS);
    }

    long block(final int index, final Direction direction)
    {
        return pair(index) + direction.ordinal() * VcLayout.LINE;
    }

    /** Reads from both lines, so that they are in the cache. */
    int peek(final int index)
    {
        final long pair = pair(index);
        return getInt(null, pair) + getInt(null, pair + VcLayout.LINE);
    }

    @Override
    public void close()
    {
        memory.close();
        if (upperMemory != null)
        {
            upperMemory.close();
        }
    }

    private long pair(final int index)
    {
        return (index < CHUNK ? lower : upper) + ((long)index << VcLayout.LINE_PAIR_SHIFT);
    }

    private static void clear(final long half)
    {
        putLong(null, half, 0L);
        putLong(null, half + 8, 0L);
        putLong(null, half + 16, 0L);
        putLong(null, half + 24, 0L);
    }

    private static SparseMemory chunk(final int entries)
    {
        return new SparseMemory(((long)entries << VcLayout.LINE_PAIR_SHIFT) + VcLayout.LINE_PAIR);
    }

    /** What a long must be so that its halves are these ints in memory. */
    private static long pair(final int first, final int second)
    {
        return LOW_FIRST ?
            (long)second << 32 | Integer.toUnsignedLong(first) : (long)first << 32 | Integer.toUnsignedLong(second);
    }
}
