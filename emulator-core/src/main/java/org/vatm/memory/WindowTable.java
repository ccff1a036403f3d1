package org.vatm.memory;

import java.util.Arrays;

/**
 * Bus windows, sorted by bus address. A window's owner is held so that its memory stays alive while it is mapped; the owner of a
 * window without native address is the {@link RemoteMemory} behind it.
 */
final class WindowTable
{
    private long[] busAddresses = new long[16];
    private long[] nativeAddresses = new long[16];
    private long[] lengths = new long[16];
    private boolean[] writable = new boolean[16];
    private Object[] owners = new Object[16];
    private int count;
    private int remoteCount;

    int count()
    {
        return count;
    }

    /** Native address of {@code lengthBytes} bytes that lie in one window, or 0. */
    long translate(final long busAddress, final int lengthBytes)
    {
        final int i = atOrBelow(busAddress);
        return i < 0 ? 0 : translate(i, busAddress, lengthBytes);
    }

    /** The same for memory that may be written. */
    long translateToWrite(final long busAddress, final int lengthBytes)
    {
        final int i = atOrBelow(busAddress);
        return i < 0 || !writable[i] ? 0 : translate(i, busAddress, lengthBytes);
    }

    private long translate(final int i, final long busAddress, final int lengthBytes)
    {
        final long offset = busAddress - busAddresses[i];
        return offset <= lengths[i] - lengthBytes && lengthBytes >= 0 && nativeAddresses[i] != 0 ?
            nativeAddresses[i] + offset : 0;
    }

    /** Bytes from {@code busAddress} to the end of its window, 0 where there is none or it must not be written. */
    long roomAt(final long busAddress, final boolean write)
    {
        final int i = atOrBelow(busAddress);
        return i < 0 || write && !writable[i] ? 0 : Math.max(0, lengths[i] - (busAddress - busAddresses[i]));
    }

    /** The memory elsewhere that a bus address belongs to, null if it belongs to none. */
    RemoteMemory remoteAt(final long busAddress)
    {
        if (remoteCount == 0)
        {
            return null;
        }
        final int i = atOrBelow(busAddress);
        return i >= 0 && nativeAddresses[i] == 0 && busAddress - busAddresses[i] < lengths[i] ?
            (RemoteMemory)owners[i] : null;
    }

    /** Tells the owner of the window at a bus address that it is gone. */
    void revoked(final long busAddress)
    {
        final int i = atOrBelow(busAddress);
        if (i >= 0 && owners[i] instanceof RevocableMemory owner)
        {
            owner.revoked(busAddress);
        }
    }

    /** True if no window has a byte of the range. */
    boolean isFree(final long busAddress, final long lengthBytes)
    {
        final int i = atOrBelow(busAddress + lengthBytes - 1);
        return i < 0 || busAddresses[i] + lengths[i] <= busAddress;
    }

    void add(
        final long busAddress,
        final long nativeAddress,
        final long lengthBytes,
        final boolean mayWrite,
        final Object owner)
    {
        if (count == lengths.length)
        {
            busAddresses = Arrays.copyOf(busAddresses, count * 2);
            nativeAddresses = Arrays.copyOf(nativeAddresses, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            writable = Arrays.copyOf(writable, count * 2);
            owners = Arrays.copyOf(owners, count * 2);
        }
        final int i = atOrBelow(busAddress) + 1;
        final int moved = count - i;
        System.arraycopy(busAddresses, i, busAddresses, i + 1, moved);
        System.arraycopy(nativeAddresses, i, nativeAddresses, i + 1, moved);
        System.arraycopy(lengths, i, lengths, i + 1, moved);
        System.arraycopy(writable, i, writable, i + 1, moved);
        System.arraycopy(owners, i, owners, i + 1, moved);
        busAddresses[i] = busAddress;
        nativeAddresses[i] = nativeAddress;
        lengths[i] = lengthBytes;
        writable[i] = mayWrite;
        owners[i] = owner;
        count++;
        if (nativeAddress == 0)
        {
            remoteCount++;
        }
    }

    /** Index of the window that begins at {@code busAddress}, or -1. */
    int indexOf(final long busAddress)
    {
        final int i = atOrBelow(busAddress);
        return i >= 0 && busAddresses[i] == busAddress ? i : -1;
    }

    long lengthBytes(final int i)
    {
        return lengths[i];
    }

    /** Removes a window and gives its owner back. */
    Object remove(final int i)
    {
        final Object owner = owners[i];
        if (nativeAddresses[i] == 0)
        {
            remoteCount--;
        }
        count--;
        final int moved = count - i;
        System.arraycopy(busAddresses, i + 1, busAddresses, i, moved);
        System.arraycopy(nativeAddresses, i + 1, nativeAddresses, i, moved);
        System.arraycopy(lengths, i + 1, lengths, i, moved);
        System.arraycopy(writable, i + 1, writable, i, moved);
        System.arraycopy(owners, i + 1, owners, i, moved);
        owners[count] = null;
        return owner;
    }

    private int atOrBelow(final long busAddress)
    {
        int low = 0;
        int high = count;
        while (low < high)
        {
            final int middle = low + high >>> 1;
            if (busAddresses[middle] <= busAddress)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low - 1;
    }
}
