package org.vatm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.openjdk.jmh.Main;

/**
 * JMH's own command line, but what is allocated is always shown: {@code -prof gc} unless profilers are named.
 */
public final class Benchmarks
{
    private static final String PROFILER = "-prof";

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
        if (!arguments.contains(PROFILER))
        {
            arguments.add(PROFILER);
            arguments.add("gc");
        }
        Main.main(arguments.toArray(new String[0]));
    }
}
