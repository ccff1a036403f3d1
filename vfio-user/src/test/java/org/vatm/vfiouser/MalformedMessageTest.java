package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.vfiouser.Protocol.EINVAL;
import static org.vatm.vfiouser.Protocol.ENOENT;
import static org.vatm.vfiouser.Protocol.ENOTSUP;
import static org.vatm.vfiouser.TestClient.access;
import static org.vatm.vfiouser.TestClient.bytes;
import static org.vatm.vfiouser.TestClient.dmaMap;
import static org.vatm.vfiouser.TestClient.dmaUnmap;
import static org.vatm.vfiouser.TestClient.message;
import static org.vatm.vfiouser.TestClient.setIrqs;
import static org.vatm.vfiouser.TestClient.version;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.memory.HostMemory;

/** Each wrong message has its errno, and the next right one is served. */
@Timeout(60)
class MalformedMessageTest
{
    private static final int PAGE = 4096;
    private static final byte[] NOTHING = {};

    @TempDir
    private Path directory;
    private final HostMemory memory = HostMemory.withoutRam();
    private final TestDevice device = new TestDevice(memory);
    private final List<String> refusals = new ArrayList<>();
    private VfioUserServer server;

    @BeforeEach
    void start() throws IOException
    {
        server = new VfioUserServer(
            directory.resolve("s"), device, memory, new ImmediateAccess(device), new ServerListener()
            {
                @Override
                public void refused(final String command, final int errno, final String reason)
                {
                    refusals.add(command + " " + errno + " " + reason);
                }
            });
    }

    @AfterEach
    void stop() throws IOException
    {
        server.close();
    }

    private static byte[] info(final int length, final int argsz, final int index)
    {
        final ByteBuffer payload = bytes(length).putInt(0, argsz);
        if (length > 8)
        {
            payload.putInt(8, index);
        }
        return payload.array();
    }

    private static Arguments row(final String what, final int errno, final int command, final byte[] payload)
    {
        return Arguments.of(what, errno, command, payload);
    }

    static Stream<Arguments> malformed()
    {
        return Stream.of(
            row("second VERSION", EINVAL, 1, version("{}\0")),
            row("DMA_MAP too short", EINVAL, 2, new byte[31]),
            row("DMA_MAP argsz", EINVAL, 2, bytes(32).putInt(8).putInt(3).putLong(0).putLong(0).putLong(PAGE).array()),
            row("DMA_MAP flags", EINVAL, 2, dmaMap(0x13, 0, 0, PAGE)),
            row("DMA_MAP of nothing", EINVAL, 2, dmaMap(3, 0, 0, 0)),
            row("DMA_MAP beyond 2^64", EINVAL, 2, dmaMap(3, 0, -PAGE, 2 * PAGE)),
            row("DMA_MAP beyond 2^63", EINVAL, 2, dmaMap(3, 0, Long.MAX_VALUE - PAGE, 2 * PAGE)),
            row("DMA_MAP huge", EINVAL, 2, dmaMap(3, 0, 0, -1)),
            row("DMA_MAP to be mapped, no descriptor", EINVAL, 2, dmaMap(7, 0, 0, PAGE)),
            row("DMA_MAP for file access, no descriptor", EINVAL, 2, dmaMap(0xB, 0, 0, PAGE)),
            row("DMA_UNMAP too short", EINVAL, 3, new byte[23]),
            row("DMA_UNMAP argsz", EINVAL, 3, bytes(24).putInt(20).array()),
            row("DMA_UNMAP flags", EINVAL, 3, dmaUnmap(4, 0, PAGE)),
            row("DMA_UNMAP dirty pages", EINVAL, 3, dmaUnmap(1, 0, PAGE)),
            row("DMA_UNMAP of all and something", EINVAL, 3, dmaUnmap(2, 0, PAGE)),
            row("DMA_UNMAP of nothing known", ENOENT, 3, dmaUnmap(0, 0x1000, PAGE)),
            row("DMA_UNMAP of a part", ENOENT, 3, dmaUnmap(0, 0x10_0000, PAGE)),
            row("DEVICE_GET_INFO too short", EINVAL, 4, new byte[15]),
            row("DEVICE_GET_INFO argsz", EINVAL, 4, info(16, 8, 0)),
            row("DEVICE_GET_INFO without payload", EINVAL, 4, NOTHING),
            row("GET_REGION_INFO too short", EINVAL, 5, new byte[31]),
            row("GET_REGION_INFO argsz", EINVAL, 5, info(32, 31, 0)),
            row("GET_REGION_INFO index", EINVAL, 5, info(32, 32, 9)),
            row("GET_REGION_INFO negative", EINVAL, 5, info(32, 32, -1)),
            row("GET_REGION_IO_FDS", ENOTSUP, 6, new byte[16]),
            row("GET_IRQ_INFO too short", EINVAL, 7, new byte[15]),
            row("GET_IRQ_INFO argsz", EINVAL, 7, info(16, 0, 0)),
            row("GET_IRQ_INFO index", EINVAL, 7, info(16, 16, 5)),
            row("SET_IRQS too short", EINVAL, 8, new byte[19]),
            row("SET_IRQS argsz", EINVAL, 8, bytes(20).putInt(19).putInt(0x21).array()),
            row("SET_IRQS index", EINVAL, 8, setIrqs(0x21, 5, 0, 0)),
            row("SET_IRQS of MSI", EINVAL, 8, setIrqs(0x21, 1, 0, 0)),
            row("SET_IRQS start", EINVAL, 8, setIrqs(0x21, 0, 1, 1)),
            row("SET_IRQS count", EINVAL, 8, setIrqs(0x21, 0, 0, 2)),
            row("SET_IRQS start + count", EINVAL, 8, setIrqs(0x21, 0, -1, 2)),
            row("SET_IRQS no action", EINVAL, 8, setIrqs(0x01, 0, 0, 1)),
            row("SET_IRQS two actions", EINVAL, 8, setIrqs(0x31, 0, 0, 1)),
            row("SET_IRQS no data type", EINVAL, 8, setIrqs(0x20, 0, 0, 1)),
            row("SET_IRQS two data types", EINVAL, 8, setIrqs(0x23, 0, 0, 1, (byte)1)),
            row("SET_IRQS unknown flag", EINVAL, 8, setIrqs(0x61, 0, 0, 1)),
            row("SET_IRQS mask of nothing", EINVAL, 8, setIrqs(0x09, 0, 0, 0)),
            row("SET_IRQS bool without data", EINVAL, 8, setIrqs(0x22, 0, 0, 1)),
            row("SET_IRQS bool with too much data", EINVAL, 8, setIrqs(0x22, 0, 0, 1, (byte)1, (byte)1)),
            row("SET_IRQS unmask eventfd", ENOTSUP, 8, setIrqs(0x14, 0, 0, 1)),
            row("REGION_READ too short", EINVAL, 9, new byte[15]),
            row("REGION_READ with data", EINVAL, 9, access(2, 0, (byte)0)),
            row("REGION_READ region", EINVAL, 9, access(9, 0, 4, NOTHING)),
            row("REGION_READ region -1", EINVAL, 9, access(-1, 0, 4, NOTHING)),
            row("REGION_READ of absent BAR", EINVAL, 9, access(1, 0, 4, NOTHING)),
            row("REGION_READ of ROM", EINVAL, 9, access(6, 0, 4, NOTHING)),
            row("REGION_READ beyond the end", EINVAL, 9, access(2, 4093, 4, NOTHING)),
            row("REGION_READ of config beyond the end", EINVAL, 9, access(7, 256, 1, NOTHING)),
            row("REGION_READ offset overflow", EINVAL, 9, access(2, -4, 8, NOTHING)),
            row("REGION_READ count", EINVAL, 9, access(2, 0, -1, NOTHING)),
            row("REGION_WRITE too short", EINVAL, 10, new byte[8]),
            row("REGION_WRITE with less data", EINVAL, 10, access(2, 0, 4, new byte[3])),
            row("REGION_WRITE with more data", EINVAL, 10, access(2, 0, 4, new byte[5])),
            row("REGION_WRITE beyond the end", EINVAL, 10, access(2, 4096, 4, new byte[4])),
            row("DMA_READ by a client", ENOTSUP, 11, new byte[16]),
            row("DEVICE_RESET with payload", EINVAL, 13, new byte[4]),
            row("DIRTY_PAGES", ENOTSUP, 14, new byte[8]),
            row("REGION_WRITE_MULTI", ENOTSUP, 15, new byte[32]),
            row("DEVICE_FEATURE", ENOTSUP, 16, new byte[8]),
            row("no command", ENOTSUP, 0, new byte[4]),
            row("unknown command", ENOTSUP, 0xFFFF, NOTHING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void shouldRefuse(final String what, final int errno, final int command, final byte[] payload) throws IOException
    {
        try (TestClient client = TestClient.connect(server.path()))
        {
            assertEquals(0, client.errno(2, dmaMap(3, 0, 0x10_0000, 2 * PAGE)));
            final int id = client.send(command, 0, payload);
            final TestClient.Message reply = client.receive();

            assertEquals(id, reply.id());
            assertEquals(command, reply.command() & 0xFFFF);
            assertEquals(0x21, reply.flags());
            assertEquals(errno, reply.errno());
            assertEquals(0, reply.payload().capacity());
            assertEquals(1, refusals.size());
            assertEquals(0x5678_1234, client.read32(7, 0));

            client.send(command, Protocol.NO_REPLY, payload);
            assertEquals(0x5678_1234, client.read32(7, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\0", "\"\0", "[1,]\0", "\0", "{\"capabilities\": \"23\"}\0", "{\"capabilities\": {\"max_msg_fds\": \"foo\"}}\0",
        "{\"capabilities\": {\"max_msg_fds\": -1}}\0", "{\"capabilities\": {\"max_data_xfer_size\": 0}}\0",
        "{\"capabilities\": {}} {}\0", "17\0", "{\"a\": 01}\0", "{\"a\": \"\\x\"}\0", "nul\0"})
    void shouldRefuseCapabilities(final String json) throws IOException
    {
        try (TestClient client = new TestClient(server.path()))
        {
            assertEquals(EINVAL, client.errno(Protocol.VERSION, version(json)));
            client.negotiate();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}\0", " {\"x\": [1, -2.5e+3, true, null, {}], \"capabilities\": {\"max_msg_fds\": 0}}\n\0", "{\"capabilities\": {}}\0",
        "{\"\\u0041\\n\": \"\\\"\"}\0"})
    void shouldAcceptCapabilities(final String json) throws IOException
    {
        try (TestClient client = new TestClient(server.path()))
        {
            assertEquals(0, client.errno(Protocol.VERSION, version(json)));
        }
    }

    @Test
    void shouldWantVersionFirst() throws IOException
    {
        try (TestClient client = new TestClient(server.path()))
        {
            assertEquals(EINVAL, client.errno(4, info(16, 16, 0)));
            assertEquals(EINVAL, client.errno(1, NOTHING));
            assertEquals(EINVAL, client.errno(1, bytes(4).putShort((short)1).array()));
            assertEquals(EINVAL, client.errno(999, new byte[4]));
            assertEquals(EINVAL, client.errno(13, NOTHING));
            client.negotiate();
            assertEquals(0, client.errno(13, NOTHING));
        }
    }

    @Test
    void shouldRefuseHeadersThatCannotBe() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path()))
        {
            final int[][] sizesAndFlags = {{15, 0}, {0, 0}, {-1, 0}, {Protocol.MAX_MESSAGE + 1, 0}, {16, 1}, {16, 2}, {16, 0xF}};
            for (final int[] header : sizesAndFlags)
            {
                client.sendRaw(message(0xBAD, 8, header[0], header[1], 0, NOTHING).array());
                final TestClient.Message reply = client.receive();
                assertEquals(0xBAD, reply.id());
                assertEquals(EINVAL, reply.errno());
            }
            assertEquals(0x5678_1234, client.read32(7, 0));
        }
    }

    @Test
    void shouldRefuseWrongDescriptors() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path());
            EventDescriptor event = new EventDescriptor(false);
            EventDescriptor blocking = new EventDescriptor(true);
            RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw"))
        {
            file.setLength(PAGE);
            final FileDescriptor fd = file.getFD();
            final FileDescriptor efd = event.descriptor();
            assertEquals(EINVAL, client.errno(2, dmaMap(3, 0, 0, 2 * PAGE), fd));
            assertEquals(EINVAL, client.errno(2, dmaMap(3, PAGE, 0, PAGE), fd));
            assertEquals(EINVAL, client.errno(2, dmaMap(3, -1, 0, PAGE), fd));
            assertEquals(EINVAL, client.errno(2, dmaMap(3, 0, 0, PAGE), fd, fd));
            assertEquals(EINVAL, client.errno(2, dmaMap(3, 0, 0, PAGE), efd));
            assertEquals(PAGE, file.length());
            assertEquals(EINVAL, client.errno(8, setIrqs(0x21, 0, 0, 1), efd));
            assertEquals(EINVAL, client.errno(8, setIrqs(0x24, 0, 0, 1), efd, efd));
            assertEquals(EINVAL, client.errno(8, setIrqs(0x24, 0, 0, 1), fd));
            assertEquals(EINVAL, client.errno(8, setIrqs(0x24, 0, 0, 1), blocking.descriptor()));
            assertEquals(ENOTSUP, client.errno(8, setIrqs(0x14, 0, 0, 1), efd));
            assertEquals(0, client.errno(8, setIrqs(0x24, 0, 0, 1), efd));
            client.write32(2, TestDevice.LEVEL, 1);
            assertEquals(1, event.fired());
        }
        try (TestClient client = new TestClient(server.path());
            RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw"))
        {
            assertEquals(EINVAL, client.errno(1, version("{}\0"), file.getFD()));
        }
    }

    @Test
    void shouldRefuseMoreThanAProcessCanMap() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path());
            RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw"))
        {
            file.setLength(PAGE);
            assertEquals(EINVAL, client.errno(2, dmaMap(3, 0, 0, Long.MAX_VALUE & -PAGE), file.getFD()));
            assertEquals(EINVAL, client.errno(2, dmaMap(3, 0, 0, 1L << 60), file.getFD()));
            assertEquals(0, client.errno(2, dmaMap(3, 0, 0, PAGE), file.getFD()));
        }
    }

    @Test
    void shouldRefuseManyRegionsWhenSomeOverlap() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path()))
        {
            for (int i = 0; i < 300; i++)
            {
                assertEquals(0, client.errno(2, dmaMap(3, 0, (long)i * PAGE, PAGE)), "apart there may be many");
            }
            assertEquals(Protocol.ENOSPC, client.errno(2, dmaMap(3, 0, 0, 2 * PAGE)));
            assertEquals(0, client.errno(3, TestClient.dmaUnmap(2, 0, 0)));
            for (int i = 0; i < 256; i++)
            {
                assertEquals(0, client.errno(2, dmaMap(3, 0, (long)i * PAGE, 2 * PAGE)));
            }
            assertEquals(Protocol.ENOSPC, client.errno(2, dmaMap(3, 0, 1L << 40, PAGE)));
            assertEquals(0, client.errno(3, dmaUnmap(0, 0, 2 * PAGE)));
            assertEquals(0, client.errno(2, dmaMap(3, 0, 1L << 40, PAGE)));
        }
    }

    @Test
    void shouldEndAConnectionThatHoardsDescriptors() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path());
            RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw"))
        {
            final FileDescriptor[] many = new FileDescriptor[32];
            Arrays.fill(many, file.getFD());
            client.sendRaw(message(1, 9, 100_000, 0, 0, NOTHING).array());
            assertThrows(IOException.class, () ->
            {
                for (int i = 0; i < 2000; i++)
                {
                    client.sendRaw(new byte[1], many);
                }
            });
        }
        try (TestClient client = TestClient.connect(server.path()))
        {
            assertEquals(0x5678_1234, client.read32(7, 0));
        }
    }

    @Test
    void shouldSurviveRandomStreams() throws IOException
    {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        for (int round = 0; round < 60; round++)
        {
            try (TestClient client = new TestClient(server.path()))
            {
                if (round % 3 > 0)
                {
                    client.negotiate();
                }
                for (int i = 0; i < 20; i++)
                {
                    client.sendRaw(round % 2 == 0 ? noise(random) : almostRight(random));
                }
            }
            catch (final IOException e)
            {
                assertTrue(e.getMessage() != null, "seed " + seed); // It may have closed the connection first.
            }
        }
        try (TestClient client = TestClient.connect(server.path()))
        {
            assertEquals(0x5678_1234, client.read32(7, 0), "seed " + seed);
        }
    }

    private static byte[] noise(final Random random)
    {
        final byte[] noise = new byte[random.nextInt(100)];
        random.nextBytes(noise);
        return noise;
    }

    /** A message whose parts are small numbers, some of them out of range. */
    private static byte[] almostRight(final Random random)
    {
        final byte[] payload = new byte[random.nextInt(12) * 4];
        for (int i = 0; i < payload.length; i += 4)
        {
            payload[i] = (byte)random.nextInt(random.nextBoolean() ? 64 : 4);
        }
        final int size = 16 + payload.length + (random.nextInt(8) == 0 ? random.nextInt(8) - 4 : 0);
        return message(random.nextInt(), random.nextInt(18), size, random.nextInt(4) == 0 ? 0x10 : 0, 0, payload).array();
    }

    @Test
    void shouldSurviveAnEndAtEveryByte() throws IOException
    {
        final ByteBuffer stream = bytes(300);
        stream.put(message(1, 1, 16 + 4, 0, 0, new byte[4]));
        stream.put(message(2, 2, 48, 0, 0, dmaMap(3, 0, 0, PAGE)));
        stream.put(message(3, 9, 32, 0, 0, access(2, 0, 4, NOTHING)));
        stream.put(message(4, 10, 36, 0x10, 0, access(2, 0, new byte[4])));
        stream.flip();
        for (int length = 0; length <= stream.limit(); length++)
        {
            try (TestClient client = new TestClient(server.path()))
            {
                client.sendRaw(java.util.Arrays.copyOf(stream.array(), length));
            }
        }
        try (TestClient client = TestClient.connect(server.path()))
        {
            assertEquals(0x5678_1234, client.read32(7, 0));
        }
    }

    @Test
    void shouldPutMessagesTogetherThatComeByteByByte() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path()))
        {
            for (final byte b : message(77, 9, 32, 0, 0, access(7, 0, 4, NOTHING)).array())
            {
                client.sendRaw(new byte[] {b});
            }
            assertEquals(77, client.receive().id());
        }
    }

    @Test
    void shouldEndAConnectionWhenItIsClosed() throws IOException
    {
        try (TestClient client = TestClient.connect(server.path()))
        {
            server.close();

            assertTrue(client.isClosedByPeer());
        }
    }
}
