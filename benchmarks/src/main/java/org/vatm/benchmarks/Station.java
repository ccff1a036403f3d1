package org.vatm.benchmarks;

import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.machine.Computer;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/**
 * A computer with one adapter and the miniport driver.
 */
final class Station
{
    private static final long RAM_BYTES = 256L << 20;
    private static final int MANY_VCS = 4_064;
    private static final int LARGE_SRAM_WORDS = 512 << 10;

    final Host host;
    final AtmBoard board;
    final Ndis ndis;
    final AtmMiniport miniport = new AtmMiniport();

    private final Computer computer;
    private final Verifier verifier; // null if nobody is watched
    private final NdisProtocolLibrary library;

    /** Whom the driver verifier watches. */
    enum Watched
    {
        NOBODY, MINIPORT, EVERYBODY
    }

    Station(final Simulation simulation, final String name)
    {
        this(simulation, name, 1, Watched.NOBODY);
    }

    /** With a board that can have so many VCs, at most 16,352. */
    Station(final Simulation simulation, final String name, final int vcs, final Watched watched)
    {
        computer = new Computer(simulation, name, PciTiming.PCI33, RAM_BYTES);
        host = computer.host();
        ndis = computer.ndis();
        verifier = watched == Watched.NOBODY ? null : new Verifier(ndis);
        final NdisMiniportDriver driver = verifier == null ? miniport : verifier.verified(miniport);
        library = watched == Watched.EVERYBODY ? verifier.protocolLibrary() : ndis.protocolLibrary();
        final BoardConfig small = BoardConfig.of(name, Computer.esi(1));
        board = computer.plugIn(vcs > MANY_VCS ? small.withSramWords(LARGE_SRAM_WORDS) : small, driver).board();
        computer.callManagerLibrary(protocolLibrary());
    }

    /** What clients are linked with. */
    NdisProtocolLibrary protocolLibrary()
    {
        return library;
    }

    /** From outside the simulation: loads the drivers and starts the adapter. */
    void start()
    {
        computer.powerOn();
    }

    /** From outside the simulation: runs driver code at PASSIVE. */
    void run(final Runnable driverCode)
    {
        computer.run(driverCode);
    }

    /** What no benchmark may cause: a figure of a machine that misbehaves is worth nothing. */
    void checkErrors()
    {
        if (board.chip().guestErrors().total() != 0 || ndis.violations().total() != 0)
        {
            throw new IllegalStateException(
                host.name() + ": guest errors " + board.chip().guestErrors().kinds() + ", NDIS violations " +
                ndis.violations().kinds());
        }
        if (verifier != null && verifier.total() != 0)
        {
            throw new IllegalStateException(verifier.findings().get(0).report());
        }
    }

    static void check(final int status, final String what)
    {
        if (status != NdisStatus.NDIS_STATUS_SUCCESS)
        {
            throw new IllegalStateException(what + ": " + NdisStatus.name(status));
        }
    }
}
