package org.vatm.atm;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * CRC-32 of AAL5 as a running register: polynomial 0x04C11DB7, most significant bit first, initially all ones, sent
 * complemented. Source: I.363.5.
 * <p>
 * Sixteen octets a step: table {@code k} holds what an octet followed by {@code k} further octets does to the register,
 * so that the sixteen look-ups of a step do not wait for each other. The range is checked once a call; the reads behind
 * that check are unchecked.
 */
public final class Aal5Crc
{
    /** Register before the first octet. */
    public static final int INITIAL = 0xFFFF_FFFF;
    /** Register after a PDU with its CRC field, if nothing was changed on the way. */
    public static final int RESIDUE = 0xC704_DD7B;

    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int STEP = 16;
    private static final boolean SWAP = ByteOrder.nativeOrder() == LITTLE_ENDIAN;
    private static final int[] TABLE = tables();
    /** What 48 zero octets do to each octet of the register, the last octet first. */
    private static final int[] CELL_TABLE = cellTable();

    private Aal5Crc()
    {
    }

    /**
     * Takes octets into the register.
     *
     * @param register {@link #INITIAL} or what the last call returned.
     * @param buffer   with the octets.
     * @param offset   of the first.
     * @param length   how many, 0 or more.
     * @return the register after them.
     * @throws IndexOutOfBoundsException when the range is not within the buffer.
     */
    public static int update(final int register, final DirectBuffer buffer, final int offset, final int length)
    {
        buffer.boundsCheck(offset, length);
        final byte[] array = buffer.byteArray();
        long address = buffer.addressOffset() + offset;
        final long end = address + length;
        int crc = register;
        for (; address <= end - STEP; address += STEP)
        {
            crc = step(crc, word(array, address), word(array, address + Long.BYTES));
        }
        for (; address < end; address++)
        {
            crc = crc << 8 ^ TABLE[crc >>> 24 ^ UnsafeApi.getByte(array, address) & 0xFF];
        }
        return crc;
    }

    /**
     * Takes the 48 octets of a cell's payload into the register.
     *
     * @param register {@link #INITIAL} or what the last call returned.
     * @param buffer   with the payload.
     * @param offset   of its first octet.
     * @return the register after them.
     * @throws IndexOutOfBoundsException when the payload is not within the buffer.
     */
    public static int updateCell(final int register, final DirectBuffer buffer, final int offset)
    {
        buffer.boundsCheck(offset, CellHeader.PAYLOAD_LENGTH);
        final byte[] array = buffer.byteArray();
        final long address = buffer.addressOffset() + offset;
        int crc = step(register, word(array, address), word(array, address + 8));
        crc = step(crc, word(array, address + 16), word(array, address + 24));
        return step(crc, word(array, address + 32), word(array, address + 40));
    }

    /**
     * What the 48 octets of a cell's payload do to any register, once {@link #afterCell} has moved it: the same for the sender and for
     * the receiver of the cell, so it is found out once.
     *
     * @param buffer with the payload.
     * @param offset of its first octet.
     * @return the remainder of the payload.
     * @throws IndexOutOfBoundsException when the payload is not within the buffer.
     */
    public static int remainder(final DirectBuffer buffer, final int offset)
    {
        return updateCell(0, buffer, offset);
    }

    /**
     * The remainder of a payload, found out from what it did to a register.
     *
     * @param before register before the cell.
     * @param after  register after it.
     * @return the same as {@link #remainder(DirectBuffer, int)}.
     */
    public static int remainder(final int before, final int after)
    {
        return after ^ afterCell(before, 0);
    }

    /**
     * Takes a cell into the register whose payload's remainder is known.
     *
     * @param register  {@link #INITIAL} or what the last call returned.
     * @param remainder of the payload.
     * @return the register after the cell, as {@link #updateCell} returns it.
     */
    public static int afterCell(final int register, final int remainder)
    {
        final int[] t = CELL_TABLE;
        return t[0x300 + (register >>> 24)] ^ t[0x200 + (register >>> 16 & 0xFF)] ^ t[0x100 + (register >>> 8 & 0xFF)] ^
            t[register & 0xFF] ^ remainder;
    }

    /**
     * The CRC field for what the register has seen.
     *
     * @param register after payload, padding and the first four octets of the trailer.
     * @return the field, to be written big-endian.
     */
    public static int finish(final int register)
    {
        return ~register;
    }

    private static int step(final int register, final long first, final long second)
    {
        final int[] t = TABLE;
        final int a = (int)(first >>> 32) ^ register;
        final int b = (int)first;
        final int c = (int)(second >>> 32);
        final int d = (int)second;
        // The register comes last, so that all other look-ups need not wait for it; "+" tells the compiler the range.
        return
            (t[0xB00 + (b >>> 24)] ^ t[0xA00 + (b >>> 16 & 0xFF)] ^ t[0x900 + (b >>> 8 & 0xFF)] ^ t[0x800 + (b & 0xFF)]) ^
            (t[0x700 + (c >>> 24)] ^ t[0x600 + (c >>> 16 & 0xFF)] ^ t[0x500 + (c >>> 8 & 0xFF)] ^ t[0x400 + (c & 0xFF)]) ^
            (t[0x300 + (d >>> 24)] ^ t[0x200 + (d >>> 16 & 0xFF)] ^ t[0x100 + (d >>> 8 & 0xFF)] ^ t[d & 0xFF]) ^
            (t[0xF00 + (a >>> 24)] ^ t[0xE00 + (a >>> 16 & 0xFF)] ^ t[0xD00 + (a >>> 8 & 0xFF)] ^ t[0xC00 + (a & 0xFF)]);
    }

    private static long word(final byte[] array, final long address)
    {
        final long word = UnsafeApi.getLong(array, address);
        return SWAP ? Long.reverseBytes(word) : word;
    }

    private static int[] cellTable()
    {
        final int[] table = new int[Integer.BYTES << 8];
        for (int i = 0; i < table.length; i++)
        {
            int crc = (i & 0xFF) << 8 * (i >> 8);
            for (int octet = 0; octet < CellHeader.PAYLOAD_LENGTH; octet++)
            {
                crc = crc << 8 ^ TABLE[crc >>> 24];
            }
            table[i] = crc;
        }
        return table;
    }

    private static int[] tables()
    {
        final int[] table = new int[STEP << 8];
        for (int octet = 0; octet < 256; octet++)
        {
            int crc = octet << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = crc << 1 ^ crc >> 31 & POLYNOMIAL;
            }
            table[octet] = crc;
        }
        for (int i = 256; i < table.length; i++)
        {
            final int before = table[i - 256];
            table[i] = before << 8 ^ table[before >>> 24];
        }
        return table;
    }
}
