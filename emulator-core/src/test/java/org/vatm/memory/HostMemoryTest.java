package org.vatm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.memory.HostMemory.RAM_BASE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostMemoryTest
{
    private static final int RAM_BYTES = 1 << 20;
    private static final long RAM_END = RAM_BASE + RAM_BYTES;
    private final HostMemory memory = new HostMemory(RAM_BYTES);

    @AfterEach
    void close()
    {
        memory.close();
    }

    @Test
    void shouldBeLittleEndian()
    {
        memory.putInt(RAM_BASE + 5, 0x11223344);
        memory.putLong(RAM_BASE + 16, 0x0102030405060708L);

        assertEquals(0x44, memory.getByte(RAM_BASE + 5));
        assertEquals(0x11, memory.getByte(RAM_BASE + 8));
        assertEquals(0x11223344, memory.getInt(RAM_BASE + 5));
        assertEquals(0x05060708, memory.getInt(RAM_BASE + 16));
        assertEquals(0x0102030405060708L, memory.getLong(RAM_BASE + 16));
        assertEquals(0x11223344, memory.ram().getInt(5, ByteOrder.LITTLE_ENDIAN));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 47, 48, 49, 4096 })
    void shouldCopyInAndOut(final int lengthBytes)
    {
        final byte[] pattern = new byte[lengthBytes + 2];
        new Random(1).nextBytes(pattern);
        final MutableDirectBuffer[] targets =
        {
            new UnsafeBuffer(new byte[lengthBytes + 7]),
            new UnsafeBuffer(ByteBuffer.allocateDirect(lengthBytes + 7)),
            new ExpandableArrayBuffer(lengthBytes + 7)
        };

        memory.putBytes(RAM_BASE + 3, new UnsafeBuffer(pattern), 1, lengthBytes);

        for (final MutableDirectBuffer target : targets)
        {
            memory.getBytes(RAM_BASE + 3, target, 5, lengthBytes);
            for (int i = 0; i < lengthBytes; i++)
            {
                assertEquals(pattern[i + 1], target.getByte(5 + i));
            }
            assertEquals(0, target.getByte(4));
            assertEquals(0, target.getByte(5 + lengthBytes));
        }
        assertEquals(0, memory.getByte(RAM_BASE + 2));
        assertEquals(0, memory.getByte(RAM_BASE + 3 + lengthBytes));
    }

    @Test
    void shouldRefuseWhatIsNotMapped()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

        assertTrue(memory.contains(RAM_BASE, RAM_BYTES));
        assertFalse(memory.contains(RAM_BASE, RAM_BYTES + 1));
        for (final long address : new long[]{ 0, RAM_BASE - 1, RAM_END - 3, RAM_END, -1, Long.MIN_VALUE, Long.MAX_VALUE })
        {
            assertFalse(memory.contains(address, 4), Long.toHexString(address));
            assertEquals(0, memory.translate(address, 4));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.getInt(address));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.putInt(address, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.getBytes(address, buffer, 0, 48));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.putBytes(address, buffer, 0, 48));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> memory.getBytes(RAM_BASE, buffer, 17, 48));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putBytes(RAM_BASE, buffer, -1, 48));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putBytes(RAM_BASE, buffer, 0, -1));
        assertEquals("bus address 0x010FFFFD, 4 bytes, not mapped",
            assertThrows(IndexOutOfBoundsException.class, () -> memory.getInt(RAM_END - 3)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, -4096, 4095, 5000, 0xE000_0000L })
    void shouldRefuseImpossibleSizes(final long ramBytes)
    {
        assertThrows(IllegalArgumentException.class, () -> new HostMemory(ramBytes));
    }

    @Test
    void shouldAllocateFirstFitAndAligned()
    {
        assertEquals(RAM_BASE, memory.allocate(1, 1));
        assertEquals(RAM_BASE + 64, memory.allocate(65, 4));
        assertEquals(RAM_BASE + 8192, memory.allocate(8192, 8192));
        assertEquals(RAM_BASE + 1024, memory.allocate(1024, 1024));
        assertEquals(RAM_BASE + 192, memory.allocate(64, 64));
        assertEquals(64 + 128 + 8192 + 1024 + 64, memory.usedBytes());

        memory.free(RAM_BASE + 64, 65);

        assertEquals(RAM_BASE + 64, memory.allocate(128, 64));
    }

    @Test
    void shouldJoinFreedBlocksInAnyOrder()
    {
        final Random random = new Random(42);
        final long[] addresses = new long[200];
        final int[] lengths = new int[addresses.length];
        for (int step = 0; step < 20_000; step++)
        {
            final int i = random.nextInt(addresses.length);
            if (addresses[i] != 0)
            {
                assertEquals(i, memory.getInt(addresses[i]));
                assertEquals(i, memory.getInt(addresses[i] + lengths[i] - 4));
                memory.free(addresses[i], lengths[i]);
                addresses[i] = 0;
            }
            else
            {
                lengths[i] = 8 + random.nextInt(3000);
                final int alignment = 1 << random.nextInt(13);
                addresses[i] = memory.allocate(lengths[i], alignment);
                assertEquals(0, addresses[i] % alignment);
                memory.putInt(addresses[i], i);
                memory.putInt(addresses[i] + lengths[i] - 4, i);
            }
        }

        for (int i = 0; i < addresses.length; i++)
        {
            if (addresses[i] != 0)
            {
                memory.free(addresses[i], lengths[i]);
            }
        }

        assertEquals(0, memory.usedBytes());
        assertEquals(RAM_BYTES, memory.largestFreeBytes());
        assertEquals(RAM_BASE, memory.allocate(RAM_BYTES, 64));
        assertEquals(-1, memory.allocate(1, 1));
    }

    @Test
    void shouldRefuseToFreeWhatIsNotAllocated()
    {
        final long block = memory.allocate(256, 64);

        assertThrows(IllegalArgumentException.class, () -> memory.free(block, 320));
        assertThrows(IllegalArgumentException.class, () -> memory.free(block + 1, 64));
        assertThrows(IllegalArgumentException.class, () -> memory.free(RAM_BASE - 64, 64));
        assertThrows(IllegalArgumentException.class, () -> memory.free(RAM_END - 64, 128));
        memory.free(block, 256);
        assertThrows(IllegalArgumentException.class, () -> memory.free(block, 256));
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void shouldOpenWindowsOnForeignBuffers()
    {
        final ByteBuf buf = Unpooled.directBuffer(5000).writeZero(5000);
        buf.readerIndex(7);
        final ByteBuffer nio = ByteBuffer.allocateDirect(100).position(10).slice().position(2);

        final long first = memory.map(buf);
        final long second = memory.map(nio);
        final long third = memory.map(buf.slice(100, 4096));
        memory.putInt(first, 0x0A0B0C0D);
        memory.putByte(first + 4992, (byte)99);
        memory.putByte(second, (byte)77);

        assertEquals(RAM_END, first);
        assertEquals(RAM_END + 8192, second);
        assertEquals(RAM_END + 12288, third);
        assertEquals(0x0A0B0C0D, buf.getIntLE(7));
        assertEquals(99, buf.getByte(4999));
        assertEquals(77, nio.get(2));
        assertTrue(memory.contains(first, 4993));
        assertFalse(memory.contains(first, 4994));
        assertFalse(memory.contains(second + 88, 1));
        assertEquals(-1, memory.busAddress(buf, 0));

        memory.unmap(first);
        assertFalse(memory.contains(first, 1));
        assertTrue(memory.contains(second, 88));
        assertThrows(IllegalArgumentException.class, () -> memory.unmap(first));
        assertEquals(first, memory.map(ByteBuffer.allocateDirect(8192)));
        memory.unmap(first);
        memory.unmap(third);
        memory.unmap(second);
        assertEquals(0, memory.windowCount());
        assertTrue(buf.release(), "windows still hold the buffer");
    }

    @Test
    void shouldKeepAMappedBufferAlive()
    {
        final ByteBuf buf = Unpooled.directBuffer(64).writeZero(64);
        final long window = memory.map(buf);

        buf.release();
        memory.putInt(window, 1);

        assertEquals(1, buf.refCnt());
        memory.unmap(window);
        assertEquals(0, buf.refCnt());
    }

    @Test
    void shouldFindTheRightWindowAmongMany()
    {
        final ByteBuffer[] buffers = new ByteBuffer[40];
        final long[] windows = new long[buffers.length];
        for (int i = 0; i < buffers.length; i++)
        {
            buffers[i] = ByteBuffer.allocateDirect(1 + i * 300);
            windows[i] = memory.map(buffers[i]);
        }
        for (int i = 0; i < buffers.length; i += 3)
        {
            memory.unmap(windows[i]);
        }

        for (int i = 0; i < buffers.length; i++)
        {
            assertEquals(i % 3 != 0, memory.contains(windows[i], 1));
            if (i % 3 != 0)
            {
                final int last = buffers[i].capacity() - 1;
                memory.putByte(windows[i] + last, (byte)i);
                assertEquals(i, buffers[i].get(last));
                assertFalse(memory.contains(windows[i] + last, 2));
            }
        }
    }

    @Test
    void shouldMapNothingOnceClosed()
    {
        final ByteBuf buf = memory.allocator().directBuffer(64).writeZero(64);
        final ByteBuf foreign = Unpooled.directBuffer(64).writeZero(64);
        memory.map(foreign);

        memory.close();

        assertFalse(memory.contains(RAM_BASE, 1));
        assertEquals(-1, memory.allocate(64, 64));
        assertEquals(1, foreign.refCnt());
        buf.setInt(0, 42); // a driver may still hold it: no harm is done
        assertEquals(42, buf.getInt(0));
        assertTrue(buf.release());
    }
}
