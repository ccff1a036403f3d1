package org.vatm.workbench;

import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.CaptureReader;
import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.encap.Encapsulator;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.report.ResultTable;
import org.vatm.workbench.report.RunProgress;
import org.vatm.workbench.report.SummaryDocument;
import org.vatm.workbench.report.VcTableDocument;
import org.vatm.workbench.report.VcTableFile;
import org.vatm.workbench.run.RunResult;
import org.vatm.workbench.run.Runner;
import org.vatm.workbench.sample.SampleCapture;
import org.vatm.workbench.scenario.Category;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Scenario.Link;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.ScenarioReader;
import org.vatm.workbench.scenario.Sram;
import org.vatm.workbench.scenario.SramPowerUp;
import org.vatm.workbench.scenario.StandardScenario;
import org.vatm.workbench.scenario.Timing;
import org.vatm.workbench.writer.LineCaptures;
import org.vatm.workbench.writer.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Sends a capture through two adapters or more and checks every packet that arrives. Whatever the user gave is checked
 * before time starts and before anything is written.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
        "Sends a capture file through emulated ATM adapters and compares every packet that arrives.",
        "",
        "Without SCENARIO.yaml: two hosts with an adapter each, a kilometre of 155 Mbit/s fibre between " +
            "them, VCs from VCI 32 on. Packet i goes to VC i mod N, the same traffic both ways; the file is " +
            "repeated until each VC has had a packet."},
    footer = {"", "Exit status 0 only if every packet arrived, once, in order on its VC, unchanged, and the VC table " +
        "is as expected."})
final class RunCommand implements Callable<Integer>
{
    private static final int MOST_DIFFERENCES = 50;
    private static final long PS_PER_US = 1_000_000;

    /** Null if the arguments were read without picocli. */
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO.yaml", arity = "0..1",
        description = "Hosts, adapters, links, VCs and traffic, for what options cannot say; see docs/scenario.md.")
    Path scenarioFile;

    @Option(names = "--input", paramLabel = "FILE",
        description = "pcap or pcapng to send. Default: a capture of vatm's own")
    Path input;

    @Option(names = "--encap", paramLabel = "KIND", converter = Converters.EncapsulationName.class,
        description = "auto, llc-bridged, llc-routed, vc-bridged, vc-routed (RFC 2684), or none, which sends " +
            "frames as they are. Default: auto, which is llc-bridged for Ethernet, llc-routed for raw IP and Linux " +
            "cooked")
    Encapsulation encapsulation;

    @Option(names = "--vcs", paramLabel = "N", converter = Converters.VcCount.class,
        description = "Number of VCs: at most 480 with 128k of SRAM, 4064 with 512k, 16352 with 2m. Default: 8")
    Integer vcs;

    @Option(names = "--category", paramLabel = "C", converter = Converters.CategoryName.class,
        description = "cbr or ubr for all VCs. Default: the first half cbr, the rest ubr")
    Category category;

    @Option(names = "--pcr", paramLabel = "CELLS", converter = Converters.CellRate.class,
        description = "Peak cell rate of each VC in cells/s. Default: CBR VCs share half the link, UBR VCs have " +
            "the line's rate, 353207")
    Integer pcr;

    @Option(names = "--timing", paramLabel = "WHEN", converter = Converters.TimingName.class,
        description = "asap, or capture to keep the times of the file. Default: asap")
    Timing timing;

    @Option(names = "--for", paramLabel = "DURATION", converter = Converters.DurationPs.class,
        description = "Repeat the file for so much simulated time, such as 10ms or 2s, then wait for what " +
            "is under way.")
    Long durationPs;

    @Option(names = "--seed", paramLabel = "N", converter = Converters.Seed.class,
        description = "What is left to chance, such as the moment when each host starts to send. Default: 1")
    Long seed;

    @Option(names = "--sram", paramLabel = "SIZE", converter = Converters.SramSize.class,
        description = "SRAM of both adapters in bytes: 128k, 512k or 2m. Default: 512k")
    Sram sram;

    @Option(names = "--sram-power-up", paramLabel = "WHAT", converter = Converters.SramPowerUpName.class,
        description = "What the SRAM holds when the power comes on: zero, or pattern, pseudo-random words of the seed. Default: zero")
    SramPowerUp sramPowerUp;

    @Option(names = "--out", paramLabel = "DIR", description = "Directory for the results. Default: vatm-out")
    Path out = Path.of("vatm-out");

    @Option(names = "--captures", paramLabel = "LIST",
        description = "Captures to write: all, none, or some of line,pdus,cells. Default: all")
    String captures = "all";

    @Option(names = "--expect", paramLabel = "FILE",
        description = "A vctable.json that the run's own must be like. Fields that it leaves out may be anything; " +
            "otherwise the differences are printed, by VC and field, and the exit status is 1.")
    Path expect;

    @Option(names = "--json", description = "Print the summary as JSON on standard output, and nothing else there.")
    boolean json;

    @Option(names = "--first-cell",
        description = "Stop when the first cell is on a fibre, and write no results: to time how long it takes to start.")
    boolean firstCell;

    @Override
    public Integer call()
    {
        final Set<LineCaptures.Kind> kinds = captureKinds();
        final VcTableFile expected = expect == null ? null : VcTableFile.read(expect);
        final Scenario scenario = scenario();
        final Traffic traffic = scenario.traffic();
        final Capture capture =
            traffic.input() == null ? SampleCapture.read() : CaptureReader.read(Path.of(traffic.input()));
        final Packets packets = Encapsulator.encapsulate(capture, traffic.encapsulation());
        final Runner runner = new Runner(scenario, packets);
        Directories.create(out);

        final List<Path> files = new ArrayList<>();
        final RunResult result;
        try (LineCaptures lines = new LineCaptures(out, kinds, scenario.links().size(), "vatm " + Version.text());
            RunProgress progress = RunProgress.onTerminal(!json))
        {
            for (final Link link : scenario.links())
            {
                lines.open(link.name(), link.a(), link.b());
            }
            if (firstCell)
            {
                return tellFirstCell(runner.runToFirstCell(lines));
            }
            result = runner.run(lines, progress);
            files.addAll(lines.commit());
        }
        final SummaryDocument summary = new SummaryDocument(Version.text(), result, files);
        final String vcTable = VcTableDocument.of(result);
        files.add(write("vctable.json", vcTable));
        files.add(write("summary.json", summary.text()));

        final PrintWriter terminal = terminal();
        terminal.print(json ? summary.text() : ResultTable.of(result, files));
        final boolean isExpected = expected == null || isExpected(expected, vcTable, terminal);
        terminal.flush();
        return result.isDelivered() && isExpected ? 0 : Vatm.EXIT_NOT_DELIVERED;
    }

    private int tellFirstCell(final long timePs)
    {
        final PrintWriter terminal = terminal();
        terminal.println(timePs < 0 ? "no cell was sent" :
            "the first cell is on the fibre after " + timePs / PS_PER_US + " us of simulated time");
        terminal.flush();
        return timePs < 0 ? Vatm.EXIT_NOT_DELIVERED : 0;
    }

    private PrintWriter terminal()
    {
        return spec == null ? new PrintWriter(System.out) : spec.commandLine().getOut();
    }

    private PrintWriter standardError()
    {
        return spec == null ? new PrintWriter(System.err) : spec.commandLine().getErr();
    }

    private boolean isExpected(final VcTableFile expected, final String vcTable, final PrintWriter terminal)
    {
        final List<String> differences = expected.differences(vcTable);
        final PrintWriter out = json ? standardError() : terminal;
        out.print(differences.isEmpty() ?
            "The VC table is as expected by " + expected.file() + ".\n" :
            "The VC table is NOT as expected by " + expected.file() + ":\n");
        differences.stream().limit(MOST_DIFFERENCES).forEach(line -> out.print("  " + line + "\n"));
        if (differences.size() > MOST_DIFFERENCES)
        {
            out.printf("  and %,d more%n", differences.size() - MOST_DIFFERENCES);
        }
        out.flush();
        return differences.isEmpty();
    }

    private Scenario scenario()
    {
        if (scenarioFile == null)
        {
            return StandardScenario.of(
                Objects.requireNonNullElse(vcs, StandardScenario.VCS),
                category,
                Objects.requireNonNullElse(pcr, 0),
                Objects.requireNonNullElse(sram, Sram.K512),
                Objects.requireNonNullElse(sramPowerUp, SramPowerUp.ZERO),
                traffic(Traffic.STANDARD),
                Objects.requireNonNullElse(seed, 1L));
        }
        refuseWithScenario("--vcs", vcs);
        refuseWithScenario("--category", category);
        refuseWithScenario("--pcr", pcr);
        refuseWithScenario("--sram", sram);
        refuseWithScenario("--sram-power-up", sramPowerUp);
        final Scenario read = ScenarioReader.read(scenarioFile);
        return new Scenario(
            Objects.requireNonNullElse(seed, read.seed()), read.hosts(), read.links(), traffic(read.traffic()));
    }

    private void refuseWithScenario(final String option, final Object value)
    {
        if (value != null)
        {
            throw InputException.of("%s cannot be given with %s, which says it itself", option, scenarioFile);
        }
    }

    /** Options win over what is there. */
    private Traffic traffic(final Traffic base)
    {
        return new Traffic(
            input == null ? base.input() : input.toString(),
            Objects.requireNonNullElse(encapsulation, base.encapsulation()),
            Objects.requireNonNullElse(timing, base.timing()),
            Objects.requireNonNullElse(durationPs, base.durationPs()),
            durationPs == null ? base.repeat() : 0);
    }

    private Set<LineCaptures.Kind> captureKinds()
    {
        final Set<LineCaptures.Kind> kinds = EnumSet.noneOf(LineCaptures.Kind.class);
        switch (captures)
        {
            case "all" -> kinds.addAll(EnumSet.allOf(LineCaptures.Kind.class));
            case "none" ->
            {
                // nothing to add
            }
            default ->
            {
                for (final String word : captures.split(",", -1))
                {
                    kinds.add(LineCaptures.Kind.of(word));
                }
            }
        }
        return kinds;
    }

    private Path write(final String name, final String text)
    {
        try (OutputFile file = new OutputFile(out.resolve(name)))
        {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            file.commit();
            return file.file();
        }
    }
}
