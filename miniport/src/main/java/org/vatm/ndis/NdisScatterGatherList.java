package org.vatm.ndis;

import java.util.Arrays;

/**
 * {@code SCATTER_GATHER_LIST}: where the device finds the bytes of a packet, in order. Part of every
 * {@link NdisPacket}; valid from MiniportCoSendPackets to NdisMCoSendComplete.
 */
public final class NdisScatterGatherList
{
    private static final int USUAL_ELEMENTS = 8;

    private long[] addresses = new long[USUAL_ELEMENTS];
    private int[] lengths = new int[USUAL_ELEMENTS];
    private int numberOfElements;

    public int numberOfElements()
    {
        return numberOfElements;
    }

    /** Bus address of element i. */
    public long address(final int i)
    {
        return addresses[i];
    }

    /** Bytes of element i, never 0. */
    public int length(final int i)
    {
        return lengths[i];
    }

    void add(final long busAddress, final int lengthBytes)
    {
        if (numberOfElements == lengths.length)
        {
            addresses = Arrays.copyOf(addresses, numberOfElements * 2);
            lengths = Arrays.copyOf(lengths, numberOfElements * 2);
        }
        addresses[numberOfElements] = busAddress;
        lengths[numberOfElements++] = lengthBytes;
    }

    void clear()
    {
        numberOfElements = 0;
    }
}
