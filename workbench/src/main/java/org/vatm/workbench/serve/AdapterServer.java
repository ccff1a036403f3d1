package org.vatm.workbench.serve;

import org.vatm.vfiouser.ServerStatistics;
import org.vatm.vfiouser.VfioUserServer;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.writer.LineCaptures;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;

/**
 * A machine, its time, and a socket for each of its adapters.
 */
public final class AdapterServer implements AutoCloseable
{
    private final ServeConfig config;
    private final ServedMachine machine;
    private final LineCaptures captures;
    private final RealTime time;
    private final List<VfioUserServer> servers = new ArrayList<>();
    private List<Path> files = List.of();
    private boolean stopped;

    /**
     * Serves from now on.
     *
     * @param config   of the machine.
     * @param sockets  of its adapters; none may exist.
     * @param out      directory for captures, null for none.
     * @param software name and version for the captures.
     * @throws InputException if a socket cannot be made; then none is.
     */
    public AdapterServer(final ServeConfig config, final List<Path> sockets, final Path out, final String software)
    {
        if (new HashSet<>(sockets).size() != sockets.size())
        {
            throw InputException.of("--socket %s is given twice", sockets.get(0));
        }
        this.config = config;
        machine = new ServedMachine(config);
        captures = out == null ? null :
            new LineCaptures(out, EnumSet.allOf(LineCaptures.Kind.class), machine.linkCount(), software);
        time = new RealTime(machine.simulation(), this::collect);
        boolean done = false;
        try
        {
            if (captures != null)
            {
                machine.capture(captures);
            }
            for (final Path socket : sockets)
            {
                listen(socket);
            }
            time.start();
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

    private void listen(final Path socket)
    {
        final int adapter = servers.size();
        try
        {
            servers.add(new VfioUserServer(
                socket,
                machine.board(adapter).chip(),
                machine.host(adapter).memory(),
                new GuestAccess(time, machine.host(adapter), ServedMachine.SLOT)));
        }
        catch (final FileAlreadyExistsException e)
        {
            throw InputException.of("--socket %s exists, must be a path where nothing is", socket);
        }
        catch (final IOException | IllegalArgumentException e)
        {
            throw InputException.of("--socket %s cannot be made (%s)", socket, e.getMessage());
        }
    }

    private void collect()
    {
        if (captures != null)
        {
            captures.upTo(machine.simulation().nowPs());
        }
    }

    /**
     * Ends every connection and removes the sockets, then time ends and the captures are complete.
     */
    public void stop()
    {
        stopped = true;
        for (final VfioUserServer server : servers)
        {
            try
            {
                server.close();
            }
            catch (final IOException e)
            {
                throw InputException.of("--socket %s cannot be removed (%s)", server.path(), e.getMessage());
            }
        }
        time.close();
        if (captures != null)
        {
            files = captures.commit();
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
     * @return the machine; after {@link #stop}.
     */
    public ServedMachine machine()
    {
        return machine;
    }

    /**
     * @return its time; after {@link #stop}.
     */
    public RealTime time()
    {
        return time;
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
     * @return captures that are complete.
     */
    public List<Path> files()
    {
        return files;
    }

    @Override
    public void close()
    {
        if (!stopped)
        {
            stop();
        }
        if (captures != null)
        {
            captures.close();
        }
        machine.close();
    }
}
