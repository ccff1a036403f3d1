package org.vatm.benchmarks;

import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisConfiguration;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.PvcCallManager;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/**
 * A host with one adapter, and on it NDIS, the miniport driver and the call manager for permanent VCs.
 */
final class Station
{
    private static final int SLOT = 1;
    private static final long RAM_BYTES = 256L << 20;
    private static final byte[] ESI = {0x02, 0x04, 0x77, 0, 0, 1};

    final Host host;
    final AtmBoard board;
    final Ndis ndis;
    final AtmMiniport miniport = new AtmMiniport();

    Station(final Simulation simulation, final String name)
    {
        host = new Host(simulation, name, PciTiming.PCI33, RAM_BYTES);
        board = new AtmBoard(host, SLOT, BoardConfig.of(name, ESI));
        host.assignResources();
        ndis = new Ndis(host);
    }

    /** From outside the simulation: loads the drivers and starts the adapter. */
    void start()
    {
        run(() ->
        {
            final NdisHandleHolder driver = new NdisHandleHolder();
            check(ndis.load(miniport, driver), "DriverEntry");
            new PvcCallManager(ndis.protocolLibrary()).register();
            final NdisHandleHolder adapter = new NdisHandleHolder();
            final NdisConfiguration defaults = new NdisConfiguration();
            check(ndis.startAdapter(driver.value, SLOT, host.name(), defaults, adapter), "MiniportInitialize");
        });
    }

    /** From outside the simulation: runs driver code at PASSIVE. */
    void run(final Runnable driverCode)
    {
        host.cpu().call(() ->
        {
            driverCode.run();
            return null;
        });
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
    }

    static void check(final int status, final String what)
    {
        if (status != NdisStatus.NDIS_STATUS_SUCCESS)
        {
            throw new IllegalStateException(what + ": " + NdisStatus.name(status));
        }
    }
}
