package org.vatm.benchmarks.vc;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.vatm.benchmarks.ForkJvm;

/**
 * What does the set-up cycle cost: to unbind and delete a VC, and to create another, store its parameters and bind it?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {
    ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET, ForkJvm.HEAP_FROM, ForkJvm.HEAP_TO, ForkJvm.PRE_TOUCH})
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class VcCycleBenchmark
{
    /**
     * A batch of cycles.
     *
     * @param shared     the store.
     * @param population this thread's VCs.
     * @return one of the new contexts.
     */
    @Benchmark
    @OperationsPerInvocation(VcStore.BATCH)
    public long cycle(final SharedStore shared, final VcPopulation population)
    {
        population.choose();
        shared.store.replace(population.contexts, population.handles, population.vpiVcis, population.indexes);
        population.chosen();
        return population.contexts[0];
    }
}
