package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.ReceiveRig.connection;
import static org.vatm.idt77252.ReceiveRig.pattern;
import static org.vatm.idt77252.ReceiveRig.rctWord;

import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.atm.Aal34;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.CellHeader;
import org.vatm.atm.Crc10;
import org.vatm.pci.ConfigSpace;

/** Reassembly as a driver sees it: RCT entries, buffers, RSQ entries, counters; and in clocks on the bus. */
class ReassemblyTest
{
    private static final int VPI = 1;
    private static final int VCI = 42;
    private static final int VC = connection(VPI, VCI);
    private static final int AAL0 = 0x0008_8000;
    private static final int AAL34 = 0x0009_8000;
    private static final int AAL5 = 0x000A_8000;
    private static final int FBP = 21;

    private final ReceiveRig rig = new ReceiveRig();

    @AfterEach
    void close()
    {
        rig.close();
    }

    /**
     * A 40-byte AAL5 PDU, one cell, last octet in the PHY at 0:
     * <pre>
     *   UTOPIA            54 UTOPIA clocks of 50 ns                             2700 ns
     *   FIFO, RCT         13 + 4 + 4 SAR clocks of 25 ns                        3225 ns
     *   pop FBQ0          2 SAR clocks                                          3275 ns
     *   REQ#              PCI edge 110, arbitration 2                           address phase at edge 112
     *   payload           address, DEVSEL, 12 data                              edge 126
     *   REQ#              edge 126, arbitration 2, the first hidden by idle 1   address phase at edge 128
     *   RSQ entry         address, DEVSEL, 4 data                               edge 134 = 4020 ns, STAT.EPDU
     *   INTA#             2 PCI clocks                                          edge 136 = 4080 ns
     * </pre>
     */
    @Test
    void shouldTakeAPduOfOneCellInTheseClocks()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffer(0);
        rig.openBySram(VC, AAL5);
        rig.sendAal5(VPI, VCI, pattern(40));

        rig.events.runUntil(4_019_999);
        assertEquals(0, rig.stat() & SarRegisters.STAT_EPDU.mask());
        rig.events.runUntil(4_079_999);
        assertEquals(SarRegisters.STAT_EPDU.mask(), rig.stat() & SarRegisters.STAT_EPDU.mask());
        assertFalse(rig.chip.interrupt().isAsserted());
        rig.events.runUntil(4_080_000);

        assertTrue(rig.chip.interrupt().isAsserted());
        assertEquals(List.of("112+14 48 bytes", "128+6 16 bytes"), rig.transactions);
        assertArrayEquals(pattern(40), rig.receivedPdu());
    }

    /** Cells in consecutive slots, in one buffer. */
    @Test
    void shouldNeedTwoEventsForACell()
    {
        rig.start().giveBuffers(1, 2);
        rig.openBySram(VC, AAL5 | 1 << FBP);
        rig.sendAal5(VPI, VCI, pattern(48 * 10));
        final long before = rig.events.firedCount();

        rig.run();

        // 11 cells of two events, one for the pop, one for the RSQ entry, one for INTA#.
        assertEquals(11 * 2 + 3, rig.events.firedCount() - before);
    }

    /** Two cells at once: the second crosses UTOPIA behind the first, and finds the engine idle again. */
    @Test
    void shouldTakeCellsAtTheRateOfUtopia()
    {
        rig.start().giveBuffers(1, 2);
        rig.openBySram(VC, AAL5 | 1 << FBP);
        for (int i = 0; i < 3; i++)
        {
            assertEquals(2_700_000 * (i + 1) + 525_000, rig.receive.reassembly().readyPs(0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 41, 48, 1500, 9180, 65535})
    void shouldReassembleOverSeveralBuffers(final int length)
    {
        rig.start().giveBuffers(0, 1);
        rig.giveBuffers(1, 40);
        rig.openBySram(VC, AAL5);

        rig.sendAal5(VPI, VCI, pattern(length));
        rig.run();

        assertArrayEquals(pattern(length), rig.receivedPdu());
        assertEquals(0, rig.errors.total());
        assertEquals(AAL5, rig.rct(VC, 0));
        assertEquals(-1, rig.rct(VC, 3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 1, 1", "2, 2, 2", "3, 3, 3"})
    void shouldTakeBuffersByPolicy(final int policy, final int first, final int others)
    {
        rig.start();
        for (int queue = 0; queue < 4; queue++)
        {
            rig.giveBuffers(queue, 60);
        }
        rig.openBySram(VC, AAL5 | policy << FBP);

        rig.sendAal5(VPI, VCI, pattern(48 * 50));
        rig.run();

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(first, entry.queue());
        assertEquals(ReceiveRig.BUFFER_CELLS[first], entry.cells());
        assertEquals(RsqEntry.VALID.mask() | RsqEntry.BUF.mask(), entry.status() & 0xC000_FE00);
        assertEquals(VPI, entry.vpi());
        assertEquals(VCI, entry.vci());
        ReceiveRig.Entry next = rig.nextEntry();
        int cells = entry.cells();
        while (next != null)
        {
            assertEquals(others, next.queue());
            assertTrue(next.has(RsqEntry.CBUF.mask()));
            cells += next.cells();
            if (cells == 51)
            {
                assertTrue(next.has(RsqEntry.EPDU.mask()));
                assertEquals(RsqEntry.CRC_GOOD, next.crc());
            }
            next = rig.nextEntry();
        }
        assertEquals(51, cells);
    }

    @Test
    void shouldEndAPduThatFillsItsBufferWithOneEntry()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 1);
        rig.openBySram(VC, AAL5);

        rig.sendAal5(VPI, VCI, pattern(5 * 48 - 8));
        rig.run();

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(5, entry.cells());
        assertTrue(entry.has(RsqEntry.EPDU.mask()));
        assertFalse(entry.has(RsqEntry.CBUF.mask()));
        assertNull(rig.nextEntry());
    }

    @Test
    void shouldFlagABadCrcOnlyAtTheEnd()
    {
        rig.start().giveBuffers(1, 3);
        rig.giveBuffers(0, 2);
        rig.openBySram(VC, AAL5);
        final byte[][] cells = ReceiveRig.aal5(pattern(48 * 7));
        cells[2][17] ^= 4;
        for (int i = 0; i < cells.length; i++)
        {
            rig.cell(CellHeader.of(VPI, VCI, i == cells.length - 1 ? 1 : 0, 0), cells[i]);
        }
        rig.sendAal5(VPI, VCI, pattern(30));
        rig.run();

        assertFalse(rig.nextEntry().has(RsqEntry.CRC_ERROR.mask()));
        final ReceiveRig.Entry last = rig.nextEntry();
        assertTrue(last.has(RsqEntry.CRC_ERROR.mask() | RsqEntry.EPDU.mask()));
        assertTrue(last.crc() != Aal5Crc.RESIDUE);
        assertArrayEquals(pattern(30), rig.receivedPdu());
    }

    @Test
    void shouldDropCellsWithoutBufferAndSpoilTheirPdu()
    {
        rig.start().giveBuffers(1, 2);
        rig.openBySram(VC, AAL5 | 1 << FBP);
        rig.openBySram(VC + 1, AAL5);
        rig.sendAal5(VPI, VCI + 1, pattern(100));
        rig.run();
        assertEquals(SarRegisters.CDC_NFB.mask() | 3, rig.read(SarRegisters.CDC));
        assertEquals(0, rig.read(SarRegisters.CDC));
        assertEquals(3, rig.errors.count(SarGuestError.NO_FREE_BUFFER));

        rig.sendAal5(VPI, VCI + 1, pattern(100));
        rig.run();
        rig.giveBuffers(0, 2);
        final byte[][] cells = ReceiveRig.aal5(pattern(100));
        rig.cell(CellHeader.of(VPI, VCI + 1, 0, 0), cells[1]);
        rig.cell(CellHeader.of(VPI, VCI + 1, 1, 0), cells[2]);
        rig.sendAal5(VPI, VCI + 1, pattern(10));
        rig.run();

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(2, entry.cells());
        assertTrue(entry.has(RsqEntry.CRC_ERROR.mask() | RsqEntry.EPDU.mask()));
        assertEquals(0, entry.queue());
        assertArrayEquals(pattern(10), rig.receivedPdu());
    }

    @Test
    void shouldAccumulateFlagsOverABuffer()
    {
        rig.start().giveBuffers(1, 2);
        rig.giveBuffers(0, 1);
        rig.write(SarRegisters.CFG, ReceiveRig.CFG_ON | SarRegisters.CFG_IGGFC.mask());
        rig.openBySram(VC, AAL5);
        for (int i = 0; i < 5; i++)
        {
            rig.cell(CellHeader.of(VPI, VCI, i == 1 ? 2 : 0, i == 2 ? 1 : 0) | (i == 3 ? 0x5000_0000 : 0), pattern(48));
        }
        rig.cell(CellHeader.of(VPI, VCI, 1, 0), pattern(48));
        rig.run();

        assertTrue(rig.nextEntry().has(RsqEntry.EFCI.mask() | RsqEntry.CLP.mask() | RsqEntry.NZGFC.mask()));
        final int flags = RsqEntry.EFCI.mask() | RsqEntry.CLP.mask() | RsqEntry.NZGFC.mask();
        assertEquals(0, rig.nextEntry().status() & flags);
    }

    @Test
    void shouldGiveEachAal0CellOfAOneCellQueueItsEntryAndInterruptOnlyForAuu()
    {
        rig.start().giveBuffers(2, 3);
        rig.openBySram(VC, AAL0 | 2 << FBP);
        rig.cell(CellHeader.of(VPI, VCI, 0, 0), pattern(48));
        rig.run();

        assertEquals(0, rig.stat() & SarRegisters.STAT_EPDU.mask());
        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(1, entry.cells());
        assertFalse(entry.has(RsqEntry.EPDU.mask()));
        assertArrayEquals(pattern(48), rig.bytes(rig.bufferAddress(entry.handle()), 48));

        rig.cell(CellHeader.of(VPI, VCI, 1, 0), pattern(48));
        rig.run();

        assertTrue(rig.nextEntry().has(RsqEntry.EPDU.mask()));
        assertEquals(SarRegisters.STAT_EPDU.mask(), rig.stat() & SarRegisters.STAT_EPDU.mask());
    }

    @Test
    void shouldEndAal34AtItsSegmentTypeAndCheckCrc10()
    {
        rig.start().giveBuffers(1, 4);
        rig.openBySram(VC, AAL34 | 1 << FBP);
        final int[] types = {Aal34.BOM, Aal34.COM, Aal34.EOM, Aal34.SSM};
        for (int i = 0; i < 4; i++)
        {
            final byte[] segment = pattern(48);
            Aal34.write(new UnsafeBuffer(segment), 0, types[i], i, 9, 44);
            segment[20] ^= i == 1 ? 1 : 0;
            rig.cell(CellHeader.of(VPI, VCI, 0, 0), segment);
        }
        rig.run();

        final ReceiveRig.Entry message = rig.nextEntry();
        assertEquals(3, message.cells());
        assertTrue(message.has(RsqEntry.EPDU.mask() | RsqEntry.CRC_ERROR.mask()));
        final ReceiveRig.Entry single = rig.nextEntry();
        assertEquals(1, single.cells());
        assertTrue(single.has(RsqEntry.EPDU.mask()));
        assertFalse(single.has(RsqEntry.CRC_ERROR.mask()));
    }

    @Test
    void shouldGiveTheBufferBackWhenClosedInTheMiddleOfAPdu()
    {
        rig.start().giveBuffers(1, 1);
        final int handle = rig.giveBuffer(0);
        rig.openBySram(VC, AAL5);
        final byte[][] cells = ReceiveRig.aal5(pattern(100));
        rig.cell(CellHeader.of(VPI, VCI, 0, 0), cells[0]);
        rig.run();
        assertEquals(0, rig.receive.freeBuffers().entries(0));

        rig.receive.connections().close(rig.events.nowPs(), rctWord(VC) << 2);
        assertEquals(1, rig.receive.freeBuffers().entries(0));
        assertEquals(AAL5 & ~RctEntry.W0_OPEN.mask(), rig.rct(VC, 0));
        rig.cell(CellHeader.of(VPI, VCI, 1, 0), cells[1]);
        rig.run();
        assertEquals(1, rig.read(SarRegisters.VPEC));

        // Opened as Linux does: word 0, then the command.
        rig.sram.driverWrite(rig.events.nowPs(), rctWord(VC), AAL5);
        rig.receive.connections().open(rig.events.nowPs(), 0x8_0000 | rctWord(VC) << 2);
        rig.sendAal5(VPI, VCI, pattern(30));
        rig.run();
        final byte[] packet = rig.receivedPdu();
        assertArrayEquals(pattern(30), packet);
        assertArrayEquals(pattern(30), rig.bytes(rig.bufferAddress(handle), 30));
    }

    @Test
    void shouldIgnoreOpenAndCloseOutsideTheRct()
    {
        rig.start();
        rig.receive.connections().open(0, 0x8_0000);
        rig.receive.connections().close(0, rctWord(4096) << 2);

        assertEquals(2, rig.errors.count(SarGuestError.CONNECTION_OUTSIDE_RCT));
        assertEquals(0, rig.sram.read(0));
    }

    @Test
    void shouldCountWhatHasNoConnection()
    {
        rig.start().giveBuffers(1, 1);
        rig.openBySram(VC, AAL5);
        rig.openBySram(VC + 1, 0x000D_8000);
        rig.cell(CellHeader.of(VPI, VCI, 0, 0) | 0x1000_0000, pattern(48));
        rig.cell(CellHeader.of(0, 0, 0, 0), pattern(48));
        rig.cell(CellHeader.of(VPI, VCI, 7, 0), pattern(48));
        rig.cell(CellHeader.of(VPI + 4, VCI, 0, 0), pattern(48));
        rig.cell(CellHeader.of(VPI, VCI + 2, 0, 0), pattern(48));
        rig.cell(CellHeader.of(VPI, VCI + 1, 0, 0), pattern(48));
        rig.run();

        assertEquals(3, rig.read(SarRegisters.ICC));
        assertEquals(2, rig.read(SarRegisters.VPEC));
        assertEquals(SarRegisters.CDC_CTE.mask() | 1, rig.read(SarRegisters.CDC));
        assertEquals(List.of(), rig.transactions);
    }

    @Test
    void shouldCompareTheHighBitsWithVpm()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 1);
        rig.openBySram(VC, AAL5);
        // VPI 5 = 1 above the two index bits, VCI 0x802A = 0x20 above the ten.
        rig.write(SarRegisters.VPM, 1 << 6 | 0x20);
        rig.sendAal5(VPI, VCI, pattern(30));
        rig.sendAal5(5, 0x802A, pattern(30));
        rig.run();

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(5, entry.vpi());
        assertEquals(0x802A, entry.vci());
        assertNull(rig.nextEntry());
        assertEquals(1, rig.read(SarRegisters.VPEC));
    }

    @Test
    void shouldCheckTheCrcOfOamAndRmCells()
    {
        rig.start().giveBuffers(1, 1);
        rig.openBySram(VC, AAL5);
        rig.openBySram(VC + 1, 0x000C_8000);
        final byte[] good = pattern(48);
        Crc10.insert(new UnsafeBuffer(good), 0);
        final byte[] bad = good.clone();
        bad[3] ^= 1;
        rig.cell(CellHeader.of(VPI, VCI, 4, 0), good);
        rig.cell(CellHeader.of(VPI, VCI, 5, 0), bad);
        rig.cell(CellHeader.of(VPI, VCI + 1, 0, 0), good);
        rig.cell(CellHeader.of(VPI, VCI + 1, 0, 0), bad);
        rig.run();
        assertEquals(SarRegisters.CDC_OAMCRC.mask() | 2, rig.read(SarRegisters.CDC));
        assertEquals(2 * 64, rig.read(SarRegisters.RAWCT) - (int)rig.bufferAddress(0x1000));

        // pattern(48)[0] is 1, the protocol of ABR.
        final byte[] otherProtocol = good.clone();
        otherProtocol[0] = 2;
        Crc10.insert(new UnsafeBuffer(otherProtocol), 0);
        rig.cell(CellHeader.of(VPI, VCI, 6, 0), good);
        rig.cell(CellHeader.of(VPI, VCI, 6, 0), bad);
        rig.cell(CellHeader.of(VPI, VCI, 6, 0), otherProtocol);
        rig.run();
        assertEquals(SarRegisters.CDC_RMCRC.mask() | SarRegisters.CDC_RMID.mask() | 2, rig.read(SarRegisters.CDC));
        assertEquals(2 * 64, rig.read(SarRegisters.RAWCT) - (int)rig.bufferAddress(0x1000));

        rig.write(SarRegisters.GP, SarRegisters.GP_RM.of(SarRegisters.RM_PROCESS_AND_COPY));
        rig.cell(CellHeader.of(VPI, VCI, 6, 0), good);
        rig.run();
        rig.write(SarRegisters.GP, SarRegisters.GP_RM.of(SarRegisters.RM_RAW));
        rig.cell(CellHeader.of(VPI, VCI, 6, 0), bad);
        rig.run();
        assertEquals(4 * 64, rig.read(SarRegisters.RAWCT) - (int)rig.bufferAddress(0x1000));
    }

    @Test
    void shouldFillTheReceiveFifoBehindAFullStatusQueueAndLoseNothingThatFits()
    {
        rig.write(SarRegisters.RXFD, 0);
        rig.write(SarRegisters.RSQH, 2 << 4);
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 60);
        rig.openBySram(VC, AAL5);
        for (int i = 0; i < 45; i++)
        {
            rig.sendAal5(VPI, VCI, pattern(20 + i % 20));
        }
        rig.run();

        // Room for one entry; one cell waits in the engine, 39 in 512 words.
        assertEquals(SarRegisters.STAT_RSQF.mask(), rig.stat() & SarRegisters.STAT_RSQF.mask());
        assertEquals(39, rig.receive.fifo().count());
        assertEquals(SarRegisters.CDC_RXFIFO.mask() | 4, rig.read(SarRegisters.CDC));
        assertEquals(1, rig.errors.count(SarGuestError.RSQ_FULL));
        assertEquals(4, rig.errors.count(SarGuestError.RX_FIFO_FULL));
        assertArrayEquals(pattern(20), rig.receivedPdu());
        assertNull(rig.nextEntry());

        rig.acknowledge();
        rig.run();
        assertEquals(0, rig.stat() & SarRegisters.STAT_RSQF.mask());
        for (int i = 1; i < 41; i++)
        {
            assertArrayEquals(pattern(20 + i % 20), rig.receivedPdu(), "PDU " + i);
        }
        assertNull(rig.receivedPdu());
    }

    @Test
    void shouldStopDmaAtOnceAndStartAgain()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 4);
        rig.openBySram(VC, AAL5);
        rig.sendAal5(VPI, VCI, pattern(200));
        // In the middle of the first payload burst.
        rig.events.runUntil(120 * 30_000);
        rig.write(SarRegisters.CFG, 0);
        rig.run();
        assertEquals(0, rig.hostWord(rig.bufferAddress(0x1001)));
        assertNull(rig.nextEntry());

        rig.openBySram(VC, AAL5);
        rig.start();
        rig.sendAal5(VPI, VCI, pattern(20));
        rig.run();
        assertArrayEquals(pattern(20), rig.receivedPdu());
    }

    @Test
    void shouldRestartInsideABurstThatWasGivenUp()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 4);
        rig.openBySram(VC, AAL5);
        rig.sendAal5(VPI, VCI, pattern(20));
        // The burst lasts from edge 112 to 126.
        rig.events.runUntil(113 * 30_000);
        rig.softwareReset();
        rig.write(SarRegisters.RSQB, (int)rig.rsqBase);
        rig.write(SarRegisters.fbqs(0), 5);
        rig.start();
        rig.giveBuffers(0, 1);
        rig.openBySram(VC, AAL5);
        final UnsafeBuffer cell = new UnsafeBuffer(ReceiveRig.aal5(pattern(9))[0]);
        rig.receive.reassembly().receive(
            rig.events.nowPs(), CellHeader.of(VPI, VCI, 1, 0), cell, 0, Aal5Crc.remainder(cell, 0));
        rig.run();

        assertArrayEquals(pattern(9), rig.receivedPdu());
        assertNull(rig.nextEntry());
        assertEquals(List.of("112+14 48 bytes", "128+14 48 bytes", "144+6 16 bytes"), rig.transactions);
    }

    @Test
    void shouldHandABufferOutsideMemoryBackWithACrcError()
    {
        rig.start().giveBuffers(1, 1);
        rig.receive.freeBuffers().windowWrite(0, 0, 0xABCD);
        rig.receive.freeBuffers().windowWrite(0, 0, 0xF000_0000);
        rig.giveBuffers(0, 1);
        rig.openBySram(VC, AAL5);
        rig.sendAal5(VPI, VCI, pattern(100));
        rig.sendAal5(VPI, VCI, pattern(10));
        rig.run();

        final ReceiveRig.Entry entry = rig.nextEntry();
        assertEquals(0xABCD, entry.handle());
        assertEquals(3, entry.cells());
        assertTrue(entry.has(RsqEntry.CRC_ERROR.mask() | RsqEntry.EPDU.mask()));
        assertArrayEquals(pattern(10), rig.receivedPdu());
        assertEquals(3, rig.errors.count(SarGuestError.DMA_OUTSIDE_MEMORY));
        assertTrue((rig.chip.config().read(ConfigSpace.STATUS, 2) & ConfigSpace.STATUS_RECEIVED_MASTER_ABORT) != 0);
    }

    @Test
    void shouldGoOnWithoutBusMastering()
    {
        rig.chip.config().write(ConfigSpace.COMMAND, 2, 0);
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 1);
        rig.openBySram(VC, AAL5);
        rig.sendAal5(VPI, VCI, pattern(100));
        rig.run();

        assertEquals(4, rig.errors.count(SarGuestError.DMA_NOT_MASTER));
        assertEquals(List.of(), rig.transactions);
        assertNull(rig.nextEntry());
    }

    @Test
    void shouldWriteBuffersWithABiasAndReportThemWithout()
    {
        rig.receive.freeBuffers().dmaBias(-48);
        rig.start();
        final int raw = rig.giveBuffer(1);
        final int small = rig.giveBuffer(0);
        rig.openBySram(VC, AAL5);
        rig.openBySram(VC + 1, 0x000B_8000);
        rig.sendAal5(VPI, VCI, pattern(40));
        rig.cell(CellHeader.of(VPI, VCI + 1, 0, 0), pattern(48));
        rig.run();

        assertArrayEquals(pattern(40), rig.bytes(rig.bufferAddress(small) - 48, 40));
        assertEquals(small, rig.nextEntry().handle());
        assertArrayEquals(pattern(48), rig.bytes(rig.bufferAddress(raw) - 48 + 16, 48));
        assertEquals((int)rig.bufferAddress(raw), rig.hostWord(rig.handleBlock));
        assertEquals((int)rig.bufferAddress(raw) + 64, rig.read(SarRegisters.RAWCT));
    }

    /** The board has 128K words: the RCT of FreeBSD's 512K layout, at 0x20000, is at 0. */
    @Test
    void shouldFindTablesThroughAliases()
    {
        rig.write(SarRegisters.CFG, ReceiveRig.CFG_ON & ~SarRegisters.CFG_CNTBL.mask() |
            SarRegisters.CFG_CNTBL.of(SarRegisters.CNTBL_16384));
        rig.write(SarRegisters.fbqs(0), 5);
        rig.giveBuffers(0, 1);
        final int entry = 0x2_0000 + 4 * (VPI << 12 | VCI);
        rig.sram.write(entry, AAL5);
        rig.sram.write(entry + 3, -1);

        rig.sendAal5(VPI, VCI, pattern(40));
        rig.run();

        assertArrayEquals(pattern(40), rig.receivedPdu());
        assertEquals(0x1000, rig.sram.read(0x1_0000));
        assertEquals(0x1000, rig.sram.read(0x3_0000));
        assertEquals(AAL5, rig.sram.read(entry));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSurviveNonsense(final long seed)
    {
        final Random random = new Random(seed);
        for (int i = 0; i < rig.sram.size(); i++)
        {
            rig.sram.write(i, random.nextInt());
        }
        for (int q = 0; q < 4; q++)
        {
            rig.write(SarRegisters.fbqs(q), random.nextInt());
            rig.write(SarRegisters.fbqp(q), random.nextInt());
        }
        rig.write(SarRegisters.RSQB, random.nextInt());
        rig.write(SarRegisters.RAWHND, random.nextInt());
        rig.write(SarRegisters.RXFD, random.nextInt());
        final byte[] payload = new byte[48];
        for (int i = 0; i < 3000; i++)
        {
            if (i % 50 == 0)
            {
                rig.write(SarRegisters.CFG, random.nextInt() & 0x7FFF_FFFF | SarRegisters.CFG_RXPTH.mask());
                rig.write(SarRegisters.GP, random.nextInt());
            }
            rig.receive.freeBuffers().windowWrite(rig.events.nowPs(), random.nextInt(4), random.nextInt());
            rig.receive.connections().open(rig.events.nowPs(), random.nextInt());
            rig.receive.connections().close(rig.events.nowPs(), random.nextInt());
            rig.write(SarRegisters.IRCP, random.nextInt());
            rig.write(SarRegisters.RSQH, random.nextInt());
            if (random.nextInt(20) == 0)
            {
                rig.write(SarRegisters.RSQT, random.nextInt());
                rig.write(SarRegisters.fbqwp(random.nextInt(4)), random.nextInt());
            }
            random.nextBytes(payload);
            rig.cell(random.nextInt() & 0x0FFF_FFFF, payload.clone());
            rig.events.runUntil(rig.events.nowPs() + random.nextInt(6_000_000));
        }
        assertTrue(rig.errors.total() > 0);
    }
}
