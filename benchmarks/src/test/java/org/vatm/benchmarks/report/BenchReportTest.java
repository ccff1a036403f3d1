package org.vatm.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.vatm.benchmarks.report.Finding.Verdict;

class BenchReportTest
{
    private static final Effort TINY = new Effort("tiny", 2, 1, 0, 2, 10, 1);
    private static final double NEAR = 1e-9;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void shouldTakeMedianAndErrorOfAllWindows()
    {
        final Score score = score(new double[]{10, 12}, new double[]{11, 13});

        assertEquals(11.5, score.median(), NEAR);
        assertEquals(11, score.median(0), NEAR);
        // standard deviation 1.2910 of four values; Student's t for 99.9 % and three degrees of freedom is 12.924
        assertEquals(12.924 * Math.sqrt(5.0 / 3) / 2, score.error(), 1e-3);
        assertTrue(Double.isNaN(score(new double[]{10}).error()));
    }

    @Test
    void shouldPairRatiosWithinRoundsAndPropagateErrors()
    {
        final Score score = score(new double[]{20, 20}, new double[]{60, 60.2}, new double[]{10, 10});
        final Score to = score(new double[]{10, 10}, new double[]{20, 20}, new double[]{2, 2});

        final Ratio ratio = Ratio.of(score, to);

        assertEquals(60.1 / 20, ratio.value(), NEAR); // of 2, 3.005 and 5
        assertEquals(ratio.value() * Math.hypot(score.error() / score.median(), to.error() / to.median()), ratio.error(), NEAR);
        assertEquals(2 * ratio.error(), ratio.times(2).error(), NEAR);
    }

    @Test
    void shouldJudgeEachKindOfGoal()
    {
        final List<Goal> goals = List.of(
            new Goal(Goal.Kind.TIMES_LIMIT, 2, null), new Goal(Goal.Kind.TIMES_LIMIT, 1.9, null),
            new Goal(Goal.Kind.FASTER, 1.5, null), new Goal(Goal.Kind.FASTER, 1.6, null), new Goal(Goal.Kind.FASTER, 4, "slow"),
            new Goal(Goal.Kind.FASTER, 1, "nobody"), new Goal(Goal.Kind.TIMES_PEER, 0.6, "peer"),
            new Goal(Goal.Kind.TWO_THREADS, 1, null), new Goal(Goal.Kind.SCORE, 20, null), new Goal(Goal.Kind.FLAT, 2, null));
        final Finding first = finding("a", goals());
        final Finding finding = Finding.of(comparison("b", goals), first.scores(), first);

        final List<Boolean> met = finding.verdicts().stream().map(Verdict::isMet).limit(goals.size()).toList();

        // ours 20, limit 10, peers 30 and 80
        assertEquals(Arrays.asList(true, false, true, false, true, null, false, true, true, true), met);
    }

    @Test
    void shouldCountWhatIsAllocated()
    {
        final Finding finding = finding("a", goals());

        final Verdict last = finding.verdicts().get(finding.verdicts().size() - 1);
        assertEquals("0 B an operation", last.goal());
        assertFalse(last.isMet());
    }

    @Test
    void shouldCallWhatIsWithinTheErrorUncertain()
    {
        assertTrue(new Goal(Goal.Kind.SCORE, 10, null).isUncertain(10.5, 1));
        assertFalse(new Goal(Goal.Kind.SCORE, 10, null).isUncertain(11.5, 1));
        assertFalse(new Goal(Goal.Kind.SCORE, 10, null).isUncertain(10.5, Double.NaN));
    }

    @Test
    void shouldWriteWhatWasMeasured() throws IOException
    {
        final Report report = Bench.run(List.of(fake(), missing()), TINY, out);
        final JsonNode json = new ObjectMapper().readTree(JsonReport.text(report));
        final String page = PageReport.text(report);

        assertEquals(1, json.get("version").asInt());
        assertEquals(Set.of("version", "effort", "started", "seconds", "goals", "machine", "comparisons"), names(json));
        assertEquals(Set.of("met", "measured", "notMeasured"), names(json.get("goals")));
        assertTrue(names(json.get("machine")).containsAll(Set.of("CPU", "Processors", "Memory", "OS", "JDK", "Collector", "Load at start")));
        final JsonNode comparison = json.at("/comparisons/0");
        assertEquals(Set.of("id", "section", "title", "unit", "higherIsBetter", "candidates", "goals"), names(comparison));
        final JsonNode ours = comparison.at("/candidates/0");
        assertEquals(Set.of("name", "role", "command", "jvmFlags", "rounds", "score", "error", "allocatedBytes", "ratioToOurs", "ratioError"),
            names(ours));
        assertEquals(2, ours.get("rounds").asInt());
        assertEquals(20, ours.get("score").asDouble(), NEAR);
        assertTrue(ours.get("ratioToOurs").isNull());
        assertEquals(0.5, comparison.at("/candidates/1/ratioToOurs").asDouble(), NEAR);
        assertEquals(1, comparison.at("/candidates/2/rounds").asInt());
        assertEquals(4, comparison.at("/candidates/3/ratioToOurs").asDouble(), NEAR);
        assertEquals(List.of(), new ArrayList<>(names(json.at("/comparisons/1/candidates"))));
        shouldHaveEveryFigure(report, page);
        assertTrue(page.contains("Not measured: none of its benchmarks is in this build."));
        assertFalse(page.contains("http://") || page.contains("https://") || page.contains("<script"), "the page needs nothing else");
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("not met      at most 1.9 x the limit: 2"), printed::toString);
    }

    private static void shouldHaveEveryFigure(final Report report, final String page)
    {
        report.machine().values().forEach(fact -> assertTrue(page.contains(PageReport.escape(fact)), fact));
        for (final Finding finding : report.findings())
        {
            finding.scores().forEach((candidate, score) ->
            {
                assertTrue(page.contains(PageReport.escape(candidate.name())), candidate.name());
                assertTrue(page.contains(Finding.score(score)), candidate.name());
                final Ratio ratio = finding.toOurs(candidate);
                assertTrue(ratio == null || page.contains(ratio.text()), candidate.name());
            });
            finding.verdicts().forEach(verdict -> assertTrue(page.contains(PageReport.escape(verdict.reached())), verdict.goal()));
        }
    }

    /** Real benchmarks in JVMs of their own; their figures mean nothing. */
    @Test
    void shouldRunBenchmarks()
    {
        final Comparison crc = Selection.all().stream().filter(comparison -> comparison.id().equals("crc-1500")).findFirst().orElseThrow();

        final Report report = Bench.run(List.of(crc), TINY, out);

        final Finding finding = report.findings().get(0);
        assertEquals(crc.candidates(), new ArrayList<>(finding.scores().keySet()));
        finding.scores().values().forEach(score -> assertTrue(score.median() > 0));
        assertTrue(finding.scores().values().iterator().next().jvmFlags().contains("--add-opens"));
        finding.verdicts().forEach(verdict -> assertTrue(verdict.isMet() != null, verdict.goal()));
    }

    @Test
    void shouldNameBenchmarksThatExist()
    {
        final Set<String> there = new HashSet<>();
        BenchmarkList.defaultList().getAll(OutputFormatFactory.createFormatInstance(out, VerboseMode.SILENT), List.of()).forEach(benchmark ->
            there.add(benchmark.getUsername().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1")));

        Selection.all().stream().flatMap(comparison -> comparison.candidates().stream()).map(Candidate::probe)
            .filter(JmhProbe.class::isInstance).map(probe -> ((JmhProbe)probe).method())
            .forEach(method -> assertTrue(there.contains(method), method));
    }

    @Test
    void shouldHaveUniqueIds()
    {
        final List<String> ids = Selection.all().stream().map(Comparison::id).toList();

        assertEquals(ids.size(), new HashSet<>(ids).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "--nonsense", "--quick --full", "--only", "--only zzz"})
    void shouldRefuseWrongArguments(final String line)
    {
        final String message =
            assertThrows(IllegalArgumentException.class, () -> BenchReport.run(line.split(" "), out)).getMessage();

        assertTrue(message.contains("expected"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void shouldLeaveOutWhatThereIsNot()
    {
        assertNull(JmhProbe.of("NoSuchBenchmark.method").measure(TINY));
    }

    private static List<Goal> goals()
    {
        return List.of(new Goal(Goal.Kind.TIMES_LIMIT, 2, null), new Goal(Goal.Kind.TIMES_LIMIT, 1.9, null));
    }

    private static Comparison fake()
    {
        return comparison("fake", goals());
    }

    private static Comparison missing()
    {
        return new Comparison("missing", "Section & more", "missing", "ns", false, Comparison.Detail.QUICK,
            List.of(Candidate.ours("missing", JmhProbe.of("NoSuchBenchmark.method"))), goals());
    }

    private static Comparison comparison(final String id, final List<Goal> goals)
    {
        return new Comparison(id, "Section", "title <of> " + id, "ns", false, Comparison.Detail.QUICK,
            List.of(Candidate.ours("ours", fixed(20)), Candidate.limit("limit", fixed(10)), Candidate.peer("peer", fixed(30)),
                Candidate.peer("slow", fixed(80))), goals);
    }

    private static Finding finding(final String id, final List<Goal> goals)
    {
        final Report report = Bench.run(List.of(comparison(id, goals)), TINY, new PrintStream(new ByteArrayOutputStream()));
        return report.findings().get(0);
    }

    private static Probe fixed(final double score)
    {
        return new Probe()
        {
            @Override
            public Sample measure(final Effort effort)
            {
                return new Sample(new double[]{score, score}, score, "-Xfixed");
            }

            @Override
            public String command()
            {
                return "fixed " + score;
            }
        };
    }

    private static Score score(final double[]... rounds)
    {
        final Score score = new Score();
        for (final double[] round : rounds)
        {
            score.add(new Sample(round, Double.NaN, ""));
        }
        return score;
    }

    private static Set<String> names(final JsonNode node)
    {
        final Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
