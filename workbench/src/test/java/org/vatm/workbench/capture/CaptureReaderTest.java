package org.vatm.workbench.capture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CaptureReaderTest
{
    private static final int MICRO = 0xA1B2_C3D4;
    private static final int NANO = 0xA1B2_3C4D;
    private static final long SECOND_PS = 1_000_000_000_000L;

    static Stream<Arguments> pcapVariants()
    {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN).flatMap(
            order -> Stream.of(Arguments.of(order, MICRO, 1_000_000L), Arguments.of(order, NANO, 1_000L)));
    }

    @ParameterizedTest
    @MethodSource("pcapVariants")
    void shouldReadPcap(final ByteOrder order, final int magic, final long psPerUnit)
    {
        final Capture capture = CaptureFile.pcap(order, magic, 1)
            .record(1_700_000_000, 900_000, 3, bytes(1, 2, 3))
            .record(1_700_000_001, 5, 5, bytes(4))
            .record(1_700_000_002, 7, 2, bytes(5, 6))
            .read();

        assertEquals(2, capture.frameCount());
        assertEquals(1, capture.cutFrameCount());
        assertEquals(LinkType.ETHERNET, capture.linkType(1));
        assertEquals(List.of(1, 2, 3), frame(capture, 0));
        assertEquals(List.of(5, 6), frame(capture, 1));
        assertEquals(0, capture.timePs(0));
        assertEquals(2 * SECOND_PS + (7 - 900_000) * psPerUnit, capture.timePs(1));
    }

    @Test
    void shouldTakeFrameCheckSequencesOff()
    {
        final Capture classic = CaptureFile.pcap(LITTLE_ENDIAN, MICRO, 0x2400_0001)
            .record(0, 0, 6, bytes(1, 2, 3, 4, 5, 6)).read();
        final Capture blocks = CaptureFile.pcapng(BIG_ENDIAN).face(1, 0, bytes(0, 13, 0, 1, 32, 0, 0, 0))
            .enhanced(0, 0, 6, bytes(1, 2, 3, 4, 5, 6)).read();

        assertEquals(List.of(1, 2), frame(classic, 0));
        assertEquals(List.of(1, 2), frame(blocks, 0));
    }

    @ParameterizedTest
    @MethodSource("byteOrders")
    void shouldReadEveryPacketBlock(final ByteOrder order, final ByteOrder other)
    {
        final Capture capture = CaptureFile.pcapng(order)
            .face(1, 0)
            .face(LinkType.RAW_IP, 0)
            .enhanced(1, 5_000_000, 1, bytes(1))
            .obsolete(0, 5_000_001, bytes(2, 3, 4, 5, 6))
            .ints(0x0000_0BAD, 16, 0, 16)
            .simple(3, bytes(7, 8, 9))
            .section(other)
            .face(LinkType.LINUX_SLL, 2)
            .simple(3, bytes(1, 2))
            .enhanced(0, 6_000_000, 9, bytes(1, 2))
            .simple(1, bytes(10))
            .read();

        assertEquals(4, capture.frameCount());
        assertEquals(2, capture.cutFrameCount());
        assertEquals(List.of(1), frame(capture, 0));
        assertEquals(LinkType.RAW_IP, capture.linkType(0));
        assertEquals(List.of(2, 3, 4, 5, 6), frame(capture, 1));
        assertEquals(1_000_000, capture.timePs(1));
        assertEquals(List.of(7, 8, 9), frame(capture, 2));
        assertEquals(1_000_000, capture.timePs(2), "a simple packet block has no time of its own");
        assertEquals(LinkType.LINUX_SLL, capture.linkType(3));
        assertEquals(List.of(10), frame(capture, 3));
    }

    static Stream<Arguments> byteOrders()
    {
        return Stream.of(Arguments.of(BIG_ENDIAN, LITTLE_ENDIAN), Arguments.of(LITTLE_ENDIAN, BIG_ENDIAN));
    }

    static Stream<Arguments> resolutions()
    {
        return Stream.of(
            Arguments.of(0, 3L, 3 * SECOND_PS),
            Arguments.of(3, 1_500L, 1_500_000_000_000L),
            Arguments.of(9, 1_000_000_001L, SECOND_PS + 1_000),
            Arguments.of(12, 7L, 7L),
            Arguments.of(15, 7_999L, 7L),
            Arguments.of(0x80 | 1, 3L, 3 * SECOND_PS / 2),
            Arguments.of(0x80 | 32, 0x1_8000_0000L, 3 * SECOND_PS / 2),
            Arguments.of(0x80 | 63, 1L << 62, SECOND_PS / 2));
    }

    @ParameterizedTest
    @MethodSource("resolutions")
    void shouldConvertEveryTimeResolution(final int resolution, final long stamp, final long expectedPs)
    {
        final Capture capture = CaptureFile.pcapng(BIG_ENDIAN).face(1, 0, bytes(0, 9, 0, 1, resolution, 0, 0, 0))
            .enhanced(0, 0, 1, bytes(1))
            .enhanced(0, stamp, 1, bytes(1))
            .read();

        assertEquals(expectedPs, capture.timePs(1));
    }

    @Test
    void shouldAddTheTimeOffsetOfAnInterface()
    {
        final Capture capture = CaptureFile.pcapng(BIG_ENDIAN)
            .face(1, 0)
            .face(1, 0, bytes(0, 14, 0, 8, 255, 255, 255, 255, 255, 255, 255, 254))
            .face(1, 0, bytes(0, 14, 0, 8, 127, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
            .enhanced(0, 0, 1, bytes(1))
            .enhanced(1, 0, 1, bytes(1))
            .enhanced(2, 0, 1, bytes(1))
            .read();

        assertEquals(-2 * SECOND_PS, capture.timePs(1));
        assertEquals(Capture.TIME_OUT_OF_RANGE, capture.timePs(2));
    }

    static Stream<Arguments> malformed()
    {
        final ByteOrder le = LITTLE_ENDIAN;
        return Stream.of(
            Arguments.of("empty file, expected a pcap", new CaptureFile(le)),
            Arguments.of("offset 0: 3 octets in all", new CaptureFile(le).ints(0).cut(1)),
            Arguments.of("offset 0: 0x12345678, expected a pcap or pcapng header",
                new CaptureFile(BIG_ENDIAN).ints(0x1234_5678)),
            Arguments.of("offset 0: gzip-compressed data", new CaptureFile(BIG_ENDIAN).ints(0x1F8B_0800)),
            Arguments.of("offset 0: a snoop capture", new CaptureFile(BIG_ENDIAN).ints(0x736E_6F6F, 0x7000_0000)),
            Arguments.of("offset 0: 23 octets in all, expected a pcap header of 24",
                CaptureFile.pcap(le, MICRO, 1).cut(1)),
            Arguments.of("offset 4: pcap version 3.4, expected 2.4",
                CaptureFile.pcap(le, MICRO, 1).poke(4, 0x0004_0003)),
            Arguments.of("offset 24: the file ends 15 octets into the header of frame 1, expected 16",
                CaptureFile.pcap(le, MICRO, 1).record(0, 0, 0).cut(1)),
            Arguments.of("offset 32: frame 1 has 4 octets, the file ends after 3, expected a whole frame",
                CaptureFile.pcap(le, MICRO, 1).record(0, 0, 4, bytes(1, 2, 3, 4)).cut(1)),
            Arguments.of("offset 32: frame 1 has 4294967295 octets",
                CaptureFile.pcap(le, MICRO, 1).record(0, 0, -1).poke(32, -1)),
            Arguments.of("offset 49: frame 2 has 2 captured octets of 1, expected no more than those",
                CaptureFile.pcap(le, MICRO, 1).record(0, 0, 1, bytes(1)).record(0, 0, 1, bytes(1, 2))),
            Arguments.of("offset 8: byte order magic 0x00000000, expected 0x1A2B3C4D",
                CaptureFile.pcapng(le).poke(8, 0)),
            Arguments.of("offset 12: pcapng version 2.0, expected 1.0", CaptureFile.pcapng(le).poke(12, 2)),
            Arguments.of("offset 4: block length 30, expected a multiple of 4 from 12",
                CaptureFile.pcapng(le).poke(4, 30)),
            Arguments.of("offset 4: a block of 2147483648 octets, the file ends after 28",
                CaptureFile.pcapng(le).poke(4, 0x8000_0000)),
            Arguments.of("offset 24: block length 24 at its end, expected 28 as at its start",
                CaptureFile.pcapng(le).poke(24, 24)),
            Arguments.of("offset 28: the file ends 11 octets into a block",
                CaptureFile.pcapng(le).ints(9, 12, 12).cut(1)),
            Arguments.of("offset 28: interface description with a body of 4 octets, expected at least 8",
                CaptureFile.pcapng(le).ints(1, 16, 1, 16)),
            Arguments.of("offset 44: if_tsresol of 2 octets, expected 1",
                CaptureFile.pcapng(le).face(1, 0, bytes(9, 0, 2, 0, 6, 6, 0, 0))),
            Arguments.of("offset 44: option 2 of 400 octets goes beyond its block, expected at most 0",
                CaptureFile.pcapng(le).face(1, 0, bytes(2, 0, 144, 1))),
            Arguments.of("offset 56: frame 1 is of interface 1, expected one of the section's 1",
                CaptureFile.pcapng(le).face(1, 0).enhanced(1, 0, 1, bytes(1))),
            Arguments.of("offset 36: frame 1 is of interface 0, expected one of the section's 0",
                CaptureFile.pcapng(le).simple(1, bytes(1))),
            Arguments.of("offset 68: frame 1 has 5 octets in a block with room for 4, expected a whole frame",
                CaptureFile.pcapng(le).face(1, 0).enhanced(0, 0, 9, bytes(1)).poke(68, 5)),
            Arguments.of("offset 48: packet block with a body of 4 octets, expected at least 20",
                CaptureFile.pcapng(le).face(1, 0).ints(6, 16, 0, 16)),
            Arguments.of("offset 56: frame 1 has 9 octets in a block with room for 4",
                CaptureFile.pcapng(le).face(1, 0).simple(9, bytes(1))));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void shouldSayWhereAndHowAFileIsWrong(final String expected, final CaptureFile file)
    {
        final String message = assertThrows(InputException.class, file::read).getMessage();

        assertTrue(message.startsWith("x.pcap: " + expected), message);
        assertTrue(message.contains("expected") && message.indexOf('\n') < 0, message);
    }

    @Test
    void shouldNeverFailOtherwiseWhateverTheOctets()
    {
        final ByteBuffer[] seeds = {
            CaptureFile.pcap(LITTLE_ENDIAN, NANO, 1).record(0, 0, 4, bytes(1, 2, 3, 4)).record(1, 1, 9, bytes(1))
                .bytes(),
            CaptureFile.pcapng(BIG_ENDIAN).face(1, 0, bytes(0, 9, 0, 1, 9, 0, 0, 0)).enhanced(0, 7, 3, bytes(1, 2, 3))
                .obsolete(0, 8, bytes(1)).simple(2, bytes(1, 2)).bytes()};
        final Random random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            final ByteBuffer seed = seeds[i % seeds.length];
            final ByteBuffer file = ByteBuffer.allocateDirect(1 + random.nextInt(seed.capacity()));
            file.put(0, seed, 0, file.capacity());
            for (int change = 0; change < 3; change++)
            {
                file.put(random.nextInt(file.capacity()), (byte)random.nextInt());
            }
            try
            {
                final Capture capture = CaptureReader.read("x.pcap", file);
                for (int frame = 0; frame < capture.frameCount(); frame++)
                {
                    capture.bytes().boundsCheck(capture.offset(frame), capture.lengthBytes(frame));
                }
            }
            catch (final InputException expected)
            {
                assertTrue(expected.getMessage().startsWith("x.pcap: "), expected.getMessage());
            }
        }
    }

    @Test
    void shouldReadFilesAndNameThoseThatCannotBeRead(@TempDir final Path directory) throws IOException
    {
        final Path file = directory.resolve("good.pcap");
        final ByteBuffer bytes = CaptureFile.pcap(LITTLE_ENDIAN, MICRO, 1).record(0, 0, 1, bytes(1)).bytes();
        final byte[] octets = new byte[bytes.remaining()];
        bytes.get(octets);
        Files.write(file, octets);

        assertEquals(1, CaptureReader.read(file).frameCount());
        assertMessage(directory.resolve("none.pcap"), "none.pcap: no such file, expected a pcap");
        assertMessage(directory, "not a regular file, expected a pcap");
        assertMessage(Files.createFile(directory.resolve("empty.pcap")), "empty.pcap: empty file");
    }

    private static void assertMessage(final Path file, final String expected)
    {
        final String message = assertThrows(InputException.class, () -> CaptureReader.read(file)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static List<Integer> frame(final Capture capture, final int frame)
    {
        return Stream.iterate(capture.offset(frame), i -> i + 1).limit(capture.lengthBytes(frame))
            .map(i -> (int)capture.bytes().getByte(i)).toList();
    }

    private static byte[] bytes(final int... values)
    {
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++)
        {
            bytes[i] = (byte)values[i];
        }
        return bytes;
    }
}
