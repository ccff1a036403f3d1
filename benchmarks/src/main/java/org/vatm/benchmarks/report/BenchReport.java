package org.vatm.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.vatm.benchmarks.Arguments;

/**
 * Entry point of {@code vatm bench --report}.
 * <pre>
 *   [DIRECTORY] [--quick | --full] [--only TEXT]
 * </pre>
 */
public final class BenchReport
{
    private static final String DIRECTORY = "vatm-bench";

    private BenchReport()
    {
    }

    /**
     * @param args see above.
     * @throws Exception if the report cannot be written.
     */
    public static void main(final String[] args) throws Exception
    {
        Arguments.check(() -> run(args, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /**
     * Measures, prints and writes.
     *
     * @param args see above.
     * @param out  for people.
     * @throws IOException              if the report cannot be written.
     * @throws IllegalArgumentException if the arguments are wrong.
     */
    static void run(final String[] args, final PrintStream out) throws IOException
    {
        final List<String> left = new ArrayList<>(Arrays.asList(args));
        final boolean quick = left.remove("--quick");
        final boolean full = left.remove("--full");
        final int onlyAt = left.indexOf("--only");
        if (onlyAt >= 0 && onlyAt + 1 == left.size())
        {
            throw new IllegalArgumentException("--only without a text, expected a part of a comparison's id");
        }
        final String only = onlyAt < 0 ? "" : left.remove(onlyAt + 1);
        left.remove("--only");
        if (quick && full || left.size() > 1 || !left.isEmpty() && left.get(0).startsWith("-"))
        {
            throw new IllegalArgumentException(
                "bench --report " + String.join(" ", args) + ": expected [DIRECTORY] [--quick | --full] [--only TEXT]");
        }
        final Effort effort = quick ? Effort.QUICK : full ? Effort.FULL : Effort.NORMAL;
        final List<Comparison> wanted = Selection.all().stream()
            .filter(comparison -> comparison.detail().ordinal() <= (quick ? 0 : full ? 2 : 1) && comparison.id().contains(only)).toList();
        if (wanted.isEmpty())
        {
            throw new IllegalArgumentException("--only " + only + ": no such comparison, expected a part of one of " +
                String.join(", ", Selection.all().stream().map(Comparison::id).toList()));
        }
        final Path directory = directory(left.isEmpty() ? DIRECTORY : left.get(0));
        final Report report = Bench.run(wanted, effort, out);
        Files.writeString(directory.resolve("report.json"), JsonReport.text(report));
        Files.writeString(directory.resolve("report.html"), PageReport.text(report));
        TextReport.printEnd(report, out);
        out.println("files: " + directory.resolve("report.html") + ", report.json");
    }

    private static Path directory(final String name)
    {
        try
        {
            return Files.createDirectories(Path.of(name));
        }
        catch (final IOException | RuntimeException e)
        {
            throw new IllegalArgumentException(name + ": cannot be made, expected a directory that can be written (" + e + ")", e);
        }
    }
}
