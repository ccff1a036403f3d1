package org.vatm.benchmarks.report;

import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The report for programs.
 * <pre>
 *   version 1, effort, started, seconds, goals { met, measured, notMeasured }, machine { name: text }
 *   comparisons [ { id, section, title, unit, higherIsBetter,
 *     candidates [ { name, role: ours | peer | limit, command, jvmFlags, rounds, score, error, allocatedBytes, ratioToOurs, ratioError } ],
 *     goals [ { goal, reached, met: true | false | null } ] } ]
 * </pre>
 * Figures that were not measured are null.
 */
final class JsonReport
{
    private static final int VERSION = 1;

    private JsonReport()
    {
    }

    static String text(final Report report)
    {
        final ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", VERSION).put("effort", report.effort().name()).put("started", report.started())
            .put("seconds", report.seconds());
        root.putObject("goals").put("met", report.goalsMet()).put("measured", report.goals())
            .put("notMeasured", report.goalsNotMeasured());
        report.machine().forEach(root.putObject("machine")::put);
        final ArrayNode comparisons = root.putArray("comparisons");
        report.findings().forEach(finding -> add(comparisons.addObject(), finding));
        return root.toPrettyString() + "\n";
    }

    private static void add(final ObjectNode node, final Finding finding)
    {
        final Comparison comparison = finding.comparison();
        node.put("id", comparison.id()).put("section", comparison.section()).put("title", comparison.title())
            .put("unit", comparison.unit()).put("higherIsBetter", comparison.isRate());
        final ArrayNode candidates = node.putArray("candidates");
        finding.scores().forEach((candidate, score) ->
        {
            final Ratio ratio = finding.toOurs(candidate);
            final ObjectNode one = candidates.addObject();
            one.put("name", candidate.name()).put("role", candidate.role().name().toLowerCase(Locale.ROOT))
                .put("command", candidate.probe().command()).put("jvmFlags", score.jvmFlags()).put("rounds", score.roundCount());
            put(one, "score", score.median());
            put(one, "error", score.error());
            put(one, "allocatedBytes", score.allocated());
            put(one, "ratioToOurs", ratio == null ? Double.NaN : ratio.value());
            put(one, "ratioError", ratio == null ? Double.NaN : ratio.error());
        });
        final ArrayNode goals = node.putArray("goals");
        finding.verdicts().forEach(verdict ->
            goals.addObject().put("goal", verdict.goal()).put("reached", verdict.reached()).put("met", verdict.isMet()));
    }

    private static void put(final ObjectNode node, final String name, final double value)
    {
        node.put(name, Double.isFinite(value) ? Double.valueOf(value) : null);
    }
}
