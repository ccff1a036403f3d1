package org.vatm.atm;

import java.util.Arrays;

/**
 * Header error control: the fifth octet of a cell, x^8 + x^2 + x + 1 over the four before it, plus the coset 0x55. It
 * finds single-bit errors of the five octets, and where they are. Source: I.432.1.
 */
public final class Hec
{
    /** Added to the remainder, so that an all-zero header does not have an all-zero HEC. */
    public static final int COSET = 0x55;

    private static final int POLYNOMIAL = 0x107;
    private static final int HEADER_BITS = 32;
    private static final int NOT_CORRECTABLE = -1;

    /** Remainders of an octet at each of the four places of the header, the last octet first; that one has the coset too. */
    private static final int[] REMAINDER = remainders();
    /** Bit that a syndrome blames: 0..31 of the header, 32..39 of the HEC. */
    private static final byte[] BIT = bits();

    private Hec()
    {
    }

    /**
     * The HEC of a header.
     *
     * @param header as {@link CellHeader} has it.
     * @return 0..255.
     */
    public static int compute(final int header)
    {
        final int[] t = REMAINDER;
        return t[header & 0xFF] ^ t[0x100 + (header >>> 8 & 0xFF)] ^
            (t[0x200 + (header >>> 16 & 0xFF)] ^ t[0x300 + (header >>> 24)]);
    }

    /**
     * What a received header and HEC disagree in.
     *
     * @param header received.
     * @param hec    received, 0..255.
     * @return 0 when there is no error, else 1..255.
     */
    public static int syndrome(final int header, final int hec)
    {
        return compute(header) ^ hec & 0xFF;
    }

    /**
     * Whether a single wrong bit explains a syndrome.
     *
     * @param syndrome of a received header, not 0.
     * @return true when {@link #corrected(int, int)} may be used.
     */
    public static boolean isCorrectable(final int syndrome)
    {
        return BIT[syndrome] != NOT_CORRECTABLE;
    }

    /**
     * Corrects a single-bit error.
     *
     * @param header   received.
     * @param syndrome of it, correctable.
     * @return the header as it was sent; the one given when the wrong bit is in the HEC.
     */
    public static int corrected(final int header, final int syndrome)
    {
        final int bit = BIT[syndrome];
        return bit < HEADER_BITS ? header ^ 1 << bit : header;
    }

    private static int[] remainders()
    {
        final int[] table = new int[4 << 8];
        for (int octet = 0; octet < 256; octet++)
        {
            int remainder = octet;
            for (int place = 0; place < 4; place++)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    remainder <<= 1;
                    remainder ^= (remainder >>> 8) * POLYNOMIAL;
                }
                table[place << 8 | octet] = place == 0 ? remainder ^ COSET : remainder;
            }
        }
        return table;
    }

    private static byte[] bits()
    {
        final byte[] table = new byte[256];
        Arrays.fill(table, (byte)NOT_CORRECTABLE);
        for (int bit = 0; bit < HEADER_BITS; bit++)
        {
            table[compute(1 << bit) ^ COSET] = (byte)bit;
        }
        for (int bit = 0; bit < 8; bit++)
        {
            table[1 << bit] = (byte)(HEADER_BITS + bit);
        }
        return table;
    }
}
