package org.vatm.memory;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Netty allocator whose direct buffers are slices of a host's RAM: {@link HostMemory#busAddress(ByteBuf, int)} says where.
 * Buffers are aligned to 64 bytes, go back to RAM with their last reference, and are direct unless a heap buffer is asked for
 * by name. Buffer objects are used again, as in Netty's own pools, so a steady flow of packets allocates nothing.
 */
public final class HostBufferAllocator extends AbstractByteBufAllocator
{
    static final int BLOCK_BYTES = 64;
    private static final int DEFAULT_CAPACITY = 256;
    private static final int MAX_SPARES = 4096;

    private final HostMemory memory;
    private final HostByteBuf[] spares = new HostByteBuf[MAX_SPARES];
    private int spareCount;
    private int liveCount;

    HostBufferAllocator(final HostMemory memory)
    {
        super(true);
        this.memory = memory;
    }

    public HostMemory memory()
    {
        return memory;
    }

    /** Direct buffers handed out and not yet released: 0 when nothing leaks. */
    public int liveBuffers()
    {
        return liveCount;
    }

    @Override
    public ByteBuf buffer()
    {
        return directBuffer(DEFAULT_CAPACITY);
    }

    @Override
    public ByteBuf buffer(final int initialCapacity)
    {
        return directBuffer(initialCapacity);
    }

    @Override
    public ByteBuf buffer(final int initialCapacity, final int maxCapacity)
    {
        return directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBuf ioBuffer()
    {
        return directBuffer(DEFAULT_CAPACITY);
    }

    @Override
    public ByteBuf ioBuffer(final int initialCapacity)
    {
        return directBuffer(initialCapacity);
    }

    @Override
    public ByteBuf ioBuffer(final int initialCapacity, final int maxCapacity)
    {
        return directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public CompositeByteBuf compositeBuffer()
    {
        return compositeDirectBuffer();
    }

    @Override
    public CompositeByteBuf compositeBuffer(final int maxNumComponents)
    {
        return compositeDirectBuffer(maxNumComponents);
    }

    @Override
    public boolean isDirectBufferPooled()
    {
        return true;
    }

    @Override
    public String toString()
    {
        return "HostBufferAllocator(" + liveCount + " buffers, " + memory.usedBytes() + " bytes of RAM used)";
    }

    @Override
    protected ByteBuf newHeapBuffer(final int initialCapacity, final int maxCapacity)
    {
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(final int initialCapacity, final int maxCapacity)
    {
        final long busAddress = take(initialCapacity);
        final HostByteBuf buf = spareCount > 0 ? spares[--spareCount] : new HostByteBuf(this);
        buf.use(busAddress, initialCapacity, maxCapacity);
        liveCount++;
        return buf;
    }

    /** Room for at least one byte, so that every buffer has an address of its own. */
    long take(final int capacityBytes)
    {
        final long busAddress = memory.allocate(Math.max(capacityBytes, 1), BLOCK_BYTES);
        if (busAddress < 0)
        {
            throw new OutOfHostMemoryError("no room in RAM for a buffer of " + capacityBytes + " bytes: " +
                memory.freeBytes() + " bytes free, the largest block " + memory.largestFreeBytes());
        }
        return busAddress;
    }

    void give(final long busAddress, final int capacityBytes)
    {
        memory.free(busAddress, Math.max(capacityBytes, 1));
    }

    void retire(final HostByteBuf buf)
    {
        liveCount--;
        if (spareCount < MAX_SPARES)
        {
            spares[spareCount++] = buf;
        }
    }
}
