package org.vatm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectCopyTest
{
    private static final int SIZE = 96;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15, 16, 17, 40, 47, 48, 49, 64})
    void shouldMoveThatManyBytesAndNoMore(final int lengthBytes)
    {
        final UnsafeBuffer memory = pattern(new UnsafeBuffer(ByteBuffer.allocateDirect(SIZE)), 1);
        final UnsafeBuffer device = pattern(new UnsafeBuffer(new byte[SIZE]), 101);

        DirectCopy.fromMemory(memory.addressOffset() + 3, device, 5, lengthBytes);

        for (int i = 0; i < SIZE; i++)
        {
            final boolean moved = i >= 5 && i < 5 + lengthBytes;
            assertEquals((byte)(moved ? i - 2 + 1 : i + 101), device.getByte(i), "byte " + i);
        }

        pattern(device, 101);
        DirectCopy.toMemory(device, 7, memory.addressOffset() + 9, lengthBytes);

        for (int i = 0; i < SIZE; i++)
        {
            final boolean moved = i >= 9 && i < 9 + lengthBytes;
            assertEquals((byte)(moved ? i - 2 + 101 : i + 1), memory.getByte(i), "byte " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, SIZE - 47})
    void shouldRefuseWhatIsOutsideTheBuffer(final int offset)
    {
        final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(SIZE));
        final UnsafeBuffer device = new UnsafeBuffer(new byte[SIZE]);

        assertThrows(IndexOutOfBoundsException.class,
            () -> DirectCopy.fromMemory(memory.addressOffset(), device, offset, 48));
        assertThrows(IndexOutOfBoundsException.class,
            () -> DirectCopy.toMemory(device, offset, memory.addressOffset(), 48));
        assertThrows(IndexOutOfBoundsException.class, () -> DirectCopy.cellPayload(device, offset, device, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> DirectCopy.cellPayload(device, 0, device, offset));
    }

    private static UnsafeBuffer pattern(final UnsafeBuffer buffer, final int first)
    {
        for (int i = 0; i < SIZE; i++)
        {
            buffer.putByte(i, (byte)(i + first));
        }
        return buffer;
    }
}
