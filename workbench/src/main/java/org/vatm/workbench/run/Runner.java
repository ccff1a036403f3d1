package org.vatm.workbench.run;

import org.vatm.host.Host;
import org.vatm.line.SonetLine;
import org.vatm.pci.PciBus;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.run.RunResult.AdapterResult;
import org.vatm.workbench.run.RunResult.DirectionResult;
import org.vatm.workbench.run.RunResult.HostResult;
import org.vatm.workbench.run.RunResult.LinkResult;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Scenario.Adapter;
import org.vatm.workbench.scenario.Scenario.Link;
import org.vatm.workbench.scenario.Scenario.Vc;
import org.vatm.workbench.scenario.Timing;
import org.vatm.workbench.writer.LineCaptures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a scenario: machine up, VCs up, traffic, machine down.
 */
public final class Runner
{
    private static final int DIRECTIONS = 2;
    private static final long SLICE_PS = 200_000_000;
    private static final long SETTLE_PS = 10_000_000;
    private static final long LATEST_START_PS = 10_000_000;
    private static final long QUIET_PS = 100_000_000_000L;
    private static final long PS_PER_SECOND = 1_000_000_000_000L;
    private static final long PS_PER_MS = 1_000_000_000L;
    private static final int QUIET_CELLS = 16;
    private static final int PACKETS_PER_VC = 4;
    private static final int MOST_BUFFERS = 2_048;
    private static final int LARGE_BUFFER_BYTES = 7_440;
    private static final long MOST_BUFFER_BYTES = 32L << 20;

    private final Scenario scenario;
    private final Packets packets;
    private final List<Source> sources = new ArrayList<>();
    private final List<List<Flow>> flows = new ArrayList<>();
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final List<TrafficClient> clients = new ArrayList<>();
    private final SonetLine line = new SonetLine();

    /**
     * Checks what could not be checked before packets and scenario were together.
     *
     * @param scenario to run.
     * @param packets  of its input.
     * @throws InputException if they do not fit.
     */
    public Runner(final Scenario scenario, final Packets packets)
    {
        this.scenario = scenario;
        this.packets = packets;
        for (final Link link : scenario.links())
        {
            checkSdus(link);
            sources.add(new Source(scenario.traffic(), packets, link.vcs().size()));
            flows.add(List.of(
                new Flow(link.a() + " to " + link.b(), packets, link.vcs()),
                new Flow(link.b() + " to " + link.a(), packets, link.vcs())));
        }
    }

    private void checkSdus(final Link link)
    {
        for (final Vc vc : link.vcs())
        {
            if (vc.sduBytes() != 0 && vc.sduBytes() < packets.longestBytes())
            {
                throw InputException.of("VC %d/%d of link '%s' has an sdu of %,d, expected at least %,d, the " +
                    "longest packet of %s",
                    vc.vpi(), vc.vci(), link.name(), vc.sduBytes(), packets.longestBytes(), packets.capture().name());
            }
        }
    }

    /**
     * Runs, once.
     *
     * @param captures get all cells.
     * @param progress is told how far it is.
     * @return what there was to see.
     */
    public RunResult run(final LineCaptures captures, final Progress progress)
    {
        final long wallStart = System.nanoTime();
        try (EmulatedMachine machine = new EmulatedMachine(scenario))
        {
            final long startPs = start(machine, captures);
            final Marks marks = new Marks(machine);
            final long wallTraffic = System.nanoTime();
            send(machine, startPs, captures, progress);
            final long wallEnd = System.nanoTime();
            final long lastPs = lastPs(machine, startPs);
            final List<LinkResult> links = linkResults(machine, marks, startPs, lastPs);
            final List<HostResult> hosts = hostResults(machine, marks, startPs, lastPs);
            closeClients(machine);
            return new RunResult(scenario, packets, links, hosts, startPs, lastPs - startPs,
                machine.simulation().nowPs(),
                wallTraffic - wallStart, wallEnd - wallTraffic, machine.traceHash());
        }
    }

    /**
     * Runs, instead of {@link #run}, until the first cell is on a fibre.
     *
     * @param captures as for a run.
     * @return simulated time, at most a cell slot after the cell began; -1 if none was sent for a second.
     */
    public long runToFirstCell(final LineCaptures captures)
    {
        try (EmulatedMachine machine = new EmulatedMachine(scenario))
        {
            final long startPs = start(machine, captures);
            startSenders(startPs);
            final long slotPs = PS_PER_SECOND / Scenario.LINE_CELLS_PER_SECOND;
            for (long nowPs = startPs; nowPs < startPs + PS_PER_SECOND; nowPs += slotPs)
            {
                machine.simulation().runUntil(nowPs);
                if (cells(machine) > 0)
                {
                    return nowPs;
                }
            }
            return -1;
        }
    }

    /** Machine and clients up; returns when the traffic may start. */
    private long start(final EmulatedMachine machine, final LineCaptures captures)
    {
        for (int link = 0; link < scenario.links().size(); link++)
        {
            if (captures.listener(link) != null)
            {
                machine.listen(link, captures.listener(link));
            }
        }
        machine.powerOn();
        openClients(machine);
        final long startPs = machine.simulation().nowPs() + SETTLE_PS;
        machine.simulation().runUntil(startPs);
        return startPs;
    }

    private void openClients(final EmulatedMachine machine)
    {
        for (int host = 0; host < scenario.hosts().size(); host++)
        {
            final Host built = machine.host(host);
            final List<Station> own = new ArrayList<>();
            for (final Adapter adapter : scenario.hosts().get(host).adapters())
            {
                own.add(station(built, adapter));
            }
            final TrafficClient client = new TrafficClient(built.cpu(), machine.ndis(host), own);
            clients.add(client);
            built.cpu().call(() ->
            {
                client.open();
                return null;
            });
        }
    }

    private Station station(final Host host, final Adapter adapter)
    {
        int number = 0;
        while (!isEnd(scenario.links().get(number), adapter.name()))
        {
            number++;
        }
        final Link link = scenario.links().get(number);
        final int direction = link.a().equals(adapter.name()) ? 0 : 1;
        final Flow outgoing = flows.get(number).get(direction);
        final int buffers = buffers(link);
        final Sender sender = new Sender(
            host.cpu(), host.memory(), sources.get(number), packets, outgoing,
            link.vcs().size(), PACKETS_PER_VC, buffers);
        final Station station =
            new Station(adapter.name(), link, packets, flows.get(number).get(1 - direction), sender);
        stations.put(adapter.name(), station);
        return station;
    }

    /**
     * Packets that may be on their way in one direction: memory for them, and at the other end receive buffers for as
     * many that are complete but for their last cell, while the chip's own queues are full of empty ones.
     */
    private int buffers(final Link link)
    {
        final int large = (packets.longestBytes() + LARGE_BUFFER_BYTES - 1) / LARGE_BUFFER_BYTES;
        final long most = Math.min(
            Math.min(MOST_BUFFERS, MOST_BUFFER_BYTES / packets.longestBytes()), scenario.usableVcs(link) / large);
        return (int)Math.max(1, Math.min(most, (long)PACKETS_PER_VC * link.vcs().size()));
    }

    private static boolean isEnd(final Link link, final String adapter)
    {
        return link.a().equals(adapter) || link.b().equals(adapter);
    }

    /** Starts every sender at a moment of its own. */
    private void startSenders(final long startPs)
    {
        long lot = scenario.seed();
        for (final Scenario.Host host : scenario.hosts())
        {
            for (final Adapter adapter : host.adapters())
            {
                lot += 0x9E37_79B9_7F4A_7C15L;
                stations.get(adapter.name()).sender().start(startPs + Math.floorMod(mix(lot), LATEST_START_PS));
            }
        }
    }

    /** Starts the traffic, and returns when all has arrived or nothing comes any more. */
    private void send(
        final EmulatedMachine machine, final long startPs, final LineCaptures captures, final Progress progress)
    {
        startSenders(startPs);
        final long durationPs = scenario.traffic().durationPs();
        progress.begin(durationPs == 0 ? packetsInAll() : durationPs / PS_PER_MS, durationPs == 0 ? "PDUs" : "ms");
        final long quietPs = quietPs();
        long nowPs = startPs;
        long activePs = startPs;
        long activity = -1;
        while (!isOver() && (nowPs - activePs < quietPs || isWaitingForTheClock()))
        {
            nowPs += SLICE_PS;
            machine.simulation().runUntil(nowPs);
            captures.upTo(nowPs);
            final long before = activity;
            activity = activity(machine);
            activePs = activity == before ? activePs : nowPs;
            progress.at(durationPs == 0 ? activityOfFlows() : Math.min(durationPs, nowPs - startPs) / PS_PER_MS);
        }
        for (final List<Flow> link : flows)
        {
            for (final Flow flow : link)
            {
                flow.end(nowPs);
            }
        }
        for (final Station station : stations.values())
        {
            station.sender().end(nowPs);
        }
    }

    private boolean isOver()
    {
        for (final Station station : stations.values())
        {
            if (!station.sender().isOver() || !station.incoming().isComplete())
            {
                return false;
            }
        }
        return true;
    }

    /** With the times of a capture nothing may happen for long, because nothing is due. */
    private boolean isWaitingForTheClock()
    {
        if (scenario.traffic().timing() != Timing.CAPTURE)
        {
            return false;
        }
        for (final Station station : stations.values())
        {
            if (station.sender().isWaitingForTheClock())
            {
                return true;
            }
        }
        return false;
    }

    private long activity(final EmulatedMachine machine)
    {
        return activityOfFlows() + cells(machine);
    }

    private long cells(final EmulatedMachine machine)
    {
        long cells = 0;
        for (int link = 0; link < flows.size(); link++)
        {
            for (int direction = 0; direction < DIRECTIONS; direction++)
            {
                cells += machine.cells(link, direction);
            }
        }
        return cells;
    }

    private long activityOfFlows()
    {
        long activity = 0;
        for (final List<Flow> link : flows)
        {
            for (final Flow flow : link)
            {
                activity += flow.intactCount() + flow.changedCount();
            }
        }
        return activity;
    }

    private long packetsInAll()
    {
        long all = 0;
        for (final Source source : sources)
        {
            all += DIRECTIONS * source.total();
        }
        return all;
    }

    /** After so long without a cell or a packet nothing more will come: fibre, slowest VC, and the driver's timers. */
    private long quietPs()
    {
        long quiet = QUIET_PS;
        for (final Link link : scenario.links())
        {
            long slowest = Scenario.LINE_CELLS_PER_SECOND;
            for (final Vc vc : link.vcs())
            {
                slowest = vc.pcr() == 0 ? slowest : Math.min(slowest, vc.pcr());
            }
            quiet = Math.max(quiet, QUIET_PS + 2 * link.delayPs() + QUIET_CELLS * PS_PER_SECOND / slowest);
        }
        return quiet;
    }

    private long lastPs(final EmulatedMachine machine, final long startPs)
    {
        long last = startPs;
        boolean complete = true;
        for (final List<Flow> link : flows)
        {
            for (final Flow flow : link)
            {
                last = Math.max(last, flow.lastDeliveryPs());
                complete &= flow.lostCount() == 0;
            }
        }
        return complete ? last : machine.simulation().nowPs();
    }

    private List<LinkResult> linkResults(
        final EmulatedMachine machine, final Marks marks, final long startPs, final long lastPs)
    {
        final long slots = line.slotsStartedBy(lastPs) - line.slotsStartedBy(startPs);
        final long allSlots = line.slotsStartedBy(machine.simulation().nowPs());
        final List<LinkResult> results = new ArrayList<>();
        for (int link = 0; link < flows.size(); link++)
        {
            final List<DirectionResult> directions = new ArrayList<>();
            for (int direction = 0; direction < DIRECTIONS; direction++)
            {
                final long cells = machine.cells(link, direction);
                directions.add(new DirectionResult(flows.get(link).get(direction), cells, allSlots - cells,
                    cells - marks.cells[link][direction], slots));
            }
            results.add(new LinkResult(scenario.links().get(link), directions));
        }
        return results;
    }

    private List<HostResult> hostResults(
        final EmulatedMachine machine, final Marks marks, final long startPs, final long lastPs)
    {
        final List<HostResult> results = new ArrayList<>();
        for (int host = 0; host < scenario.hosts().size(); host++)
        {
            final PciBus bus = machine.host(host).bus();
            final Map<String, Long> counters = new LinkedHashMap<>();
            counters.put("busyClocks", bus.busyClocks());
            counters.put("transactions", bus.transactionCount());
            counters.put("retries", bus.retryCount());
            counters.put("masterAborts", bus.masterAbortCount());
            counters.put("disconnects", bus.disconnectCount());
            final List<AdapterResult> adapters = new ArrayList<>();
            for (int adapter = 0; adapter < scenario.hosts().get(host).adapters().size(); adapter++)
            {
                adapters.add(machine.adapter(host, adapter));
            }
            results.add(new HostResult(scenario.hosts().get(host),
                bus.clock().edgeAtOrBefore(lastPs) - bus.clock().edgeAtOrBefore(startPs),
                bus.busyClocks() - marks.busyClocks[host], counters, adapters));
        }
        return results;
    }

    /**
     * Ends calls and adapters as a system that shuts down in order; not after losses, when packets may still be out.
     */
    private void closeClients(final EmulatedMachine machine)
    {
        for (final Station station : stations.values())
        {
            if (!station.sender().isOver())
            {
                return;
            }
        }
        for (int host = 0; host < clients.size(); host++)
        {
            final TrafficClient client = clients.get(host);
            machine.host(host).cpu().call(() ->
            {
                client.close();
                return null;
            });
        }
        machine.powerOff();
    }

    /** The finalizer of SplitMix64: an even spread of all bits. */
    private static long mix(final long value)
    {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** Counters at the start of the traffic. */
    private final class Marks
    {
        private final long[][] cells = new long[flows.size()][DIRECTIONS];
        private final long[] busyClocks = new long[scenario.hosts().size()];

        Marks(final EmulatedMachine machine)
        {
            for (int link = 0; link < cells.length; link++)
            {
                for (int direction = 0; direction < DIRECTIONS; direction++)
                {
                    cells[link][direction] = machine.cells(link, direction);
                }
            }
            for (int host = 0; host < busyClocks.length; host++)
            {
                busyClocks[host] = machine.host(host).bus().busyClocks();
            }
        }
    }
}
