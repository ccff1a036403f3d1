package org.vatm.idt77252;

/** Test data. */
final class Packets
{
    static final long MICROSECOND = 1_000_000L;
    static final long MILLISECOND = 1_000_000_000L;

    private Packets()
    {
    }

    /** Bytes that differ with the seed and along the packet. */
    static byte[] pattern(final int lengthBytes, final int seed)
    {
        final byte[] packet = new byte[lengthBytes];
        int state = seed * 0x9E37_79B9 + 1;
        for (int i = 0; i < lengthBytes; i++)
        {
            state = state * 1_103_515_245 + 12_345;
            packet[i] = (byte)(state >>> 16);
        }
        return packet;
    }

    /** Log-to-rate and rate-to-log tables, 384 words, for rates from 10 cells/s to the link rate in equal ratios. */
    static int[] rateTables()
    {
        final double link = 149_760_000.0 / 424;
        final int[] words = new int[384];
        for (int i = 0; i < 256; i++)
        {
            final double slots = StrictMath.pow(link / 10, (255 - i) / 255.0);
            int exponent = 0;
            double mantissa = slots * 32;
            while (mantissa >= 1024)
            {
                mantissa /= 2;
                exponent++;
            }
            final double rate = link * 32 / ((int)mantissa << exponent);
            final int e = Math.getExponent(rate);
            final int forum = 1 << 14 | e << 9 | (int)Math.scalb(rate, 9 - e) - 512;
            words[i] = forum << 17 | 4 << 14 | exponent << 10 | (int)mantissa;
        }
        int log = 0;
        for (int i = 0; i < 512; i++)
        {
            while (log < 255 && words[log + 1] >>> 17 <= (1 << 14 | i << 5))
            {
                log++;
            }
            words[256 + i / 4] |= log << 8 * (i & 3);
        }
        return words;
    }
}
