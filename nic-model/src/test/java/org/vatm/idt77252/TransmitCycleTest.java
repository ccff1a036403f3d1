package org.vatm.idt77252;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;
import org.vatm.line.SonetLine;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciBus;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_CNTBL;
import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.CNTBL_4096;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.TSQB;
import static org.vatm.idt77252.SarRegisters.TSQH;
import static org.vatm.idt77252.SarRegisters.TSTB;

/** One AAL5 PDU of 40 bytes out: every transaction on the bus with its clock, and why; then its slot on the line. */
class TransmitCycleTest
{
    private static final long CLOCK = 30_000;
    private static final long TSQ = HostMemory.RAM_BASE + 0x2000;
    private static final long SCQ = HostMemory.RAM_BASE + 0x4000;
    private static final long DATA = HostMemory.RAM_BASE + 0x8000;
    private static final int TST = 0x10000;
    private static final int SCD = 0x18000;

    private final TestBoard board = new TestBoard();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void tearDown()
    {
        board.close();
    }

    @Test
    void shouldAccountForEveryTransactionOfAPdu()
    {
        board.drive(() ->
        {
            board.enableMaster();
            board.writeSram(TST, TstEntry.VARIABLE);
            board.writeSram(TST + 1, TstEntry.jump(TST));
            board.writeSram(SCD, (int)SCQ);
            board.writeSram(SCD + 1, 0);
            board.writeSram(SCD + 2, -1);
            board.writeSram(0, SCD);
            board.writeSram(7, TctEntry.W7_UBR.mask());
            board.write(TSTB, TST << 2);
            board.write(TSQB, (int)TSQ);
            board.write(TSQH, 0x1FF8);
            board.write(CFG, CFG_CNTBL.of(CNTBL_4096) | CFG_TXEN.mask());
            board.host.memory().putInt(SCQ, TransmitBufferDescriptor.AAL.of(TransmitBufferDescriptor.AAL_5) |
                TransmitBufferDescriptor.EPDU.mask() | TransmitBufferDescriptor.GTSI.mask() | 40);
            board.host.memory().putInt(SCQ + 4, (int)DATA);
            board.host.memory().putInt(SCQ + 8, 40);
            board.host.memory().putInt(SCQ + 12, CellHeader.of(0, 40, 0, 0));
        });
        // The line sends null cells, and by now the FIFOs are full of them, 9 in the SAR and 4 in the PHY: UTOPIA is faster than the line,
        // but by 5 % only.
        final long start = 40_000 * CLOCK;
        board.simulation.runUntil(start);
        final SonetLine line = new SonetLine();
        board.host.bus().trace().listener = (stream, timePs, kind, address, length, data, offset) ->
            log.add((timePs - start) / CLOCK + "+" + (kind >>> PciBus.TRACE_CLOCKS_SHIFT) +
                ((kind & 1) != 0 ? " write " : " read ") + Long.toHexString(address) + " " + length);
        board.port.trace().listener = (stream, timePs, kind, address, length, data, offset) ->
            log.add("line slot " + (line.slotsStartedBy(timePs - 1) - 1 - line.slotAtOrAfter(start + 450_000)) + " after");

        board.drive(() ->
        {
            board.write(D0, (int)SCQ | 1 << 4);
            board.write(CMD, SarCommand.writeSram(SCD, 1));
        });
        board.simulation.runUntil(start + 2_000 * CLOCK);

        // The word is in SRAM 7 SAR clocks after the write of CMD, at 450 ns. The slot that is open then has been given a null cell; the
        // next one opens when UTOPIA takes the next cell, as the next line slot begins.
        final long opens = board.utopia().after(line.slotStart(line.slotAtOrAfter(start + 450_000)), 0);
        // The walker follows the jump in 2 clocks and reads the first entry in 2; a variable slot is given to UBR0 in 12; then the fetch
        // asks for the bus.
        final long decided =
            board.sar().after(opens, Timing.TST_JUMP + Timing.TST_STEP + Timing.SCHEDULE_VARIABLE);
        final long fetch = board.host.bus().clock().edgeAtOrAfter(decided) + 2 - start / CLOCK;
        final String registers = Long.toHexString(board.registers & 0xFFFF_FFFFL).substring(0, 5);
        assertEquals(List.of(
            // Arbitration 2; address, DEVSEL#, data. One idle clock between the two.
            "2+3 write " + registers + "000 4",
            "6+3 write " + registers + "010 4",
            // Address, turnaround, 8 to first data, 4 words.
            fetch + "+14 read 1004000 16",
            // Asked for at the last data phase of the fetch: 2 of arbitration. 10 words.
            fetch + 16 + "+20 read 1008000 40",
            // The cell is complete one SAR clock later; it follows 13 null cells.
            "line slot 13 after",
            // Asked for at the last data phase of the payload. Address, DEVSEL#, 2 words.
            fetch + 38 + "+4 write 1002000 8"), log);
    }
}
