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
import java.util.concurrent.Callable;

/**
 * Runs the benchmarks' own jar with the JVM that runs this one.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs the JMH benchmarks whose names match REGEX, or all. " +
        "Other options go to JMH (for example -f 1, -prof gc, -l).")
final class BenchCommand implements Callable<Integer>
{
    private static final String JAR = "benchmarks/target/benchmarks.jar";
    /** JMH uses sun.misc.Unsafe, of which JDKs from 24 on warn unless told not to; older ones do not know the option. */
    private static final List<String> QUIET =
        List.of("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow");
    /** Two runs at a time disturb each other, but whoever wants that may have it. */
    private static final String NO_LOCK = "-Djmh.ignoreLock=true";

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
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
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
