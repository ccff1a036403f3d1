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
import org.vatm.ndis.NdisClientVc;
import org.vatm.sim.CpuWork;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

/**
 * What does the driver verifier cost a NdisCoCreateVc, with the NdisCoDeleteVc that makes room for the next?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {
    ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET, ForkJvm.HEAP_FROM, ForkJvm.HEAP_TO, ForkJvm.PRE_TOUCH})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class VerifierBenchmark
{
    /**
     * A client deletes and creates VCs.
     *
     * @param vcs live VCs.
     * @return handle of the newest VC.
     */
    @Benchmark
    @OperationsPerInvocation(Vcs.BATCH)
    public long createVc(final Vcs vcs)
    {
        vcs.station.host.cpu().queue(vcs.work);
        vcs.simulation.runUntil(vcs.simulation.nowPs());
        return vcs.newest;
    }

    /** Live VCs of a client. */
    @State(Scope.Thread)
    public static class Vcs
    {
        /** Driver code runs between events: entering it is paid once for so many. */
        static final int BATCH = 64;
        private static final int LIVE = 1024;

        /** Whom the verifier watches. */
        @Param({"NOBODY", "MINIPORT", "EVERYBODY"})
        String watched;

        final CpuWork work = new CpuWork(HostCpu.PASSIVE)
        {
            @Override
            protected void run()
            {
                replaceBatch();
            }
        };
        final Simulation simulation = new Simulation();
        final NdisClientVc[] vcs = new NdisClientVc[LIVE];
        Station station;
        long newest;
        private PvcClient client;
        private int next;

        /** Creates the VCs. */
        @Setup
        public void setUp()
        {
            station = new Station(simulation, "a", 1, Station.Watched.valueOf(watched));
            station.start();
            client = new PvcClient(station);
            station.run(() ->
            {
                for (int i = 0; i < LIVE; i++)
                {
                    vcs[i] = new NdisClientVc();
                    Station.check(client.createVc(client.port(), vcs[i]), "NdisCoCreateVc");
                }
            });
        }

        private void replaceBatch()
        {
            for (int i = 0; i < BATCH; i++)
            {
                next = next + 1 == LIVE ? 0 : next + 1;
                client.deleteVc(vcs[next]);
                client.createVc(client.port(), vcs[next]);
                newest = vcs[next].ndisVcHandle();
            }
        }

        /** Checks that nobody has done anything wrong. */
        @TearDown
        public void tearDown()
        {
            station.checkErrors();
            simulation.close();
        }
    }
}
