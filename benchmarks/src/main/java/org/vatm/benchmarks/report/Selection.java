package org.vatm.benchmarks.report;

import static org.vatm.benchmarks.report.Candidate.limit;
import static org.vatm.benchmarks.report.Candidate.ours;
import static org.vatm.benchmarks.report.Candidate.peer;
import static org.vatm.benchmarks.report.Comparison.Detail.FULL;
import static org.vatm.benchmarks.report.Comparison.Detail.NORMAL;
import static org.vatm.benchmarks.report.Comparison.Detail.QUICK;
import static org.vatm.benchmarks.report.Goal.Kind.FASTER;
import static org.vatm.benchmarks.report.Goal.Kind.FLAT;
import static org.vatm.benchmarks.report.Goal.Kind.SCORE;
import static org.vatm.benchmarks.report.Goal.Kind.TIMES_LIMIT;
import static org.vatm.benchmarks.report.Goal.Kind.TIMES_PEER;
import static org.vatm.benchmarks.report.Goal.Kind.TWO_THREADS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.vatm.benchmarks.StartUp;
import org.vatm.benchmarks.report.Comparison.Detail;

/**
 * What the report measures, against whom, and with which goal.
 */
final class Selection
{
    private static final String NS = "ns";
    private static final List<String> MAPS =
        List.of("HashMap", "ConcurrentHashMap", "Agrona", "fastutil", "Eclipse", "HPPC", "JCTools", "Netty");
    private static final String HEAP = "PriorityQueue";
    private static final String SHARED_MAP = "ConcurrentHashMap, two threads";
    private static final String SLICING = "slicing by sixteen";
    private static final String NOBODY = "nobody watched";
    private static final int K1 = 1 << 10;
    private static final int K64 = 1 << 16;
    private static final int M1 = 1 << 20;

    private Selection()
    {
    }

    /** All of it, in the order of the report. */
    static List<Comparison> all()
    {
        final List<Comparison> all = new ArrayList<>();
        all.add(machine(1, NORMAL));
        all.add(machine(64, QUICK));
        all.add(machine(1_000, NORMAL));
        all.add(startUp());
        all.add(cycle(K1, "consecutive", QUICK, goal(TIMES_LIMIT, 2.2), goal(FASTER, 2.7)));
        all.add(cycle(K64, "consecutive", NORMAL, goal(TIMES_LIMIT, 1.6), goal(FASTER, 2.7)));
        all.add(cycle(K64, "scattered", NORMAL, goal(TIMES_LIMIT, 1.4)));
        all.add(cycle(M1, "consecutive", FULL, goal(TIMES_LIMIT, 1.4), goal(FASTER, 7)));
        all.add(cycle(M1, "scattered", FULL, goal(TIMES_LIMIT, 1.4)));
        all.add(lookUp(K1, QUICK, goal(TIMES_LIMIT, 1.7)));
        all.add(lookUp(K64, NORMAL, goal(TIMES_LIMIT, 1.7), goal(FASTER, 1.4)));
        all.add(lookUp(M1, FULL, goal(TIMES_LIMIT, 1.7), goal(FASTER, 1.4)));
        all.add(twoThreads());
        all.add(events(10, NORMAL, goal(TIMES_LIMIT, 1.35), goal(FASTER, 5, HEAP)));
        all.add(events(100, QUICK, goal(TIMES_LIMIT, 1.35), goal(FASTER, 5, HEAP)));
        all.add(events(1_000, NORMAL, goal(TIMES_LIMIT, 1.35), goal(FASTER, 5, HEAP)));
        all.add(events(10_000, NORMAL, goal(TIMES_LIMIT, 1.35), goal(FASTER, 5, HEAP), goal(FLAT, 2)));
        all.add(crc(1_500, QUICK));
        all.add(crc(9_188, NORMAL));
        all.add(hec());
        all.add(verifier());
        return all;
    }

    private static Comparison machine(final int vcs, final Detail detail)
    {
        return new Comparison("machine-" + vcs, "Whole machine", vcs + (vcs == 1 ? " VC" : " VCs") + ", full lines both ways, one core",
            "cell passes/s", true, detail,
            List.of(ours("vatm", JmhProbe.of("MachineBenchmark.fullDuplex", "vcs", "" + vcs, "pairs", "1", "pduBytes", "1500").longer(8))),
            List.of(goal(SCORE, 5_650_000)));
    }

    private static Comparison startUp()
    {
        return new Comparison("start-up", "Start-up", "from the command to the first cell on the wire", "ms", false, QUICK,
            List.of(ours("vatm run --first-cell", new StartUpProbe(StartUp.Process.FIRST_CELL)),
                limit("empty JVM", new StartUpProbe(StartUp.Process.EMPTY_JVM))),
            List.of(goal(TIMES_LIMIT, 4)));
    }

    private static Comparison cycle(final int entries, final String vcis, final Detail detail, final Goal... goals)
    {
        final List<Candidate> candidates = new ArrayList<>();
        for (final String form : List.of("batched", "oneByOne"))
        {
            candidates.add(ours("VC table, " + words(form),
                store("VcCycleBenchmark.cycle", "batched".equals(form) ? "vcTable" : "vcTableOneByOne", entries, vcis)));
            candidates.add(limit("C, " + words(form),
                JmhProbe.c("CBenchmark.c", "work", "cycle", "form", form, "entries", "" + entries, "vcis", vcis)));
        }
        maps("consecutive".equals(vcis) && entries > K1 ? "Netty" : "") // where it takes a time that grows with the table
            .forEach(map -> candidates.add(peer(map, store("VcCycleBenchmark.cycle", map, entries, vcis))));
        return new Comparison("cycle-" + entries + "-" + vcis, "VC set-up cycle", entries(entries) + ", " + vcis + " VCIs", NS, false, detail,
            candidates, List.of(goals));
    }

    private static Comparison lookUp(final int entries, final Detail detail, final Goal... goals)
    {
        final List<Candidate> candidates = new ArrayList<>();
        final String method = "VcLookUpBenchmark.byVpiVciBatched";
        candidates.add(ours("VC table", store(method, "vcTable", entries, "consecutive")));
        candidates.add(limit("C",
            JmhProbe.c("CBenchmark.c", "work", "byVpiVci", "form", "batched", "entries", "" + entries, "vcis", "consecutive")));
        maps("").forEach(map -> candidates.add(peer(map, store(method, map, entries, "consecutive"))));
        return new Comparison("look-up-" + entries, "Look-up by VPI/VCI, batched", entries(entries), NS, false, detail, candidates,
            List.of(goals));
    }

    private static Comparison twoThreads()
    {
        final String method = "VcCycleBenchmark.cycle";
        return new Comparison("two-threads", "Two threads on one table", "set-up cycle, " + entries(K64) + ", time of each thread", NS, false,
            NORMAL,
            List.of(ours("VC table, two threads", store(method, "vcTable", K64, "consecutive").threads(2)),
                limit("VC table, one thread", store(method, "vcTable", K64, "consecutive")),
                peer(SHARED_MAP, store(method, "ConcurrentHashMap", K64, "consecutive").threads(2)),
                peer("JCTools, two threads", store(method, "JCTools", K64, "consecutive").threads(2))),
            List.of(goal(TWO_THREADS, 1.9), goal(FASTER, 3, SHARED_MAP)));
    }

    private static Comparison events(final int pending, final Detail detail, final Goal... goals)
    {
        final String[] params = {"pending", "" + pending, "increment", "EXPONENTIAL"};
        return new Comparison("events-" + pending, "Event kernel", String.format("%,d pending, hold model", pending), NS, false, detail,
            List.of(ours("event queue", JmhProbe.of("EventQueueBenchmark.eventQueue", params)),
                limit("C++ bitmap wheel", JmhProbe.cpp("EventQueueLimitBenchmark.cpp", params)),
                peer(HEAP, JmhProbe.of("EventQueueBenchmark.priorityQueue", params)),
                peer("Netty", JmhProbe.of("EventQueueBenchmark.nettyPriorityQueue", params))),
            List.of(goals));
    }

    private static Comparison crc(final int bytes, final Detail detail)
    {
        final String[] params = {"lengthBytes", "" + bytes};
        return new Comparison("crc-" + bytes, "CRC-32 of AAL5", String.format("%,d bytes, in cache", bytes), NS, false, detail,
            List.of(ours("whole PDU", JmhProbe.of("Aal5CrcBenchmark.wholePdu", params)),
                limit("JDK's CRC32, not mirrored", JmhProbe.of("Aal5CrcBenchmark.jdkCrc32", params)),
                peer(SLICING, JmhProbe.of("Aal5CrcBenchmark.slicing", params)),
                peer("table of 256 words", JmhProbe.of("Aal5CrcBenchmark.byteTable", params))),
            List.of(goal(FASTER, 7, SLICING)));
    }

    private static Comparison hec()
    {
        return new Comparison("hec", "HEC", "a header of a stream", NS, false, NORMAL,
            List.of(ours("four tables", JmhProbe.of("HecBenchmark.stream")),
                peer("octet by octet", JmhProbe.of("HecBenchmark.streamOctetwise")),
                peer("bit by bit", JmhProbe.of("HecBenchmark.streamBitwise"))),
            List.of());
    }

    private static Comparison verifier()
    {
        final String method = "VerifierBenchmark.createVc";
        return new Comparison("verifier", "Driver verifier", "a VC deleted, another created", NS, false, NORMAL,
            List.of(ours("miniport watched", JmhProbe.of(method, "watched", "MINIPORT")),
                peer(NOBODY, JmhProbe.of(method, "watched", "NOBODY"))),
            List.of(goal(TIMES_PEER, 2, NOBODY)));
    }

    private static JmhProbe store(final String method, final String kind, final int entries, final String vcis)
    {
        return JmhProbe.of(method, "kind", kind, "entries", "" + entries, "vcis", vcis);
    }

    private static Stream<String> maps(final String without)
    {
        return MAPS.stream().filter(map -> !map.equals(without));
    }

    private static String entries(final int entries)
    {
        return String.format("%,d entries", entries);
    }

    private static String words(final String form)
    {
        return "batched".equals(form) ? "batched" : "one by one";
    }

    private static Goal goal(final Goal.Kind kind, final double bound)
    {
        return goal(kind, bound, null);
    }

    private static Goal goal(final Goal.Kind kind, final double bound, final String peer)
    {
        return new Goal(kind, bound, peer);
    }
}
