package org.vatm.workbench.run;

import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.line.AtmPort;
import org.vatm.line.Fibre;
import org.vatm.miniport.AtmAdapter;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisConfiguration;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.PvcCallManager;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestError;
import org.vatm.register.GuestErrors;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceHash;
import org.vatm.trace.TraceStream;
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
    private static final int ESI_PREFIX = 0x020477; // locally administered

    private final Scenario scenario;
    private final Simulation simulation = new Simulation();
    private final TraceHash traceHash = new TraceHash();
    private final List<Computer> computers = new ArrayList<>();
    private final Map<String, Board> boards = new LinkedHashMap<>();

    EmulatedMachine(final Scenario scenario)
    {
        this.scenario = scenario;
        for (final Scenario.Host host : scenario.hosts())
        {
            computers.add(new Computer(host));
        }
        for (final Link link : scenario.links())
        {
            Fibre.connect(boards.get(link.a()).board.port(), boards.get(link.b()).board.port(), link.delayPs());
        }
    }

    /** All of its time. */
    Simulation simulation()
    {
        return simulation;
    }

    /** From outside the simulation: firmware, drivers, call managers; returns when every adapter is initialised. */
    void powerOn()
    {
        for (final Computer computer : computers)
        {
            computer.host.assignResources();
            computer.host.cpu().call(() ->
            {
                computer.start();
                return null;
            });
        }
    }

    /** From outside the simulation, when no VC is left: halts every adapter. */
    void powerOff()
    {
        for (final Computer computer : computers)
        {
            computer.host.cpu().call(() ->
            {
                computer.boards.forEach(board -> computer.ndis.haltAdapter(board.handle.value));
                return null;
            });
        }
    }

    Host host(final int host)
    {
        return computers.get(host).host;
    }

    NdisProtocolLibrary ndis(final int host)
    {
        return computers.get(host).ndis.protocolLibrary();
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
        final Computer computer = computers.get(host);
        final Board board = computer.boards.get(adapter);
        final AtmAdapter driver = computer.driver.adapters().get(adapter);
        return new AdapterResult(
            board.name,
            guestErrors(board.board.chip().guestErrors()),
            board.board.chip().guestErrors().notModelledNames(),
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
        return boards.get(direction == 0 ? wanted.a() : wanted.b()).board.port();
    }

    private void trace(final TraceStream stream)
    {
        TraceFan.attach(stream, traceHash);
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

    private static byte[] esi(final int number)
    {
        return new byte[]{
            (byte)(ESI_PREFIX >>> 16), (byte)(ESI_PREFIX >>> 8), (byte)ESI_PREFIX,
            (byte)(number >>> 16), (byte)(number >>> 8), (byte)number};
    }

    /** A host with its adapters and drivers. */
    private final class Computer
    {
        private final Host host;
        private final Ndis ndis;
        private final AtmMiniport driver = new AtmMiniport();
        private final List<Board> boards = new ArrayList<>();

        Computer(final Scenario.Host wanted)
        {
            host = new Host(simulation, wanted.name(), PciTiming.ofMegahertz(wanted.pciMhz()), wanted.memoryBytes());
            ndis = new Ndis(host);
            trace(host.bus().trace());
            for (final Adapter adapter : wanted.adapters())
            {
                plugIn(adapter);
            }
        }

        private void plugIn(final Adapter adapter)
        {
            final int number = EmulatedMachine.this.boards.size() + 1;
            final BoardConfig config =
                BoardConfig.of(adapter.name(), esi(number)).withSramWords(adapter.sram().layout().sramWords());
            final Board board = new Board(adapter.name(), new AtmBoard(host, boards.size(), config));
            boards.add(board);
            EmulatedMachine.this.boards.put(board.name, board);
            trace(board.board.port().trace());
            trace(board.board.chip().interrupt().trace());
        }

        /** Driver code at PASSIVE: what an operating system does when it starts. */
        private void start()
        {
            final NdisHandleHolder driverHandle = new NdisHandleHolder();
            check(ndis.load(driver, driverHandle), "DriverEntry");
            new PvcCallManager(ndis.protocolLibrary()).register();
            for (final Board board : boards)
            {
                final int status = ndis.startAdapter(
                    driverHandle.value, board.board.slot(), board.name, new NdisConfiguration(), board.handle);
                check(status, "MiniportInitialize of " + board.name);
            }
        }

        private void check(final int status, final String what)
        {
            if (status != NdisStatus.NDIS_STATUS_SUCCESS)
            {
                throw new IllegalStateException(
                    host.name() + ": " + what + ": " + NdisStatus.name(status) + " " + ndis.errorLog());
            }
        }
    }

    /** An adapter and NDIS's name for it. */
    private static final class Board
    {
        private final String name;
        private final AtmBoard board;
        private final NdisHandleHolder handle = new NdisHandleHolder();

        Board(final String name, final AtmBoard board)
        {
            this.name = name;
            this.board = board;
        }
    }
}
