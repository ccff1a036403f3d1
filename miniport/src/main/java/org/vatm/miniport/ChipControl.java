package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.*;

import org.vatm.idt77252.SarRegisters;
import org.vatm.ndis.NdisSynchronizeFunction;

/**
 * The chip as a whole: what it is set up with, whether it runs, and its interrupts. The service routine masks them all
 * in CFG and acknowledges what STAT shows; whoever works on it unmasks. While they are masked the chip does not
 * remember ends of PDUs (RXINT is 0), so the status queue is to be looked at once more after the unmasking.
 */
final class ChipControl
{
    private static final int PROBE_FIRST_WORD = 0x4000;
    private static final int PROBE_LAST_WORD = 0x80000;
    private static final int PROBE_PATTERN = 0xDEAD_BEEF;
    private static final int MAXIMUM_DEFICIT_SLOTS = 0xFFFF;
    private static final int RATE_TABLE_STEP = 4;
    private static final int HANG_CHECK_MICROSECONDS = 10;
    private static final int LATCHED = 0xFFFF; // FRACn of STAT are above
    private static final int INTERRUPT_ENABLES = CFG_RXINT.mask() | CFG_RAWIE.mask() | CFG_RQFIE.mask() |
        CFG_TMOIE.mask() | CFG_FBIE.mask() | CFG_TXINT.mask() | CFG_TXUIE.mask() | CFG_TXSFI.mask() | CFG_PHYIE.mask();

    private final AdapterHardware hardware;
    private final AdapterResources resources;
    private final NdisSynchronizeFunction rewrite = this::rewriteConfiguration;

    /** What CFG is, interrupts included; what is written to it while they are masked is less. */
    private int configuration;
    private boolean masked = true;
    private int interruptStatus;
    private boolean statusIsFresh;

    private int lastTimer;
    private long timerCounts;

    ChipControl(final AdapterHardware hardware, final AdapterResources resources)
    {
        this.hardware = hardware;
        this.resources = resources;
    }

    /** Words of SRAM: the distance at which a write comes out at word 0. */
    int probeSram()
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

    /** Writes registers and the tables of all connections, none of which is open yet. Interrupts are masked. */
    void program(final BoardLayout layout, final VcProgrammer programmer)
    {
        configuration = CFG_IDLECLP.mask() | CFG_RSQSIZE.of(RSQSIZE_512) | CFG_VPVCS.of(VPVCS_0) |
            CFG_CNTBL.of(layout.connectionTableCode());
        masked = true;
        statusIsFresh = false;
        lastTimer = 0;
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

        programmer.haltUnspecifiedConnection();
        for (int connection = 0; connection < layout.connections(); connection++)
        {
            // Closed; the rest of an entry is written when it is opened. A command for one word is over before the next one comes.
            hardware.writeSram(layout.receiveConnection(connection), 0);
        }
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
    }

    /** Cells, DMA and interrupts. */
    void enable()
    {
        hardware.awaitCommand();
        masked = false;
        configuration |= CFG_RXPTH.mask() | CFG_TXEN.mask() | CFG_RXINT.of(RXINT_IMMEDIATE) | CFG_RAWIE.mask() |
            CFG_RQFIE.mask() | CFG_TMOIE.mask() | CFG_TXINT.mask() | CFG_TXUIE.mask() | CFG_TXSFI.mask() |
            CFG_PHYIE.mask();
        hardware.write(CFG, configuration);
    }

    /** Neither cells nor interrupts nor DMA; the tables stay where they are. */
    void stop()
    {
        masked = true;
        hardware.write(CFG, configuration & ~(INTERRUPT_ENABLES | CFG_RXPTH.mask() | CFG_TXEN.mask()));
    }

    /** The interrupt service routine; false if the interrupt is not the adapter's. */
    boolean serviceInterrupt()
    {
        if (masked)
        {
            return false;
        }
        final int status = hardware.read(STAT);
        if ((status & SarRegisters.interruptMask(configuration)) == 0 || status == AdapterHardware.NOTHING_THERE)
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

    /** What the service routine has found since the last call. */
    int takeStatus()
    {
        final int status = interruptStatus;
        interruptStatus = 0;
        return status;
    }

    /** True once after each interrupt: the fill of the free buffer queues in its status is recent. */
    boolean takeFreshness()
    {
        final boolean isFresh = statusIsFresh;
        statusIsFresh = false;
        return isFresh;
    }

    boolean isMasked()
    {
        return masked;
    }

    void mask()
    {
        hardware.write(CFG, configuration & ~INTERRUPT_ENABLES);
        masked = true;
    }

    /** When this returns, the chip has the interrupts enabled, and what it wrote before can be seen. */
    void unmask()
    {
        masked = false;
        hardware.write(CFG, configuration);
        hardware.read(CFG);
    }

    /** The adapter is gone: no interrupt is its own any more. */
    void removed()
    {
        masked = true;
    }

    /** Interrupts of the free buffer queues, which only help while there are buffers to give; takes effect later. */
    void wantsBufferInterrupt(final boolean wanted)
    {
        configuration = CFG_FBIE.set(configuration, wanted ? 1 : 0);
    }

    /** Writes CFG unless interrupts are masked, at the service routine's level so that it cannot mask in between. */
    void refresh()
    {
        resources.synchronizeWithInterrupt(rewrite);
    }

    private boolean rewriteConfiguration(final long context)
    {
        if (!masked)
        {
            hardware.write(CFG, configuration);
        }
        return true;
    }

    /** True if the chip no longer walks over its transmit schedule; false if there is none, which no reset mends. */
    boolean hangs()
    {
        final int before = hardware.read(NOW);
        hardware.stall(HANG_CHECK_MICROSECONDS);
        return before != AdapterHardware.NOTHING_THERE && hardware.read(NOW) == before;
    }

    /** Counts of the timer since start-up, {@value SarRegisters#TMR_CLOCKS} clocks each; to be asked every minute. */
    long timer()
    {
        final int now = hardware.read(TMR);
        if (now != AdapterHardware.NOTHING_THERE)
        {
            timerCounts += TMR_COUNT.get(now) - lastTimer & TMR_COUNT.mask();
            lastTimer = TMR_COUNT.get(now);
        }
        return timerCounts;
    }
}
