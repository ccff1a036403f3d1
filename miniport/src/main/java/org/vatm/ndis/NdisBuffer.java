package org.vatm.ndis;

import io.netty.buffer.ByteBuf;

/**
 * {@code NDIS_BUFFER}: describes a range of a Netty buffer, as one link of a packet's chain. It neither retains nor
 * releases the Netty buffer: that is the business of whoever allocated the descriptor from its {@link NdisBufferPool}.
 */
public final class NdisBuffer
{
    final NdisBufferPool pool;
    NdisBuffer next; // in a packet's chain, or in the pool's free list
    NdisPacket packet; // whose chain it is in
    boolean isFree = true;
    int mappings; // map registers that it has

    private ByteBuf data;
    private int offset;
    private int length;
    private int capacity;

    NdisBuffer(final NdisBufferPool pool)
    {
        this.pool = pool;
    }

    void describe(final ByteBuf buf, final int startOffset, final int lengthBytes)
    {
        data = buf;
        offset = startOffset;
        length = lengthBytes;
        capacity = lengthBytes;
    }

    /** NdisQueryBuffer, VirtualAddress: the Netty buffer; the range begins at absolute index {@link #offset()}. */
    public ByteBuf data()
    {
        return data;
    }

    /** Absolute index of the first byte in {@link #data()}. */
    public int offset()
    {
        return offset;
    }

    /** NdisQueryBuffer, Length in bytes. */
    public int length()
    {
        return length;
    }

    /** NdisGetNextBuffer: the next of the chain, or null. */
    public NdisBuffer next()
    {
        return next;
    }

    /**
     * NdisAdjustBufferLength: shrinks the range, or restores it up to what was allocated.
     *
     * @throws IllegalArgumentException outside 0 to the allocated length.
     */
    public void adjustLength(final int lengthBytes)
    {
        if (lengthBytes < 0 || lengthBytes > capacity)
        {
            throw new IllegalArgumentException("length=" + lengthBytes + ", must be 0 to " + capacity);
        }
        length = lengthBytes;
        if (packet != null)
        {
            packet.invalidateCounts();
        }
    }
}
