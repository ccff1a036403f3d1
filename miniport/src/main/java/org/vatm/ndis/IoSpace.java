package org.vatm.ndis;

import java.util.Arrays;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.HostBridge;
import org.vatm.pci.PciFunction;

/** Device memory, or I/O ports, that drivers have mapped. The virtual address is the bus address plus a constant. */
final class IoSpace
{
    /** Beyond any bus address, so that the two cannot be confused. */
    private static final long MEMORY_BASE = 0x1_0000_0000_0000L;
    private static final long PORT_BASE = 0x2_0000_0000_0000L;

    private final Ndis ndis;
    private final HostBridge bridge;
    private final boolean isPorts;
    private final long base;
    private long[] starts = new long[4];
    private int[] lengths = new int[4];
    private NdisAdapter[] owners = new NdisAdapter[4];
    private int count;

    IoSpace(final Ndis ndis, final HostBridge bridge, final boolean isPorts)
    {
        this.ndis = ndis;
        this.bridge = bridge;
        this.isPorts = isPorts;
        base = isPorts ? PORT_BASE : MEMORY_BASE;
    }

    /** The virtual address, or 0 if the range is not in one of the device's base address registers of that kind. */
    long map(final NdisAdapter adapter, final PciFunction device, final long physicalAddress, final int length)
    {
        if (length <= 0 || !isWithinBar(device.config(), physicalAddress, length))
        {
            return 0;
        }
        if (count == starts.length)
        {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            owners = Arrays.copyOf(owners, count * 2);
        }
        starts[count] = base + physicalAddress;
        lengths[count] = length;
        owners[count++] = adapter;
        return base + physicalAddress;
    }

    /** False if no such range is mapped. */
    boolean unmap(final NdisAdapter adapter, final long virtualAddress, final int length)
    {
        for (int i = 0; i < count; i++)
        {
            if (owners[i] == adapter && starts[i] == virtualAddress && lengths[i] == length)
            {
                remove(i);
                return true;
            }
        }
        return false;
    }

    /** Unmaps whatever the adapter has left; returns how many ranges. */
    int unmapAll(final NdisAdapter adapter)
    {
        int unmapped = 0;
        for (int i = count - 1; i >= 0; i--)
        {
            if (owners[i] == adapter)
            {
                remove(i);
                unmapped++;
            }
        }
        return unmapped;
    }

    int read32(final long register)
    {
        final long address = busAddress(register, 4);
        return isPorts ? bridge.ioRead(address, 4) : bridge.read32(address);
    }

    int read16(final long register)
    {
        final long address = busAddress(register, 2);
        return isPorts ? bridge.ioRead(address, 2) : bridge.read16(address);
    }

    int read8(final long register)
    {
        final long address = busAddress(register, 1);
        return isPorts ? bridge.ioRead(address, 1) : bridge.read8(address);
    }

    void write32(final long register, final int data)
    {
        final long address = busAddress(register, 4);
        if (isPorts)
        {
            bridge.ioWrite(address, 4, data);
        }
        else
        {
            bridge.write32(address, data);
        }
    }

    void write16(final long register, final int data)
    {
        final long address = busAddress(register, 2);
        if (isPorts)
        {
            bridge.ioWrite(address, 2, data);
        }
        else
        {
            bridge.write16(address, data);
        }
    }

    void write8(final long register, final int data)
    {
        final long address = busAddress(register, 1);
        if (isPorts)
        {
            bridge.ioWrite(address, 1, data);
        }
        else
        {
            bridge.write8(address, data);
        }
    }

    private long busAddress(final long register, final int size)
    {
        for (int i = 0; i < count; i++)
        {
            final long offset = register - starts[i];
            if (offset >= 0 && offset <= lengths[i] - size)
            {
                return register - base;
            }
        }
        throw ndis.bugCheck(NdisBugCheckCode.REGISTER_ACCESS_UNMAPPED, "address 0x" + Long.toHexString(register));
    }

    private void remove(final int i)
    {
        final int moved = --count - i;
        System.arraycopy(starts, i + 1, starts, i, moved);
        System.arraycopy(lengths, i + 1, lengths, i, moved);
        System.arraycopy(owners, i + 1, owners, i, moved);
        owners[count] = null;
    }

    private boolean isWithinBar(final ConfigSpace config, final long address, final int length)
    {
        for (int bar = 0; bar < ConfigSpace.BARS; bar++)
        {
            final long offset = address - config.barBase(bar);
            final int size = config.barIsIo(bar) == isPorts ? config.barSize(bar) : 0;
            if (size != 0 && offset >= 0 && offset <= size - length)
            {
                return true;
            }
        }
        return false;
    }
}
