package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.*;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_HARDWARE_FAILURE;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_INTERRUPT_CONNECT;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_OUT_OF_RESOURCES;
import static org.vatm.ndis.NdisErrorCode.NDIS_ERROR_CODE_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_CONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.idt77252.SarRegisters;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisSpinLock;
import org.vatm.ndis.NdisSynchronizeFunction;

/**
 * One adapter: its life from MiniportInitialize to MiniportHalt, and its interrupts.
 * <pre>
 *                      +--------------+   +---------------+
 *   AtmMiniport -----&gt; | AtmAdapter   |--&gt;| VcOperations  |--&gt; VcTable, rings, queues, ScheduleTable
 *                      | life, ISR,   |   +---------------+                    |
 *                      | DPC, reset   |--&gt; AdapterRequests (OIDs)              v
 *                      +--------------+--&gt; PhyUnit, EsiReader ----&gt; AdapterHardware: registers, command unit
 * </pre>
 * Interrupts: the service routine masks them all in CFG and acknowledges what STAT shows; the deferred procedure
 * works and unmasks. While they are masked the chip does not remember ends of PDUs (RXINT is 0), so the status queue
 * is looked at once more after the unmasking.
 */
public final class AtmAdapter
{
    private static final int PROBE_FIRST_WORD = 0x4000;
    private static final int PROBE_LAST_WORD = 0x80000;
    private static final int PROBE_PATTERN = 0xDEAD_BEEF;
    private static final int MAXIMUM_DEFICIT_SLOTS = 0xFFFF;
    private static final int RATE_TABLE_STEP = 4;
    private static final int COUNTER_PERIOD_MILLISECONDS = 1000;
    private static final int HANG_CHECK_MICROSECONDS = 10;
    private static final int RETURN_WAIT_MICROSECONDS = 1000;
    private static final int NOTHING_THERE = -1;
    private static final int LATCHED = 0xFFFF; // FRACn of STAT are above
    private static final int INTERRUPT_ENABLES = CFG_RXINT.mask() | CFG_RAWIE.mask() | CFG_RQFIE.mask() |
        CFG_TMOIE.mask() | CFG_FBIE.mask() | CFG_TXINT.mask() | CFG_TXUIE.mask() | CFG_TXSFI.mask() | CFG_PHYIE.mask();

    private final NdisMiniportLibrary ndis;
    private final long adapterHandle;
    private final long adapterContext;
    private final NdisSpinLock lock = new NdisSpinLock();
    private final NdisMiniportTimer counterTimer = new NdisMiniportTimer();
    private final NdisMiniportTimer leavingTimer = new NdisMiniportTimer();
    private final AdapterHardware hardware;
    private final AdapterResources resources;
    private final PhyUnit phy;
    private final NdisSynchronizeFunction writeConfiguration = this::writeConfiguration;
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

    /** What CFG is, interrupts included; what is written to it while they are masked is less. */
    private int configuration;
    private boolean masked = true;
    private int interruptStatus;
    private boolean statusIsFresh;
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
        final int sramWords = probeSram();
        layout = BoardLayout.of(sramWords);
        if (layout == null || !phy.start())
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
        program();
        ndis.ndisMInitializeTimer(counterTimer, adapterHandle, context -> readCounters(), adapterContext);
        ndis.ndisMInitializeTimer(
            leavingTimer, adapterHandle, context -> operations.completeSendsThatLeft(), adapterContext);
        status = resources.claimInterrupt();
        if (status != NDIS_STATUS_SUCCESS)
        {
            buffers.close();
            return failed(status, NDIS_ERROR_CODE_INTERRUPT_CONNECT, status);
        }
        enable();
        ndis.ndisMSetPeriodicTimer(counterTimer, COUNTER_PERIOD_MILLISECONDS);
        return NDIS_STATUS_SUCCESS;
    }

    void halt()
    {
        ndis.ndisMCancelTimer(counterTimer);
        ndis.ndisMCancelTimer(leavingTimer);
        stop();
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
        stop();
    }

    int reset()
    {
        ndis.ndisAcquireSpinLock(lock);
        counters.resets++;
        hardware.reset();
        operations.abortSends();
        program();
        operations.reopen();
        enable();
        ndis.ndisReleaseSpinLock(lock);
        operations.completeSends();
        operations.completeDeactivations();
        return NDIS_STATUS_SUCCESS;
    }

    void surpriseRemoved()
    {
        hardware.removed();
        masked = true;
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

    /** True if the chip no longer walks over its transmit schedule. */
    boolean hangs()
    {
        if (hardware.isRemoved())
        {
            return false;
        }
        final int before = hardware.read(NOW);
        ndis.ndisStallExecution(HANG_CHECK_MICROSECONDS);
        return hardware.read(NOW) == before;
    }

    /** The interrupt service routine; false if the interrupt is not the adapter's. */
    boolean serviceInterrupt()
    {
        if (masked)
        {
            return false;
        }
        final int status = hardware.read(STAT);
        if ((status & SarRegisters.interruptMask(configuration)) == 0 || status == NOTHING_THERE)
        {
            return false;
        }
        mask();
        hardware.write(STAT, status);
        hardware.read(CFG); // both writes have arrived: the line is down
        interruptStatus = interruptStatus & LATCHED | status;
        statusIsFresh = true;
        return true;
    }

    /** The deferred procedure of the interrupt. */
    void handleInterrupt()
    {
        do
        {
            if (!masked)
            {
                mask();
            }
            work();
            unmask();
        }
        while (receive.hasWork());
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
        if (!hardware.isRemoved())
        {
            phy.readCounters();
        }
        ndis.ndisReleaseSpinLock(lock);
    }

    long headerErrors()
    {
        return phy.headerErrors();
    }

    private void work()
    {
        final int status = interruptStatus;
        interruptStatus = 0;
        ndis.ndisAcquireSpinLock(lock);
        transmit.collect();
        receive.collect();
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
        if (statusIsFresh)
        {
            statusIsFresh = false;
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
        statusIsFresh = false; // older than what has just been seen
        refill();
        ndis.ndisReleaseSpinLock(lock);
        resources.synchronizeWithInterrupt(writeConfiguration);
    }

    private void refill()
    {
        starved = !buffers.refill();
        configuration = CFG_FBIE.set(configuration, starved ? 0 : 1);
    }

    private void mask()
    {
        hardware.write(CFG, configuration & ~INTERRUPT_ENABLES);
        masked = true;
    }

    /** Neither cells nor interrupts nor DMA; the tables stay where they are. */
    private void stop()
    {
        masked = true;
        hardware.write(CFG, configuration & ~(INTERRUPT_ENABLES | CFG_RXPTH.mask() | CFG_TXEN.mask()));
    }

    /** When this returns, the chip has the interrupts enabled, and what it wrote before can be seen. */
    private void unmask()
    {
        masked = false;
        hardware.write(CFG, configuration);
        hardware.read(CFG);
    }

    /** At DEVICE, so that the service routine cannot mask in between. */
    private boolean writeConfiguration(final long context)
    {
        if (!masked)
        {
            hardware.write(CFG, configuration);
        }
        return true;
    }

    private void readChipCounters()
    {
        if (!hardware.isRemoved())
        {
            counters.cellsDropped += CDC_COUNT.get(hardware.read(CDC));
            counters.unknownCells += VPEC_COUNT.get(hardware.read(VPEC));
            counters.invalidCells += ICC_COUNT.get(hardware.read(ICC));
        }
    }

    private int failed(final int status, final int errorCode, final int value)
    {
        hardware.write(CFG, 0);
        ndis.ndisWriteErrorLogEntry(adapterHandle, errorCode, value);
        resources.release();
        hardware.removed();
        halted = true;
        return status;
    }

    /** Words of SRAM: the distance at which a write comes out at word 0. */
    private int probeSram()
    {
        hardware.writeSram(0, 0);
        for (int word = PROBE_FIRST_WORD; word <= PROBE_LAST_WORD; word <<= 1)
        {
            hardware.writeSram(word, PROBE_PATTERN);
            if (hardware.readSram(0) != 0)
            {
                return word;
            }
        }
        return 0;
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
        buffers = new ReceiveBuffers(hardware, resources.receiveBuffers, resources.descriptors);
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
            new LeavingPackets(ndis, leavingTimer));
        requests = new AdapterRequests(this);
    }

    /** Writes all registers and tables of a chip that has been reset; it does nothing yet. */
    private void program()
    {
        configuration = CFG_IDLECLP.mask() | CFG_RSQSIZE.of(RSQSIZE_512) | CFG_VPVCS.of(VPVCS_0) |
            CFG_CNTBL.of(layout.connectionTableCode());
        masked = true;
        statusIsFresh = false;
        hardware.write(CFG, configuration);
        hardware.write(GP, GP_EECS.mask());
        hardware.write(VPM, 0);
        hardware.write(RXFD, RXFD_SIZE.of(layout.receiveFifoCode()) | RXFD_BASE.of(layout.receiveFifo()));
        hardware.write(RXFT, 0);
        hardware.write(RXFH, 0);
        hardware.write(ABRSTD, ABRSTD_SIZE.of(layout.dynamicScheduleCode()) | ABRSTD_BASE.of(layout.dynamicSchedule()));
        hardware.write(ABRRQ, 0);
        hardware.write(VBRRQ, 0);
        hardware.write(RTBL, RTBL_ADDRESS.of(layout.rateTable()));
        hardware.write(MXDFCT, MXDFCT_COUNT.of(MAXIMUM_DEFICIT_SLOTS));
        hardware.write(TSTB, TSTB_ADDRESS.of(layout.transmitSchedule()));

        operations.programmer().haltUnspecifiedConnection();
        hardware.fillSram(layout.receiveConnection(0), layout.connections() * BoardLayout.RCT_WORDS, 0, 0, 0, -1);
        for (int i = 0; i < RateTables.WORDS; i += RATE_TABLE_STEP)
        {
            hardware.writeSram(
                layout.rateTable() + i,
                RateTables.word(i),
                RateTables.word(i + 1),
                RateTables.word(i + 2),
                RateTables.word(i + 3));
        }
        hardware.fillSram(layout.dynamicSchedule(), layout.dynamicScheduleWords(), 0, 0, 0, 0);
        schedule.program();
        transmit.program();
        receive.program();
        rawCells.program();
        buffers.program();
        refill();
    }

    /** Starts the chip. */
    private void enable()
    {
        hardware.awaitCommand();
        masked = false;
        configuration |= CFG_RXPTH.mask() | CFG_TXEN.mask() | CFG_RXINT.of(RXINT_IMMEDIATE) | CFG_RAWIE.mask() |
            CFG_RQFIE.mask() | CFG_TMOIE.mask() | CFG_TXINT.mask() | CFG_TXUIE.mask() | CFG_TXSFI.mask() |
            CFG_PHYIE.mask();
        hardware.write(CFG, configuration);
    }
}
