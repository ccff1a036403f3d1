package org.vatm.workbench.scenario;

import org.vatm.line.CellSwitch;
import org.vatm.line.Fibre;
import org.vatm.line.FibreEnd;
import org.vatm.line.SwitchAddress;
import org.vatm.sim.Simulation;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.input.Quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A switch between adapters, and what it connects.
 *
 * @param queueCells length of the output queue of each port.
 * @param fibrePs    delay of the fibre between each adapter and the switch.
 * @param ways       in the order in which they are connected.
 */
public record CrossConnects(int queueCells, long fibrePs, List<Way> ways)
{
    /** Longest output queue. */
    public static final int MOST_QUEUE_CELLS = 1_000_000;

    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,6}/[0-9]{1,6}(/[0-9]{1,6})?");
    private static final String ARROW = ">";

    /**
     * One direction of a connection.
     *
     * @param from where cells come in.
     * @param to   where they leave.
     */
    public record Way(SwitchAddress from, SwitchAddress to)
    {
    }

    /**
     * Takes a copy of the list.
     */
    public CrossConnects
    {
        ways = List.copyOf(ways);
    }

    /**
     * Builds the switch and connects it to nothing yet.
     *
     * @param simulation that it is part of.
     * @param ports      how many it has.
     * @return the switch.
     * @throws IllegalArgumentException if ways contradict each other.
     */
    public CellSwitch build(final Simulation simulation, final int ports)
    {
        final CellSwitch built = new CellSwitch(simulation, "switch", ports, queueCells);
        ways.forEach(way -> built.connect(way.from, way.to));
        return built;
    }

    /**
     * Connects an adapter to its port.
     *
     * @param built that {@link #build} returned.
     * @param port  1 or more.
     * @param end   the adapter's optical port.
     */
    public void plug(final CellSwitch built, final int port, final FibreEnd end)
    {
        Fibre.connect(end, built.port(port), fibrePs);
    }

    /**
     * @return the same for {@link #of}: one line.
     */
    public String text()
    {
        final StringBuilder text = new StringBuilder().append(queueCells).append(' ').append(fibrePs);
        ways.forEach(way -> text.append(' ').append(way.from).append(ARROW).append(way.to));
        return text.toString();
    }

    /**
     * @param words of {@link #text}.
     * @return what it was made of.
     * @throws InputException if it was made by something else.
     */
    public static CrossConnects of(final List<String> words)
    {
        final List<Way> ways = new ArrayList<>();
        for (final String word : words.subList(2, words.size()))
        {
            final String[] ends = word.split(ARROW, 2);
            ways.add(new Way(address(ends[0]), address(ends[ends.length - 1])));
        }
        return new CrossConnects(
            (int)Quantity.number(words.get(0), 1, MOST_QUEUE_CELLS), Quantity.number(words.get(1), 0, Long.MAX_VALUE / 10), ways);
    }

    /**
     * @param text port/vpi/vci or port/vpi.
     * @return the address.
     * @throws InputException if it is none.
     */
    static SwitchAddress address(final String text)
    {
        final String[] parts = text.strip().split("/", -1);
        if (ADDRESS.matcher(text.strip()).matches())
        {
            try
            {
                return new SwitchAddress(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                    parts.length == 2 ? SwitchAddress.ALL : Integer.parseInt(parts[2]));
            }
            catch (final IllegalArgumentException e)
            {
                throw notAnAddress(text);
            }
        }
        throw notAnAddress(text);
    }

    private static InputException notAnAddress(final String text)
    {
        return InputException.of("'%s' must be port/vpi/vci, or port/vpi for a whole path: port from 1, VPI 0 to 255, VCI 0 to 65535",
            text);
    }
}
