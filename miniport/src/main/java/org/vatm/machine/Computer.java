package org.vatm.machine;

import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.PvcCallManager;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceListener;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A host with what an operating system brings: NDIS, the call manager for permanent VCs, and a driver for each adapter.
 * Plug everything in first, then power on.
 */
public final class Computer
{
    private static final int ESI_PREFIX = 0x020477; // locally administered

    private final Host host;
    private final Ndis ndis;
    private final List<Adapter> adapters = new ArrayList<>();
    private final Map<NdisMiniportDriver, Long> driverHandles = new IdentityHashMap<>();
    private NdisProtocolLibrary callManagerLibrary;

    /**
     * @param simulation that it is part of.
     * @param name       unique in it.
     * @param timing     of its PCI bus.
     * @param ramBytes   of memory.
     */
    public Computer(final Simulation simulation, final String name, final PciTiming timing, final long ramBytes)
    {
        host = new Host(simulation, name, timing, ramBytes);
        ndis = new Ndis(host);
        callManagerLibrary = ndis.protocolLibrary();
    }

    public Host host()
    {
        return host;
    }

    public Ndis ndis()
    {
        return ndis;
    }

    /** In the order of their slots. */
    public List<Adapter> adapters()
    {
        return Collections.unmodifiableList(adapters);
    }

    /** Before power-on: what the call manager is linked with, if not NDIS itself. */
    public void callManagerLibrary(final NdisProtocolLibrary library)
    {
        callManagerLibrary = library;
    }

    /**
     * Plugs an ATM board into the next slot.
     *
     * @param board  with the adapter's name.
     * @param driver may be that of other adapters too.
     */
    public Adapter plugIn(final BoardConfig board, final NdisMiniportDriver driver)
    {
        final int slot = adapters.size();
        final AtmBoard plugged = new AtmBoard(host, slot, board);
        return add(new Adapter(this, board.name(), slot, plugged.chip(), plugged, driver));
    }

    /** Plugs another device into the next slot; the adapter has the device's name. */
    public Adapter plugIn(final PciFunction device, final NdisMiniportDriver driver)
    {
        final int slot = adapters.size();
        host.addDevice(device, slot);
        return add(new Adapter(this, device.name(), slot, device, null, driver));
    }

    private Adapter add(final Adapter adapter)
    {
        adapters.add(adapter);
        return adapter;
    }

    /** Lets a listener hear the bus, the adapters' interrupt lines, and what they send to their fibres. */
    public void trace(final TraceListener listener)
    {
        TraceFan.attach(host.bus().trace(), listener);
        for (final Adapter adapter : adapters)
        {
            if (adapter.board() != null)
            {
                TraceFan.attach(adapter.board().port().trace(), listener);
            }
            TraceFan.attach(adapter.device().interrupt().trace(), listener);
        }
    }

    /** From outside the simulation: firmware, drivers, call manager; no adapter is started yet. */
    public void boot()
    {
        host.assignResources();
        run(() ->
        {
            final NdisHandleHolder driverHandle = new NdisHandleHolder();
            for (final Adapter adapter : adapters)
            {
                check(load(adapter.driver(), driverHandle), "DriverEntry of " + adapter);
            }
            new PvcCallManager(callManagerLibrary).register();
        });
    }

    /**
     * From outside the simulation: {@link #boot}, then starts every adapter.
     *
     * @throws IllegalStateException naming what did not succeed.
     */
    public void powerOn()
    {
        boot();
        run(() -> adapters.forEach(adapter -> check(adapter.start(), "MiniportInitialize of " + adapter)));
    }

    /** From outside the simulation: halts every adapter that runs. */
    public void powerOff()
    {
        run(() -> adapters.stream().filter(Adapter::isRunning).forEach(Adapter::halt));
    }

    /** From outside the simulation: runs driver code at PASSIVE. */
    public void run(final Runnable driverCode)
    {
        host.cpu().call(() ->
        {
            driverCode.run();
            return null;
        });
    }

    /** From outside the simulation: runs driver code at PASSIVE, for its result. */
    public <T> T call(final Supplier<T> driverCode)
    {
        return host.cpu().call(driverCode);
    }

    /** Driver code at PASSIVE: DriverEntry, once for each driver. */
    int load(final NdisMiniportDriver driver, final NdisHandleHolder driverHandle)
    {
        final Long known = driverHandles.get(driver);
        if (known != null)
        {
            driverHandle.value = known;
            return NdisStatus.NDIS_STATUS_SUCCESS;
        }
        final int status = ndis.load(driver, driverHandle);
        if (status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            driverHandles.put(driver, driverHandle.value);
        }
        return status;
    }

    /** A locally administered end system identifier for the number-th board of a simulation. */
    public static byte[] esi(final int number)
    {
        return new byte[]{
            (byte)(ESI_PREFIX >>> 16), (byte)(ESI_PREFIX >>> 8), (byte)ESI_PREFIX,
            (byte)(number >>> 16), (byte)(number >>> 8), (byte)number};
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
