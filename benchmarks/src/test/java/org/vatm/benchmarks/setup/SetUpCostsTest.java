package org.vatm.benchmarks.setup;

import org.junit.jupiter.api.Test;
import org.vatm.benchmarks.setup.SetUpCosts.Line;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SetUpCostsTest
{
    private static final List<Line> LINES = SetUpCosts.measure();

    @Test
    void shouldNotCostMoreThanLinux()
    {
        for (final Line ours : LINES.stream().filter(line -> line.driver().equals("vatm")).toList())
        {
            final Line linux = line("Linux", ours);
            shouldNotCostMore(ours, ours.open(), linux.open());
            shouldNotCostMore(ours, ours.close(), linux.close());
            assertTrue(ours.open().ps() < linux.open().ps(), () -> ours + "\n" + linux);
        }
    }

    private static void shouldNotCostMore(final Line line, final SetUpCost ours, final SetUpCost theirs)
    {
        assertTrue(
            ours.reads() <= theirs.reads() && ours.writes() <= theirs.writes() && ours.pciClocks() <= theirs.pciClocks(),
            () -> line.category() + ", " + line.directions() + "\n" + ours + "\n" + theirs);
    }

    @Test
    void shouldReadNothingToSetAVcUp()
    {
        LINES.stream().filter(line -> line.driver().equals("vatm")).forEach(line -> assertEquals(0, line.open().reads(), line.toString()));
    }

    /** A command and a wait for each word: what Linux does can be counted by hand. */
    @Test
    void shouldCountWhatLinuxDoes()
    {
        final SetUpCost open = line("Linux", LINES.get(0)).open();

        assertEquals("transmit", LINES.get(0).directions());
        assertEquals(12, open.sramWritten());
        assertEquals(24, open.writes());
        assertTrue(open.reads() >= 12, open.toString());
    }

    private static Line line(final String driver, final Line like)
    {
        return LINES.stream().filter(line -> line.driver().equals(driver) && line.category().equals(like.category()) &&
            line.directions().equals(like.directions())).findFirst().orElseThrow();
    }
}
