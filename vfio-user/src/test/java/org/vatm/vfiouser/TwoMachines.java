package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.vfiouser.TestClient.dmaMap;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Pacer;
import org.vatm.sim.Simulation;
import org.vatm.vfiouser.example.ChecksumDevice;

/** Two example devices in one simulation in real time, each with a socket. */
final class TwoMachines implements AutoCloseable
{
    static final long ADDRESS = 0x7000;
    static final int BYTES = 8192;

    /** Why clients of the first socket went, if they did not go by themselves. */
    final List<Throwable> causes = new CopyOnWriteArrayList<>();
    private final Simulation simulation = new Simulation();
    private final Pacer pacer = new Pacer(simulation);
    private final List<VfioUserServer> servers = new ArrayList<>();

    TwoMachines(final Path directory) throws IOException
    {
        final List<RealTimeHost> handlers = new ArrayList<>();
        final List<ChecksumDevice> devices = new ArrayList<>();
        for (int i = 0; i < 2; i++)
        {
            final Host host = new Host(simulation, "guest" + i, PciTiming.PCI33, HostMemory.withoutRam());
            devices.add(new ChecksumDevice(host));
            host.addDevice(devices.get(i), 0);
            handlers.add(new RealTimeHost(pacer, host, 0));
        }
        for (int i = 0; i < 2; i++)
        {
            servers.add(new VfioUserServer(directory.resolve("s" + i), devices.get(i),
                handlers.get(i).host().memory(), handlers.get(i), i == 1 ? ServerListener.NONE : new ServerListener()
                {
                    @Override
                    public void disconnected(final Throwable cause)
                    {
                        if (cause != null)
                        {
                            causes.add(cause);
                        }
                    }
                }));
        }
    }

    VfioUserServer server(final int machine)
    {
        return servers.get(machine);
    }

    Pacer pacer()
    {
        return pacer;
    }

    /** Gives a client's file to its device, filled so that the sum of all bytes is three times their number. */
    static void share(final TestClient client, final RandomAccessFile file) throws IOException
    {
        final byte[] content = new byte[BYTES];
        Arrays.fill(content, (byte)3);
        file.seek(0);
        file.write(content);
        assertEquals(0, client.errno(Protocol.DMA_MAP, dmaMap(3, 0, ADDRESS, BYTES), file.getFD()));
        client.write(7, 4, (byte)6, (byte)0);
    }

    /** Lets the device add up all bytes; the sum. */
    static int sum(final TestClient client) throws IOException
    {
        client.post32(0, ChecksumDevice.ADDRESS.offset(), (int)ADDRESS);
        client.post32(0, ChecksumDevice.LENGTH.offset(), BYTES);
        final long end = System.nanoTime() + TestClient.TIMEOUT_MS * 1_000_000L;
        while (client.read32(0, ChecksumDevice.STATUS.offset()) == 0)
        {
            assertTrue(System.nanoTime() < end, "the device does not come to an end");
        }
        client.post32(0, ChecksumDevice.STATUS.offset(), 3);
        return client.read32(0, ChecksumDevice.SUM.offset());
    }

    @Override
    public void close() throws IOException
    {
        for (final VfioUserServer server : servers)
        {
            server.close();
        }
        pacer.close();
        simulation.close();
        assertEquals(null, pacer.failure());
    }
}
