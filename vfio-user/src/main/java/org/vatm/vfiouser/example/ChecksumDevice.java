package org.vatm.vfiouser.example;

import static org.vatm.register.Access.RO;
import static org.vatm.register.Access.RW;
import static org.vatm.register.Access.W1C;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.host.Host;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.PciFunction;
import org.vatm.register.Field;
import org.vatm.register.GuestErrors;
import org.vatm.register.Register;
import org.vatm.register.RegisterFile;
import org.vatm.register.RegisterMap;

/**
 * Adds up the bytes of a stretch of host memory. A driver writes ADDRESS, then LENGTH, which starts it; when STATUS.DONE is set and
 * INTA# asserted, SUM is there; it writes 1 to STATUS.DONE.
 */
public final class ChecksumDevice extends PciFunction
{
    /** Registers behind base address register 0. */
    public static final RegisterMap MAP = new RegisterMap("CHECKSUM", 0x10);

    public static final Register ADDRESS = MAP.register("ADDRESS", 0x0, 0, "first byte to add, bus address");
    public static final Field ADDRESS_ALL = ADDRESS.field("ADDRESS", 31, 0, RW, "bus address");
    public static final Register LENGTH = MAP.register("LENGTH", 0x4, 0, "bytes to add; a write starts");
    public static final Field LENGTH_BYTES = LENGTH.field("BYTES", 15, 0, RW, "0 to 65535");
    public static final Register SUM = MAP.register("SUM", 0x8, 0, "the result");
    public static final Field SUM_ALL = SUM.field("SUM", 31, 0, RO, "sum of unsigned bytes");
    public static final Register STATUS = MAP.register("STATUS", 0xC, 0, "what asserts INTA#");
    public static final Field STATUS_DONE = STATUS.field("DONE", 0, 0, W1C, "SUM is valid");
    public static final Field STATUS_ERROR = STATUS.field("ERROR", 1, 1, W1C, "memory could not be read");

    private static final int BURST_BYTES = 64;

    private final Host host;
    private final RegisterFile registers = new RegisterFile(MAP, new GuestErrors());
    private final UnsafeBuffer burst = new UnsafeBuffer(new byte[BURST_BYTES]);
    private final Reader reader = new Reader();
    private long address;
    private int remaining;

    /**
     * @param host in one of whose slots it will be.
     */
    public ChecksumDevice(final Host host)
    {
        super("checksum", new ConfigSpace(0x1234, 0x11E9, 1, 0xFF0000)
            .define(ConfigSpace.INTERRUPT_PIN, 1, 1, 0)
            .defineBar(0, MAP.sizeBytes(), false));
        this.host = host;
        registers.onWrite(LENGTH, (before, after, data) -> start(LENGTH_BYTES.get(after)));
        registers.onWrite(STATUS, (before, after, data) -> signal());
    }

    @Override
    public int barRead(final int bar, final int offset, final int lanes)
    {
        return registers.read(offset, lanes);
    }

    @Override
    public void barWrite(final int bar, final int offset, final int data, final int lanes)
    {
        registers.write(offset, data, lanes);
    }

    @Override
    public void reset(final long nowPs)
    {
        super.reset(nowPs);
        reader.discard();
        registers.reset();
    }

    private void start(final int lengthBytes)
    {
        if (!reader.isBusy())
        {
            address = registers.get(ADDRESS) & 0xFFFF_FFFFL;
            remaining = lengthBytes;
            registers.set(SUM, 0);
            next();
        }
    }

    private void next()
    {
        if (remaining == 0)
        {
            finish(STATUS_DONE);
        }
        else if (!reader.read(address, Math.min(remaining, BURST_BYTES), burst, 0))
        {
            finish(STATUS_ERROR);
        }
    }

    private void finish(final Field how)
    {
        registers.set(STATUS, how, 1);
        signal();
    }

    private void signal()
    {
        interrupt().drive(host.cpu().events().nowPs(), registers.get(STATUS) != 0);
    }

    private final class Reader extends DmaChannel
    {
        Reader()
        {
            super(dma(), 0);
        }

        @Override
        protected void complete(final long nowPs, final boolean ok)
        {
            if (!ok)
            {
                finish(STATUS_ERROR);
                return;
            }
            final int count = Math.min(remaining, BURST_BYTES);
            int sum = registers.get(SUM);
            for (int i = 0; i < count; i++)
            {
                sum += burst.getByte(i) & 0xFF;
            }
            registers.set(SUM, sum);
            address += count;
            remaining -= count;
            next();
        }
    }
}
