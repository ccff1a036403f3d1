package org.vatm.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class SonetLineTest
{
    private static final long FRAME_PS = 125_000_000;
    private static final long PS_PER_DAY = 86_400_000_000_000_000L;

    private final SonetLine line = new SonetLine();

    @Test
    void shouldStartBehindTheOverhead()
    {
        assertEquals(10 * 12_500_000L / 243, line.slotStart(0));
        assertEquals(63 * 12_500_000L / 243, line.slotEnd(0));
        assertEquals(line.slotEnd(0), line.slotStart(1));
        // the fifth cell has 48 octets before the overhead of the second row, and 5 behind it
        assertEquals((10 + 4 * 53) * 12_500_000L / 243, line.slotStart(4));
        assertEquals((10 + 4 * 53 + 63) * 12_500_000L / 243, line.slotEnd(4));
    }

    @Test
    void shouldLast53Or63Octets()
    {
        final int[] lengths = new int[64];
        for (int n = 0; n < 53 * 9 * 10; n++)
        {
            final long first = line.octetClock().edgeAtOrAfter(line.slotStart(n));
            final long last = line.octetClock().edgeAtOrAfter(line.slotEnd(n));
            lengths[(int)(last - first)]++;
            assertTrue(line.slotStart(n + 1) >= line.slotEnd(n));
        }

        assertEquals(53 * 9 * 10, lengths[53] + lengths[63]);
        // 53 rows hold 260 cells; a row ends within a cell but for each 53rd
        assertEquals(53 * 9 * 10 / 260 * 52, lengths[63], 52);
    }

    @Test
    void shouldCarry2340CellsIn53Frames()
    {
        // 53 frames are 53 * 2340 octets of cells: the first whole number of cells
        assertEquals(53 * FRAME_PS + line.slotStart(0), line.slotStart(2340));
        assertEquals(44.15, 2340 / 53.0, 0.001);
        assertEquals(2_831_196.58, 53.0 * FRAME_PS / 2340, 0.01);
        assertEquals(353_207, line.slotsStartedBy(1_000_000_000_000L), 1);
    }

    @Test
    void shouldNotDriftIn100Days()
    {
        final long days = 100;
        final long framesADay = 86_400L * 8000;
        final long slot = days * framesADay / 53 * 2340;

        assertEquals(days * framesADay / 53 * 53 * FRAME_PS + line.slotStart(0), line.slotStart(slot));
        assertEquals(slot, line.slotAtOrAfter(line.slotStart(slot)));
    }

    @Test
    void shouldFindTheSlotOfAnInstant()
    {
        final Random random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            final long slot = i < 1000 ? i : (random.nextLong() >>> 1) % 30_000_000_000L;
            final long startPs = line.slotStart(slot);

            assertEquals(slot, line.slotAtOrAfter(startPs));
            assertEquals(slot + 1, line.slotAtOrAfter(startPs + 1));
            assertEquals(slot, line.slotsStartedBy(startPs - 1));
            assertEquals(slot + 1, line.slotsStartedBy(startPs));
            assertEquals(slot + 1, line.slotsStartedBy(line.slotEnd(slot) - 1));
            assertEquals(slot + 1, line.slotAtOrAfter(line.slotEnd(slot)));
        }
        assertEquals(0, line.slotsStartedBy(0));
        assertEquals(0, line.slotsStartedBy(-1));
        assertEquals(0, line.slotAtOrAfter(0));
        assertTrue(line.slotStart(line.slotAtOrAfter(PS_PER_DAY)) >= PS_PER_DAY);
    }
}
