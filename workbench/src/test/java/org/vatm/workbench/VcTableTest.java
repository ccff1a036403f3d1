package org.vatm.workbench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** {@code vatm run --expect} and {@code vatm vc}. */
class VcTableTest
{
    private static final String[] RUN = {"--captures", "none", "--vcs", "3", "--category", "ubr"};

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPassARunThatIsAsBefore() throws IOException
    {
        final Path golden = golden();

        assertEquals(0, run("--expect", golden.toString()), out::toString);

        assertTrue(out.toString().endsWith("The VC table is as expected by " + golden + ".\n"), out.toString());
    }

    @Test
    void shouldNameVcAndFieldOfWhatIsDifferent() throws IOException
    {
        final Path golden = golden();
        edit(golden, "\"vci\" : 33", "\"vci\" : 40");
        edit(golden, "\"pdusSent\" : 42", "\"pdusSent\" : 41");
        edit(golden, "\"serviceCategory\" : 4", "\"serviceCategory\" : 1");

        assertEquals(Vatm.EXIT_NOT_DELIVERED, run("--expect", golden.toString()));

        assertTrue(out.toString().endsWith("The VC table is NOT as expected by " + golden + ":\n" +
            "  hostA/A VC 0/32: transmit.serviceCategory expected 1, was 4\n" +
            "  hostA/A VC 0/32: pdusSent expected 41, was 42\n" +
            "  hostA/A VC 0/40: missing, expected ACTIVE\n" +
            "  hostA/A VC 0/33: not expected, is ACTIVE\n"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldKeepStandardOutputToTheSummaryThatWasAskedFor() throws IOException
    {
        final Path golden = golden();
        edit(golden, "\"pdusSent\" : 42", "\"pdusSent\" : 41");

        assertEquals(Vatm.EXIT_NOT_DELIVERED, run("--json", "--expect", golden.toString()));

        assertEquals(Files.readString(directory.resolve("out").resolve("summary.json")), out.toString());
        assertTrue(err.toString().contains("hostA/A VC 0/32: pdusSent expected 41, was 42"), err.toString());
    }

    @Test
    void shouldNotCareForFieldsThatAreLeftOut() throws IOException
    {
        final Path golden = golden();
        Files.writeString(golden, Files.readString(golden).replaceAll("\"index\" : \\d+,", ""));

        assertEquals(0, run("--expect", golden.toString()), out::toString);
    }

    @Test
    void shouldPrintATable() throws IOException
    {
        final Path golden = golden();

        assertEquals(0, vatm("vc", golden.toString()), err::toString);

        final List<String> lines = out.toString().lines().toList();
        assertEquals(List.of("adapter", "vc", "state", "aal", "category", "peakCellRate", "maxSduSize", "pdusSent",
            "bytesSent", "pdusReceived", "bytesReceived", "errors"), List.of(lines.get(0).split(" +")));
        assertEquals(List.of("A", "0/32", "ACTIVE", "AAL5", "UBR", "353,207"),
            List.of(lines.get(1).split(" +")).subList(0, 6));
        assertEquals(lines.get(0).length(), lines.get(1).length(), "columns line up");
        assertEquals(List.of("", "hostA/A: 3 VCs, 3 ACTIVE", "hostB/B: 3 VCs, 3 ACTIVE"), lines.subList(7, 10));
    }

    @Test
    void shouldFilterSortAndChooseFields() throws IOException
    {
        final Path golden = golden();

        assertEquals(0, vatm("vc", golden.toString(), "--where", "adapter=b", "--where", "vci>=33",
            "--sort", "-vci", "--fields", "adapter,vc,state,transmit.maxSduSize"), err::toString);

        assertEquals(List.of("adapter  vc    state   maxSduSize", "B        0/34  ACTIVE       9,190",
            "B        0/33  ACTIVE       9,190"), out.toString().lines().limit(3).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vc none.json                 | vatm: none.json: no such file, expected a vctable.json",
        "run --expect none.json       | vatm: none.json: no such file, expected a vctable.json",
        "vc pom.xml                   | vatm: pom.xml:1: no JSON, expected a vctable.json: ",
        "vc GOLDEN --where adapter    | vatm: --where 'adapter' must be a field, one of = != < > <= >=, and a value",
        "vc GOLDEN --where colour=red | vatm: --where: no field 'colour', there are adapter, host, index,",
        "vc GOLDEN --sort colour      | vatm: --sort: no field 'colour', there are adapter,",
        "vc GOLDEN --fields vc,colour | vatm: --fields: no field 'colour', there are adapter,",
        "vc OTHER                     | vatm: OTHER: no list 'adapters', expected a vctable.json"})
    void shouldTellWhatIsWrongInOneLine(final String arguments, final String expected) throws IOException
    {
        final Path golden = golden();
        final Path other = Files.writeString(directory.resolve("other.json"), "{\"vcs\": []}");

        assertEquals(Vatm.EXIT_INPUT,
            vatm(arguments.replace("GOLDEN", golden.toString()).replace("OTHER", other.toString()).split(" +")));

        assertTrue(err.toString().startsWith(expected.replace("OTHER", other.toString())), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
    }

    private Path golden() throws IOException
    {
        assertEquals(0, run());
        out.getBuffer().setLength(0);
        return Files.move(directory.resolve("out").resolve("vctable.json"), directory.resolve("golden.json"));
    }

    private static void edit(final Path file, final String from, final String to) throws IOException
    {
        final String before = Files.readString(file);
        final int at = before.indexOf(from);
        assertTrue(at >= 0, from);
        Files.writeString(file, before.substring(0, at) + to + before.substring(at + from.length()));
    }

    private int run(final String... more)
    {
        return vatm(Stream.of(new String[]{"run", "--out", directory.resolve("out").toString()}, RUN, more)
            .flatMap(Stream::of).toArray(String[]::new));
    }

    private int vatm(final String... arguments)
    {
        final CommandLine commandLine = Vatm.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
