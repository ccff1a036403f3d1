package org.vatm.atm;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * CRC-10 of OAM cells, resource management cells and AAL3/4: x^10 + x^9 + x^5 + x^4 + x + 1 over the first 374 bits of
 * a cell's payload, kept in its last ten. Source: I.610, I.363.3.
 * <p>
 * The payload as a polynomial leaves no remainder when the field fits. A remainder is a sum over the octets of what
 * each leaves at its place, and a table has that for each of the 48 places.
 */
public final class Crc10
{
    private static final int POLYNOMIAL = 0x633;
    private static final int FIELD_MASK = 0x3FF;
    private static final int LENGTH = CellHeader.PAYLOAD_LENGTH;
    private static final int FIELD_OFFSET = LENGTH - Short.BYTES;
    private static final short[] TABLE = table();

    private Crc10()
    {
    }

    /**
     * Writes the field into the last ten bits of a payload. The six bits before it stay.
     *
     * @param buffer with the 48 octets.
     * @param offset of the first.
     */
    public static void insert(final MutableDirectBuffer buffer, final int offset)
    {
        final int last = buffer.getShort(offset + FIELD_OFFSET, BIG_ENDIAN);
        final int crc = remainder(buffer, offset) ^ last & FIELD_MASK;
        buffer.putShort(offset + FIELD_OFFSET, (short)(last & ~FIELD_MASK | crc), BIG_ENDIAN);
    }

    /**
     * Checks the field.
     *
     * @param buffer with the 48 octets.
     * @param offset of the first.
     * @return true when it fits.
     */
    public static boolean check(final DirectBuffer buffer, final int offset)
    {
        return remainder(buffer, offset) == 0;
    }

    private static int remainder(final DirectBuffer buffer, final int offset)
    {
        buffer.boundsCheck(offset, LENGTH);
        final byte[] array = buffer.byteArray();
        final long address = buffer.addressOffset() + offset;
        int remainder = 0;
        for (int i = 0; i < LENGTH; i++)
        {
            remainder ^= TABLE[(i << 8) + (UnsafeApi.getByte(array, address + i) & 0xFF)];
        }
        return remainder;
    }

    private static short[] table()
    {
        final short[] table = new short[LENGTH << 8];
        for (int octet = 0; octet < 256; octet++)
        {
            int remainder = octet;
            for (int place = LENGTH - 1; place >= 0; place--)
            {
                table[place << 8 | octet] = (short)remainder;
                for (int bit = 0; bit < 8; bit++)
                {
                    remainder <<= 1;
                    remainder ^= (remainder >>> 10) * POLYNOMIAL;
                }
            }
        }
        return table;
    }
}
