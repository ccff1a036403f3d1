package org.vatm.workbench.serve;

import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.line.AtmPort;
import org.vatm.line.CellSwitch;
import org.vatm.line.Fibre;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceHash;
import org.vatm.trace.TraceStream;
import org.vatm.workbench.writer.LineCaptures;

import java.util.ArrayList;
import java.util.List;

/**
 * Hosts without a driver of ours: an adapter in each, fibres between them, memory only where a guest lends it.
 */
public final class ServedMachine implements AutoCloseable
{
    /** Slot of every adapter. */
    public static final int SLOT = 0;

    /** Action: the connector of an adapter's fibres is pulled. Recordings have these numbers. */
    public static final int UNPLUG = 1;
    /** Action: it is plugged in again. */
    public static final int PLUG = 2;

    private static final int ESI_PREFIX = 0x020477; // locally administered
    private static final long FIBRE_PS = 1000 * Fibre.PS_PER_METRE;

    private final Simulation simulation = new Simulation();
    private final TraceHash traceHash = new TraceHash();
    private final List<Host> hosts = new ArrayList<>();
    private final List<AtmBoard> boards = new ArrayList<>();
    private final Link link;
    private final CellSwitch cellSwitch;

    /**
     * @param config of the machine.
     */
    public ServedMachine(final ServeConfig config)
    {
        link = config.link();
        for (int number = 1; number <= config.adapters(); number++)
        {
            final Host host = new Host(
                simulation, "host" + number, PciTiming.ofMegahertz(config.pciMhz()), HostMemory.withoutRam());
            final BoardConfig board =
                BoardConfig.of("atm" + number, esi(number)).withSramWords(config.sram().layout().sramWords());
            hosts.add(host);
            boards.add(new AtmBoard(host, SLOT, board));
            trace(host.bus().trace());
            trace(port(number - 1).trace());
            trace(boards.get(number - 1).chip().interrupt().trace());
            boards.get(number - 1).chip().keepUnseenStatus(true);
            if (config.linuxRxOffset())
            {
                boards.get(number - 1).chip().dmaBias(Quirk.LINUX_RX_OFFSET_BYTES);
            }
        }
        cellSwitch = link == Link.SWITCH ? config.switching().build(simulation, config.adapters()) : null;
        connect(config);
    }

    private void connect(final ServeConfig config)
    {
        switch (link)
        {
            case LOOPBACK -> boards.forEach(board -> Fibre.loopbackPlug(board.port()));
            case PAIR -> Fibre.connect(port(0), port(1), FIBRE_PS);
            default ->
            {
                for (int number = 1; number <= boards.size(); number++)
                {
                    config.switching().plug(cellSwitch, number, port(number - 1));
                    trace(cellSwitch.port(number).trace());
                }
            }
        }
    }

    /**
     * Does what {@link #UNPLUG} or {@link #PLUG} says, at the present instant; nobody else may hold the simulation.
     *
     * @param adapter 0 or more.
     * @param action  the code.
     */
    public void act(final int adapter, final int action)
    {
        if (action != UNPLUG && action != PLUG)
        {
            throw new IllegalArgumentException("action=" + action + " of " + name(adapter));
        }
        Fibre.plug(port(adapter), action == PLUG);
    }

    /**
     * @param adapter 0 or more.
     * @return whether the connector of its fibres is in it.
     */
    public boolean isPlugged(final int adapter)
    {
        return Fibre.isPlugged(port(adapter));
    }

    /**
     * @return links that a capture is made of.
     */
    public int linkCount()
    {
        return link == Link.PAIR ? 1 : boards.size();
    }

    /**
     * Gives the cells of all links to captures.
     *
     * @param captures of {@link #linkCount} links.
     */
    public void capture(final LineCaptures captures)
    {
        for (int i = 0; i < linkCount(); i++)
        {
            captures.open(name(i), name(i), farEnd(i));
            listen(captures, i, 0, port(i).trace());
            if (link == Link.PAIR)
            {
                listen(captures, i, 1, port(1).trace());
            }
            else if (link == Link.SWITCH)
            {
                listen(captures, i, 1, cellSwitch.port(i + 1).trace());
            }
        }
    }

    private String farEnd(final int adapter)
    {
        return switch (link)
        {
            case LOOPBACK -> name(adapter);
            case PAIR -> name(1);
            default -> "switch";
        };
    }

    private static void listen(
        final LineCaptures captures, final int ofLink, final int direction, final TraceStream cells)
    {
        final var listener = captures.listener(ofLink);
        if (listener != null)
        {
            TraceFan.attach(cells, (stream, timePs, kind, address, lengthBytes, data, offset) ->
                listener.onCell(direction, timePs, (int)address, data, offset));
        }
    }

    /**
     * @return all of its time.
     */
    public Simulation simulation()
    {
        return simulation;
    }

    /**
     * @return number of adapters.
     */
    public int adapters()
    {
        return boards.size();
    }

    /**
     * @param adapter 0 or more.
     * @return the host that it is in.
     */
    public Host host(final int adapter)
    {
        return hosts.get(adapter);
    }

    /**
     * @param adapter 0 or more.
     * @return the board.
     */
    public AtmBoard board(final int adapter)
    {
        return boards.get(adapter);
    }

    /**
     * @return the switch; null if there is none.
     */
    public CellSwitch cellSwitch()
    {
        return cellSwitch;
    }

    /**
     * @param adapter 0 or more.
     * @return its name.
     */
    public String name(final int adapter)
    {
        return boards.get(adapter).chip().name();
    }

    /**
     * @return fingerprint of all that has happened on buses, lines and interrupt lines so far.
     */
    public String traceHash()
    {
        return traceHash.text();
    }

    @Override
    public void close()
    {
        simulation.close();
        hosts.forEach(host -> host.memory().close());
    }

    private AtmPort port(final int adapter)
    {
        return boards.get(adapter).port();
    }

    private void trace(final TraceStream stream)
    {
        TraceFan.attach(stream, traceHash);
    }

    private static byte[] esi(final int number)
    {
        return new byte[]{
            (byte)(ESI_PREFIX >>> 16), (byte)(ESI_PREFIX >>> 8), (byte)ESI_PREFIX,
            (byte)(number >>> 16), (byte)(number >>> 8), (byte)number};
    }
}
