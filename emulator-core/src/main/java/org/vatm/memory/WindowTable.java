package org.vatm.memory;

import java.util.Arrays;

/** Bus windows, sorted by bus address. A window's owner is held so that its memory stays alive while it is mapped. */
final class WindowTable
{
    private long[] busAddresses = new long[16];
    private long[] nativeAddresses = new long[16];
    private int[] lengths = new int[16];
    private Object[] owners = new Object[16];
    private int count;

    int count()
    {
        return count;
    }

    /** Native address of {@code lengthBytes} bytes that lie in one window, or 0. */
    long translate(final long busAddress, final int lengthBytes)
    {
        final int i = atOrBelow(busAddress);
        if (i < 0)
        {
            return 0;
        }
        final long offset = busAddress - busAddresses[i];
        return offset <= (long)lengths[i] - lengthBytes && lengthBytes >= 0 ? nativeAddresses[i] + offset : 0;
    }

    void add(final long busAddress, final long nativeAddress, final int lengthBytes, final Object owner)
    {
        if (count == lengths.length)
        {
            busAddresses = Arrays.copyOf(busAddresses, count * 2);
            nativeAddresses = Arrays.copyOf(nativeAddresses, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            owners = Arrays.copyOf(owners, count * 2);
        }
        final int i = atOrBelow(busAddress) + 1;
        final int moved = count - i;
        System.arraycopy(busAddresses, i, busAddresses, i + 1, moved);
        System.arraycopy(nativeAddresses, i, nativeAddresses, i + 1, moved);
        System.arraycopy(lengths, i, lengths, i + 1, moved);
        System.arraycopy(owners, i, owners, i + 1, moved);
        busAddresses[i] = busAddress;
        nativeAddresses[i] = nativeAddress;
        lengths[i] = lengthBytes;
        owners[i] = owner;
        count++;
    }

    /** Index of the window that begins at {@code busAddress}, or -1. */
    int indexOf(final long busAddress)
    {
        final int i = atOrBelow(busAddress);
        return i >= 0 && busAddresses[i] == busAddress ? i : -1;
    }

    int lengthBytes(final int i)
    {
        return lengths[i];
    }

    /** Removes a window and gives its owner back. */
    Object remove(final int i)
    {
        final Object owner = owners[i];
        count--;
        final int moved = count - i;
        System.arraycopy(busAddresses, i + 1, busAddresses, i, moved);
        System.arraycopy(nativeAddresses, i + 1, nativeAddresses, i, moved);
        System.arraycopy(lengths, i + 1, lengths, i, moved);
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
