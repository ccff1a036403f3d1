package org.vatm.workbench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.HdrHistogram.Histogram;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.run.Flow;
import org.vatm.workbench.run.RunResult;
import org.vatm.workbench.run.RunResult.AdapterResult;
import org.vatm.workbench.run.RunResult.DirectionResult;
import org.vatm.workbench.run.RunResult.HostResult;
import org.vatm.workbench.run.RunResult.LinkResult;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.Scenario.Vc;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * {@code summary.json}: all that a run has shown. The part called {@code wall} differs from run to run; everything
 * else is the same for the same scenario and input, on any machine and JDK.
 */
public final class SummaryDocument
{
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final int VCS_WRITTEN_OUT = 64;

    private final String text;

    /**
     * @param version of vatm.
     * @param result  to write.
     * @param files   captures that were written.
     */
    public SummaryDocument(final String version, final RunResult result, final List<Path> files)
    {
        final ObjectNode root = Json.object();
        root.put("version", version);
        root.put("delivered", result.isDelivered());
        root.put("traceHash", result.traceHash());
        root.set("scenario", scenario(result.scenario()));
        root.set("input", input(result));
        root.set("pdus", pdus(result));
        root.set("cells", cells(result));
        root.put("setUpPs", result.setUpPs());
        root.put("trafficPs", result.trafficPs());
        root.put("simulatedPs", result.simulatedPs());
        final ArrayNode links = root.putArray("links");
        result.links().forEach(link -> links.add(link(link)));
        final ArrayNode hosts = root.putArray("hosts");
        result.hosts().forEach(host -> hosts.add(host(host)));
        final ArrayNode failures = root.putArray("failures");
        Figures.directions(result).forEach(direction -> direction.flow().failures().forEach(failures::add));
        root.set("wall", wall(result));
        final ArrayNode written = root.putArray("files");
        files.forEach(file -> written.add(file.getFileName().toString()));
        text = Json.text(root);
    }

    /**
     * @return the document.
     */
    public String text()
    {
        return text;
    }

    private static ObjectNode scenario(final Scenario scenario)
    {
        final ObjectNode node = Json.object();
        node.put("seed", scenario.seed());
        final ArrayNode hosts = node.putArray("hosts");
        for (final Scenario.Host host : scenario.hosts())
        {
            final ObjectNode hostNode = hosts.addObject();
            hostNode.put("name", host.name());
            hostNode.put("pciMhz", host.pciMhz());
            hostNode.put("memoryBytes", host.memoryBytes());
            final ArrayNode adapters = hostNode.putArray("adapters");
            host.adapters().forEach(adapter ->
                adapters.addObject().put("name", adapter.name()).put("sram", adapter.sram().toString())
                    .put("sramPowerUp", adapter.sramPowerUp().toString()));
        }
        final ArrayNode links = node.putArray("links");
        for (final Scenario.Link link : scenario.links())
        {
            final ObjectNode linkNode = links.addObject();
            linkNode.put("name", link.name());
            linkNode.put("a", link.a());
            linkNode.put("b", link.b());
            linkNode.put("delayPs", link.delayPs());
            linkNode.put("vcCount", link.vcs().size());
            final ArrayNode vcs = linkNode.putArray("vcs");
            link.vcs().stream().limit(VCS_WRITTEN_OUT).forEach(vc -> vcs.add(vc(vc)));
        }
        final Traffic traffic = scenario.traffic();
        final ObjectNode trafficNode = node.putObject("traffic");
        trafficNode.put("encap", traffic.encapsulation().toString());
        trafficNode.put("timing", traffic.timing().toString());
        trafficNode.put("durationPs", traffic.durationPs());
        trafficNode.put("repeat", traffic.repeat());
        return node;
    }

    private static ObjectNode vc(final Vc vc)
    {
        final ObjectNode node = Json.object();
        node.put("vpi", vc.vpi());
        node.put("vci", vc.vci());
        node.put("category", vc.category().toString());
        node.put("pcr", vc.pcr());
        node.put("sduBytes", vc.sduBytes());
        return node;
    }

    private static ObjectNode input(final RunResult result)
    {
        final Packets packets = result.packets();
        final ObjectNode node = Json.object();
        node.put("file", packets.capture().name());
        node.put("frames", packets.capture().frameCount() + packets.capture().cutFrameCount());
        node.put("packets", packets.count());
        node.put("longestPacketBytes", packets.longestBytes());
        node.put("skippedCutByCapture", packets.capture().cutFrameCount());
        node.put("skippedTooShort", packets.tooShortCount());
        node.put("skippedOtherProtocol", packets.otherProtocolCount());
        return node;
    }

    private static ObjectNode pdus(final RunResult result)
    {
        final ObjectNode node = Json.object();
        node.put("sent", Figures.sumOfFlows(result, Flow::sentCount));
        node.put("received", Figures.sumOfFlows(result, Flow::intactCount));
        node.put("lost", Figures.sumOfFlows(result, Flow::lostCount));
        node.put("duplicated", Figures.sumOfFlows(result, Flow::duplicateCount));
        node.put("changed", Figures.sumOfFlows(result, Flow::changedCount));
        return node;
    }

    private static ObjectNode cells(final RunResult result)
    {
        final ObjectNode node = Json.object();
        node.put("assigned", Figures.sum(result, DirectionResult::cells));
        node.put("idle", Figures.sum(result, DirectionResult::idleCells));
        return node;
    }

    private static ObjectNode link(final LinkResult result)
    {
        final ObjectNode node = Json.object();
        node.put("name", result.link().name());
        final ArrayNode directions = node.putArray("directions");
        for (final DirectionResult direction : result.directions())
        {
            final Flow flow = direction.flow();
            final ObjectNode one = directions.addObject();
            one.put("name", flow.name());
            one.put("pdusSent", flow.sentCount());
            one.put("pdusReceived", flow.intactCount());
            one.put("bytesSent", flow.sentBytes());
            one.put("bytesReceived", flow.intactBytes());
            one.put("lost", flow.lostCount());
            one.put("duplicated", flow.duplicateCount());
            one.put("changed", flow.changedCount());
            one.put("cells", direction.cells());
            one.put("idleCells", direction.idleCells());
            one.put("utilisation", Figures.share(direction.trafficCells(), direction.trafficCellSlots()));
            one.set("latencyNs", latency(flow.latencyNs()));
        }
        return node;
    }

    private static ObjectNode latency(final Histogram histogram)
    {
        final ObjectNode node = Json.object();
        node.put("min", histogram.getTotalCount() == 0 ? 0 : histogram.getMinValue());
        node.put("mean", Math.round(histogram.getMean()));
        for (final double percentile : PERCENTILES)
        {
            final String name = percentile == 100 ? "max" :
                "p" + (percentile == (int)percentile ? Integer.toString((int)percentile) : Double.toString(percentile));
            node.put(name, histogram.getValueAtPercentile(percentile));
        }
        return node;
    }

    private static ObjectNode host(final HostResult result)
    {
        final ObjectNode node = Json.object();
        node.put("name", result.host().name());
        final ObjectNode bus = node.putObject("pci");
        bus.put("mhz", result.host().pciMhz());
        bus.put("utilisation", Figures.share(result.busBusyClocks(), result.busClocks()));
        result.bus().forEach(bus::put);
        final ArrayNode adapters = node.putArray("adapters");
        for (final AdapterResult adapter : result.adapters())
        {
            final ObjectNode one = adapters.addObject();
            one.put("name", adapter.name());
            one.put("errors", adapter.guestErrors().values().stream().flatMapToLong(LongStream::of).sum());
            one.set("guestErrors", Json.of(adapter.guestErrors()));
            one.set("notModelled", Json.of(adapter.notModelled()));
            one.set("statistics", Json.of(adapter.statistics()));
        }
        return node;
    }

    private static ObjectNode wall(final RunResult result)
    {
        final ObjectNode node = Json.object();
        node.put("seconds", Figures.wallSeconds(result));
        node.put("realTimeFactor", Figures.realTimeFactor(result));
        node.put("cellPassesPerSecond", Figures.cellPassesPerWallSecond(result));
        node.put("java", System.getProperty("java.version"));
        return node;
    }
}
