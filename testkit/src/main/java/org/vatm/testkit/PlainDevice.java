package org.vatm.testkit;

import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciFunction;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

import java.util.Arrays;

/**
 * A PCI device that does nothing but ring: for drivers whose network is software. BAR 0 is 4 KiB of memory.
 * <pre>
 *   0x00  ID     reads 0x56A7_0001
 *   0x04  BELL   a write asserts CAUSE five microseconds later
 *   0x08  CAUSE  bit 0: the bell has rung; write 1 to clear
 *   0x0C  MASK   bit 0: CAUSE drives the interrupt pin
 *   0x10  ...    words that keep what is written
 * </pre>
 */
public final class PlainDevice extends PciFunction
{
    public static final int ID = 0x00;
    public static final int BELL = 0x04;
    public static final int CAUSE = 0x08;
    public static final int MASK = 0x0C;
    public static final int WORDS = 0x10;
    /** What ID reads. */
    public static final int IDENTITY = 0x56A7_0001;
    /** From the bell to the interrupt. */
    public static final long BELL_PS = 5_000_000;

    private static final int LENGTH = 4096;
    private static final int VENDOR = 0x1AF4; // of virtual devices
    private static final int DEVICE = 0x7E57;
    private static final int CLASS_ATM = 0x020300;
    private static final int PRIORITY = 50;

    private final EventQueue events;
    private final int[] words = new int[LENGTH / Integer.BYTES];

    private final Event bell = new Event(PRIORITY)
    {
        @Override
        protected void fire(final long nowPs)
        {
            words[CAUSE / Integer.BYTES] = 1;
            drive(nowPs);
        }
    };

    /**
     * @param name   of the device.
     * @param events of its host.
     */
    public PlainDevice(final String name, final EventQueue events)
    {
        super(name, new ConfigSpace(VENDOR, DEVICE, 1, CLASS_ATM)
            .defineBar(0, LENGTH, false).define(ConfigSpace.INTERRUPT_PIN, 1, 1, 0));
        this.events = events;
        words[ID] = IDENTITY;
    }

    @Override
    public int barRead(final int bar, final int offset, final int lanes)
    {
        return offset < LENGTH ? words[offset / Integer.BYTES] : -1;
    }

    @Override
    public void barWrite(final int bar, final int offset, final int data, final int lanes)
    {
        if (offset == BELL)
        {
            if (!bell.isScheduled())
            {
                events.schedule(bell, events.nowPs() + BELL_PS);
            }
        }
        else if (offset == CAUSE)
        {
            words[CAUSE / Integer.BYTES] &= ~(data & lanes);
        }
        else if (offset != ID && offset < LENGTH)
        {
            final int i = offset / Integer.BYTES;
            words[i] = words[i] & ~lanes | data & lanes;
        }
        drive(events.nowPs());
    }

    @Override
    public void reset(final long nowPs)
    {
        super.reset(nowPs);
        Arrays.fill(words, 0);
        words[ID] = IDENTITY;
    }

    private void drive(final long nowPs)
    {
        interrupt().drive(nowPs, (words[CAUSE / Integer.BYTES] & words[MASK / Integer.BYTES] & 1) != 0);
    }
}
