package org.vatm.ndis.verifier;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.PciFunction;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/** A device with a doorbell that interrupts five microseconds later, a mask, and DMA that does as it is told. */
final class SoundNic extends PciFunction
{
    static final int BELL = 0x04; // write: ring
    static final int CAUSE = 0x08; // 1: rung; write 1 to clear
    static final int MASK = 0x0C; // 1: interrupt enabled
    static final int DMA_ADDRESS = 0x10;
    static final int DMA_READ = 0x14; // write: length
    static final int DMA_WRITE = 0x18; // write: length
    static final int SPARE = 0x1C;
    static final int LENGTH = 4096;
    private static final long BELL_DELAY_PS = 5_000_000;

    private final EventQueue events;
    private final UnsafeBuffer data = new UnsafeBuffer(new byte[LENGTH]);
    private int cause;
    private int mask;
    private int address;
    private int spare;

    private final Event ring = new Event(50)
    {
        @Override
        protected void fire(final long nowPs)
        {
            cause = 1;
            drive(nowPs);
        }
    };
    private final DmaChannel dma;

    SoundNic(final EventQueue events)
    {
        super("nic", new ConfigSpace(0x1234, 0x5678, 1, 0x020300).defineBar(0, 256, true).defineBar(1, LENGTH, false));
        this.events = events;
        dma = new DmaChannel(dma(), 0)
        {
            @Override
            protected void complete(final long nowPs, final boolean ok)
            {
                spare = ok ? 1 : 2;
            }
        };
    }

    boolean isMasked()
    {
        return mask == 0;
    }

    @Override
    public int barRead(final int bar, final int offset, final int lanes)
    {
        return switch (offset)
        {
            case CAUSE -> cause;
            case MASK -> mask;
            default -> spare;
        };
    }

    @Override
    public void barWrite(final int bar, final int offset, final int value, final int lanes)
    {
        switch (offset)
        {
            case BELL -> events.schedule(ring, events.nowPs() + BELL_DELAY_PS);
            case CAUSE -> cause &= ~value;
            case MASK -> mask = value;
            case DMA_ADDRESS -> address = value;
            case DMA_READ -> dma.read(address & 0xFFFF_FFFFL, value, data, 0);
            case DMA_WRITE -> dma.write(address & 0xFFFF_FFFFL, value, data, 0);
            default -> spare = value;
        }
        drive(events.nowPs());
    }

    private void drive(final long nowPs)
    {
        interrupt().drive(nowPs, (cause & mask) != 0);
    }
}
