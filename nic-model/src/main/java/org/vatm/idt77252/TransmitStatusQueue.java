package org.vatm.idt77252;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.EventQueue;

import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.STAT_TSIF;
import static org.vatm.idt77252.SarRegisters.STAT_TSQF;
import static org.vatm.idt77252.SarRegisters.TSQB;
import static org.vatm.idt77252.SarRegisters.TSQB_BASE;
import static org.vatm.idt77252.SarRegisters.TSQH;
import static org.vatm.idt77252.SarRegisters.TSQH_HEAD;
import static org.vatm.idt77252.SarRegisters.TSQT;
import static org.vatm.idt77252.SarRegisters.TSQT_TAIL;
import static org.vatm.idt77252.SarRegisters.TSQ_ENTRIES;

/**
 * Transmit status queue: 1024 entries of 8 bytes in host memory, written one after the other by DMA. TSQH names the last entry that the
 * driver has consumed, TSQT the next one that is written; the queue is full when the next would be the last consumed.
 */
final class TransmitStatusQueue extends DmaChannel
{
    static final int DMA_PRIORITY = 3;

    private static final int ENTRY_MASK = TSQ_ENTRIES - 1;
    private static final int ALMOST_FULL = TSQ_ENTRIES / 8 * 7;
    /** Entries that may wait for the bus. */
    static final int WAITING = 256;
    private static final int WAITING_MASK = WAITING - 1;

    private final RegisterFile registers;
    private final InterruptUnit interrupts;
    private final GeneralPurpose modes;
    private final SarTimer timer;
    private final EventQueue events;
    private final GuestErrors errors;
    private final UnsafeBuffer entry = new UnsafeBuffer(new byte[TsqEntry.LENGTH]);
    private Runnable roomListener = () -> { };

    private final int[] content = new int[WAITING];
    private final int[] status = new int[WAITING];
    private final boolean[] interrupting = new boolean[WAITING];
    private int first;
    private int waiting;
    private boolean enabled;

    TransmitStatusQueue(
        final DmaEngine dma,
        final RegisterFile registers,
        final InterruptUnit interrupts,
        final GeneralPurpose modes,
        final SarTimer timer,
        final EventQueue events,
        final GuestErrors errors)
    {
        super(dma, DMA_PRIORITY);
        this.registers = registers;
        this.interrupts = interrupts;
        this.modes = modes;
        this.timer = timer;
        this.events = events;
        this.errors = errors;
        registers.onWrite(TSQH, (before, after, data) -> headMoved());
        registers.onWrite(TSQT, (before, after, data) -> headMoved());
    }

    /** Told when a full queue may have room again. */
    void onRoom(final Runnable listener)
    {
        roomListener = listener;
    }

    /** Entries that can be added now. */
    int room()
    {
        return Math.min(TSQ_ENTRIES - 1 - used(), WAITING) - waiting;
    }

    private int used()
    {
        return tail() - TSQH_HEAD.get(registers.get(TSQH)) & ENTRY_MASK;
    }

    private int tail()
    {
        return TSQT_TAIL.get(registers.get(TSQT));
    }

    /**
     * Adds an entry; the caller has asked for {@link #room}.
     *
     * @param nowPs     instant.
     * @param type      of {@link TsqEntry}.
     * @param tag       5 bits.
     * @param word      content, w0.
     * @param interrupt true to set STAT.TSIF when it is written.
     */
    void add(final long nowPs, final int type, final int tag, final int word, final boolean interrupt)
    {
        if (room() <= 0)
        {
            errors.report(SarGuestError.TSQ_FULL, registers.get(TSQB), word);
            return;
        }
        final int at = first + waiting++ & WAITING_MASK;
        content[at] = word;
        status[at] = TsqEntry.status(type, tag, timer.count(nowPs));
        interrupting[at] = interrupt;
        writeNext();
    }

    private void writeNext()
    {
        while (enabled && waiting > 0 && !isBusy())
        {
            entry.putInt(TsqEntry.CONTENT_OFFSET, content[first], modes.order());
            entry.putInt(TsqEntry.STATUS_OFFSET, status[first], modes.order());
            if (!write(base() + tail() * TsqEntry.LENGTH, TsqEntry.LENGTH, entry, 0))
            {
                errors.report(SarGuestError.DMA_NOT_MASTER, base(), content[first]);
                done();
            }
        }
    }

    private long base()
    {
        return TSQB_BASE.mask() & registers.get(TSQB) & 0xFFFF_FFFFL;
    }

    @Override
    protected void complete(final long nowPs, final boolean ok)
    {
        if (!ok)
        {
            errors.report(SarGuestError.DMA_OUTSIDE_MEMORY, base(), content[first]);
        }
        final boolean interrupt = interrupting[first];
        done();
        interrupts.live(nowPs, STAT_TSQF.mask(), used() >= ALMOST_FULL);
        if (interrupt)
        {
            interrupts.latch(nowPs, STAT_TSIF.mask());
        }
        writeNext();
    }

    private void done()
    {
        registers.set(TSQT, TSQT_TAIL.of(tail() + 1 & ENTRY_MASK));
        first = first + 1 & WAITING_MASK;
        waiting--;
    }

    @Override
    protected void idle(final long nowPs)
    {
        writeNext();
    }

    private void headMoved()
    {
        interrupts.live(events.nowPs(), STAT_TSQF.mask(), used() >= ALMOST_FULL);
        roomListener.run();
    }

    /** TXEN = 0 stops writing; entries that wait are written when it is 1 again. */
    void configure(final long nowPs, final int before, final int after)
    {
        enabled = CFG_TXEN.isSet(after);
        if (enabled)
        {
            writeNext();
        }
        else
        {
            discard();
        }
    }

    void reset(final long nowPs)
    {
        discard();
        enabled = false;
        waiting = 0;
        first = 0;
        interrupts.live(nowPs, STAT_TSQF.mask(), false);
    }
}
