package org.vatm.idt77252;

import static org.vatm.idt77252.SarGuestError.RESERVED_CODE;
import static org.vatm.idt77252.SarGuestError.WRITE_DURING_RESET;
import static org.vatm.idt77252.SarRegisters.BAR_IO;
import static org.vatm.idt77252.SarRegisters.BAR_IO_BYTES;
import static org.vatm.idt77252.SarRegisters.BAR_REGISTERS;
import static org.vatm.idt77252.SarRegisters.BAR_REGISTERS_BYTES;
import static org.vatm.idt77252.SarRegisters.BAR_SRAM;
import static org.vatm.idt77252.SarRegisters.BAR_SRAM_BYTES;
import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_CACHE;
import static org.vatm.idt77252.SarRegisters.CFG_LOOP;
import static org.vatm.idt77252.SarRegisters.CFG_RSQSIZE;
import static org.vatm.idt77252.SarRegisters.CFG_RXINT;
import static org.vatm.idt77252.SarRegisters.CFG_SWRST;
import static org.vatm.idt77252.SarRegisters.CFG_UMODE;
import static org.vatm.idt77252.SarRegisters.FBQ_COUNT;
import static org.vatm.idt77252.SarRegisters.FBQ_WINDOW_BYTES;
import static org.vatm.idt77252.SarRegisters.FBQ_WINDOW_OFFSET;
import static org.vatm.idt77252.SarRegisters.GP;
import static org.vatm.idt77252.SarRegisters.GP_DLOOP;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.TCMDQ;
import static org.vatm.register.AccessError.NARROW_WRITE;
import static org.vatm.register.AccessError.READ_UNMAPPED;
import static org.vatm.register.AccessError.WRITE_UNMAPPED;

import org.vatm.host.Host;
import org.agrona.DirectBuffer;
import org.vatm.line.AtmPort;
import org.vatm.line.CellSink;
import org.vatm.line.SuniPhy;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciFunction;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.EventQueue;

/**
 * The IDT77252 "ABR SAR" on its board: builds the blocks, joins them, and leads every access of the bus to the block that it is for.
 * <pre>
 *  BAR0  I/O, 256 bytes   the first 256 bytes of BAR1, whole words only
 *  BAR1  memory, 4 KB     registers
 *  BAR2  memory, 4 MB     0x000000 SRAM, wrapped; 0x200000 a window of 256 KB for each free buffer queue; 0x300000 nothing
 * </pre>
 */
public final class Idt77252 extends PciFunction
{
    public static final int VENDOR_ID = 0x111D;
    public static final int DEVICE_ID = 0x0003;
    /** Network controller, ATM. */
    public static final int CLASS_CODE = 0x020300;
    /** Configuration space: how often a retried transaction is tried again, 0 for ever. The model's bus never gives up. */
    public static final int CONFIG_RETRY_TIMEOUT = 0x40;
    /** Configuration space: how long the chip waits for TRDY#. */
    public static final int CONFIG_TRDY_TIMEOUT = 0x41;

    private static final int TIMEOUT_RESET = 0x80;
    private static final int MIN_GNT = 5;
    private static final int MAX_LAT = 5;
    private static final int PIN_INTA = 1;
    private static final int OCTET = 0xFF;
    private static final int WHOLE_WORD = -1;

    private final EventQueue events;
    private final GuestErrors errors = new GuestErrors();
    private final RegisterFile registers = new RegisterFile(SarRegisters.MAP, errors);
    private final SarClocks clocks;
    private final Sram sram;
    private final InterruptUnit interrupts;
    private final ReceivePath receive;
    private final CommandUnit commands;
    private final GeneralPurpose generalPurpose;
    private final SarTimer timer;
    private final AtmPort port;
    private final TransmitStatusQueue transmitStatus;
    private final TransmitScheduler scheduler;
    private final TransmitCommandQueue transmitCommands;
    private final SegmentationEngine segmentation;
    private final TransmitFifo transmitFifo;

    /**
     * A board after power-up; {@link Host#addDevice} plugs it in.
     *
     * @param host  in which it will be.
     * @param board what is on it.
     * @param port  the board's optical port; its PHY is at chip select 0 of the utility bus.
     */
    public Idt77252(final Host host, final BoardConfig board, final AtmPort port)
    {
        super(board.name(), configSpace(board.revision()));
        this.port = port;
        final SuniPhy phy = port.phy();
        events = host.cpu().events();
        clocks = SarClocks.of(host.bus().clock(), board.sarHz());
        sram = new Sram(board.sramWords(), board.sramPattern());
        interrupts = new InterruptUnit(events, clocks, registers, interrupt());
        receive = new ReceivePath(events, clocks, registers, sram, dma(), interrupts, errors);
        commands = new CommandUnit(events, clocks, registers, sram, new UtilityBus(phy, errors), receive.freeBuffers(),
            receive.connections(), interrupts, errors, board.utilityClocks());
        generalPurpose = new GeneralPurpose(events, registers, new Eeprom(board.eeprom()), phy, errors);
        timer = new SarTimer(events, clocks, registers, interrupts);

        transmitFifo = new TransmitFifo(clocks, port);
        transmitStatus = new TransmitStatusQueue(dma(), registers, interrupts, generalPurpose, timer, events, errors);
        final SegmentationChannels channels = new SegmentationChannels(sram);
        segmentation = new SegmentationEngine(
            dma(), sram, channels, transmitFifo, transmitStatus, interrupts, generalPurpose, clocks, errors);
        scheduler = new TransmitScheduler(
            events, clocks, registers, sram, channels, segmentation, transmitFifo, transmitStatus, errors);
        transmitCommands = new TransmitCommandQueue(scheduler, clocks, events, errors);
        timer.onOverflow(nowPs -> transmitStatus.add(nowPs, TsqEntry.TYPE_TIMER, 0, 0, false));
        registers.onWrite(TCMDQ, (before, after, data) -> transmitCommands.write(events.nowPs(), data));
        registers.onWrite(GP, (before, after, data) -> loop());
        port.connect(new ReceiveUtopia(), scheduler::cellsSent);

        registers.onWrite(CFG, (before, after, data) -> configure(events.nowPs(), before, after));
        registers.onRead(STAT, stored -> interrupts.read() | receive.freeBuffers().fractions());
        phy.onInterruptChange(nowPs -> interrupts.phyPin(nowPs, phy.interrupt()));
    }

    private static ConfigSpace configSpace(final int revision)
    {
        return new ConfigSpace(VENDOR_ID, DEVICE_ID, revision, CLASS_CODE)
            .defineBar(BAR_IO, BAR_IO_BYTES, true)
            .defineBar(BAR_REGISTERS, BAR_REGISTERS_BYTES, false)
            .defineBar(BAR_SRAM, BAR_SRAM_BYTES, false)
            .define(ConfigSpace.SUBSYSTEM_VENDOR_ID, 2, VENDOR_ID, 0)
            .define(ConfigSpace.INTERRUPT_PIN, 1, PIN_INTA, 0)
            .define(ConfigSpace.MIN_GNT, 1, MIN_GNT, 0)
            .define(ConfigSpace.MAX_LAT, 1, MAX_LAT, 0)
            .define(CONFIG_RETRY_TIMEOUT, 1, TIMEOUT_RESET, OCTET)
            .define(CONFIG_TRDY_TIMEOUT, 1, TIMEOUT_RESET, OCTET);
    }

    @Override
    public boolean barReady(final int bar, final int offset, final boolean write)
    {
        if (bar == BAR_SRAM)
        {
            return isWindow(offset) ? !write || receive.freeBuffers().isWindowReady(events.nowPs()) : !commands.isBusy();
        }
        if (write && offset == TCMDQ.offset())
        {
            return transmitCommands.isReady();
        }
        return commands.isReady(offset, write);
    }

    @Override
    public int barRead(final int bar, final int offset, final int lanes)
    {
        if (bar != BAR_SRAM)
        {
            return registers.read(offset, lanes);
        }
        if (offset < FBQ_WINDOW_OFFSET)
        {
            return sram.read(offset >> 2) & lanes;
        }
        if (!isWindow(offset))
        {
            errors.report(READ_UNMAPPED, offset, 0);
        }
        return 0;
    }

    private static boolean isWindow(final int offset)
    {
        return offset >= FBQ_WINDOW_OFFSET && offset < FBQ_WINDOW_OFFSET + FBQ_COUNT * FBQ_WINDOW_BYTES;
    }

    @Override
    public void barWrite(final int bar, final int offset, final int data, final int lanes)
    {
        if (CFG_SWRST.isSet(registers.get(CFG)) && (bar == BAR_SRAM || offset != CFG.offset()))
        {
            errors.report(WRITE_DURING_RESET, offset, data);
        }
        else if (bar == BAR_IO && lanes != WHOLE_WORD)
        {
            errors.report(NARROW_WRITE, offset, data);
        }
        else if (bar != BAR_SRAM)
        {
            registers.write(offset, data, lanes);
        }
        else
        {
            writeSramBar(offset, data, lanes);
        }
    }

    private void writeSramBar(final int offset, final int data, final int lanes)
    {
        final long nowPs = events.nowPs();
        if (offset < FBQ_WINDOW_OFFSET)
        {
            final int word = offset >> 2;
            sram.driverWrite(nowPs, word, sram.read(word) & ~lanes | data & lanes);
        }
        else if (!isWindow(offset))
        {
            errors.report(WRITE_UNMAPPED, offset, data);
        }
        else if (lanes != WHOLE_WORD)
        {
            errors.report(NARROW_WRITE, offset, data);
        }
        else
        {
            receive.freeBuffers().windowWrite(nowPs, (offset - FBQ_WINDOW_OFFSET) / FBQ_WINDOW_BYTES, data);
        }
    }

    /** CFG was written. While SWRST is 1 the blocks know nothing of its other bits; they get them when it goes. */
    private void configure(final long nowPs, final int before, final int after)
    {
        final boolean wasInReset = CFG_SWRST.isSet(before);
        if (CFG_SWRST.isSet(after))
        {
            if (!wasInReset)
            {
                reset(nowPs, after);
            }
            return;
        }
        checkCodes(after);
        if (wasInReset)
        {
            timer.start(nowPs);
        }
        final int from = wasInReset ? 0 : before;
        receive.configure(nowPs, from, after);
        interrupts.configure(nowPs, from, after);
        transmitStatus.configure(nowPs, from, after);
        loop();
        scheduler.configure(nowPs, from, after);
    }

    private void loop()
    {
        final boolean back = GP_DLOOP.isSet(registers.get(GP));
        port.sarLoop(back || CFG_LOOP.isSet(registers.get(CFG)), back);
    }

    private void checkCodes(final int cfg)
    {
        if (CFG_RSQSIZE.get(cfg) > SarRegisters.RSQSIZE_512 || CFG_RXINT.get(cfg) > SarRegisters.RXINT_29696_CLOCKS)
        {
            errors.report(RESERVED_CODE, CFG.offset(), cfg);
        }
        if (CFG_UMODE.isSet(cfg))
        {
            errors.notModelled("CFG.UMODE", CFG.offset(), cfg);
        }
        if (CFG_CACHE.isSet(cfg))
        {
            errors.notModelled("CFG.CACHE", CFG.offset(), cfg);
        }
    }

    /** RST#: as after power-up, but for the contents of the SRAM. */
    @Override
    public void reset(final long nowPs)
    {
        super.reset(nowPs);
        reset(nowPs, CFG.resetValue());
        port.phy().resetPin(nowPs, true);
        port.phy().resetPin(nowPs, false);
    }

    /** CFG.SWRST: registers, blocks and INTA#, but neither SRAM nor PHY nor host memory. CFG holds what was written. */
    private void reset(final long nowPs, final int cfg)
    {
        registers.reset();
        registers.set(CFG, cfg);
        interrupts.reset(nowPs);
        commands.reset(nowPs);
        receive.reset(nowPs);
        generalPurpose.reset(nowPs);
        timer.reset(nowPs);
        transmitCommands.reset();
        scheduler.reset(nowPs);
        transmitStatus.reset(nowPs);
        transmitFifo.reset();
        loop();
    }

    /**
     * Makes the chip write free buffers at another place than the driver says, for drivers that look there; docs/timing.md#dma-bias.
     *
     * @param bytes added to the address of payload, raw cells and links of the raw cell queue; 0 for a faithful chip.
     */
    public void dmaBias(final int bytes)
    {
        receive.freeBuffers().dmaBias(bytes);
    }

    /**
     * Makes status bits that were set since STAT was last read withstand being cleared, for guests whose writes come late;
     * docs/timing.md#late-acknowledgement.
     *
     * @param keeps false for a faithful chip.
     */
    public void keepUnseenStatus(final boolean keeps)
    {
        interrupts.keepUnseen(keeps);
    }

    /**
     * Makes the last cell of an AAL0 PDU carry the AUU bit, so that two FreeBSD machines see each other's ends of PDUs.
     *
     * @param on false for headers as the driver gave them, which is how the chip starts.
     */
    public void aal0EndOfPduSetsAuu(final boolean on)
    {
        segmentation.auuFromEndOfPdu(on);
    }

    /**
     * @return what the driver did wrong.
     */
    public GuestErrors guestErrors()
    {
        return errors;
    }

    /**
     * Cells that the chip has put on the line, null cells included.
     *
     * @param nowPs the present instant.
     * @return since power-up.
     */
    public long cellsOnLine(final long nowPs)
    {
        return scheduler.cellsSent(nowPs);
    }

    /** The receive side, for tests of the package. */
    ReceivePath receivePath()
    {
        return receive;
    }

    /** The local memory, for tests of the package. */
    Sram sram()
    {
        return sram;
    }

    /** What the port knows of the receive side. */
    private final class ReceiveUtopia implements CellSink
    {
        @Override
        public long readyPs(final long arrivalPs)
        {
            return receive.reassembly().readyPs(arrivalPs);
        }

        @Override
        public void receive(
            final long nowPs, final int header, final DirectBuffer payload, final int offset, final int remainder)
        {
            receive.reassembly().receive(nowPs, header, payload, offset, remainder);
        }
    }
}
