package org.vatm.benchmarks.vc;

import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The store that all threads of a benchmark use. */
@State(Scope.Benchmark)
public class SharedStore
{
    /** Consecutive or scattered over all VPIs and VCIs. */
    @Param({"consecutive", "scattered"})
    String vcis;

    /** VPI/VCIs in question; fifteen of sixteen are in use. */
    @Param({"1024", "65536"})
    int entries;

    /** Which store. */
    @Param({
        VcStores.TABLE, VcStores.ONE_BY_ONE, "HashMap", "ConcurrentHashMap", "Agrona", "Netty", "fastutil", "Eclipse",
        "HPPC", "JCTools"})
    String kind;

    VcStore store;
    private final AtomicInteger open = new AtomicInteger();
    private boolean binds;

    /**
     * Makes the store.
     *
     * @param params of the run.
     */
    @Setup
    public void setUp(final BenchmarkParams params)
    {
        store = VcStores.of(kind, entries);
        binds = !params.getBenchmark().contains(VcCreateDeleteBenchmark.class.getSimpleName());
        if (params.getThreads() > 1 && !store.isShared())
        {
            throw new IllegalArgumentException("store=" + kind + ", threads=" + params.getThreads() + ", must be 1");
        }
    }

    boolean isScattered()
    {
        return "scattered".equals(vcis);
    }

    boolean binds()
    {
        return binds;
    }

    void opened(final int count)
    {
        open.addAndGet(count);
    }

    /** Checks that nothing was lost. */
    @TearDown
    public void tearDown()
    {
        if (store.size() != open.get())
        {
            throw new IllegalStateException(store.size() + " VCs, not " + open.get());
        }
        store.close();
    }
}
