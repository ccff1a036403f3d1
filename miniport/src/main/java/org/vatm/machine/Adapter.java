package org.vatm.machine;

import org.vatm.idt77252.AtmBoard;
import org.vatm.ndis.NdisConfiguration;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisStatus;
import org.vatm.pci.PciFunction;

/** A network adapter of a {@link Computer}: a device in a slot and the driver that serves it. */
public final class Adapter
{
    private final Computer computer;
    private final String name;
    private final int slot;
    private final PciFunction device;
    private final AtmBoard board;
    private final NdisMiniportDriver driver;
    private final NdisConfiguration configuration = new NdisConfiguration();
    private final NdisHandleHolder handle = new NdisHandleHolder();

    Adapter(
        final Computer computer,
        final String name,
        final int slot,
        final PciFunction device,
        final AtmBoard board,
        final NdisMiniportDriver driver)
    {
        this.computer = computer;
        this.name = name;
        this.slot = slot;
        this.device = device;
        this.board = board;
        this.driver = driver;
    }

    /** Where it is. */
    public Computer computer()
    {
        return computer;
    }

    /** Its NDIS device name, unique in the simulation. */
    public String name()
    {
        return name;
    }

    public PciFunction device()
    {
        return device;
    }

    /** The ATM board; null if the device is another one. */
    public AtmBoard board()
    {
        return board;
    }

    public NdisMiniportDriver driver()
    {
        return driver;
    }

    /** What the driver reads with NdisReadConfiguration; to be filled before the start. */
    public NdisConfiguration configuration()
    {
        return configuration;
    }

    /** Between start and halt. */
    public boolean isRunning()
    {
        return handle.value != 0;
    }

    /** NDIS's handle of the running adapter, 0 otherwise. */
    public long handle()
    {
        return handle.value;
    }

    /**
     * Driver code at PASSIVE: loads the driver unless it is loaded, and starts the adapter.
     *
     * @return status of DriverEntry if that failed, else of MiniportInitialize.
     */
    public int start()
    {
        final NdisHandleHolder driverHandle = new NdisHandleHolder();
        final int status = computer.load(driver, driverHandle);
        return status != NdisStatus.NDIS_STATUS_SUCCESS ? status :
            computer.ndis().startAdapter(driverHandle.value, slot, name, configuration, handle);
    }

    /** Driver code at PASSIVE: every protocol unbinds, then MiniportHalt. */
    public void halt()
    {
        final long halted = handle.value;
        handle.value = 0;
        computer.ndis().haltAdapter(halted);
    }

    @Override
    public String toString()
    {
        return name;
    }
}
