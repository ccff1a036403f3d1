package org.vatm.workbench;

import org.vatm.workbench.input.InputException;
import org.vatm.workbench.serve.ControlServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Says a line to {@code vatm serve --control}.
 */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
        "Does something to the adapters of vatm serve or vatm guest, and prints the answer.",
        "",
        "unplug ADAPTER, plug ADAPTER: the fibres' connector, of adapter 1, 2 and so on; status: how they are, as JSON; stop: ends " +
        "them as SIGTERM does."},
    footer = {"", "Exit status: 0 done, 1 refused, 2 nobody is there."})
final class ControlCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PATH", description = "Of the socket that --control has named.")
    private Path path;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "unplug 1, for example.")
    private List<String> command;

    @Override
    public Integer call()
    {
        final String answer;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path)))
        {
            final ByteBuffer line = ByteBuffer.wrap((String.join(" ", command) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining())
            {
                channel.write(line);
            }
            answer = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
        }
        catch (final IOException e)
        {
            throw InputException.of("%s does not answer (%s), expected the socket of vatm serve --control", path, e.getMessage());
        }
        if (answer == null)
        {
            throw InputException.of("%s does not answer, expected the socket of vatm serve --control", path);
        }
        spec.commandLine().getOut().println(answer);
        spec.commandLine().getOut().flush();
        return answer.startsWith(ControlServer.ERROR) ? Vatm.EXIT_NOT_DELIVERED : 0;
    }
}
