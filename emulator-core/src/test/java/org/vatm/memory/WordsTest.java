package org.vatm.memory;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WordsTest
{
    @Test
    void shouldKeepWords()
    {
        final Words words = new Words(5);
        words.set(0, 1);
        words.set(4, -5);

        assertEquals(5, words.length());
        assertEquals(1, words.get(0));
        assertEquals(0, words.get(1));
        assertEquals(-5, words.get(4));
    }

    @Test
    void shouldKeepANumberInTwoWords()
    {
        final Words words = new Words(4);
        words.fill(7);
        words.setLong(1, -2L << 40);

        assertEquals(-2L << 40, words.getLong(1));
        assertEquals(7, words.get(0));
        assertEquals(7, words.get(3));
    }

    @Test
    void shouldGrow()
    {
        final Words few = new Words(3);
        few.fill(9);
        final Words more = new Words(few, 6);

        assertEquals(6, more.length());
        assertEquals(9, more.get(2));
        assertEquals(0, more.get(3));
    }
}
