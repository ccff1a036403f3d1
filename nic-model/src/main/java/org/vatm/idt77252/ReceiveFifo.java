package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.RXFD;
import static org.vatm.idt77252.SarRegisters.RXFD_SIZE;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.atm.CellHeader;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;

/**
 * Cells that wait for the reassembly engine. The chip keeps them in SRAM where RXFD says; the model keeps them beside
 * it, with the capacity that RXFD gives, and leaves those words alone (data sheet 6.12). RXFT and RXFH hold what was
 * written.
 */
final class ReceiveFifo
{
    private static final int SLOT_LENGTH = 64;
    private static final int SLOT_SHIFT = 6;
    private static final int HEADER_OFFSET = 0;
    private static final int REMAINDER_OFFSET = 4;
    private static final int PAYLOAD_OFFSET = 16;
    private static final int LARGEST_SIZE_CODE = 9;

    private final int sramWords;
    private final int slots;
    private final UnsafeBuffer cells;
    private int capacity;
    private int head;
    private int count;

    ReceiveFifo(final RegisterFile registers, final Sram sram, final GuestErrors errors)
    {
        sramWords = sram.size();
        slots = SramLayout.rxFifoCells(sramWords);
        cells = new UnsafeBuffer(new byte[slots * SLOT_LENGTH]);
        registers.onWrite(RXFD, (before, after, data) ->
        {
            if (RXFD_SIZE.get(after) > LARGEST_SIZE_CODE)
            {
                errors.report(SarGuestError.RESERVED_CODE, RXFD.offset(), after);
            }
            descriptor(after);
        });
        descriptor(RXFD.resetValue());
    }

    /** A FIFO cannot be larger than the SRAM it lies in. */
    private void descriptor(final int rxfd)
    {
        capacity = SramLayout.rxFifoCells(Math.min(SarRegisters.rxFifoWords(rxfd), sramWords));
    }

    /**
     * Takes a cell in.
     *
     * @param header  of the cell.
     * @param payload with its 48 octets.
     * @param offset  of the first.
     * @param remainder of them.
     * @return false if the FIFO is full; the cell is lost.
     */
    boolean offer(final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        if (count >= capacity)
        {
            return false;
        }
        int slot = head + count++;
        slot = slot >= slots ? slot - slots : slot;
        cells.putInt((slot << SLOT_SHIFT) + HEADER_OFFSET, header);
        cells.putInt((slot << SLOT_SHIFT) + REMAINDER_OFFSET, remainder);
        cells.putBytes((slot << SLOT_SHIFT) + PAYLOAD_OFFSET, payload, offset, CellHeader.PAYLOAD_LENGTH);
        return true;
    }

    /**
     * Takes the oldest cell out; there must be one.
     *
     * @param payload for its 48 octets.
     * @param offset  of the first.
     * @return its header.
     */
    int poll(final MutableDirectBuffer payload, final int offset)
    {
        final int slot = head;
        count--;
        // Starting over when empty keeps a FIFO that is mostly empty in few cache lines.
        head = count == 0 || slot + 1 == slots ? 0 : slot + 1;
        cells.getBytes((slot << SLOT_SHIFT) + PAYLOAD_OFFSET, payload, offset, CellHeader.PAYLOAD_LENGTH);
        return cells.getInt((slot << SLOT_SHIFT) + HEADER_OFFSET);
    }

    /** Remainder of the payload that {@link #poll} will give. */
    int remainder()
    {
        return cells.getInt((head << SLOT_SHIFT) + REMAINDER_OFFSET);
    }

    boolean isEmpty()
    {
        return count == 0;
    }

    /** Cells in it. */
    int count()
    {
        return count;
    }

    /** Cells that it can hold: words / 13. */
    int capacity()
    {
        return capacity;
    }

    /** Forgets the cells. */
    void clear()
    {
        head = 0;
        count = 0;
    }

    /** Software reset: empty, and of the size that RXFD has then. */
    void reset()
    {
        clear();
        descriptor(RXFD.resetValue());
    }
}
