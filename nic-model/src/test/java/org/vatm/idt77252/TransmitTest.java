package org.vatm.idt77252;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.atm.Aal5;
import org.vatm.atm.CellHeader;
import org.vatm.atm.Crc10;
import org.vatm.line.SonetLine;
import org.vatm.memory.HostMemory;
import org.vatm.register.GuestError;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.ABRSTD;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_CNTBL;
import static org.vatm.idt77252.SarRegisters.CFG_NOIDLE;
import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.CFG_TXINT;
import static org.vatm.idt77252.SarRegisters.CNTBL_4096;
import static org.vatm.idt77252.SarRegisters.MXDFCT;
import static org.vatm.idt77252.SarRegisters.NOW;
import static org.vatm.idt77252.SarRegisters.RTBL;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_TSIF;
import static org.vatm.idt77252.SarRegisters.STAT_TSQF;
import static org.vatm.idt77252.SarRegisters.STAT_TXICP;
import static org.vatm.idt77252.SarRegisters.TCMDQ;
import static org.vatm.idt77252.SarRegisters.TSQB;
import static org.vatm.idt77252.SarRegisters.TSQH;
import static org.vatm.idt77252.SarRegisters.TSTB;

/** The transmit side as a driver and the line see it. */
class TransmitTest
{
    private static final long TSQ = HostMemory.RAM_BASE + 0x2000;
    private static final long SCQS = HostMemory.RAM_BASE + 0x10000;
    private static final long DATA = HostMemory.RAM_BASE + 0x100000;
    private static final int TST = 0x10000;
    private static final int TST_SIZE = 64;
    private static final int RATES = 0x14000;
    private static final int SCDS = 0x18000;
    private static final int CONFIG = CFG_CNTBL.of(CNTBL_4096) | CFG_TXEN.mask() | CFG_TXINT.mask();
    private static final int TOP_RATE = 255;

    private final TestBoard board = new TestBoard();
    private final SonetLine line = new SonetLine();
    private final List<Long> slots = new ArrayList<>();
    private final List<Integer> headers = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final int[] tails = new int[4096];
    private final Random random = new Random(155);
    private long nextData = DATA;

    @BeforeEach
    void setUp()
    {
        board.port.trace().listener = (stream, timePs, kind, address, length, data, offset) ->
        {
            slots.add(line.slotsStartedBy(timePs - 1) - 1);
            headers.add((int)address);
            final byte[] payload = new byte[length];
            data.getBytes(offset, payload);
            payloads.add(payload);
        };
        board.drive(() ->
        {
            board.enableMaster();
            for (int i = 0; i < 256; i++)
            {
                // Log index 255 - n: an interval of n + 1 slots.
                sram(RATES + i, RateTable.INTERVAL_EXPONENT.of(5) | RateTable.INTERVAL_MANTISSA.of(256 - i));
            }
            for (int i = 0; i < TST_SIZE - 1; i++)
            {
                sram(TST + i, TstEntry.VARIABLE);
            }
            sram(TST + TST_SIZE - 1, TstEntry.jump(TST));
            board.write(TSTB, TST << 2);
            board.write(RTBL, RATES << 2);
            board.write(ABRSTD, 0);
            board.write(MXDFCT, 0xFFFF);
            board.write(TSQB, (int)TSQ);
            board.write(TSQH, 0x1FF8);
            for (int i = 0; i < SarRegisters.TSQ_ENTRIES; i++)
            {
                board.host.memory().putInt(TSQ + 8L * i + 4, TsqEntry.EMPTY.mask());
            }
        });
    }

    @AfterEach
    void tearDown()
    {
        board.close();
    }

    // ---- a driver ----

    private void sram(final int word, final int value)
    {
        board.writeSram(word, value);
    }

    private void enable(final int cfg)
    {
        board.drive(() -> board.write(CFG, cfg));
    }

    private static int scd(final int connection)
    {
        return SCDS + connection * ScdEntry.WORDS;
    }

    private static long scq(final int connection)
    {
        return SCQS + (long)connection * ScdEntry.SCQ_BYTES;
    }

    private void open(final int connection, final int w3, final int w7)
    {
        board.drive(() ->
        {
            sram(scd(connection), (int)scq(connection));
            sram(scd(connection) + 1, 0);
            sram(scd(connection) + 2, -1);
            final int tct = SramLayout.tctEntry(connection);
            for (int i = 0; i < TctEntry.WORDS; i++)
            {
                sram(tct + i, i == 0 ? scd(connection) : i == 3 ? w3 : i == 7 ? w7 : 0);
            }
        });
    }

    private void openUbr(final int connection)
    {
        open(connection, TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask(), TctEntry.W7_UBR.mask());
    }

    private void openCbr(final int connection, final int... entries)
    {
        open(connection, 0, 0);
        board.drive(() ->
        {
            for (final int entry : entries)
            {
                sram(TST + entry, TstEntry.cbr(connection));
            }
        });
    }

    private void command(final int opcode, final int value, final int connection)
    {
        board.drive(() -> board.write(TCMDQ, SarCommand.transmitCommand(opcode, value, connection)));
    }

    private void start(final int connection, final int rate)
    {
        command(SarCommand.TCMDQ_START_ULACR, rate, connection);
    }

    private byte[] pattern(final int length)
    {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Puts a buffer into memory at any alignment. */
    private long place(final byte[] bytes)
    {
        nextData += random.nextInt(8);
        final long at = nextData;
        board.host.memory().putBytes(at, new UnsafeBuffer(bytes), 0, bytes.length);
        nextData += bytes.length;
        return at;
    }

    private void tbd(final int connection, final int w0, final long address, final int pduLength, final int header)
    {
        final long at = scq(connection) + 16L * tails[connection];
        board.host.memory().putInt(at, w0);
        board.host.memory().putInt(at + 4, (int)address);
        board.host.memory().putInt(at + 8, pduLength);
        board.host.memory().putInt(at + 12, header);
        tails[connection] = tails[connection] + 1 & 63;
    }

    private void ring(final int connection)
    {
        board.drive(() -> sram(scd(connection), (int)scq(connection) | tails[connection] << 4));
    }

    private static int header(final int connection)
    {
        return CellHeader.of(0, connection, 0, 0);
    }

    private static final int STATUS = TransmitBufferDescriptor.GTSI.mask() | TransmitBufferDescriptor.TSIF.mask();
    private static final int AAL5 = TransmitBufferDescriptor.AAL.of(TransmitBufferDescriptor.AAL_5);
    private static final int EPDU = TransmitBufferDescriptor.EPDU.mask();

    private void queuePdu(final int connection, final byte[] pdu)
    {
        tbd(connection, AAL5 | EPDU | STATUS | pdu.length, place(pdu), pdu.length, header(connection));
    }

    private void run(final long ps)
    {
        board.simulation.runUntil(board.simulation.nowPs() + ps);
    }

    /** The bytes of all cells of a connection, one after the other. */
    private byte[] sent(final int connection)
    {
        final byte[] all = new byte[48 * (int)headers.stream().filter(h -> CellHeader.vci(h) == connection).count()];
        int at = 0;
        for (int i = 0; i < headers.size(); i++)
        {
            if (CellHeader.vci(headers.get(i)) == connection)
            {
                System.arraycopy(payloads.get(i), 0, all, at, 48);
                at += 48;
            }
        }
        return all;
    }

    private static byte[] cpcs(final byte[] pdu)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Aal5.pduLength(pdu.length)]);
        buffer.putBytes(0, pdu);
        Aal5.encapsulate(buffer, 0, pdu.length, 0, 0);
        return buffer.byteArray();
    }

    private int tsqWord(final int entry, final int word)
    {
        return board.host.memory().getInt(TSQ + 8L * entry + 4L * word);
    }

    private static final long MS = 1_000_000_000L;

    // ---- tests ----

    @ParameterizedTest
    @ValueSource(ints = { 1, 39, 40, 41, 47, 48, 49, 88, 89, 1500, 9180, 65535 })
    void shouldSendAnAal5Pdu(final int length)
    {
        openUbr(40);
        enable(CONFIG);
        final byte[] pdu = pattern(length);
        queuePdu(40, pdu);
        start(40, TOP_RATE);
        ring(40);
        run(5 * MS);

        assertArrayEquals(cpcs(pdu), sent(40));
        final int cells = Aal5.cells(length);
        assertEquals(cells, headers.size());
        for (int i = 0; i < cells; i++)
        {
            assertEquals(header(40) | (i == cells - 1 ? CellHeader.AUU_MASK : 0), headers.get(i));
        }
        assertEquals(header(40), tsqWord(0, 0));
        assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(0, 1)));
        assertTrue(TsqEntry.EMPTY.isSet(tsqWord(1, 1)));
        board.drive(() ->
        {
            assertEquals(STAT_TSIF.mask(), board.read(STAT) & 0xFFFF);
            assertEquals(-1, board.readSram(scd(40) + 2));
            assertEquals(1 << 4, board.readSram(scd(40) + 1));
        });
        assertTrue(board.chip.interrupt().isAsserted());
        assertEquals(0, board.chip.guestErrors().total());
    }

    @Test
    void shouldSendACellInEverySlotAtTheTopRate()
    {
        openUbr(40);
        enable(CONFIG);
        queuePdu(40, pattern(9180));
        start(40, TOP_RATE);
        ring(40);
        run(2 * MS);

        for (int i = 1; i < slots.size(); i++)
        {
            assertEquals(slots.get(i - 1) + 1, slots.get(i));
        }
    }

    @Test
    void shouldGatherABufferOfEveryLengthAndAlignment()
    {
        openUbr(40);
        enable(CONFIG);
        final byte[] pdu = pattern(2000);
        start(40, TOP_RATE);
        int at = 0;
        final int[] lengths = { 1, 1, 1, 46, 3, 100, 47, 48, 49, 1, 5, 700, 2, 300, 1, 1, 1, 500 };
        for (int i = 0; at < pdu.length; i++)
        {
            final int length = i < lengths.length ? lengths[i] : pdu.length - at;
            final boolean last = at + length == pdu.length;
            // EPDU on every buffer after which fewer than 48 bytes remain, as FreeBSD does.
            tbd(40, AAL5 | (pdu.length - at - length < 48 ? EPDU : 0) | (last ? STATUS : 0) | length,
                place(Arrays.copyOfRange(pdu, at, at + length)), pdu.length, header(40));
            at += length;
        }
        ring(40);
        run(2 * MS);

        assertArrayEquals(cpcs(pdu), sent(40));
        assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(0, 1)));
        assertTrue(TsqEntry.EMPTY.isSet(tsqWord(1, 1)));
        assertEquals(0, board.chip.guestErrors().total());
    }

    @Test
    void shouldSendManyPdusInOrderRoundTheRing()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        final List<byte[]> expected = new ArrayList<>();
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < 30; i++)
            {
                final byte[] pdu = pattern(1 + random.nextInt(400));
                expected.add(cpcs(pdu));
                queuePdu(40, pdu);
            }
            ring(40);
            run(MS);
        }

        final byte[] all = sent(40);
        int at = 0;
        for (final byte[] pdu : expected)
        {
            assertArrayEquals(pdu, Arrays.copyOfRange(all, at, at + pdu.length));
            at += pdu.length;
        }
        assertEquals(all.length, at);
        for (int i = 0; i < 300; i++)
        {
            assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(i, 1)));
        }
    }

    /** Each CBR cell in a slot that the table gives: entries 5, 21, 37 and 53 of 63, counted in line slots. */
    @Test
    void shouldSendCbrCellsInTheSlotsOfTheTable()
    {
        openCbr(50, 5, 21, 37, 53);
        enable(CONFIG);
        queuePdu(50, pattern(4800));
        ring(50);
        run(5 * MS);

        assertEquals(101, slots.size());
        final int[] gaps = { 16, 16, 16, 15 };
        int phase = 0;
        while (slots.get(1) - slots.get(0) != gaps[phase] || slots.get(3) - slots.get(2) != gaps[phase + 2 & 3] ||
            slots.get(2) - slots.get(1) != gaps[phase + 1 & 3] || slots.get(4) - slots.get(3) != gaps[phase + 3 & 3])
        {
            phase++;
        }
        for (int i = 1; i < slots.size(); i++)
        {
            assertEquals(gaps[phase + i - 1 & 3], slots.get(i) - slots.get(i - 1), "cell " + i);
        }
    }

    @Test
    void shouldGiveUbrTheSlotsThatCbrLeaves()
    {
        openCbr(50, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        for (int i = 0; i < 10; i++)
        {
            queuePdu(50, pattern(1000));
            queuePdu(40, pattern(3000));
        }
        ring(50);
        ring(40);
        run(MS);

        for (int i = 1; i < slots.size(); i++)
        {
            assertEquals(slots.get(i - 1) + 1, slots.get(i), "the line is full");
        }
        final long cbr = headers.subList(0, 252).stream().filter(h -> CellHeader.vci(h) == 50).count();
        assertEquals(64, cbr, 1);
    }

    @ParameterizedTest
    @CsvSource({ "254, 2", "250, 6", "200, 56" })
    void shouldSpaceARatedConnection(final int rate, final int interval)
    {
        openUbr(40);
        enable(CONFIG);
        queuePdu(40, pattern(960));
        start(40, rate);
        ring(40);
        run(20 * MS);

        assertEquals(21, slots.size());
        for (int i = 1; i < slots.size(); i++)
        {
            // Slot 63 of the table is a jump, so every slot is variable.
            assertEquals(interval, slots.get(i) - slots.get(i - 1), "cell " + i);
        }
    }

    @Test
    void shouldChangeTheRateOfARunningConnection()
    {
        openUbr(40);
        enable(CONFIG);
        queuePdu(40, pattern(9600));
        start(40, 200);
        ring(40);
        run(MS);
        final int slow = slots.size();
        command(SarCommand.TCMDQ_ULACR, TOP_RATE, 40);
        run(MS);

        assertEquals(7, slow, 1);
        assertEquals(201, slots.size());
    }

    @Test
    void shouldServeUbr0WithoutStartWhenNobodyElseSends()
    {
        open(0, 0, TctEntry.W7_UBR.mask());
        openUbr(40);
        enable(CONFIG);
        tbd(0, AAL5 | EPDU | STATUS | 480, place(pattern(480)), 480, header(99));
        queuePdu(40, pattern(480));
        start(40, 254);
        ring(40);
        ring(0);
        run(MS);

        assertEquals(22, slots.size());
        assertEquals(11, headers.stream().filter(h -> CellHeader.vci(h) == 99).count());
    }

    @Test
    void shouldWakeAnEmptyConnectionByItsTailAlone()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        run(MS);
        for (int i = 0; i < 5; i++)
        {
            queuePdu(40, pattern(40));
            ring(40);
            run(MS / 2);
        }

        assertEquals(5, slots.size());
        for (int i = 1; i < 5; i++)
        {
            assertTrue(TsqEntry.TYPE.get(tsqWord(i, 1)) == TsqEntry.TYPE_TBD);
        }
    }

    @Test
    void shouldHaltAndFetchNothingAfterwards()
    {
        openUbr(40);
        enable(CONFIG);
        queuePdu(40, pattern(4800));
        start(40, TOP_RATE);
        ring(40);
        run(MS / 10);
        final long[] after = { 0 };
        command(SarCommand.TCMDQ_HALT, 0, 40);
        final long haltPs = board.simulation.nowPs();
        board.host.bus().trace().listener = (stream, timePs, kind, address, length, data, offset) ->
        {
            if (length > 8 && timePs > haltPs)
            {
                after[0]++;
            }
        };
        run(MS);

        assertEquals(0, after[0]);
        assertTrue(slots.size() < 50, "cells " + slots.size());
        assertEquals(40, tsqWord(0, 0));
        assertEquals(TsqEntry.TYPE_IDLE, TsqEntry.TYPE.get(tsqWord(0, 1)));
        assertEquals(TsqEntry.TAG_HALTED, TsqEntry.TAG.get(tsqWord(0, 1)));
        board.drive(() -> assertEquals(
            TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask(), board.readSram(SramLayout.tctEntry(40) + 3)));

        start(40, TOP_RATE);
        run(MS);
        assertEquals(101, slots.size());
    }

    @Test
    void shouldNotTouchTheScdOfAHaltedCbrConnection()
    {
        openCbr(50, 1);
        enable(CONFIG);
        command(SarCommand.TCMDQ_HALT, 0, 50);
        queuePdu(50, pattern(100));
        ring(50);
        run(MS);

        assertEquals(0, slots.size());
    }

    @Test
    void shouldMoveNowFromTheMomentOfEnabling()
    {
        enable(CONFIG);
        final int early = board.ask(() -> board.read(NOW)) >> 2;
        run(60_000_000);
        final int later = board.ask(() -> board.read(NOW)) >> 2;
        run(MS * 3600);
        final int much = board.ask(() -> board.read(NOW)) >> 2;

        assertTrue(early >= TST && early < TST + TST_SIZE);
        assertTrue(later > early && later < TST + TST_SIZE, Integer.toHexString(later));
        assertTrue(much >= TST && much < TST + TST_SIZE);
    }

    /** Two identical boards; one is looked at all the time, which must change nothing. */
    @Test
    void shouldSendTheSameWhetherWatchedOrNot()
    {
        final List<List<Long>> results = new ArrayList<>();
        for (final boolean watched : new boolean[]{ false, true })
        {
            final TransmitTest other = new TransmitTest();
            other.setUp();
            other.openCbr(50, 3, 30);
            other.openUbr(40);
            other.openUbr(41);
            other.enable(CONFIG);
            other.start(40, 240);
            other.start(41, 100);
            for (int i = 0; i < 6; i++)
            {
                other.queuePdu(50, other.pattern(200));
                other.queuePdu(40, other.pattern(300));
                other.queuePdu(41, other.pattern(100));
                other.ring(50);
                other.ring(40);
                other.ring(41);
                final long start = other.board.simulation.nowPs();
                for (long at = 1; at <= 400; at++)
                {
                    other.board.simulation.runUntil(start + at * 5_000_000);
                    if (watched)
                    {
                        other.board.chip.cellsOnLine(start + at * 5_000_000);
                    }
                }
            }
            results.add(other.slots);
            other.tearDown();
        }
        assertTrue(results.get(0).size() > 50);
        assertEquals(results.get(0), results.get(1));
    }

    @Test
    void shouldExecuteStatusRequestsInOrderWithoutASlot()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        queuePdu(40, pattern(40));
        tbd(40, TransmitBufferDescriptor.TSR.mask() | TransmitBufferDescriptor.TSIF.mask() |
            TransmitBufferDescriptor.TAG.of(0x0A), 0xCAFE_F00DL, 0, 0);
        queuePdu(40, pattern(40));
        ring(40);
        run(MS);

        assertEquals(2, slots.size());
        assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(0, 1)));
        assertEquals(TsqEntry.TYPE_TSR, TsqEntry.TYPE.get(tsqWord(1, 1)));
        assertEquals(0x0A, TsqEntry.TAG.get(tsqWord(1, 1)));
        assertEquals(0xCAFE_F00D, tsqWord(1, 0));
        assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(2, 1)));
    }

    @Test
    void shouldSurviveARingFullOfStatusRequestsWithinACell()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        final byte[] pdu = pattern(40);
        tbd(40, AAL5 | STATUS | 1, place(new byte[]{ pdu[0] }), 40, header(40));
        for (int i = 0; i < 61; i++)
        {
            tbd(40, TransmitBufferDescriptor.TSR.mask(), i, 0, 0);
        }
        tbd(40, AAL5 | EPDU | STATUS | 39, place(Arrays.copyOfRange(pdu, 1, 40)), 40, header(40));
        ring(40);
        run(MS);

        assertArrayEquals(cpcs(pdu), sent(40));
        assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(0, 1)));
        for (int i = 0; i < 61; i++)
        {
            assertEquals(TsqEntry.TYPE_TSR, TsqEntry.TYPE.get(tsqWord(1 + i, 1)));
            assertEquals(i, tsqWord(1 + i, 0));
        }
        assertEquals(TsqEntry.TYPE_TBD, TsqEntry.TYPE.get(tsqWord(62, 1)));
    }

    @Test
    void shouldSendAal0AsGivenAndOamWithItsCrc()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        final byte[] raw = pattern(96);
        final byte[] oam = pattern(48);
        tbd(40, EPDU | STATUS | 96, place(raw), 0, CellHeader.of(3, 77, 1, 1));
        tbd(40, EPDU | STATUS | TransmitBufferDescriptor.OAM.mask() | 48, place(oam), 0, CellHeader.of(0, 4, 0, 0));
        ring(40);
        run(MS);

        assertEquals(3, slots.size());
        assertEquals(CellHeader.of(3, 77, 1, 1), headers.get(0));
        assertEquals(CellHeader.of(3, 77, 1, 1), headers.get(1));
        assertArrayEquals(Arrays.copyOfRange(raw, 48, 96), payloads.get(1));
        assertTrue(Crc10.check(new UnsafeBuffer(payloads.get(2)), 0));
        assertArrayEquals(Arrays.copyOf(oam, 46), Arrays.copyOf(payloads.get(2), 46));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void shouldMarkTheEndOfAnAal0PduOnRequestOnly(final int auu)
    {
        board.chip.aal0EndOfPduSetsAuu(auu == 1);
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        tbd(40, EPDU | STATUS | 96, place(pattern(96)), 0, CellHeader.of(0, 77, 0, 0));
        ring(40);
        run(MS);

        assertEquals(List.of(CellHeader.of(0, 77, 0, 0), CellHeader.of(0, 77, auu, 0)), headers);
    }

    @Test
    void shouldStopBeforeAFullTsqAndGoOnWhenItIsRead()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        for (int i = 0; i < 18; i++)
        {
            for (int k = 0; k < 60; k++)
            {
                queuePdu(40, new byte[]{ (byte)i, (byte)k });
            }
            ring(40);
            run(MS / 2);
        }
        final int stopped = slots.size();
        final int stat = board.ask(() -> board.read(STAT));
        board.drive(() -> board.write(TSQH, 0x1000));
        run(MS);

        // The last consumed entry is 1023, and the tail must not reach it.
        assertEquals(1022, stopped);
        assertTrue(STAT_TSQF.isSet(stat));
        assertEquals(1, count(SarGuestError.TSQ_FULL));
        assertEquals(1080, slots.size());
    }

    private long count(final GuestError error)
    {
        return board.chip.guestErrors().count(error);
    }

    @Test
    void shouldNameWhatIsWrongWithADescriptor()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, TOP_RATE);
        tbd(40, AAL5 | EPDU, DATA, 10, header(40));
        tbd(40, AAL5 | EPDU | STATUS | 200, place(pattern(200)), 100, header(40));
        tbd(40, AAL5 | EPDU | STATUS | 48, 0x20, 48, header(40));
        queuePdu(40, pattern(10));
        tbd(40, AAL5 | 96, place(pattern(96)), 400, header(40));
        ring(40);
        run(MS);

        assertEquals(1, count(SarGuestError.TBD_LENGTH_ZERO));
        assertEquals(1, count(SarGuestError.PDU_OVERRUN));
        assertEquals(1, count(SarGuestError.DMA_OUTSIDE_MEMORY));
        assertEquals(1, count(SarGuestError.PDU_INCOMPLETE));
        assertTrue(STAT_TXICP.isSet(board.ask(() -> board.read(STAT))));
        assertEquals(3 + 2 + 1 + 2, slots.size());
    }

    /** The driver writes w1 while a cell of the queue is built: the queue starts at entry 0 again, and the cell is not sent. */
    @Test
    void shouldRestartAQueueUnderACell()
    {
        openUbr(40);
        enable(CONFIG);
        queuePdu(40, pattern(400));
        start(40, TOP_RATE);
        final boolean[] reading = { false };
        board.host.bus().trace().listener = (stream, timePs, kind, address, length, data, offset) ->
            reading[0] |= length == TransmitBufferDescriptor.LENGTH;
        ring(40);
        while (!reading[0])
        {
            board.simulation.runUntil(board.simulation.nowPs() + 10_000);
        }
        // The descriptor is known, its payload is asked for: now the queue is set up anew.
        board.chip.sram().driverWrite(board.simulation.nowPs(), scd(40) + 1, 0);
        board.chip.sram().driverWrite(board.simulation.nowPs(), scd(40) + 2, -1);
        board.chip.sram().driverWrite(board.simulation.nowPs(), scd(40), (int)scq(40));
        tails[40] = 0;
        run(MS);
        assertEquals(0, slots.size());

        final byte[] pdu = pattern(200);
        queuePdu(40, pdu);
        ring(40);
        run(MS);
        assertArrayEquals(cpcs(pdu), sent(40));
    }

    @Test
    void shouldReadADescriptorOnce()
    {
        openUbr(40);
        enable(CONFIG);
        start(40, 200);
        final byte[] pdu = pattern(480);
        queuePdu(40, pdu);
        ring(40);
        run(MS / 4);
        board.host.memory().putInt(scq(40), -1);
        board.host.memory().putInt(scq(40) + 4, -1);
        run(10 * MS);

        assertArrayEquals(cpcs(pdu), sent(40));
    }

    @Test
    void shouldSurviveNonsenseInRingsAndTables()
    {
        final long seed = 4711;
        final Random nonsense = new Random(seed);
        openUbr(40);
        openCbr(50, 1, 7);
        enable(CONFIG | CFG_NOIDLE.mask());
        for (int round = 0; round < 60; round++)
        {
            board.drive(() ->
            {
                for (int i = 0; i < 64; i++)
                {
                    for (int w = 0; w < 4; w++)
                    {
                        board.host.memory().putInt(scq(40) + 16L * i + 4 * w, nonsense.nextInt());
                        board.host.memory().putInt(scq(50) + 16L * i + 4 * w, nonsense.nextInt());
                    }
                }
                sram(TST + nonsense.nextInt(TST_SIZE), nonsense.nextInt());
                sram(scd(40), nonsense.nextInt());
                sram(scd(50), (int)scq(50) | nonsense.nextInt(64) << 4);
                sram(SramLayout.tctEntry(nonsense.nextInt(64)) + nonsense.nextInt(8), nonsense.nextInt());
                board.write(TCMDQ, nonsense.nextInt() & 0x07FF_003F);
                board.write(CFG, CONFIG ^ nonsense.nextInt() & CFG_NOIDLE.mask());
            });
            run(MS / 3);
        }
        assertTrue(board.chip.guestErrors().total() > 0, "seed " + seed);
    }
}
