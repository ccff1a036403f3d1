package org.vatm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.memory.HostMemory.RAM_BASE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.memory.ScatterGatherList.Direction;

class HostBufferAllocatorTest
{
    private final HostMemory memory = new HostMemory(1 << 20);
    private final HostBufferAllocator allocator = memory.allocator();

    @AfterEach
    void close()
    {
        memory.close();
    }

    @Test
    void shouldPlaceBuffersFirstFitAndReuseAfterRelease()
    {
        final ByteBuf a = allocator.directBuffer(100);
        final ByteBuf b = allocator.buffer(1);
        final ByteBuf c = allocator.ioBuffer(64);

        assertEquals(RAM_BASE, memory.busAddress(a, 0));
        assertEquals(RAM_BASE + 128, memory.busAddress(b, 0));
        assertEquals(RAM_BASE + 192, memory.busAddress(c, 0));
        assertEquals(3, allocator.liveBuffers());

        a.release();
        final ByteBuf d = allocator.directBuffer(128);
        assertEquals(RAM_BASE, memory.busAddress(d, 0));
        assertEquals(0, d.readableBytes());
        assertEquals(128, d.capacity());

        b.release();
        c.release();
        d.release();
        assertEquals(0, memory.usedBytes());
        assertEquals(0, allocator.liveBuffers());
    }

    @Test
    void shouldTellBusAddressesOfDerivedBuffers()
    {
        allocator.directBuffer(64);
        final ByteBuf buf = allocator.directBuffer(1000).writeZero(1000);
        final long base = RAM_BASE + 64;

        assertEquals(base + 9, memory.busAddress(buf, 9));
        assertEquals(base + 15, memory.busAddress(buf.slice(10, 20), 5));
        assertEquals(base + 17, memory.busAddress(buf.slice(10, 20).slice(5, 5), 2));
        assertEquals(base + 3, memory.busAddress(buf.duplicate(), 3));
        assertEquals(base + 40, memory.busAddress(buf.retainedSlice(40, 1), 0));
        assertEquals(base + 41, memory.busAddress(buf.asReadOnly(), 41));
        assertEquals(base + 42, memory.busAddress(Unpooled.wrappedBuffer(buf.nioBuffer(40, 10)), 2));
        assertEquals(base + 42, memory.busAddress(Unpooled.unreleasableBuffer(buf), 42));
        assertEquals(-1, memory.busAddress(Unpooled.directBuffer(10), 0));
        assertEquals(-1, memory.busAddress(Unpooled.buffer(10), 0));
        assertEquals(-1, memory.busAddress(new HostMemory(4096).allocator().buffer(10), 0));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.busAddress(buf, 1001));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.busAddress(buf, -1));
    }

    @Test
    void shouldBeTheSameBytesForDriverAndDevice()
    {
        final ByteBuf buf = allocator.directBuffer(64);
        final long busAddress = memory.busAddress(buf, 0);

        buf.writeInt(0x01020304).writeIntLE(0x05060708);
        memory.putByte(busAddress + 8, (byte)42);

        assertEquals(0x04030201, memory.getInt(busAddress));
        assertEquals(0x05060708, memory.getInt(busAddress + 4));
        assertEquals(42, buf.getByte(8));
    }

    @Test
    void shouldBehaveAsEveryOtherByteBuf()
    {
        final Random random = new Random(7);
        final byte[] bytes = new byte[256];
        random.nextBytes(bytes);
        final ByteBuf expected = Unpooled.buffer(16).writeBytes(bytes);
        final ByteBuf actual = allocator.buffer(16).writeBytes(bytes);

        for (int i = 0; i < 2000; i++)
        {
            final int index = random.nextInt(240);
            final long value = random.nextLong();
            for (final ByteBuf buf : new ByteBuf[]{ expected, actual })
            {
                switch (i % 11)
                {
                    case 0 -> buf.setByte(index, (int)value);
                    case 1 -> buf.setShort(index, (int)value);
                    case 2 -> buf.setShortLE(index, (int)value);
                    case 3 -> buf.setMedium(index, (int)value);
                    case 4 -> buf.setMediumLE(index, (int)value);
                    case 5 -> buf.setInt(index, (int)value);
                    case 6 -> buf.setIntLE(index, (int)value);
                    case 7 -> buf.setLong(index, value);
                    case 8 -> buf.setLongLE(index, value);
                    case 9 -> buf.setZero(index, 5);
                    default -> buf.setBytes(index, bytes, 3, 16);
                }
            }
            assertEquals(expected.getByte(index), actual.getByte(index));
            assertEquals(expected.getShort(index), actual.getShort(index));
            assertEquals(expected.getShortLE(index), actual.getShortLE(index));
            assertEquals(expected.getUnsignedMedium(index), actual.getUnsignedMedium(index));
            assertEquals(expected.getUnsignedMediumLE(index), actual.getUnsignedMediumLE(index));
            assertEquals(expected.getInt(index), actual.getInt(index));
            assertEquals(expected.getIntLE(index), actual.getIntLE(index));
            assertEquals(expected.getLong(index), actual.getLong(index));
            assertEquals(expected.getLongLE(index), actual.getLongLE(index));
        }
        assertEquals(expected, actual);
        assertEquals(ByteBufUtil.hexDump(expected), ByteBufUtil.hexDump(actual));
        assertThrows(IndexOutOfBoundsException.class, () -> actual.getByte(actual.capacity()));
        assertThrows(IndexOutOfBoundsException.class, () -> actual.setLong(actual.capacity() - 7, 0));
    }

    @Test
    void shouldCopyToAndFromEveryKindOfBuffer() throws IOException
    {
        final byte[] bytes = "every kind of buffer".getBytes(StandardCharsets.US_ASCII);
        final ByteBuf[] others =
        {
            Unpooled.buffer(32), Unpooled.directBuffer(32), allocator.buffer(32),
            Unpooled.compositeBuffer().addComponent(true, Unpooled.buffer(16).writeZero(16))
                .addComponent(true, allocator.buffer(16).writeZero(16))
        };
        final ByteBuf buf = allocator.buffer(32).writeBytes(bytes);

        for (final ByteBuf other : others)
        {
            buf.getBytes(0, other, 2, bytes.length);
            final ByteBuf back = allocator.buffer(32).writeZero(32);
            back.setBytes(1, other, 2, bytes.length);
            assertEquals(buf, back.slice(1, bytes.length));
            assertThrows(IndexOutOfBoundsException.class, () -> buf.getBytes(20, other, 0, 32));
            assertThrows(IndexOutOfBoundsException.class, () -> buf.setBytes(20, other, 0, 32));
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        buf.getBytes(0, out, bytes.length);
        assertArrayEquals(bytes, out.toByteArray());
        final ByteBuf in = allocator.buffer(32);
        assertEquals(bytes.length, in.setBytes(0, new ByteArrayInputStream(bytes), 32));
        assertEquals(buf, in.writerIndex(bytes.length));
        assertEquals(buf, buf.copy());
        assertEquals("every kind of buffer", buf.toString(StandardCharsets.US_ASCII));
        final ByteBuffer nio = ByteBuffer.allocate(5);
        buf.getBytes(6, nio);
        assertEquals("kind ", new String(nio.array(), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldGrowAndShrink()
    {
        final ByteBuf buf = allocator.buffer(64, 10_000).writeLong(1).writeLong(2);
        final ByteBuf neighbour = allocator.buffer(64);

        buf.writeZero(3000);
        assertEquals(1, buf.getLong(0));
        assertEquals(2, buf.getLong(8));
        assertTrue(memory.busAddress(buf, 0) > memory.busAddress(neighbour, 0));

        buf.capacity(12);
        assertEquals(12, buf.writerIndex());
        assertEquals(1, buf.getLong(0));
        assertEquals(RAM_BASE, memory.busAddress(buf, 0));
        assertThrows(IllegalArgumentException.class, () -> buf.capacity(10_001));

        buf.release();
        neighbour.release();
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void shouldStartEachLifeFresh()
    {
        final ByteBuf first = allocator.buffer(64, 64).writeLong(1);
        first.readLong();
        first.markReaderIndex().markWriterIndex();
        first.retain();
        assertFalse(first.release());
        assertTrue(first.release());
        assertThrows(IllegalReferenceCountException.class, first::release);
        assertThrows(IllegalReferenceCountException.class, first::memoryAddress);

        final ByteBuf second = allocator.buffer(32, 128);

        assertEquals(1, second.refCnt());
        assertEquals(128, second.maxCapacity());
        assertEquals(0, second.resetReaderIndex().resetWriterIndex().writerIndex());
    }

    @Test
    void shouldSayHowMuchIsLeftWhenRamIsUsedUp()
    {
        final ByteBuf buf = allocator.buffer(1 << 19);

        final OutOfMemoryError error = assertThrows(OutOfHostMemoryError.class, () -> allocator.buffer((1 << 19) + 1));

        assertEquals("no room in RAM for a buffer of 524289 bytes: 524288 bytes free, the largest block 524288",
            error.getMessage());
        buf.release();
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void shouldListThePiecesOfAComposite()
    {
        final ByteBuf inRam = allocator.buffer(100).writeZero(100);
        final ByteBuf foreign = Unpooled.directBuffer(50).writeZero(50);
        final ByteBuf heap = Unpooled.buffer(30).writeZero(30).setByte(29, 9);
        final CompositeByteBuf packet = allocator.compositeBuffer()
            .addComponents(true, inRam, foreign, heap);
        final long used = memory.usedBytes();
        final ScatterGatherList list = new ScatterGatherList(memory);

        packet.readerIndex(10);
        list.map(packet);

        assertEquals(3, list.count());
        assertEquals(memory.busAddress(inRam, 10), list.busAddress(0));
        assertEquals(90, list.lengthBytes(0));
        assertEquals(RAM_BASE + (1 << 20), list.busAddress(1));
        assertEquals(50, list.lengthBytes(1));
        assertEquals(30, list.lengthBytes(2));
        assertEquals(9, memory.getByte(list.busAddress(2) + 29));
        assertEquals(1, memory.bounceCopies());

        list.unmap();
        assertEquals(used, memory.usedBytes());
        assertEquals(0, memory.windowCount());
        assertThrows(IllegalStateException.class, list::unmap);
        list.map(packet, 95, 10, Direction.TO_DEVICE);
        assertEquals(2, list.count());
        assertEquals(5, list.lengthBytes(0));
        assertEquals(5, list.lengthBytes(1));
        list.unmap();
        packet.release();
        assertEquals(0, memory.usedBytes());
        assertEquals(0, foreign.refCnt());
    }

    @Test
    void shouldCopyBackWhatADeviceWrote()
    {
        final ByteBuf packet = Unpooled.wrappedBuffer(
            Unpooled.buffer(8).writeZero(8), Unpooled.directBuffer(8).writeZero(8), Unpooled.buffer(8).writeZero(8));
        final ByteBuf slice = packet.slice(2, 20);
        final ScatterGatherList list = new ScatterGatherList(memory);

        list.map(slice, 0, 20, Direction.FROM_DEVICE);
        int next = 0;
        for (int i = 0; i < list.count(); i++)
        {
            for (int j = 0; j < list.lengthBytes(i); j++)
            {
                memory.putByte(list.busAddress(i) + j, (byte)++next);
            }
        }
        list.unmap();

        assertEquals("00000102030405060708090a0b0c0d0e0f1011121314" + "0000", ByteBufUtil.hexDump(packet));
        assertEquals(2, memory.bounceCopies());
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void shouldMapAllOrNothing()
    {
        final ByteBuf packet = Unpooled.wrappedBuffer(
            Unpooled.directBuffer(8).writeZero(8), Unpooled.buffer(8).writeZero(8));
        final long rest = memory.allocate(1 << 20, 64);
        final ScatterGatherList list = new ScatterGatherList(memory);

        assertThrows(OutOfHostMemoryError.class, () -> list.map(packet));

        assertEquals(0, list.count());
        assertEquals(0, memory.windowCount());
        assertFalse(list.isMapped());
        memory.free(rest, 1 << 20);
        list.map(packet);
        assertEquals(2, list.count());
        list.unmap();
    }
}
