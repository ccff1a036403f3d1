package org.vatm.idt77252;

import java.util.Arrays;

import org.vatm.memory.Words;

/**
 * The local memory of the chip: 32-bit words. A word shows at every address that is the same modulo the size, which drivers use to find
 * out the size and to lay out more than there is.
 */
final class Sram
{
    private final Words words;
    private final int mask;
    private SramListener[] listeners = {};

    /** All zero. */
    Sram(final int size)
    {
        this(size, 0);
    }

    /**
     * @param size    words: 16K, 32K, 128K or 512K.
     * @param pattern what they hold at power-up: 0 for zeros, else word i is the upper half of SplitMix64's number pattern + i.
     */
    Sram(final int size, final long pattern)
    {
        if (!isSize(size))
        {
            throw new IllegalArgumentException(
                "sramWords=" + size + ", must be 16384, 32768, 131072 or 524288");
        }
        words = new Words(size);
        mask = size - 1;
        for (int i = 0; pattern != 0 && i < size; i++)
        {
            words.set(i, (int)(mix((pattern + i) * 0x9E37_79B9_7F4A_7C15L) >>> 32));
        }
    }

    private static long mix(final long value)
    {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** Tells whether parts of that size exist. */
    static boolean isSize(final int words)
    {
        return words == 16 << 10 || words == 32 << 10 || words == 128 << 10 || words == 512 << 10;
    }

    /** A read by any client; any address. */
    int read(final int word)
    {
        return words.get(word & mask);
    }

    /** A write by a block of the chip: nobody is told. */
    void write(final int word, final int value)
    {
        words.set(word & mask, value);
    }

    /**
     * A write by the driver, by command or through BAR2: blocks that keep something derived from SRAM are told.
     *
     * @param nowPs instant.
     * @param word  any address.
     * @param value to store.
     */
    void driverWrite(final long nowPs, final int word, final int value)
    {
        final int reduced = word & mask;
        for (final SramListener listener : listeners)
        {
            listener.sramAboutToChange(nowPs);
        }
        write(reduced, value);
        for (final SramListener listener : listeners)
        {
            listener.sramWritten(nowPs, reduced, value);
        }
    }

    /** Adds one who is told of the driver's writes, after the word is stored. */
    void addListener(final SramListener listener)
    {
        listeners = Arrays.copyOf(listeners, listeners.length + 1);
        listeners[listeners.length - 1] = listener;
    }

    /** Number of words, a power of two. */
    int size()
    {
        return mask + 1;
    }

    /** Size less one. */
    int mask()
    {
        return mask;
    }
}
