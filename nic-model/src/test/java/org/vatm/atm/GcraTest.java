package org.vatm.atm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GcraTest
{
    @Test
    void shouldLetCellsPassAtTheRateOnly()
    {
        final Gcra gcra = new Gcra(100, 0);

        assertTrue(gcra.conforming(1000));
        assertFalse(gcra.conforming(1099));
        assertTrue(gcra.conforming(1100));
        assertEquals(1200, gcra.earliestPs());
        assertTrue(gcra.conforming(5000));
        assertFalse(gcra.conforming(5001));
    }

    @Test
    void shouldTolerateABurst()
    {
        // back to back every 10: 1 + floor(limit / (increment - 10)) cells conform (I.371)
        final Gcra gcra = new Gcra(100, 270);
        int conforming = 0;

        for (int i = 0; i < 10 && gcra.conforming(i * 10); i++)
        {
            conforming++;
        }

        assertEquals(4, conforming);
        assertFalse(gcra.conforming(129));
        assertTrue(gcra.conforming(130));
    }

    @Test
    void shouldNotLetNonConformingCellsCount()
    {
        final Gcra gcra = new Gcra(100, 0);
        gcra.conforming(0);
        for (int i = 1; i < 100; i++)
        {
            assertFalse(gcra.conforming(i));
        }

        assertTrue(gcra.conforming(100));
    }

    @Test
    void shouldRefuseContractsThatAreNone()
    {
        assertThrows(IllegalArgumentException.class, () -> new Gcra(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Gcra(1, -1));
    }

    @Test
    void shouldRoundTimeBetweenCellsDown()
    {
        assertEquals(2_831_200, Gcra.incrementPs(353_207));
    }
}
