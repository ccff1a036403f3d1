package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_FBIE;
import static org.vatm.idt77252.SarRegisters.CFG_SWRST;
import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.D1;
import static org.vatm.idt77252.SarRegisters.D2;
import static org.vatm.idt77252.SarRegisters.D3;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_FBQ0A;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.pci.PciTiming;
import org.vatm.register.AccessError;

/** Free buffers and connections, as a driver hands them to the chip: windows of BAR2 and commands. */
class FreeBufferAccessTest
{
    /** CFG = 0 means 1024 connections. */
    private static final int CONNECTIONS = 1024;
    private static final int ADDRESS = 0x0100_0000;

    private TestBoard board = new TestBoard();

    @AfterEach
    void close()
    {
        board.close();
    }

    private void window(final int queue, final int offset, final int word)
    {
        board.bridge.write32(board.sram + SarRegisters.fbqWindow(queue) + offset, word);
    }

    private int entryWord(final int queue, final int word)
    {
        return board.readSram(SramLayout.fbq(CONNECTIONS, queue) + word);
    }

    private int fraction(final int queue)
    {
        return SarRegisters.statFrac(queue).get(board.read(STAT));
    }

    @Test
    void shouldTakeEntriesAnywhereInAWindow()
    {
        board.drive(() ->
        {
            window(2, 0, 0x0003_0001);
            window(2, 0x3_FFFC, ADDRESS);
            assertEquals(0x0003_0001, entryWord(2, 0));
            assertEquals(ADDRESS, entryWord(2, 1));
            assertEquals(0x0002_0000, board.read(SarRegisters.fbqp(2)));
            assertEquals(2, board.read(SarRegisters.fbqwp(2)));
            assertEquals(0, board.bridge.read32(board.sram + SarRegisters.fbqWindow(2)));
        });
    }

    @Test
    void shouldKeepTheHalfEntriesOfTheWindowsApart()
    {
        board.drive(() ->
        {
            window(0, 0, 0x10);
            window(1, 0, 0x20);
            window(0, 0, 0x1000);
            window(1, 0, 0x2000);
            assertEquals(0x10, entryWord(0, 0));
            assertEquals(0x1000, entryWord(0, 1));
            assertEquals(0x20, entryWord(1, 0));
            assertEquals(0x2000, entryWord(1, 1));
        });
    }

    @Test
    void shouldAppendTwoEntriesByCommand()
    {
        board.drive(() ->
        {
            board.write(D0, 0x8000_0001);
            board.write(D1, 0x0110_0000);
            board.write(D2, 0x8000_0002);
            board.write(D3, 0x0110_0800);
            board.command(SarCommand.writeFreeBufferQueue(1));
            assertEquals(0x8000_0001, entryWord(1, 0));
            assertEquals(0x0110_0000, entryWord(1, 1));
            assertEquals(0x8000_0002, entryWord(1, 2));
            assertEquals(0x0110_0800, entryWord(1, 3));
            assertEquals(0x0004_0000, board.read(SarRegisters.fbqp(1)));
        });
    }

    @Test
    void shouldCountInUnitsOf32AndStopAt15()
    {
        board.drive(() ->
        {
            for (int i = 0; i < 512; i++)
            {
                assertEquals(Math.min(15, i / 32), fraction(3));
                window(3, 0, i);
                window(3, 0, ADDRESS + 0x100 * i);
            }
            assertEquals(15, fraction(3));
            window(3, 0, 0x999);
            window(3, 0, 0x999);
            assertEquals(0x0400_0000, board.read(SarRegisters.fbqp(3)));
        });
        assertEquals(1, board.chip.guestErrors().count(SarGuestError.FBQ_FULL));
    }

    @Test
    void shouldAskForBuffersAsLongAsThereAreTooFew()
    {
        board.drive(() ->
        {
            board.write(SarRegisters.fbqs(0), 0x1000_0025);
            assertEquals(STAT_FBQ0A.mask(), board.read(STAT));
            assertFalse(board.chip.interrupt().isAsserted());
            board.write(CFG, CFG_FBIE.mask());
            board.write(STAT, -1);
            assertEquals(STAT_FBQ0A.mask(), board.read(STAT));
            assertTrue(board.chip.interrupt().isAsserted());

            for (int i = 0; i < 32; i++)
            {
                assertTrue(STAT_FBQ0A.isSet(board.read(STAT)));
                window(0, 0, i);
                window(0, 0, ADDRESS);
            }
            assertFalse(STAT_FBQ0A.isSet(board.read(STAT)));
            board.host.cpu().stall(1_000_000);
            assertFalse(board.chip.interrupt().isAsserted());
        });
    }

    /** At 66 MHz writes come every 60 ns; the windows take one in 75 ns. */
    @Test
    void shouldRetryAWindowThatIsNotReady()
    {
        board.close();
        board = new TestBoard(BoardConfig.of("fast", TestBoard.ESI), PciTiming.PCI66);
        board.drive(() ->
        {
            for (int i = 0; i < 8; i++)
            {
                window(0, 0, i);
            }
            assertEquals(8, board.read(SarRegisters.fbqwp(0)));
            for (int i = 0; i < 8; i++)
            {
                assertEquals(i, entryWord(0, i));
            }
        });
        assertTrue(board.host.bus().retryCount() > 0);
    }

    @Test
    void shouldForgetHalfEntriesInReset()
    {
        board.drive(() ->
        {
            window(0, 0, 0x11);
            board.write(CFG, CFG_SWRST.mask());
            window(0, 0, 0x22);
            board.write(CFG, 0);
            window(0, 0, 0x33);
            window(0, 0, ADDRESS);
            assertEquals(0x33, entryWord(0, 0));
            assertEquals(0x0002_0000, board.read(SarRegisters.fbqp(0)));
        });
        assertEquals(1, board.chip.guestErrors().count(SarGuestError.WRITE_DURING_RESET));
    }

    @Test
    void shouldRefuseNarrowWritesToAWindow()
    {
        board.drive(() ->
        {
            board.bridge.write16(board.sram + SarRegisters.fbqWindow(0), 0x1234);
            assertEquals(0, board.read(SarRegisters.fbqwp(0)));
        });
        assertEquals(1, board.chip.guestErrors().count(AccessError.NARROW_WRITE));
    }

    @Test
    void shouldOpenAndCloseConnectionsByCommand()
    {
        final int entry = SramLayout.rctEntry(CONNECTIONS, 0x203);
        board.drive(() ->
        {
            board.writeSram(entry, RctEntry.W0_AAL.of(RctEntry.AAL_5) | RctEntry.W0_CELL_COUNT.of(7));
            board.command(SarCommand.openConnection(entry));
            assertEquals(RctEntry.W0_AAL.of(RctEntry.AAL_5) | RctEntry.W0_OPEN.mask(), board.readSram(entry));
            assertEquals(-1, board.readSram(entry + 3));

            board.writeSram(entry, board.readSram(entry) | RctEntry.W0_ATTACHED.mask() | RctEntry.W0_FBP.of(2));
            board.writeSram(entry + 1, 0xABC);
            board.writeSram(entry + 2, ADDRESS);
            board.command(SarCommand.closeConnection(entry));
            assertEquals(RctEntry.W0_AAL.of(RctEntry.AAL_5) | RctEntry.W0_FBP.of(2), board.readSram(entry));
            assertEquals(0xABC, entryWord(2, 0));
            assertEquals(ADDRESS, entryWord(2, 1));

            board.write(CMD, SarCommand.openConnection(0));
            assertEquals(0, board.readSram(0));
        });
        assertEquals(1, board.chip.guestErrors().count(SarGuestError.CONNECTION_OUTSIDE_RCT));
    }
}
