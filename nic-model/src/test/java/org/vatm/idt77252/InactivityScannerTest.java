package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.ReceiveRig.connection;
import static org.vatm.idt77252.ReceiveRig.pattern;
import static org.vatm.idt77252.ReceiveRig.rctWord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;

/** Inactive connections: the close of the FreeBSD driver, and limits in general. */
class InactivityScannerTest
{
    private static final int VC = connection(2, 7);
    private static final int AAL5 = 0x000A_0000;
    private static final int MICROSECOND = 1_000_000;
    private static final long SLOT_PS = 113 * 25_000L;

    private final ReceiveRig rig = new ReceiveRig();

    @AfterEach
    void close()
    {
        rig.close();
    }

    private void writeRct(final int value)
    {
        rig.sram.driverWrite(rig.events.nowPs(), rctWord(VC), value);
    }

    /** OPEN = 0, then IC = 1, then IRCP, then a look into the RSQ after 1 us. */
    @Test
    void shouldGiveTheBufferOfAClosedConnectionBackWithinAMicrosecond()
    {
        rig.start().giveBuffers(1, 1);
        final int handle = rig.giveBuffer(0);
        rig.openBySram(VC, AAL5);
        rig.cell(CellHeader.of(2, 7, 0, 0), pattern(48));
        rig.run();

        writeRct(rig.rct(VC, 0) & ~RctEntry.W0_OPEN.mask());
        writeRct(RctEntry.W0_IC.set(rig.rct(VC, 0), 1));
        final long writtenPs = rig.events.nowPs();
        rig.write(SarRegisters.IRCP, VC);
        rig.events.runUntil(writtenPs + MICROSECOND);

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertTrue(entry.has(RsqEntry.VALID.mask() | RsqEntry.IDLE.mask() | RsqEntry.BUF.mask()));
        assertEquals(handle, entry.handle());
        assertEquals(2, entry.vpi());
        assertEquals(7, entry.vci());
        assertEquals(0, rig.stat() & SarRegisters.STAT_EPDU.mask());
        assertEquals(0x0002_0000, rig.rct(VC, 0));
        assertEquals(-1, rig.rct(VC, 3));
        rig.run();
        assertNull(rig.nextEntry());
        assertEquals(0, rig.receive.freeBuffers().entries(0));
    }

    @Test
    void shouldTellOfAConnectionWithoutBuffer()
    {
        rig.start();
        writeRct(0x0002_0000 | RctEntry.W0_IC.of(1));
        rig.write(SarRegisters.IRCP, VC);
        rig.run();

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(RsqEntry.VALID.mask() | RsqEntry.IDLE.mask(), entry.status());
        assertEquals(0, entry.handle());
        // Count 0: nothing to tell.
        rig.write(SarRegisters.IRCP, VC);
        rig.run();
        assertNull(rig.nextEntry());
        rig.write(SarRegisters.CFG, SarRegisters.CFG_CNTBL.set(ReceiveRig.CFG_ON, SarRegisters.CNTBL_1024));
        rig.write(SarRegisters.IRCP, 1024);
        assertEquals(1, rig.errors.count(SarGuestError.CONNECTION_OUTSIDE_RCT));
    }

    @Test
    void shouldCountDownOncePerRoundUnlessCellsCome()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 1);
        final long round = 4096 * SLOT_PS;
        writeRct(AAL5 | RctEntry.W0_IL.of(3) | RctEntry.W0_IC.of(3));
        rig.sram.write(rctWord(VC) + 3, -1);

        rig.events.runUntil(2 * round);
        assertEquals(1, RctEntry.W0_IC.get(rig.rct(VC, 0)));
        rig.cell(CellHeader.of(2, 7, 0, 0), pattern(48));
        rig.events.runUntil(2 * round + 10 * MICROSECOND);
        assertEquals(3, RctEntry.W0_IC.get(rig.rct(VC, 0)));
        rig.events.runUntil(4 * round + 10 * MICROSECOND);
        assertNull(rig.nextEntry());
        final long before = rig.events.firedCount();
        rig.run();
        assertTrue(rig.events.nowPs() < 5 * round + 10 * MICROSECOND);
        assertTrue(rig.events.firedCount() - before < 5);

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertTrue(entry.has(RsqEntry.IDLE.mask() | RsqEntry.BUF.mask()));
        assertEquals(1, entry.cells());
        assertEquals(0, RctEntry.W0_IC.get(rig.rct(VC, 0)));
        // A limit starts the count again with the next cell.
        rig.giveBuffers(0, 1);
        rig.cell(CellHeader.of(2, 7, 0, 0), pattern(48));
        rig.run();
        assertTrue(rig.nextEntry().has(RsqEntry.IDLE.mask()));
    }

    @Test
    void shouldWaitForRoomInTheStatusQueue()
    {
        rig.start();
        rig.write(SarRegisters.RSQH, 1 << 4);
        writeRct(AAL5 | RctEntry.W0_IC.of(1));
        rig.write(SarRegisters.IRCP, VC);
        rig.run();
        assertNull(rig.nextEntry());
        assertEquals(1, rig.errors.count(SarGuestError.RSQ_FULL));

        rig.write(SarRegisters.RSQH, 2 << 4);
        rig.run();
        assertNotNull(rig.nextEntry());
    }

    @Test
    void shouldCostNothingWhileNoConnectionCounts()
    {
        rig.openBySram(VC, AAL5);
        rig.start();
        rig.run();

        assertEquals(Long.MAX_VALUE, rig.events.nextTimePs());
        // Without reception there is no scan.
        rig.write(SarRegisters.CFG, 0);
        writeRct(AAL5 | RctEntry.W0_IC.of(1));
        rig.write(SarRegisters.IRCP, VC);
        rig.run();
        assertNull(rig.nextEntry());
        rig.start();
        assertFalse(rig.events.nextTimePs() == Long.MAX_VALUE);
        rig.run();
        assertNotNull(rig.nextEntry());
    }
}
