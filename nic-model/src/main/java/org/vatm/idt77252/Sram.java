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

    /**
     * @param size words: 16K, 32K, 128K or 512K.
     */
    Sram(final int size)
    {
        if (!isSize(size))
        {
            throw new IllegalArgumentException(
                "sramWords=" + size + ", must be 16384, 32768, 131072 or 524288");
        }
        words = new Words(size);
        mask = size - 1;
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
