package org.vatm.workbench.scenario;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.line.SwitchAddress;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.CrossConnects.Way;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SwitchReaderTest
{
    @Test
    void shouldReadTheExampleOfTheManual() throws IOException
    {
        final String manual = Files.readString(Path.of("..", "docs", "scenario.md"));
        final String from = manual.substring(manual.indexOf("## The switch"));
        final String example = from.substring(from.indexOf("```yaml\n") + 8, from.indexOf("```\n\n|"));

        final CrossConnects connects = read(example, 3);

        assertEquals(256, connects.queueCells());
        assertEquals(10_000_000, connects.fibrePs());
        assertEquals(List.of(
            way("1/0/100", "2/0/200"), way("2/0/200", "1/0/100"),
            way("1/5", "3/7"), way("3/7", "1/5"),
            way("1/0/50", "2/0/51"), way("1/0/50", "3/0/52"),
            way("3/0/40", "3/0/40"),
            way("2/0/60", "3/0/60")), connects.ways());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{hosts: 1}                                          | s.yaml:1: unknown key 'hosts', expected one of switch",
        "{switch: 1}                                         | s.yaml:1: '1', expected a mapping with queue, length, delay, connections",
        "{switch: {queue: 0}}                                | s.yaml:1: queue '0' must be a number from 1 to 1000000",
        "{switch: {delay: 1us, length: 1km}}                 | s.yaml:1: switch has delay and length, expected one of them",
        "{switch: {queue: 5}}                                | s.yaml:1: no 'connections', expected one",
        "{switch: {connections: []}}                         | s.yaml:1: a list, expected a list with at least one element",
        "{switch: {connections: [{to: 1/0/5}]}}              | s.yaml:1: no 'from', expected one",
        "{switch: {connections: [{from: 1/0/5}]}}            | s.yaml:1: no 'to', expected one",
        "{switch: {connections: [{from: 1, to: 1/0/5}]}}     | s.yaml:1: from '1' must be port/vpi/vci, or port/vpi",
        "{switch: {connections: [{from: 1/256, to: 1/0}]}}   | s.yaml:1: from '1/256' must be port/vpi/vci, or port/vpi",
        "{switch: {connections: [{from: 1/0/5, to: 1/0/x}]}} | s.yaml:1: to '1/0/x' must be port/vpi/vci, or port/vpi",
        "{switch: {connections: [{from: 0/0/5, to: 1/0/5}]}} | s.yaml:1: from '0/0/5' must be port/vpi/vci, or port/vpi",
        "{switch: {connections: [{from: 1/0/5, to: 3/0/5}]}} | s.yaml:1: connection from 1/0/5 to 3/0/5: port 3 of 3/0/5, must be 1 to 2",
        "{switch: {connections: [{from: 1/0/5, to: 2/5}]}}   | s.yaml:1: connection from 1/0/5 to 2/5: 1/0/5 to 2/5, must be two",
        "{switch: {connections: [{from: 1/0, to: 2/0, direction: back}]}} | s.yaml:1: direction 'back' must be both, forward",
        "{switch: {connections: [{from: 1/0, to: [2/0, 2/1], direction: both}]}} | s.yaml:1: direction both with 2 addresses in 'to'"})
    void shouldTellWhatIsWrong(final String text, final String expected)
    {
        final InputException e = assertThrows(InputException.class, () -> read(text, 2));

        assertTrue(e.getMessage().startsWith(expected), e.getMessage());
    }

    @Test
    void shouldNameTheLineOfAContradiction()
    {
        final InputException e = assertThrows(InputException.class, () -> read("""
            switch:
              connections:
                - from: 1/0/40
                  to: 2/0/40
                - from: 1/1/41
                  to: 2/0/40
            """, 2));

        assertTrue(e.getMessage().startsWith("s.yaml:6: connection from 1/1/41 to 2/0/40: 2/0/40 goes out a second time"),
            e.getMessage());
    }

    private static CrossConnects read(final String text, final int ports)
    {
        return SwitchReader.read(YamlNode.read("s.yaml", text), ports);
    }

    private static Way way(final String from, final String to)
    {
        final SwitchAddress in = CrossConnects.address(from);
        return new Way(in, CrossConnects.address(to));
    }
}
