package org.vatm.ndis;

import io.netty.buffer.ByteBuf;
import java.util.function.BooleanSupplier;

/** NdisAllocateBufferPool: buffer descriptors, all allocated when the pool is. */
public final class NdisBufferPool
{
    private final int numberOfDescriptors;
    private NdisBuffer free;
    private int used;
    BooleanSupplier refusal; // asked before every allocation; null in an ordinary system

    NdisBufferPool(final int numberOfDescriptors)
    {
        if (numberOfDescriptors < 1)
        {
            throw new IllegalArgumentException("numberOfDescriptors=" + numberOfDescriptors + ", must be 1 or more");
        }
        this.numberOfDescriptors = numberOfDescriptors;
        for (int i = 0; i < numberOfDescriptors; i++)
        {
            final NdisBuffer buffer = new NdisBuffer(this);
            buffer.next = free;
            free = buffer;
        }
    }

    /**
     * NdisAllocateBuffer: a descriptor of {@code length} bytes of {@code data} from absolute index {@code offset} on.
     *
     * @return null (FAILURE) when the pool is empty.
     * @throws IndexOutOfBoundsException if the range is not in the buffer.
     */
    public NdisBuffer allocateBuffer(final ByteBuf data, final int offset, final int length)
    {
        if (offset < 0 || length < 0 || offset > data.capacity() - length)
        {
            throw new IndexOutOfBoundsException(
                "offset=" + offset + ", length=" + length + ", capacity=" + data.capacity());
        }
        final NdisBuffer buffer = refusal == null || !refusal.getAsBoolean() ? free : null;
        if (buffer != null)
        {
            free = buffer.next;
            buffer.next = null;
            buffer.isFree = false;
            buffer.describe(data, offset, length);
            used++;
        }
        return buffer;
    }

    /**
     * NdisFreeBuffer.
     *
     * @throws IllegalStateException if it is not of this pool, free already or still chained.
     */
    public void freeBuffer(final NdisBuffer buffer)
    {
        if (buffer.pool != this || buffer.isFree || buffer.packet != null)
        {
            throw new IllegalStateException(
                buffer.pool != this ? "buffer of another pool" :
                buffer.isFree ? "buffer freed twice" : "buffer in a chain");
        }
        buffer.isFree = true;
        buffer.describe(null, 0, 0);
        buffer.next = free;
        free = buffer;
        used--;
    }

    public int numberOfDescriptors()
    {
        return numberOfDescriptors;
    }

    /** Descriptors out now; 0 before the pool may be freed. */
    public int usage()
    {
        return used;
    }
}
