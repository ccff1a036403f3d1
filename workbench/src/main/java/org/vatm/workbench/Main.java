package org.vatm.workbench;

import org.vatm.workbench.input.InputException;

import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Entry point of the {@code vatm} command. A plain {@code vatm run} goes round picocli, most of whose classes are too old for an archive
 * of shared classes: reading the command line would take longer than all else before the first cell.
 */
public final class Main
{
    private Main()
    {
    }

    /**
     * @param args of the command line.
     */
    public static void main(final String[] args)
    {
        System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider"); // named, it need not be searched for
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("io.netty.jfr.enabled", "false"); // the flight recorder's classes
        final RunCommand run = RunArguments.read(args);
        System.exit(run == null ? Vatm.execute(args) : status(run));
    }

    private static int status(final RunCommand run)
    {
        try
        {
            return run.call();
        }
        catch (final RuntimeException e)
        {
            return status(e, new PrintWriter(System.err));
        }
    }

    /** Tells what went wrong; the exit status. */
    static int status(final Exception e, final PrintWriter err)
    {
        if (e instanceof InputException)
        {
            return tell(err, e.getMessage());
        }
        if (e instanceof UncheckedIOException)
        {
            return tell(err, "cannot write: " + e.getCause());
        }
        err.println("vatm: a fault of vatm, not of its input:");
        e.printStackTrace(err);
        err.flush();
        return Vatm.EXIT_FAULT;
    }

    static int tell(final PrintWriter err, final String message)
    {
        err.println("vatm: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
        err.flush();
        return Vatm.EXIT_INPUT;
    }
}
