package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_SWRST;
import static org.vatm.idt77252.SarRegisters.CFG_TMOIE;
import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_TMROF;
import static org.vatm.idt77252.SarRegisters.TMR;
import static org.vatm.idt77252.SarRegisters.TSQB;
import static org.vatm.idt77252.SarRegisters.TSQH;
import static org.vatm.idt77252.SarRegisters.TSQT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.memory.HostMemory;

/** Rate and width of TMR: docs/timing.md#timer. */
class SarTimerTest
{
    /** 2^24 counts of 512 clocks of 25 ns: 214.7 s. */
    static final long OVERFLOW_PS = (1L << 24) * 512 * 25_000;
    private static final long COUNT_PS = 512 * 25_000;

    private final TestBoard board = new TestBoard();

    @AfterEach
    void close()
    {
        board.close();
    }

    @Test
    void shouldCountOncePer512Clocks()
    {
        board.simulation.runUntil(1000 * COUNT_PS - 1_000_000);
        assertEquals(999, board.ask(() -> board.read(TMR)));

        board.simulation.runUntil(1000 * COUNT_PS);
        assertEquals(1000, board.ask(() -> board.read(TMR)));
    }

    @Test
    void shouldWrapAndInterrupt()
    {
        board.drive(() -> board.write(CFG, CFG_TMOIE.mask()));
        board.simulation.runUntil(OVERFLOW_PS - 1_000_000);
        assertEquals(0xFF_FFFF, board.ask(() -> board.read(TMR)));
        assertEquals(0, board.ask(() -> board.read(STAT)) & STAT_TMROF.mask());

        board.simulation.runUntil(OVERFLOW_PS + 100_000);
        assertTrue(board.chip.interrupt().isAsserted());
        assertEquals(0, board.ask(() -> board.read(TMR)));

        board.drive(() -> board.write(STAT, STAT_TMROF.mask()));
        board.simulation.runUntil(board.nowPs() + 1_000_000);
        assertFalse(board.chip.interrupt().isAsserted());
        board.simulation.runUntil(2 * OVERFLOW_PS + 100_000);
        assertEquals(2, board.chip.interrupt().assertionCount());
    }

    @Test
    void shouldKeepAnOverflowThatCameAfterStatWasReadIfSoTold()
    {
        for (final boolean keeps : new boolean[]{ false, true })
        {
            board.chip.keepUnseenStatus(keeps);
            final long next = (board.nowPs() / OVERFLOW_PS + 1) * OVERFLOW_PS;
            board.simulation.runUntil(next + 100_000);
            assertEquals(STAT_TMROF.mask(), board.ask(() -> board.read(STAT)));
            board.simulation.runUntil(next + OVERFLOW_PS + 100_000);

            board.drive(() -> board.write(STAT, STAT_TMROF.mask()));
            assertEquals(keeps ? STAT_TMROF.mask() : 0, board.ask(() -> board.read(STAT)));

            board.drive(() -> board.write(STAT, STAT_TMROF.mask()));
            assertEquals(0, board.ask(() -> board.read(STAT)));
        }
    }

    @Test
    void shouldPutAnEntryIntoTheTransmitStatusQueueAtOverflow()
    {
        final long queue = HostMemory.RAM_BASE + 0x2000;
        board.drive(() ->
        {
            board.enableMaster();
            board.write(TSQB, (int)queue);
            board.write(TSQH, 0x1FF8);
            board.host.memory().putInt(queue, -1);
            board.host.memory().putInt(queue + 4, TsqEntry.EMPTY.mask());
        });
        board.simulation.runUntil(OVERFLOW_PS - 1_000_000_000);
        board.drive(() -> board.write(CFG, CFG_TXEN.mask()));
        board.simulation.runUntil(OVERFLOW_PS + 1_000_000);

        assertEquals(0, board.host.memory().getInt(queue));
        assertFalse(TsqEntry.EMPTY.isSet(board.host.memory().getInt(queue + 4)));
        assertEquals(8, board.ask(() -> board.read(TSQT)));
        assertEquals(STAT_TMROF.mask(), board.ask(() -> board.read(STAT)));
    }

    @Test
    void shouldStandAtZeroInReset()
    {
        board.simulation.runUntil(50 * COUNT_PS);
        board.drive(() ->
        {
            board.write(CFG, CFG_SWRST.mask());
            board.host.cpu().stall(10 * COUNT_PS);
            assertEquals(0, board.read(TMR));
            board.write(CFG, 0);
            board.host.cpu().stall(3 * COUNT_PS + 1_000_000);
            assertEquals(3, board.read(TMR));
        });
    }
}
