package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Has jcstress run {@link VcTableStress} and {@link VcGuardStress}, briefly: for longer, give its command line
 * another {@code -time}.
 */
class VcTableStressTest
{
    private static final String MILLISECONDS = "300";
    private static final String STATES = "64"; // each of which has a table
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(classes = {VcTableStress.class, VcGuardStress.class})
    void shouldGiveOneAnswerToManyThreads(final Class<?> tests) throws IOException, InterruptedException
    {
        final Path output = directory.resolve("output");
        final Process jcstress = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"),
            "org.openjdk.jcstress.Main",
            "-t", tests.getName().replace(".", "\\."),
            "-c", "2", "-hs", "128", "-af", "NONE", "-sc", "false",
            "-f", "1", "-fsm", "0", "-iters", "1", "-time", MILLISECONDS,
            "-strideSize", STATES, "-strideCount", "1", "-spinStyle", "THREAD_YIELD",
            "-jvmArgs", "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED -XX:+UseSerialGC"))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
        try
        {
            assertTrue(jcstress.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "jcstress has not ended");
        }
        finally
        {
            jcstress.destroyForcibly();
        }

        assertEquals(0, jcstress.exitValue(), () -> read(output));
        final String report = read(output);
        assertTrue(report.contains("Failed tests: No matches."), report);
        assertTrue(report.contains("Error tests: No matches."), report);
        final int count = tests.getDeclaredClasses().length - 1; // without their superclass
        assertTrue(report.contains(count + " matching test results."), report);
    }

    private static String read(final Path file)
    {
        try
        {
            return Files.readString(file);
        }
        catch (final IOException ex)
        {
            return ex.toString();
        }
    }
}
