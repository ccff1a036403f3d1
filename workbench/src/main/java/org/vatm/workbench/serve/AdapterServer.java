package org.vatm.workbench.serve;

import org.vatm.guest.Recorder;
import org.vatm.sim.Pacer;
import org.vatm.vfiouser.RealTimeHost;
import org.vatm.vfiouser.ServerStatistics;
import org.vatm.vfiouser.VfioUserServer;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.writer.LineCaptures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * A machine in real time, and a socket for each of its adapters.
 */
public final class AdapterServer implements AutoCloseable
{
    private static final double PS_PER_SECOND = 1e12;

    private final ServeConfig config;
    private final ServedMachine machine;
    private final LineCaptures captures;
    private final Recorder recorder;
    private final Pacer pacer;
    private final List<RealTimeHost> guests = new ArrayList<>();
    private final List<VfioUserServer> servers = new ArrayList<>();
    private List<Path> files = List.of();
    private boolean stopped;

    /**
     * Serves from now on.
     *
     * @param config   of the machine.
     * @param sockets  of its adapters; none may exist.
     * @param out      directory for captures, null for none.
     * @param record   file for a recording, null for none.
     * @param software name and version for the captures.
     * @throws InputException if a socket or the recording cannot be made; then there is no socket.
     */
    public AdapterServer(
        final ServeConfig config,
        final List<Path> sockets,
        final Path out,
        final Path record,
        final String software)
    {
        if (new HashSet<>(sockets).size() != sockets.size())
        {
            throw InputException.of("--socket is given twice with one path");
        }
        for (final Path socket : sockets)
        {
            requireNothingAt(socket);
        }
        this.config = config;
        machine = new ServedMachine(config);
        recorder = record == null ? null : recorder(record);
        captures = out == null ? null :
            new LineCaptures(out, EnumSet.allOf(LineCaptures.Kind.class), machine.linkCount(), software);
        if (captures != null)
        {
            machine.capture(captures);
        }
        pacer = new Pacer(machine.simulation());
        for (int i = 0; i < machine.adapters(); i++)
        {
            guests.add(new RealTimeHost(pacer, machine.host(i), ServedMachine.SLOT, recorder));
        }
        boolean done = false;
        try
        {
            for (int i = 0; i < machine.adapters(); i++)
            {
                listen(sockets.get(i), i, guests.get(i));
            }
            done = true;
        }
        finally
        {
            if (!done)
            {
                close();
            }
        }
    }

    private Recorder recorder(final Path file)
    {
        try
        {
            return new Recorder(file, config.text());
        }
        catch (final IOException e)
        {
            throw InputException.of("--record %s cannot be written (%s)", file, e);
        }
    }

    private static void requireNothingAt(final Path socket)
    {
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS))
        {
            throw InputException.of("--socket %s exists, must be a path where nothing is", socket);
        }
    }

    private void listen(final Path socket, final int adapter, final RealTimeHost guest)
    {
        try
        {
            servers.add(new VfioUserServer(socket, machine.board(adapter).chip(), machine.host(adapter).memory(), guest));
        }
        catch (final IOException | IllegalArgumentException e)
        {
            throw InputException.of("--socket %s cannot be made (%s)", socket, e.getMessage());
        }
    }

    /**
     * To be called now and then: writes what is captured.
     *
     * @throws IllegalStateException if the machine has failed.
     */
    public void poll()
    {
        if (pacer.failure() != null)
        {
            throw new IllegalStateException("the machine has failed", pacer.failure());
        }
        if (captures != null)
        {
            final long nowPs = pacer.enter();
            try
            {
                captures.upTo(nowPs);
            }
            finally
            {
                pacer.exit();
            }
        }
    }

    /**
     * Pulls the connector of an adapter's fibres, or plugs it in again, now.
     *
     * @param adapter   0 or more.
     * @param isPlugged false to pull it.
     */
    public void plug(final int adapter, final boolean isPlugged)
    {
        final int action = isPlugged ? ServedMachine.PLUG : ServedMachine.UNPLUG;
        guests.get(adapter).act(action, () -> machine.act(adapter, action));
    }

    /**
     * Looks at the machine while it stands still.
     *
     * @param look to be taken.
     * @param <T>  what it sees.
     * @return that.
     */
    public <T> T look(final Supplier<T> look)
    {
        pacer.enter();
        try
        {
            return look.get();
        }
        finally
        {
            pacer.exit();
        }
    }

    /**
     * @param adapter 0 or more.
     * @return true while it has a guest.
     */
    public boolean hasClient(final int adapter)
    {
        return servers.get(adapter).hasClient();
    }

    /**
     * Ends every connection and removes the sockets, then time ends; captures and recording are complete.
     */
    public void stop()
    {
        end();
        if (captures != null)
        {
            files = captures.commit();
        }
    }

    private void end()
    {
        stopped = true;
        try
        {
            for (final VfioUserServer server : servers)
            {
                server.close();
            }
            pacer.close();
            if (pacer.failure() == null)
            {
                final long endPs = machine.simulation().nowPs();
                machine.simulation().runUntil(endPs);
                if (recorder != null)
                {
                    recorder.end(endPs);
                }
            }
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return what is served.
     */
    public ServeConfig config()
    {
        return config;
    }

    /**
     * @return the machine; to be looked at after {@link #stop}.
     */
    public ServedMachine machine()
    {
        return machine;
    }

    /**
     * @return what keeps it in step with the wall clock.
     */
    public Pacer pacer()
    {
        return pacer;
    }

    /**
     * @param adapter 0 or more.
     * @return of its socket.
     */
    public Path socket(final int adapter)
    {
        return servers.get(adapter).path();
    }

    /**
     * @param adapter 0 or more.
     * @return what its server has done.
     */
    public ServerStatistics statistics(final int adapter)
    {
        return servers.get(adapter).statistics();
    }

    /**
     * @return one line if the host was too slow for real time, else null.
     */
    public String delay()
    {
        final long shifts = pacer.shifts();
        return shifts == 0 ? null : String.format("the machine was too slow for real time: simulated time was put back %,d times, by " +
            "%.3f s in all; nothing is lost", shifts, pacer.shiftedPs() / PS_PER_SECOND);
    }

    /**
     * @return captures that are complete.
     */
    public List<Path> files()
    {
        return files;
    }

    /** Without {@link #stop} there are no captures. */
    @Override
    public void close()
    {
        if (!stopped)
        {
            end();
        }
        if (captures != null)
        {
            captures.close();
        }
        machine.close();
    }
}
