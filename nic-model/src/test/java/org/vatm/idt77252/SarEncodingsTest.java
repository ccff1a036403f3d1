package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that known drivers write, beside what the declarations make of them. */
class SarEncodingsTest
{
    @Test
    void shouldEncodeCommands()
    {
        assertEquals(0x2000_8004, SarCommand.closeConnection(0x2001));
        assertEquals(0x2008_8004, SarCommand.openConnection(0x2001));
        assertEquals(0x401F_0003, SarCommand.writeSram(0x7C000, 4));
        assertEquals(0x5003_FFFC, SarCommand.readSram(0xFFFF));
        assertEquals(0x6000_0002, SarCommand.writeFreeBufferQueue(2));
        assertEquals(0x8000_0146, SarCommand.readUtility(0x46));
        assertEquals(0x9000_0180, SarCommand.writeUtility(0x80));
        assertEquals(0x03FF_0123, SarCommand.transmitCommand(SarCommand.TCMDQ_START_ULACR, 0xFF, 0x123));
        assertEquals(0xEF000, SarCommand.SRAM_WORD.get(SarCommand.readSram(0xEF000)));
    }

    @ParameterizedTest
    @CsvSource({
        "512,   0x1000,  0x1800,  0x2400",
        "1024,  0x2000,  0x3000,  0x3C00",
        "4096,  0x8000,  0xC000,  0xCC00",
        "16384, 0x20000, 0x30000, 0x30C00" })
    void shouldPlaceTheFixedTables(final int connections, final String rct, final String fbq0, final String fbq3)
    {
        assertEquals(Integer.decode(rct), SramLayout.rct(connections));
        assertEquals(Integer.decode(fbq0), SramLayout.fbq(connections, 0));
        assertEquals(Integer.decode(fbq3), SramLayout.fbq(connections, 3));
        assertEquals(Integer.decode(fbq3) + 0x400, SramLayout.fixedEnd(connections));
        assertEquals(Integer.decode(rct) + 12, SramLayout.rctEntry(connections, 3));
        assertEquals(24, SramLayout.tctEntry(3));
    }

    @Test
    void shouldDecodeReceiveConnections()
    {
        final int aal5 = 0x000A_8000;
        assertEquals(RctEntry.AAL_5, RctEntry.W0_AAL.get(aal5));
        assertTrue(RctEntry.W0_OPEN.isSet(aal5));
        assertTrue(RctEntry.W0_RCI.isSet(aal5));
        assertEquals(3, RctEntry.W0_FBP.get(aal5 + (3 << 21)));
        assertEquals(RctEntry.AAL_RAW, RctEntry.W0_AAL.get(0x002B_8000));
        assertEquals(2, RctEntry.W0_FBP.get(0x0048_8000));
        assertEquals(0x3FFF, RctEntry.W0_REASSEMBLY_STATE);
    }

    @Test
    void shouldTellTransmitConnectionTypes()
    {
        assertTrue(TctEntry.isCbr(0x0000_4000, 0));
        assertTrue(TctEntry.isUbr(0x0000_4000, 0x8000_0000));
        assertFalse(TctEntry.isCbr(0x4000_4000, 0));
        assertFalse(TctEntry.isUbr(0x8000_4000, 0x8000_0000));
        assertEquals(0x6EFF0, TctEntry.W0_SCD.get(0x000E_EFF0));
    }

    @Test
    void shouldEncodeScheduleEntries()
    {
        assertEquals(0x4000_0000, TstEntry.VARIABLE);
        assertEquals(0x2000_0FFF, TstEntry.cbr(0xFFF));
        assertEquals(0x603B_C000, TstEntry.jump(0xEF000));
        assertEquals(TstEntry.OPCODE_CBR, TstEntry.OPCODE.get(0xA300_0001));
        assertEquals(0xEF000, TstEntry.JUMP_WORD.get(TstEntry.jump(0xEF000)));
    }

    @Test
    void shouldSplitScdWords()
    {
        final int w0 = 0x0123_4400 | 63 << 4;
        assertEquals(0x0123_4400, ScdEntry.base(w0));
        assertEquals(63, ScdEntry.W0_TAIL.get(w0));
        assertEquals(1024, ScdEntry.SCQ_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "0x8D022E27, 10, 3, 35264",
        "0x950C6622, 40, 4, 8736",
        "0x9914A21F, 81, 8, 4344",
        "0xAB7F0EE0, 1918, 32, 184",
        "0xBC830132, 36928, 32, 9.5625",
        "0xC9390021, 342016, 32, 1.03125",
        "0xC9630020, 352768, 32, 1" })
    void shouldDecodeLogToRateWords(
        final String text, final long cellsPerSecond, final int nrm, final double intervalSlots)
    {
        final int word = Long.decode(text).intValue();

        assertEquals(cellsPerSecond, RateTable.cellsPerSecond(RateTable.FORUM_RATE.get(word)));
        assertEquals(nrm, RateTable.nrmOf(word));
        assertEquals(intervalSlots * RateTable.INTERVAL_UNITS, RateTable.intervalOf(word));
    }

    @Test
    void shouldPickBytesAndHalvesOfRateTables()
    {
        assertEquals(0x33, RateTable.rateToLog(0x4433_2211, 6));
        assertEquals(0xE5, RateTable.rateToLogIndex(1 << 14 | 14 << 9 | 5 << 5 | 31));
        assertEquals(3 << 2, RateTable.adjustment(0x0001_0803, 10));
        assertEquals(1, RateTable.adjustment(0x0001_0803, 11));
    }
}
