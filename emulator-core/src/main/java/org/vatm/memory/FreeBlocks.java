package org.vatm.memory;

import java.util.Arrays;

/**
 * The free parts of an address range: sorted by address, neighbours joined, handed out first fit. Two flat arrays, so that
 * the usual case (the first hole fits, a freed block goes back near the front) touches one cache line and allocates nothing.
 */
final class FreeBlocks
{
    private final long base;
    private final long limit;
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int count;
    private long freeBytes;

    FreeBlocks(final long base, final long limit)
    {
        this.base = base;
        this.limit = limit;
        if (limit > base)
        {
            starts[0] = base;
            ends[0] = limit;
            count = 1;
            freeBytes = limit - base;
        }
    }

    long freeBytes()
    {
        return freeBytes;
    }

    long usedBytes()
    {
        return limit - base - freeBytes;
    }

    long largestBytes()
    {
        long largest = 0;
        for (int i = 0; i < count; i++)
        {
            largest = Math.max(largest, ends[i] - starts[i]);
        }
        return largest;
    }

    /**
     * Takes the lowest fitting block.
     *
     * @param lengthBytes positive.
     * @param alignment   a power of two.
     * @return its address, or -1 when none fits.
     */
    long take(final long lengthBytes, final long alignment)
    {
        for (int i = 0; i < count; i++)
        {
            final long start = starts[i] + alignment - 1 & -alignment;
            if (start <= ends[i] - lengthBytes)
            {
                cut(i, start, start + lengthBytes);
                freeBytes -= lengthBytes;
                return start;
            }
        }
        return -1;
    }

    /**
     * Puts a block back.
     *
     * @return false, and nothing done, when it is outside the range or some of it is free already.
     */
    boolean give(final long start, final long lengthBytes)
    {
        final long end = start + lengthBytes;
        if (start < base || lengthBytes <= 0 || end > limit)
        {
            return false;
        }
        final int after = firstStartingAtOrAfter(start);
        if (after < count && end > starts[after] || after > 0 && ends[after - 1] > start)
        {
            return false;
        }
        final boolean joinsBefore = after > 0 && ends[after - 1] == start;
        final boolean joinsAfter = after < count && starts[after] == end;
        if (joinsBefore && joinsAfter)
        {
            ends[after - 1] = ends[after];
            remove(after);
        }
        else if (joinsBefore)
        {
            ends[after - 1] = end;
        }
        else if (joinsAfter)
        {
            starts[after] = start;
        }
        else
        {
            insert(after, start, end);
        }
        freeBytes += lengthBytes;
        return true;
    }

    private void cut(final int i, final long start, final long end)
    {
        final long blockEnd = ends[i];
        if (start == starts[i])
        {
            if (end == blockEnd)
            {
                remove(i);
            }
            else
            {
                starts[i] = end;
            }
        }
        else
        {
            ends[i] = start;
            if (end != blockEnd)
            {
                insert(i + 1, end, blockEnd);
            }
        }
    }

    private int firstStartingAtOrAfter(final long address)
    {
        int low = 0;
        int high = count;
        while (low < high)
        {
            final int middle = low + high >>> 1;
            if (starts[middle] < address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private void insert(final int i, final long start, final long end)
    {
        if (count == starts.length)
        {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        System.arraycopy(starts, i, starts, i + 1, count - i);
        System.arraycopy(ends, i, ends, i + 1, count - i);
        starts[i] = start;
        ends[i] = end;
        count++;
    }

    private void remove(final int i)
    {
        count--;
        System.arraycopy(starts, i + 1, starts, i, count - i);
        System.arraycopy(ends, i + 1, ends, i, count - i);
    }
}
