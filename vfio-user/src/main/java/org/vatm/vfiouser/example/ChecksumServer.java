package org.vatm.vfiouser.example;

import java.io.IOException;
import java.nio.file.Path;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Pacer;
import org.vatm.sim.Simulation;
import org.vatm.vfiouser.RealTimeHost;
import org.vatm.vfiouser.VfioUserServer;

/**
 * A machine with a {@link ChecksumDevice}, in step with the wall clock, on a socket.
 */
public final class ChecksumServer implements AutoCloseable
{
    private final Simulation simulation = new Simulation();
    private final Pacer pacer;
    private final VfioUserServer server;

    /**
     * @param socket at which QEMU will connect.
     * @throws IOException if it cannot be made.
     */
    public ChecksumServer(final Path socket) throws IOException
    {
        final Host host = new Host(simulation, "guest", PciTiming.PCI33, HostMemory.withoutRam());
        final ChecksumDevice device = new ChecksumDevice(host);
        host.addDevice(device, 0);
        pacer = new Pacer(simulation);
        server = new VfioUserServer(socket, device, host.memory(), new RealTimeHost(pacer, host, 0));
    }

    /**
     * Serves until the process ends.
     *
     * @param args path of the socket.
     * @throws IOException if it cannot be made.
     */
    public static void main(final String[] args) throws IOException
    {
        final ChecksumServer server = new ChecksumServer(Path.of(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(() ->
        {
            try
            {
                server.close();
            }
            catch (final IOException e)
            {
                System.err.println(e.getMessage());
            }
        }));
        server.server.join();
    }

    @Override
    public void close() throws IOException
    {
        server.close();
        pacer.close();
        simulation.close();
    }
}
