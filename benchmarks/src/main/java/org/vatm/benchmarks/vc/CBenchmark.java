package org.vatm.benchmarks.vc;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.vatm.benchmarks.ForkJvm;

/**
 * The limit: what does the same work cost in C, for one thread, without atomic operations? Needs a C compiler.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.QUIET})
@Warmup(iterations = 2, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class CBenchmark
{
    /** One request takes some milliseconds, so that the way to the other process and back is nothing. */
    private static final int REQUEST = 1 << 20;

    /** What is done: like the benchmarks of the same names. */
    @Param({"cycle", "createDelete", "byContext", "byVpiVci"})
    String work;

    /** See {@link SharedStore}. */
    @Param({"consecutive", "scattered"})
    String vcis;

    /** See {@link SharedStore}. */
    @Param({"1024", "65536"})
    int entries;

    /** 64 at a time, fetched ahead; or one after the other. Look-ups have one form. */
    @Param({"batched", "oneByOne"})
    String form;

    private CSlotTable table;

    /** Starts the program. */
    @Setup
    public void setUp()
    {
        table = new CSlotTable(work, entries, vcis, form);
    }

    /**
     * Has it work.
     *
     * @return its answer.
     */
    @Benchmark
    @OperationsPerInvocation(REQUEST)
    public String c()
    {
        return table.run(REQUEST);
    }

    /** Ends the program. */
    @TearDown
    public void tearDown()
    {
        table.close();
    }
}
