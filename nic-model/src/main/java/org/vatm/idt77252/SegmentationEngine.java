package org.vatm.idt77252;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.atm.Aal5;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.CellHeader;
import org.vatm.atm.Crc10;
import org.vatm.memory.Words;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.register.Field;
import org.vatm.register.GuestErrors;

import static org.vatm.idt77252.SarRegisters.STAT_TXICP;
import static org.vatm.idt77252.SegmentationChannels.FLAGS;
import static org.vatm.idt77252.SegmentationChannels.FLAG_IN_PDU;
import static org.vatm.idt77252.SegmentationChannels.FLAG_NEXT;
import static org.vatm.idt77252.SegmentationChannels.FLAG_STARVED;
import static org.vatm.idt77252.SegmentationChannels.FLAG_TBD;
import static org.vatm.idt77252.SegmentationChannels.FLAG_UNDERRUN;
import static org.vatm.idt77252.SegmentationChannels.HEAD;
import static org.vatm.idt77252.SegmentationChannels.HEADER;
import static org.vatm.idt77252.SegmentationChannels.LENGTH;
import static org.vatm.idt77252.SegmentationChannels.NEXT_TBD;
import static org.vatm.idt77252.SegmentationChannels.OFFSET;
import static org.vatm.idt77252.SegmentationChannels.PLAIN_SHIFT;
import static org.vatm.idt77252.SegmentationChannels.POSITION;
import static org.vatm.idt77252.SegmentationChannels.TBD;
import static org.vatm.idt77252.SegmentationChannels.TYPE;

/**
 * Builds one cell at a time for the channel that the scheduler has chosen.
 * <pre>
 *   start --> descriptor known? -- no --> fetch it (DMA, 16 bytes) --+
 *                |  ^                                                |
 *                |  +------------------------------------------------+
 *                v
 *          read payload (DMA, up to 48 bytes) --> cell full or PDU over? -- no --> next descriptor
 *                                                       |
 *                                                       v
 *                 commit: CRC, header, transmit FIFO, head, status entries; prefetch
 * </pre>
 * A cell may span many descriptors. Nothing of the channel changes before the cell is complete, so a cell that cannot be completed, or
 * that is cancelled by a HALT, leaves no trace. Descriptors are read once; a driver that changes one afterwards changes nothing.
 */
final class SegmentationEngine
{
    static final int DMA_PRIORITY_PAYLOAD = 5;

    /** Alignment of cells in the engine's register. */
    private static final int CELL_REGISTER_LENGTH = 64;
    private static final int PAYLOAD = CellHeader.PAYLOAD_LENGTH;
    private static final int NONE = SegmentationChannels.NONE;
    private static final int ENTRY_MASK = ScdEntry.SCQ_ENTRIES - 1;
    private static final int OAM = -1;

    private final Sram sram;
    private final SegmentationChannels channels;
    private final TransmitFifo fifo;
    private final InterruptUnit interrupts;
    private final SarClocks clocks;
    private final GuestErrors errors;
    private final TbdFetch fetch;
    private final PayloadRead payload;
    private final UnsafeBuffer cell = new UnsafeBuffer(BufferUtil.allocateDirectAligned(CELL_REGISTER_LENGTH, CELL_REGISTER_LENGTH));
    private TransmitScheduler scheduler;
    private boolean auuFromEndOfPdu;

    /** Channel whose cell is being built, {@link SegmentationChannels#NONE} if none. */
    private int current = NONE;
    /** Its cell goes the short way; nothing below is in use. */
    private boolean isPlain;
    private boolean waitsForFetch;
    /** A cancelled transfer is still on the bus. */
    private boolean waitsForPayload;
    private int filled;
    /** Where the cell under construction stands; becomes the channel's state when it is complete. */
    private int head;
    private final int[] tbd = new int[4];
    private boolean hasTbd;
    private int offset;
    private int position;
    private boolean inPdu;
    private int length;
    private int header;
    private int type;
    private boolean pduDataComplete;
    private boolean pduEnds;
    private boolean incomplete;
    private final CompletedDescriptors completed;

    SegmentationEngine(
        final DmaEngine dma,
        final Sram sram,
        final SegmentationChannels channels,
        final TransmitFifo fifo,
        final TransmitStatusQueue statusQueue,
        final InterruptUnit interrupts,
        final GeneralPurpose modes,
        final SarClocks clocks,
        final GuestErrors errors)
    {
        this.sram = sram;
        this.channels = channels;
        this.fifo = fifo;
        this.interrupts = interrupts;
        this.clocks = clocks;
        this.errors = errors;
        completed = new CompletedDescriptors(statusQueue);
        fetch = new TbdFetch(dma, channels, modes, errors, this);
        payload = new PayloadRead(dma);
    }

    void scheduler(final TransmitScheduler newScheduler)
    {
        scheduler = newScheduler;
    }

    /** Compatibility switch: the last cell of an AAL0 PDU gets the AUU bit; off, headers go out as the driver gave them. */
    void auuFromEndOfPdu(final boolean on)
    {
        auuFromEndOfPdu = on;
    }

    /** Builds a cell for a channel; the scheduler is told of the outcome by sent or nothingSent, possibly at once. */
    void start(final long nowPs, final int channel)
    {
        if (!startPlain(channel))
        {
            load(channel);
            gather(nowPs);
        }
    }

    /**
     * The short way of most cells: 48 octets from the middle of an AAL5 PDU and of a descriptor's buffer, of which more is left than they. Does what {@link
     * #gather} and all that follows from it would do, without what such a cell does not need.
     *
     * @return false if it is no such cell, or cannot be read: nothing was done.
     */
    private boolean startPlain(final int channel)
    {
        final Words s = channels.state();
        final int at = channels.at(channel);
        if (s.get(at + FLAGS) >>> PLAIN_SHIFT <= PAYLOAD)
        {
            return false;
        }
        final long address = (s.get(at + TBD + 1) & 0xFFFF_FFFFL) + s.get(at + OFFSET);
        if (payload.readAtOnce(address, PAYLOAD, cell, 0))
        {
            buildPlain(scheduler.nowPs(), channel);
            return true;
        }
        isPlain = !payload.isBusy() && payload.read(address, PAYLOAD, cell, 0);
        if (isPlain)
        {
            current = channel;
        }
        return isPlain;
    }

    private void buildPlain(final long nowPs, final int channel)
    {
        final Words s = channels.state();
        final int at = channels.at(channel);
        s.set(at + OFFSET, s.get(at + OFFSET) + PAYLOAD);
        s.set(at + POSITION, s.get(at + POSITION) + PAYLOAD);
        s.set(at + FLAGS, s.get(at + FLAGS) - (PAYLOAD << PLAIN_SHIFT));
        if (s.get(at + HEAD) == channels.tail(channel))
        {
            s.set(at + FLAGS, s.get(at + FLAGS) & FLAG_NEXT | FLAG_TBD | FLAG_IN_PDU | FLAG_UNDERRUN);
            channels.refresh(channel);
        }
        final int remainder = Aal5Crc.remainder(cell, 0);
        final int crc = channels.scd(channel) + 2;
        sram.write(crc, Aal5Crc.afterCell(sram.read(crc), remainder));
        final long inFifoPs = clocks.sarAfter(nowPs, Timing.CELL_HEADER);
        fifo.put(inFifoPs, s.get(at + HEADER), cell, 0, remainder);
        current = NONE;
        prefetch(channel);
        scheduler.sent(nowPs, inFifoPs);
    }

    /** Makes the channel's state that of the cell under construction. */
    private void load(final int channel)
    {
        final Words s = channels.state();
        final int at = channels.at(channel);
        current = channel;
        filled = 0;
        completed.clear();
        pduDataComplete = false;
        pduEnds = false;
        incomplete = false;
        head = s.get(at + HEAD);
        final int flags = s.get(at + FLAGS);
        hasTbd = (flags & FLAG_TBD) != 0;
        inPdu = (flags & FLAG_IN_PDU) != 0;
        offset = s.get(at + OFFSET);
        position = s.get(at + POSITION);
        length = s.get(at + LENGTH);
        header = s.get(at + HEADER);
        type = s.get(at + TYPE);
        if (hasTbd)
        {
            takeTbd(s, at + TBD);
        }
    }

    private void takeTbd(final Words from, final int at)
    {
        for (int i = 0; i < tbd.length; i++)
        {
            tbd[i] = from.get(at + i);
        }
    }

    /** Cancels the cell under construction. */
    void abort()
    {
        if (current != NONE)
        {
            current = NONE;
            waitsForFetch = false;
            waitsForPayload = false;
            isPlain = false;
            payload.discard();
            fetch.discard();
        }
    }

    void reset()
    {
        abort();
        fetch.discard();
        fetch.forget();
        channels.reset();
    }

    /** True if the cell under construction is of that channel. */
    boolean isBuilding(final int channel)
    {
        return current == channel;
    }

    /** The driver wrote w1 of a channel's SCD. */
    void restart(final int channel)
    {
        if (fetch.isOf(channel))
        {
            fetch.forget();
        }
        channels.restart(channel);
    }

    private void gather(final long nowPs)
    {
        while (filled < PAYLOAD && !pduDataComplete)
        {
            if (!hasTbd && !nextTbd(nowPs))
            {
                return;
            }
            if (isAal5() && inPdu && position == length)
            {
                pduDataComplete = true;
                break;
            }
            if (tbd(TransmitBufferDescriptor.TSR) != 0)
            {
                if (!complete(nowPs))
                {
                    return;
                }
                continue;
            }
            if (!beginDescriptor())
            {
                continue;
            }
            int take = Math.min(PAYLOAD - filled, tbd(TransmitBufferDescriptor.BUFFER_LENGTH) - offset);
            if (isAal5())
            {
                take = Math.min(take, length - position);
            }
            read(nowPs, take);
            return;
        }
        build(nowPs);
    }

    private boolean isAal5()
    {
        return aal(type) == TransmitBufferDescriptor.AAL_5;
    }

    private static int aal(final int w0)
    {
        return TransmitBufferDescriptor.OAM.isSet(w0) ? OAM : TransmitBufferDescriptor.AAL.get(w0);
    }

    private int tbd(final Field field)
    {
        return field.get(tbd[0]);
    }

    /** Makes the descriptor at the head of the queue known. False if it is not there yet, or there is none. */
    private boolean nextTbd(final long nowPs)
    {
        final Words s = channels.state();
        final int at = channels.at(current);
        if (head == channels.tail(current))
        {
            starved(nowPs);
            return false;
        }
        if ((s.get(at + FLAGS) & FLAG_NEXT) != 0 && head == (s.get(at + HEAD) + 1 & ENTRY_MASK))
        {
            takeTbd(s, at + NEXT_TBD);
            hasTbd = true;
            offset = 0;
            return true;
        }
        waitsForFetch = true;
        if (fetch.isBusy())
        {
            return false;
        }
        if (!fetch.start(current, head, false))
        {
            failed(nowPs, SarGuestError.DMA_NOT_MASTER);
        }
        return false;
    }

    /** The fetch of a descriptor, which may have been one ahead for another channel, is over. */
    void fetchEnded(final long nowPs, final boolean ok)
    {
        if (!waitsForFetch)
        {
            return;
        }
        if (fetch.isAhead() && !fetch.isOf(current, head))
        {
            gather(nowPs);
        }
        else if (ok)
        {
            fetched(nowPs);
        }
        else
        {
            interrupts.latch(nowPs, STAT_TXICP.mask());
            failed(nowPs, SarGuestError.DMA_OUTSIDE_MEMORY);
        }
    }

    /** A fetch that was given up has left the bus. */
    void fetchIdle(final long nowPs)
    {
        if (waitsForFetch)
        {
            gather(nowPs);
        }
    }

    private void fetched(final long nowPs)
    {
        waitsForFetch = false;
        fetch.copy(tbd, 0);
        hasTbd = true;
        offset = 0;
        gather(nowPs);
    }

    /** A descriptor that has not been looked at: checks it, and begins a PDU with it if none is under way. False: skipped. */
    private boolean beginDescriptor()
    {
        if (offset > 0)
        {
            return true;
        }
        final int size = tbd(TransmitBufferDescriptor.BUFFER_LENGTH);
        if (size == 0)
        {
            errors.report(SarGuestError.TBD_LENGTH_ZERO, channels.entryAddress(current, head), tbd[0]);
            head = head + 1 & ENTRY_MASK;
            hasTbd = false;
            return false;
        }
        if (!inPdu)
        {
            inPdu = true;
            position = 0;
            type = tbd[0];
            header = tbd[3];
            length = TransmitBufferDescriptor.PDU_LENGTH.get(tbd[2]);
            if (aal(type) == 3)
            {
                errors.report(SarGuestError.TBD_AAL_RESERVED, channels.entryAddress(current, head), tbd[0]);
                type = TransmitBufferDescriptor.AAL.set(type, TransmitBufferDescriptor.AAL_0);
            }
            if (isAal5() && length == 0)
            {
                if (TransmitBufferDescriptor.EPDU.isSet(type))
                {
                    errors.report(SarGuestError.PDU_LENGTH_MISMATCH, channels.entryAddress(current, head), tbd[2]);
                    length = size;
                }
                else
                {
                    length = Aal5.PAYLOAD_MAX_LENGTH + 1;
                }
            }
        }
        else if (position > 0 && (aal(tbd[0]) != aal(type) || tbd[3] != header))
        {
            errors.report(SarGuestError.PDU_CHANGED, channels.entryAddress(current, head), tbd[3]);
        }
        return true;
    }

    private void read(final long nowPs, final int take)
    {
        payload.take = take;
        final long address = (tbd[1] & 0xFFFF_FFFFL) + offset;
        if (payload.readAtOnce(address, take, cell, filled))
        {
            payloadRead(scheduler.nowPs(), true);
            return;
        }
        waitsForPayload = payload.isBusy();
        if (!waitsForPayload && !payload.read(address, take, cell, filled))
        {
            failed(nowPs, SarGuestError.DMA_NOT_MASTER);
        }
    }

    private void payloadRead(final long nowPs, final boolean ok)
    {
        if (!ok)
        {
            errors.report(SarGuestError.DMA_OUTSIDE_MEMORY, tbd[1] & 0xFFFF_FFFFL, tbd[0]);
            interrupts.latch(nowPs, STAT_TXICP.mask());
            cell.setMemory(filled, payload.take, (byte)0xFF);
        }
        filled += payload.take;
        offset += payload.take;
        position += payload.take;
        final int size = tbd(TransmitBufferDescriptor.BUFFER_LENGTH);
        if ((offset == size || isAal5() && position == length) && !finishDescriptor(nowPs, size))
        {
            return;
        }
        gather(nowPs);
    }

    /** All that is wanted of the buffer is in the cell. False if the cell cannot go on now. */
    private boolean finishDescriptor(final long nowPs, final int size)
    {
        if (isAal5() && position == length)
        {
            if (offset < size)
            {
                errors.report(SarGuestError.PDU_OVERRUN, channels.entryAddress(current, head), tbd[0]);
                incomplete = true;
            }
            // The last descriptor is complete with the trailer, which may need a cell of its own.
            pduDataComplete = true;
            return true;
        }
        final boolean endOfPdu = !isAal5() && tbd(TransmitBufferDescriptor.EPDU) != 0;
        if (!complete(nowPs))
        {
            return false;
        }
        if (endOfPdu && (filled == PAYLOAD || head == channels.tail(current)))
        {
            cell.setMemory(filled, PAYLOAD - filled, (byte)0);
            filled = PAYLOAD;
            pduEnds = true;
        }
        return true;
    }

    /** The descriptor at the head is done: notes its status entry and goes on to the next. False if the TSQ has no room. */
    private boolean complete(final long nowPs)
    {
        final int w0 = tbd[0];
        final boolean request = TransmitBufferDescriptor.TSR.isSet(w0);
        if (request || TransmitBufferDescriptor.GTSI.isSet(w0))
        {
            if (!completed.add(w0, request ? tbd[1] : tbd[3]))
            {
                blocked(nowPs);
                return false;
            }
        }
        head = head + 1 & ENTRY_MASK;
        hasTbd = false;
        offset = 0;
        if (request && filled == 0 && !inPdu)
        {
            // Takes no cell slot: done at once.
            save();
            completed.writeEntries(nowPs);
        }
        return true;
    }

    /** Adds padding, trailer and header, and hands the cell to the FIFO. */
    private void build(final long nowPs)
    {
        final int scd = channels.scd(current);
        int cellHeader = header;
        final int remainder;
        final int aal = aal(type);
        if (aal == TransmitBufferDescriptor.AAL_5)
        {
            final int crc = sram.read(scd + 2);
            if (pduDataComplete)
            {
                cell.setMemory(filled, PAYLOAD - filled, (byte)0);
            }
            pduEnds = pduDataComplete && filled <= Aal5.TRAILER_IN_CELL_OFFSET;
            if (pduEnds)
            {
                if (!complete(nowPs))
                {
                    return;
                }
                final int control = TransmitBufferDescriptor.CONTROL.get(tbd[2]);
                final int after =
                    Aal5.finishLastCell(crc, cell, 0, control >>> 8, control & 0xFF, length & 0xFFFF);
                cellHeader |= CellHeader.AUU_MASK;
                sram.write(scd + 2, ScdEntry.CRC_BETWEEN_PDUS);
                remainder = Aal5Crc.remainder(crc, after);
            }
            else
            {
                remainder = Aal5Crc.remainder(cell, 0);
                sram.write(scd + 2, Aal5Crc.afterCell(crc, remainder));
            }
        }
        else
        {
            if (aal != TransmitBufferDescriptor.AAL_0)
            {
                Crc10.insert(cell, 0);
            }
            if (pduEnds && auuFromEndOfPdu && aal == TransmitBufferDescriptor.AAL_0)
            {
                cellHeader |= CellHeader.AUU_MASK;
            }
            remainder = Aal5Crc.remainder(cell, 0);
        }
        if (pduEnds)
        {
            inPdu = false;
        }

        final int channel = current;
        final long inFifoPs = clocks.sarAfter(nowPs, Timing.CELL_HEADER);
        fifo.put(inFifoPs, cellHeader, cell, 0, remainder);
        if (incomplete)
        {
            interrupts.latch(nowPs, STAT_TXICP.mask());
        }
        save();
        completed.writeEntries(nowPs);
        current = NONE;
        prefetch(channel);
        scheduler.sent(nowPs, inFifoPs);
    }

    /** The state reached becomes the channel's. */
    private void save()
    {
        final Words s = channels.state();
        final int at = channels.at(current);
        final int before = s.get(at + HEAD);
        int flags = s.get(at + FLAGS) & FLAG_NEXT;
        if (head != before)
        {
            flags = 0;
            sram.write(channels.scd(current) + 1, ScdEntry.W1_HEAD.of(head));
        }
        if (hasTbd)
        {
            flags |= FLAG_TBD;
            for (int i = 0; i < tbd.length; i++)
            {
                s.set(at + TBD + i, tbd[i]);
            }
        }
        if (inPdu)
        {
            flags |= FLAG_IN_PDU;
            if (head == channels.tail(current))
            {
                flags |= FLAG_UNDERRUN;
            }
        }
        s.set(at + HEAD, head);
        s.set(at + FLAGS, flags | plainBytes(flags) << PLAIN_SHIFT);
        s.set(at + OFFSET, offset);
        s.set(at + POSITION, position);
        s.set(at + LENGTH, length);
        s.set(at + HEADER, header);
        s.set(at + TYPE, type);
        channels.refresh(current);
    }

    private int plainBytes(final int flags)
    {
        return (flags & ~FLAG_NEXT) == (FLAG_TBD | FLAG_IN_PDU) && offset > 0 && isAal5() ?
            Math.min(tbd(TransmitBufferDescriptor.BUFFER_LENGTH) - offset, length - position) : 0;
    }

    private void prefetch(final int channel)
    {
        final Words s = channels.state();
        final int at = channels.at(channel);
        final int next = s.get(at + HEAD) + 1 & ENTRY_MASK;
        if ((s.get(at + FLAGS) & (FLAG_TBD | FLAG_NEXT)) == FLAG_TBD && !fetch.isBusy() &&
            next != channels.tail(channel) &&
            TransmitBufferDescriptor.BUFFER_LENGTH.get(s.get(at + TBD)) - s.get(at + OFFSET) <= PAYLOAD)
        {
            fetch.start(channel, next, true);
        }
    }

    /** The queue is empty: at the start of a cell that is an underrun if a PDU is under way, within one the cell has to wait. */
    private void starved(final long nowPs)
    {
        final int channel = current;
        final Words s = channels.state();
        final int at = channels.at(channel);
        if (inPdu && (filled > 0 || (s.get(at + FLAGS) & FLAG_UNDERRUN) != 0))
        {
            errors.report(SarGuestError.PDU_INCOMPLETE, channels.entryAddress(channel, head), header);
            interrupts.latch(nowPs, STAT_TXICP.mask());
        }
        s.set(at + FLAGS, s.get(at + FLAGS) & ~FLAG_UNDERRUN);
        if (filled > 0)
        {
            s.set(at + FLAGS, s.get(at + FLAGS) | FLAG_STARVED);
        }
        else
        {
            save();
            s.set(at + FLAGS, s.get(at + FLAGS) & ~FLAG_UNDERRUN);
            completed.writeEntries(nowPs);
        }
        channels.refresh(channel);
        current = NONE;
        scheduler.nothingSent(nowPs);
    }

    private void blocked(final long nowPs)
    {
        final int channel = current;
        channels.block(channel);
        errors.report(SarGuestError.TSQ_FULL, channels.entryAddress(channel, head), tbd[0]);
        current = NONE;
        scheduler.nothingSent(nowPs);
    }

    /** A transfer could not be made: the channel waits until the driver moves its tail. */
    private void failed(final long nowPs, final SarGuestError why)
    {
        final int channel = current;
        errors.report(why, channels.entryAddress(channel, head), header);
        final Words s = channels.state();
        s.set(channels.at(channel) + FLAGS, s.get(channels.at(channel) + FLAGS) | FLAG_STARVED);
        channels.refresh(channel);
        waitsForFetch = false;
        current = NONE;
        scheduler.nothingSent(nowPs);
    }

    private final class PayloadRead extends DmaChannel
    {
        private int take;

        PayloadRead(final DmaEngine dma)
        {
            super(dma, DMA_PRIORITY_PAYLOAD);
        }

        @Override
        protected void complete(final long nowPs, final boolean ok)
        {
            if (!isPlain)
            {
                payloadRead(nowPs, ok);
                return;
            }
            isPlain = false;
            if (ok)
            {
                buildPlain(nowPs, current);
            }
            else
            {
                load(current);
                take = PAYLOAD;
                payloadRead(nowPs, false);
            }
        }

        @Override
        protected void idle(final long nowPs)
        {
            if (waitsForPayload)
            {
                SegmentationEngine.this.read(nowPs, take);
            }
        }
    }
}
