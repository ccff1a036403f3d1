package org.vatm.workbench.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Boots guests by the scripts of guest-lab, which prepare the lab when it is not there.
 */
public final class GuestLab
{
    private static final String SETTING = "--set";

    private final Path directory;
    private final List<String> options;
    private final List<Path> scripts;

    /**
     * @param directory of the lab's scripts.
     * @param options   of boot, for every guest.
     * @param scripts   to run in every guest; none: IP is set up, and the first guest has its console here.
     */
    public GuestLab(final Path directory, final List<String> options, final List<Path> scripts)
    {
        this.directory = directory;
        this.options = List.copyOf(options);
        this.scripts = List.copyOf(scripts);
    }

    /**
     * Boots one guest with all adapters.
     *
     * @param sockets of the adapters.
     * @return its status.
     */
    public int one(final List<Path> sockets)
    {
        return waitFor(start(command(sockets, scripts.isEmpty(), 0), true));
    }

    /**
     * Boots a guest for each of two adapters.
     *
     * @param sockets of the adapters.
     * @param err     takes the console of the second guest.
     * @return status of the first guest, or of the second one if the first has ended well.
     */
    public int two(final List<Path> sockets, final PrintWriter err)
    {
        final boolean isInteractive = scripts.isEmpty();
        final Process second = start(command(sockets.subList(1, 2), false, 2), false);
        final Thread printer = new Thread(() -> print(second, isInteractive ? null : err), "vatm console 2");
        printer.setDaemon(true);
        printer.start();
        try
        {
            final int status = waitFor(start(command(sockets.subList(0, 1), isInteractive, 1), true));
            return isInteractive || status != 0 ? status : waitFor(second);
        }
        finally
        {
            second.destroy();
        }
    }

    private List<String> command(final List<Path> sockets, final boolean interactive, final int guest)
    {
        final List<String> command = new ArrayList<>();
        command.add(directory.resolve("boot").toString());
        for (final Path socket : sockets)
        {
            command.addAll(List.of("--socket", socket.toString()));
        }
        command.addAll(options);
        if (guest != 0)
        {
            command.addAll(List.of(SETTING, "GUEST=" + guest, SETTING, "GUEST_NAME=guest" + guest));
        }
        else
        {
            command.addAll(List.of(SETTING, "ADAPTERS=" + sockets.size()));
        }
        if (scripts.isEmpty())
        {
            command.addAll(List.of("--script", directory.resolve("scripts/ip.sh").toString()));
        }
        for (final Path script : scripts)
        {
            command.addAll(List.of("--script", script.toString()));
        }
        if (interactive)
        {
            command.add("--interactive");
        }
        else if (scripts.isEmpty())
        {
            command.addAll(List.of(SETTING, "STAYS=1", "--timeout", "1000000"));
        }
        return command;
    }

    private static Process start(final List<String> command, final boolean here)
    {
        final ProcessBuilder builder = new ProcessBuilder(command);
        if (here)
        {
            builder.inheritIO();
        }
        else
        {
            builder.redirectErrorStream(true);
        }
        try
        {
            return builder.start();
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    private static int waitFor(final Process process)
    {
        try
        {
            return process.waitFor();
        }
        catch (final InterruptedException e)
        {
            process.destroy();
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void print(final Process process, final PrintWriter to)
    {
        try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String line = reader.readLine();
            while (line != null)
            {
                if (to != null)
                {
                    to.println("two: " + line);
                    to.flush();
                }
                line = reader.readLine();
            }
        }
        catch (final IOException e)
        {
            return; // It has been ended.
        }
    }
}
