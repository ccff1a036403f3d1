package org.vatm.pci;

/**
 * The 256 bytes of configuration space of a PCI function (PCI 2.1, chapter 6): read-only, read/write and write-1-to-clear bits, base
 * address registers that can be sized.
 */
public final class ConfigSpace
{
    public static final int VENDOR_ID = 0x00;
    public static final int DEVICE_ID = 0x02;
    public static final int COMMAND = 0x04;
    public static final int STATUS = 0x06;
    public static final int REVISION_ID = 0x08;
    public static final int CLASS_CODE = 0x09;
    public static final int CACHE_LINE_SIZE = 0x0C;
    public static final int LATENCY_TIMER = 0x0D;
    public static final int BAR0 = 0x10;
    public static final int SUBSYSTEM_VENDOR_ID = 0x2C;
    public static final int SUBSYSTEM_ID = 0x2E;
    public static final int INTERRUPT_LINE = 0x3C;
    public static final int INTERRUPT_PIN = 0x3D;
    public static final int MIN_GNT = 0x3E;
    public static final int MAX_LAT = 0x3F;

    public static final int COMMAND_IO = 0x1;
    public static final int COMMAND_MEMORY = 0x2;
    public static final int COMMAND_MASTER = 0x4;
    public static final int STATUS_RECEIVED_TARGET_ABORT = 0x1000;
    public static final int STATUS_RECEIVED_MASTER_ABORT = 0x2000;

    /** Length of the space in bytes. */
    public static final int LENGTH = 256;
    /** Base address registers of a function. */
    public static final int BARS = 6;

    private static final int COMMAND_WRITABLE = 0x0147;
    private static final int STATUS_WRITE_ONE_CLEARS = 0xF900;
    private static final int STATUS_DEVSEL_MEDIUM = 0x0200;
    private static final int BAR_IO = 1;
    private static final long NOWHERE = Long.MAX_VALUE;

    private final byte[] value = new byte[LENGTH];
    private final byte[] writable = new byte[LENGTH];
    private final byte[] writeOneClears = new byte[LENGTH];
    private final byte[] resetValue = new byte[LENGTH];
    private final int[] barSize = new int[BARS];
    private final boolean[] barIo = new boolean[BARS];
    /** Where each register decodes, {@link #NOWHERE} if it does not. */
    private final long[] decodedBase = new long[BARS];
    private Runnable listener = () -> { };
    private Runnable commandListener = () -> { };

    /**
     * A type 0 header without base addresses.
     *
     * @param vendorId  16 bits.
     * @param deviceId  16 bits.
     * @param revision  8 bits.
     * @param classCode 24 bits: class, subclass, interface.
     */
    public ConfigSpace(final int vendorId, final int deviceId, final int revision, final int classCode)
    {
        define(VENDOR_ID, 2, vendorId, 0);
        define(DEVICE_ID, 2, deviceId, 0);
        define(COMMAND, 2, 0, COMMAND_WRITABLE);
        define(STATUS, 2, STATUS_DEVSEL_MEDIUM, 0);
        put(writeOneClears, STATUS, 2, STATUS_WRITE_ONE_CLEARS);
        define(REVISION_ID, 1, revision, 0);
        define(CLASS_CODE, 3, classCode, 0);
        define(CACHE_LINE_SIZE, 1, 0, 0xFF);
        define(LATENCY_TIMER, 1, 0, 0xFF);
        define(INTERRUPT_LINE, 1, 0, 0xFF);
    }

    /**
     * Defines a field.
     *
     * @param offset     byte offset.
     * @param sizeBytes  1 to 4.
     * @param reset      value after reset.
     * @param writeable  mask of the bits that software may change.
     * @return this.
     */
    public ConfigSpace define(final int offset, final int sizeBytes, final int reset, final int writeable)
    {
        put(value, offset, sizeBytes, reset);
        put(resetValue, offset, sizeBytes, reset);
        put(writable, offset, sizeBytes, writeable);
        decode();
        return this;
    }

    /**
     * Defines a 32-bit base address register.
     *
     * @param bar       0 to 5.
     * @param sizeBytes a power of two; at least 4 (I/O) or 16 (memory).
     * @param io        I/O space, else memory that must not be prefetched.
     * @return this.
     */
    public ConfigSpace defineBar(final int bar, final int sizeBytes, final boolean io)
    {
        if (Integer.bitCount(sizeBytes) != 1 || sizeBytes < (io ? 4 : 16))
        {
            throw new IllegalArgumentException("BAR" + bar + " size=" + sizeBytes + ", must be a power of two");
        }
        barSize[bar] = sizeBytes;
        barIo[bar] = io;
        return define(BAR0 + 4 * bar, 4, io ? BAR_IO : 0, -sizeBytes);
    }

    /**
     * @param offset    byte offset.
     * @param sizeBytes 1, 2 or 4.
     * @return the value, little-endian; bytes beyond the end read 0.
     */
    public int read(final int offset, final int sizeBytes)
    {
        int result = 0;
        for (int i = 0; i < sizeBytes && offset + i < LENGTH; i++)
        {
            result |= (value[offset + i] & 0xFF) << 8 * i;
        }
        return result;
    }

    /**
     * A write by software: changes what software may change.
     *
     * @param offset    byte offset.
     * @param sizeBytes 1, 2 or 4.
     * @param data      the value, little-endian.
     */
    public void write(final int offset, final int sizeBytes, final int data)
    {
        for (int i = 0; i < sizeBytes && offset + i < LENGTH; i++)
        {
            final int at = offset + i;
            final int octet = data >>> 8 * i;
            value[at] = (byte)((value[at] & ~writable[at] | octet & writable[at]) & ~(octet & writeOneClears[at]));
        }
        changed();
    }

    /**
     * RST#: every field as defined.
     */
    public void reset()
    {
        System.arraycopy(resetValue, 0, value, 0, LENGTH);
        changed();
    }

    private void changed()
    {
        decode();
        commandListener.run();
        listener.run();
    }

    private void decode()
    {
        for (int bar = 0; bar < BARS; bar++)
        {
            decodedBase[bar] = barDecodes(bar) ? barBase(bar) : NOWHERE;
        }
    }

    /**
     * Which base address register a bus address belongs to.
     *
     * @param io         true for I/O space.
     * @param busAddress in it.
     * @return 0 to 5, -1 if the function does not answer there.
     */
    int barAt(final boolean io, final long busAddress)
    {
        for (int bar = 0; bar < BARS; bar++)
        {
            final long offset = busAddress - decodedBase[bar];
            if (offset >= 0 && offset < barSize[bar] && barIo[bar] == io)
            {
                return bar;
            }
        }
        return -1;
    }

    /** Bus address of a register that {@link #barAt} has found. */
    long decodedBase(final int bar)
    {
        return decodedBase[bar];
    }

    /** Who is told, before all others, when the command register may have changed. */
    void onCommand(final Runnable action)
    {
        commandListener = action;
    }

    /**
     * The device sets status bits.
     *
     * @param bits of {@link #STATUS}.
     */
    public void setStatus(final int bits)
    {
        put(value, STATUS, 2, read(STATUS, 2) | bits);
    }

    /**
     * @return the command register.
     */
    public int command()
    {
        return read(COMMAND, 2);
    }

    /**
     * @return true if the function may master the bus.
     */
    public boolean isBusMaster()
    {
        return (value[COMMAND] & COMMAND_MASTER) != 0;
    }

    /**
     * @return clocks that a burst may last after its grant has gone.
     */
    public int latencyTimer()
    {
        return value[LATENCY_TIMER] & 0xFF;
    }

    /**
     * @param bar 0 to 5.
     * @return its size in bytes, 0 if the function has no such register.
     */
    public int barSize(final int bar)
    {
        return barSize[bar];
    }

    /**
     * @param bar 0 to 5.
     * @return true if it is in I/O space.
     */
    public boolean barIsIo(final int bar)
    {
        return barIo[bar];
    }

    /**
     * @param bar 0 to 5.
     * @return its bus address.
     */
    public long barBase(final int bar)
    {
        return read(BAR0 + 4 * bar, 4) & -barSize[bar] & 0xFFFF_FFFFL;
    }

    /**
     * @param bar 0 to 5.
     * @return true if the function answers there: it exists, its space is enabled, and it was given an address.
     */
    public boolean barDecodes(final int bar)
    {
        return barSize[bar] != 0 && (command() & (barIo[bar] ? COMMAND_IO : COMMAND_MEMORY)) != 0 && barBase(bar) != 0;
    }

    void onChange(final Runnable action)
    {
        listener = action;
    }

    private static void put(final byte[] to, final int offset, final int sizeBytes, final int data)
    {
        for (int i = 0; i < sizeBytes; i++)
        {
            to[offset + i] = (byte)(data >>> 8 * i);
        }
    }
}
