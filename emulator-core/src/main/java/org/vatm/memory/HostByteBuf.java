package org.vatm.memory;

import io.netty.buffer.AbstractReferenceCountedByteBuf;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * A Netty buffer in a host's RAM. It reads and writes through Agrona, so it is as fast, and has a
 * {@link #memoryAddress()}, on every JDK, whether Netty itself may use {@code Unsafe} or not.
 */
final class HostByteBuf extends AbstractReferenceCountedByteBuf
{
    private final HostBufferAllocator allocator;
    private long busAddress;
    private long address;
    private int capacity;

    HostByteBuf(final HostBufferAllocator allocator)
    {
        super(Integer.MAX_VALUE);
        this.allocator = allocator;
    }

    /** Begins a new life. */
    void use(final long newBusAddress, final int newCapacity, final int newMaxCapacity)
    {
        place(newBusAddress, newCapacity);
        maxCapacity(newMaxCapacity);
        resetRefCnt();
        setIndex(0, 0);
        markReaderIndex();
        markWriterIndex();
    }

    @Override
    protected void deallocate()
    {
        allocator.give(busAddress, capacity);
        allocator.retire(this);
    }

    @Override
    public int capacity()
    {
        return capacity;
    }

    @Override
    public ByteBuf capacity(final int newCapacity)
    {
        checkNewCapacity(newCapacity);
        if (newCapacity != capacity)
        {
            final long oldBusAddress = busAddress;
            final long oldAddress = address;
            final int oldCapacity = capacity;
            place(allocator.take(newCapacity), newCapacity);
            UnsafeApi.copyMemory(oldAddress, address, Math.min(oldCapacity, newCapacity));
            allocator.give(oldBusAddress, oldCapacity);
            if (writerIndex() > newCapacity)
            {
                setIndex(Math.min(readerIndex(), newCapacity), newCapacity);
            }
        }
        return this;
    }

    @Override
    public ByteBufAllocator alloc()
    {
        return allocator;
    }

    @Override
    @Deprecated
    public ByteOrder order()
    {
        return ByteOrder.BIG_ENDIAN;
    }

    @Override
    public ByteBuf unwrap()
    {
        return null;
    }

    @Override
    public boolean isDirect()
    {
        return true;
    }

    @Override
    public boolean isContiguous()
    {
        return true;
    }

    @Override
    public boolean hasArray()
    {
        return false;
    }

    @Override
    public byte[] array()
    {
        throw new UnsupportedOperationException("direct buffer");
    }

    @Override
    public int arrayOffset()
    {
        throw new UnsupportedOperationException("direct buffer");
    }

    @Override
    public boolean hasMemoryAddress()
    {
        return true;
    }

    @Override
    public long memoryAddress()
    {
        ensureAccessible();
        return address;
    }

    @Override
    protected byte _getByte(final int index)
    {
        return UnsafeApi.getByte(address + index);
    }

    @Override
    protected short _getShort(final int index)
    {
        return UnsafeApi.getShortUnaligned(null, address + index, true);
    }

    @Override
    protected short _getShortLE(final int index)
    {
        return UnsafeApi.getShortUnaligned(null, address + index, false);
    }

    @Override
    protected int _getUnsignedMedium(final int index)
    {
        return (_getShort(index) & 0xFFFF) << 8 | _getByte(index + 2) & 0xFF;
    }

    @Override
    protected int _getUnsignedMediumLE(final int index)
    {
        return _getShortLE(index) & 0xFFFF | (_getByte(index + 2) & 0xFF) << 16;
    }

    @Override
    protected int _getInt(final int index)
    {
        return UnsafeApi.getIntUnaligned(null, address + index, true);
    }

    @Override
    protected int _getIntLE(final int index)
    {
        return UnsafeApi.getIntUnaligned(null, address + index, false);
    }

    @Override
    protected long _getLong(final int index)
    {
        return UnsafeApi.getLongUnaligned(null, address + index, true);
    }

    @Override
    protected long _getLongLE(final int index)
    {
        return UnsafeApi.getLongUnaligned(null, address + index, false);
    }

    @Override
    protected void _setByte(final int index, final int value)
    {
        UnsafeApi.putByte(address + index, (byte)value);
    }

    @Override
    protected void _setShort(final int index, final int value)
    {
        UnsafeApi.putShortUnaligned(null, address + index, (short)value, true);
    }

    @Override
    protected void _setShortLE(final int index, final int value)
    {
        UnsafeApi.putShortUnaligned(null, address + index, (short)value, false);
    }

    @Override
    protected void _setMedium(final int index, final int value)
    {
        _setShort(index, value >> 8);
        _setByte(index + 2, value);
    }

    @Override
    protected void _setMediumLE(final int index, final int value)
    {
        _setShortLE(index, value);
        _setByte(index + 2, value >> 16);
    }

    @Override
    protected void _setInt(final int index, final int value)
    {
        UnsafeApi.putIntUnaligned(null, address + index, value, true);
    }

    @Override
    protected void _setIntLE(final int index, final int value)
    {
        UnsafeApi.putIntUnaligned(null, address + index, value, false);
    }

    @Override
    protected void _setLong(final int index, final long value)
    {
        UnsafeApi.putLongUnaligned(null, address + index, value, true);
    }

    @Override
    protected void _setLongLE(final int index, final long value)
    {
        UnsafeApi.putLongUnaligned(null, address + index, value, false);
    }

    @Override
    public ByteBuf getBytes(final int index, final ByteBuf dst, final int dstIndex, final int length)
    {
        checkDstIndex(index, length, dstIndex, dst.capacity());
        if (dst.hasMemoryAddress())
        {
            UnsafeApi.copyMemory(address + index, dst.memoryAddress() + dstIndex, length);
        }
        else if (dst.hasArray())
        {
            getBytes(index, dst.array(), dst.arrayOffset() + dstIndex, length);
        }
        else
        {
            dst.setBytes(dstIndex, nioBuffer(index, length));
        }
        return this;
    }

    @Override
    public ByteBuf getBytes(final int index, final byte[] dst, final int dstIndex, final int length)
    {
        checkDstIndex(index, length, dstIndex, dst.length);
        UnsafeApi.copyMemory(null, address + index, dst, BufferUtil.ARRAY_BASE_OFFSET + dstIndex, length);
        return this;
    }

    @Override
    public ByteBuf getBytes(final int index, final ByteBuffer dst)
    {
        dst.put(nioBuffer(index, dst.remaining()));
        return this;
    }

    @Override
    public ByteBuf getBytes(final int index, final OutputStream out, final int length) throws IOException
    {
        out.write(copied(index, length));
        return this;
    }

    @Override
    public int getBytes(final int index, final GatheringByteChannel out, final int length) throws IOException
    {
        return out.write(nioBuffer(index, length));
    }

    @Override
    public int getBytes(final int index, final FileChannel out, final long position, final int length)
        throws IOException
    {
        return out.write(nioBuffer(index, length), position);
    }

    @Override
    public ByteBuf setBytes(final int index, final ByteBuf src, final int srcIndex, final int length)
    {
        checkSrcIndex(index, length, srcIndex, src.capacity());
        if (src.hasMemoryAddress())
        {
            UnsafeApi.copyMemory(src.memoryAddress() + srcIndex, address + index, length);
        }
        else if (src.hasArray())
        {
            setBytes(index, src.array(), src.arrayOffset() + srcIndex, length);
        }
        else
        {
            src.getBytes(srcIndex, nioBuffer(index, length));
        }
        return this;
    }

    @Override
    public ByteBuf setBytes(final int index, final byte[] src, final int srcIndex, final int length)
    {
        checkSrcIndex(index, length, srcIndex, src.length);
        UnsafeApi.copyMemory(src, BufferUtil.ARRAY_BASE_OFFSET + srcIndex, null, address + index, length);
        return this;
    }

    @Override
    public ByteBuf setBytes(final int index, final ByteBuffer src)
    {
        nioBuffer(index, src.remaining()).put(src);
        return this;
    }

    @Override
    public int setBytes(final int index, final InputStream in, final int length) throws IOException
    {
        checkIndex(index, length);
        final byte[] bytes = new byte[length];
        final int read = in.read(bytes, 0, length);
        if (read > 0)
        {
            setBytes(index, bytes, 0, read);
        }
        return read;
    }

    @Override
    public int setBytes(final int index, final ScatteringByteChannel in, final int length) throws IOException
    {
        return in.read(nioBuffer(index, length));
    }

    @Override
    public int setBytes(final int index, final FileChannel in, final long position, final int length)
        throws IOException
    {
        return in.read(nioBuffer(index, length), position);
    }

    @Override
    public ByteBuf copy(final int index, final int length)
    {
        checkIndex(index, length);
        return allocator.directBuffer(length, maxCapacity()).writeBytes(this, index, length);
    }

    @Override
    public int nioBufferCount()
    {
        return 1;
    }

    @Override
    public ByteBuffer nioBuffer(final int index, final int length)
    {
        checkIndex(index, length);
        return allocator.memory().byteBuffer(busAddress + index, length);
    }

    @Override
    public ByteBuffer internalNioBuffer(final int index, final int length)
    {
        return nioBuffer(index, length);
    }

    @Override
    public ByteBuffer[] nioBuffers(final int index, final int length)
    {
        return new ByteBuffer[]{ nioBuffer(index, length) };
    }

    private byte[] copied(final int index, final int length)
    {
        checkIndex(index, length);
        final byte[] bytes = new byte[length];
        getBytes(index, bytes, 0, length);
        return bytes;
    }

    private void place(final long newBusAddress, final int newCapacity)
    {
        busAddress = newBusAddress;
        address = allocator.memory().ramAddress(newBusAddress);
        capacity = newCapacity;
    }
}
