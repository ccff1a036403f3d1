package org.vatm.workbench;

import org.vatm.workbench.input.InputException;
import org.vatm.workbench.report.StatusDocument;
import org.vatm.workbench.scenario.Sram;
import org.vatm.workbench.serve.AdapterServer;
import org.vatm.workbench.serve.ControlServer;
import org.vatm.workbench.serve.GuestLab;
import org.vatm.workbench.serve.Link;
import org.vatm.workbench.serve.ServeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A stock Linux on emulated adapters: the lab, the adapters and the guests, by one command.
 */
@Command(
    name = "guest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
        "Boots a Linux guest with an unmodified kernel and its own driver on two emulated adapters with a fibre between them, IP " +
        "over ATM set up, and gives a shell on its console; Ctrl-A x ends it. The first time QEMU, kernel and tools are fetched " +
        "by the machine's apt (guest-lab/setup); nothing is installed.",
        "",
        "The adapters have the quirk linux-rx-offset, without which the stock driver receives nothing; see docs/findings.md."},
    footer = {"", "Exit status: that of the guest's last script or shell; 120 to 125 as guest-lab/boot."})
final class GuestCommand implements Callable<Integer>
{
    private static final int ADAPTERS = 2;
    private static final int EXIT_INTERRUPTED = 130;
    private static final int POLL_MS = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--script", paramLabel = "FILE", description = "Run it in the guest instead of a shell, as its first thing: " +
        "no module is loaded yet. With two guests in both, with GUEST=1 and GUEST=2. Several run one after the other.")
    private List<Path> scripts = List.of();

    @Option(names = "--guests", paramLabel = "N", defaultValue = "1",
        description = "1: one guest with both adapters; 2: two guests with one each. Default: ${DEFAULT-VALUE}")
    private int guests;

    @Option(names = "--kernel", paramLabel = "VERSION", defaultValue = "6.1",
        description = "6.1 (Debian 12) or 6.12 (Debian 13). Default: ${DEFAULT-VALUE}")
    private String kernel;

    @Option(names = "--sram", paramLabel = "SIZE", converter = Converters.SramSize.class, defaultValue = "128k",
        description = "SRAM of each adapter in bytes: 128k, 512k or 2m. Drivers take longer to start with more. Default: " +
            "${DEFAULT-VALUE}")
    private Sram sram;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "300",
        description = "For scripts. Default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    @Option(names = "--out", paramLabel = "DIR", description = "Write captures of the fibre there. Default: none")
    private Path out;

    @Option(names = "--record", paramLabel = "FILE", description = "Record all that the guests do, for vatm replay.")
    private Path record;

    @Option(names = "--control", paramLabel = "PATH", description = "Of a socket that takes commands, such as 'unplug 1', from vatm " +
        "control and others; see docs/guest.md. It must not exist.")
    private Path control;

    @Override
    public Integer call()
    {
        requireInput();
        final PrintWriter err = spec.commandLine().getErr();
        final ServeConfig config = new ServeConfig(ADAPTERS, Link.PAIR, sram, 33, true);
        try
        {
            final Path directory = Files.createTempDirectory("vatm-guest");
            final List<Path> sockets = new ArrayList<>();
            for (int i = 1; i <= ADAPTERS; i++)
            {
                sockets.add(directory.resolve("atm" + i));
            }
            err.println("vatm: two adapters with a fibre between them, quirk linux-rx-offset (docs/findings.md)");
            err.flush();
            try (StopSignal stop = new StopSignal(EXIT_INTERRUPTED);
                AdapterServer server = new AdapterServer(config, sockets, out, record, "vatm " + Version.text());
                ControlServer controls = control == null ? null :
                    new ControlServer(control, server, () -> StatusDocument.text(server), stop::raise))
            {
                return boot(sockets, server, controls, err, stop);
            }
            finally
            {
                Files.deleteIfExists(directory);
            }
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    private int boot(
        final List<Path> sockets,
        final AdapterServer server,
        final ControlServer controls,
        final PrintWriter err,
        final StopSignal stop)
    {
        final List<String> options = new ArrayList<>(List.of("--kernel", kernel));
        if (!scripts.isEmpty())
        {
            options.addAll(List.of("--timeout", Integer.toString(timeoutSeconds)));
        }
        final GuestLab lab = new GuestLab(Home.directory().resolve("guest-lab"), options, scripts);
        final int[] status = {Vatm.EXIT_FAULT};
        final Thread guest = new Thread(
            () -> status[0] = guests == 1 ? lab.one(sockets) : lab.two(sockets, err), "vatm guest");
        guest.start();
        try
        {
            while (guest.isAlive() && !stop.await(0))
            {
                guest.join(POLL_MS);
                server.poll();
            }
        }
        catch (final InterruptedException e)
        {
            Thread.currentThread().interrupt();
        }
        finally
        {
            guest.interrupt();
        }
        if (controls != null)
        {
            controls.stop();
        }
        server.stop();
        return status[0];
    }

    private void requireInput()
    {
        if (guests != 1 && guests != ADAPTERS)
        {
            throw InputException.of("--guests %d must be 1 or 2", guests);
        }
        for (final Path script : scripts)
        {
            if (!Files.isReadable(script) || Files.isDirectory(script))
            {
                throw InputException.of("--script %s cannot be read, expected a shell script", script);
            }
        }
        if (out != null)
        {
            Directories.create(out);
        }
    }
}
