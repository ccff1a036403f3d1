package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BoardLayoutTest
{
    @ParameterizedTest
    @EnumSource(BoardLayout.class)
    void shouldKeepAreasApartAndWithinTheSram(final BoardLayout layout)
    {
        final int last = layout.connections() - 1;
        final int[] starts = {
            layout.transmitConnection(0),
            layout.receiveConnection(0),
            layout.connections() * 12,
            layout.rateTable(),
            layout.segmentationChannel(0),
            layout.transmitSchedule(),
            layout.dynamicSchedule(),
            layout.receiveFifo()};
        final int[] ends = {
            layout.transmitConnection(last) + BoardLayout.TCT_WORDS,
            layout.receiveConnection(last) + BoardLayout.RCT_WORDS,
            layout.connections() * 12 + 4 * 0x400,
            layout.rateTable() + RateTables.WORDS,
            layout.segmentationChannel(last) + BoardLayout.SCD_WORDS,
            layout.transmitSchedule() + 2 * (layout.transmitSlots() + 1),
            layout.dynamicSchedule() + layout.dynamicScheduleWords(),
            layout.receiveFifo() + layout.receiveFifoWords()};

        assertEquals(0, starts[0]);
        for (int i = 1; i < starts.length; i++)
        {
            assertTrue(starts[i] >= ends[i - 1], layout + ", area " + i);
        }
        assertEquals(layout.sramWords(), ends[ends.length - 1]);
        assertEquals(0, layout.receiveFifo() % layout.receiveFifoWords());
    }

    @ParameterizedTest
    @CsvSource({"WORDS_32K, 480", "WORDS_128K, 4064", "WORDS_512K, 16352"})
    void shouldUseEveryVciFrom32On(final BoardLayout layout, final int usable)
    {
        assertEquals(usable, layout.usableConnections());
        assertEquals(layout, BoardLayout.of(layout.sramWords()));
        assertEquals(layout.connections(), 1 << layout.vciBits());
    }
}
