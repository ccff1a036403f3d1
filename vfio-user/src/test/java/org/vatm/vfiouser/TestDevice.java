package org.vatm.vfiouser;

import java.util.ArrayList;
import java.util.List;
import org.vatm.memory.HostMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciFunction;

/** BAR0: 64 bytes of I/O; BAR2: a page that keeps what is written, with registers for level and memory at its end. */
final class TestDevice extends PciFunction
{
    static final int LEVEL = 0xFF0;
    static final int ADDRESS = 0xFF4;
    static final int DATA = 0xFF8;
    static final int MAPPED = 0xFFC;

    final List<String> log = new ArrayList<>();
    private final HostMemory memory;
    private final int[] page = new int[1024];

    TestDevice(final HostMemory memory)
    {
        super("test", new ConfigSpace(0x1234, 0x5678, 1, 0xFF0000)
            .define(ConfigSpace.COMMAND, 2, 0, 0x0547)
            .define(ConfigSpace.INTERRUPT_PIN, 1, 1, 0)
            .defineBar(0, 64, true)
            .defineBar(2, 4096, false));
        this.memory = memory;
    }

    @Override
    public int barRead(final int bar, final int offset, final int lanes)
    {
        log.add("r" + bar + " " + Integer.toHexString(offset) + " " + Integer.toHexString(lanes));
        final long address = page[ADDRESS >> 2] & 0xFFFF_FFFFL;
        switch (offset)
        {
            case DATA:
                return memory.contains(address, 4) ? memory.getInt(address) : -1;
            case MAPPED:
                return memory.claim(address, 4, false) + 16 * memory.claim(address, 4, true);
            default:
                return page[offset >> 2];
        }
    }

    @Override
    public void barWrite(final int bar, final int offset, final int data, final int lanes)
    {
        log.add("w" + bar + " " + Integer.toHexString(offset) + " " + Integer.toHexString(lanes) + " " +
            Integer.toHexString(data & lanes));
        page[offset >> 2] = page[offset >> 2] & ~lanes | data & lanes;
        if (offset == LEVEL)
        {
            interrupt().drive(0, page[offset >> 2] != 0);
        }
        if (offset == DATA)
        {
            final long address = page[ADDRESS >> 2] & 0xFFFF_FFFFL;
            if (memory.claim(address, 4, true) == 4)
            {
                memory.putInt(address, data);
            }
        }
    }

    @Override
    public void reset(final long nowPs)
    {
        super.reset(nowPs);
        java.util.Arrays.fill(page, 0);
        log.add("reset");
    }
}
