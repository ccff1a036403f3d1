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
 * How many cells does the whole machine carry in a second of wall time, on one core, with a line full in both
 * directions?
 * <p>
 * One operation is a cell pass: a cell segmented, carried over the fibre and reassembled. Two hosts, an adapter each,
 * every part at work: client, call manager, NDIS, miniport, PCI, SAR, PHY, fibre. The hardware does 706,415 cell
 * passes a second, both directions taken together. The line is full or there is no figure.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class MachineBenchmark
{
    /** In 53 SONET frames a direction carries 2,340 cells, neither more nor less. */
    private static final long SLICE_PS = 53 * 125_000_000L;
    private static final int CELL_PASSES = 2 * 2_340;

    /**
     * Simulates 6.625 ms.
     *
     * @param machine two adapters, busy.
     * @param pace    what went on meanwhile.
     * @return cells that have arrived at both since the start.
     */
    @Benchmark
    @OperationsPerInvocation(CELL_PASSES)
    public long fullDuplex(final Machine machine, final Pace pace)
    {
        final long events = machine.events();
        final long busyPciClocks = machine.busyPciClocks();
        machine.simulation.runUntil(machine.simulation.nowPs() + SLICE_PS);
        machine.slices++;
        pace.simulatedSeconds += SLICE_PS * 1e-12;
        pace.events += machine.events() - events;
        pace.busyPciClocks += machine.busyPciClocks() - busyPciClocks;
        return machine.cellsReceived();
    }

    /** What a second of wall time contains. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Pace
    {
        /** Simulated time: above 1, the model is faster than the hardware. */
        public double simulatedSeconds;
        /** Events of both hosts. */
        public long events;
        /** Clocks in which a PCI bus was not idle. */
        public long busyPciClocks;
    }

    /** Two adapters with a fibre between them, which they keep full. */
    @State(Scope.Thread)
    public static class Machine
    {
        private static final long FIBRE_PS = 1_000 * Fibre.PS_PER_METRE;
        private static final long SETTLING_SLICES = 10;
        private static final int LEAST_PACKETS = 32;
        private static final double FULL = 0.999;

        /** VCs, each in both directions, that take turns cell by cell. */
        @Param({"1", "64", "1000"})
        int vcs;

        /** Length of every packet: 32 cells. */
        @Param("1500")
        int pduBytes;

        Simulation simulation;
        long slices;
        private Station a;
        private Station b;
        private PvcClient clientA;
        private PvcClient clientB;
        private long cellsBefore;

        /** Starts the adapters, makes the calls, sends, and waits until the line is full. */
        @Setup
        public void setUp()
        {
            simulation = new Simulation();
            a = new Station(simulation, "a");
            b = new Station(simulation, "b");
            Fibre.connect(a.board.port(), b.board.port(), FIBRE_PS);
            a.start();
            b.start();
            clientA = new PvcClient(a);
            clientB = new PvcClient(b);
            final PvcClient.Vc[] vcsOfA = clientA.call(vcs, pduBytes);
            final PvcClient.Vc[] vcsOfB = clientB.call(vcs, pduBytes);
            final int packetsPerVc = Math.max(2, LEAST_PACKETS / vcs);
            clientA.send(vcsOfA, packetsPerVc);
            clientB.send(vcsOfB, packetsPerVc);
            simulation.runUntil(simulation.nowPs() + SETTLING_SLICES * SLICE_PS);
        }

        /** Remembers where the iteration began. */
        @Setup(Level.Iteration)
        public void start()
        {
            slices = 0;
            cellsBefore = cellsReceived();
        }

        /** Checks that the line was full. */
        @TearDown(Level.Iteration)
        public void checkLine()
        {
            final double full = (double)(cellsReceived() - cellsBefore) / (slices * CELL_PASSES);
            if (slices != 0 && full < FULL)
            {
                throw new IllegalStateException(String.format("the line is %.2f %% full", full * 100));
            }
        }

        /** Checks that all went well. */
        @TearDown
        public void tearDown()
        {
            a.checkErrors();
            b.checkErrors();
            if (clientA.pdusReceived() == 0 || clientB.pdusReceived() == 0)
            {
                throw new IllegalStateException("no packet has arrived");
            }
            simulation.close();
        }

        long cellsReceived()
        {
            return a.board.port().cellsReceived() + b.board.port().cellsReceived();
        }

        long events()
        {
            return a.host.cpu().events().firedCount() + b.host.cpu().events().firedCount();
        }

        long busyPciClocks()
        {
            return a.host.bus().busyClocks() + b.host.bus().busyClocks();
        }
    }
}
