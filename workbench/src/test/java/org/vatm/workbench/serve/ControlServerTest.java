package org.vatm.workbench.serve;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Sram;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Lines to a control socket, and what comes of them. */
class ControlServerTest
{
    private static final ServeConfig PAIR = new ServeConfig(2, Link.PAIR, Sram.K128, 33, false);

    @TempDir
    private Path directory;
    private Path path;
    private AdapterServer adapters;
    private ControlServer server;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @BeforeEach
    void serve()
    {
        path = directory.resolve("control");
        adapters = new AdapterServer(
            PAIR, List.of(directory.resolve("a"), directory.resolve("b")), null, null, "test");
        server = new ControlServer(path, adapters, () -> "{}", stopped::countDown);
    }

    @AfterEach
    void close()
    {
        server.close();
        adapters.close();
        assertFalse(Files.exists(path));
    }

    @Test
    void shouldPullAndPlugTheConnector() throws IOException
    {
        assertEquals("ok", ask("unplug 1\n"));
        assertFalse(adapters.look(() -> adapters.machine().isPlugged(0)));
        assertTrue(adapters.look(() -> adapters.machine().isPlugged(1)));

        assertEquals("ok", ask(" plug   atm1 \r\n"));
        assertTrue(adapters.look(() -> adapters.machine().isPlugged(0)));
    }

    @Test
    void shouldAnswerLineByLine() throws IOException
    {
        try (SocketChannel channel = connect())
        {
            final BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++)
            {
                send(channel, "status\nplug 2\nplug ");
                assertEquals("{}", in.readLine());
                assertEquals("ok", in.readLine());
                send(channel, "1\n");
                assertEquals("ok", in.readLine());
            }
        }
    }

    @Test
    void shouldServeAnotherWhileOneIsSilent() throws IOException
    {
        try (SocketChannel silent = connect())
        {
            send(silent, "stat");
            assertEquals("ok", ask("plug 1\n"));
        }
    }

    @Test
    void shouldTakeALineWithoutItsEnd() throws IOException
    {
        try (SocketChannel channel = connect())
        {
            send(channel, "plug 1");
            channel.shutdownOutput();
            assertEquals("ok", new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine());
        }
    }

    @Test
    void shouldAnswerWhatItDoesNotUnderstand() throws IOException
    {
        assertEquals("error 'fly' must be unplug ADAPTER, plug ADAPTER, status or stop", ask("fly\n"));
        assertEquals("error unplug 3: must name one adapter, 1 to 2", ask("unplug 3\n"));
        assertEquals("error plug: must name one adapter, 1 to 2", ask("plug\n"));
        assertEquals("error plug 1 2: must name one adapter, 1 to 2", ask("plug 1 2\n"));
        assertEquals("error stop with 'now', must be alone", ask("stop now\n"));
        assertEquals("error a line of more than 256 octets", ask("x".repeat(300)));
        assertTrue(ask("\n").startsWith("error "));
        assertEquals(1, stopped.getCount());
    }

    @Test
    void shouldAnswerBeforeItStops() throws Exception
    {
        assertEquals("ok", ask("stop\n"));

        assertTrue(stopped.await(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldEndConnectionsWithItself() throws IOException
    {
        try (SocketChannel channel = connect())
        {
            assertEquals("ok", ask("plug 1\n"));
            server.stop();
            assertNull(new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine());
        }
    }

    @Test
    void shouldRefuseASocketThatCannotBeMade()
    {
        final Path nowhere = directory.resolve("none/control");

        assertThrows(InputException.class, () -> new ControlServer(path, adapters, () -> "", () -> { }));
        assertThrows(InputException.class, () -> new ControlServer(nowhere, adapters, () -> "", () -> { }));
    }

    private SocketChannel connect() throws IOException
    {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static void send(final SocketChannel channel, final String text) throws IOException
    {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String ask(final String text) throws IOException
    {
        try (SocketChannel channel = connect())
        {
            send(channel, text);
            return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
        }
    }
}
