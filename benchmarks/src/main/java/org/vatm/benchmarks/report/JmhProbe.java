package org.vatm.benchmarks.report;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.vatm.benchmarks.LimitProgram;

/**
 * A JMH benchmark with its parameters, a JVM of its own for each measurement.
 *
 * @param method   name of the class, without its package, and of the method: {@code MachineBenchmark.fullDuplex}.
 * @param params   of the benchmark.
 * @param threads  that run it.
 * @param longer   how many times longer its intervals are than those of others.
 * @param compiler needed for it: of C, C++ or none.
 */
record JmhProbe(String method, Map<String, String> params, int threads, int longer, Compiler compiler) implements Probe
{
    /** What a limit is compiled with. */
    enum Compiler
    {
        NONE, C, CPP;

        boolean isThere()
        {
            return this == NONE || (this == C ? LimitProgram.compiler() : LimitProgram.cppCompiler()) != null;
        }
    }

    private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";

    static JmhProbe of(final String method, final String... params)
    {
        return new JmhProbe(method, map(params), 1, 1, Compiler.NONE);
    }

    static JmhProbe c(final String method, final String... params)
    {
        return new JmhProbe(method, map(params), 1, 1, Compiler.C);
    }

    static JmhProbe cpp(final String method, final String... params)
    {
        return new JmhProbe(method, map(params), 1, 1, Compiler.CPP);
    }

    private static Map<String, String> map(final String... params)
    {
        final Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < params.length; i += 2)
        {
            map.put(params[i], params[i + 1]);
        }
        return map;
    }

    JmhProbe threads(final int count)
    {
        return new JmhProbe(method, params, count, longer, compiler);
    }

    JmhProbe longer(final int times)
    {
        return new JmhProbe(method, params, threads, times, compiler);
    }

    @Override
    public Sample measure(final Effort effort)
    {
        if (!compiler.isThere())
        {
            return null;
        }
        final TimeValue window = TimeValue.milliseconds((long)effort.milliseconds() * longer);
        final ChainedOptionsBuilder options = new OptionsBuilder()
            .include(include())
            .threads(threads)
            .forks(1)
            .warmupIterations(effort.warmups())
            .warmupTime(window)
            .measurementIterations(effort.windows())
            .measurementTime(window)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
        params.forEach(options::param);
        try
        {
            final Collection<RunResult> results = new Runner(options.build()).run();
            if (results.size() != 1)
            {
                throw new IllegalStateException(command() + ": " + results.size() + " results, expected 1");
            }
            return sample(results.iterator().next());
        }
        catch (final NoBenchmarksException e)
        {
            return null;
        }
        catch (final RunnerException e)
        {
            throw new IllegalStateException(command() + ": " + e.getMessage(), e);
        }
    }

    private Sample sample(final RunResult result)
    {
        final double[] windows = result.getAggregatedResult().getIterationResults().stream()
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore()).toArray();
        final Result<?> allocated = result.getSecondaryResults().get(BYTES_PER_OPERATION);
        return new Sample(windows, allocated == null || compiler != Compiler.NONE ? Double.NaN : allocated.getScore(),
            String.join(" ", result.getParams().getJvmArgs()));
    }

    private String include()
    {
        return "\\." + method.replace(".", "\\.") + "$";
    }

    @Override
    public String command()
    {
        final StringBuilder command = new StringBuilder("./vatm bench ").append(method);
        params.forEach((name, value) -> command.append(" -p ").append(name).append('=').append(value));
        return threads == 1 ? command.toString() : command.append(" -t ").append(threads).toString();
    }
}
