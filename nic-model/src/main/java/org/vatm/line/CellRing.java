package org.vatm.line;

import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.memory.DirectCopy;

/**
 * Cells in order of time, in slots of 64 bytes off the heap, a cache line each:
 * <pre>
 *    0        8        12       16                              64
 *   +--------+--------+--------+-------------------------------+
 *   | timePs | header | flags  |          48 octets            |
 *   +--------+--------+--------+-------------------------------+
 * </pre>
 * Grows when it is full; otherwise nothing is allocated.
 */
public final class CellRing
{
    private static final int SLOT = 64;
    private static final int TIME = 0;
    private static final int HEADER = 8;
    private static final int FLAGS = 12;
    private static final int PAYLOAD = 16;

    private UnsafeBuffer slots;
    /** Native address of the slots. Every access is within them, because positions are masked. */
    private long address;
    /** Beside the slots: a slot is full. */
    private int[] remainders;
    private int mask;
    private long head;
    private long tail;

    /**
     * An empty ring.
     *
     * @param capacity cells before it grows, a power of two.
     */
    public CellRing(final int capacity)
    {
        if (Integer.bitCount(capacity) != 1)
        {
            throw new IllegalArgumentException("capacity=" + capacity + ", must be a power of two");
        }
        slots = slots(capacity);
        address = slots.addressOffset();
        remainders = new int[capacity];
        mask = capacity - 1;
    }

    /**
     * Adds a cell at the end.
     *
     * @param timePs  not before that of the previous one.
     * @param header  of the cell.
     * @param flags   the caller's.
     * @param payload holds the 48 octets.
     * @param offset  of the payload in it.
     * @param remainder the caller's, 32 bits more.
     */
    public void add(
        final long timePs,
        final int header,
        final int flags,
        final DirectBuffer payload,
        final int offset,
        final int remainder)
    {
        if (tail - head > mask)
        {
            grow();
        }
        final int index = (int)tail & mask;
        final int at = index * SLOT;
        tail++;
        remainders[index] = remainder;
        UnsafeApi.putLong(address + at + TIME, timePs);
        UnsafeApi.putInt(address + at + HEADER, header);
        UnsafeApi.putInt(address + at + FLAGS, flags);
        DirectCopy.cellPayload(payload, offset, slots, at + PAYLOAD);
    }

    /** Removes the first cell. */
    public void remove()
    {
        head++;
    }

    /** Removes all cells. */
    public void clear()
    {
        head = tail;
    }

    /**
     * Whether there is a cell.
     *
     * @return true if not.
     */
    public boolean isEmpty()
    {
        return head == tail;
    }

    /**
     * How many cells there are.
     *
     * @return 0 or more.
     */
    public int size()
    {
        return (int)(tail - head);
    }

    /**
     * Instant of the first cell.
     *
     * @return as added.
     */
    public long timePs()
    {
        return UnsafeApi.getLong(address + first() + TIME);
    }

    /**
     * Instant of the cell behind the first one.
     *
     * @return as added; there must be two cells.
     */
    public long secondTimePs()
    {
        return UnsafeApi.getLong(address + ((int)head + 1 & mask) * SLOT + TIME);
    }

    /**
     * Header of the first cell.
     *
     * @return as added.
     */
    public int header()
    {
        return UnsafeApi.getInt(address + first() + HEADER);
    }

    /**
     * Flags of the first cell.
     *
     * @return as added.
     */
    public int flags()
    {
        return UnsafeApi.getInt(address + first() + FLAGS);
    }

    /**
     * Remainder of the first cell.
     *
     * @return as added.
     */
    public int remainder()
    {
        return remainders[(int)head & mask];
    }

    /**
     * Where the payload of the first cell is.
     *
     * @return the ring's memory; valid until the next {@link #add}.
     */
    public DirectBuffer payload()
    {
        return slots;
    }

    /**
     * Where the payload of the first cell is.
     *
     * @return offset in {@link #payload()}.
     */
    public int payloadOffset()
    {
        return first() + PAYLOAD;
    }

    private int first()
    {
        return ((int)head & mask) * SLOT;
    }

    private void grow()
    {
        final int size = mask + 1;
        final UnsafeBuffer larger = slots(2 * size);
        final int[] moreRemainders = new int[2 * size];
        for (int i = 0; i < size; i++)
        {
            larger.putBytes(i * SLOT, slots, ((int)head + i & mask) * SLOT, SLOT);
            moreRemainders[i] = remainders[(int)head + i & mask];
        }
        slots = larger;
        remainders = moreRemainders;
        address = larger.addressOffset();
        mask = 2 * size - 1;
        head = 0;
        tail = size;
    }

    private static UnsafeBuffer slots(final int capacity)
    {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity * SLOT, SLOT));
    }
}
