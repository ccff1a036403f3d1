package org.vatm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.openjdk.jmh.Main;

/**
 * JMH's own command line with other defaults: what is allocated is shown ({@code -prof gc}), and a benchmark that fails
 * ends the run with a status of 1 ({@code -foe true}).
 */
public final class Benchmarks
{
    private Benchmarks()
    {
    }

    /**
     * @param args for JMH: a regular expression of benchmark names, options ({@code -h} lists them).
     * @throws IOException when results cannot be written.
     */
    public static void main(final String[] args) throws IOException
    {
        final List<String> arguments = new ArrayList<>(Arrays.asList(args));
        addUnlessThere(arguments, "-prof", "gc");
        addUnlessThere(arguments, "-foe", "true");
        Main.main(arguments.toArray(new String[0]));
    }

    private static void addUnlessThere(final List<String> arguments, final String option, final String value)
    {
        if (!arguments.contains(option))
        {
            arguments.add(option);
            arguments.add(value);
        }
    }
}
