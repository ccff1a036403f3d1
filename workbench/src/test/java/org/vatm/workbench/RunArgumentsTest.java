package org.vatm.workbench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class RunArgumentsTest
{
    private static final List<String> PLAIN = List.of(
        "--input x.pcap", "--encap llc-routed", "--vcs 12", "--category ubr", "--pcr 1000", "--timing capture", "--for 20ms", "--seed 7",
        "--sram 2m", "--sram-power-up pattern", "--out here", "--captures line,cells", "--expect vctable.json", "--json", "--first-cell");

    @Test
    void shouldReadEachOptionAsPicocliDoes() throws IllegalAccessException
    {
        for (final String option : PLAIN)
        {
            final String[] args = ("run " + option).split(" ");
            assertEquals(fields(parsed(args)), fields(RunArguments.read(args)), option);
        }
        final String[] all = ("run " + String.join(" ", PLAIN)).split(" ");
        assertEquals(fields(parsed(all)), fields(RunArguments.read(all)));
    }

    @Test
    void shouldKnowEveryOption()
    {
        final Set<String> known = PLAIN.stream().map(option -> option.split(" ")[0]).collect(Collectors.toSet());

        final Set<String> declared = Arrays.stream(RunCommand.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(CommandLine.Option.class))
            .map(field -> field.getAnnotation(CommandLine.Option.class).names()[0]).collect(Collectors.toSet());
        assertEquals(declared, known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "run --help", "run -h", "run --vcs=8", "run --vcs", "run --vcs x", "run --vcs 8 --vcs 9",
        "run scenario.yaml", "run --nonsense 1", "run --out --json", "run --out @file", "run @file"})
    void shouldLeaveTheRestToPicocli(final String line)
    {
        assertNull(RunArguments.read(line.isEmpty() ? new String[0] : line.split(" ")));
    }

    private static RunCommand parsed(final String[] args)
    {
        return (RunCommand)Vatm.commandLine().parseArgs(args).subcommand().commandSpec().userObject();
    }

    private static List<String> fields(final RunCommand command) throws IllegalAccessException
    {
        final List<String> values = new java.util.ArrayList<>();
        for (final Field field : RunCommand.class.getDeclaredFields())
        {
            if (field.isAnnotationPresent(CommandLine.Option.class))
            {
                field.setAccessible(true);
                values.add(field.getName() + "=" + field.get(command));
            }
        }
        return values;
    }
}
