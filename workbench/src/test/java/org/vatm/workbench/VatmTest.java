package org.vatm.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.host.Host;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisBugCheck;
import org.vatm.ndis.NdisBugCheckCode;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VatmTest
{
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fly                           | vatm: Unmatched argument at index 0: 'fly'",
        "run --fly                     | vatm: Unknown option: '--fly'",
        "run --vcs                     | vatm: Missing required parameter for option '--vcs'",
        "run --vcs 0                   | vatm: Invalid value for option '--vcs': '0' must be a number from 1 to",
        "run --vcs x                   | vatm: Invalid value for option '--vcs': 'x' must be a number from 1 to",
        "run --vcs 4065                | vatm: --vcs 4065 must be at most 4,064, the VCs of a board with 512k of SRAM",
        "run --vcs 481 --sram 128k     | vatm: --vcs 481 must be at most 480, the VCs of a board with 128k of SRAM",
        "run --vcs 16353 --sram 2m     | vatm: --vcs 16353 must be at most 16,352, the VCs of a board with 2m of SRAM",
        "run --sram 4m                 | vatm: Invalid value for option '--sram': '4m' must be 128k, 512k, 2m",
        "run --category abr            | vatm: Invalid value for option '--category': 'abr' must be cbr, ubr",
        "run --pcr 400000              | vatm: Invalid value for option '--pcr': '400000' must be a number from 1 to",
        "run --pcr 100000              | vatm: --pcr 100000 makes 400,000 cells/s for all CBR VCs together, must",
        "run --pcr 85                  | vatm: --pcr '85' must be at least 86 for CBR with 512k of SRAM, one slot",
        "run --category cbr --vcs 4064 | vatm: --vcs 4064 share half the link: pcr '43' must be at least 86 for CBR",
        "run --category ubr --pcr 9    | vatm: --pcr '9' must be at least 10 for UBR with 512k of SRAM, the",
        "run --timing now              | vatm: Invalid value for option '--timing': 'now' must be asap, capture",
        "run --for 10                  | vatm: Invalid value for option '--for': '10' must be a duration such as",
        "run --for 0ms                 | vatm: Invalid value for option '--for': '0ms' must be more than nothing",
        "run --seed -1                 | vatm: Invalid value for option '--seed': '-1' must be a number from 0",
        "run --encap snap              | vatm: Invalid value for option '--encap': 'snap' must be auto, llc-bridged",
        "run --captures line,x         | vatm: --captures 'x' must be all, none, or some of line,pdus,cells",
        "run --input none.pcap         | vatm: none.pcap: no such file, expected a pcap or pcapng capture",
        "run none.yaml                 | vatm: none.yaml: no such file, expected a scenario",
        "dump none.dmp                 | vatm: none.dmp: no such file, expected a dump",
        "dump pom.xml                  | vatm: pom.xml: no dump of vatm",
        "run none.yaml --vcs 3         | vatm: --vcs cannot be given with none.yaml, which says it itself",
        "serve                         | vatm: Missing required option: '--socket=PATH'",
        "serve --socket .              | vatm: --socket . exists, must be a path where nothing is",
        "serve --socket none/a         | vatm: --socket none/a cannot be made (",
        "serve --socket a --link pair  | vatm: --link pair with 1 sockets, must be two",
        "serve --socket a --link x     | vatm: Invalid value for option '--link': 'x' must be loopback, pair, switch",
        "serve --socket a --link switch | vatm: --link switch without --scenario, expected a file that says what it connects",
        "serve --socket a --link switch --scenario none.yaml | vatm: none.yaml: no such file, expected a scenario",
        "serve --socket a --link switch --scenario pom.xml | vatm: pom.xml:11: ",
        "serve --socket a --control .  | vatm: --control . exists, must be a path where nothing is",
        "serve --socket a --control x/y | vatm: --control x/y cannot be made (",
        "control none status           | vatm: none does not answer (",
        "control none                  | vatm: Missing required parameter: 'COMMAND'",
        "serve --socket a --quirk x    | vatm: Invalid value for option '--quirk' (NAME): 'x' must be linux-rx-offset",
        "serve --socket a --pci-mhz 40 | vatm: --pci-mhz 40 must be 33 or 66",
        "serve --socket a --record x/y | vatm: --record x/y cannot be written (",
        "replay none                   | vatm: none cannot be replayed (",
        "guest --script none           | vatm: --script none cannot be read, expected a shell script",
        "guest --guests 3              | vatm: --guests 3 must be 1 or 2",
        "registers --format xml        | vatm: Invalid value for option '--format': 'xml' must be text, md, json"})
    void shouldTellWhatIsWrongInOneLine(final String arguments, final String expected) throws IOException
    {
        final Path results = directory.resolve("out");
        final String line =
            arguments.startsWith("run") ? "run --out " + results + arguments.substring(3) : arguments;
        final String[] words = line.split(" +");

        assertEquals(Vatm.EXIT_INPUT, vatm(words), err::toString);

        assertTrue(err.toString().startsWith(expected), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
        try (Stream<Path> files = Files.list(directory))
        {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void shouldPrintTheRegistersInEveryFormat() throws IOException
    {
        assertEquals(0, vatm("registers"));
        assertTrue(out.toString().contains("STAT"), out.toString());

        out.getBuffer().setLength(0);
        assertEquals(0, vatm("registers", "--format", "md"));
        assertTrue(Files.readString(Path.of("..", "docs", "registers.md")).endsWith(out.toString()));

        out.getBuffer().setLength(0);
        assertEquals(0, vatm("registers", "--format", "json"));
        final JsonNode maps = new ObjectMapper().readTree(out.toString());
        assertEquals("IDT77252", maps.get(0).get("name").asText());
        assertEquals(2, maps.size());
    }

    @Test
    void shouldPrintACrashDump()
    {
        final Ndis ndis = new Ndis(new Host(new Simulation(), "dumped", PciTiming.PCI33, 1 << 20));
        new Verifier(ndis).dumpsTo(directory);
        final NdisBugCheck bugCheck = ndis.bugCheck(NdisBugCheckCode.INVALID_VC_HANDLE, "for a test");

        assertEquals(0, vatm("dump", bugCheck.dumpFile().toString()));

        assertTrue(out.toString().startsWith("*** STOP: INVALID_VC_HANDLE\n"), out.toString());
        assertTrue(out.toString().contains("host dumped, 0 ps"), out.toString());
    }

    @Test
    void shouldPrintHelpAndVersion()
    {
        assertEquals(0, vatm("run", "--help"));
        assertEquals(0, vatm("--version"));

        assertTrue(out.toString().contains("--sram=SIZE"), out.toString());
        assertTrue(out.toString().contains("vatm "), out.toString());
    }

    private int vatm(final String... arguments)
    {
        final CommandLine commandLine = Vatm.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
