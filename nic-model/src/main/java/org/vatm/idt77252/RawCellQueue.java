package org.vatm.idt77252;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.vatm.idt77252.SarRegisters.CDC_NFB;
import static org.vatm.idt77252.SarRegisters.CFG_RXPTH;
import static org.vatm.idt77252.SarRegisters.GP;
import static org.vatm.idt77252.SarRegisters.GP_BIGE;
import static org.vatm.idt77252.SarRegisters.RAWCT;
import static org.vatm.idt77252.SarRegisters.RAWHND;
import static org.vatm.idt77252.SarRegisters.STAT_RAWCF;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;

/**
 * Raw cell queue: a chain of buffers of free buffer queue 1, each used as S slots of 64 bytes (data sheet 7.6).
 * <pre>
 *   buffer            slot 0   slot 1          slot S-2   slot S-1
 *                   +--------+--------+- ... -+--------+---------+
 *                   |  cell  |  cell  |       |  cell  |  link --+---> next buffer
 *                   +--------+--------+- ... -+--------+---------+
 *   each cell:  64 bytes, (slot S-2: the link), RAWHND, then RAWCT and STAT.RAWCF
 * </pre>
 * The first buffer is taken as soon as reception is on and queue 1 has one; the next one when slot S-2 is filled, and
 * without it that cell is dropped.
 */
final class RawCellQueue extends DmaChannel
{
    /** Told when a cell is where the driver will find it. */
    @FunctionalInterface
    interface Done
    {
        void rawCellWritten(long nowPs);
    }

    /** Queue from which the buffers come, whatever an RCT entry says. */
    static final int QUEUE = 1;

    private static final int DMA_PRIORITY = 2;
    private static final int LINK_LENGTH = 8;
    private static final int HANDLE_AT = RawCellSlot.LENGTH;
    private static final int MINIMUM_SLOTS = 2;

    private enum State
    {
        IDLE, CELL, LINK, HANDLE
    }

    private final RegisterFile registers;
    private final FreeBufferQueues freeBuffers;
    private final InterruptUnit interrupts;
    private final ReceiveCounters counters;
    private final GuestErrors errors;
    private final UnsafeBuffer block = new UnsafeBuffer(new byte[RawCellSlot.LENGTH + RawCellHandle.LENGTH]);
    private Done done = nowPs -> { };
    private State state = State.IDLE;
    private boolean isEnabled;
    private boolean hasBuffer;
    private int address;
    private int handle;
    private int slot;
    private int slots;
    private boolean hasNext;
    private int nextAddress;
    private int nextHandle;
    private boolean interrupt;

    RawCellQueue(
        final RegisterFile registers,
        final DmaEngine dma,
        final FreeBufferQueues freeBuffers,
        final InterruptUnit interrupts,
        final ReceiveCounters counters,
        final GuestErrors errors)
    {
        super(dma, DMA_PRIORITY);
        this.registers = registers;
        this.freeBuffers = freeBuffers;
        this.interrupts = interrupts;
        this.counters = counters;
        this.errors = errors;
        freeBuffers.onEntry((nowPs, queue) ->
        {
            if (queue == QUEUE)
            {
                attach(nowPs);
            }
        });
    }

    /** @param newDone is told of each cell from now on. */
    void onDone(final Done newDone)
    {
        done = newDone;
    }

    /** CFG is this from now on. */
    void configure(final long nowPs, final int cfg)
    {
        isEnabled = CFG_RXPTH.isSet(cfg);
        attach(nowPs);
    }

    /** Reception stops: a cell under way is lost, the buffer stays. */
    void stop(final long nowPs)
    {
        discard();
        state = State.IDLE;
        isEnabled = false;
        if (hasNext)
        {
            hasNext = false;
            freeBuffers.append(nowPs, QUEUE, nextHandle, nextAddress);
        }
    }

    /** Software reset: no buffer. */
    void reset()
    {
        discard();
        state = State.IDLE;
        isEnabled = false;
        hasNext = false;
        hasBuffer = false;
    }

    private void attach(final long nowPs)
    {
        final int available = RawCellSlot.slots(freeBuffers.sizeCells(QUEUE));
        if (hasBuffer || !isEnabled || available < MINIMUM_SLOTS || freeBuffers.entries(QUEUE) == 0)
        {
            return;
        }
        freeBuffers.pop(nowPs, QUEUE);
        hasBuffer = true;
        slots = available;
        slot = 0;
        handle = freeBuffers.handle();
        address = freeBuffers.address();
        registers.set(RAWCT, address);
    }

    /**
     * Puts a cell into the queue.
     *
     * @param nowPs       instant.
     * @param header      of the cell.
     * @param payload     with its 48 octets.
     * @param offset      of the first.
     * @param setsFlag    whether STAT.RAWCF is to be set.
     * @return true if {@link Done} will be told; false if there is no buffer for the cell, or none to link to: it is
     * dropped and counted.
     */
    boolean put(
        final long nowPs, final int header, final DirectBuffer payload, final int offset, final boolean setsFlag)
    {
        attach(nowPs);
        if (!hasBuffer)
        {
            reportNoBuffer();
            return false;
        }
        if (slot == slots - 2)
        {
            if (!freeBuffers.canPop(QUEUE))
            {
                counters.dropped(CDC_NFB);
                return false;
            }
            freeBuffers.pop(nowPs, QUEUE);
            hasNext = true;
            nextHandle = freeBuffers.handle();
            nextAddress = freeBuffers.address();
        }
        interrupt = setsFlag;
        block.putInt(RawCellSlot.HEADER_OFFSET, header, order());
        block.setMemory(
            RawCellSlot.LINK_HANDLE_OFFSET, RawCellSlot.PAYLOAD_OFFSET - RawCellSlot.LINK_HANDLE_OFFSET, (byte)0);
        block.putBytes(RawCellSlot.PAYLOAD_OFFSET, payload, offset, RawCellSlot.PAYLOAD_LENGTH);
        state = State.CELL;
        start(nowPs);
        return true;
    }

    private void reportNoBuffer()
    {
        counters.dropped(CDC_NFB);
        if (freeBuffers.canPop(QUEUE))
        {
            errors.report(SarGuestError.RAW_BUFFER_TOO_SMALL, QUEUE, freeBuffers.sizeCells(QUEUE));
        }
    }

    /** The next transfer of the cell under way. */
    private void start(final long nowPs)
    {
        if (isBusy())
        {
            return;
        }
        final long target = target();
        final boolean accepted = switch (state)
        {
            case CELL -> write(target, RawCellSlot.LENGTH, block, 0);
            case LINK ->
            {
                block.putInt(RawCellSlot.LINK_ADDRESS_OFFSET, nextAddress, order());
                block.putInt(RawCellSlot.LINK_HANDLE_OFFSET, nextHandle, order());
                yield write(target, LINK_LENGTH, block, 0);
            }
            case HANDLE ->
            {
                block.putInt(HANDLE_AT + RawCellHandle.ADDRESS_OFFSET, slotAddress(slot), order());
                block.putInt(HANDLE_AT + RawCellHandle.HANDLE_OFFSET, handle, order());
                yield write(target, RawCellHandle.LENGTH, block, HANDLE_AT);
            }
            case IDLE -> true;
        };
        if (!accepted)
        {
            errors.report(SarGuestError.DMA_NOT_MASTER, target, handle);
            next(nowPs);
        }
    }

    @Override
    protected void complete(final long nowPs, final boolean ok)
    {
        if (!ok)
        {
            errors.report(SarGuestError.DMA_OUTSIDE_MEMORY, target(), handle);
        }
        next(nowPs);
    }

    @Override
    protected void idle(final long nowPs)
    {
        start(nowPs);
    }

    private void next(final long nowPs)
    {
        switch (state)
        {
            case CELL:
                state = hasNext ? State.LINK : State.HANDLE;
                start(nowPs);
                break;
            case LINK:
                state = State.HANDLE;
                start(nowPs);
                break;
            case HANDLE:
                state = State.IDLE;
                advance();
                if (interrupt)
                {
                    interrupts.latch(nowPs, STAT_RAWCF.mask());
                }
                done.rawCellWritten(nowPs);
                break;
            default:
                throw new IllegalStateException(
                    "raw cell queue: transfer completed while " + state + " at " + nowPs + " ps");
        }
    }

    private void advance()
    {
        slot++;
        if (hasNext)
        {
            hasNext = false;
            address = nextAddress;
            handle = nextHandle;
            slot = 0;
            slots = Math.max(MINIMUM_SLOTS, RawCellSlot.slots(freeBuffers.sizeCells(QUEUE)));
        }
        registers.set(RAWCT, slotAddress(slot));
    }

    /** Where the present transfer goes. */
    private long target()
    {
        return switch (state)
        {
            case LINK -> freeBuffers.dmaAddress(address, (slot + 1) * RawCellSlot.LENGTH);
            case HANDLE -> registers.get(RAWHND) & 0xFFFF_FFFFL;
            default -> freeBuffers.dmaAddress(address, slot * RawCellSlot.LENGTH);
        };
    }

    private int slotAddress(final int number)
    {
        return address + number * RawCellSlot.LENGTH;
    }

    private ByteOrder order()
    {
        return GP_BIGE.isSet(registers.get(GP)) ? BIG_ENDIAN : LITTLE_ENDIAN;
    }
}
