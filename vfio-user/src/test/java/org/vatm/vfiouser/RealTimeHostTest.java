package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.vfiouser.TestClient.dmaMap;
import static org.vatm.vfiouser.TestClient.setIrqs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.guest.GuestCpu;
import org.vatm.guest.Recorder;
import org.vatm.guest.Replay;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Pacer;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceHash;
import org.vatm.vfiouser.example.ChecksumDevice;

/** The example device with a client that does what a driver does, in real time. */
@Timeout(60)
class RealTimeHostTest
{
    private static final int BYTES = 1000;

    @TempDir
    private Path directory;

    private static final class Machine implements AutoCloseable
    {
        private final Simulation simulation = new Simulation();
        private final Host host = new Host(simulation, "guest", PciTiming.PCI33, HostMemory.withoutRam());
        private final ChecksumDevice device = new ChecksumDevice(host);
        private final TraceHash hash = new TraceHash();

        Machine()
        {
            host.addDevice(device, 0);
            TraceFan.attach(host.bus().trace(), hash);
            TraceFan.attach(device.interrupt().trace(), hash);
        }

        @Override
        public void close()
        {
            simulation.close();
        }
    }

    private static int fill(final RandomAccessFile file, final Random random) throws IOException
    {
        final byte[] content = new byte[BYTES];
        random.nextBytes(content);
        file.seek(0);
        file.write(content);
        int sum = 0;
        for (final byte b : content)
        {
            sum += b & 0xFF;
        }
        return sum;
    }

    private void drive(final TestClient client, final int rounds) throws IOException
    {
        final Random random = new Random(3);
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve("memory").toFile(), "rw");
            EventDescriptor event = new EventDescriptor(false))
        {
            file.setLength(4096);
            assertEquals(0, client.errno(2, dmaMap(3, 0, 0x7000, 4096), file.getFD()));
            assertEquals(0, client.errno(8, setIrqs(0x24, 0, 0, 1), event.descriptor()));
            client.write(7, 4, (byte)6, (byte)0);
            for (int i = 0; i < rounds; i++)
            {
                final int sum = fill(file, random);
                client.post32(0, ChecksumDevice.ADDRESS.offset(), 0x7000);
                client.post32(0, ChecksumDevice.LENGTH.offset(), BYTES);
                event.await();
                assertEquals(1, client.read32(0, ChecksumDevice.STATUS.offset()));
                assertEquals(sum, client.read32(0, ChecksumDevice.SUM.offset()));
                client.post32(0, ChecksumDevice.STATUS.offset(), 1);
                assertEquals(0, client.errno(8, setIrqs(0x11, 0, 0, 1)));
                // Not its memory any more: the posted write that cleared the cause may still have been on its way.
                if (event.fired() > 0)
                {
                    assertEquals(0, client.read32(0, ChecksumDevice.STATUS.offset()));
                    assertEquals(0, client.errno(8, setIrqs(0x11, 0, 0, 1)));
                }
            }
            client.post32(0, ChecksumDevice.ADDRESS.offset(), 0x7000 + 4096 - 10);
            client.post32(0, ChecksumDevice.LENGTH.offset(), 11);
            event.await();
            assertEquals(2, client.read32(0, ChecksumDevice.STATUS.offset()));
        }
    }

    @Test
    void shouldServeADriverAndReplayIt() throws IOException
    {
        final Path recording = directory.resolve("recording");
        final long hash;
        try (Machine machine = new Machine();
            Pacer pacer = new Pacer(machine.simulation);
            Recorder recorder = new Recorder(recording, "checksum"))
        {
            final RealTimeHost handler = new RealTimeHost(pacer, machine.host, 0, recorder);
            try (VfioUserServer server =
                new VfioUserServer(directory.resolve("s"), machine.device, machine.host.memory(), handler))
            {
                for (int i = 0; i < 2; i++)
                {
                    try (TestClient client = TestClient.connect(server.path()))
                    {
                        drive(client, 20);
                    }
                }
            }
            pacer.stop();
            recorder.end(machine.simulation.nowPs());
            hash = machine.hash.value();
            assertEquals(0, pacer.shifts());
            assertTrue(pacer.entries() > 200);
        }

        try (Machine machine = new Machine(); Replay replay = new Replay(recording))
        {
            assertTrue(replay.run(machine.simulation, new GuestCpu(machine.host, 0)));
            assertEquals(hash, machine.hash.value());
            assertTrue(replay.accessCount() > 200);
        }
    }

    @Test
    void shouldDoTheSameByMessages() throws IOException
    {
        final Path recording = directory.resolve("recording");
        final long hash;
        try (Machine machine = new Machine();
            Pacer pacer = new Pacer(machine.simulation);
            Recorder recorder = new Recorder(recording, ""))
        {
            final RealTimeHost handler = new RealTimeHost(pacer, machine.host, 0, recorder);
            try (VfioUserServer server =
                new VfioUserServer(directory.resolve("s"), machine.device, machine.host.memory(), handler);
                TestClient client = TestClient.connect(server.path()))
            {
                assertEquals(0, client.errno(2, dmaMap(3, 0, 0x7000, 4096)));
                client.write(7, 4, (byte)6, (byte)0);
                client.post32(0, ChecksumDevice.ADDRESS.offset(), 0x7000);
                client.post32(0, ChecksumDevice.LENGTH.offset(), BYTES);
                for (int left = BYTES; left > 0; left -= 64)
                {
                    final TestClient.Message request = client.receive();
                    assertEquals(Protocol.DMA_READ, request.command());
                    final int count = (int)request.payload().getLong(8);
                    final byte[] answer = new byte[16 + count];
                    System.arraycopy(request.payload().array(), 0, answer, 0, 16);
                    java.util.Arrays.fill(answer, 16, 16 + count, (byte)3);
                    client.reply(request, 1, answer);
                }
                while (client.read32(0, ChecksumDevice.STATUS.offset()) == 0)
                {
                    Thread.onSpinWait();
                }
                assertEquals(3 * BYTES, client.read32(0, ChecksumDevice.SUM.offset()));
            }
            pacer.stop();
            recorder.end(machine.simulation.nowPs());
            hash = machine.hash.value();
        }
        try (Machine machine = new Machine(); Replay replay = new Replay(recording))
        {
            assertTrue(replay.run(machine.simulation, new GuestCpu(machine.host, 0)));
            assertEquals(hash, machine.hash.value());
        }
    }
}
