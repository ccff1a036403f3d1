package org.vatm.workbench.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.workbench.capture.CaptureFile;
import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.encap.Encapsulator;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.Timing;

import java.nio.ByteOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SourceTest
{
    private static final long US = 1_000_000;

    @ParameterizedTest
    @CsvSource({"1, 0, 3", "3, 0, 3", "4, 0, 6", "1000, 0, 1002", "8, 5, 15"})
    void shouldRepeatTheInputUntilEachVcHasHadAPacket(final int vcs, final int repeat, final long expected)
    {
        final Traffic traffic = new Traffic(null, Encapsulation.AUTO, Timing.ASAP, 0, repeat);

        assertEquals(expected, new Source(traffic, packets(0, 5, 9), vcs).total());
    }

    @Test
    void shouldKeepTheTimesOfTheCapture()
    {
        final Traffic traffic = new Traffic(null, Encapsulation.AUTO, Timing.CAPTURE, 0, 3);
        final Source source = new Source(traffic, packets(7, 17, 12, 37), 2);

        assertEquals(0, source.duePs(0));
        assertEquals(10 * US, source.duePs(1));
        assertEquals(10 * US, source.duePs(2), "a frame older than the one before is sent with it");
        assertEquals(30 * US, source.duePs(3));
        assertEquals(40 * US, source.duePs(4), "the next round starts a mean gap later");
        assertEquals(50 * US, source.duePs(5));
        assertEquals(80 * US, source.duePs(8));
    }

    @Test
    void shouldNotSendARoundInNoTime()
    {
        final Source source = new Source(new Traffic(null, Encapsulation.AUTO, Timing.CAPTURE, US, 0), packets(7), 2);

        assertTrue(source.duePs(1) >= 2 * 2_831_198, "two cells");
        assertEquals(US, source.durationPs());
        assertEquals(Long.MAX_VALUE, source.total());
    }

    @Test
    void shouldRefuseTimesThatDoNotFit()
    {
        final Packets packets = packets(0, -1);
        final Traffic traffic = new Traffic(null, Encapsulation.AUTO, Timing.CAPTURE, 0, 0);

        final String message = assertThrows(InputException.class, () -> new Source(traffic, packets, 1)).getMessage();

        assertEquals("x.pcap: frame 2 is more than 106 days from the first, expected less with --timing capture",
            message);
    }

    /** Frames of 60 octets at times in us; -1: in 2106. */
    private static Packets packets(final int... timesUs)
    {
        final CaptureFile file = CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2_C3D4, 1);
        for (final int timeUs : timesUs)
        {
            file.record(timeUs < 0 ? -1 : 0, Math.max(0, timeUs), 60, new byte[60]);
        }
        return Encapsulator.encapsulate(file.read(), Encapsulation.AUTO);
    }
}
