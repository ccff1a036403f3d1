package org.vatm.workbench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code vatm} command and its subcommands.
 * <p>
 * Exit status: 0 for success, 1 if a run did not deliver everything, or not as expected, 2 if the user gave something wrong (one line on
 * standard error says what), 70 if vatm itself is at fault.
 */
@Command(
    name = "vatm",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    header = "A virtual ATM network adapter: a cycle-level model of the IDT77252 and the driver that runs it.",
    footer = {"", "Exit status: 0 success, 1 not every packet arrived or not as expected, 2 wrong input, 70 a fault of vatm."},
    subcommands = {RunCommand.class, VcCommand.class, DumpCommand.class, ServeCommand.class, ReplayCommand.class, GuestCommand.class,
        ControlCommand.class, RegistersCommand.class, BenchCommand.class})
public final class Vatm implements Runnable
{
    static final int EXIT_NOT_DELIVERED = 1;
    static final int EXIT_INPUT = 2;
    static final int EXIT_FAULT = 70;

    @Spec
    private CommandSpec spec;

    static int execute(final String[] args)
    {
        return commandLine().execute(args);
    }

    static CommandLine commandLine()
    {
        final CommandLine commandLine = new CommandLine(new Vatm());
        commandLine.getSubcommands().get("bench").setUnmatchedOptionsArePositionalParams(true);
        return commandLine
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(110)
            .setParameterExceptionHandler(Vatm::onParameterException)
            .setExecutionExceptionHandler(Vatm::onExecutionException);
    }

    @Override
    public void run()
    {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int onParameterException(final ParameterException e, final String[] args)
    {
        return Main.tell(e.getCommandLine().getErr(), e.getMessage());
    }

    private static int onExecutionException(
        final Exception e, final CommandLine commandLine, final CommandLine.ParseResult parseResult)
    {
        return Main.status(e, commandLine.getErr());
    }
}
