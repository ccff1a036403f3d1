package org.vatm.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.atm.Aal5;
import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.CaptureFile;
import org.vatm.workbench.capture.CaptureReader;
import org.vatm.workbench.capture.LinkType;
import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.encap.Encapsulator;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.sample.SampleCapture;
import org.vatm.workbench.writer.OutputFile;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunCommandTest
{
    private static final int PSEUDO_HEADER = 4;
    private static final int TRAILER_LENGTH_FIELD = 6;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldCarryTheSampleOnEightVcs() throws IOException
    {
        assertEquals(0, run("out"), () -> out.toString() + err);

        assertEquals("", err.toString());
        assertTrue(out.toString().endsWith("Every packet arrived once, in order, unchanged.\n"), out.toString());
        assertEquals(
            List.of("cells.erf", "line.pcapng", "pdus.erf", "summary.json", "vctable.json"), files("out"));
        final JsonNode summary = json("out", "summary.json");
        assertTrue(summary.get("delivered").asBoolean());
        assertEquals(252, summary.at("/pdus/sent").asInt());
        assertEquals(252, summary.at("/pdus/received").asInt());
        final JsonNode vcs = json("out", "vctable.json").at("/adapters/1/vcs");
        assertEquals(8, vcs.size());
        assertEquals(32, vcs.get(0).get("vci").asInt());
        assertEquals(16, vcs.get(0).get("pdusReceived").asInt());
        shouldHoldEveryPacketOfBothDirections(CaptureReader.read(directory.resolve("out").resolve("line.pcapng")));
    }

    private static void shouldHoldEveryPacketOfBothDirections(final Capture line)
    {
        final Packets packets = Encapsulator.encapsulate(SampleCapture.read(), Encapsulation.AUTO);
        final int vcs = 8;
        final int[][] seen = new int[2][vcs];
        for (int frame = 0; frame < line.frameCount(); frame++)
        {
            final int offset = line.offset(frame);
            final int direction = line.bytes().getByte(offset) < 0 ? 0 : 1;
            final int vc = line.bytes().getShort(offset + 2, ByteOrder.BIG_ENDIAN) - 32;
            final int packet = vc + vcs * seen[direction][vc]++;
            final int length = line.bytes().getShort(
                offset + line.lengthBytes(frame) - TRAILER_LENGTH_FIELD, ByteOrder.BIG_ENDIAN) & 0xFFFF;

            assertEquals(2, line.bytes().getByte(offset) & 0x7F);
            assertEquals(packets.lengthBytes(packet), length);
            assertEquals(PSEUDO_HEADER + Aal5.cells(length) * 48, line.lengthBytes(frame));
            final byte[] octets = new byte[length];
            line.bytes().getBytes(offset + PSEUDO_HEADER, octets);
            assertTrue(packets.matches(packet, 0, Unpooled.wrappedBuffer(octets), 0, length), "packet " + packet);
            assertTrue(frame == 0 || line.timePs(frame) >= line.timePs(frame - 1), "frame " + frame);
        }
        assertEquals(2 * packets.count(), line.frameCount());
    }

    @Test
    void shouldRepeatToTheBit() throws IOException
    {
        assertEquals(0, run("one", "--vcs", "3", "--for", "2ms"));
        assertEquals(0, run("two", "--vcs", "3", "--for", "2ms", "--captures", "none"));
        assertEquals(0, run("three", "--vcs", "3", "--for", "2ms", "--captures", "none", "--seed", "2"));

        final String hash = json("one", "summary.json").get("traceHash").asText();
        assertEquals(hash, json("two", "summary.json").get("traceHash").asText(), "captures change nothing");
        assertNotEquals(hash, json("three", "summary.json").get("traceHash").asText());
        assertEquals(List.of("summary.json", "vctable.json"), files("two"));
        assertEquals(json("one", "vctable.json"), json("two", "vctable.json"));
    }

    @Test
    void shouldPrintTheSummaryAndNothingElse() throws IOException
    {
        assertEquals(0, run("out", "--json", "--captures", "none", "--vcs", "1", "--category", "ubr"));

        assertEquals(Files.readString(directory.resolve("out").resolve("summary.json")), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldRunAScenarioWithTwoLinksAndDifferentBoards() throws IOException
    {
        final Path scenario = Files.writeString(directory.resolve("s.yaml"), """
            hosts:
              - {name: left, pci: 66, adapters: [{name: A, sram: 2m}, {name: B, sram: 128k}]}
              - {name: right, adapters: [{name: C}]}
              - {name: far, memory: 64m, adapters: [{name: D, sram: 128k}]}
            links:
              - {ends: [C, A], length: 100m}
              - {name: long, ends: [B, D], delay: 1ms}
            vcs:
              - {vci: 100, count: 2, category: cbr, pcr: 100000}
              - {vci: 4000, link: C-A, sdu: 9999}
              - {vci: 511, link: long, pcr: 150000}
            """);

        assertEquals(0, run("out", scenario.toString()), () -> out.toString() + err);

        assertEquals(List.of("cells-C-A.erf", "cells-long.erf", "line-C-A.pcapng", "line-long.pcapng", "pdus-C-A.erf",
            "pdus-long.erf", "summary.json", "vctable.json"), files("out"));
        assertEquals(4 * 126, json("out", "summary.json").at("/pdus/received").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"llc-routed", "vc-bridged", "none"})
    void shouldSendWithEveryEncapsulation(final String encapsulation)
    {
        assertEquals(0, run("out", "--encap", encapsulation, "--captures", "none"), () -> out.toString() + err);
    }

    @Test
    void shouldNotLoseTheShortestPdusAtTheFullRateOfTheLine() throws IOException
    {
        final CaptureFile file = CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2_C3D4, LinkType.IPV4);
        for (int i = 0; i < 100; i++)
        {
            file.record(0, 0, 20, new byte[20]);
        }
        final Path input = directory.resolve("small.pcap");
        try (OutputFile output = new OutputFile(input))
        {
            output.write(file.bytes());
            output.commit();
        }

        assertEquals(0, run("out", "--input", input.toString(), "--encap", "vc-routed", "--vcs", "600",
            "--category", "ubr", "--for", "5ms", "--captures", "none"), () -> out.toString() + err);

        assertTrue(json("out", "summary.json").at("/links/0/directions/0/utilisation").asDouble() > 0.9);
    }

    @Test
    void shouldNotDependOnWhatSramHoldsAtPowerUp() throws IOException
    {
        assertEquals(0, run("zero", "--captures", "none"), () -> out.toString() + err);
        assertEquals(0, run("pattern", "--captures", "none", "--sram-power-up", "pattern"), () -> out.toString() + err);

        assertEquals("pattern", json("pattern", "summary.json").at("/scenario/hosts/1/adapters/0/sramPowerUp").asText());
        assertEquals(json("zero", "summary.json").get("traceHash"), json("pattern", "summary.json").get("traceHash"));
    }

    @Test
    void shouldStopAtTheFirstCell() throws IOException
    {
        assertEquals(0, run("out", "--first-cell"), () -> out.toString() + err);

        assertTrue(out.toString().matches("the first cell is on the fibre after \\d+ us of simulated time\\R"), out.toString());
        assertEquals(List.of(), files("out"));
    }

    private int run(final String directoryName, final String... arguments)
    {
        final CommandLine commandLine = Vatm.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.concat(
            Stream.of("run", "--out", directory.resolve(directoryName).toString()), Stream.of(arguments))
            .toArray(String[]::new));
    }

    private List<String> files(final String directoryName) throws IOException
    {
        try (Stream<Path> files = Files.list(directory.resolve(directoryName)))
        {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private JsonNode json(final String directoryName, final String file) throws IOException
    {
        return new ObjectMapper().readTree(directory.resolve(directoryName).resolve(file).toFile());
    }
}
