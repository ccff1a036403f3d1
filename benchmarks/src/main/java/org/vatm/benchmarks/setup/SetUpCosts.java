package org.vatm.benchmarks.setup;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.vatm.benchmarks.Arguments;
import org.vatm.benchmarks.setup.Sequence.Category;
import org.vatm.benchmarks.setup.Sequence.Directions;

/**
 * What does it cost on the bus to set a VC up, and to take it down? Counted on the model: register accesses, words of SRAM, PCI clocks,
 * simulated time; the same figures on every machine. Ours beside what the stock Linux driver and FreeBSD's do. The VC that is
 * measured is the second that a driver opens and closes.
 */
public final class SetUpCosts
{
    private static final int FIRST_VCI = 100;
    private static final List<Supplier<Sequence>> DRIVERS =
        List.of(MiniportSequence::new, LinuxSequence::new, FreeBsdSequence::new);

    private SetUpCosts()
    {
    }

    /**
     * A line of the table.
     *
     * @param driver     name of the driver.
     * @param category   UBR or CBR.
     * @param directions that the VC has.
     * @param open       create and activate.
     * @param close      deactivate and delete.
     */
    public record Line(String driver, String category, String directions, SetUpCost open, SetUpCost close)
    {
    }

    /**
     * Prints the table.
     *
     * @param args none.
     * @throws Exception if there are some.
     */
    public static void main(final String[] args) throws Exception
    {
        Arguments.check(() -> print(args));
    }

    private static void print(final String[] args)
    {
        if (args.length != 0)
        {
            throw new IllegalArgumentException("bench --set-up " + String.join(" ", args) + ": expected nothing after --set-up");
        }
        final PrintStream out = System.out;
        out.println("| VC | driver | step | register reads | writes | SRAM words written | read | PCI clocks | simulated ns |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (final Line line : measure())
        {
            print(out, line, "set up", line.open);
            print(out, line, "take down", line.close);
        }
    }

    private static void print(final PrintStream out, final Line line, final String step, final SetUpCost cost)
    {
        final int psPerNs = 1_000;
        out.printf("| %s, %s | %s | %s | %,d | %,d | %,d | %,d | %,d | %,d |%n", line.category, line.directions, line.driver, step,
            cost.reads(), cost.writes(), cost.sramWritten(), cost.sramRead(), cost.pciClocks(), cost.ps() / psPerNs);
    }

    /**
     * Measures every driver with every category and direction.
     *
     * @return the lines of the table.
     */
    public static List<Line> measure()
    {
        final List<Line> lines = new ArrayList<>();
        for (final Category category : Category.values())
        {
            for (final Directions directions : Directions.values())
            {
                if (category == Category.UBR || directions.transmits())
                {
                    DRIVERS.forEach(driver -> lines.add(measure(driver, category, directions)));
                }
            }
        }
        return lines;
    }

    private static Line measure(final Supplier<Sequence> driver, final Category category, final Directions directions)
    {
        try (Sequence sequence = driver.get())
        {
            cycle(sequence, FIRST_VCI, category, directions);
            sequence.meter().settle();
            final Line line = cycle(sequence, FIRST_VCI + 1, category, directions);
            sequence.meter().checkErrors();
            return line;
        }
    }

    private static Line cycle(final Sequence sequence, final int vci, final Category category, final Directions directions)
    {
        final SetUpCost open = sequence.meter().measure(() -> sequence.open(vci, category, directions));
        final SetUpCost close = sequence.meter().measure(() -> sequence.close(vci));
        return new Line(sequence.name(), category.toString(), directions.toString().toLowerCase(Locale.ROOT), open, close);
    }
}
