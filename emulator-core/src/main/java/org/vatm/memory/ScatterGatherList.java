package org.vatm.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bus addresses of a buffer, for a device to transfer. What lies in RAM is used where it is; a foreign direct piece gets
 * a bus window; a piece on the Java heap is copied through RAM, which {@link HostMemory#bounceCopies()} counts. Used again
 * and again: nothing is allocated for buffers in RAM.
 */
public final class ScatterGatherList
{
    /** Which way the device transfers. */
    public enum Direction
    {
        /** The device reads: transmit. */
        TO_DEVICE,

        /** The device writes: receive. Copied pieces are copied back by {@link #unmap()}. */
        FROM_DEVICE
    }

    private static final byte IN_RAM = 0;
    private static final byte WINDOW = 1;
    private static final byte BOUNCED = 2;

    private final HostMemory memory;
    private final UnsafeBuffer heap = new UnsafeBuffer(0, 0);
    private long[] busAddresses = new long[8];
    private int[] lengths = new int[8];
    private byte[] kinds = new byte[8];
    private int count;
    private ByteBuf buffer;
    private int bufferIndex;
    private Direction direction;

    public ScatterGatherList(final HostMemory memory)
    {
        this.memory = memory;
    }

    /** Number of pieces. */
    public int count()
    {
        return count;
    }

    public long busAddress(final int i)
    {
        return busAddresses[checked(i)];
    }

    public int lengthBytes(final int i)
    {
        return lengths[checked(i)];
    }

    public boolean isMapped()
    {
        return buffer != null;
    }

    /** Maps the readable bytes for transmission. */
    public void map(final ByteBuf buf)
    {
        map(buf, buf.readerIndex(), buf.readableBytes(), Direction.TO_DEVICE);
    }

    /**
     * Maps a part of a buffer; nothing stays mapped when it fails. The caller keeps its reference until {@link #unmap()}.
     *
     * @throws OutOfHostMemoryError when RAM or bus windows run out.
     */
    public void map(final ByteBuf buf, final int index, final int lengthBytes, final Direction way)
    {
        if (buffer != null)
        {
            throw new IllegalStateException("scatter-gather list is mapped already");
        }
        if (index < 0 || lengthBytes < 0 || index > buf.capacity() - lengthBytes)
        {
            throw new IndexOutOfBoundsException(
                "index=" + index + " lengthBytes=" + lengthBytes + " capacity=" + buf.capacity());
        }
        buffer = buf;
        bufferIndex = index;
        direction = way;
        boolean done = false;
        try
        {
            addBuffer(buf, index, lengthBytes);
            done = true;
        }
        finally
        {
            if (!done)
            {
                direction = Direction.TO_DEVICE;
                unmap();
            }
        }
    }

    /** Takes back what a device wrote into copied pieces, and gives up windows and copies. */
    public void unmap()
    {
        if (buffer == null)
        {
            throw new IllegalStateException("scatter-gather list is not mapped");
        }
        int index = bufferIndex;
        for (int i = 0; i < count; i++)
        {
            if (kinds[i] == WINDOW)
            {
                memory.unmap(busAddresses[i]);
            }
            else if (kinds[i] == BOUNCED)
            {
                if (direction == Direction.FROM_DEVICE)
                {
                    buffer.setBytes(index, memory.byteBuffer(busAddresses[i], lengths[i]));
                    memory.countBounceCopy();
                }
                memory.free(busAddresses[i], lengths[i]);
            }
            index += lengths[i];
        }
        count = 0;
        buffer = null;
    }

    private void addBuffer(final ByteBuf buf, final int index, final int lengthBytes)
    {
        if (lengthBytes == 0)
        {
            return;
        }
        if (buf.hasMemoryAddress())
        {
            addDirect(buf, index, lengthBytes);
        }
        else if (buf.hasArray())
        {
            heap.wrap(buf.array(), buf.arrayOffset() + index, lengthBytes);
            addHeap(lengthBytes);
        }
        else if (buf instanceof CompositeByteBuf composite)
        {
            addComponents(composite, index, lengthBytes);
        }
        else
        {
            for (final ByteBuffer nio : buf.nioBuffers(index, lengthBytes))
            {
                addNio(nio);
            }
        }
    }

    private void addDirect(final ByteBuf buf, final int index, final int lengthBytes)
    {
        final long busAddress = memory.busAddress(buf, index);
        if (busAddress >= 0)
        {
            add(busAddress, lengthBytes, IN_RAM);
        }
        else
        {
            add(memory.map(buf, index, lengthBytes), lengthBytes, WINDOW);
        }
    }

    private void addComponents(final CompositeByteBuf composite, final int index, final int lengthBytes)
    {
        final int end = index + lengthBytes;
        int next = index;
        for (int c = composite.toComponentIndex(index); next < end; c++)
        {
            final int start = composite.toByteIndex(c);
            final ByteBuf component = composite.internalComponent(c);
            final int length = Math.min(end, start + component.capacity()) - next;
            addBuffer(component, next - start, length);
            next += length;
        }
    }

    private void addNio(final ByteBuffer nio)
    {
        final int lengthBytes = nio.remaining();
        if (lengthBytes == 0)
        {
            return;
        }
        if (nio.isDirect())
        {
            final long busAddress = memory.busAddress(nio);
            add(busAddress >= 0 ? busAddress : memory.map(nio), lengthBytes, busAddress >= 0 ? IN_RAM : WINDOW);
        }
        else
        {
            heap.wrap(nio, nio.position(), lengthBytes);
            addHeap(lengthBytes);
        }
    }

    private void addHeap(final int lengthBytes)
    {
        final long busAddress = memory.allocator().take(lengthBytes);
        add(busAddress, lengthBytes, BOUNCED);
        if (direction == Direction.TO_DEVICE)
        {
            memory.putBytes(busAddress, heap, 0, lengthBytes);
            memory.countBounceCopy();
        }
    }

    private void add(final long busAddress, final int lengthBytes, final byte kind)
    {
        if (count == kinds.length)
        {
            busAddresses = Arrays.copyOf(busAddresses, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        busAddresses[count] = busAddress;
        lengths[count] = lengthBytes;
        kinds[count] = kind;
        count++;
    }

    private int checked(final int i)
    {
        if (i < 0 || i >= count)
        {
            throw new IndexOutOfBoundsException("piece " + i + " of " + count);
        }
        return i;
    }
}
