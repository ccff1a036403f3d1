package org.vatm.workbench.writer;

import io.netty.buffer.ByteBufUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.CaptureReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WriterTest
{
    private static final int LAST = 0x2;
    private static final int CLP = 0x1;
    private static final int OAM = 0xA;
    private static final int A_TO_B = 0;
    private static final int B_TO_A = 1;
    private static final long TIME_PS = 0x1_2345_6789_ABCDL;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteCellsAsErfType3() throws IOException
    {
        final Path file = directory.resolve("cells.erf");
        try (ErfCellWriter writer = new ErfCellWriter(file))
        {
            writer.onCell(B_TO_A, 1_500_000_000_000L, header(1, 0x1234) | CLP, payload(7), 0);
            assertFalse(Files.exists(file));
            writer.commit();
        }

        assertEquals(
            "0000008001000000" + "03" + "05" + "0048" + "0000" + "0034" + "00112341" + "07".repeat(48) + "00000000",
            ByteBufUtil.hexDump(Files.readAllBytes(file)));
    }

    @Test
    void shouldWritePdusAsErfType4() throws IOException
    {
        final Path file = directory.resolve("pdus.erf");
        try (ErfPduWriter writer = new ErfPduWriter(file))
        {
            writer.onPdu(A_TO_B, 0, header(0, 32) | LAST, payload(1, 2), 0, 96);
            writer.onPdu(A_TO_B, 0, header(0, 32) | LAST, new UnsafeBuffer(new byte[1_365 * 48]), 0, 1_365 * 48);
            writer.onPdu(A_TO_B, 0, header(0, 32) | LAST, new UnsafeBuffer(new byte[1_364 * 48]), 0, 1_364 * 48);
            writer.commit();

            assertEquals(2, writer.count());
            assertEquals(1, writer.tooLongCount());
        }

        final byte[] written = Files.readAllBytes(file);
        assertEquals(
            "0000000000000000" + "04" + "04" + "0078" + "0000" + "0064" + "00000202" +
            "01".repeat(48) + "02".repeat(48) +
            "00000000",
            ByteBufUtil.hexDump(written, 0, 120));
        assertEquals("ffd8" + "0000" + "ffc4", ByteBufUtil.hexDump(written, 120 + 10, 6));
        assertEquals(120 + 0xFFD8, written.length);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "116, 0",
        "117, 1",
        "349, 1",
        "350, 2",
        "250000000000, 1073741824",
        "999999999999, 4294967296",
        "3000000000000, 12884901888"})
    void shouldRoundTimesToTheNearestFraction(final long timePs, final long expected)
    {
        assertEquals(expected, ErfHeader.time(timePs));
    }

    @Test
    void shouldWritePdusAsPcapng() throws IOException
    {
        final Path file = directory.resolve("line.pcapng");
        final byte[] llc = new byte[48];
        llc[0] = (byte)0xAA;
        llc[1] = (byte)0xAA;
        llc[2] = 3;
        try (PcapngPduWriter writer = new PcapngPduWriter(file, "A", "B", "vatm 1"))
        {
            writer.onPdu(A_TO_B, TIME_PS, header(5, 0x1234) | LAST, new UnsafeBuffer(llc), 0, 48);
            writer.onPdu(B_TO_A, TIME_PS + 9, header(0, 33) | LAST, payload(3, 4), 0, 96);
            writer.commit();
        }

        final String written = ByteBufUtil.hexDump(Files.readAllBytes(file));
        assertTrue(written.startsWith(
            "0a0d0d0a" + "2c000000" + "4d3c2b1a" + "01000000" + "ffffffffffffffff" + "0400" + "0600" +
            "7661746d20310000" + "00000000" + "2c000000" +
            "01000000" + "2c000000" + "7b000000" + "00000000" + "0200" + "0600" + "4120746f20420000" + "0900" + "0100" +
            "0c000000" + "00000000" + "2c000000"), written);
        final Capture capture = CaptureReader.read(file);
        assertEquals(2, capture.frameCount());
        assertEquals(123, capture.linkType(1));
        assertEquals(9, capture.timePs(1));
        assertEquals("82051234" + "aaaa03" + "00".repeat(45), frame(capture, 0));
        assertEquals("00000021" + "03".repeat(48) + "04".repeat(48), frame(capture, 1));
    }

    @Test
    void shouldLeaveNothingOfAFileThatIsNotComplete() throws IOException
    {
        try (ErfCellWriter writer = new ErfCellWriter(directory.resolve("cells.erf")))
        {
            for (int i = 0; i < 100_000; i++)
            {
                writer.onCell(A_TO_B, i, header(0, 32), payload(7), 0);
            }
        }

        try (Stream<Path> files = Files.list(directory))
        {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void shouldAssembleInterleavedPdus()
    {
        final List<String> pdus = new ArrayList<>();
        final PduAssembler assembler = new PduAssembler((direction, timePs, header, pdu, offset, length) ->
            pdus.add(direction + " " + timePs + " " + (header >>> 4) + " " + length / 48 + " " +
                pdu.getByte(offset) + " " + pdu.getByte(offset + length - 1)));

        for (int cell = 0; cell < 2_000; cell++)
        {
            assembler.onCell(A_TO_B, cell, header(0, 32 + cell % 100), payload(1), 0);
            assembler.onCell(B_TO_A, cell, header(0, 32 + cell % 100), payload(2), 0);
        }
        assembler.onCell(A_TO_B, 5_000, header(0, 33) | OAM, payload(9), 0);
        assembler.onCell(A_TO_B, 5_001, header(0, 33) | LAST, payload(3), 0);
        assembler.onCell(B_TO_A, 5_002, header(0, 33) | LAST | CLP, payload(4), 0);
        assembler.onCell(A_TO_B, 5_003, header(0, 33) | LAST, payload(5), 0);

        assertEquals(List.of("0 5001 33 21 1 3", "1 5002 33 21 2 4", "0 5003 33 1 5 5"), pdus);
        assertEquals(3, assembler.pduCount());
        assertEquals(4_000 - 40, assembler.waitingCells());
    }

    @Test
    void shouldMergeDirectionsByTime()
    {
        final List<String> cells = new ArrayList<>();
        final CellMerger merger = new CellMerger((direction, timePs, header, payload, offset) ->
            cells.add(direction + " " + timePs + " " + (header >>> 4) + " " + payload.getByte(offset + 47)));

        for (int i = 0; i < 1_000; i++)
        {
            merger.onCell(A_TO_B, 2 * i, header(0, 32), payload(1), 0);
        }
        for (int i = 0; i < 600; i++)
        {
            merger.onCell(B_TO_A, 3 * i, header(0, 33), payload(2), 0);
        }
        merger.upTo(5);
        assertEquals(List.of("0 0 32 1", "1 0 33 2", "0 2 32 1", "1 3 33 2", "0 4 32 1"), cells);
        merger.onCell(A_TO_B, 2_000, header(0, 32), payload(1), 0);
        merger.upTo(Long.MAX_VALUE);

        assertEquals(1_601, cells.size());
        long before = 0;
        for (final String cell : cells)
        {
            final long timePs = Long.parseLong(cell.split(" ")[1]);
            assertTrue(timePs >= before, cell);
            before = timePs;
        }
    }

    @Test
    void shouldDropWhatIsLongerThanAnyPdu()
    {
        final List<Integer> lengths = new ArrayList<>();
        final PduAssembler assembler =
            new PduAssembler((direction, timePs, header, pdu, offset, length) -> lengths.add(length));

        for (final int cells : new int[]{PduAssembler.MOST_CELLS + 1, PduAssembler.MOST_CELLS, 1})
        {
            for (int cell = 1; cell <= cells; cell++)
            {
                assembler.onCell(A_TO_B, 0, header(0, 32) | (cell == cells ? LAST : 0), payload(1), 0);
            }
        }

        assertEquals(List.of(PduAssembler.MOST_CELLS * 48, 48), lengths);
        assertEquals(1, assembler.oversizeCount());
    }

    private static int header(final int vpi, final int vci)
    {
        return vpi << 20 | vci << 4;
    }

    private static UnsafeBuffer payload(final int... fills)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(fills.length * 48));
        for (int i = 0; i < fills.length; i++)
        {
            buffer.setMemory(i * 48, 48, (byte)fills[i]);
        }
        return buffer;
    }

    private static String frame(final Capture capture, final int frame)
    {
        final byte[] octets = new byte[capture.lengthBytes(frame)];
        capture.bytes().getBytes(capture.offset(frame), octets);
        return ByteBufUtil.hexDump(octets);
    }
}
