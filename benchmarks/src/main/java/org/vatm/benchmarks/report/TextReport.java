package org.vatm.benchmarks.report;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The report as lines on a terminal.
 */
final class TextReport
{
    private TextReport()
    {
    }

    static void print(final Finding finding, final PrintStream out)
    {
        final Comparison comparison = finding.comparison();
        out.printf("%n%s: %s, %s%n", comparison.section(), comparison.title(), comparison.unit());
        finding.scores().forEach((candidate, score) ->
        {
            final Ratio ratio = finding.toOurs(candidate);
            out.printf("  %-28s %-6s %24s %20s%n", candidate.name(), candidate.role().name().toLowerCase(Locale.ROOT),
                Finding.score(score), ratio == null ? "" : ratio.text() + " x");
        });
        finding.verdicts().forEach(verdict ->
            out.printf("  %-12s %s: %s%n", verdict.text(), verdict.goal(), verdict.reached()));
        out.flush();
    }

    static void printEnd(final Report report, final PrintStream out)
    {
        out.printf("%n%d of %d goals met%s, %d s%n", report.goalsMet(), report.goals(),
            report.goalsNotMeasured() == 0 ? "" : ", " + report.goalsNotMeasured() + " not measured", report.seconds());
    }
}
