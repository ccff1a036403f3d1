package org.vatm.idt77252;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.vatm.idt77252.SarRegisters.CFG_RXINT;
import static org.vatm.idt77252.SarRegisters.GP;
import static org.vatm.idt77252.SarRegisters.GP_BIGE;
import static org.vatm.idt77252.SarRegisters.RSQB;
import static org.vatm.idt77252.SarRegisters.RSQH;
import static org.vatm.idt77252.SarRegisters.RSQH_HEAD;
import static org.vatm.idt77252.SarRegisters.RSQT;
import static org.vatm.idt77252.SarRegisters.RSQT_TAIL;
import static org.vatm.idt77252.SarRegisters.STAT_EPDU;
import static org.vatm.idt77252.SarRegisters.STAT_RSQAF;
import static org.vatm.idt77252.SarRegisters.STAT_RSQF;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * Receive status queue: ring of {@link RsqEntry} in host memory, by which buffers go back to the driver (data sheet
 * 3.4, 7.4, 9.5).
 * <pre>
 *            h, last consumed          t, next to be written
 *            v                         v
 *   | ....... | e | e | e | e | e | e |   |   |   |     used = (t - h) mod N, full when t + 1 = h,
 *                                       +---+           almost full from 7N/8
 *                             reserved, |w w|  entries that wait for the bus
 *                                       +---+
 * </pre>
 * Whoever wants to write reserves first, and does without or waits if there is no room.
 */
final class ReceiveStatusQueue extends DmaChannel
{
    /** Told when an entry can be reserved again, after a reservation was refused. */
    @FunctionalInterface
    interface RoomListener
    {
        void statusQueueHasRoom(long nowPs);
    }

    /** Entries, reserved or complete, between the blocks and the bus; docs/timing.md#rsq. */
    static final int WAITING_ENTRIES = 4;

    private static final int DMA_PRIORITY = 1;
    private static final int PRIORITY_DELAY = 21;
    private static final int WORDS = RsqEntry.LENGTH / Integer.BYTES;

    private final EventQueue events;
    private final SarClocks clocks;
    private final RegisterFile registers;
    private final InterruptUnit interrupts;
    private final GuestErrors errors;
    private final UnsafeBuffer entry = new UnsafeBuffer(new byte[RsqEntry.LENGTH]);
    private final int[] waiting = new int[WAITING_ENTRIES * WORDS];
    private final RoomListener[] listeners = new RoomListener[2];
    private final EndOfPduDelay endOfPduDelay = new EndOfPduDelay();
    private int listenerCount;
    private int firstWaiting;
    private int waitingCount;
    private int reservedCount;
    private boolean hasRefused;
    private int entries;
    private int head;
    private int tail;
    private boolean isFull;
    private boolean isAlmostFull;
    private int delayClocks;

    ReceiveStatusQueue(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final DmaEngine dma,
        final InterruptUnit interrupts,
        final GuestErrors errors)
    {
        super(dma, DMA_PRIORITY);
        this.events = events;
        this.clocks = clocks;
        this.registers = registers;
        this.interrupts = interrupts;
        this.errors = errors;
        entries = SarRegisters.rsqEntries(0);
        delayClocks = SarRegisters.rxIntClocks(0);
        registers.onRead(RSQT, stored -> base() | RSQT_TAIL.of(tail));
        registers.onWrite(RSQT, (before, after, data) ->
        {
            tail = RSQT_TAIL.get(after) & entries - 1;
            moved(events.nowPs());
        });
        registers.onWrite(RSQH, (before, after, data) ->
        {
            head = RSQH_HEAD.get(after) & entries - 1;
            moved(events.nowPs());
        });
    }

    /** Adds one who is told when there is room again; they are told in the order in which they were added. */
    void onRoom(final RoomListener listener)
    {
        listeners[listenerCount++] = listener;
    }

    /** CFG has changed: size of the queue, delay of the interrupt. */
    void configure(final long nowPs, final int before, final int after)
    {
        entries = SarRegisters.rsqEntries(after);
        tail &= entries - 1;
        head = RSQH_HEAD.get(registers.get(RSQH)) & entries - 1;
        delayClocks = SarRegisters.rxIntClocks(after);
        if (CFG_RXINT.get(before) != CFG_RXINT.get(after) && delayClocks < 0)
        {
            events.cancel(endOfPduDelay);
        }
        moved(nowPs);
    }

    /** Reception stops: entries that are not in host memory never will be. */
    void stop()
    {
        discard();
        waitingCount = 0;
        reservedCount = 0;
        hasRefused = false;
        events.cancel(endOfPduDelay);
    }

    /** Software reset. */
    void reset(final long nowPs)
    {
        stop();
        head = 0;
        tail = 0;
        entries = SarRegisters.rsqEntries(0);
        delayClocks = SarRegisters.rxIntClocks(0);
        moved(nowPs);
    }

    /**
     * Asks for room for one entry.
     *
     * @return true if {@link #write} will follow; false if there is no room, and the listeners
     * will be told.
     */
    boolean reserve()
    {
        if (hasRoom())
        {
            reservedCount++;
            return true;
        }
        if (!hasRefused && isFull)
        {
            errors.report(SarGuestError.RSQ_FULL, base() + ((long)tail << 4), head);
        }
        hasRefused = true;
        return false;
    }

    /**
     * Hands over an entry for which room was reserved.
     *
     * @param nowPs      instant.
     * @param connection VPI and VCI, as in the entry.
     * @param handle     of the buffer.
     * @param crc        register.
     * @param status     last word.
     */
    void write(final long nowPs, final int connection, final int handle, final int crc, final int status)
    {
        reservedCount--;
        final int at = (firstWaiting + waitingCount++) % WAITING_ENTRIES * WORDS;
        waiting[at] = connection;
        waiting[at + 1] = handle;
        waiting[at + 2] = crc;
        waiting[at + 3] = status;
        start(nowPs);
    }

    /** Entries in the ring, as the chip counts them. */
    int used()
    {
        return tail - head & entries - 1;
    }

    private boolean hasRoom()
    {
        final int coming = waitingCount + reservedCount;
        return coming < WAITING_ENTRIES && used() + coming < entries - 1;
    }

    private int base()
    {
        return registers.get(RSQB) & -(entries * RsqEntry.LENGTH);
    }

    private void start(final long nowPs)
    {
        while (waitingCount > 0 && !isBusy())
        {
            final int at = firstWaiting * WORDS;
            final ByteOrder order = GP_BIGE.isSet(registers.get(GP)) ? BIG_ENDIAN : LITTLE_ENDIAN;
            entry.putInt(RsqEntry.CONNECTION_OFFSET, waiting[at], order);
            entry.putInt(RsqEntry.HANDLE_OFFSET, waiting[at + 1], order);
            entry.putInt(RsqEntry.CRC_OFFSET, waiting[at + 2], order);
            entry.putInt(RsqEntry.STATUS_OFFSET, waiting[at + 3], order);
            final long address = address();
            if (!write(address, RsqEntry.LENGTH, entry, 0))
            {
                errors.report(SarGuestError.DMA_NOT_MASTER, address, waiting[at + 1]);
                written(nowPs);
            }
        }
    }

    private long address()
    {
        return base() + tail * RsqEntry.LENGTH & 0xFFFF_FFFFL;
    }

    @Override
    protected void complete(final long nowPs, final boolean ok)
    {
        if (!ok)
        {
            errors.report(SarGuestError.DMA_OUTSIDE_MEMORY, address(), waiting[firstWaiting * WORDS + 1]);
        }
        written(nowPs);
        start(nowPs);
    }

    @Override
    protected void idle(final long nowPs)
    {
        start(nowPs);
    }

    /** The chip cannot tell whether anybody took the entry: it goes on in either case. */
    private void written(final long nowPs)
    {
        final int status = waiting[firstWaiting * WORDS + 3];
        firstWaiting = (firstWaiting + 1) % WAITING_ENTRIES;
        waitingCount--;
        tail = tail + 1 & entries - 1;
        if (RsqEntry.EPDU.isSet(status))
        {
            endOfPdu(nowPs);
        }
        moved(nowPs);
    }

    private void endOfPdu(final long nowPs)
    {
        if (delayClocks == 0)
        {
            interrupts.latch(nowPs, STAT_EPDU.mask());
        }
        else if (delayClocks > 0 && !endOfPduDelay.isScheduled())
        {
            events.schedule(endOfPduDelay, clocks.sarAfter(nowPs, delayClocks));
        }
    }

    private void moved(final long nowPs)
    {
        final boolean full = (tail + 1 & entries - 1) == head;
        if (full != isFull)
        {
            isFull = full;
            interrupts.live(nowPs, STAT_RSQF.mask(), full);
        }
        final boolean almostFull = used() >= entries - (entries >> 3);
        if (almostFull != isAlmostFull)
        {
            isAlmostFull = almostFull;
            interrupts.live(nowPs, STAT_RSQAF.mask(), almostFull);
        }
        if (hasRefused && hasRoom())
        {
            hasRefused = false;
            for (int i = 0; i < listenerCount; i++)
            {
                listeners[i].statusQueueHasRoom(nowPs);
            }
        }
    }

    /** CFG.RXINT 2 to 4: from the first end of a PDU to STAT.EPDU. */
    private final class EndOfPduDelay extends Event
    {
        EndOfPduDelay()
        {
            super(PRIORITY_DELAY);
        }

        @Override
        protected void fire(final long nowPs)
        {
            interrupts.latch(nowPs, STAT_EPDU.mask());
        }
    }
}
