package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.vfiouser.TestClient.access;
import static org.vatm.vfiouser.TestClient.bytes;
import static org.vatm.vfiouser.TestClient.dmaMap;
import static org.vatm.vfiouser.TestClient.dmaUnmap;
import static org.vatm.vfiouser.TestClient.setIrqs;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.memory.HostMemory;

/** What a well-behaved client sees. */
@Timeout(60)
class VfioUserServerTest
{
    private static final int PAGE = 4096;
    private static final int RW = 3;

    @TempDir
    private Path directory;
    private final HostMemory memory = HostMemory.withoutRam();
    private final TestDevice device = new TestDevice(memory);
    private VfioUserServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException
    {
        server = new VfioUserServer(directory.resolve("s"), device, memory, new ImmediateAccess(device));
        client = TestClient.connect(server.path());
    }

    @AfterEach
    void stop() throws IOException
    {
        client.close();
        server.close();
        assertFalse(Files.exists(server.path()));
    }

    private static byte[] info(final int length, final int index)
    {
        final ByteBuffer payload = bytes(length).putInt(0, length);
        payload.putInt(8, index);
        return payload.array();
    }

    @Test
    void shouldOfferItsCapabilitiesInFewerBytesThanQemuSends() throws IOException
    {
        client.close();
        try (TestClient next = new TestClient(server.path()))
        {
            final ByteBuffer payload = next.call(Protocol.VERSION, new byte[4]).payload();

            assertEquals(0, payload.getInt(0));
            assertTrue(payload.capacity() + 16 <= 214);
            assertEquals("{\"capabilities\":{\"max_msg_fds\":8,\"max_data_xfer_size\":1048576}}\0",
                new String(payload.array(), 4, payload.capacity() - 4, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldAcceptWhatQemuSends() throws IOException
    {
        client.close();
        try (TestClient next = new TestClient(server.path()))
        {
            assertEquals(0, next.errno(Protocol.VERSION, TestClient.version("{\"capabilities\": {\"pgsizes\": 4096, " +
                "\"max_msg_fds\": 16, \"max_dma_maps\": 65535, \"max_data_xfer_size\": 1048576, \"migration\": " +
                "{\"max_bitmap_size\": 268435456, \"pgsize\": 4096}, \"write_multiple\": true}}\0")));
        }
    }

    @Test
    void shouldDescribeTheDevice() throws IOException
    {
        final ByteBuffer deviceInfo = client.call(Protocol.DEVICE_GET_INFO, info(16, 0)).payload();
        assertEquals(3, deviceInfo.getInt(4));
        assertEquals(9, deviceInfo.getInt(8));
        assertEquals(5, deviceInfo.getInt(12));
        final long[] sizes = {64, 0, PAGE, 0, 0, 0, 0, 256, 0};
        for (int i = 0; i < sizes.length; i++)
        {
            final ByteBuffer region = client.call(Protocol.DEVICE_GET_REGION_INFO, info(32, i)).payload();
            assertEquals(32, region.capacity());
            assertEquals(32, region.getInt(0));
            assertEquals(sizes[i] == 0 ? 0 : 3, region.getInt(4));
            assertEquals(i, region.getInt(8));
            assertEquals(0, region.getInt(12));
            assertEquals(sizes[i], region.getLong(16));
        }
        for (int i = 0; i < 5; i++)
        {
            final ByteBuffer irq = client.call(Protocol.DEVICE_GET_IRQ_INFO, info(16, i)).payload();
            assertEquals(i == 0 ? 7 : 0, irq.getInt(4));
            assertEquals(i == 0 ? 1 : 0, irq.getInt(12));
        }
    }

    @Test
    void shouldServeConfigurationSpace() throws IOException
    {
        final byte[] all = client.read(7, 0, 256);
        assertEquals(0x1234, all[0] & 0xFF | (all[1] & 0xFF) << 8);

        client.write32(7, 0, -1);
        client.write32(7, 0x10, -1);
        client.write32(7, 0x18, -1);
        client.write32(7, 0x30, 0xFFFF_F800);

        assertEquals(0x5678_1234, client.read32(7, 0));
        assertEquals(0xFFFF_FFC1, client.read32(7, 0x10));
        assertEquals(0xFFFF_F000, client.read32(7, 0x18));
        assertEquals(0, client.read32(7, 0x30));
        assertArrayEquals(new byte[] {1}, client.read(7, 0x3D, 1));
        assertArrayEquals(new byte[] {0x12, 0x78, 0x56}, client.read(7, 1, 3));
    }

    @Test
    void shouldCutAccessesIntoLanes() throws IOException
    {
        client.write32(2, 0, 0x4433_2211);
        client.write(2, 6, (byte)0x66);
        client.write(2, 3, (byte)0xA3, (byte)0xA4);
        client.write(2, 8, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertArrayEquals(new byte[] {0x33, (byte)0xA3, (byte)0xA4, 0, 0x66}, client.read(2, 2, 5));
        assertArrayEquals(new byte[] {2, 3, 4, 5, 6, 7, 8, 0}, client.read(2, 9, 8));
        assertArrayEquals(new byte[] {4, 5}, client.read(0, 11, 2));
        assertArrayEquals(new byte[0], client.read(0, 64, 0));

        assertEquals(List.of(
            "w2 0 ffffffff 44332211",
            "w2 4 ff0000 660000",
            "w2 0 ff000000 a3000000", "w2 4 ff a4",
            "w2 8 ffffffff 4030201", "w2 c ffffffff 8070605",
            "r2 0 ffff0000", "r2 4 ffffff",
            "r2 8 ffffff00", "r2 c ffffffff", "r2 10 ff",
            "r0 8 ff000000", "r0 c ff"), device.log);
    }

    @Test
    void shouldNotAnswerPostedWrites() throws IOException
    {
        for (int i = 0; i < 500; i++)
        {
            client.post32(2, 4 * i, i);
        }
        client.send(Protocol.REGION_WRITE, Protocol.NO_REPLY, access(2, 5000, new byte[4])); // refused in silence

        assertEquals(499, client.read32(2, 4 * 499));
    }

    @Test
    void shouldCarryAWholeRegionInOneMessage() throws IOException
    {
        final byte[] content = new byte[TestDevice.LEVEL];
        new Random(1).nextBytes(content);
        client.write(2, 0, content);

        assertArrayEquals(content, client.read(2, 0, content.length));
    }

    @Test
    void shouldFireWhileTheLevelIsUpAndMaskItself() throws IOException
    {
        try (EventDescriptor event = new EventDescriptor(false))
        {
            client.write32(2, TestDevice.LEVEL, 1);
            assertEquals(0, client.errno(8, setIrqs(0x24, 0, 0, 1), event.descriptor()));
            assertEquals(1, event.fired());

            client.write32(2, TestDevice.LEVEL, 0);
            client.write32(2, TestDevice.LEVEL, 1);
            assertEquals(0, event.fired());
            assertEquals(0, client.errno(8, setIrqs(0x11, 0, 0, 1)));
            assertEquals(1, event.fired());
            client.write32(2, TestDevice.LEVEL, 0);
            assertEquals(0, client.errno(8, setIrqs(0x11, 0, 0, 1)));
            assertEquals(0, event.fired());

            assertEquals(0, client.errno(8, setIrqs(0x09, 0, 0, 1)));
            client.write32(2, TestDevice.LEVEL, 1);
            assertEquals(0, event.fired());
            assertEquals(0, client.errno(8, setIrqs(0x12, 0, 0, 1, (byte)0)));
            assertEquals(0, event.fired());
            assertEquals(0, client.errno(8, setIrqs(0x12, 0, 0, 1, (byte)1)));
            assertEquals(1, event.fired());
        }
    }

    @Test
    void shouldObeyInterruptDisable() throws IOException
    {
        try (EventDescriptor event = new EventDescriptor(false))
        {
            client.errno(8, setIrqs(0x24, 0, 0, 1), event.descriptor());
            client.write(7, 4, (byte)0, (byte)4);
            client.write32(2, TestDevice.LEVEL, 1);
            assertEquals(0, event.fired());

            client.write(7, 4, (byte)0, (byte)0);

            assertEquals(1, event.fired());
            assertEquals(1, server.statistics().interrupts());
        }
    }

    @Test
    void shouldReplaceAndRemoveTheDescriptor() throws IOException
    {
        try (EventDescriptor first = new EventDescriptor(false); EventDescriptor second = new EventDescriptor(false))
        {
            client.errno(8, setIrqs(0x24, 0, 0, 1), first.descriptor());
            client.write32(2, TestDevice.LEVEL, 1);
            assertEquals(1, first.fired());
            assertEquals(0, client.errno(8, setIrqs(0x24, 0, 0, 1), second.descriptor()));
            assertEquals(0, first.fired());
            assertEquals(1, second.fired());
            assertEquals(0, client.errno(8, setIrqs(0x21, 0, 0, 1)));
            assertEquals(1, second.fired());

            assertEquals(0, client.errno(8, setIrqs(0x21, 0, 0, 0)));
            assertEquals(0, client.errno(8, setIrqs(0x11, 0, 0, 1)));
            assertEquals(0, second.fired());
            assertEquals(0, client.errno(8, setIrqs(0x24, 0, 0, 1), first.descriptor()));
            assertEquals(1, first.fired());
            assertEquals(0, client.errno(8, setIrqs(0x24, 0, 0, 1)));
            assertEquals(0, client.errno(8, setIrqs(0x11, 0, 0, 1)));
            assertEquals(0, first.fired());
        }
    }

    @Test
    void shouldMapMemoryOfSeveralFiles() throws IOException
    {
        try (RandomAccessFile low = file("low", 2 * PAGE); RandomAccessFile high = file("high", 3L << 30))
        {
            // As QEMU does: several without waiting, with and without descriptors.
            client.send(Protocol.DMA_MAP, 0, dmaMap(RW, PAGE, 0x1000, PAGE), low.getFD());
            client.send(Protocol.DMA_MAP, 0, dmaMap(1, 0, 0xFFFC_0000L, PAGE));
            client.send(Protocol.DMA_MAP, 0, dmaMap(RW, 0, 0x10_0000, 3L << 30), high.getFD());
            client.send(Protocol.DMA_MAP, 0, dmaMap(1, 0, 0x5000, PAGE), low.getFD());
            for (int i = 0; i < 4; i++)
            {
                assertEquals(0, client.receive().errno());
            }

            poke(0x1004, 0x1111_2222);
            poke(0x10_0000L + (3L << 30) - 4, 0x3333_4444);
            poke(0x10_0000L + (1L << 30), 0x5555_6666);

            assertEquals(0x2222_1111, Integer.rotateLeft(at(low, PAGE + 4), 16));
            assertEquals(0x3333_4444, at(high, (3L << 30) - 4));
            assertEquals(0x5555_6666, at(high, 1L << 30));
            assertEquals(4 + 64, mapped(0x1000));
            assertEquals(4, mapped(0x5000));
            assertEquals(4, mapped(0xFFFC_0000L));
            assertEquals(0, mapped(0x2000));
        }
    }

    @Test
    void shouldShowTheYoungestOfOverlappingRegions() throws IOException
    {
        try (RandomAccessFile below = file("below", 4 * PAGE); RandomAccessFile above = file("above", PAGE))
        {
            set(below, 0, 1);
            set(below, PAGE, 2);
            set(below, 3 * PAGE, 3);
            set(above, 0, 9);
            assertEquals(0, client.errno(2, dmaMap(RW, 0, 0, 4 * PAGE), below.getFD()));
            assertEquals(0, client.errno(2, dmaMap(RW, 0, PAGE, PAGE), above.getFD()));
            assertEquals(List.of(1, 9, 3), List.of(peek(0), peek(PAGE), peek(3 * PAGE)));

            assertEquals(0, client.errno(3, dmaUnmap(0, PAGE, PAGE)));
            assertEquals(List.of(1, 2, 3), List.of(peek(0), peek(PAGE), peek(3 * PAGE)));

            assertEquals(0, client.errno(2, dmaMap(RW, 0, 3 * PAGE, PAGE), above.getFD()));
            assertEquals(0, client.errno(3, dmaUnmap(0, 0, 4 * PAGE)));
            assertEquals(0, mapped(0));
            assertEquals(9, peek(3 * PAGE));

            assertEquals(0, client.errno(2, dmaMap(RW, PAGE, 3 * PAGE, PAGE), below.getFD()));
            assertEquals(2, peek(3 * PAGE));
            assertEquals(0, client.errno(3, dmaUnmap(2, 0, 0)));
            assertEquals(0, mapped(3 * PAGE));
        }
    }

    @Test
    void shouldAgreeWithAModelOfOverlappingRegions() throws IOException
    {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        try (RandomAccessFile file = file("f", 16 * PAGE))
        {
            for (int i = 0; i < 16; i++)
            {
                set(file, i * PAGE, i + 1);
            }
            final java.util.ArrayList<int[]> model = new java.util.ArrayList<>();
            for (int step = 0; step < 150; step++)
            {
                if (random.nextInt(3) > 0 || model.isEmpty())
                {
                    final int pages = 1 + random.nextInt(6);
                    final int[] region = {random.nextInt(12), pages, random.nextInt(16 - pages)};
                    model.removeIf(r -> r[0] == region[0] && r[1] == region[1]);
                    model.add(region);
                    assertEquals(0, client.errno(
                        2, dmaMap(RW, region[2] * PAGE, region[0] * PAGE, region[1] * PAGE), file.getFD()));
                }
                else
                {
                    final int[] region = model.remove(random.nextInt(model.size()));
                    assertEquals(0, client.errno(3, dmaUnmap(0, region[0] * PAGE, region[1] * PAGE)));
                }
                for (int page = 0; page < 18; page++)
                {
                    int expected = -1;
                    for (final int[] region : model)
                    {
                        if (page >= region[0] && page < region[0] + region[1])
                        {
                            expected = region[2] + page - region[0] + 1;
                        }
                    }
                    assertEquals(expected, peek(page * PAGE), "seed " + seed + " step " + step + " page " + page);
                }
            }
        }
    }

    @Test
    void shouldResetTheDevice() throws IOException
    {
        client.write32(2, 0, 5);
        client.write(7, 4, (byte)6);
        assertEquals(0, client.errno(Protocol.DEVICE_RESET, new byte[0]));

        assertEquals(0, client.read32(2, 0));
        assertArrayEquals(new byte[2], client.read(7, 4, 2));
        assertEquals(1, server.statistics().resets());
    }

    @Test
    void shouldServeTheNextClientFromTheBeginning() throws IOException
    {
        try (RandomAccessFile file = file("f", PAGE))
        {
            client.errno(2, dmaMap(RW, 0, 0, PAGE), file.getFD());
            client.write32(2, 0, 5);
            final TestClient second = new TestClient(server.path());
            client.close();

            second.negotiate();
            client = second;

            assertEquals(0, client.read32(2, 0));
            assertEquals(0, mapped(0));
            assertEquals(2, server.statistics().clients());
        }
    }

    @Test
    void shouldNotTakeAPathThatExists() throws IOException
    {
        final Path file = Files.createFile(directory.resolve("file"));

        assertThrows(FileAlreadyExistsException.class,
            () -> new VfioUserServer(file, device, memory, new ImmediateAccess(device)));
        assertThrows(IOException.class, () -> new VfioUserServer(
            directory.resolve("no/such/directory"), device, memory, new ImmediateAccess(device)));
        assertTrue(Files.exists(file));
    }

    @Test
    void shouldCloseEveryDescriptorOnce() throws IOException
    {
        try (RandomAccessFile file = file("f", PAGE); EventDescriptor event = new EventDescriptor(false))
        {
            final FileDescriptor eventDescriptor = event.descriptor();
            client.read32(7, 0);
            final long before = openDescriptors();
            for (int i = 0; i < 20; i++)
            {
                client.errno(2, dmaMap(RW, 0, 0, PAGE), file.getFD());
                client.errno(2, dmaMap(RW, 0, 0, 2 * PAGE), file.getFD());
                client.errno(8, setIrqs(0x24, 0, 0, 1), eventDescriptor);
                client.errno(8, setIrqs(0x14, 0, 0, 1), eventDescriptor);
                client.errno(7, info(16, 0), eventDescriptor, file.getFD());
            }
            client.errno(8, setIrqs(0x21, 0, 0, 0));

            assertEquals(before, openDescriptors());
        }
    }

    private static long openDescriptors()
    {
        return new java.io.File("/proc/self/fd").list().length;
    }

    private RandomAccessFile file(final String name, final long length) throws IOException
    {
        final RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw");
        file.setLength(length);
        return file;
    }

    private static int at(final RandomAccessFile file, final long offset) throws IOException
    {
        file.seek(offset);
        return Integer.reverseBytes(file.readInt());
    }

    private static void set(final RandomAccessFile file, final long offset, final int value) throws IOException
    {
        file.seek(offset);
        file.writeInt(Integer.reverseBytes(value));
    }

    private void poke(final long address, final int value) throws IOException
    {
        client.write32(2, TestDevice.ADDRESS, (int)address);
        client.write32(2, TestDevice.DATA, value);
    }

    private int peek(final long address) throws IOException
    {
        client.write32(2, TestDevice.ADDRESS, (int)address);
        return ByteBuffer.wrap(client.read(2, TestDevice.DATA, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private int mapped(final long address) throws IOException
    {
        client.write32(2, TestDevice.ADDRESS, (int)address);
        return client.read32(2, TestDevice.MAPPED);
    }
}
