package org.vatm.workbench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the arguments of {@code vatm run} where they are plain: options in full, values after them. Whatever else there is, mistakes and
 * --help among it, is left to picocli.
 */
final class RunArguments
{
    private RunArguments()
    {
    }

    /** The command with its options; null if picocli has to look. */
    static RunCommand read(final String[] args)
    {
        if (args.length == 0 || !"run".equals(args[0]))
        {
            return null;
        }
        final RunCommand command = new RunCommand();
        final List<String> seen = new ArrayList<>();
        int i = 1;
        while (i < args.length)
        {
            final String name = args[i++];
            if (seen.contains(name))
            {
                return null;
            }
            seen.add(name);
            if (!isSwitch(command, name) && (i == args.length || !isValue(args[i]) || !isOption(command, name, args[i++])))
            {
                return null;
            }
        }
        return command;
    }

    /** An option's name, or a file that arguments are in, is none. */
    private static boolean isValue(final String text)
    {
        return !text.isEmpty() && !text.startsWith("-") && !text.startsWith("@");
    }

    private static boolean isSwitch(final RunCommand command, final String name)
    {
        switch (name)
        {
            case "--json" -> command.json = true;
            case "--first-cell" -> command.firstCell = true;
            default ->
            {
                return false;
            }
        }
        return true;
    }

    private static boolean isOption(final RunCommand command, final String name, final String value)
    {
        try
        {
            switch (name)
            {
                case "--input" -> command.input = Path.of(value);
                case "--encap" -> command.encapsulation = new Converters.EncapsulationName().convert(value);
                case "--vcs" -> command.vcs = new Converters.VcCount().convert(value);
                case "--category" -> command.category = new Converters.CategoryName().convert(value);
                case "--pcr" -> command.pcr = new Converters.CellRate().convert(value);
                case "--timing" -> command.timing = new Converters.TimingName().convert(value);
                case "--for" -> command.durationPs = new Converters.DurationPs().convert(value);
                case "--seed" -> command.seed = new Converters.Seed().convert(value);
                case "--sram" -> command.sram = new Converters.SramSize().convert(value);
                case "--sram-power-up" -> command.sramPowerUp = new Converters.SramPowerUpName().convert(value);
                case "--out" -> command.out = Path.of(value);
                case "--captures" -> command.captures = value;
                case "--expect" -> command.expect = Path.of(value);
                default ->
                {
                    return false;
                }
            }
            return true;
        }
        catch (final RuntimeException e)
        {
            return false; // picocli says what is wrong
        }
    }
}
