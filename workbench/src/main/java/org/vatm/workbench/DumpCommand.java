package org.vatm.workbench;

import org.vatm.ndis.verifier.CrashDump;
import org.vatm.workbench.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Prints a crash dump for people.
 */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints what an emulated bug check left behind: why the system stopped, its adapters and VCs, what the " +
        "driver verifier had found, and the last calls between NDIS and the drivers.")
final class DumpCommand implements Runnable
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The dump file.")
    private Path file;

    @Override
    public void run()
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.print(read().text());
        out.flush();
    }

    private CrashDump read()
    {
        try
        {
            return CrashDump.of(Files.readAllBytes(file));
        }
        catch (final NoSuchFileException e)
        {
            throw new InputException(file + ": no such file, expected a dump");
        }
        catch (final IOException e)
        {
            throw new InputException(file + ": cannot be read: " + e.getMessage());
        }
        catch (final IllegalArgumentException e)
        {
            throw new InputException(file + ": " + e.getMessage());
        }
    }
}
