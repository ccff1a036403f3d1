package org.vatm.workbench;

import org.vatm.workbench.report.ServeDocument;
import org.vatm.workbench.report.StatusDocument;
import org.vatm.workbench.scenario.CrossConnects;
import org.vatm.workbench.scenario.Sram;
import org.vatm.workbench.scenario.SwitchReader;
import org.vatm.workbench.serve.AdapterServer;
import org.vatm.workbench.serve.ControlServer;
import org.vatm.workbench.serve.Link;
import org.vatm.workbench.serve.Quirk;
import org.vatm.workbench.serve.ServeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Serves adapters to guests until it is told to stop.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
        "Serves emulated ATM adapters to guests, one at each UNIX socket, by vfio-user, until SIGINT or SIGTERM.",
        "",
        "QEMU attaches with -device '{\"driver\":\"vfio-user-pci\",\"socket\":{\"type\":\"unix\",\"path\":\"PATH\"}}'; the " +
        "guest's memory must be shared (-object memory-backend-memfd,share=on). See docs/guest.md."})
final class ServeCommand implements Callable<Integer>
{
    private static final int POLL_MS = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--socket", paramLabel = "PATH", required = true, description = "Of an adapter's socket; give one for " +
        "each adapter. It must not exist.")
    private List<Path> sockets;

    @Option(names = "--link", paramLabel = "KIND", converter = Converters.LinkName.class, defaultValue = "loopback",
        description = "loopback: each adapter receives what it sends; pair: a fibre from the first to the second; switch: each " +
            "adapter at a port of a VP/VC switch, see --scenario. Default: ${DEFAULT-VALUE}")
    private Link link;

    @Option(names = "--scenario", paramLabel = "FILE", description = "What the switch connects: the part 'switch' of a scenario " +
        "(docs/scenario.md). Its ports are the adapters, numbered from 1 in the order of the sockets.")
    private Path scenario;

    @Option(names = "--sram", paramLabel = "SIZE", converter = Converters.SramSize.class, defaultValue = "512k",
        description = "SRAM of each adapter in bytes: 128k, 512k or 2m. Default: ${DEFAULT-VALUE}")
    private Sram sram;

    @Option(names = "--pci-mhz", paramLabel = "MHZ", defaultValue = "33",
        description = "Clock of the adapters' buses: 33 or 66. Default: ${DEFAULT-VALUE}")
    private int pciMhz;

    @Option(names = "--quirk", paramLabel = "NAME", converter = Converters.QuirkName.class,
        description = "linux-rx-offset: receive buffers are written 48 bytes before the place that the driver says, which " +
            "is where Linux's idt77252 driver reads them. Default: none, as the chip does")
    private Set<Quirk> quirks = Set.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Write captures of the line there. Default: none")
    private Path out;

    @Option(names = "--record", paramLabel = "FILE", description = "Record all that the guests do, for vatm replay.")
    private Path record;

    @Option(names = "--control", paramLabel = "PATH", description = "Of a socket that takes commands, such as 'unplug 1', from vatm " +
        "control and others; see docs/guest.md. It must not exist.")
    private Path control;

    @Option(names = "--json", description = "Print statistics as JSON on standard output at the end.")
    private boolean json;

    private CrossConnects switching()
    {
        if (sockets.size() > ServeConfig.MAX_ADAPTERS)
        {
            return null; // told with what else is wrong
        }
        return SwitchReader.read(scenario, sockets.size());
    }

    @Override
    public Integer call()
    {
        final ServeConfig config = new ServeConfig(sockets.size(), link, sram, pciMhz,
            quirks.contains(Quirk.LINUX_RX_OFFSET), scenario == null ? null : switching());
        if (out != null)
        {
            Directories.create(out);
        }
        try (StopSignal stop = new StopSignal(0);
            AdapterServer server = new AdapterServer(config, sockets, out, record, "vatm " + Version.text());
            ControlServer controls = control == null ? null :
                new ControlServer(control, server, () -> StatusDocument.text(server), stop::raise))
        {
            while (!stop.await(POLL_MS))
            {
                server.poll();
            }
            if (controls != null)
            {
                controls.stop();
            }
            server.stop();
            if (server.delay() != null)
            {
                spec.commandLine().getErr().println("vatm: " + server.delay());
                spec.commandLine().getErr().flush();
            }
            final PrintWriter terminal = spec.commandLine().getOut();
            terminal.print(json ? new ServeDocument(Version.text(), server).text() :
                "traceHash " + server.machine().traceHash() + System.lineSeparator());
            terminal.flush();
            return 0;
        }
        catch (final InterruptedException e)
        {
            Thread.currentThread().interrupt();
            return Vatm.EXIT_NOT_DELIVERED;
        }
    }
}
