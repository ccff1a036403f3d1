package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.Packets.MICROSECOND;
import static org.vatm.idt77252.Packets.MILLISECOND;
import static org.vatm.idt77252.SarRegisters.*;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.idt77252.FreeBsdTestDriver.Vc;

/** What FreeBSD's driver does to the chip, step by step, with a fibre from the board's output to its input. */
class FreeBsdWalkThroughTest
{
    private static final int AAL5 = 0x000A_0000;
    private static final int AAL0 = 0x0048_8000;
    private static final double CELL_US = 424 / 149.76;

    private final LoopedBoard board = new LoopedBoard(0x20000);
    private final FreeBsdTestDriver driver = new FreeBsdTestDriver(board);

    @AfterEach
    void close()
    {
        board.close();
    }

    @Test
    void shouldComeUpFromAFullAttach()
    {
        board.drive(() ->
        {
            driver.attach(true);
            driver.up();
            board.runFor(5 * MILLISECOND);

            assertEquals(List.of(510, 509, 510, 0),
                List.of(driver.filled(0), driver.filled(1), driver.filled(2), driver.filled(3)));
            assertEquals(0, board.read(STAT) & 0x018C);
            assertEquals(15, STAT_FRAC0.get(board.read(STAT)));
            assertFalse(board.intA());
            assertTrue(driver.interrupts < 10);
            final int now = board.read(NOW) >> 2;
            assertTrue(now >= 0x37000 && now < 0x3B000, () -> "NOW 0x" + Integer.toHexString(now));
            assertEquals(List.of(), board.chip.guestErrors().kinds());
        });
    }

    @Test
    void shouldReadTheEepromByItsPins()
    {
        board.drive(() ->
        {
            driver.attach(false);

            final byte[] contents = driver.readEeprom();

            assertArrayEquals(board.esi(), Arrays.copyOfRange(contents, 0x6C, 0x72));
            assertEquals((byte)0xFF, contents[0]);
            assertEquals((byte)0xFF, contents[255]);
        });
    }

    @Test
    void shouldSendWithoutStartFromBuffersOfAnyLengthAndAlignment()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.open(0, 100, 2, AAL5);
            final int[][] segments = {
                { 1 }, { 48 }, { 1, 1, 1 }, { 40 }, { 41 }, { 1, 47 }, { 47, 2 }, { 100, 1, 1, 1, 300 },
                { 333, 3, 1, 5, 49, 95, 96, 97, 1, 1 }, { 2000, 2000, 20 } };

            for (int i = 0; i < segments.length; i++)
            {
                driver.send(vc, Packets.pattern(Arrays.stream(segments[i]).sum(), i), segments[i]);
                board.runFor(MILLISECOND);
            }

            assertEquals(segments.length, vc.received.size());
            for (int i = 0; i < segments.length; i++)
            {
                assertArrayEquals(Packets.pattern(Arrays.stream(segments[i]).sum(), i), vc.received.get(i));
            }
            assertEquals(0, vc.receiveErrors);
            assertEquals(0, driver.incompletePdus);
            assertEquals(0, driver.restarts);
            assertEquals(List.of(), driver.idleConnections);
            assertEquals(List.of(), board.chip.guestErrors().kinds());
        });
    }

    @Test
    void shouldCompleteConnectionsThatShareAQueueInItsOrder()
    {
        up();
        board.drive(() ->
        {
            final Vc first = driver.open(0, 100, 2, AAL5);
            final Vc second = driver.open(3, 1000, 2, AAL5);
            for (int i = 0; i < 20; i++)
            {
                final Vc vc = i % 3 == 0 ? first : second;
                driver.send(vc, Packets.pattern(60 * i + 1, i), 60 * i + 1);
            }
            board.runFor(5 * MILLISECOND);

            assertEquals(7, first.received.size());
            assertEquals(13, second.received.size());
            assertEquals(20, driver.ubr0.completions.size());
            assertEquals(first.index, driver.ubr0.completions.get(18));
            assertArrayEquals(Packets.pattern(60 * 19 + 1, 19), second.received.get(12));
            final int w3 = driver.sram(SramLayout.tctEntry(first.index) + 3);
            assertFalse(TctEntry.W3_IDLE.isSet(w3) || TctEntry.W3_HALT.isSet(w3));
        });
    }

    @Test
    void shouldStayUpUnderLoad()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.open(1, 32, 2, AAL5);
            for (int i = 0; i < 300; i++)
            {
                driver.send(vc, Packets.pattern(600, i), 300, 300);
                board.runFor(45 * MICROSECOND);
            }
            board.runFor(2 * MILLISECOND);

            assertEquals(300, vc.received.size());
            final int[] rates = Packets.rateTables();
            for (int i = 0; i < rates.length; i += 13)
            {
                assertEquals(rates[i], driver.sram(0x0CC00 + i), "table in the unused FBQ3");
            }
            assertTrue(driver.mostPasses < 50, () -> driver.mostPasses + " passes");
            assertEquals(0, board.read(CDC));
            assertEquals(List.of(), board.chip.guestErrors().kinds());
        });
    }

    @Test
    void shouldSendCbrWithoutStart()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.open(0, 60, 2, AAL5);
            driver.giveCbrSlots(vc, 819);
            final int cells = 100;
            final double wantedUs = cells * CELL_US * 8191 / 819;

            driver.send(vc, Packets.pattern(48 * cells - 8, 1), 48 * cells - 8);
            board.runFor((long)((wantedUs - 60) * MICROSECOND));
            assertEquals(0, vc.received.size());
            board.runFor(150 * MICROSECOND);

            assertArrayEquals(Packets.pattern(48 * cells - 8, 1), vc.received.get(0));
            assertEquals(0, driver.restarts);
        });
    }

    @Test
    void shouldReceiveOneCellInEachAal0Buffer()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.open(0, 70, 0, AAL0);

            driver.send(vc, Packets.pattern(48 * 3, 5), 50, 94);
            board.runFor(MILLISECOND);
            driver.send(vc, Packets.pattern(48, 6), 48);
            board.runFor(MILLISECOND);

            assertTrue(vc.received.size() >= 3);
            for (int i = 0; i < 3; i++)
            {
                assertArrayEquals(Arrays.copyOfRange(Packets.pattern(144, 5), 48 * i, 48 * i + 48), vc.received.get(i));
            }
            assertEquals(2, vc.channel.completions.size());
        });
    }

    @Test
    void shouldAnswerIrcpWithAnIdleEntryWithinAMicrosecond()
    {
        up();
        board.drive(() ->
        {
            final Vc quiet = driver.open(0, 80, 2, AAL5);
            assertTrue(driver.closeReceive(quiet));

            final Vc vc = driver.open(0, 81, 2, AAL5);
            final int before = driver.filled(0);
            driver.sendBeginning(vc, Packets.pattern(96, 1), 1000);
            board.runFor(MILLISECOND);
            assertEquals(before - 1, driver.filled(0));
            final int free = driver.free(0);

            assertTrue(driver.closeReceive(vc));

            assertEquals(free + 1, driver.free(0));
            assertEquals(0, driver.sram(SramLayout.rctEntry(4096, vc.index)) & RctEntry.W0_OPEN.mask());
        });
    }

    @Test
    void shouldGiveEveryCellThatNobodyClaimsToThePromiscuous()
    {
        up();
        board.drive(() ->
        {
            board.write(CFG, board.read(CFG) | CFG_ICAPT.mask() | CFG_VPECA.mask());
            final int[] headers = {
                TransmitBufferDescriptor.header(0, 99, 0, 0),
                TransmitBufferDescriptor.header(200, 5, 0, 1),
                TransmitBufferDescriptor.header(1, 0x8001, 3, 0),
                TransmitBufferDescriptor.header(0, 99, 0, 0) | 0xF000_0000 };
            final Vc vc = driver.open(0, 100, 0, AAL5);
            for (int round = 0; round < 20; round++)
            {
                for (final int header : headers)
                {
                    driver.sendCell(vc, header);
                }
                board.runFor(MILLISECOND);
            }

            assertEquals(80, driver.rawHeaders.size());
            for (int i = 0; i < 80; i++)
            {
                assertEquals(headers[i % 4], driver.rawHeaders.get(i));
            }
        });
    }

    @Test
    void shouldComeUpAgainAfterAPhyResetWithoutProgrammingThePhy()
    {
        up();
        board.drive(() ->
        {
            driver.down();
            assertEquals(0, board.read(RSQT) & 0x1FFF);
            assertEquals(0, board.read(TSQT) & 0x1FFF);
            assertFalse(board.intA());
            driver.up();
            board.runFor(2 * MILLISECOND);
            final Vc vc = driver.open(0, 100, 2, AAL5);

            driver.send(vc, Packets.pattern(500, 9), 500);
            board.runFor(MILLISECOND);

            assertArrayEquals(Packets.pattern(500, 9), vc.received.get(0));
            assertEquals(0, board.read(ICC));
            assertEquals(0, board.read(VPEC));
        });
    }

    @Test
    void shouldReportIdleOnceAndStartAgain()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.open(0, 110, 2, AAL5);
            final int log = 200;
            final double slots = RateTable.intervalOf(driver.sram(0x0CC00 + log)) / 32.0;
            driver.giveRate(vc, log, 0x7F);
            driver.send(vc, Packets.pattern(48 * 50 - 8, 1), 48 * 50 - 8);
            board.runFor((long)(100 * slots * CELL_US * MICROSECOND));
            assertEquals(1, vc.received.size());
            assertEquals(List.of(), driver.idleConnections);

            board.runFor((long)(100 * slots * CELL_US * MICROSECOND));
            assertEquals(List.of(vc.index), driver.idleConnections);
            assertTrue(TctEntry.W3_IDLE.isSet(driver.sram(SramLayout.tctEntry(vc.index) + 3)));
            board.runFor(20 * MILLISECOND);
            assertEquals(1, driver.idleConnections.size());

            final int restarts = driver.restarts;
            driver.send(vc, Packets.pattern(100, 2), 100);
            board.runFor(MILLISECOND);
            assertEquals(restarts + 1, driver.restarts);
            assertArrayEquals(Packets.pattern(100, 2), vc.received.get(1));
        });
    }

    private void up()
    {
        board.drive(() ->
        {
            driver.attach(false);
            driver.up();
            board.runFor(2 * MILLISECOND);
        });
    }
}
