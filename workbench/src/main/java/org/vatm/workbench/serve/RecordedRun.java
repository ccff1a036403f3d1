package org.vatm.workbench.serve;

import org.vatm.guest.GuestCpu;
import org.vatm.guest.Replay;
import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What guests have done once, done again without them.
 *
 * @param config      of the machine.
 * @param traceHash   fingerprint of all that has happened.
 * @param simulatedPs instant at which it ends.
 * @param accesses    that the guests made.
 * @param complete    false if the recording breaks off.
 */
public record RecordedRun(ServeConfig config, String traceHash, long simulatedPs, long accesses, boolean complete)
{
    /**
     * @param file a recording.
     * @return its replay.
     * @throws InputException if that is no recording.
     */
    public static RecordedRun of(final Path file)
    {
        try (Replay replay = new Replay(file))
        {
            final ServeConfig config = ServeConfig.of(replay.description());
            try (ServedMachine machine = new ServedMachine(config))
            {
                final GuestCpu[] guests = new GuestCpu[machine.adapters()];
                for (int i = 0; i < guests.length; i++)
                {
                    guests[i] = new GuestCpu(machine.host(i), ServedMachine.SLOT);
                }
                final boolean complete = replay.run(machine.simulation(), machine::act, guests);
                return new RecordedRun(
                    config, machine.traceHash(), machine.simulation().nowPs(), replay.accessCount(), complete);
            }
        }
        catch (final IOException e)
        {
            throw InputException.of("%s cannot be replayed (%s)", file, e.getMessage());
        }
    }
}
