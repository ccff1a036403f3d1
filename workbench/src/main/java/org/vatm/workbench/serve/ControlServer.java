package org.vatm.workbench.serve;

import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A UNIX socket at which people and scripts do to served adapters what guests cannot: each line is a command and gets a line for its
 * answer, as long as the connection lasts.
 */
public final class ControlServer implements AutoCloseable
{
    /** Beginning of an answer to a command that was not carried out. */
    public static final String ERROR = "error ";

    private static final String OK = "ok";
    private static final String STOP = "stop";
    private static final int LONGEST_LINE = 256;
    private static final int MOST_CONNECTIONS = 32;
    private static final long ACCEPT_RETRY_NS = 10_000_000;
    private static final String COMMANDS = "unplug ADAPTER, plug ADAPTER, status or stop";

    private final Path path;
    private final AdapterServer adapters;
    private final Supplier<String> status;
    private final Runnable onStop;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Listens from now on.
     *
     * @param path     of the socket, where nothing may be.
     * @param adapters that are served.
     * @param status   what {@code status} answers, without line breaks.
     * @param onStop   what {@code stop} does.
     * @throws InputException if the socket cannot be made.
     */
    public ControlServer(final Path path, final AdapterServer adapters, final Supplier<String> status, final Runnable onStop)
    {
        this.path = path;
        this.adapters = adapters;
        this.status = status;
        this.onStop = onStop;
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        {
            throw InputException.of("--control %s exists, must be a path where nothing is", path);
        }
        server = listen(path);
        start("vatm control", this::accept);
    }

    private static ServerSocketChannel listen(final Path path)
    {
        ServerSocketChannel opened = null;
        try
        {
            opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            opened.bind(UnixDomainSocketAddress.of(path));
            return opened;
        }
        catch (final IOException e)
        {
            close(opened);
            throw InputException.of("--control %s cannot be made (%s)", path, e.getMessage());
        }
    }

    private static void start(final String name, final Runnable work)
    {
        final Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept()
    {
        while (!closed)
        {
            try
            {
                final SocketChannel connection = server.accept();
                if (connections.size() >= MOST_CONNECTIONS)
                {
                    answer(connection, ERROR + "more than " + MOST_CONNECTIONS + " connections");
                    connection.close();
                    continue;
                }
                connections.add(connection);
                start("vatm control connection", () -> serve(connection));
            }
            catch (final IOException e)
            {
                LockSupport.parkNanos(ACCEPT_RETRY_NS); // Out of descriptors, perhaps not for long; or closed.
            }
        }
    }

    private void serve(final SocketChannel connection)
    {
        final ByteBuffer in = ByteBuffer.allocate(LONGEST_LINE);
        try (connection)
        {
            while (connection.read(in) >= 0)
            {
                in.flip();
                int end = endOfLine(in);
                while (end >= 0)
                {
                    final byte[] line = new byte[end - in.position()];
                    in.get(line);
                    in.get();
                    obey(connection, new String(line, StandardCharsets.UTF_8));
                    end = endOfLine(in);
                }
                in.compact();
                if (!in.hasRemaining())
                {
                    answer(connection, ERROR + "a line of more than " + LONGEST_LINE + " octets");
                    return;
                }
            }
            in.flip();
            if (in.hasRemaining())
            {
                obey(connection, StandardCharsets.UTF_8.decode(in).toString());
            }
        }
        catch (final IOException e)
        {
            return; // The other side has gone, or we go.
        }
        finally
        {
            connections.remove(connection);
        }
    }

    private static int endOfLine(final ByteBuffer in)
    {
        for (int i = in.position(); i < in.limit(); i++)
        {
            if (in.get(i) == '\n')
            {
                return i;
            }
        }
        return -1;
    }

    private static void answer(final SocketChannel connection, final String line) throws IOException
    {
        final ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining())
        {
            connection.write(out);
        }
    }

    private void obey(final SocketChannel connection, final String line) throws IOException
    {
        answer(connection, carryOut(line));
        if (line.strip().equals(STOP))
        {
            onStop.run(); // It ends this connection, so after the answer.
        }
    }

    private String carryOut(final String line)
    {
        final String[] words = line.strip().split("\\s+");
        try
        {
            return switch (words[0])
            {
                case "unplug", "plug" -> plug(words);
                case "status" -> alone(words, status);
                case STOP -> alone(words, () -> OK);
                default -> ERROR + "'" + line.strip() + "' must be " + COMMANDS;
            };
        }
        catch (final IllegalStateException e)
        {
            return ERROR + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    private static String alone(final String[] words, final Supplier<String> work)
    {
        return words.length == 1 ? work.get() : ERROR + words[0] + " with '" + words[1] + "', must be alone";
    }

    private String plug(final String[] words)
    {
        final int count = adapters.machine().adapters();
        if (words.length == 2)
        {
            for (int i = 0; i < count; i++)
            {
                if (words[1].equals(Integer.toString(i + 1)) || words[1].equals(adapters.machine().name(i)))
                {
                    adapters.plug(i, words[0].equals("plug"));
                    return OK;
                }
            }
        }
        return ERROR + String.join(" ", words) + ": must name one adapter, 1 to " + count;
    }

    @Override
    public void close()
    {
        stop();
    }

    /** Ends every connection and removes the socket. */
    public void stop()
    {
        closed = true;
        close(server);
        connections.forEach(ControlServer::close);
        try
        {
            Files.deleteIfExists(path);
        }
        catch (final IOException e)
        {
            return; // Whoever has made the directory read-only has to remove it.
        }
    }

    private static void close(final Channel channel)
    {
        if (channel != null)
        {
            try
            {
                channel.close();
            }
            catch (final IOException e)
            {
                return; // It is closed all the same.
            }
        }
    }
}
