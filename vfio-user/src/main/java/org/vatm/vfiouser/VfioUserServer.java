package org.vatm.vfiouser;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciFunction;

/**
 * Serves one PCI device on one UNIX socket, to one client after the other. A second client waits until the first has gone. Whatever a
 * client sends, the server stays.
 */
public final class VfioUserServer implements AutoCloseable
{
    private static final long ACCEPT_RETRY_NS = 10_000_000;

    private final Path path;
    private final PciFunction function;
    private final HostMemory memory;
    private final AccessHandler handler;
    private final ServerListener listener;
    private final ServerStatistics statistics = new ServerStatistics();
    private final InterruptPin pin;
    private final AFUNIXServerSocketChannel server;
    private final Thread thread;
    private final Object state = new Object();
    private MessageSocket client;
    private boolean closed;

    /**
     * Listens from now on.
     *
     * @param path     of the socket, which must not exist.
     * @param function the device; its interrupt pin belongs to the server from now on.
     * @param memory   in which the client's memory shall appear: that of the device's bus, without RAM of its own.
     * @param handler  that carries accesses out.
     * @param listener told of clients and of what is refused.
     * @throws IOException if the socket exists or cannot be made.
     */
    public VfioUserServer(
        final Path path,
        final PciFunction function,
        final HostMemory memory,
        final AccessHandler handler,
        final ServerListener listener) throws IOException
    {
        this.path = path;
        this.function = function;
        this.memory = memory;
        this.handler = handler;
        this.listener = listener;
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        {
            throw new FileAlreadyExistsException(path.toString());
        }
        pin = new InterruptPin(function, statistics);
        server = AFUNIXServerSocketChannel.open();
        boolean done = false;
        try
        {
            server.bind(AFUNIXSocketAddress.of(path));
            done = true;
        }
        finally
        {
            if (!done)
            {
                server.close();
            }
        }
        thread = new Thread(this::serve, "vfio-user " + path.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Listens from now on and tells nobody.
     *
     * @param path     of the socket, which must not exist.
     * @param function the device; its interrupt pin belongs to the server from now on.
     * @param memory   in which the client's memory shall appear: that of the device's bus, without RAM of its own.
     * @param handler  that carries accesses out.
     * @throws IOException if the socket exists or cannot be made.
     */
    public VfioUserServer(
        final Path path,
        final PciFunction function,
        final HostMemory memory,
        final AccessHandler handler) throws IOException
    {
        this(path, function, memory, handler, ServerListener.NONE);
    }

    /**
     * @return of the socket.
     */
    public Path path()
    {
        return path;
    }

    /**
     * @return counters.
     */
    public ServerStatistics statistics()
    {
        return statistics;
    }

    /**
     * @return true while there is a client.
     */
    public boolean hasClient()
    {
        synchronized (state)
        {
            return client != null;
        }
    }

    /**
     * Waits until the server is closed by another thread.
     */
    public void join()
    {
        boolean interrupted = false;
        while (thread.isAlive())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException e)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the connection if there is one, and removes the socket. Must not be called between {@link AccessHandler#enter} and
     * {@link AccessHandler#exit}.
     */
    @Override
    public void close() throws IOException
    {
        synchronized (state)
        {
            closed = true;
            if (client != null)
            {
                client.shutdown();
            }
        }
        server.close();
        Files.deleteIfExists(path);
        join();
    }

    private void serve()
    {
        while (true)
        {
            final AFUNIXSocketChannel channel;
            try
            {
                channel = server.accept();
            }
            catch (final IOException e)
            {
                if (isClosed())
                {
                    return;
                }
                LockSupport.parkNanos(ACCEPT_RETRY_NS); // Out of descriptors, perhaps not for long.
                continue;
            }
            final MessageSocket socket = new MessageSocket(channel);
            if (!begin(socket))
            {
                return;
            }
            listener.connected();
            listener.disconnected(session(socket));
        }
    }

    private boolean isClosed()
    {
        synchronized (state)
        {
            return closed;
        }
    }

    private boolean begin(final MessageSocket socket)
    {
        synchronized (state)
        {
            if (closed)
            {
                socket.shutdown();
                return false;
            }
            client = socket;
        }
        statistics.clients.incrementAndGet();
        return true;
    }

    /** Returns why it ended, null if the client closed the connection. */
    private Throwable session(final MessageSocket socket)
    {
        try (socket)
        {
            new Session(socket, function, memory, handler, pin, statistics, listener).run();
            return null;
        }
        catch (final IOException | RuntimeException e)
        {
            return e;
        }
        finally
        {
            synchronized (state)
            {
                client = null;
            }
        }
    }
}
