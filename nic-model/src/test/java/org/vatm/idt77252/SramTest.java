package org.vatm.idt77252;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class SramTest
{
    private static final int SIZE = 32 << 10;

    @Test
    void shouldPowerUpAsZeros()
    {
        assertEquals(0, Arrays.stream(words(new Sram(SIZE))).filter(word -> word != 0).count());
    }

    @Test
    void shouldPowerUpAsPatternOfItsSeed()
    {
        final int[] words = words(new Sram(SIZE, 7));

        assertArrayEquals(words, words(new Sram(SIZE, 7)));
        assertFalse(Arrays.equals(words, words(new Sram(SIZE, 7L << 40))));
        assertEquals(16, Arrays.stream(words).map(Integer::bitCount).sum() / (double)SIZE, 0.1);
        assertEquals(SIZE, Arrays.stream(words).distinct().count(), 5);
    }

    private static int[] words(final Sram sram)
    {
        return IntStream.range(0, SIZE).map(sram::read).toArray();
    }
}
