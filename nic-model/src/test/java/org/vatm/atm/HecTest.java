package org.vatm.atm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class HecTest
{
    @Test
    void shouldAgreeWithTheIdleCell()
    {
        assertEquals(0x52, Hec.compute(CellHeader.IDLE));
        assertEquals(0x55, Hec.compute(CellHeader.UNASSIGNED));
    }

    @Test
    void shouldCorrectEverySingleBit()
    {
        final Random random = new Random(5);
        for (int n = 0; n < 1000; n++)
        {
            final int header = random.nextInt();
            final int hec = Hec.compute(header);
            assertEquals(0, Hec.syndrome(header, hec));
            for (int bit = 0; bit < 40; bit++)
            {
                final int wrongHeader = bit < 32 ? header ^ 1 << bit : header;
                final int wrongHec = bit < 32 ? hec : hec ^ 1 << bit - 32;
                final int syndrome = Hec.syndrome(wrongHeader, wrongHec);

                assertTrue(Hec.isCorrectable(syndrome));
                assertEquals(header, Hec.corrected(wrongHeader, syndrome));
            }
        }
    }

    @Test
    void shouldNotTakeTwoWrongBitsForOne()
    {
        for (int first = 0; first < 40; first++)
        {
            for (int second = 0; second < first; second++)
            {
                final long wrong = 1L << first | 1L << second;
                final int syndrome = Hec.syndrome((int)wrong, (int)(wrong >>> 32) ^ Hec.compute(0));
                assertTrue(syndrome != 0);
                assertFalse(Hec.isCorrectable(syndrome), first + " and " + second);
            }
        }
    }
}
