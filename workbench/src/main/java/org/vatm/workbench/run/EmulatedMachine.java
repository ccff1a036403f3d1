package org.vatm.workbench.run;

import org.vatm.host.Host;
import org.vatm.idt77252.BoardConfig;
import org.vatm.line.AtmPort;
import org.vatm.line.Fibre;
import org.vatm.machine.Computer;
import org.vatm.miniport.AtmAdapter;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestError;
import org.vatm.register.GuestErrors;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceHash;
import org.vatm.vctable.VcTableDump;
import org.vatm.workbench.run.RunResult.AdapterResult;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Scenario.Adapter;
import org.vatm.workbench.scenario.Scenario.Link;
import org.vatm.workbench.writer.CellListener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines of a scenario, numbered as there: hosts with adapters in their slots, fibres between these, and on each
 * host NDIS with the miniport driver and the call manager for permanent VCs.
 */
final class EmulatedMachine implements AutoCloseable
{
    private final Scenario scenario;
    private final Simulation simulation = new Simulation();
    private final TraceHash traceHash = new TraceHash();
    private final List<Computer> computers = new ArrayList<>();
    private final List<AtmMiniport> drivers = new ArrayList<>();
    private final Map<String, AtmPort> ports = new LinkedHashMap<>();

    EmulatedMachine(final Scenario scenario)
    {
        this.scenario = scenario;
        for (final Scenario.Host host : scenario.hosts())
        {
            computers.add(computer(host));
        }
        for (final Link link : scenario.links())
        {
            Fibre.connect(ports.get(link.a()), ports.get(link.b()), link.delayPs());
        }
    }

    private Computer computer(final Scenario.Host wanted)
    {
        final Computer computer = new Computer(
            simulation, wanted.name(), PciTiming.ofMegahertz(wanted.pciMhz()), wanted.memoryBytes());
        final AtmMiniport driver = new AtmMiniport();
        drivers.add(driver);
        for (final Adapter adapter : wanted.adapters())
        {
            final BoardConfig board = BoardConfig.of(adapter.name(), Computer.esi(ports.size() + 1))
                .withSramWords(adapter.sram().layout().sramWords())
                .withSramPattern(adapter.sramPowerUp().pattern(scenario.seed(), ports.size()));
            ports.put(adapter.name(), computer.plugIn(board, driver).board().port());
        }
        computer.trace(traceHash);
        return computer;
    }

    /** All of its time. */
    Simulation simulation()
    {
        return simulation;
    }

    /** From outside the simulation: firmware, drivers, call managers; returns when every adapter is initialised. */
    void powerOn()
    {
        computers.forEach(Computer::powerOn);
    }

    /** From outside the simulation, when no VC is left: halts every adapter. */
    void powerOff()
    {
        computers.forEach(Computer::powerOff);
    }

    Host host(final int host)
    {
        return computers.get(host).host();
    }

    NdisProtocolLibrary ndis(final int host)
    {
        return computers.get(host).ndis().protocolLibrary();
    }

    /** Gives the assigned cells of a link to a listener; before power-on. */
    void listen(final int link, final CellListener listener)
    {
        final int ends = 2;
        for (int direction = 0; direction < ends; direction++)
        {
            final int from = direction;
            TraceFan.attach(port(link, direction).trace(), (stream, timePs, kind, address, lengthBytes, data, offset) ->
                listener.onCell(from, timePs, (int)address, data, offset));
        }
    }

    /** Assigned cells that have gone in a direction of a link so far. */
    long cells(final int link, final int direction)
    {
        return port(link, direction).cellsSent();
    }

    /** What an adapter's chip and driver have counted, and the driver's VC table. */
    AdapterResult adapter(final int host, final int adapter)
    {
        final org.vatm.machine.Adapter plugged = computers.get(host).adapters().get(adapter);
        final GuestErrors errors = plugged.board().chip().guestErrors();
        final AtmAdapter driver = drivers.get(host).adapters().get(adapter);
        return new AdapterResult(
            plugged.name(),
            guestErrors(errors),
            errors.notModelledNames(),
            VcTableDump.sums(driver),
            VcTableDump.entries(driver.vcTable()));
    }

    /** Fingerprint of all that has happened on buses, lines and interrupt lines so far. */
    String traceHash()
    {
        return traceHash.text();
    }

    @Override
    public void close()
    {
        simulation.close();
    }

    private AtmPort port(final int link, final int direction)
    {
        final Link wanted = scenario.links().get(link);
        return ports.get(direction == 0 ? wanted.a() : wanted.b());
    }

    private static Map<String, Long> guestErrors(final GuestErrors errors)
    {
        final Map<String, Long> counts = new LinkedHashMap<>();
        for (final GuestError kind : errors.kinds())
        {
            counts.put(kind.name(), errors.count(kind));
        }
        return counts;
    }
}
