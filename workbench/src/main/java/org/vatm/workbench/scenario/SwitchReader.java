package org.vatm.workbench.scenario;

import org.vatm.line.CellSwitch;
import org.vatm.line.SwitchAddress;
import org.vatm.sim.Simulation;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.input.Quantity;
import org.vatm.workbench.scenario.CrossConnects.Way;
import org.vatm.workbench.scenario.Scenario.Link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the part {@code switch} of a scenario, which is all that served adapters need; the language is described in
 * {@code docs/scenario.md}.
 */
public final class SwitchReader
{
    /** Cells that wait at most for each port unless told otherwise. */
    private static final int QUEUE_CELLS = 1024;

    /** Where cells of a connection go. */
    private enum Direction
    {
        BOTH,
        FORWARD;

        @Override
        public String toString()
        {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final List<Way> ways = new ArrayList<>();
    private final CellSwitch trial;

    private SwitchReader(final int ports)
    {
        trial = new CellSwitch(new Simulation(), "switch", ports, 1);
    }

    /**
     * @param file  YAML in UTF-8.
     * @param ports of the switch: adapters, numbered from 1.
     * @return the switch.
     * @throws InputException if it is none.
     */
    public static CrossConnects read(final Path file, final int ports)
    {
        return read(YamlNode.read(file), ports);
    }

    /**
     * @param root  of the scenario.
     * @param ports of the switch.
     * @return the switch.
     */
    static CrossConnects read(final YamlNode root, final int ports)
    {
        root.mapping("switch");
        final YamlNode node = root.require("switch");
        node.mapping("queue", "length", "delay", "connections");
        final int queueCells =
            node.value("queue", QUEUE_CELLS, text -> (int)Quantity.number(text, 1, CrossConnects.MOST_QUEUE_CELLS));
        final long delayPs = ScenarioReader.delayPs(node, "switch", Link.DELAY_PS);
        final SwitchReader reader = new SwitchReader(ports);
        for (final YamlNode connection : node.require("connections").list())
        {
            reader.connection(connection);
        }
        return new CrossConnects(queueCells, delayPs, reader.ways);
    }

    private void connection(final YamlNode node)
    {
        node.mapping("from", "to", "direction");
        final SwitchAddress from = node.require("from").read("from", CrossConnects::address);
        final YamlNode to = node.require("to");
        final List<YamlNode> leaves = to.isList() ? to.list() : List.of(to);
        final Direction direction = node.value("direction", leaves.size() == 1 ? Direction.BOTH : Direction.FORWARD,
            text -> Choice.of(Direction.class, text));
        if (direction == Direction.BOTH && leaves.size() > 1)
        {
            throw node.require("direction").bad("direction both with %d addresses in 'to', expected forward", leaves.size());
        }
        for (final YamlNode leaf : leaves)
        {
            final SwitchAddress address = leaf.read("to", CrossConnects::address);
            connect(leaf, from, address);
            if (direction == Direction.BOTH && !address.equals(from))
            {
                connect(leaf, address, from);
            }
        }
    }

    private void connect(final YamlNode node, final SwitchAddress from, final SwitchAddress to)
    {
        try
        {
            trial.connect(from, to);
        }
        catch (final IllegalArgumentException e)
        {
            throw node.bad("connection from %s to %s: %s", from, to, e.getMessage());
        }
        ways.add(new Way(from, to));
    }
}
