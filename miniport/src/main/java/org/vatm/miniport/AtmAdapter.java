package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.CDC;
import static org.vatm.idt77252.SarRegisters.CDC_COUNT;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.ICC;
import static org.vatm.idt77252.SarRegisters.ICC_COUNT;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_PHYI;
import static org.vatm.idt77252.SarRegisters.STAT_TMROF;
import static org.vatm.idt77252.SarRegisters.STAT_TXICP;
import static org.vatm.idt77252.SarRegisters.VPEC;
import static org.vatm.idt77252.SarRegisters.VPEC_COUNT;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_HARDWARE_FAILURE;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_INTERRUPT_CONNECT;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_OUT_OF_RESOURCES;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_HARD_ERRORS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_CONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.idt77252.BoardConfig;
import org.vatm.idt77252.SarRegisters;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisSpinLock;

/**
 * One adapter: its life from MiniportInitialize to MiniportHalt, and what its interrupts ask for.
 * <pre>
 *                      +--------------+   +---------------+
 *   AtmMiniport -----&gt; | AtmAdapter   |--&gt;| VcOperations  |--&gt; VcTable, rings, queues, ScheduleTable
 *                      | life, DPC,   |   +---------------+                    |
 *                      | reset, power |--&gt; AdapterRequests (OIDs)              v
 *                      +--------------+--&gt; ChipControl, PhyUnit, EsiReader ----&gt; AdapterHardware: registers
 * </pre>
 * The deferred procedure is bounded: what is left after a few passes over the queues is for a timer, so that clients
 * which send from their completions, or a peer which answers at once, cannot keep the processor.
 */
public final class AtmAdapter
{
    private static final int COUNTER_PERIOD_MILLISECONDS = 1000;
    private static final int RETURN_WAIT_MICROSECONDS = 1000;
    private static final int MAX_PASSES = 4;
    private static final int ENTRIES_A_PASS = 128;
    private static final long CLOCK_UNITS_PER_SECOND = 10_000_000; // of the time that clients see

    private final NdisMiniportLibrary ndis;
    private final long adapterHandle;
    private final long adapterContext;
    private final NdisSpinLock lock = new NdisSpinLock();
    private final NdisMiniportTimer counterTimer = new NdisMiniportTimer();
    private final NdisMiniportTimer leavingTimer = new NdisMiniportTimer();
    private final NdisMiniportTimer restTimer = new NdisMiniportTimer();
    private final AdapterHardware hardware;
    private final AdapterResources resources;
    private final ChipControl chip;
    private final PhyUnit phy;
    private final byte[] esi = new byte[EsiReader.LENGTH];
    private final int firstVcIndex;
    private final int maxVcs;

    private BoardLayout layout;
    private VcTable table;
    private AdapterCounters counters;
    private ScheduleTable schedule;
    private TransmitUnit transmit;
    private ReceiveBuffers buffers;
    private ReceiveUnit receive;
    private RawCells rawCells;
    private VcOperations operations;
    private AdapterRequests requests;

    private boolean starved;
    private boolean halted;

    AtmAdapter(
        final NdisMiniportLibrary ndis,
        final long adapterHandle,
        final long adapterContext,
        final int firstVcIndex,
        final int maxVcs)
    {
        this.ndis = ndis;
        this.adapterHandle = adapterHandle;
        this.adapterContext = adapterContext;
        this.firstVcIndex = firstVcIndex;
        this.maxVcs = maxVcs;
        hardware = new AdapterHardware(ndis);
        resources = new AdapterResources(ndis, adapterHandle);
        chip = new ChipControl(hardware, resources);
        phy = new PhyUnit(hardware);
    }

    /**
     * @return the adapter's VCs; they can be read even when the adapter has been halted.
     */
    public VcTable vcTable()
    {
        return table;
    }

    /**
     * @return what the board has.
     */
    public BoardLayout layout()
    {
        return layout;
    }

    /**
     * @param counter of all VCs.
     * @return its sum since the adapter was initialised, deleted VCs included.
     */
    public long sum(final VcCounter counter)
    {
        return counters.sum(counter);
    }

    /**
     * @return buffers that are neither free nor with the chip: those that clients have, and those of PDUs that are
     *         not complete.
     */
    public int receiveBuffersInUse()
    {
        return buffers.inUseCount();
    }

    /**
     * @return transmit rings that no VC has.
     */
    public int freeTransmitRings()
    {
        return transmit.freeRings();
    }

    /**
     * @return slots of the transmit schedule that no CBR VC has.
     */
    public int freeTransmitSlots()
    {
        return schedule.freeSlots();
    }

    AdapterCounters counters()
    {
        return counters;
    }

    VcOperations operations()
    {
        return operations;
    }

    AdapterRequests requests()
    {
        return requests;
    }

    byte[] esi()
    {
        return esi;
    }

    boolean hasSignal()
    {
        return phy.hasSignal();
    }

    boolean isRemoved()
    {
        return hardware.isRemoved();
    }

    boolean isHalted()
    {
        return halted;
    }

    int initialize(final long wrapperConfigurationContext)
    {
        ndis.ndisMSetAttributesEx(
            adapterHandle,
            adapterContext,
            0,
            NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER | NdisAttribute.NDIS_ATTRIBUTE_DESERIALIZE |
            NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK | NdisAttribute.NDIS_ATTRIBUTE_USES_SAFE_BUFFER_APIS |
            NdisAttribute.NDIS_ATTRIBUTE_DO_NOT_BIND_TO_ALL_CO);
        int status = resources.claimRegisters(wrapperConfigurationContext);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return failed(status, NDIS_ERROR_CODE_RESOURCE_CONFLICT, status);
        }
        hardware.mapped(resources.registers(), resources.sram());
        hardware.reset();
        final int sramWords = chip.probeSram();
        layout = BoardLayout.of(sramWords);
        if (layout == null || !hardware.isThere() || !phy.start())
        {
            return failed(NDIS_STATUS_FAILURE, NDIS_ERROR_CODE_HARDWARE_FAILURE, sramWords);
        }
        readEsi(wrapperConfigurationContext);
        status = resources.claimMemory(layout);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return failed(status, NDIS_ERROR_CODE_OUT_OF_RESOURCES, layout.connections());
        }
        build();
        if (!buffers.isComplete())
        {
            return failed(NDIS_STATUS_RESOURCES, NDIS_ERROR_CODE_OUT_OF_RESOURCES, buffers.count());
        }
        program();
        ndis.ndisMInitializeTimer(counterTimer, adapterHandle, context -> readCounters(), adapterContext);
        ndis.ndisMInitializeTimer(
            leavingTimer, adapterHandle, context -> operations.completeSendsThatLeft(), adapterContext);
        ndis.ndisMInitializeTimer(restTimer, adapterHandle, context -> doTheRest(), adapterContext);
        status = resources.claimInterrupt();
        if (status != NDIS_STATUS_SUCCESS)
        {
            return failed(status, NDIS_ERROR_CODE_INTERRUPT_CONNECT, status);
        }
        chip.enable();
        ndis.ndisMSetPeriodicTimer(counterTimer, COUNTER_PERIOD_MILLISECONDS);
        return NDIS_STATUS_SUCCESS;
    }

    void halt()
    {
        ndis.ndisMCancelTimer(counterTimer);
        ndis.ndisMCancelTimer(leavingTimer);
        ndis.ndisMCancelTimer(restTimer);
        chip.stop();
        hardware.read(CFG); // the write has arrived
        resources.releaseInterrupt();
        operations.dropReady();
        while (operations.receivesOut() > 0)
        {
            ndis.ndisMSleep(RETURN_WAIT_MICROSECONDS);
        }
        hardware.removed();
        receive.program();
        rawCells.program();
        buffers.close();
        resources.release();
        halted = true;
    }

    /** May run at any level: registers only. */
    void shutdown()
    {
        chip.stop();
    }

    int reset()
    {
        ndis.ndisAcquireSpinLock(lock);
        counters.resets++;
        final boolean isThere = restart();
        ndis.ndisReleaseSpinLock(lock);
        operations.completeSends();
        operations.completeDeactivations();
        if (!isThere)
        {
            ndis.ndisWriteErrorLogEntry(adapterHandle, NDIS_ERROR_CODE_HARDWARE_FAILURE, (int)counters.resets);
            return NDIS_STATUS_HARD_ERRORS;
        }
        return NDIS_STATUS_SUCCESS;
    }

    void surpriseRemoved()
    {
        hardware.removed();
        chip.removed();
        ndis.ndisMCancelTimer(counterTimer);
        ndis.ndisAcquireSpinLock(lock);
        operations.abortSends();
        ndis.ndisReleaseSpinLock(lock);
        operations.completeSends();
        ndis.ndisMCancelTimer(leavingTimer);
        operations.completeSendsThatLeft();
        operations.completeSendsThatLeft();
        ndis.ndisMCancelTimer(leavingTimer);
        operations.completeDeactivations();
    }

    /** Full power, or none: VCs stay what they are, but nothing is sent or received. */
    void power(final boolean isOn)
    {
        if (isOn == hardware.isAwake() || hardware.isRemoved())
        {
            return;
        }
        ndis.ndisAcquireSpinLock(lock);
        if (isOn)
        {
            hardware.wake();
            restart();
        }
        else
        {
            chip.stop();
            hardware.read(CFG); // the write has arrived
            hardware.sleep();
            operations.abortSends();
        }
        ndis.ndisReleaseSpinLock(lock);
        operations.completeSends();
        operations.completeDeactivations();
    }

    /** Resets and programs the chip with all VCs that are active, the lock being held; false if it does not answer. */
    private boolean restart()
    {
        hardware.reset();
        operations.abortSends();
        final boolean isThere = hardware.isThere();
        if (isThere)
        {
            program();
            operations.reopen();
            chip.enable();
        }
        return isThere;
    }

    /** True if the chip no longer walks over its transmit schedule. */
    boolean hangs()
    {
        return chip.hangs();
    }

    /** The interrupt service routine; false if the interrupt is not the adapter's. */
    boolean serviceInterrupt()
    {
        return chip.serviceInterrupt();
    }

    /** The deferred procedure of the interrupt. */
    void handleInterrupt()
    {
        int passes = 0;
        boolean hasMore;
        do
        {
            if (!chip.isMasked())
            {
                chip.mask();
            }
            work();
            chip.unmask();
            hasMore = receive.hasWork() || rawCells.hasWork();
        }
        while (hasMore && ++passes < MAX_PASSES);
        if (hasMore)
        {
            ndis.ndisMSetTimer(restTimer, 0);
        }
    }

    /** What a deferred procedure has left. */
    private void doTheRest()
    {
        if (hardware.isReachable())
        {
            handleInterrupt();
        }
        else
        {
            operations.completeSends();
        }
    }

    void returned(final NdisPacket packet)
    {
        operations.returned(packet);
        if (starved)
        {
            feed();
        }
    }

    /** Takes over the counters of chip and PHY, which are short. At DISPATCH. */
    void readCounters()
    {
        ndis.ndisAcquireSpinLock(lock);
        readChipCounters();
        if (hardware.isThere())
        {
            phy.readCounters();
        }
        ndis.ndisReleaseSpinLock(lock);
    }

    /** The chip's own clock, in units of 100 ns. */
    long clock()
    {
        ndis.ndisAcquireSpinLock(lock);
        final long counts = chip.timer();
        ndis.ndisReleaseSpinLock(lock);
        return counts * SarRegisters.TMR_CLOCKS * CLOCK_UNITS_PER_SECOND / BoardConfig.SAR_HZ_155M;
    }

    long headerErrors()
    {
        return phy.headerErrors();
    }

    private void work()
    {
        final int status = chip.takeStatus();
        ndis.ndisAcquireSpinLock(lock);
        transmit.collect();
        receive.collect(ENTRIES_A_PASS);
        rawCells.collect();
        if (STAT_TMROF.isSet(status))
        {
            readChipCounters();
        }
        counters.incompletePdus += STAT_TXICP.get(status);
        final boolean hadSignal = phy.hasSignal();
        if (STAT_PHYI.isSet(status))
        {
            phy.checkSignal();
            hardware.write(STAT, STAT_PHYI.mask()); // set again until its cause was read
        }
        ndis.ndisReleaseSpinLock(lock);

        if (hadSignal != phy.hasSignal())
        {
            ndis.ndisMCoIndicateStatus(
                adapterHandle, 0, hadSignal ? NDIS_STATUS_MEDIA_DISCONNECT : NDIS_STATUS_MEDIA_CONNECT, null, 0);
        }
        operations.completeSends();
        if (operations.indicateReceives())
        {
            ndis.ndisMCoReceiveComplete(adapterHandle);
        }

        ndis.ndisAcquireSpinLock(lock);
        if (chip.takeFreshness())
        {
            buffers.observe(status);
        }
        refill();
        ndis.ndisReleaseSpinLock(lock);
    }

    /** Clients have returned buffers after there were too few for the chip. */
    private void feed()
    {
        ndis.ndisAcquireSpinLock(lock);
        buffers.observe(hardware.read(STAT));
        chip.takeFreshness(); // older than what has just been seen
        refill();
        ndis.ndisReleaseSpinLock(lock);
        chip.refresh();
    }

    private void refill()
    {
        starved = !buffers.refill();
        chip.wantsBufferInterrupt(!starved);
    }

    private void readChipCounters()
    {
        if (hardware.isThere())
        {
            chip.timer();
            counters.cellsDropped += CDC_COUNT.get(hardware.read(CDC));
            counters.unknownCells += VPEC_COUNT.get(hardware.read(VPEC));
            counters.invalidCells += ICC_COUNT.get(hardware.read(ICC));
        }
    }

    private int failed(final int status, final int errorCode, final int value)
    {
        hardware.write(CFG, 0);
        ndis.ndisWriteErrorLogEntry(adapterHandle, errorCode, value);
        if (buffers != null)
        {
            buffers.close();
        }
        if (table != null)
        {
            table.close();
            table = null;
        }
        resources.release();
        hardware.removed();
        halted = true;
        return status;
    }

    private void readEsi(final long wrapperConfigurationContext)
    {
        new EsiReader(hardware).read(esi);
        final NdisHandleHolder handle = new NdisHandleHolder();
        if (ndis.ndisOpenConfiguration(handle, wrapperConfigurationContext) == NDIS_STATUS_SUCCESS)
        {
            final UnsafeBuffer address = new UnsafeBuffer(new byte[EsiReader.LENGTH]);
            final NdisIntHolder length = new NdisIntHolder();
            final int status = ndis.ndisReadNetworkAddress(address, length, handle.value);
            if (status == NDIS_STATUS_SUCCESS && length.value == EsiReader.LENGTH)
            {
                address.getBytes(0, esi);
            }
            ndis.ndisCloseConfiguration(handle.value);
        }
    }

    private void build()
    {
        table = new VcTable(maxVcs, 0, layout.vciBits(), firstVcIndex);
        counters = new AdapterCounters(table);
        schedule = new ScheduleTable(hardware, layout);
        transmit = new TransmitUnit(
            hardware, layout, table, counters, resources.transmitRings, resources.transmitStatus);
        buffers = new ReceiveBuffers(
            ndis, adapterHandle, hardware, resources.receiveBuffers, resources.descriptors);
        receive = new ReceiveUnit(
            ndis, hardware, layout, table, counters, buffers, resources.packets, resources.receiveStatus);
        rawCells = new RawCells(
            hardware,
            table,
            counters,
            buffers,
            receive,
            resources.packets,
            resources.rawDescriptors,
            resources.rawCellHandle);
        operations = new VcOperations(
            ndis, lock, hardware, layout, table, schedule, transmit, buffers, receive, rawCells,
            new LeavingPackets(ndis, leavingTimer), restTimer);
        requests = new AdapterRequests(this);
    }

    /** Writes all registers and tables of a chip that has been reset; it does nothing yet. */
    private void program()
    {
        chip.program(layout, operations.programmer());
        schedule.program();
        transmit.program();
        receive.program();
        rawCells.program();
        buffers.program();
        refill();
    }
}
