package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_SWRST;
import static org.vatm.idt77252.SarRegisters.STAT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.pci.PciBus;

/** A chip that is stopped, in two ways, while both directions are busy. */
class ResetUnderTrafficTest
{
    private static final int AAL5 = RctEntry.W0_AAL.of(RctEntry.AAL_5);
    private static final int AGENT_MASK = 0xFF;

    private final LoopedBoard board = new LoopedBoard(0x20000);
    private long lastDmaPs;

    @AfterEach
    void close()
    {
        board.close();
    }

    private LinuxTestDriver driverWithTraffic()
    {
        final LinuxTestDriver driver = new LinuxTestDriver(board);
        board.drive(() ->
        {
            driver.probe(false);
            driver.open();
            driver.runFor(5 * Packets.MILLISECOND);
            final LinuxTestDriver.Vc vc = driver.openUbr(0, 100, AAL5);
            for (int i = 0; i < 10; i++)
            {
                driver.send(vc, Packets.pattern(9180, i));
            }
            board.runFor(2 * Packets.MILLISECOND);
            assertTrue(driver.vcs[vc.index].received.size() > 0, "traffic runs");
            assertTrue(driver.vcs[vc.index].received.size() < 10, "traffic runs still");
        });
        return driver;
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 0x8000_0000 })
    void shouldStopWithinAMicrosecondAndStartAgain(final int cfg)
    {
        assertEquals(CFG_SWRST.mask() & cfg, cfg);
        driverWithTraffic();
        board.connectInterrupt(null);
        board.host.bus().trace().listener = (stream, timePs, kind, address, length, data, offset) ->
        {
            if ((kind >>> PciBus.TRACE_AGENT_SHIFT & AGENT_MASK) != 0)
            {
                lastDmaPs = timePs;
            }
        };
        final long[] stopped = new long[1];
        board.drive(() ->
        {
            board.runFor(100 * Packets.MICROSECOND);
            assertTrue(lastDmaPs > board.nowPs() - 10 * Packets.MICROSECOND, "DMA runs");
            board.write(CFG, cfg);
            assertEquals(cfg, board.read(CFG));
            stopped[0] = board.nowPs();
            board.runFor(10 * Packets.MILLISECOND);
            assertFalse(board.intA());
            assertEquals(cfg == 0 ? board.read(STAT) : 0, board.read(STAT));
        });
        assertTrue(lastDmaPs < stopped[0] + Timing.DMA_STOP_PS, "no DMA later than 1 us");
        board.host.bus().trace().listener = null;

        final LinuxTestDriver again = new LinuxTestDriver(board);
        board.drive(() ->
        {
            again.probe(false);
            again.open();
            again.runFor(5 * Packets.MILLISECOND);
            final LinuxTestDriver.Vc vc = again.openUbr(0, 200, AAL5);
            again.send(vc, Packets.pattern(1500, 99));
            again.runFor(2 * Packets.MILLISECOND);
            assertEquals(1, vc.received.size());
            assertArrayEquals(Packets.pattern(1500, 99), vc.received.get(0));
            assertEquals(0, vc.receiveErrors);
        });
    }
}
