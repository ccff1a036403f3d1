package org.vatm.benchmarks.report;

import java.util.Locale;
import java.util.Map;

import org.vatm.benchmarks.report.Candidate.Role;

/**
 * Bars for the scores of a comparison: a row each, the name and the figure as text, the bar as SVG that takes any width. The limit,
 * or the goal if there is no limit, is a line through all rows. Where the longest bar would be many times the shortest, the scale is logarithmic.
 */
final class BarChart
{
    private static final double WIDE = 25;
    private static final double WIDTH = 1_000;
    private static final double MARGIN = 1.03;

    private final StringBuilder html = new StringBuilder();
    private final Finding finding;
    private final double least;
    private final double most;
    private final boolean isLogarithmic;
    /** Score that a line through all rows marks; NaN for none. */
    private final double mark;

    private BarChart(final Finding finding)
    {
        this.finding = finding;
        double low = Double.MAX_VALUE;
        double high = 0;
        for (final Score score : finding.scores().values())
        {
            final double error = Double.isNaN(score.error()) ? 0 : score.error();
            low = Math.min(low, score.median());
            high = Math.max(high, score.median() + Math.min(error, score.median()));
        }
        final Candidate limit = finding.best(Role.LIMIT);
        mark = limit != null ? finding.scores().get(limit).median() : goal();
        high = Double.isNaN(mark) ? high : Math.max(high, mark);
        isLogarithmic = high > low * WIDE;
        least = isLogarithmic ? low / 2 : 0;
        most = high * MARGIN;
    }

    static String of(final Finding finding)
    {
        return new BarChart(finding).draw();
    }

    private String draw()
    {
        final Comparison comparison = finding.comparison();
        html.append("<div class=\"chart\" role=\"img\" aria-label=\"Bars of the scores; the table has the same figures\">\n");
        for (final Map.Entry<Candidate, Score> entry : finding.scores().entrySet())
        {
            row(entry.getKey(), entry.getValue());
        }
        html.append("<p class=\"scale\">").append(comparison.unit()).append(comparison.isRate() ? ", more is better" : ", less is better")
            .append(isLogarithmic ? ", logarithmic scale" : "")
            .append(Double.isNaN(mark) ? "" : finding.best(Role.LIMIT) == null ? "; dashed: the goal" : "; dashed: the limit").append("</p>\n</div>\n");
        return html.toString();
    }

    private double goal()
    {
        return finding.comparison().goals().stream().filter(goal -> goal.kind() == Goal.Kind.SCORE).mapToDouble(Goal::bound)
            .findFirst().orElse(Double.NaN);
    }

    private void row(final Candidate candidate, final Score score)
    {
        final double end = x(score.median());
        html.append("<div class=\"row ").append(candidate.role().name().toLowerCase(Locale.ROOT)).append("\"><span class=\"name\">")
            .append(PageReport.escape(candidate.name())).append("</span><span class=\"figure\">").append(Figure.of(score.median()))
            .append("</span><svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        html.append(number("<rect class=\"bar\" x=\"0\" y=\"2\" width=\"%.1f\" height=\"16\" rx=\"2\"/>", Math.max(end, 2)));
        if (!Double.isNaN(mark))
        {
            html.append(number("<line class=\"limit\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"20\"/>", x(mark)));
        }
        if (!Double.isNaN(score.error()))
        {
            final double from = x(Math.max(score.median() - score.error(), least));
            final double to = Math.min(x(score.median() + score.error()), WIDTH);
            html.append(number("<line class=\"error\" x1=\"%.1f\" x2=\"%.1f\" y1=\"10\" y2=\"10\"/>", from, to));
        }
        html.append("</svg></div>\n");
    }

    private double x(final double value)
    {
        return WIDTH * (isLogarithmic ? Math.log(value / least) / Math.log(most / least) : value / most);
    }

    private static String number(final String format, final Object... values)
    {
        return String.format(Locale.ROOT, format, values);
    }
}
