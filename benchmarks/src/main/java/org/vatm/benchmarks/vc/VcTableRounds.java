package org.vatm.benchmarks.vc;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The VC table, its peers and the limit in turn, several rounds of a JVM each, so that all of them meet the same
 * weather. Prints medians, ratios within the rounds, the worst quarter of a second, bytes allocated and the collections
 * that the JVM made meanwhile.
 * <pre>
 *   java -cp benchmarks.jar org.vatm.benchmarks.vc.VcTableRounds
 *       [rounds=5] [windows=8] [entries=1024,65536]
 *       [work=cycle,createDelete,byContext,byVpiVci]   and byContextSingle, byVpiVciSingle
 *       [vcis=consecutive,scattered] [threads=1] [stores=vcTable,vcTableOneByOne,HashMap,...]
 *       [seconds=2]   of each JVM, instead of windows
 *       [java=PATH]   of the JVMs that measure, instead of the one that runs this
 *       [collections=any]   none: a collection in a JVM that measures the table ends the run with a status of 1
 * </pre>
 */
public final class VcTableRounds
{
    private static final String C = "C";
    private static final String C_ONE_BY_ONE = "COneByOne";
    private static final String SINGLE = "Single";
    private static final String LIMIT = "limit";
    private static final int WINDOW_MILLISECONDS = 250;
    private static final int WINDOWS_PER_SECOND = 1000 / WINDOW_MILLISECONDS;
    private static final String NONE = "none";
    private static final String ANY = "any";
    private static final int WARMUPS = 6;
    private static final int LARGE = 1 << 22;
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static
    {
        DEFAULTS.put("rounds", "5");
        DEFAULTS.put("windows", "8");
        DEFAULTS.put("work", "cycle,createDelete,byContext,byVpiVci");
        DEFAULTS.put("entries", "1024,65536");
        DEFAULTS.put("vcis", "consecutive,scattered");
        DEFAULTS.put("threads", "1");
        DEFAULTS.put("stores", VcStores.TABLE + "," + VcStores.ONE_BY_ONE +
            ",HashMap,ConcurrentHashMap,Agrona,Netty,fastutil,Eclipse,HPPC,JCTools");
        DEFAULTS.put("seconds", "");
        DEFAULTS.put("java", "");
        DEFAULTS.put("collections", ANY);
    }

    private final Map<String, String> settings;
    private final PrintStream out;
    private boolean isCollected; // in a JVM of the table's

    private VcTableRounds(final Map<String, String> settings, final PrintStream out)
    {
        this.settings = settings;
        this.out = out;
    }

    /**
     * @param args see above.
     * @throws RunnerException when a benchmark fails.
     */
    public static void main(final String[] args) throws RunnerException
    {
        final Map<String, String> settings = new LinkedHashMap<>(DEFAULTS);
        for (final String arg : args)
        {
            final String[] pair = arg.split("=", 2);
            if (pair.length != 2 || settings.replace(pair[0], pair[1]) == null)
            {
                throw new IllegalArgumentException(arg + ", must be one of " + DEFAULTS + " with another value");
            }
        }
        if (!List.of(ANY, NONE).contains(settings.get("collections")))
        {
            throw new IllegalArgumentException(
                "collections=" + settings.get("collections") + ", must be " + ANY + " or " + NONE);
        }
        final VcTableRounds rounds =
            new VcTableRounds(settings, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        rounds.run();
        if (rounds.isCollected && NONE.equals(settings.get("collections")))
        {
            System.exit(1);
        }
    }

    private void run() throws RunnerException
    {
        out.println(System.getProperty("java.vm.version") + ", C compiler: " + CSlotTable.compiler() + ", " + settings);
        for (final String work : list("work"))
        {
            for (final String entries : list("entries"))
            {
                for (final String vcis : list("vcis"))
                {
                    compare(work, Integer.parseInt(entries), vcis);
                }
            }
        }
    }

    private void compare(final String work, final int entries, final String vcis) throws RunnerException
    {
        final Map<String, Candidate> candidates = new LinkedHashMap<>();
        final boolean single = work.endsWith(SINGLE);
        if (CSlotTable.compiler() != null && !single && "1".equals(settings.get("threads")))
        {
            candidates.put(C, new Candidate());
            if (!work.startsWith("by"))
            {
                candidates.put(C_ONE_BY_ONE, new Candidate());
            }
        }
        list("stores").forEach(store -> candidates.put(store, new Candidate()));
        final int rounds = Integer.parseInt(settings.get("rounds"));
        for (int round = 0; round < rounds; round++)
        {
            for (final Map.Entry<String, Candidate> candidate : candidates.entrySet())
            {
                candidate.getValue().add(measure(candidate.getKey(), work, entries, vcis));
            }
        }
        candidates.forEach((name, candidate) ->
            isCollected |= name.startsWith(VcStores.TABLE) && candidate.collections != 0);
        print(work + ", " + entries + " entries, " + vcis + ", threads: " + settings.get("threads"), candidates);
    }

    private RunResult measure(final String candidate, final String work, final int entries, final String vcis)
        throws RunnerException
    {
        final boolean c = C.equals(candidate) || C_ONE_BY_ONE.equals(candidate);
        final ChainedOptionsBuilder options = new OptionsBuilder()
            .param("entries", Integer.toString(entries))
            .param("vcis", vcis)
            .forks(1)
            .warmupIterations(c ? 2 : WARMUPS)
            .warmupTime(TimeValue.milliseconds(WINDOW_MILLISECONDS))
            .measurementIterations(windows())
            .measurementTime(TimeValue.milliseconds(WINDOW_MILLISECONDS))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
        if (!settings.get("java").isEmpty())
        {
            options.jvm(settings.get("java"));
        }
        if (c)
        {
            options.include(CBenchmark.class.getName().replace(".", "\\.")).param("work", work)
                .param("form", C.equals(candidate) ? "batched" : "oneByOne");
        }
        else
        {
            options.include("\\.vc\\.Vc.*\\." + method(work) + "$").param("kind", candidate)
                .threads(Integer.parseInt(settings.get("threads"))).addProfiler(GCProfiler.class);
            if (entries >= LARGE)
            {
                // Objects and references to them, twice; a collector that does not pay for each reference stored.
                options.jvmArgsAppend("-Xms9g", "-Xmx9g", "-XX:+UseParallelGC");
            }
        }
        final Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1)
        {
            throw new IllegalStateException(candidate + ", " + work + ": " + results.size() + " results");
        }
        return results.iterator().next();
    }

    private int windows()
    {
        return settings.get("seconds").isEmpty() ? Integer.parseInt(settings.get("windows")) :
            Integer.parseInt(settings.get("seconds")) * WINDOWS_PER_SECOND;
    }

    private static String method(final String work)
    {
        return work.startsWith("by") && !work.endsWith(SINGLE) ? work + "Batched" : work.replace(SINGLE, "");
    }

    private void print(final String title, final Map<String, Candidate> candidates)
    {
        final Candidate table = candidates.get(VcStores.TABLE);
        final Candidate limit = limit(candidates);
        out.println();
        out.println(title);
        out.printf("  %-18s %10s %10s %10s %12s %8s %11s%n",
            "", "ns", "to " + LIMIT, "to table", "worst window", "B/op", "collections");
        candidates.forEach((name, candidate) -> out.printf("  %-18s %10.1f %10s %10s %11.2fx %8.1f %11d%n", name,
            median(candidate.medians), ratio(candidate, limit), ratio(candidate, table),
            candidate.worst, candidate.bytes, candidate.collections));
    }

    /** C in whichever form was faster. */
    private static Candidate limit(final Map<String, Candidate> candidates)
    {
        final Candidate batched = candidates.get(C);
        final Candidate oneByOne = candidates.get(C_ONE_BY_ONE);
        return batched == null || oneByOne == null || median(batched.medians) < median(oneByOne.medians) ?
            batched : oneByOne;
    }

    private static String ratio(final Candidate candidate, final Candidate other)
    {
        if (other == null)
        {
            return "-";
        }
        final double[] ratios = new double[candidate.medians.size()];
        Arrays.setAll(ratios, i -> candidate.medians.get(i) / other.medians.get(i));
        Arrays.sort(ratios);
        return String.format("%.2f", ratios[ratios.length / 2]);
    }

    private static double median(final List<Double> values)
    {
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private List<String> list(final String setting)
    {
        return List.of(settings.get(setting).split(","));
    }

    /** What the rounds of one candidate came to. */
    private static final class Candidate
    {
        final List<Double> medians = new ArrayList<>();
        double worst; // window, in medians of its round
        double bytes;
        long collections;

        void add(final RunResult result)
        {
            final double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            medians.add(median);
            worst = Math.max(worst, result.getPrimaryResult().getStatistics().getMax() / median);
            bytes = Math.max(bytes, secondary(result, "gc.alloc.rate.norm"));
            collections += Math.round(secondary(result, "gc.count"));
        }

        private static double secondary(final RunResult result, final String name)
        {
            final Result<?> found = result.getSecondaryResults().get(name);
            return found == null ? 0 : found.getScore();
        }
    }
}
