package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CDC_CTE;
import static org.vatm.idt77252.SarRegisters.CDC_NFB;
import static org.vatm.idt77252.SarRegisters.CDC_OAMCRC;
import static org.vatm.idt77252.SarRegisters.CDC_RMCRC;
import static org.vatm.idt77252.SarRegisters.CDC_RMID;
import static org.vatm.idt77252.SarRegisters.CDC_RXFIFO;
import static org.vatm.idt77252.SarRegisters.CFG_ICAPT;
import static org.vatm.idt77252.SarRegisters.CFG_RXPTH;
import static org.vatm.idt77252.SarRegisters.CFG_VPECA;
import static org.vatm.idt77252.SarRegisters.GP;
import static org.vatm.idt77252.SarRegisters.GP_RM;

import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.atm.Aal34;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.CellHeader;
import org.vatm.atm.Crc10;
import org.vatm.memory.DirectCopy;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.register.Field;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * Takes cells from the PHY and puts their payload into free buffers, the buffers into the receive status queue, and
 * what is not reassembled into the raw cell queue (data sheet 9.1 to 9.4, 9.6). One cell at a time, in order.
 * <pre>
 *                                         +--> POPPING --+
 *   UTOPIA --> receive FIFO --> READING --+--> WRITING <-+--> next cell, or IDLE
 *                                  ^      +--> RAW
 *                                  |      +--> dropped
 *                                  +------+--> STALLED, in front of a cell that needs an RSQ entry
 * </pre>
 * A cell that finds the engine idle costs one event, which the link arms for {@link #readyPs}, and a second one for the end
 * of the DMA burst unless that can be done at once. One more comes with a buffer that is popped, or with a cell that had to wait. All state of a
 * connection is in its RCT entry.
 */
final class ReassemblyEngine extends Event
{
    private static final int PRIORITY = 20;
    private static final int DMA_PRIORITY = 0;
    private static final int PAYLOAD_LENGTH = CellHeader.PAYLOAD_LENGTH;
    /** Alignment of cells in the engine's register. */
    private static final int CELL_REGISTER_LENGTH = 64;
    private static final int RM_PROTOCOL_ABR = 1;

    /** States; numbers, because a reference costs the collector's barrier at each change. */
    private static final int IDLE = 0;
    private static final int READING = 1;
    private static final int STALLED = 2;
    private static final int POPPING = 3;
    private static final int WRITING = 4;
    private static final int RAW = 5;

    private final EventQueue events;
    private final SarClocks clocks;
    private final RegisterFile registers;
    private final Sram sram;
    private final ReceiveFifo fifo;
    private final ConnectionLookup lookup;
    private final FreeBufferQueues freeBuffers;
    private final ReceiveStatusQueue statusQueue;
    private final RawCellQueue rawCells;
    private final InactivityScanner inactivity;
    private final ReceiveCounters counters;
    private final GuestErrors errors;
    private final Payload payload;
    private final long receiveCellPs;

    private int state = IDLE;
    private boolean isEnabled;
    private boolean capturesInvalid;
    private boolean capturesUnknown;
    private long utopiaFreePs;
    private long freePs;

    /** The cell that is being processed. */
    private final UnsafeBuffer cell = new UnsafeBuffer(BufferUtil.allocateDirectAligned(CELL_REGISTER_LENGTH, CELL_REGISTER_LENGTH));
    private int header;
    private int remainder;
    private int rctEntry;
    private long payloadAddress;
    /** Status word of the RSQ entry that follows the payload, 0 if none does. */
    private int status;
    private int handle;
    private int crc;

    ReassemblyEngine(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final Sram sram,
        final DmaEngine dma,
        final ReceiveFifo fifo,
        final ConnectionLookup lookup,
        final FreeBufferQueues freeBuffers,
        final ReceiveStatusQueue statusQueue,
        final RawCellQueue rawCells,
        final InactivityScanner inactivity,
        final ReceiveCounters counters,
        final GuestErrors errors)
    {
        super(PRIORITY);
        this.events = events;
        this.clocks = clocks;
        this.registers = registers;
        this.sram = sram;
        this.fifo = fifo;
        this.lookup = lookup;
        this.freeBuffers = freeBuffers;
        this.statusQueue = statusQueue;
        this.rawCells = rawCells;
        this.inactivity = inactivity;
        this.counters = counters;
        this.errors = errors;
        payload = new Payload(dma);
        receiveCellPs = clocks.sar().edge(Timing.RECEIVE_CELL);
        statusQueue.onRoom(this::statusQueueHasRoom);
        rawCells.onDone(this::next);
    }

    /** CFG is this from now on. */
    void configure(final int cfg)
    {
        isEnabled = CFG_RXPTH.isSet(cfg);
        capturesInvalid = CFG_ICAPT.isSet(cfg);
        capturesUnknown = CFG_VPECA.isSet(cfg);
    }

    /** Reception stops at once: cells in the FIFO and under way are lost, nothing more is written. */
    void stop()
    {
        isEnabled = false;
        state = IDLE;
        status = 0;
        events.cancel(this);
        payload.discard();
        fifo.clear();
    }

    /**
     * When a cell from the PHY will have crossed UTOPIA, and, if the engine is idle, will have been read and looked
     * up. Each cell is asked for once, in the order of arrival; one event for {@link #receive} at that instant is all
     * that the link needs.
     *
     * @param arrivalPs last octet of the cell in the PHY.
     * @return instant for {@link #receive}.
     */
    long readyPs(final long arrivalPs)
    {
        utopiaFreePs = clocks.utopiaAfter(Math.max(arrivalPs, utopiaFreePs), Timing.UTOPIA_CELL_UTOPIA_CLOCKS);
        return clocks.sarAfterUtopia(utopiaFreePs, Timing.RECEIVE_CELL);
    }

    /**
     * A cell comes in.
     *
     * @param nowPs      what {@link #readyPs} gave.
     * @param cellHeader without HEC.
     * @param source     with the 48 octets, which are copied.
     * @param offset     of the first.
     * @param cellRemainder of the octets.
     */
    void receive(
        final long nowPs, final int cellHeader, final DirectBuffer source, final int offset, final int cellRemainder)
    {
        if (!isEnabled)
        {
            return;
        }
        if (state != IDLE)
        {
            if (!fifo.offer(cellHeader, source, offset, cellRemainder))
            {
                counters.dropped(CDC_RXFIFO);
                errors.report(SarGuestError.RX_FIFO_FULL, fifo.capacity(), cellHeader);
            }
            return;
        }
        header = cellHeader;
        remainder = cellRemainder;
        DirectCopy.cellPayload(source, offset, cell, 0);
        if (freePs > nowPs - receiveCellPs)
        {
            // The engine became idle after the cell had arrived, and begins to read it only then.
            state = READING;
            events.schedule(this, clocks.sarAfter(freePs, Timing.RECEIVE_CELL));
            return;
        }
        decide(nowPs);
    }

    @Override
    protected void fire(final long nowPs)
    {
        if (state == POPPING)
        {
            writePayload(nowPs);
        }
        else
        {
            decide(nowPs);
        }
    }

    /** The cell has been read and looked up. */
    private void decide(final long nowPs)
    {
        final int entry = lookup.find(header);
        if (entry < 0)
        {
            reject(nowPs, entry);
            return;
        }
        int w0 = sram.read(entry);
        if ((w0 & (RctEntry.W0_IL.mask() | RctEntry.W0_IC.mask())) != 0)
        {
            w0 = inactivity.cellArrived(nowPs, entry, w0);
        }
        final int aal = RctEntry.W0_AAL.get(w0);
        if (aal <= RctEntry.AAL_5 && CellHeader.isUserData(header))
        {
            reassemble(nowPs, entry, w0, aal);
        }
        else if (aal == RctEntry.AAL_RAW)
        {
            toRawCells(nowPs, RctEntry.W0_RCI.isSet(w0));
        }
        else if (aal > RctEntry.AAL_OAM)
        {
            errors.report(SarGuestError.RCT_AAL_RESERVED, lookup.connectionOfEntry(entry), w0);
            drop(nowPs, CDC_CTE);
        }
        else if (aal != RctEntry.AAL_OAM && CellHeader.pti(header) == CellHeader.PTI_RESOURCE_MANAGEMENT)
        {
            resourceManagement(nowPs, entry, w0);
        }
        else if (Crc10.check(cell, 0))
        {
            toRawCells(nowPs, RctEntry.W0_RCI.isSet(w0));
        }
        else
        {
            drop(nowPs, CDC_OAMCRC);
        }
    }

    private void reject(final long nowPs, final int reason)
    {
        final boolean isCaptured;
        if (reason == ConnectionLookup.INVALID)
        {
            counters.invalid();
            isCaptured = capturesInvalid;
        }
        else
        {
            counters.unknown();
            isCaptured = capturesUnknown;
        }
        if (isCaptured)
        {
            toRawCells(nowPs, true);
        }
        else
        {
            next(nowPs);
        }
    }

    private void reassemble(final long nowPs, final int entry, final int before, final int aal)
    {
        final boolean isAttached = RctEntry.W0_ATTACHED.isSet(before);
        final int queue = FreeBufferQueues.queueOf(before);
        if (!isAttached && !freeBuffers.canPop(queue))
        {
            drop(nowPs, CDC_NFB);
            return;
        }
        final int index = isAttached ? RctEntry.W0_CELL_COUNT.get(before) : 0;
        final boolean isLast = aal == RctEntry.AAL_34 ?
            (Aal34.segmentType(cell, 0) & Aal34.EOM) != 0 : CellHeader.isLastOfPdu(header);
        final boolean ends = isLast || index + 1 >= freeBuffers.sizeCells(queue);
        if (ends && !statusQueue.reserve())
        {
            state = STALLED;
            return;
        }
        if (!isAttached)
        {
            freeBuffers.pop(nowPs, queue);
            sram.write(entry + 1, freeBuffers.handle());
            sram.write(entry + 2, freeBuffers.address());
        }
        final int w0 = accumulate(before & ~RctEntry.W0_CELL_COUNT.mask(), aal, entry) | RctEntry.W0_ATTACHED.mask();
        handle = sram.read(entry + 1);
        crc = sram.read(entry + 3);
        rctEntry = entry;
        final int offset = RctEntry.W0_RXCA.isSet(w0) ? 0 : index * PAYLOAD_LENGTH;
        payloadAddress = freeBuffers.dmaAddress(sram.read(entry + 2), offset);
        if (ends)
        {
            endBuffer(entry, w0, aal, isLast, queue, index + 1);
        }
        else
        {
            status = 0;
            sram.write(entry, w0 | RctEntry.W0_CELL_COUNT.of(index + 1));
        }

        if (isAttached)
        {
            writePayload(nowPs);
        }
        else
        {
            state = POPPING;
            events.schedule(this, clocks.sarAfter(nowPs, Timing.FBQ_POP));
        }
    }

    /** What the cell adds to the flags and the CRC of its connection. */
    private int accumulate(final int before, final int aal, final int entry)
    {
        int w0 = before & ~RctEntry.W0_CI_VC.mask();
        if ((header & CellHeader.PTI_EFCI << 1) != 0)
        {
            w0 |= RctEntry.W0_EFCI.mask() | RctEntry.W0_CI_VC.mask();
        }
        if ((header & CellHeader.CLP_MASK) != 0)
        {
            w0 |= RctEntry.W0_CLP.mask();
        }
        if ((header & CellHeader.GFC_MASK) != 0)
        {
            w0 |= RctEntry.W0_NZGFC.mask();
        }
        if (aal == RctEntry.AAL_5)
        {
            sram.write(entry + 3, Aal5Crc.afterCell(sram.read(entry + 3), remainder));
        }
        else if (aal == RctEntry.AAL_34 && !Crc10.check(cell, 0))
        {
            w0 |= RctEntry.W0_CRC.mask();
        }
        return w0;
    }

    /** Detaches the buffer; its RSQ entry follows the payload of this cell. */
    private void endBuffer(
        final int entry, final int w0, final int aal, final boolean isLast, final int queue, final int count)
    {
        status = RsqEntry.VALID.mask() | RsqEntry.BUF.mask() | RsqEntry.FBQ.of(queue) |
            RsqEntry.NZGFC.of(RctEntry.W0_NZGFC.get(w0)) |
            RsqEntry.CBUF.of(RctEntry.W0_NOT_FIRST.get(w0)) |
            RsqEntry.EFCI.of(RctEntry.W0_EFCI.get(w0)) |
            RsqEntry.CLP.of(RctEntry.W0_CLP.get(w0)) |
            RsqEntry.CELL_COUNT.of(count);
        int after = w0 & ~(RctEntry.W0_ATTACHED.mask() | RctEntry.W0_EFCI.mask() | RctEntry.W0_CLP.mask() |
            RctEntry.W0_NZGFC.mask());
        if (isLast)
        {
            final boolean isBad = aal != RctEntry.AAL_0 && RctEntry.W0_CRC.isSet(w0) ||
                aal == RctEntry.AAL_5 && crc != Aal5Crc.RESIDUE;
            status |= RsqEntry.EPDU.mask() | RsqEntry.CRC_ERROR.of(isBad ? 1 : 0);
            after &= ~(RctEntry.W0_NOT_FIRST.mask() | RctEntry.W0_CRC.mask());
            sram.write(entry + 3, RctEntry.CRC_BETWEEN_PDUS);
        }
        else
        {
            after |= RctEntry.W0_NOT_FIRST.mask();
        }
        sram.write(entry, after);
    }

    private void writePayload(final long nowPs)
    {
        state = WRITING;
        if (payload.isBusy())
        {
            // A transfer that was given up is still on the bus; its end starts this one.
            return;
        }
        if (payload.writeAtOnce(payloadAddress, PAYLOAD_LENGTH, cell, 0))
        {
            payloadWritten(events.nowPs(), true);
        }
        else if (!payload.write(payloadAddress, PAYLOAD_LENGTH, cell, 0))
        {
            errors.report(SarGuestError.DMA_NOT_MASTER, payloadAddress, handle);
            payloadWritten(nowPs, false);
        }
    }

    /** A payload that went nowhere spoils its PDU, and the buffer goes back as usual. */
    private void payloadWritten(final long nowPs, final boolean isWritten)
    {
        if (!isWritten)
        {
            final int w0 = sram.read(rctEntry);
            if (RsqEntry.EPDU.isSet(status))
            {
                status |= RctEntry.W0_AAL.get(w0) == RctEntry.AAL_0 ? 0 : RsqEntry.CRC_ERROR.mask();
            }
            else if (RctEntry.W0_OPEN.isSet(w0))
            {
                sram.write(rctEntry, w0 | RctEntry.W0_CRC.mask());
            }
        }
        if (status != 0)
        {
            final int entryStatus = status;
            status = 0;
            statusQueue.write(nowPs, header >>> 4 & 0xFF_FFFF, handle, crc, entryStatus);
        }
        next(nowPs);
    }

    /** RM cells of a connection that is reassembled; GP.RM says what becomes of them. */
    private void resourceManagement(final long nowPs, final int entry, final int w0)
    {
        final int mode = GP_RM.get(registers.get(GP));
        if (mode == SarRegisters.RM_RAW)
        {
            toRawCells(nowPs, RctEntry.W0_RCI.isSet(w0));
            return;
        }
        if (!Crc10.check(cell, 0))
        {
            drop(nowPs, CDC_RMCRC);
            return;
        }
        if (cell.getByte(0) != RM_PROTOCOL_ABR)
        {
            drop(nowPs, CDC_RMID);
            return;
        }
        final int connection = lookup.connectionOfEntry(entry);
        final int tct = sram.read(SramLayout.tctEntry(connection));
        if (TctEntry.W0_TYPE.get(tct) == TctEntry.TYPE_ABR)
        {
            errors.notModelled("ABR: RM cells received", connection, tct);
        }
        if (mode == SarRegisters.RM_PROCESS_AND_COPY)
        {
            toRawCells(nowPs, RctEntry.W0_RCI.isSet(w0));
        }
        else
        {
            next(nowPs);
        }
    }

    private void toRawCells(final long nowPs, final boolean setsFlag)
    {
        state = RAW;
        if (!rawCells.put(nowPs, header, cell, 0, setsFlag))
        {
            next(nowPs);
        }
    }

    private void drop(final long nowPs, final Field cause)
    {
        counters.dropped(cause);
        next(nowPs);
    }

    /** The cell is done with. */
    private void next(final long nowPs)
    {
        freePs = nowPs;
        if (fifo.isEmpty())
        {
            state = IDLE;
            return;
        }
        remainder = fifo.remainder();
        header = fifo.poll(cell, 0);
        state = READING;
        events.schedule(this, clocks.sarAfter(nowPs, Timing.RECEIVE_CELL));
    }

    private void statusQueueHasRoom(final long nowPs)
    {
        if (state == STALLED)
        {
            decide(nowPs);
        }
    }

    /** Receive payload: first of all DMA channels. */
    private final class Payload extends DmaChannel
    {
        Payload(final DmaEngine dma)
        {
            super(dma, DMA_PRIORITY);
        }

        @Override
        protected void complete(final long nowPs, final boolean ok)
        {
            if (!ok)
            {
                errors.report(SarGuestError.DMA_OUTSIDE_MEMORY, payloadAddress, handle);
            }
            payloadWritten(nowPs, ok);
        }

        @Override
        protected void idle(final long nowPs)
        {
            if (state == WRITING)
            {
                writePayload(nowPs);
            }
        }
    }
}
