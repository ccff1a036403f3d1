package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_CHARACTERISTICS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_VERSION;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.vatm.host.Host;
import org.vatm.register.GuestErrors;
import org.vatm.sim.HostCpu;

/**
 * NDIS on one host, as the operating system sees it: loads drivers, starts and halts adapters. Drivers see
 * {@link NdisMiniportLibrary} and {@link NdisProtocolLibrary}. All methods that call drivers are themselves driver code
 * at PASSIVE: from outside the simulation, use {@link HostCpu#call}.
 */
public final class Ndis
{
    final Host host;
    final HostCpu cpu;
    final List<NdisAdapter> adapters = new ArrayList<>();
    final NdisVcTable vcs = new NdisVcTable();
    final VcLife vcLife = new VcLife(this);
    final VcMachine vcMachine = new VcMachine(this);
    final CallMachine calls = new CallMachine(this);
    final IncomingCalls incomingCalls = new IncomingCalls(this);
    final PartyMachine parties = new PartyMachine(this);
    final ServiceAccessPoints saps = new ServiceAccessPoints(this);
    final PeerRequests peerRequests = new PeerRequests(this);
    final PacketPath packets = new PacketPath(this);
    final RequestPath requests = new RequestPath(this);
    final StatusPath status = new StatusPath(this);
    final Bindings bindings = new Bindings(this);
    final AddressFamilies families = new AddressFamilies(this);
    final Configurations configurations = new Configurations(this);
    final Resources resources;
    final MemoryPool memory;

    private final HandleTable<Driver> drivers = new HandleTable<>(HandleTable.KIND_DRIVER);
    private final HandleTable<NdisAdapter> adapterHandles = new HandleTable<>(HandleTable.KIND_ADAPTER);
    private final AdapterLife life = new AdapterLife(this);
    private final GuestErrors violations = new GuestErrors();
    private final List<NdisErrorLogEntry> errorLog = new ArrayList<>();
    private final NdisMiniportLibrary miniportLibrary;
    private final NdisProtocolLibrary protocolLibrary;
    private long lastWrapperHandle;
    private Consumer<NdisBugCheck> bugCheckListener = bugCheck -> { };

    public Ndis(final Host host)
    {
        this.host = host;
        cpu = host.cpu();
        resources = new Resources(this, host);
        memory = new MemoryPool(this, host.memory());
        miniportLibrary = new MiniportLibrary(this);
        protocolLibrary = new ProtocolLibrary(this);
    }

    /** The host that it runs on. */
    public Host host()
    {
        return host;
    }

    /** What miniports are linked with. */
    public NdisMiniportLibrary miniportLibrary()
    {
        return miniportLibrary;
    }

    /** What call managers and clients are linked with. */
    public NdisProtocolLibrary protocolLibrary()
    {
        return protocolLibrary;
    }

    /**
     * Runs a driver's DriverEntry.
     *
     * @param driverHandle out, for {@link #startAdapter}; 0 unless SUCCESS.
     * @return the driver's status.
     */
    public int load(final NdisMiniportDriver driver, final NdisHandleHolder driverHandle)
    {
        driverHandle.value = 0;
        lastWrapperHandle = 0;
        final int entryStatus = driver.driverEntry(miniportLibrary);
        final Driver loaded = drivers.get(lastWrapperHandle);
        final boolean isRegistered = loaded != null && loaded.characteristics != null;
        if (entryStatus != NDIS_STATUS_SUCCESS || !isRegistered)
        {
            terminateWrapper(lastWrapperHandle);
            return entryStatus != NDIS_STATUS_SUCCESS ? entryStatus : NDIS_STATUS_FAILURE;
        }
        driverHandle.value = lastWrapperHandle;
        return NDIS_STATUS_SUCCESS;
    }

    /**
     * Starts an adapter: MiniportInitialize, NDIS's own requests, then ProtocolBindAdapter of every protocol.
     *
     * @param driverHandle  of the driver that serves it.
     * @param slot          of the device on the host's bus; its resources are assigned.
     * @param deviceName    unique on the host.
     * @param configuration the adapter's parameters.
     * @param adapterHandle out, for {@link #haltAdapter}; 0 unless SUCCESS.
     * @return the miniport's status.
     */
    public int startAdapter(
        final long driverHandle,
        final int slot,
        final String deviceName,
        final NdisConfiguration configuration,
        final NdisHandleHolder adapterHandle)
    {
        adapterHandle.value = 0;
        final Driver driver = drivers.get(driverHandle);
        if (driver == null || driver.characteristics == null)
        {
            throw new IllegalArgumentException("driverHandle=" + driverHandle + " names no registered driver");
        }
        if (host.device(slot) == null)
        {
            throw new IllegalArgumentException("slot=" + slot + " is empty");
        }
        if (runningAdapter(deviceName) != null)
        {
            throw new IllegalArgumentException("deviceName=" + deviceName + " is taken");
        }
        final NdisAdapter adapter = new NdisAdapter(deviceName, slot, driver.characteristics, configuration);
        adapter.handle = adapterHandles.add(adapter);
        adapter.reset = new AdapterReset(this, adapter);
        final long handle = adapter.handle;
        final int startStatus = life.start(adapter);
        if (startStatus == NDIS_STATUS_SUCCESS)
        {
            adapterHandle.value = handle;
        }
        return startStatus;
    }

    /** Unloads a driver: halts its adapters, then runs its unload handler. The handle is dead afterwards. */
    public void unload(final long driverHandle)
    {
        final Driver driver = drivers.get(driverHandle);
        if (driver == null)
        {
            throw new IllegalArgumentException("driverHandle=" + driverHandle + " names no registered driver");
        }
        for (final NdisAdapter adapter : List.copyOf(adapters))
        {
            if (adapter.characteristics == driver.characteristics)
            {
                life.stop(adapter);
            }
        }
        if (driver.unloadHandler != null)
        {
            driver.unloadHandler.miniportUnload();
        }
        terminateWrapper(driverHandle);
    }

    /**
     * Halts an adapter: every protocol unbinds, then MiniportHalt. Returns when all that is done. Does nothing to an
     * adapter that was shut down.
     */
    public void haltAdapter(final long adapterHandle)
    {
        life.stop(adapter(adapterHandle));
    }

    /** System shutdown: MiniportShutdown, which may run at any level, and nothing is released. */
    public void shutdownAdapter(final long adapterHandle)
    {
        life.shutDown(adapter(adapterHandle));
    }

    /**
     * The device is gone without notice: it loses power, and the miniport is told if it has said that it can stand
     * that. Protocols still have their VCs: {@link #haltAdapter} follows.
     */
    public void surpriseRemove(final long adapterHandle)
    {
        life.surpriseRemove(adapter(adapterHandle));
    }

    /**
     * Tells a miniport of a Plug and Play event.
     *
     * @param pnPEvent one of {@link NdisMiniport}'s, but a surprise removal or a change of power.
     */
    public void notifyPnP(final long adapterHandle, final int pnPEvent)
    {
        if (pnPEvent == NdisMiniport.NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED ||
            pnPEvent == NdisMiniport.NDIS_DEVICE_PNP_EVENT_POWER_PROFILE_CHANGED)
        {
            throw new IllegalArgumentException("pnPEvent=" + pnPEvent + " has a method of its own");
        }
        life.tell(adapter(adapterHandle), pnPEvent);
    }

    /** Tells a miniport that the system runs on AC power, or on its battery. */
    public void notifyPowerProfile(final long adapterHandle, final boolean isOnAcPower)
    {
        life.tellPower(adapter(adapterHandle), isOnAcPower);
    }

    /**
     * Whether the host's caches follow DMA, as those of a PC do, which is the default. If they do not, drivers see what
     * a device wrote into cached shared memory after NdisMUpdateSharedMemory or NdisFlushBuffer only, and the device
     * what a driver wrote.
     *
     * @param isCoherent counts for shared memory that is allocated from now on.
     */
    public void coherentDma(final boolean isCoherent)
    {
        resources.shared.isCoherent = isCoherent;
    }

    /** Blocks that drivers have from NdisAllocateMemoryWithTag, or in their lookaside lists. */
    public int memoryBlocksOut()
    {
        return memory.blocksOut();
    }

    /** Bytes in these blocks. */
    public long memoryBytesOut()
    {
        return memory.bytesOut();
    }

    /** Resets of the adapter so far. */
    public long resetCount(final long adapterHandle)
    {
        return adapter(adapterHandle).reset.count();
    }

    /** What drivers did wrong: {@link NdisViolation}s; address is a handle, data mostly a status. */
    public GuestErrors violations()
    {
        return violations;
    }

    /** What miniports have written by NdisWriteErrorLogEntry, oldest first. */
    public List<NdisErrorLogEntry> errorLog()
    {
        return Collections.unmodifiableList(errorLog);
    }

    long initializeWrapper()
    {
        lastWrapperHandle = drivers.add(new Driver());
        return lastWrapperHandle;
    }

    int registerMiniport(final long handle, final NdisMiniportCharacteristics characteristics, final int length)
    {
        final Driver driver = drivers.get(handle);
        if (driver == null)
        {
            throw bugCheck(NdisBugCheckCode.INVALID_NDIS_HANDLE, "wrapper 0x" + Long.toHexString(handle));
        }
        final int minor = characteristics.minorNdisVersion();
        if (characteristics.majorNdisVersion() != 5 || minor < 0 || minor > 1)
        {
            return NDIS_STATUS_BAD_VERSION;
        }
        final int needed =
            minor == 0 ? NdisMiniportCharacteristics.LENGTH_5_0 : NdisMiniportCharacteristics.LENGTH_5_1;
        if (length < needed || characteristics.missingHandler() != null)
        {
            return NDIS_STATUS_BAD_CHARACTERISTICS;
        }
        driver.characteristics = characteristics.copy();
        return NDIS_STATUS_SUCCESS;
    }

    void registerUnloadHandler(final long handle, final NdisUnloadHandler unloadHandler)
    {
        final Driver driver = drivers.get(handle);
        if (driver == null)
        {
            throw bugCheck(NdisBugCheckCode.INVALID_NDIS_HANDLE, "wrapper 0x" + Long.toHexString(handle));
        }
        driver.unloadHandler = unloadHandler;
    }

    void terminateWrapper(final long handle)
    {
        if (drivers.get(handle) != null)
        {
            drivers.remove(handle);
        }
    }

    void log(final NdisAdapter adapter, final int errorCode, final int[] values)
    {
        final StringBuilder text = new StringBuilder();
        for (final int value : values)
        {
            text.append(text.length() == 0 ? "" : " ").append(String.format("%08X", value));
        }
        errorLog.add(new NdisErrorLogEntry(cpu.events().nowPs(), adapter.deviceName, errorCode, text.toString()));
    }

    NdisAdapter adapter(final long handle)
    {
        final NdisAdapter adapter = adapterHandles.get(handle);
        if (adapter == null)
        {
            throw bugCheck(NdisBugCheckCode.INVALID_NDIS_HANDLE, "adapter 0x" + Long.toHexString(handle));
        }
        return adapter;
    }

    /** The running adapter of that name, or null. */
    NdisAdapter runningAdapter(final String deviceName)
    {
        for (final NdisAdapter adapter : adapters)
        {
            if (adapter.deviceName.equals(deviceName) && adapter.stage == NdisAdapter.Stage.RUNNING)
            {
                return adapter;
            }
        }
        return null;
    }

    void remove(final NdisAdapter adapter)
    {
        adapters.remove(adapter);
        adapterHandles.remove(adapter.handle);
    }

    /** The live VC of any party's handle. */
    NdisVc vc(final long ndisVcHandle)
    {
        final NdisVc vc = vcs.get(ndisVcHandle);
        if (vc == null)
        {
            throw bugCheck(NdisBugCheckCode.INVALID_VC_HANDLE, "VC 0x" + Long.toHexString(ndisVcHandle));
        }
        return vc;
    }

    /** The live VC of its client's handle; null, and a report, if it is another party's. */
    NdisVc vcOfClient(final long ndisVcHandle)
    {
        final NdisVc vc = vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != NdisVc.CLIENT)
        {
            report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return null;
        }
        return vc;
    }

    /** The live VC of its call manager's handle; null, and a report, if it is another party's or not of that kind. */
    NdisVc vcOfCallManager(final long ndisVcHandle, final boolean isIntegrated)
    {
        final NdisVc vc = vc(ndisVcHandle);
        if (!vc.isCallManager(ndisVcHandle) || vc.isIntegrated() != isIntegrated || vc.callManager == null)
        {
            report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return null;
        }
        return vc;
    }

    /** The live VC of the miniport's handle. */
    NdisVc vcOfMiniport(final long ndisVcHandle)
    {
        final NdisVc vc = vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != NdisVc.MINIPORT)
        {
            throw bugCheck(
                NdisBugCheckCode.INVALID_VC_HANDLE, "not the miniport's, 0x" + Long.toHexString(ndisVcHandle));
        }
        return vc;
    }

    void report(final NdisViolation violation, final long handle, final long data)
    {
        violations.report(violation, handle, data);
    }

    /** The status of a completion; PENDING cannot be one. */
    int finalStatus(final int completionStatus, final long handle)
    {
        if (completionStatus != NDIS_STATUS_PENDING)
        {
            return completionStatus;
        }
        report(NdisViolation.COMPLETED_WITH_PENDING, handle, completionStatus);
        return NDIS_STATUS_FAILURE;
    }

    /** Is told of every bug check before the system stops, to keep a dump of it. */
    public void onBugCheck(final Consumer<NdisBugCheck> listener)
    {
        bugCheckListener = listener;
    }

    /** To be thrown by the caller. */
    public NdisBugCheck bugCheck(final NdisBugCheckCode code, final String detail)
    {
        final NdisBugCheck bugCheck = new NdisBugCheck(code, cpu.events().nowPs(), detail + ", host " + host.name());
        bugCheckListener.accept(bugCheck);
        return bugCheck;
    }

    /** Returns the level before, for {@link #lowerTo}. */
    int raiseToDispatch()
    {
        final int level = cpu.level();
        if (level == HostCpu.DISPATCH)
        {
            return level;
        }
        if (level > HostCpu.DISPATCH)
        {
            throw bugCheck(NdisBugCheckCode.IRQL_NOT_LESS_OR_EQUAL, "level " + level);
        }
        return cpu.raise(HostCpu.DISPATCH);
    }

    void lowerTo(final int level)
    {
        if (level != HostCpu.DISPATCH)
        {
            cpu.lower(level);
        }
    }

    private static final class Driver
    {
        NdisMiniportCharacteristics characteristics;
        NdisUnloadHandler unloadHandler;
    }
}
