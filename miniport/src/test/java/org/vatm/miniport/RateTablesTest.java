package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateTablesTest
{
    @Test
    void shouldRunFromTenCellsPerSecondToTheLinkRateInEqualRatios()
    {
        assertEquals(10, RateTables.cellsPerSecond(0));
        assertEquals(RateTables.LINK_CELLS_PER_SECOND, RateTables.cellsPerSecond(RateTables.LINK_RATE_INDEX));
        for (int i = 64; i < RateTables.RATES; i++)
        {
            final double ratio = (double)RateTables.cellsPerSecond(i) / RateTables.cellsPerSecond(i - 1);
            assertTrue(ratio > 1.0 && ratio < 1.08, "index " + i + ": " + ratio);
        }
    }

    @Test
    void shouldEncodeRateIntervalAndNrm()
    {
        assertEquals(0x20, RateTables.word(255) & 0x3FFF); // one slot
        assertEquals(0x64B1, RateTables.word(255) >>> 17); // 2^18 * (1 + 177 / 512) cells/s
        assertEquals(4, RateTables.word(255) >>> 14 & 7);
        assertEquals(0x2E27, RateTables.word(0) & 0x3FFF, 16); // 35,264 slots
        assertEquals(0x4681, RateTables.word(0) >>> 17, 2); // 10.02 cells/s
        assertEquals(0, RateTables.word(0) >>> 14 & 7);
    }

    @Test
    void shouldFindTheNearestRateOnEitherSide()
    {
        for (final int wanted : new int[] {11, 64, 1000, 10_000, 100_000, 353_206, 353_207})
        {
            final int below = RateTables.indexAtMost(wanted);
            final int above = RateTables.indexAtLeast(wanted);

            assertTrue(RateTables.cellsPerSecond(below) <= wanted && RateTables.cellsPerSecond(above) >= wanted);
            assertTrue(above - below <= 1);
        }
        assertEquals(-1, RateTables.indexAtMost(9));
        assertEquals(RateTables.RATES, RateTables.indexAtLeast(353_208));
    }

    @Test
    void shouldMapForumRatesBackToIndices()
    {
        for (int f = 0; f < 512; f++)
        {
            final int index = RateTables.word(RateTables.RATES + f / 4) >>> f % 4 * 8 & 0xFF;

            assertTrue(index == 0 || (RateTables.word(index) >>> 17 & 0x3FFF) >> 5 <= f);
            assertTrue(index == 255 || (RateTables.word(index + 1) >>> 17 & 0x3FFF) >> 5 > f);
        }
    }
}
