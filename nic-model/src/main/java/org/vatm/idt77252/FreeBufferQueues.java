package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.FBQP_READ;
import static org.vatm.idt77252.SarRegisters.FBQP_WRITE;
import static org.vatm.idt77252.SarRegisters.FBQS_SIZE;
import static org.vatm.idt77252.SarRegisters.FBQS_THRESHOLD;
import static org.vatm.idt77252.SarRegisters.FBQWP_WRITE;
import static org.vatm.idt77252.SarRegisters.FBQ_COUNT;
import static org.vatm.idt77252.SramLayout.FBQ_ENTRIES;
import static org.vatm.idt77252.SramLayout.FBQ_POINTER_MODULUS;
import static org.vatm.idt77252.SramLayout.FBQ_WORDS;

import java.util.Arrays;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.EventQueue;

/**
 * The four free buffer queues: rings of 512 entries {handle, bus address} in SRAM, filled by the driver through the
 * windows of BAR2 or by command, emptied by reassembly and, queue 1, by the raw cell queue (data sheet 3.6, 6.2,
 * 7.5).
 * <pre>
 *            0                                          0x3FE
 *          +----+----+----+----+----+----+---- ... ----+----+----+
 *   SRAM   |    |    | h  | a  | h  | a  |    free     | h  |    |   h handle, a address
 *          +----+----+----+----+----+----+---- ... ----+----+----+
 *                      ^ read, even                           ^ write; odd: the window waits for an address
 * </pre>
 * Both pointers count words modulo 2048, twice the ring. Only pushed entries are ever written to SRAM, and only they
 * are read.
 */
final class FreeBufferQueues
{
    /** Told of each complete entry that is added. */
    @FunctionalInterface
    interface EntryListener
    {
        void entryAdded(long nowPs, int queue);
    }

    private static final int POINTER_MASK = FBQ_POINTER_MODULUS - 1;
    private static final int ENTRY_MASK = POINTER_MASK >> 1;
    private static final int RING_MASK = FBQ_WORDS - 1;
    private static final int FRACTION_SHIFT = 5;
    private static final int FRACTION_MAX = 15;
    private static final int BYTE_IN_WORD = 3;

    private final Sram sram;
    private final SarClocks clocks;
    private final InterruptUnit interrupts;
    private final GuestErrors errors;
    private final int[] base = new int[FBQ_COUNT];
    private final int[] read = new int[FBQ_COUNT];
    private final int[] write = new int[FBQ_COUNT];
    private final int[] attentionBelow = new int[FBQ_COUNT];
    private final int[] sizeCells = new int[FBQ_COUNT];
    private final boolean[] attention = new boolean[FBQ_COUNT];
    /** The queue was full when the handle came: the address goes the same way. */
    private final boolean[] dropsAddress = new boolean[FBQ_COUNT];
    private EntryListener listener = (nowPs, queue) -> { };
    private int handle;
    private int address;
    private int dmaBias;
    private long windowFreePs;

    FreeBufferQueues(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final Sram sram,
        final InterruptUnit interrupts,
        final GuestErrors errors)
    {
        this.sram = sram;
        this.clocks = clocks;
        this.interrupts = interrupts;
        this.errors = errors;
        for (int i = 0; i < FBQ_COUNT; i++)
        {
            final int queue = i;
            registers.onRead(SarRegisters.fbqp(queue),
                stored -> FBQP_WRITE.of(write[queue]) | FBQP_READ.of(read[queue]));
            registers.onRead(SarRegisters.fbqwp(queue), stored -> FBQWP_WRITE.of(write[queue]));
            registers.onWrite(SarRegisters.fbqp(queue), (before, after, data) ->
                pointers(events.nowPs(), queue, FBQP_READ.get(after) & ~1, FBQP_WRITE.get(after)));
            registers.onWrite(SarRegisters.fbqwp(queue), (before, after, data) ->
                pointers(events.nowPs(), queue, read[queue], FBQWP_WRITE.get(after)));
            registers.onWrite(SarRegisters.fbqs(queue), (before, after, data) ->
            {
                attentionBelow[queue] = FBQS_THRESHOLD.get(after) << FRACTION_SHIFT;
                sizeCells[queue] = FBQS_SIZE.get(after);
                update(events.nowPs(), queue);
            });
        }
        configure(0);
    }

    /** @param newListener is told of entries from now on. */
    void onEntry(final EntryListener newListener)
    {
        listener = newListener;
    }

    /**
     * Moves what is written into free buffers: payload, raw cells and links go to the buffer's address plus so many
     * bytes. For drivers that look for them elsewhere (data sheet 14.7); registers, RSQ, RAWHND and links keep the
     * driver's own addresses.
     *
     * @param bytes 0 for a faithful chip.
     */
    void dmaBias(final int bytes)
    {
        dmaBias = bytes;
    }

    /** Bus address at which a byte of a free buffer is written. */
    long dmaAddress(final int bufferAddress, final int offsetBytes)
    {
        return (bufferAddress & ~BYTE_IN_WORD) + offsetBytes + dmaBias & 0xFFFF_FFFFL;
    }

    /** CFG is this from now on: CNTBL moves the rings. */
    void configure(final int cfg)
    {
        final int connections = SarRegisters.connections(cfg);
        for (int queue = 0; queue < FBQ_COUNT; queue++)
        {
            base[queue] = SramLayout.fbq(connections, queue);
        }
    }

    /** Software reset: empty, no half entry, no threshold. */
    void reset(final long nowPs)
    {
        Arrays.fill(read, 0);
        Arrays.fill(write, 0);
        Arrays.fill(attentionBelow, 0);
        Arrays.fill(sizeCells, 0);
        Arrays.fill(dropsAddress, false);
        configure(0);
        for (int queue = 0; queue < FBQ_COUNT; queue++)
        {
            update(nowPs, queue);
        }
    }

    /**
     * Whether the windows of BAR2 have stored the last word that was written.
     *
     * @param nowPs instant.
     * @return false while a write has to be retried.
     */
    boolean isWindowReady(final long nowPs)
    {
        return nowPs >= windowFreePs;
    }

    /**
     * A write to a window of BAR2: the handle of an entry, the next time its address.
     *
     * @param nowPs instant.
     * @param queue 0..3.
     * @param data  the word.
     */
    void windowWrite(final long nowPs, final int queue, final int data)
    {
        final int pointer = write[queue];
        windowFreePs = clocks.sarAfter(nowPs, Timing.FBQ_WINDOW_WRITE);
        if (dropsAddress[queue])
        {
            dropsAddress[queue] = false;
        }
        else if ((pointer & 1) == 0 && entries(queue) >= FBQ_ENTRIES)
        {
            dropsAddress[queue] = true;
            errors.report(SarGuestError.FBQ_FULL, queue, data);
        }
        else
        {
            store(queue, pointer, data);
            write[queue] = pointer + 1 & POINTER_MASK;
            if ((pointer & 1) != 0)
            {
                added(nowPs, queue);
            }
        }
    }

    /**
     * Appends an entry at once: by command, and for a buffer that goes back. It goes before a half entry of the
     * window.
     *
     * @param nowPs        instant.
     * @param queue        0..3.
     * @param entryHandle  any.
     * @param entryAddress bus address.
     * @return false if the queue is full: the entry is lost.
     */
    boolean append(final long nowPs, final int queue, final int entryHandle, final int entryAddress)
    {
        final int pointer = write[queue];
        final int half = pointer & 1;
        if (entries(queue) + half >= FBQ_ENTRIES)
        {
            errors.report(SarGuestError.FBQ_FULL, queue, entryHandle);
            return false;
        }
        final int even = pointer & ~1;
        if (half != 0)
        {
            store(queue, even + 2, sram.read(base[queue] + (even & RING_MASK)));
        }
        store(queue, even, entryHandle);
        store(queue, even + 1, entryAddress);
        write[queue] = pointer + 2 & POINTER_MASK;
        added(nowPs, queue);
        return true;
    }

    /**
     * The queue from which a connection's present or next buffer comes, by its buffer policy; {@code w0} of its RCT
     * entry.
     */
    static int queueOf(final int w0)
    {
        final int policy = RctEntry.W0_FBP.get(w0);
        return policy != 0 ? policy : RctEntry.W0_NOT_FIRST.get(w0);
    }

    /**
     * Whether {@link #pop} would give a buffer. If not, the mistake is reported.
     *
     * @param queue 0..3.
     * @return false if the queue is empty or its buffers have no size.
     */
    boolean canPop(final int queue)
    {
        if (write[queue] >> 1 == read[queue] >> 1)
        {
            errors.report(SarGuestError.NO_FREE_BUFFER, queue, 0);
            return false;
        }
        if (sizeCells[queue] == 0)
        {
            errors.report(SarGuestError.FBQ_SIZE_ZERO, queue, 0);
            return false;
        }
        return true;
    }

    /**
     * Takes the oldest entry of a queue that has one; {@link #handle} and {@link #address} are its words.
     *
     * @param nowPs instant.
     * @param queue 0..3.
     */
    void pop(final long nowPs, final int queue)
    {
        final int pointer = read[queue];
        final int word = base[queue] + (pointer & RING_MASK);
        handle = sram.read(word);
        address = sram.read(word + 1);
        read[queue] = pointer + 2 & POINTER_MASK;
        update(nowPs, queue);
        if ((address & BYTE_IN_WORD) != 0)
        {
            errors.report(SarGuestError.BUFFER_MISALIGNED, address & 0xFFFF_FFFFL, handle);
        }
    }

    /** Handle of the entry that was popped last. */
    int handle()
    {
        return handle;
    }

    /** Bus address of the entry that was popped last, as the driver gave it. */
    int address()
    {
        return address;
    }

    /** Complete entries in a queue. */
    int entries(final int queue)
    {
        return (write[queue] >> 1) - (read[queue] >> 1) & ENTRY_MASK;
    }

    /** Cells that a buffer of a queue can hold, 0..511. */
    int sizeCells(final int queue)
    {
        return sizeCells[queue];
    }

    /** STAT.FRAC3..0 in place: entries / 32, rounded down, at most 15. */
    int fractions()
    {
        return fraction(0) << 16 | fraction(1) << 20 | fraction(2) << 24 | fraction(3) << 28;
    }

    private int fraction(final int queue)
    {
        return Math.min(FRACTION_MAX, entries(queue) >> FRACTION_SHIFT);
    }

    private void pointers(final long nowPs, final int queue, final int newRead, final int newWrite)
    {
        read[queue] = newRead;
        write[queue] = newWrite;
        dropsAddress[queue] = false;
        if (entries(queue) > FBQ_ENTRIES)
        {
            errors.report(SarGuestError.FBQ_POINTERS, queue, FBQP_WRITE.of(newWrite) | FBQP_READ.of(newRead));
            write[queue] = newRead;
        }
        update(nowPs, queue);
    }

    private void store(final int queue, final int pointer, final int data)
    {
        sram.write(base[queue] + (pointer & RING_MASK), data);
    }

    private void added(final long nowPs, final int queue)
    {
        update(nowPs, queue);
        listener.entryAdded(nowPs, queue);
    }

    private void update(final long nowPs, final int queue)
    {
        final boolean isLow = entries(queue) < attentionBelow[queue];
        if (isLow != attention[queue])
        {
            attention[queue] = isLow;
            interrupts.live(nowPs, SarRegisters.statFbqa(queue).mask(), isLow);
        }
    }
}
