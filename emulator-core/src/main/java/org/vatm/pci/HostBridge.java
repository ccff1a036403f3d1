package org.vatm.pci;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.sim.Completion;
import org.vatm.sim.HostCpu;

import java.nio.ByteOrder;

/**
 * The CPU's way to the bus, for driver code. A read waits until its data are there, behind every write posted before; a write is posted
 * and waits only when {@value #POSTED_WRITES} others are still on their way. Nobody there: reads give all ones, writes vanish.
 */
public final class HostBridge extends BusAgent
{
    /** Writes that the bridge holds before the CPU has to wait. */
    public static final int POSTED_WRITES = 4;

    private static final int CAPACITY = 32;
    private static final int MASK = CAPACITY - 1;
    private static final int MAX_NESTING = 16;
    private static final int NO_LATENCY_TIMER = 255;
    private static final long DECODE = -1;

    private final HostCpu cpu;
    private final PciFunction[] slots;
    private final int[] command = new int[CAPACITY];
    private final long[] address = new long[CAPACITY];
    private final int[] size = new int[CAPACITY];
    private final int[] data = new int[CAPACITY];
    /** Of an access that needs no decoding: slot in 63:40, base address register in 39:32, offset in 31:0; -1 for others. */
    private final long[] straightTo = new long[CAPACITY];
    private final Completion[] reply = new Completion[CAPACITY];
    private final int[] replyTo = new int[CAPACITY];
    private final Completion[] readDone = new Completion[MAX_NESTING];
    private final int[] readValue = new int[MAX_NESTING];
    private final Completion room = new Completion();
    private final UnsafeBuffer traced = new UnsafeBuffer(new byte[4]);
    private int readsWaiting;
    private int writesQueued;
    private long head;
    private long tail;

    /** The access at the head of the queue is on the bus. */
    private boolean onBus;
    private PciFunction target;
    private int targetBar;
    private int targetOffset;
    private long accesses;

    /**
     * @param cpu   whose driver code uses it.
     * @param bus   to which it leads.
     * @param slots devices by slot number, null where there is none; configuration accesses go by it.
     */
    public HostBridge(final HostCpu cpu, final PciBus bus, final PciFunction[] slots)
    {
        this.cpu = cpu;
        this.slots = slots;
        for (int i = 0; i < MAX_NESTING; i++)
        {
            readDone[i] = new Completion();
        }
        bus.attach(this);
    }

    /**
     * @param busAddress memory address, a multiple of 4.
     * @return the word.
     */
    public int read32(final long busAddress)
    {
        return read(PciBus.MEMORY_READ, busAddress, 4);
    }

    /**
     * @param busAddress memory address, a multiple of 2.
     * @return the half word, 0 to 0xFFFF.
     */
    public int read16(final long busAddress)
    {
        return read(PciBus.MEMORY_READ, busAddress, 2);
    }

    /**
     * @param busAddress memory address.
     * @return the byte, 0 to 0xFF.
     */
    public int read8(final long busAddress)
    {
        return read(PciBus.MEMORY_READ, busAddress, 1);
    }

    /**
     * @param busAddress memory address, a multiple of 4.
     * @param value      the word.
     */
    public void write32(final long busAddress, final int value)
    {
        write(PciBus.MEMORY_WRITE, busAddress, 4, value);
    }

    /**
     * @param busAddress memory address, a multiple of 2.
     * @param value      the half word.
     */
    public void write16(final long busAddress, final int value)
    {
        write(PciBus.MEMORY_WRITE, busAddress, 2, value);
    }

    /**
     * @param busAddress memory address.
     * @param value      the byte.
     */
    public void write8(final long busAddress, final int value)
    {
        write(PciBus.MEMORY_WRITE, busAddress, 1, value);
    }

    /**
     * @param port      I/O address, a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @return the value.
     */
    public int ioRead(final long port, final int sizeBytes)
    {
        return read(PciBus.IO_READ, port, sizeBytes);
    }

    /**
     * @param port      I/O address, a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @param value     to write.
     */
    public void ioWrite(final long port, final int sizeBytes, final int value)
    {
        write(PciBus.IO_WRITE, port, sizeBytes, value);
    }

    /**
     * @param slot      of the device.
     * @param offset    in its configuration space, a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @return the value, all ones if the slot is empty.
     */
    public int configRead(final int slot, final int offset, final int sizeBytes)
    {
        return read(PciBus.CONFIG_READ, configAddress(slot, offset), sizeBytes);
    }

    /**
     * @param slot      of the device.
     * @param offset    in its configuration space, a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @param value     to write.
     */
    public void configWrite(final int slot, final int offset, final int sizeBytes, final int value)
    {
        write(PciBus.CONFIG_WRITE, configAddress(slot, offset), sizeBytes, value);
    }

    /**
     * Reads behind a base address register, wherever it is mapped: for a guest whose own bus has decoded the address.
     *
     * @param slot   of the device, which has that register.
     * @param bar    0 to 5.
     * @param offset in it, a multiple of 4.
     * @param lanes  mask of the byte lanes to read: 1 to 4 neighbours.
     * @return the word; lanes that were not asked for are 0.
     */
    public int barRead(final int slot, final int bar, final int offset, final int lanes)
    {
        final boolean io = slots[slot].config().barIsIo(bar);
        final int shift = Integer.numberOfTrailingZeros(lanes);
        return read(io ? PciBus.IO_READ : PciBus.MEMORY_READ, barAddress(slot, bar, offset, shift), size(lanes),
            straight(slot, bar, offset, shift)) << shift;
    }

    /**
     * Writes behind a base address register, wherever it is mapped.
     *
     * @param slot   of the device, which has that register.
     * @param bar    0 to 5.
     * @param offset in it, a multiple of 4.
     * @param value  the word.
     * @param lanes  mask of the byte lanes to write: 1 to 4 neighbours.
     */
    public void barWrite(final int slot, final int bar, final int offset, final int value, final int lanes)
    {
        final boolean io = slots[slot].config().barIsIo(bar);
        final int shift = Integer.numberOfTrailingZeros(lanes);
        write(io ? PciBus.IO_WRITE : PciBus.MEMORY_WRITE, barAddress(slot, bar, offset, shift), size(lanes),
            (value & lanes) >>> shift, straight(slot, bar, offset, shift));
    }

    private long barAddress(final int slot, final int bar, final int offset, final int shift)
    {
        return slots[slot].config().barBase(bar) + offset + (shift >> 3);
    }

    private static int size(final int lanes)
    {
        return Integer.bitCount(lanes) >> 3;
    }

    private static long straight(final int slot, final int bar, final int offset, final int shift)
    {
        return (long)slot << 40 | (long)bar << 32 | offset + (shift >> 3);
    }

    /**
     * @return true while an access is on its way.
     */
    public boolean isBusy()
    {
        return head != tail;
    }

    /**
     * @return accesses that the CPU has made.
     */
    public long accessCount()
    {
        return accesses;
    }

    private static long configAddress(final int slot, final int offset)
    {
        return (long)slot << 11 | offset;
    }

    private int read(final int readCommand, final long busAddress, final int sizeBytes)
    {
        requireAligned(busAddress, sizeBytes);
        return read(readCommand, busAddress, sizeBytes, DECODE);
    }

    private int read(final int readCommand, final long busAddress, final int sizeBytes, final long straight)
    {
        final int nesting = readsWaiting++;
        final Completion done = readDone[nesting];
        done.reset();
        queue(readCommand, busAddress, sizeBytes, 0, straight, done, nesting);
        cpu.await(done);
        readsWaiting--;
        return readValue[nesting];
    }

    private void write(final int writeCommand, final long busAddress, final int sizeBytes, final int value)
    {
        requireAligned(busAddress, sizeBytes);
        write(writeCommand, busAddress, sizeBytes, value, DECODE);
    }

    private void write(
        final int writeCommand, final long busAddress, final int sizeBytes, final int value, final long straight)
    {
        while (writesQueued >= POSTED_WRITES)
        {
            room.reset();
            cpu.await(room);
        }
        writesQueued++;
        queue(writeCommand, busAddress, sizeBytes, value, straight, null, 0);
    }

    private static void requireAligned(final long busAddress, final int sizeBytes)
    {
        if ((busAddress & sizeBytes - 1) != 0)
        {
            throw new IllegalArgumentException(
                "address 0x" + Long.toHexString(busAddress) + " is not a multiple of " + sizeBytes);
        }
    }

    private void queue(
        final int busCommand,
        final long busAddress,
        final int sizeBytes,
        final int value,
        final long straight,
        final Completion done,
        final int nesting)
    {
        if (!cpu.inDriverCode())
        {
            throw new IllegalStateException(cpu.name() + ": only driver code can reach a device");
        }
        accesses++;
        final int i = (int)tail++ & MASK;
        command[i] = busCommand;
        address[i] = busAddress;
        size[i] = sizeBytes;
        data[i] = value;
        straightTo[i] = straight;
        reply[i] = done;
        replyTo[i] = nesting;
        bus.request(this);
    }

    @Override
    void granted(final BusCycle cycle)
    {
        final int i = (int)head & MASK;
        onBus = true;
        cycle.command = command[i];
        cycle.address = address[i];
        cycle.lengthBytes = size[i];
        if (straightTo[i] == DECODE)
        {
            decode(command[i], address[i]);
        }
        else
        {
            target = slots[(int)(straightTo[i] >>> 40)];
            targetBar = (int)(straightTo[i] >>> 32) & 0xFF;
            targetOffset = (int)straightTo[i];
        }
        cycle.target = target;
        cycle.claimed = target != null;
    }

    private void decode(final int busCommand, final long busAddress)
    {
        target = null;
        if (busCommand == PciBus.CONFIG_READ || busCommand == PciBus.CONFIG_WRITE)
        {
            final int slot = (int)(busAddress >>> 11);
            target = slot < slots.length ? slots[slot] : null;
            targetOffset = (int)busAddress & ConfigSpace.LENGTH - 1;
            return;
        }
        final boolean io = busCommand == PciBus.IO_READ || busCommand == PciBus.IO_WRITE;
        for (final PciFunction function : slots)
        {
            final int bar = function == null ? -1 : function.config().barAt(io, busAddress);
            if (bar >= 0)
            {
                target = function;
                targetBar = bar;
                targetOffset = (int)(busAddress - function.config().decodedBase(bar));
                return;
            }
        }
    }

    @Override
    void transfer(final long nowPs, final BusCycle cycle)
    {
        final int i = (int)head & MASK;
        int value = data[i];
        if (target == null)
        {
            value = -1 >>> 32 - 8 * size[i];
        }
        else if (cycle.command == PciBus.CONFIG_READ)
        {
            value = target.config().read(targetOffset, size[i]);
        }
        else if (cycle.command == PciBus.CONFIG_WRITE)
        {
            target.config().write(targetOffset, size[i], value);
        }
        else if (!target.barReady(targetBar, targetOffset & ~3, !cycle.isRead()))
        {
            cycle.retried = true;
            value = 0;
        }
        else
        {
            final int shift = 8 * (targetOffset & 3);
            final int lanes = (size[i] == 4 ? -1 : (1 << 8 * size[i]) - 1) << shift;
            if (cycle.isRead())
            {
                value = (target.barRead(targetBar, targetOffset & ~3, lanes) & lanes) >>> shift;
            }
            else
            {
                target.barWrite(targetBar, targetOffset & ~3, value << shift, lanes);
            }
        }
        data[i] = cycle.isRead() ? value : data[i];
        traced.putInt(0, value, ByteOrder.LITTLE_ENDIAN);
        cycle.data = traced;
        cycle.dataOffset = 0;
    }

    @Override
    void finish(final long nowPs, final BusCycle cycle)
    {
        onBus = false;
        if (cycle.retried)
        {
            return;
        }
        final int i = (int)head++ & MASK;
        if (reply[i] != null)
        {
            readValue[replyTo[i]] = data[i];
            reply[i].complete();
        }
        else
        {
            writesQueued--;
            room.complete();
        }
    }

    @Override
    boolean wantsBus()
    {
        return head + (onBus ? 1 : 0) < tail;
    }

    @Override
    int latencyTimer()
    {
        return NO_LATENCY_TIMER;
    }
}
