package org.vatm.workbench.scenario;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Scenario.Link;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.Scenario.Vc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScenarioReaderTest
{
    private static final Path FILE = Path.of("/somewhere/s.yaml");
    private static final String HOSTS = """
        hosts:
          - name: left
            adapters: [{name: A}]
          - name: right
            adapters: [{name: B}]
        """;

    @Test
    void shouldReadTheExampleOfTheManual() throws IOException
    {
        final String manual = Files.readString(Path.of("..", "docs", "scenario.md"));
        final String example = manual.substring(manual.indexOf("```yaml\n") + 8, manual.indexOf("```\n\n|"));

        final Scenario scenario = read(example);

        assertEquals(42, scenario.seed());
        assertEquals(66, scenario.hosts().get(0).pciMhz());
        assertEquals(33, scenario.hosts().get(1).pciMhz());
        assertEquals(Sram.M2, scenario.adapter("A").sram());
        assertEquals(Sram.K512, scenario.adapter("B").sram());
        final Link link = scenario.links().get(0);
        assertEquals("trunk", link.name());
        assertEquals(200_000_000, link.delayPs());
        assertEquals(List.of(100, 101, 102, 103, 104, 200, 201, 202, 300), link.vcs().stream().map(Vc::vci).toList());
        assertEquals(new Vc(0, 100, Category.CBR, 50_000, 0), link.vcs().get(0));
        assertEquals(new Vc(0, 101, Category.CBR, 353_207 / 2 / 4, 0), link.vcs().get(1));
        assertEquals(new Vc(0, 202, Category.UBR, 20_000, 9_190), link.vcs().get(7));
        assertEquals(new Traffic(null, Encapsulation.AUTO, Timing.ASAP, 0, 2), scenario.traffic());
    }

    @Test
    void shouldMeanTheSameAsFlagsWhenNothingIsSaid()
    {
        final Scenario flags = StandardScenario.of(StandardScenario.VCS, null, 0, Sram.K512, SramPowerUp.ZERO, Traffic.STANDARD, 1);

        final Scenario scenario = read(HOSTS);

        assertEquals(flags.links(), scenario.links());
        assertEquals(flags.traffic(), scenario.traffic());
        assertEquals(flags.seed(), scenario.seed());
        assertEquals(flags.adapter("B"), scenario.adapter("B"));
    }

    @Test
    void shouldPutVcsOnTheirLinks()
    {
        final Scenario scenario = read("""
            hosts: [{name: h, adapters: [{name: A}, {name: B}, {name: C}, {name: D}]}]
            links: [{ends: [A, C]}, {ends: [D, B], delay: 3ns}]
            vcs: [{vci: 40}, {vci: 41, link: A-C}, {vci: 41, link: D-B, category: cbr}]
            traffic: {input: ../x.pcap, for: 3ms, timing: capture, encap: none}
            """);

        assertEquals(List.of(new Vc(0, 40, Category.UBR, 0, 0), new Vc(0, 41, Category.UBR, 0, 0)),
            scenario.links().get(0).vcs());
        assertEquals(List.of(new Vc(0, 40, Category.UBR, 0, 0), new Vc(0, 41, Category.CBR, 176_603, 0)),
            scenario.links().get(1).vcs());
        assertEquals(3_000, scenario.links().get(1).delayPs());
        assertEquals(
            new Traffic("/somewhere/../x.pcap", Encapsulation.NONE, Timing.CAPTURE, 3_000_000_000L, 0),
                scenario.traffic());
    }

    static Stream<Arguments> mistakes()
    {
        return Stream.of(
            Arguments.of("1: empty, expected a scenario", ""),
            Arguments.of("1: 'x', expected a mapping with seed, hosts", "x"),
            Arguments.of("3: ", "hosts:\n  - [\n"),
            Arguments.of("2: ", "hosts: 1\n\thosts: 2"),
            Arguments.of("6: unknown key 'vc', expected one of seed, hosts, links, vcs, traffic", HOSTS + "vc: 1"),
            Arguments.of("6: key 'hosts' a second time, expected it once", HOSTS + "hosts: []"),
            Arguments.of("1: no 'hosts', expected one", "seed: 1"),
            Arguments.of("2: nothing, expected a list with at least one element", "seed: 1\nhosts:"),
            Arguments.of("1: seed '-1' must be a number from 0", "seed: -1\n" + HOSTS),
            Arguments.of("2: pci '40' must be 33 or 66", "hosts:\n- {name: l, pci: 40, adapters: [{name: A}]}"),
            Arguments.of("1: memory '1m' must be a whole number of megabytes from 32m to 2048m",
                "hosts: [{name: l, memory: 1m, adapters: [{name: A}]}]"),
            Arguments.of("1: name 'A' a second time, expected it once",
                "hosts: [{name: l, adapters: [{name: A}, {name: A}]}]"),
            Arguments.of("1: name 'l' a second time",
                "hosts: [{name: l, adapters: [{name: A}]}, {name: l, adapters: []}]"),
            Arguments.of("1: name 'a b' must be 1 to 32 letters", "hosts: [{name: 'a b', adapters: [{name: A}]}]"),
            Arguments.of("1: sram '1m' must be 128k, 512k, 2m", "hosts: [{name: l, adapters: [{name: A, sram: 1m}]}]"),
            Arguments.of("1: phy 'oc12' must be oc3", "hosts: [{name: l, adapters: [{name: A, phy: oc12}]}]"),
            Arguments.of("1: no 'links' for 1 adapters, expected them", "hosts: [{name: l, adapters: [{name: A}]}]"),
            Arguments.of("6: no adapter 'C', expected one of A, B", HOSTS + "links: [{ends: [A, C]}]"),
            Arguments.of("6: adapter 'A' is at a second end, expected it at one", HOSTS + "links: [{ends: [A, A]}]"),
            Arguments.of("6: 1 ends, expected two names of adapters", HOSTS + "links: [{ends: [A]}]"),
            Arguments.of("6: link 'A-B' has delay and length",
                HOSTS + "links: [{ends: [A, B], delay: 1us, length: 1m}]"),
            Arguments.of("6: length '1' must be a length such as 100m", HOSTS + "links: [{ends: [A, B], length: 1}]"),
            Arguments.of("6: delay '0ns' must be from 1ns to 1s", HOSTS + "links: [{ends: [A, B], delay: 0ns}]"),
            Arguments.of("7: vci '31' must be a number from 32 to 4095", HOSTS + "vcs:\n- vci: 31"),
            Arguments.of("6: vci '512' must be a number from 32 to 511",
                HOSTS.replace("{name: B}", "{name: B, sram: 128k}") + "vcs: [{vci: 512}]"),
            Arguments.of("6: vpi '1' must be a number from 0 to 0", HOSTS + "vcs: [{vci: 32, vpi: 1}]"),
            Arguments.of("6: count 4065 from VCI 32 must be at most 4,064", HOSTS + "vcs: [{vci: 32, count: 4065}]"),
            Arguments.of("7: VCI 33 of link 'A-B' a second time", HOSTS + "vcs: [{vci: 32, count: 3},\n{vci: 33}]"),
            Arguments.of("6: no 'vci', expected one", HOSTS + "vcs: [{count: 3}]"),
            Arguments.of("6: category 'abr' must be cbr, ubr", HOSTS + "vcs: [{vci: 32, category: abr}]"),
            Arguments.of("6: pcr '0' must be a number from 1 to 353207", HOSTS + "vcs: [{vci: 32, pcr: 0}]"),
            Arguments.of("6: pcr '85' must be at least 86 for CBR with 512k of SRAM, one slot of the transmit schedule",
                HOSTS + "vcs: [{vci: 32, category: cbr, pcr: 85}]"),
            Arguments.of("6: pcr '9' must be at least 10 for UBR with 512k of SRAM, the slowest of the rate tables",
                HOSTS + "vcs: [{vci: 32, pcr: 9}]"),
            Arguments.of("6: link 'A-B': CBR VCs have 4,100 slots of the transmit schedule together, must be",
                HOSTS + "vcs: [{vci: 32, count: 2050, category: cbr, pcr: 172}]"),
            Arguments.of("6: sdu '65536' must be a number from 1 to 65535", HOSTS + "vcs: [{vci: 32, sdu: 65536}]"),
            Arguments.of("6: CBR VCs of link 'A-B' have 400,000 cells/s together, expected at most 353,207",
                HOSTS + "vcs: [{vci: 32, count: 2, category: cbr, pcr: 200000}]"),
            Arguments.of("6: no link 'x', expected one of A-B", HOSTS + "vcs: [{vci: 32, link: x}]"),
            Arguments.of("6: input 'a?b' must be the name of a file", HOSTS + "traffic: {input: \"a\\0b\"}"),
            Arguments.of("6: for '10' must be a duration such as 10ms", HOSTS + "traffic: {for: 10}"),
            Arguments.of("6: for '0s' must be more than nothing", HOSTS + "traffic: {for: 0s}"),
            Arguments.of("6: traffic has for and repeat", HOSTS + "traffic: {for: 1s, repeat: 2}"),
            Arguments.of("6: encap 'snap' must be auto, llc-bridged, llc-routed, vc-bridged, vc-routed, none",
                HOSTS + "traffic: {encap: snap}"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldTellTheLineOfAMistake(final String expected, final String text)
    {
        final String message = assertThrows(InputException.class, () -> read(text)).getMessage();

        assertTrue(message.startsWith(FILE + ":" + expected), message);
        assertTrue(message.indexOf('\n') < 0, message);
    }

    private static Scenario read(final String text)
    {
        return ScenarioReader.read(FILE, text);
    }
}
