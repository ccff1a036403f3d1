package org.vatm.workbench;

import org.vatm.guest.ReplayDivergedException;
import org.vatm.workbench.serve.RecordedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Runs a recording of {@code vatm serve} again.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs a recording of vatm serve --record again, without a guest, and prints its traceHash, which is the same. " +
        "Status 1: the adapters do something else than they did.")
final class ReplayCommand implements Callable<Integer>
{
    private static final double PS_PER_SECOND = 1e12;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Override
    public Integer call()
    {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        try
        {
            final RecordedRun run = RecordedRun.of(file);
            err.printf("%s: %,d accesses in %.3f s%s%n", run.config().summary(), run.accesses(),
                run.simulatedPs() / PS_PER_SECOND, run.complete() ? "" : "; the recording breaks off there");
            out.println("traceHash " + run.traceHash());
            return 0;
        }
        catch (final ReplayDivergedException e)
        {
            err.println("vatm: " + e.getMessage());
            return Vatm.EXIT_NOT_DELIVERED;
        }
        finally
        {
            err.flush();
            out.flush();
        }
    }
}
