package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.vfiouser.TestClient.dmaMap;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.memory.HostMemory;
import org.vatm.vfiouser.example.ChecksumDevice;

/** A client's file is shorter than what was mapped of it: what is beyond its end, a process is killed for by SIGBUS. */
@Timeout(60)
class TruncatedMemoryTest
{
    private static final int PAGE = 4096;
    private static final int WHOLE = 3 * TwoMachines.BYTES;

    @TempDir
    private Path directory;

    /** Once with the first accesses interpreted, once with all of them compiled. */
    @ParameterizedTest
    @ValueSource(ints = {1, 300})
    void shouldDisconnectWhoTruncatesItAndServeTheOthers(final int roundsBefore) throws IOException
    {
        try (TwoMachines machines = new TwoMachines(directory);
            RandomAccessFile victims = new RandomAccessFile(directory.resolve("victim").toFile(), "rw");
            TestClient victim = TestClient.connect(machines.server(1).path()))
        {
            TwoMachines.share(victim, victims);
            for (int i = 0; i < 10; i++)
            {
                truncate(machines, roundsBefore);
                for (int j = 0; j < 5; j++)
                {
                    assertEquals(WHOLE, TwoMachines.sum(victim));
                }
            }
            TestClient.connect(machines.server(0).path()).close(); // it is served when the last one's end has been told
            assertEquals(10, machines.server(0).statistics().truncations());
            assertEquals(0, machines.server(1).statistics().truncations());
            assertEquals(1, machines.server(1).statistics().clients());
            assertEquals(10, machines.causes.size());
            assertTrue(machines.causes.get(0).getMessage().contains("was truncated"), machines.causes.get(0)::toString);
        }
    }

    private void truncate(final TwoMachines machines, final int roundsBefore) throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw");
            TestClient client = TestClient.connect(machines.server(0).path()))
        {
            TwoMachines.share(client, file);
            for (int i = 0; i < roundsBefore; i++)
            {
                assertEquals(WHOLE, TwoMachines.sum(client));
            }
            file.setLength(PAGE);
            client.post32(0, ChecksumDevice.LENGTH.offset(), TwoMachines.BYTES);
            file.setLength(TwoMachines.BYTES); // too late, perhaps
            file.setLength(0);
            assertThrows(IOException.class, () ->
            {
                while (true)
                {
                    TwoMachines.sum(client);
                }
            });
        }
    }

    @Test
    void shouldReadOnesAndLoseWritesBeyondTheEnd() throws IOException
    {
        final HostMemory memory = HostMemory.withoutRam();
        final TestDevice device = new TestDevice(memory);
        try (VfioUserServer server =
            new VfioUserServer(directory.resolve("s"), device, memory, new ImmediateAccess(device));
            RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw"))
        {
            for (int i = 0; i < 20; i++)
            {
                try (TestClient client = TestClient.connect(server.path()))
                {
                    file.setLength(2 * PAGE);
                    assertEquals(0, client.errno(Protocol.DMA_MAP, dmaMap(3, 0, 0x7000, 2 * PAGE), file.getFD()));
                    client.write32(2, TestDevice.ADDRESS, 0x7000);
                    client.write32(2, TestDevice.DATA, 0x1234_5678);
                    assertEquals(0x1234_5678, client.read32(2, TestDevice.DATA));
                    file.setLength(PAGE);
                    assertEquals(0x1234_5678, client.read32(2, TestDevice.DATA));

                    client.post32(2, TestDevice.ADDRESS, 0x7000 + PAGE);
                    client.post32(2, TestDevice.DATA, 5);

                    assertThrows(IOException.class, () -> client.read32(2, TestDevice.DATA));
                    assertEquals(PAGE, file.length());
                }
            }
            assertEquals(20, server.statistics().truncations());
        }
    }

    @Test
    void shouldRefuseAFileThatIsShorterThanTheRegion() throws IOException
    {
        final HostMemory memory = HostMemory.withoutRam();
        final TestDevice device = new TestDevice(memory);
        try (VfioUserServer server =
            new VfioUserServer(directory.resolve("s"), device, memory, new ImmediateAccess(device));
            RandomAccessFile file = new RandomAccessFile(directory.resolve("f").toFile(), "rw");
            TestClient client = TestClient.connect(server.path()))
        {
            file.setLength(2 * PAGE - 1);

            assertEquals(Protocol.EINVAL, client.errno(Protocol.DMA_MAP, dmaMap(3, 0, 0x7000, 2 * PAGE), file.getFD()));
            assertEquals(Protocol.EINVAL, client.errno(Protocol.DMA_MAP, dmaMap(1, PAGE, 0x7000, PAGE), file.getFD()));
            assertEquals(0, client.errno(Protocol.DMA_MAP, dmaMap(3, 0, 0x7000, PAGE), file.getFD()));
            assertEquals(2 * PAGE - 1, file.length(), "the server must not make it longer");
        }
    }
}
