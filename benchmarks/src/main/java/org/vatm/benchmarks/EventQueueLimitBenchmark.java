package org.vatm.benchmarks;

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

/**
 * The limit of {@link EventQueueBenchmark}: the same queue and the same work in C++ ({@code event_wheel.cpp}). Needs a C++
 * compiler.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.QUIET})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class EventQueueLimitBenchmark
{
    /** One request takes some milliseconds, so that the way to the other process and back is nothing. */
    private static final int REQUEST = 1 << 18;

    /** See {@link EventQueueBenchmark}. */
    @Param({"10", "100", "1000", "10000"})
    int pending;

    /** See {@link EventQueueBenchmark}. */
    @Param
    EventQueueBenchmark.Increment increment;

    private LimitProgram program;

    /** Starts the program and gives it the work. */
    @Setup
    public void setUp()
    {
        program = start();
    }

    /**
     * Has it work.
     *
     * @return its answer.
     */
    @Benchmark
    @OperationsPerInvocation(REQUEST)
    public String cpp()
    {
        return program.run(REQUEST);
    }

    LimitProgram start()
    {
        final LimitProgram started = new LimitProgram("event_wheel.cpp", Integer.toString(pending));
        final long[] tablePs = increment.tablePs(pending);
        started.tell(Integer.toString(tablePs.length));
        for (final long ps : tablePs)
        {
            started.tell(Long.toString(ps));
        }
        return started;
    }

    /** Ends the program. */
    @TearDown
    public void tearDown()
    {
        program.close();
    }
}
