package org.vatm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.vatm.benchmarks.vc.VcCreateDeleteBenchmark;
import org.vatm.benchmarks.vc.VcCycleBenchmark;
import org.vatm.benchmarks.vc.VcLookUpBenchmark;

/** Runs every benchmark for a moment: their figures mean nothing, but they run. */
class BenchmarksTest
{
    private static final int MILLISECONDS = 10;

    @ParameterizedTest
    @ValueSource(classes = {
        Aal5CrcBenchmark.class, HecBenchmark.class, EventQueueBenchmark.class, VcSetUpBenchmark.class, MachineBenchmark.class,
        VcCycleBenchmark.class, VcCreateDeleteBenchmark.class, VcLookUpBenchmark.class})
    void shouldRun(final Class<?> benchmark) throws RunnerException
    {
        final Options options = new OptionsBuilder()
            .include("\\." + benchmark.getSimpleName() + "\\.")
            .param("lengthBytes", "1500")
            .param("pending", "100")
            .param("live", "1024")
            .param("entries", "1024")
            .param("vcis", "scattered")
            .param("vcs", "4")
            .param("pairs", "2")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(MILLISECONDS))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

        final Collection<RunResult> results = new Runner(options).run();

        assertEquals(names(benchmark), measured(results));
    }

    private static Set<String> names(final Class<?> benchmark)
    {
        final Set<String> names = new TreeSet<>();
        for (final Method method : benchmark.getMethods())
        {
            if (method.isAnnotationPresent(Benchmark.class))
            {
                names.add(benchmark.getName() + "." + method.getName());
            }
        }
        return names;
    }

    private static Set<String> measured(final Collection<RunResult> results)
    {
        final Set<String> names = new TreeSet<>();
        for (final RunResult result : results)
        {
            if (result.getPrimaryResult().getScore() > 0)
            {
                names.add(result.getParams().getBenchmark());
            }
        }
        return names;
    }
}
