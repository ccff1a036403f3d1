package org.vatm.ndis;

import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciFunction;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/** A device with an identity, a mask and a doorbell: a ring asks for an interrupt five microseconds later. */
public final class TestNic extends PciFunction
{
    public static final int ID = 0x00; // reads IDENTITY
    public static final int BELL = 0x04; // write: ring
    public static final int CAUSE = 0x08; // 1: rung; write 1 to clear
    public static final int MASK = 0x0C; // 1: interrupt enabled
    public static final int IDENTITY = 0xA7A7_0001;
    public static final long BELL_DELAY_PS = 5_000_000;

    private final EventQueue events;
    private int cause;
    private int mask;

    private final Event ring = new Event(50)
    {
        @Override
        protected void fire(final long nowPs)
        {
            cause = 1;
            drive(nowPs);
        }
    };

    public TestNic(final EventQueue events)
    {
        super("nic", new ConfigSpace(0x1234, 0x5678, 1, 0x020300).defineBar(0, 256, true).defineBar(1, 4096, false));
        this.events = events;
    }

    public boolean isMasked()
    {
        return mask == 0;
    }

    @Override
    public int barRead(final int bar, final int offset, final int lanes)
    {
        return offset == ID ? IDENTITY : offset == CAUSE ? cause : mask;
    }

    @Override
    public void barWrite(final int bar, final int offset, final int data, final int lanes)
    {
        switch (offset)
        {
            case BELL -> events.schedule(ring, events.nowPs() + BELL_DELAY_PS);
            case CAUSE -> cause &= ~data;
            default -> mask = data;
        }
        drive(events.nowPs());
    }

    private void drive(final long nowPs)
    {
        interrupt().drive(nowPs, (cause & mask) != 0);
    }
}
