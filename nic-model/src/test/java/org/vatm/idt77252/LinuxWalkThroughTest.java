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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.idt77252.LinuxTestDriver.Vc;

/** What Linux's driver does to the chip, step by step, with a fibre from the board's output to its input. */
class LinuxWalkThroughTest
{
    private static final int AAL5 = 0x000A_8000;
    private static final int FBP_3 = 3 << 21;
    private static final double CELL_US = 424 / 149.76;

    private final LoopedBoard board = new LoopedBoard(0x20000);
    private final LinuxTestDriver driver = new LinuxTestDriver(board);

    @AfterEach
    void close()
    {
        board.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0x8000, 0x20000, 0x80000 })
    void shouldShowItsSramSizeWithoutOneLookAtBusy(final int words)
    {
        try (LoopedBoard other = new LoopedBoard(words))
        {
            final LinuxTestDriver probing = new LinuxTestDriver(other);

            other.drive(() -> probing.probe(false));

            assertEquals(words, probing.sramWords);
        }
    }

    @Test
    void shouldComeUpFromAFullProbe()
    {
        board.drive(() ->
        {
            driver.probe(true);
            assertEquals(0x018C, board.read(STAT) & 0x018C);
            assertEquals(0, driver.interrupts);
            final int now = board.read(NOW);

            driver.open();
            driver.runFor(5 * MILLISECOND);

            assertEquals(List.of(256, 159, 64, 64),
                List.of(driver.filled(0), driver.filled(1), driver.filled(2), driver.filled(3)));
            assertEquals(0, board.read(STAT) & 0x018C);
            assertEquals(driver.firstRawBuffer(), board.read(RAWCT));
            assertTrue(CFG_FBIE.isSet(board.read(CFG)));
            assertTrue(driver.refillRounds <= 10, () -> driver.refillRounds + " rounds");
            assertTrue(now != board.read(NOW), "NOW stands still");
            driver.finishTstSwitch();
            assertEquals(0xC000, board.read(NOW) >> 2 & 0x1C000);
            assertFalse(board.intA());
            allBuffersAreInTheirQueues();
        });
    }

    @Test
    void shouldReadBackConfigurationAndRegisters()
    {
        up();
        board.drive(() ->
        {
            assertEquals(0x3084_1CFB, board.read(CFG));
            assertEquals(0x20000, board.read(TSTB));
            assertEquals(0x0404_0000, board.read(ABRSTD));
            assertEquals(0x0606_0000, board.read(RXFD));
            for (int offset = 0; offset <= 0xBC; offset += 4)
            {
                board.read(offset);
            }
            assertEquals(0x3084_1CFB, board.read(CFG));
        });
    }

    @ParameterizedTest
    @CsvSource({ "1, 3", "40, 0", "41, 0", "48, 1", "1500, 0", "1784, 0", "1785, 0", "9180, 0", "9180, 2", "65535, 3" })
    void shouldReceiveWhatWasSent(final int lengthBytes, final int policy)
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 100, AAL5 + (policy << 21));

            for (int i = 0; i < 3; i++)
            {
                driver.send(vc, Packets.pattern(lengthBytes, i));
            }
            driver.runFor(MILLISECOND + (long)(3 * (lengthBytes / 48 + 2) * CELL_US * MICROSECOND));

            assertEquals(3, vc.received.size());
            for (int i = 0; i < 3; i++)
            {
                assertArrayEquals(Packets.pattern(lengthBytes, i), vc.received.get(i));
            }
            assertEquals(3, vc.completed);
            assertEquals(0, vc.receiveErrors);
            allBuffersAreInTheirQueues();
        });
    }

    @ParameterizedTest
    @CsvSource({ "0x8000, 20", "0x80000, 20", "0x20000, 240" })
    void shouldServeOtherBoards(final String sramWords, final int utilityClocks)
    {
        final BoardConfig config = BoardConfig.of("other", board.esi())
            .withSramWords(Integer.decode(sramWords)).withUtilityClocks(utilityClocks);
        try (LoopedBoard other = new LoopedBoard(config))
        {
            final LinuxTestDriver otherDriver = new LinuxTestDriver(other);
            other.drive(() ->
            {
                otherDriver.probe(false);
                otherDriver.open();
                otherDriver.runFor(2 * MILLISECOND);
                final Vc vc = otherDriver.openUbr(1, 200, AAL5);

                otherDriver.send(vc, Packets.pattern(5000, 1));
                otherDriver.runFor(2 * MILLISECOND);

                assertArrayEquals(Packets.pattern(5000, 1), vc.received.get(0));
                assertEquals(1, vc.completed);
            });
        }
    }

    @Test
    void shouldSendAgainAfterAPauseWithoutStartAndWithoutIdleEntry()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(1, 200, AAL5 + FBP_3);
            for (int i = 0; i < 100; i++)
            {
                driver.send(vc, Packets.pattern(100 + i, i));
                driver.runFor(i % 10 == 0 ? 20 * MILLISECOND : MILLISECOND);
                assertEquals(i + 1, vc.completed);
            }

            assertEquals(100, vc.received.size());
            assertEquals(List.of(), driver.idleConnections);
            assertEquals(0, driver.incompletePdus);
        });
    }

    @Test
    void shouldKeepManyConnectionsApart()
    {
        up();
        board.drive(() ->
        {
            final Vc[] vcs = new Vc[40];
            for (int i = 0; i < vcs.length; i++)
            {
                vcs[i] = driver.openUbr(i & 1, 32 + 7 * i, AAL5 + (i % 4 << 21));
            }
            for (int round = 0; round < 4; round++)
            {
                for (int i = 0; i < vcs.length; i++)
                {
                    driver.send(vcs[i], Packets.pattern(37 * i + 11 * round + 1, 100 * i + round));
                }
            }
            driver.runFor(30 * MILLISECOND);

            for (int i = 0; i < vcs.length; i++)
            {
                assertEquals(4, vcs[i].received.size());
                for (int round = 0; round < 4; round++)
                {
                    assertArrayEquals(Packets.pattern(37 * i + 11 * round + 1, 100 * i + round),
                        vcs[i].received.get(round));
                }
            }
            allBuffersAreInTheirQueues();
        });
    }

    @Test
    void shouldSendCbrInItsSlotsAndNothingAfterHalt()
    {
        up();
        board.drive(() ->
        {
            final int entries = 1638;
            final Vc vc = driver.openCbr(0, 50, entries, AAL5 + FBP_3);
            driver.finishTstSwitch();
            final int cells = 200;
            final double wantedUs = cells * CELL_US * 16382 / entries;

            driver.send(vc, Packets.pattern(48 * cells - 8, 1));
            board.runFor((long)((wantedUs - 60) * MICROSECOND));
            assertEquals(0, vc.completed);
            board.runFor(120 * MICROSECOND);
            assertEquals(1, vc.completed);
            assertEquals(1, vc.received.size());

            driver.send(vc, Packets.pattern(4800, 2));
            driver.halt(vc);
            board.memory().view(vc.scq, ScdEntry.SCQ_BYTES).setMemory(0, ScdEntry.SCQ_BYTES, (byte)0xFF);
            final int w1 = driver.sram(vc.scd + 1);
            driver.send(driver.openUbr(0, 51, AAL5), Packets.pattern(40, 3));
            driver.runFor(20 * MILLISECOND);

            assertEquals(List.of(vc.index), driver.haltedConnections);
            assertEquals(1, vc.completed);
            assertEquals(w1, driver.sram(vc.scd + 1));
            assertEquals(0xC000_0000, driver.sram(SramLayout.tctEntry(vc.index) + 3) & 0xC000_0000);
        });
    }

    @Test
    void shouldTakeRateChangesAtAnyTime()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 60, AAL5 + FBP_3);
            driver.send(vc, Packets.pattern(40, 0));
            driver.runFor(MILLISECOND);
            final int log = 188;
            final double slots = RateTable.intervalOf(driver.sram(0x14000 + log)) / 32.0;
            assertTrue(slots > 10 && slots < 20);

            board.write(TCMDQ, 0x0200_0000 | log << 16 | vc.index);
            driver.send(vc, Packets.pattern(48 * 100 - 8, 1));
            board.runFor((long)(95 * slots * CELL_US * MICROSECOND));
            assertEquals(1, vc.completed);
            board.runFor((long)(10 * slots * CELL_US * MICROSECOND));
            assertEquals(2, vc.completed);

            driver.send(vc, Packets.pattern(48 * 100 - 8, 2));
            board.runFor(100 * MICROSECOND);
            board.write(TCMDQ, 0x0200_0000 | 0xFF << 16 | vc.index);
            board.runFor((long)((100 + 30) * CELL_US * MICROSECOND));
            assertEquals(3, vc.completed);
            assertEquals(3, vc.received.size());
        });
    }

    @Test
    void shouldHandOamCellsToTheRawCellQueueAcrossBuffers()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 3, 0);
            final int header = TransmitBufferDescriptor.header(0, 3, 0, 0);
            for (int i = 0; i < 300; i++)
            {
                driver.sendCell(vc, header | (i & 1) << 1, Packets.pattern(48, i), i % 2 == 0);
                if (i % 30 == 29)
                {
                    driver.runFor(MILLISECOND);
                }
            }

            assertEquals(300, vc.completed);
            assertEquals(300, driver.rawCells.size());
            for (int i = 0; i < 300; i++)
            {
                final byte[] payload = driver.rawCells.get(i).payload();
                assertEquals(header | (i & 1) << 1, driver.rawCells.get(i).header());
                final int same = i % 2 == 0 ? 46 : 48;
                assertArrayEquals(Arrays.copyOf(Packets.pattern(48, i), same),
                    Arrays.copyOf(payload, same));
            }
            allBuffersAreInTheirQueues();
        });
    }

    @Test
    void shouldCountCellsThatNobodyWants()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 70, AAL5);
            driver.vcs[driver.index(0, 71)] = vc;
            final byte[] payload = new byte[48];
            for (int i = 0; i < 3; i++)
            {
                driver.sendCell(vc, TransmitBufferDescriptor.header(0, 71, 0, 0), payload, false);
            }
            driver.sendCell(vc, TransmitBufferDescriptor.header(0, 70 + 512, 0, 0), payload, false);
            driver.sendCell(vc, TransmitBufferDescriptor.header(2, 70, 0, 0), payload, false);
            driver.sendCell(vc, TransmitBufferDescriptor.header(0, 70, 7, 0), payload, false);
            driver.sendCell(vc, TransmitBufferDescriptor.header(0, 70, 0, 0) | 0x1000_0000, payload, false);
            driver.runFor(MILLISECOND);

            assertEquals(5, board.read(VPEC));
            assertEquals(0, board.read(VPEC));
            assertEquals(2, board.read(ICC));
            assertEquals(0, board.read(ICC));
            assertEquals(0, board.read(CDC));
            assertEquals(List.of(), driver.rawCells);
        });
    }

    @Test
    void shouldGiveBackTheBufferOfAConnectionThatIsClosedInMidPdu()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 80, AAL5);
            final int before = driver.filled(0);
            driver.sendBeginning(vc, Packets.pattern(96, 1), 1000);
            driver.runFor(MILLISECOND);
            assertEquals(before - 1, driver.filled(0));
            assertEquals(1, driver.incompletePdus);

            driver.closeReceive(vc.index);

            assertEquals(before, driver.filled(0));
            final int rct = SramLayout.rctEntry(driver.connections, vc.index);
            assertEquals(0, driver.sram(rct) & (RctEntry.W0_OPEN.mask() | RctEntry.W0_REASSEMBLY_STATE));
            assertEquals(0xFFFF_FFFF, driver.sram(rct + 3));
        });
    }

    @Test
    void shouldStartAPduAfreshWhenAConnectionIsOpenedByWordAndCommand()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 81, AAL5);
            driver.sram(SramLayout.rctEntry(driver.connections, vc.index) + 3, 0x1234_5678);
            driver.closeReceive(vc.index);
            final Vc again = driver.openUbr(0, 81, AAL5);

            driver.send(again, Packets.pattern(500, 3));
            driver.runFor(MILLISECOND);

            assertEquals(0, again.receiveErrors);
            assertArrayEquals(Packets.pattern(500, 3), again.received.get(0));
        });
    }

    @Test
    void shouldKeepAFullFreeBufferQueueSafe()
    {
        up();
        board.drive(() ->
        {
            for (int i = 0; i < 600; i++)
            {
                board.fbqWindow(3, 0x0004_0000 | i);
                board.fbqWindow(3, 0x0180_0000 + 0x4000 * i);
            }

            assertEquals(512, driver.filled(3));
            assertEquals(15, STAT_FRAC3.get(board.read(STAT)));
        });
    }

    @Test
    void shouldStopAllDmaWhenCfgIsCleared()
    {
        up();
        board.drive(() ->
        {
            final Vc vc = driver.openUbr(0, 90, AAL5 + FBP_3);
            driver.send(vc, Packets.pattern(65_535, 1));
            board.runFor(2 * MILLISECOND);

            driver.remove();
            board.runFor(MICROSECOND);
            final byte[] before = board.snapshot();
            board.runFor(10 * MILLISECOND);

            assertArrayEquals(before, board.snapshot());
            assertFalse(board.intA());
            assertEquals(0, vc.completed);
        });
    }

    @Test
    void shouldReportSignalChangesOnce()
    {
        up();
        board.drive(() ->
        {
            board.signal(false);
            driver.runFor(5 * MILLISECOND);
            assertTrue(driver.phyInterrupts == 1 || driver.phyInterrupts == 2);
            assertEquals(0x04, driver.phyRead(0x11) & 0x04);

            board.signal(true);
            driver.runFor(5 * MILLISECOND);
            assertTrue(driver.phyInterrupts >= 2 && driver.phyInterrupts <= 4);
            assertEquals(0, driver.phyRead(0x11) & 0x04);
        });
    }

    private void up()
    {
        board.drive(() ->
        {
            driver.probe(false);
            driver.open();
            driver.runFor(2 * MILLISECOND);
        });
    }

    private void allBuffersAreInTheirQueues()
    {
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            assertEquals(driver.given(q) - (q == 1 ? 1 : 0), driver.filled(q), "FBQ" + q);
        }
        assertEquals(List.of(), board.chip.guestErrors().kinds());
    }
}
