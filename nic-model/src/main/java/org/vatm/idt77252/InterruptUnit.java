package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_PHYI;

import org.vatm.pci.InterruptLine;
import org.vatm.register.Access;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * STAT and INTA#. Latched bits are set by events and cleared by the driver's writing 1; live bits follow a state of the chip. Bits
 * are set whether they may interrupt or not; CFG says which of them drive INTA#.
 * <pre>
 *  TSQ, RSQ, raw, timer --latch--> +------+   CFG   +----+ 2 PCI clocks
 *  PHY pin ---2 SAR clocks-------> | STAT |--masks->| OR |------------> INTA#
 *  queue levels, CMDBZ ---live---> +------+         +----+
 * </pre>
 */
final class InterruptUnit
{
    /** Bits of STAT that the driver clears by writing 1. */
    static final int LATCHED = STAT.mask(Access.W1C);

    private static final int PRIORITY_PHY = 30;
    private static final int PRIORITY_INTA = 50;

    private final EventQueue events;
    private final SarClocks clocks;
    private final InterruptLine inta;
    private final IntaChange intaChange = new IntaChange();
    private final PhySample phySample = new PhySample();

    /** Without FRAC, which is computed when it is read. */
    private int stat;
    private int enabled;
    private boolean phyPin;
    /** Latched bits that were set, perhaps again, since the driver has last read STAT. */
    private int unseen;
    private boolean keepsUnseen;

    InterruptUnit(
        final EventQueue events, final SarClocks clocks, final RegisterFile registers, final InterruptLine inta)
    {
        this.events = events;
        this.clocks = clocks;
        this.inta = inta;
        registers.onWrite(STAT, (before, after, data) -> acknowledge(events.nowPs(), data));
    }

    /**
     * Sets latched bits. What the driver will look for must be in host memory by now.
     *
     * @param nowPs    instant.
     * @param statMask bits of STAT, W1C ones only.
     */
    void latch(final long nowPs, final int statMask)
    {
        stat |= statMask;
        unseen |= statMask;
        update(nowPs);
    }

    /**
     * Lets live bits follow a state.
     *
     * @param nowPs    instant.
     * @param statMask bits of STAT, RO ones only.
     * @param on       the state.
     */
    void live(final long nowPs, final int statMask, final boolean on)
    {
        stat = on ? stat | statMask : stat & ~statMask;
        update(nowPs);
    }

    /**
     * The PHY's interrupt pin. PHYI is latched, and latched again after the driver has cleared it if the pin is still active.
     *
     * @param nowPs  instant.
     * @param active level of the pin.
     */
    void phyPin(final long nowPs, final boolean active)
    {
        phyPin = active;
        if (active && !phySample.isScheduled())
        {
            events.schedule(phySample, clocks.sarAfter(nowPs, Timing.PHY_PIN));
        }
    }

    /** The driver reads STAT: its bits without FRAC3..0. */
    int read()
    {
        unseen = 0;
        return stat;
    }

    /** Whether a bit that was set since STAT was last read withstands being cleared. */
    void keepUnseen(final boolean keeps)
    {
        keepsUnseen = keeps;
    }

    private void acknowledge(final long nowPs, final int data)
    {
        stat &= ~(data & LATCHED) | (keepsUnseen ? unseen : 0);
        if ((data & STAT_PHYI.mask()) != 0)
        {
            phyPin(nowPs, phyPin);
        }
        update(nowPs);
    }

    /** CFG has changed. */
    void configure(final long nowPs, final int before, final int after)
    {
        enabled = SarRegisters.interruptMask(after);
        phyPin(nowPs, phyPin);
        update(nowPs);
    }

    /** Software reset: no bit set. The PHY's pin is looked at again when reset ends, which is a change of CFG. */
    void reset(final long nowPs)
    {
        stat = 0;
        unseen = 0;
        enabled = 0;
        events.cancel(phySample);
        update(nowPs);
    }

    /** A change that is taken back before it has reached the pin does not show there. */
    private void update(final long nowPs)
    {
        if ((stat & enabled) != 0 == inta.isAsserted())
        {
            if (intaChange.isScheduled())
            {
                events.cancel(intaChange);
            }
        }
        else if (!intaChange.isScheduled())
        {
            events.schedule(intaChange, clocks.pciAfter(nowPs, Timing.INTERRUPT_PCI_CLOCKS));
        }
    }

    private final class IntaChange extends Event
    {
        IntaChange()
        {
            super(PRIORITY_INTA);
        }

        @Override
        protected void fire(final long nowPs)
        {
            inta.drive(nowPs, !inta.isAsserted());
        }
    }

    private final class PhySample extends Event
    {
        PhySample()
        {
            super(PRIORITY_PHY);
        }

        @Override
        protected void fire(final long nowPs)
        {
            if (phyPin)
            {
                latch(nowPs, STAT_PHYI.mask());
            }
        }
    }
}
