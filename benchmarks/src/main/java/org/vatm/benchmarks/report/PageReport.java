package org.vatm.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.vatm.benchmarks.report.Finding.Verdict;

/**
 * The report as one page of HTML that needs nothing else: no network, no script.
 */
final class PageReport
{
    private final StringBuilder html = new StringBuilder();
    private final Report report;

    private PageReport(final Report report)
    {
        this.report = report;
    }

    static String text(final Report report)
    {
        return new PageReport(report).page();
    }

    static String escape(final String text)
    {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private String page()
    {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>vatm benchmarks</title>\n<style>\n")
            .append(style()).append("</style>\n</head>\n<body>\n");
        header();
        html.append("<main>\n");
        goals();
        String section = "";
        for (final Finding finding : report.findings())
        {
            if (!finding.comparison().section().equals(section))
            {
                section = finding.comparison().section();
                html.append("<h2>").append(escape(section)).append("</h2>\n");
            }
            comparison(finding);
        }
        method();
        html.append("</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private void header()
    {
        html.append("<header>\n<div><h1>vatm benchmarks</h1>\n<p>").append(escape(report.machine().getOrDefault("CPU", "")))
            .append("<br>").append(escape(report.machine().getOrDefault("JDK", ""))).append("<br>").append(report.started().replace("T", " ")
            .replace("Z", " UTC")).append(", ").append(report.effort().name()).append(" report</p></div>\n<p class=\"score\"><strong>")
            .append(report.goalsMet()).append("</strong> of ").append(report.goals()).append(" goals met");
        if (report.goalsNotMeasured() > 0)
        {
            html.append("<br><small>").append(report.goalsNotMeasured()).append(" not measured here</small>");
        }
        html.append("</p>\n</header>\n");
    }

    private void goals()
    {
        html.append("<h2>Goals</h2>\n<div class=\"wide\"><table class=\"goals\">\n<thead><tr><th>Work</th><th>Goal</th><th>Reached</th>")
            .append("<th>Verdict</th></tr></thead>\n<tbody>\n");
        for (final Finding finding : report.findings())
        {
            for (final Verdict verdict : finding.verdicts())
            {
                html.append("<tr><td><a href=\"#").append(finding.comparison().id()).append("\">")
                    .append(escape(finding.comparison().section())).append("</a><small>").append(escape(finding.comparison().title()))
                    .append("</small></td><td>").append(escape(verdict.goal())).append("</td><td class=\"number\">")
                    .append(escape(verdict.reached())).append("</td><td>").append(chip(verdict)).append("</td></tr>\n");
            }
        }
        html.append("</tbody></table></div>\n");
    }

    private static String chip(final Verdict verdict)
    {
        final String sign = verdict.isMet() == null ? "\u2013" : verdict.isMet() ? "\u2713" : "\u2717";
        return "<span class=\"chip " + verdict.text().replace(" ", "-") + "\">" + sign + " " + verdict.text() + "</span>";
    }

    private void comparison(final Finding finding)
    {
        final Comparison comparison = finding.comparison();
        html.append("<article id=\"").append(comparison.id()).append("\">\n<h3>").append(escape(comparison.title()))
            .append("</h3>\n");
        if (finding.scores().isEmpty())
        {
            html.append("<p>Not measured: none of its benchmarks is in this build.</p>\n</article>\n");
            return;
        }
        html.append("<div class=\"pair\">\n").append(BarChart.of(finding)).append("<div class=\"wide\"><table>\n<thead><tr><th>")
            .append("Who</th><th class=\"number\">").append(escape(comparison.unit()))
            .append("</th><th class=\"number\">of ours</th><th class=\"number\">B/op</th></tr></thead>\n<tbody>\n");
        finding.scores().forEach((candidate, score) ->
        {
            final Ratio ratio = finding.toOurs(candidate);
            html.append("<tr class=\"").append(candidate.role().name().toLowerCase(Locale.ROOT)).append("\"><td>")
                .append(escape(candidate.name())).append(" <small>").append(candidate.role().name().toLowerCase(Locale.ROOT))
                .append("</small></td><td class=\"number\">").append(Finding.score(score)).append("</td><td class=\"number\">")
                .append(ratio == null ? "" : ratio.text() + "\u00a0x").append("</td><td class=\"number\">")
                .append(Double.isNaN(score.allocated()) ? "" : Figure.of(score.allocated())).append("</td></tr>\n");
        });
        html.append("</tbody></table></div>\n</div>\n<p class=\"verdicts\">");
        finding.verdicts().forEach(verdict -> html.append("<span>").append(chip(verdict)).append(' ').append(escape(verdict.goal()))
            .append(": ").append(escape(verdict.reached())).append("</span>\n"));
        html.append("</p>\n</article>\n");
    }

    private void method()
    {
        final Effort effort = report.effort();
        html.append("<h2>How it was measured</h2>\n<div class=\"pair\">\n<div><p>Opponents take turns, each in a JVM of its own: ")
            .append(effort.rounds()).append(" rounds of ours and of the limits, ").append(effort.peerRounds())
            .append(" of peers; a round is ").append(effort.windows()).append(" intervals of ").append(effort.milliseconds())
            .append(" ms after ").append(effort.warmups()).append(" that do not count (whole machines: six times as long); processes ")
            .append("are started ").append(effort.startUps()).append(" times a round. Scores are medians of all intervals; their errors ")
            .append("are those of the mean with a confidence of 99.9 %. A ratio is the median of the ratios within the rounds; ")
            .append("its error comes from both scores' errors; a verdict is called uncertain where that is larger than what is missing ")
            .append("or to spare. Where ours, the limit or the peers have several forms, the best of each ")
            .append("counts. All took ").append(report.seconds()).append(" s.</p></div>\n<div class=\"wide\"><table>\n<tbody>\n");
        for (final Map.Entry<String, String> fact : report.machine().entrySet())
        {
            html.append("<tr><th>").append(escape(fact.getKey())).append("</th><td>").append(escape(fact.getValue())).append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n</div>\n<details><summary>Commands and JVM flags</summary>\n<ul>\n");
        final TreeSet<String> commands = new TreeSet<>();
        report.findings().forEach(finding -> finding.scores().forEach((candidate, score) -> commands.add(
            "<li><code>" + escape(candidate.probe().command()) + "</code>" +
            (score.jvmFlags().isEmpty() ? "" : "<small>" + escape(score.jvmFlags()) + "</small>") + "</li>\n")));
        commands.forEach(html::append);
        html.append("</ul></details>\n");
    }

    private static String style()
    {
        try (InputStream style = PageReport.class.getResourceAsStream("report.css"))
        {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }
}
