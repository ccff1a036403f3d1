package org.vatm.workbench.run;

import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Scenario.Link;

import java.util.List;
import java.util.Map;

/**
 * What a run has shown. All but {@link #wallNs} is a function of scenario and input.
 *
 * @param scenario      that was run.
 * @param packets       that were sent.
 * @param links         in the scenario's order.
 * @param hosts         in the scenario's order.
 * @param setUpPs       simulated time from power-on to the start of the traffic.
 * @param trafficPs     simulated time from there to the last packet's arrival or loss.
 * @param simulatedPs   simulated time in all.
 * @param setUpWallNs   wall time of the set-up.
 * @param trafficWallNs wall time of the traffic.
 * @param traceHash     fingerprint of everything on buses, lines and interrupt lines.
 */
public record RunResult(
    Scenario scenario,
    Packets packets,
    List<LinkResult> links,
    List<HostResult> hosts,
    long setUpPs,
    long trafficPs,
    long simulatedPs,
    long setUpWallNs,
    long trafficWallNs,
    String traceHash)
{
    /**
     * A link.
     *
     * @param link       of the scenario.
     * @param directions A to B, then B to A.
     */
    public record LinkResult(Link link, List<DirectionResult> directions)
    {
    }

    /**
     * One direction of a link.
     *
     * @param flow             its packets.
     * @param cells            assigned cells on the line, from power-on.
     * @param idleCells        idle cells on the line, from power-on.
     * @param trafficCells     assigned cells while there was traffic.
     * @param trafficCellSlots cell slots of the line while there was traffic.
     */
    public record DirectionResult(Flow flow, long cells, long idleCells, long trafficCells, long trafficCellSlots)
    {
    }

    /**
     * A host.
     *
     * @param host          of the scenario.
     * @param busClocks     clocks of its PCI bus while there was traffic.
     * @param busBusyClocks those of them in which the bus was not idle.
     * @param bus           counters of its bus, by name.
     * @param adapters      in the scenario's order.
     */
    public record HostResult(
        Scenario.Host host, long busClocks, long busBusyClocks, Map<String, Long> bus, List<AdapterResult> adapters)
    {
    }

    /**
     * An adapter.
     *
     * @param name        of the scenario.
     * @param guestErrors mistakes of the driver that the chip has seen, by name; those that happened.
     * @param notModelled parts of the chip that the driver has used and that are not modelled.
     * @param statistics  of the driver, by name.
     * @param vcTable     every VC entry of the driver, by VPI and VCI, each as an ordered map of field names to values.
     */
    public record AdapterResult(
        String name,
        Map<String, Long> guestErrors,
        List<String> notModelled,
        Map<String, Long> statistics,
        List<Map<String, Object>> vcTable)
    {
    }

    /**
     * @return whether every packet arrived, once, in order on its VC, unchanged.
     */
    public boolean isDelivered()
    {
        return links.stream().flatMap(link -> link.directions().stream()).map(DirectionResult::flow)
            .allMatch(flow -> flow.failures().isEmpty() && flow.intactCount() == flow.sentCount());
    }
}
