package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * Cells in the order in which they came. It grows to the most that ever waited and then allocates no more.
 */
final class CellFifo
{
    private static final int SLOT = 64;
    private static final int TIME_OFFSET = 0;
    private static final int HEADER_OFFSET = 8;
    private static final int PAYLOAD_OFFSET = 16;
    private static final int FIRST_CAPACITY = 256;

    private UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(FIRST_CAPACITY * SLOT));
    private int capacity = FIRST_CAPACITY;
    private int head;
    private int count;

    void add(final long timePs, final int header, final DirectBuffer payload, final int offset)
    {
        if (count == capacity)
        {
            grow();
        }
        final int slot = (head + count & capacity - 1) * SLOT;
        slots.putLong(slot + TIME_OFFSET, timePs);
        slots.putInt(slot + HEADER_OFFSET, header);
        slots.putBytes(slot + PAYLOAD_OFFSET, payload, offset, CellListener.PAYLOAD_LENGTH);
        count++;
    }

    /** Time of the oldest cell, Long.MAX_VALUE if there is none. */
    long timePs()
    {
        return count == 0 ? Long.MAX_VALUE : slots.getLong(head * SLOT + TIME_OFFSET);
    }

    /** Gives the oldest cell away. */
    void moveTo(final CellListener listener, final int direction)
    {
        final int slot = head * SLOT;
        listener.onCell(direction, slots.getLong(slot + TIME_OFFSET), slots.getInt(slot + HEADER_OFFSET), slots,
            slot + PAYLOAD_OFFSET);
        head = head + 1 & capacity - 1;
        count--;
    }

    private void grow()
    {
        final UnsafeBuffer larger = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * capacity * SLOT));
        final int untilEnd = (capacity - head) * SLOT;
        larger.putBytes(0, slots, head * SLOT, untilEnd);
        larger.putBytes(untilEnd, slots, 0, head * SLOT);
        slots = larger;
        capacity *= 2;
        head = 0;
    }
}
