package org.vatm.workbench;

import org.vatm.workbench.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Runs the benchmarks' own jar with the JVM that runs this one.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
        "Runs the JMH benchmarks whose names match REGEX, or all. Other options go to JMH (for example -f 1, -prof gc, -l).",
        "",
        "--report [DIR] [--quick | --full] [--only TEXT] measures a selection instead, ours and its opponents in turn, and writes " +
            "report.html and report.json to DIR (vatm-bench): under ten minutes; --quick a minute, --full more than half an hour; " +
            "--only those comparisons whose id has TEXT in it.",
        "--set-up counts what setting a VC up costs on the bus, beside other systems' drivers; --start-up [rounds=N] times the way to " +
            "the first cell, and weighs adapters and VCs."})
final class BenchCommand implements Callable<Integer>
{
    private static final String JAR = "benchmarks/target/benchmarks.jar";
    /** JMH uses sun.misc.Unsafe, of which JDKs from 24 on warn unless told not to; older ones do not know the option. */
    private static final List<String> QUIET =
        List.of("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow");
    /** Two runs at a time disturb each other, but whoever wants that may have it. */
    private static final String NO_LOCK = "-Djmh.ignoreLock=true";

    /** First arguments that are not for JMH, and whose they are. */
    private static final Map<String, String> OTHERS = Map.of(
        "--report", "org.vatm.benchmarks.report.BenchReport",
        "--set-up", "org.vatm.benchmarks.setup.SetUpCosts",
        "--start-up", "org.vatm.benchmarks.StartUp");

    @Parameters(paramLabel = "REGEX", arity = "0..*", description = "Which benchmarks.")
    private List<String> arguments = List.of();

    @Override
    public Integer call()
    {
        final Path jar = Home.directory().resolve(JAR);
        if (!Files.isRegularFile(jar))
        {
            throw InputException.of("%s: no such file, expected the benchmarks (mvn -pl benchmarks -am package)", jar);
        }
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUIET);
        command.add(NO_LOCK);
        command.add("-Dvatm.home=" + Home.directory());
        command.add("--add-opens");
        command.add("java.base/jdk.internal.misc=ALL-UNNAMED");
        command.add("-cp");
        command.add(jar.toString());
        final String other = arguments.isEmpty() ? null : OTHERS.get(arguments.get(0));
        command.add(other == null ? "org.vatm.benchmarks.Benchmarks" : other);
        command.addAll(other == null ? arguments : arguments.subList(1, arguments.size()));
        try
        {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
        catch (final InterruptedException e)
        {
            Thread.currentThread().interrupt();
            return Vatm.EXIT_NOT_DELIVERED;
        }
    }
}
