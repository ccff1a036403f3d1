package org.vatm.atm;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Aal5CrcTest
{
    @Test
    void shouldAgreeWithTheExamplesOfTheRecommendation()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[44]);

        buffer.putInt(40, 40, BIG_ENDIAN);
        assertEquals(0x864D_7F99, crc(buffer, 44));

        buffer.setMemory(0, 40, (byte)0xFF);
        assertEquals(0xC55E_457A, crc(buffer, 44));

        for (int i = 0; i < 40; i++)
        {
            buffer.putByte(i, (byte)(i + 1));
        }
        assertEquals(0xBF67_1ED0, crc(buffer, 44));
    }

    @Test
    void shouldAgreeWithTheCatalogues()
    {
        assertEquals(0xFC89_1918, crc(new UnsafeBuffer("123456789".getBytes(US_ASCII)), 9));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 7, 8, 15, 16, 17, 44, 48, 1500, 65535 })
    void shouldAgreeWithTheMirroredCrcOfTheLibrary(final int length)
    {
        final byte[] bytes = random(length);
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(length + 3));
        direct.putBytes(3, bytes);
        final CRC32 mirrored = new CRC32();
        for (final byte b : bytes)
        {
            mirrored.update(Integer.reverse(b) >>> 24);
        }

        final int expected = Integer.reverse((int)mirrored.getValue());

        assertEquals(expected, crc(new UnsafeBuffer(bytes), length));
        assertEquals(expected, Aal5Crc.finish(Aal5Crc.update(Aal5Crc.INITIAL, direct, 3, length)));
    }

    @Test
    void shouldGoOnWhereItStopped()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(random(48 * 3));
        int byCells = Aal5Crc.INITIAL;
        int byRemainders = Aal5Crc.INITIAL;
        for (int cell = 0; cell < 3; cell++)
        {
            final int before = byCells;
            byCells = Aal5Crc.updateCell(byCells, buffer, cell * 48);
            final int remainder = Aal5Crc.remainder(buffer, cell * 48);
            byRemainders = Aal5Crc.afterCell(byRemainders, remainder);

            assertEquals(byCells, byRemainders);
            assertEquals(remainder, Aal5Crc.remainder(before, byCells));
        }

        int byOddPieces = Aal5Crc.update(Aal5Crc.INITIAL, buffer, 0, 5);
        byOddPieces = Aal5Crc.update(byOddPieces, buffer, 5, 76);
        byOddPieces = Aal5Crc.update(byOddPieces, buffer, 81, 63);

        assertEquals(crc(buffer, 144), Aal5Crc.finish(byCells));
        assertEquals(crc(buffer, 144), Aal5Crc.finish(byOddPieces));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 47, 191, 192, 199, 1536, 4096, 4104, 8191, 65535 })
    void shouldMoveOverWholePdusAsOverCells(final int length)
    {
        final UnsafeBuffer heap = new UnsafeBuffer(random(length + 5));
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(length + 5));
        direct.putBytes(0, heap, 0, length + 5);
        final Aal5PduCrc fast = new Aal5PduCrc();

        for (final int register : new int[] { Aal5Crc.INITIAL, 0, 0x1234_5678 })
        {
            final int expected = Aal5Crc.update(register, heap, 5, length);
            assertEquals(expected, fast.update(register, heap, 5, length));
            assertEquals(expected, fast.update(register, direct, 5, length));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> fast.update(0, direct, 6, length));
    }

    @Test
    void shouldRefuseRangesOutsideTheBuffer()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[48]);

        assertThrows(IndexOutOfBoundsException.class, () -> Aal5Crc.updateCell(0, buffer, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Aal5Crc.update(0, buffer, 40, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> Aal5Crc.update(0, buffer, -1, 1));
    }

    private static int crc(final UnsafeBuffer buffer, final int length)
    {
        return Aal5Crc.finish(Aal5Crc.update(Aal5Crc.INITIAL, buffer, 0, length));
    }

    private static byte[] random(final int length)
    {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
