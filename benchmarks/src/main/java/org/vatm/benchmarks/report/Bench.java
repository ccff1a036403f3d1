package org.vatm.benchmarks.report;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.vatm.benchmarks.report.Candidate.Role;

/**
 * Measures comparisons: opponents in turn, round after round, so that all of them meet the same weather.
 */
final class Bench
{
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private Bench()
    {
    }

    /**
     * @param comparisons what to measure.
     * @param effort      how long.
     * @param out         is told of each comparison that is done.
     * @return what was found.
     */
    static Report run(final List<Comparison> comparisons, final Effort effort, final PrintStream out)
    {
        final Map<String, String> machine = MachineFacts.now();
        final String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        final long start = System.nanoTime();
        final Map<String, Finding> first = new LinkedHashMap<>();
        final List<Finding> findings = new ArrayList<>();
        for (final Comparison comparison : comparisons)
        {
            final Finding finding = Finding.of(comparison, measure(comparison, effort), first.get(comparison.section()));
            first.putIfAbsent(comparison.section(), finding);
            findings.add(finding);
            TextReport.print(finding, out);
        }
        return new Report(effort, machine, started, (System.nanoTime() - start) / NS_PER_SECOND, findings);
    }

    private static Map<Candidate, Score> measure(final Comparison comparison, final Effort effort)
    {
        final Map<Candidate, Score> scores = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++)
        {
            for (final Candidate candidate : comparison.candidates())
            {
                if (candidate.role() != Role.PEER || round < effort.peerRounds())
                {
                    final Sample sample = candidate.probe().measure(effort);
                    if (sample != null)
                    {
                        scores.computeIfAbsent(candidate, ignored -> new Score()).add(sample);
                    }
                }
            }
        }
        return scores;
    }
}
