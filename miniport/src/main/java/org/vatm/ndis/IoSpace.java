package org.vatm.ndis;

import java.util.Arrays;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.HostBridge;
import org.vatm.pci.PciFunction;

/** Device memory that drivers have mapped. A register's virtual address is its bus address plus a constant. */
final class IoSpace
{
    private static final long BASE = 0x1_0000_0000_0000L; // beyond any bus address, so that the two cannot be confused

    private final Ndis ndis;
    private final HostBridge bridge;
    private long[] starts = new long[4];
    private int[] lengths = new int[4];
    private NdisAdapter[] owners = new NdisAdapter[4];
    private int count;

    IoSpace(final Ndis ndis, final HostBridge bridge)
    {
        this.ndis = ndis;
        this.bridge = bridge;
    }

    /** The virtual address, or 0 if the range is not in one of the device's memory BARs. */
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
        starts[count] = BASE + physicalAddress;
        lengths[count] = length;
        owners[count++] = adapter;
        return BASE + physicalAddress;
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
        return bridge.read32(busAddress(register, 4));
    }

    int read16(final long register)
    {
        return bridge.read16(busAddress(register, 2));
    }

    int read8(final long register)
    {
        return bridge.read8(busAddress(register, 1));
    }

    void write32(final long register, final int data)
    {
        bridge.write32(busAddress(register, 4), data);
    }

    void write16(final long register, final int data)
    {
        bridge.write16(busAddress(register, 2), data);
    }

    void write8(final long register, final int data)
    {
        bridge.write8(busAddress(register, 1), data);
    }

    private long busAddress(final long register, final int size)
    {
        for (int i = 0; i < count; i++)
        {
            final long offset = register - starts[i];
            if (offset >= 0 && offset <= lengths[i] - size)
            {
                return register - BASE;
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

    private static boolean isWithinBar(final ConfigSpace config, final long address, final int length)
    {
        for (int bar = 0; bar < ConfigSpace.BARS; bar++)
        {
            final long offset = address - config.barBase(bar);
            final int size = config.barIsIo(bar) ? 0 : config.barSize(bar);
            if (size != 0 && offset >= 0 && offset <= size - length)
            {
                return true;
            }
        }
        return false;
    }
}
