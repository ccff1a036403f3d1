package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts the cells of each VC together again, for the captures. It believes the line: a PDU is what lies between two
 * cells that end one, right or wrong.
 * <p>
 * Cells wait in slots of one pool, linked per VC, so that many VCs can be half-way through long PDUs at once. The pool
 * grows to the largest number of cells that ever waited and then allocates no more.
 */
public final class PduAssembler implements CellListener
{
    /** Cells of the longest CPCS-PDU: 65,535 octets and the trailer. */
    public static final int MOST_CELLS = 1_366;

    private static final int PTI_MANAGEMENT = 0x8; // in the header word: not user data
    private static final int PTI_LAST = 0x2;
    private static final int NONE = -1;

    private final PduListener[] listeners;
    private final UnsafeBuffer pdu = new UnsafeBuffer(ByteBuffer.allocateDirect(MOST_CELLS * PAYLOAD_LENGTH));
    private final Long2LongHashMap vcs = new Long2LongHashMap(NONE);
    private int vcCount;
    private int[] first = new int[64];
    private int[] last = new int[64];
    private int[] cells = new int[64];
    private UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(1_024 * PAYLOAD_LENGTH));
    private int[] next = new int[1_024];
    private int freeSlot = NONE;
    private int usedSlots;
    private long pduCount;
    private long oversizeCount;

    /**
     * @param listeners get every PDU, in this order.
     */
    public PduAssembler(final PduListener... listeners)
    {
        this.listeners = listeners.clone();
    }

    @Override
    public void onCell(
        final int direction, final long timePs, final int header, final DirectBuffer payload, final int offset)
    {
        if ((header & PTI_MANAGEMENT) != 0)
        {
            return;
        }
        final int vc = vc(direction, header);
        if (cells[vc] < MOST_CELLS)
        {
            append(vc, payload, offset);
        }
        cells[vc]++;
        if ((header & PTI_LAST) != 0)
        {
            complete(vc, direction, timePs, header);
        }
    }

    /**
     * @return PDUs handed on.
     */
    public long pduCount()
    {
        return pduCount;
    }

    /**
     * @return runs of cells longer than any AAL5 PDU, dropped.
     */
    public long oversizeCount()
    {
        return oversizeCount;
    }

    /**
     * @return cells of PDUs that never ended.
     */
    public long waitingCells()
    {
        long waiting = 0;
        for (int vc = 0; vc < vcCount; vc++)
        {
            waiting += cells[vc];
        }
        return waiting;
    }

    private int vc(final int direction, final int header)
    {
        final long key = (long)direction << 32 | (header & 0x0FFF_FFF0) >>> 4;
        final long known = vcs.get(key);
        if (known != NONE)
        {
            return (int)known;
        }
        final int vc = vcCount++;
        if (vc == first.length)
        {
            first = Arrays.copyOf(first, vc * 2);
            last = Arrays.copyOf(last, vc * 2);
            cells = Arrays.copyOf(cells, vc * 2);
        }
        vcs.put(key, vc);
        return vc;
    }

    private void append(final int vc, final DirectBuffer payload, final int offset)
    {
        final int slot = takeSlot();
        slots.putBytes(slot * PAYLOAD_LENGTH, payload, offset, PAYLOAD_LENGTH);
        next[slot] = NONE;
        if (cells[vc] == 0)
        {
            first[vc] = slot;
        }
        else
        {
            next[last[vc]] = slot;
        }
        last[vc] = slot;
    }

    private int takeSlot()
    {
        if (freeSlot != NONE)
        {
            final int slot = freeSlot;
            freeSlot = next[slot];
            return slot;
        }
        if (usedSlots == next.length)
        {
            final int capacity = usedSlots * 2;
            final UnsafeBuffer larger = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity * PAYLOAD_LENGTH));
            larger.putBytes(0, slots, 0, slots.capacity());
            slots = larger;
            next = Arrays.copyOf(next, capacity);
        }
        return usedSlots++;
    }

    private void complete(final int vc, final int direction, final long timePs, final int header)
    {
        int length = 0;
        for (int slot = first[vc]; slot != NONE; slot = next[slot])
        {
            pdu.putBytes(length, slots, slot * PAYLOAD_LENGTH, PAYLOAD_LENGTH);
            length += PAYLOAD_LENGTH;
        }
        next[last[vc]] = freeSlot;
        freeSlot = first[vc];
        final boolean fits = cells[vc] <= MOST_CELLS;
        cells[vc] = 0;
        if (!fits)
        {
            oversizeCount++;
            return;
        }
        pduCount++;
        for (final PduListener listener : listeners)
        {
            listener.onPdu(direction, timePs, header, pdu, 0, length);
        }
    }
}
