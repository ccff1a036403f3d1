package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.STAT_TMROF;
import static org.vatm.idt77252.SarRegisters.TMR;

import org.vatm.line.PinListener;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * TMR: counts up, computed when it is looked at; one event at each overflow.
 */
final class SarTimer extends Event
{
    private static final int PRIORITY = 30;
    private static final long COUNTS = 1L << Timing.TIMER_BITS;

    private final EventQueue events;
    private final SarClocks clocks;
    private final InterruptUnit interrupts;
    /** Core clock edge at which the count was last 0. */
    private long startEdge;
    private boolean running;
    private PinListener overflow = nowPs -> { };

    SarTimer(
        final EventQueue events, final SarClocks clocks, final RegisterFile registers, final InterruptUnit interrupts)
    {
        super(PRIORITY);
        this.events = events;
        this.clocks = clocks;
        this.interrupts = interrupts;
        registers.onRead(TMR, stored -> count(events.nowPs()));
        start(events.nowPs());
    }

    /**
     * The count, {@value Timing#TIMER_BITS} bits: TMR and the time stamp of status entries.
     *
     * @param nowPs instant.
     */
    int count(final long nowPs)
    {
        return running ?
            (int)((clocks.sar().edgeAtOrBefore(nowPs) - startEdge) / Timing.TIMER_COUNT & COUNTS - 1) : 0;
    }

    /** Counts from 0, from the next core clock on. */
    void start(final long nowPs)
    {
        running = true;
        startEdge = clocks.sar().edgeAtOrAfter(nowPs);
        armOverflow();
    }

    /** Stands at 0 until it is started again. */
    void reset(final long nowPs)
    {
        running = false;
        events.cancel(this);
    }

    private void armOverflow()
    {
        events.schedule(this, clocks.sar().edge(startEdge + COUNTS * Timing.TIMER_COUNT));
    }

    @Override
    protected void fire(final long nowPs)
    {
        startEdge += COUNTS * Timing.TIMER_COUNT;
        armOverflow();
        interrupts.latch(nowPs, STAT_TMROF.mask());
        overflow.changed(nowPs);
    }

    /** Who is told of each overflow. */
    void onOverflow(final PinListener listener)
    {
        overflow = listener;
    }
}
