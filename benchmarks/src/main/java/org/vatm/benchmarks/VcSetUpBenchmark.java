package org.vatm.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.agrona.collections.Int2ObjectHashMap;
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
import org.vatm.miniport.AtmMiniport;
import org.vatm.miniport.VcTable;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.sim.CpuWork;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

/**
 * What does it cost to delete a VC and create another, among a given number of live ones?
 * <p>
 * The victim is never the youngest: they go in an order that has nothing to do with age or address. Peers: maps from
 * the VC's number to an object with the fields that our entry has, in their kindest form (the number is the context,
 * so that one map is enough).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {
    ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET, ForkJvm.HEAP_FROM, ForkJvm.HEAP_TO, ForkJvm.PRE_TOUCH})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class VcSetUpBenchmark
{
    /**
     * As a client does it: NdisCoDeleteVc and NdisCoCreateVc, which tell miniport and call manager.
     *
     * @param vcs live VCs.
     * @return handle of the newest VC.
     */
    @Benchmark
    @OperationsPerInvocation(NdisVcs.BATCH)
    public long ndis(final NdisVcs vcs)
    {
        vcs.station.host.cpu().queue(vcs.work);
        vcs.simulation.runUntil(vcs.simulation.nowPs());
        return vcs.newest;
    }

    /**
     * As NDIS does it: MiniportCoDeleteVc and MiniportCoCreateVc.
     *
     * @param vcs live VCs.
     * @return context of the new VC.
     */
    @Benchmark
    public long miniport(final MiniportVcs vcs)
    {
        final int victim = vcs.nextVictim();
        vcs.miniport.miniportCoDeleteVc(vcs.contexts[victim]);
        vcs.miniport.miniportCoCreateVc(MiniportVcs.ADAPTER_CONTEXT, victim, vcs.context);
        return vcs.contexts[victim] = vcs.context.value;
    }

    /**
     * The table of the driver, as it is.
     *
     * @param vcs live VCs.
     * @return context of the new VC.
     */
    @Benchmark
    public long vcTable(final TableVcs vcs)
    {
        final int victim = vcs.nextVictim();
        vcs.table.delete(vcs.contexts[victim]);
        return vcs.contexts[victim] = vcs.table.create(victim);
    }

    /**
     * Peer: java.util's map.
     *
     * @param vcs live VCs.
     * @return the VC that was deleted.
     */
    @Benchmark
    public PeerVc hashMap(final HashMapVcs vcs)
    {
        return vcs.replaceNext();
    }

    /**
     * Peer: java.util.concurrent's map.
     *
     * @param vcs live VCs.
     * @return the VC that was deleted.
     */
    @Benchmark
    public PeerVc concurrentHashMap(final ConcurrentHashMapVcs vcs)
    {
        return vcs.replaceNext();
    }

    /**
     * Peer: Agrona's map with primitive keys.
     *
     * @param vcs live VCs.
     * @return the VC that was deleted.
     */
    @Benchmark
    public PeerVc agronaMap(final AgronaVcs vcs)
    {
        final int victim = vcs.nextVictim();
        final PeerVc deleted = vcs.map.remove((int)vcs.contexts[victim]);
        deleted.delete();
        final int number = vcs.number++;
        vcs.map.put(number, new PeerVc(victim));
        vcs.contexts[victim] = number;
        return deleted;
    }

    /** Contexts of the live VCs, and the order in which they go. */
    @State(Scope.Thread)
    public abstract static class Vcs
    {
        /** VCs that exist at a time. */
        @Param({"1024", "65536"})
        int live;

        long[] contexts;
        private int[] victims;
        private int next;

        /** Draws the order and creates the VCs. */
        @Setup
        public final void setUp()
        {
            contexts = new long[live];
            victims = new int[live];
            final SplittableRandom random = new SplittableRandom(live);
            for (int i = 0; i < live; i++)
            {
                final int other = random.nextInt(i + 1);
                victims[i] = victims[other];
                victims[other] = i;
            }
            fill();
        }

        abstract void fill();

        final void checkCount(final VcTable table)
        {
            if (table.inUseCount() != live)
            {
                throw new IllegalStateException(table.inUseCount() + " VCs, not " + live);
            }
        }

        final int nextVictim()
        {
            next = next + 1 == live ? 0 : next + 1;
            return victims[next];
        }
    }

    /** Live VCs of a client of NDIS. */
    public static class NdisVcs extends Vcs
    {
        /** Driver code runs between events: entering it is paid once for so many. */
        static final int BATCH = 64;

        final CpuWork work = new CpuWork(HostCpu.PASSIVE)
        {
            @Override
            protected void run()
            {
                replaceBatch();
            }
        };
        final Simulation simulation = new Simulation();
        Station station;
        long newest;
        private PvcClient client;
        private NdisClientVc[] vcs;

        @Override
        void fill()
        {
            station = new Station(simulation, "a");
            station.start();
            client = new PvcClient(station);
            vcs = new NdisClientVc[live];
            station.run(() ->
            {
                for (int i = 0; i < live; i++)
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
                final NdisClientVc vc = vcs[nextVictim()];
                client.deleteVc(vc);
                client.createVc(client.port(), vc);
                newest = vc.ndisVcHandle();
            }
        }

        /** Checks that nothing was lost. */
        @TearDown
        public void tearDown()
        {
            checkCount(station.miniport.adapters().get(0).vcTable());
            station.checkErrors();
            simulation.close();
        }
    }

    /** Live VCs of the miniport. */
    public static class MiniportVcs extends Vcs
    {
        /** Of the first adapter. */
        static final long ADAPTER_CONTEXT = 1;

        final NdisHandleHolder context = new NdisHandleHolder();
        AtmMiniport miniport;
        private final Simulation simulation = new Simulation();

        @Override
        void fill()
        {
            final Station station = new Station(simulation, "a");
            station.start();
            miniport = station.miniport;
            for (int i = 0; i < live; i++)
            {
                Station.check(miniport.miniportCoCreateVc(ADAPTER_CONTEXT, i, context), "MiniportCoCreateVc");
                contexts[i] = context.value;
            }
        }

        /** Checks that nothing was lost. */
        @TearDown
        public void tearDown()
        {
            checkCount(miniport.adapters().get(0).vcTable());
            simulation.close();
        }
    }

    /** Live VCs in the driver's table. */
    public static class TableVcs extends Vcs
    {
        private static final int VPI_BITS = 0;
        private static final int VCI_BITS = 16;

        VcTable table;

        @Override
        void fill()
        {
            table = new VcTable(live, VPI_BITS, VCI_BITS, 0);
            for (int i = 0; i < live; i++)
            {
                contexts[i] = table.create(i);
            }
        }

        /** Checks that nothing was lost. */
        @TearDown
        public void tearDown()
        {
            checkCount(table);
            table.close();
        }
    }

    /** Live VCs in a map of java.util. */
    public abstract static class MapVcs extends Vcs
    {
        private final Map<Integer, PeerVc> map;
        private int number;

        MapVcs(final Map<Integer, PeerVc> map)
        {
            this.map = map;
        }

        @Override
        final void fill()
        {
            for (int i = 0; i < live; i++)
            {
                create(i);
            }
        }

        final PeerVc replaceNext()
        {
            final int victim = nextVictim();
            final PeerVc deleted = map.remove((int)contexts[victim]);
            deleted.delete();
            create(victim);
            return deleted;
        }

        private void create(final int i)
        {
            map.put(number, new PeerVc(i));
            contexts[i] = number++;
        }
    }

    /** Live VCs in a HashMap. */
    public static class HashMapVcs extends MapVcs
    {
        /** An empty map. */
        public HashMapVcs()
        {
            super(new HashMap<>());
        }
    }

    /** Live VCs in a ConcurrentHashMap. */
    public static class ConcurrentHashMapVcs extends MapVcs
    {
        /** An empty map. */
        public ConcurrentHashMapVcs()
        {
            super(new ConcurrentHashMap<>());
        }
    }

    /** Live VCs in a map of Agrona. */
    public static class AgronaVcs extends Vcs
    {
        final Int2ObjectHashMap<PeerVc> map = new Int2ObjectHashMap<>();
        int number;

        @Override
        void fill()
        {
            for (int i = 0; i < live; i++)
            {
                map.put(number, new PeerVc(i));
                contexts[i] = number++;
            }
        }
    }

    /** What an entry of the driver's table has in its first line, as an object. */
    public static final class PeerVc
    {
        private static final int FREE = 0;
        private static final int CREATED = 1;

        final long ndisVcHandle;
        int state = CREATED;
        int vpiVci = -1;
        int ring = -1;
        int sendsOut;
        int receivesOut;
        int traits;
        int bytesQueued;
        int sendSdu;
        int receiveSdu;
        int noBuffer;

        PeerVc(final long ndisVcHandle)
        {
            this.ndisVcHandle = ndisVcHandle;
        }

        /** Only a VC that is not active may go: somebody has to look. */
        void delete()
        {
            if (state != CREATED)
            {
                throw new IllegalStateException("state " + state);
            }
            state = FREE;
        }
    }
}
