package org.vatm.benchmarks.vc;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vatm.benchmarks.ForkJvm;

/**
 * What does it cost to get from a context, or from a VPI/VCI, to the NDIS handle in the entry; in a batch, and one at a
 * time?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {
    ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET, ForkJvm.HEAP_FROM, ForkJvm.HEAP_TO, ForkJvm.PRE_TOUCH})
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class VcLookUpBenchmark
{
    /**
     * Contexts, a batch.
     *
     * @param shared  the store.
     * @param queries what is looked up.
     * @return sum of the handles.
     */
    @Benchmark
    @OperationsPerInvocation(VcStore.BATCH)
    public long byContextBatched(final SharedStore shared, final Queries queries)
    {
        return shared.store.byContext(queries.contexts[queries.nextBatch()], queries.indexes);
    }

    /**
     * VPI/VCIs, a batch.
     *
     * @param shared  the store.
     * @param queries what is looked up.
     * @return sum of the handles.
     */
    @Benchmark
    @OperationsPerInvocation(VcStore.BATCH)
    public long byVpiVciBatched(final SharedStore shared, final Queries queries)
    {
        return shared.store.byVpiVci(queries.vpiVcis[queries.nextBatch()], queries.indexes);
    }

    /**
     * Contexts, one at a time.
     *
     * @param shared  the store.
     * @param queries what is looked up.
     * @return the handle.
     */
    @Benchmark
    public long byContext(final SharedStore shared, final Queries queries)
    {
        final int i = queries.next();
        return shared.store.byContext(queries.contexts[i / VcStore.BATCH][i % VcStore.BATCH]);
    }

    /**
     * VPI/VCIs, one at a time.
     *
     * @param shared  the store.
     * @param queries what is looked up.
     * @return the handle.
     */
    @Benchmark
    public long byVpiVci(final SharedStore shared, final Queries queries)
    {
        final int i = queries.next();
        return shared.store.byVpiVci(queries.vpiVcis[i / VcStore.BATCH][i % VcStore.BATCH]);
    }

    /** What is looked up, in batches. */
    @State(Scope.Thread)
    public static class Queries
    {
        long[][] contexts;
        int[][] vpiVcis;
        final int[] indexes = new int[VcStore.BATCH];
        private int batch;
        private int single;

        /**
         * Lists all VCs.
         *
         * @param population this thread's.
         */
        @Setup
        public void setUp(final VcPopulation population)
        {
            final long[] allContexts = population.contextsInOrder();
            final int[] allVpiVcis = population.vpiVcisInOrder();
            final int batches = allContexts.length / VcStore.BATCH;
            contexts = new long[batches][];
            vpiVcis = new int[batches][];
            for (int i = 0; i < batches; i++)
            {
                final int from = i * VcStore.BATCH;
                contexts[i] = Arrays.copyOfRange(allContexts, from, from + VcStore.BATCH);
                vpiVcis[i] = Arrays.copyOfRange(allVpiVcis, from, from + VcStore.BATCH);
            }
        }

        int nextBatch()
        {
            batch = batch + 1 == contexts.length ? 0 : batch + 1;
            return batch;
        }

        int next()
        {
            single = single + 1 == contexts.length * VcStore.BATCH ? 0 : single + 1;
            return single;
        }
    }
}
