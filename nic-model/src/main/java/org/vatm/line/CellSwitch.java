package org.vatm.line;

import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.vatm.atm.CellHeader;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A VP/VC cross-connect: a cell that comes to a port leaves at the ports that its VPI and VCI are connected to, with a header rewritten.
 * <pre>
 *   port 1 in --+                        +--> queue, line slots --> port 1 out
 *   port 2 in --+--> VPI/VCI -> routes --+--> queue, line slots --> port 2 out
 *   ...       --+                        +--> ...
 * </pre>
 * A channel gets a new VPI and VCI, a path a new VPI; PTI and CLP stay, GFC becomes 0, and the HEC is that of the new header. A cell is
 * in the output queue when its last octet has come, and leaves in the next free slot of an STS-3c line; docs/timing.md#switch.
 * It is a host of its own to the simulation, so what it does depends on when cells come and not on which adapter is simulated first.
 */
public final class CellSwitch
{
    /** Most ports. */
    public static final int MAX_PORTS = 64;

    private static final int PATH_KEEPS = CellHeader.VCI_MASK | CellHeader.PTI_MASK | CellHeader.CLP_MASK;
    private static final int CHANNEL_KEEPS = CellHeader.PTI_MASK | CellHeader.CLP_MASK;
    private static final int PORT_SHIFT = 24;
    private static final int VPI_SHIFT = 16;

    private final String name;
    private final SwitchPort[] ports;
    /** By port and VPI. */
    private final Route[] paths;
    /** By port, VPI and VCI. */
    private final Int2ObjectHashMap<Route> channels = new Int2ObjectHashMap<>();
    private final Claims inputs = new Claims("comes in");
    private final Claims outputs = new Claims("goes out");

    /**
     * A switch without connections.
     *
     * @param simulation that it is part of.
     * @param name       unique in the simulation.
     * @param portCount  1 to {@value #MAX_PORTS}.
     * @param queueCells length of the output queue of each port, 1 or more.
     */
    public CellSwitch(final Simulation simulation, final String name, final int portCount, final int queueCells)
    {
        if (portCount < 1 || portCount > MAX_PORTS || queueCells < 1)
        {
            throw new IllegalArgumentException("portCount=" + portCount + ", must be 1 to " + MAX_PORTS + ", queueCells=" +
                queueCells + ", must be 1 or more");
        }
        this.name = name;
        final HostCpu cpu = simulation.addHost(name);
        ports = new SwitchPort[portCount];
        for (int i = 0; i < portCount; i++)
        {
            ports[i] = new SwitchPort(this, cpu, i + 1, queueCells);
        }
        paths = new Route[portCount * (CellHeader.VPI_MAX + 1)];
    }

    /**
     * Lets cells go from one address to another. Further destinations of one source make it point-to-multipoint.
     *
     * @param from where they come in.
     * @param to   where they leave; a channel if that is one, a path if that is one.
     * @throws IllegalArgumentException if a port is not there, if a path and a channel of it are connected apart, or if cells of two
     *                                  sources would leave as one channel.
     */
    public void connect(final SwitchAddress from, final SwitchAddress to)
    {
        requirePort(from);
        requirePort(to);
        if (from.isPath() != to.isPath())
        {
            throw new IllegalArgumentException(from + " to " + to + ", must be two channels or two paths");
        }
        inputs.requireFree(from, true);
        outputs.requireFree(to, false);
        inputs.claim(from);
        outputs.claim(to);
        final int key = from.port() << PORT_SHIFT | from.vpi() << VPI_SHIFT | Math.max(0, from.vci());
        final Route before = from.isPath() ? paths[pathIndex(from.port(), from.vpi())] : channels.get(key);
        final int header = CellHeader.of(to.vpi(), Math.max(0, to.vci()), 0, 0);
        final Route route = Route.add(before, ports[to.port() - 1], header, from.isPath() ? PATH_KEEPS : CHANNEL_KEEPS);
        if (from.isPath())
        {
            paths[pathIndex(from.port(), from.vpi())] = route;
        }
        else
        {
            channels.put(key, route);
        }
    }

    private void requirePort(final SwitchAddress address)
    {
        if (address.port() > ports.length)
        {
            throw new IllegalArgumentException(
                "port " + address.port() + " of " + address + ", must be 1 to " + ports.length + " of " + name);
        }
    }

    private static int pathIndex(final int port, final int vpi)
    {
        return (port - 1) * (CellHeader.VPI_MAX + 1) + vpi;
    }

    /** False if nothing is connected to what the cell says. */
    boolean route(
        final long nowPs,
        final int port,
        final int header,
        final DirectBuffer payload,
        final int offset,
        final int remainder)
    {
        final int vpi = CellHeader.vpi(header);
        Route route = paths[pathIndex(port, vpi)];
        if (route == null)
        {
            route = channels.get(port << PORT_SHIFT | vpi << VPI_SHIFT | CellHeader.vci(header));
        }
        if (route == null)
        {
            return false;
        }
        for (int i = 0; i < route.ports.length; i++)
        {
            route.ports[i].enqueue(nowPs, header & route.keeps | route.headers[i], payload, offset, remainder);
        }
        return true;
    }

    /**
     * A port, to connect a fibre to and to see what it has counted.
     *
     * @param number 1 to the number of ports.
     * @return the port.
     */
    public SwitchPort port(final int number)
    {
        return ports[number - 1];
    }

    /**
     * @return number of ports.
     */
    public int portCount()
    {
        return ports.length;
    }

    /** Where cells of one source go. */
    private static final class Route
    {
        private final SwitchPort[] ports;
        private final int[] headers;
        private final int keeps;

        private Route(final SwitchPort[] ports, final int[] headers, final int keeps)
        {
            this.ports = ports;
            this.headers = headers;
            this.keeps = keeps;
        }

        static Route add(final Route before, final SwitchPort port, final int header, final int keeps)
        {
            final int count = before == null ? 0 : before.ports.length;
            final SwitchPort[] ports = before == null ? new SwitchPort[1] : Arrays.copyOf(before.ports, count + 1);
            final int[] headers = before == null ? new int[1] : Arrays.copyOf(before.headers, count + 1);
            ports[count] = port;
            headers[count] = header;
            return new Route(ports, headers, keeps);
        }
    }

    /** Channels and paths that are in use on one side, so that none is used as both, or twice. */
    private static final class Claims
    {
        private final String verb;
        /** By path: its channels, or the path itself. */
        private final Map<SwitchAddress, List<SwitchAddress>> used = new HashMap<>();

        Claims(final String verb)
        {
            this.verb = verb;
        }

        void requireFree(final SwitchAddress address, final boolean maybeAgain)
        {
            for (final SwitchAddress other : used.getOrDefault(address.path(), List.of()))
            {
                if (other.isPath() != address.isPath())
                {
                    throw new IllegalArgumentException(address + " " + verb + " beside " + other +
                        ", must be the whole path or channels of it");
                }
                if (other.equals(address) && !maybeAgain)
                {
                    throw new IllegalArgumentException(address + " " + verb + " a second time, must be once");
                }
            }
        }

        void claim(final SwitchAddress address)
        {
            used.computeIfAbsent(address.path(), path -> new ArrayList<>()).add(address);
        }
    }
}
