package org.vatm.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import org.vatm.line.Fibre;
import org.vatm.sim.Simulation;

/**
 * How many cells do whole machines carry in a second of wall time, on one core, with lines full in both directions?
 * <p>
 * One operation is a cell pass: a cell segmented, carried over the fibre and reassembled, with its payload and its CRC. Pairs of hosts, an
 * adapter each, every part at work: client, call manager, NDIS, miniport, PCI, SAR, PHY, fibre. The hardware does 706,415 cell passes a
 * second for each pair, both directions taken together. Lines are full or there is no figure; but packets of one cell each are more than
 * the PCI bus can carry, so there the line takes what comes.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET, "-Xmx3g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class MachineBenchmark
{
    private static final int CELL_PASSES = 4_680;
    /** One SONET frame of all pairs together: the granularity in which passes are counted. */
    private static final long FRAME_PS = 125_000_000L;

    /**
     * Simulates until so many more cells have arrived: 6.625 ms with one pair and full lines.
     *
     * @param machine adapters, busy.
     * @param pace    what went on meanwhile.
     * @return cells that have arrived since the start.
     */
    @Benchmark
    @OperationsPerInvocation(CELL_PASSES)
    public long fullDuplex(final Machine machine, final Pace pace)
    {
        final long events = machine.events();
        final long busyPciClocks = machine.busyPciClocks();
        final long startPs = machine.simulation.nowPs();
        machine.pass(CELL_PASSES);
        final double seconds = (machine.simulation.nowPs() - startPs) * 1e-12;
        pace.realTime += seconds;
        pace.events += machine.events() - events;
        pace.pciClocks += (long)(seconds * machine.pciClocksPerSecond());
        pace.busyPciClocks += machine.busyPciClocks() - busyPciClocks;
        return machine.cellsReceived();
    }

    /** What a second of wall time contains. Divided by the score: what a cell pass contains. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Pace
    {
        /** Seconds of simulated time: the real-time factor, above 1 if the model is faster than the hardware. */
        public double realTime;
        /** Events of all hosts. */
        public long events;
        /** Clocks of all PCI buses. */
        public long pciClocks;
        /** Those in which a bus was not idle. */
        public long busyPciClocks;
    }

    /** Pairs of adapters with a fibre between them, which they keep full. */
    @State(Scope.Thread)
    public static class Machine
    {
        private static final long FIBRE_PS = 1_000 * Fibre.PS_PER_METRE;
        private static final long SETTLING_PS = 60_000_000_000L;
        private static final int LEAST_PACKETS = 32;
        private static final double FULL = 0.999;
        private static final double CELLS_PER_PS = 2 * 2_340 / (53 * 125e6);
        private static final int CELL_BYTES = 40;

        /** VCs of each pair, each in both directions, that take turns cell by cell. */
        @Param({"1", "16", "1000"})
        int vcs;

        /** Length of every packet: 1,500 bytes are 32 cells; 40 bytes are one. */
        @Param("1500")
        int pduBytes;

        /** Pairs of adapters in one simulation. */
        @Param("1")
        int pairs;

        Simulation simulation;
        private Station[] stations;
        private PvcClient[] clients;
        private long passed;
        private long cellsBefore;
        private long startPs;

        /** Starts the adapters, makes the calls, sends, and waits until the lines are full. */
        @Setup
        public void setUp()
        {
            simulation = new Simulation();
            stations = new Station[2 * pairs];
            clients = new PvcClient[2 * pairs];
            for (int i = 0; i < stations.length; i++)
            {
                stations[i] = new Station(simulation, (i % 2 == 0 ? "a" : "b") + i / 2, vcs, Station.Watched.NOBODY);
            }
            for (int i = 0; i < stations.length; i += 2)
            {
                Fibre.connect(stations[i].board.port(), stations[i + 1].board.port(), FIBRE_PS);
            }
            final PvcClient.Vc[][] calls = new PvcClient.Vc[stations.length][];
            for (int i = 0; i < stations.length; i++)
            {
                stations[i].start();
                clients[i] = new PvcClient(stations[i]);
                calls[i] = clients[i].call(vcs, pduBytes);
            }
            final int packetsPerVc = Math.max(2, LEAST_PACKETS / vcs);
            for (int i = 0; i < stations.length; i++)
            {
                clients[i].send(calls[i], packetsPerVc);
            }
            simulation.runUntil(simulation.nowPs() + SETTLING_PS);
            passed = cellsReceived();
        }

        /** Remembers where the iteration began. */
        @Setup(Level.Iteration)
        public void start()
        {
            startPs = simulation.nowPs();
            cellsBefore = cellsReceived();
        }

        /** Checks that the lines were full. */
        @TearDown(Level.Iteration)
        public void checkLine()
        {
            final double slots = (simulation.nowPs() - startPs) * CELLS_PER_PS * pairs;
            final double full = (cellsReceived() - cellsBefore) / slots;
            if (slots > CELL_PASSES && pduBytes > CELL_BYTES && full < FULL)
            {
                throw new IllegalStateException(String.format("the lines are %.2f %% full", full * 100));
            }
        }

        /** Checks that all went well. */
        @TearDown
        public void tearDown()
        {
            for (int i = 0; i < stations.length; i++)
            {
                stations[i].checkErrors();
                if (clients[i].pdusReceived() == 0)
                {
                    throw new IllegalStateException("no packet has arrived");
                }
            }
            simulation.close();
        }

        /** Lets so many cells arrive; what is too much counts for the next time. */
        void pass(final int cells)
        {
            passed += cells;
            final long framePs = FRAME_PS / pairs;
            while (cellsReceived() < passed)
            {
                simulation.runUntil(simulation.nowPs() + framePs);
            }
        }

        long cellsReceived()
        {
            long cells = 0;
            for (final Station station : stations)
            {
                cells += station.board.port().cellsReceived();
            }
            return cells;
        }

        long events()
        {
            long events = 0;
            for (final Station station : stations)
            {
                events += station.host.cpu().events().firedCount();
            }
            return events;
        }

        long busyPciClocks()
        {
            long clocks = 0;
            for (final Station station : stations)
            {
                clocks += station.host.bus().busyClocks();
            }
            return clocks;
        }

        double pciClocksPerSecond()
        {
            return stations.length * stations[0].host.bus().clock().megahertz() * 1e6;
        }
    }
}
