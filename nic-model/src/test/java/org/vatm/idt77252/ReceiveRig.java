package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.atm.Aal5;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.CellHeader;
import org.vatm.memory.HostMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciBus;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestErrors;
import org.vatm.register.Register;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * The receive half of the chip on a real bus with real memory: cells in at the UTOPIA side, registers, windows, SRAM
 * words and rings at the driver's side. Clocks: PCI 30 ns, SAR 25 ns, UTOPIA 50 ns.
 */
final class ReceiveRig implements AutoCloseable
{
    /**
     * 4096 connections, 2 VPI bits, RSQ of 512 entries, immediate end-of-PDU interrupt, all interrupts of reception.
     */
    static final int CFG_ON = 0x2089_1C40;
    static final long CELL_SLOT_PS = 2_831_197;
    static final int RSQ_ENTRIES = 512;
    static final int[] BUFFER_CELLS = {5, 42, 1, 10};

    private static final long RAM = 8 << 20;
    private static final int RSQ_BYTES = RSQ_ENTRIES * RsqEntry.LENGTH;
    private static final int CLOCK_PS = 30_000;

    final EventQueue events = new EventQueue();
    final HostMemory memory = new HostMemory(RAM);
    final PciBus bus = new PciBus("pci", events, PciTiming.PCI33, memory);
    final Chip chip = new Chip();
    final GuestErrors errors = new GuestErrors();
    final RegisterFile registers = new RegisterFile(SarRegisters.MAP, errors);
    final Sram sram;
    final InterruptUnit interrupts;
    final ReceivePath receive;
    final List<String> transactions = new ArrayList<>();
    final long rsqBase = memory.allocate(RSQ_BYTES, RSQ_BYTES);
    final long handleBlock = memory.allocate(64, 64);
    private final Map<Integer, Long> bufferOf = new HashMap<>();
    private final ArrayDeque<CellEvent> idleEvents = new ArrayDeque<>();
    private long lineFreePs;
    private int nextHandle = 0x1000;
    private int rsqNext;

    ReceiveRig()
    {
        this(128 << 10);
    }

    ReceiveRig(final int sramWords)
    {
        sram = new Sram(sramWords);
        final SarClocks clocks = SarClocks.of(bus.clock(), Timing.SAR_HZ);
        interrupts = new InterruptUnit(events, clocks, registers, chip.interrupt());
        receive = new ReceivePath(events, clocks, registers, sram, chip.dma(), interrupts, errors);
        registers.onWrite(SarRegisters.CFG, (before, after, data) ->
        {
            interrupts.configure(events.nowPs(), before, after);
            receive.configure(events.nowPs(), before, after);
        });
        bus.attach(chip);
        chip.config().write(ConfigSpace.COMMAND, 2, ConfigSpace.COMMAND_MEMORY | ConfigSpace.COMMAND_MASTER);
        chip.config().write(ConfigSpace.LATENCY_TIMER, 1, 32);
        bus.trace().listener = (stream, timePs, kind, address, length, data, offset) -> transactions.add(
            timePs / CLOCK_PS + "+" + (kind >>> PciBus.TRACE_CLOCKS_SHIFT) + " " + length + " bytes" +
            ((kind & PciBus.TRACE_MASTER_ABORT) != 0 ? " abort" : ""));
        write(SarRegisters.RSQH, 0);
        write(SarRegisters.RSQB, (int)rsqBase);
        write(SarRegisters.RAWHND, (int)handleBlock);
        write(SarRegisters.RXFD, 0x030F_C000);
        for (int queue = 0; queue < 4; queue++)
        {
            write(SarRegisters.fbqs(queue), BUFFER_CELLS[queue]);
        }
        write(SarRegisters.CFG, CFG_ON & ~SarRegisters.CFG_RXPTH.mask());
    }

    /** Reception on. */
    ReceiveRig start()
    {
        write(SarRegisters.CFG, CFG_ON);
        return this;
    }

    void write(final Register register, final int data)
    {
        registers.write(register.offset(), data, -1);
    }

    int read(final Register register)
    {
        return registers.read(register.offset(), -1);
    }

    int stat()
    {
        return interrupts.read() | receive.freeBuffers().fractions();
    }

    void softwareReset()
    {
        registers.reset();
        interrupts.reset(events.nowPs());
        receive.reset(events.nowPs());
    }

    /** Gives a buffer by the window of a queue and returns its handle. */
    int giveBuffer(final int queue)
    {
        final int handle = nextHandle++;
        final long address = memory.allocate(BUFFER_CELLS[queue] * 48, 64);
        bufferOf.put(handle, address);
        receive.freeBuffers().windowWrite(events.nowPs(), queue, handle);
        receive.freeBuffers().windowWrite(events.nowPs(), queue, (int)address);
        return handle;
    }

    void giveBuffers(final int queue, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            giveBuffer(queue);
        }
    }

    long bufferAddress(final int handle)
    {
        return bufferOf.get(handle);
    }

    static int connection(final int vpi, final int vci)
    {
        return vpi << 10 | vci;
    }

    static int rctWord(final int connection)
    {
        return 0x8000 + 4 * connection;
    }

    int rct(final int connection, final int word)
    {
        return sram.read(rctWord(connection) + word);
    }

    void openBySram(final int connection, final int w0)
    {
        sram.driverWrite(events.nowPs(), rctWord(connection), w0);
        sram.driverWrite(events.nowPs(), rctWord(connection) + 1, 0);
        sram.driverWrite(events.nowPs(), rctWord(connection) + 2, 0);
        sram.driverWrite(events.nowPs(), rctWord(connection) + 3, -1);
    }

    /** A cell arrives in the PHY, one slot after the last one or now. */
    void cell(final int header, final byte[] payload)
    {
        final long arrivalPs = Math.max(events.nowPs(), lineFreePs);
        lineFreePs = arrivalPs + CELL_SLOT_PS;
        final CellEvent event = idleEvents.isEmpty() ? new CellEvent() : idleEvents.poll();
        event.header = header;
        event.payload = new UnsafeBuffer(payload);
        events.schedule(event, receive.reassembly().readyPs(arrivalPs));
    }

    static byte[] pattern(final int length)
    {
        final byte[] octets = new byte[length];
        for (int i = 0; i < length; i++)
        {
            octets[i] = (byte)(i * 7 + (i >> 8) + 1);
        }
        return octets;
    }

    /** The payloads of the cells of an AAL5 PDU. */
    static byte[][] aal5(final byte[] packet)
    {
        final UnsafeBuffer pdu = new UnsafeBuffer(new byte[Aal5.pduLength(packet.length)]);
        pdu.putBytes(0, packet);
        Aal5.encapsulate(pdu, 0, packet.length, 0, 0);
        final byte[][] cells = new byte[pdu.capacity() / 48][];
        for (int i = 0; i < cells.length; i++)
        {
            cells[i] = Arrays.copyOfRange(pdu.byteArray(), 48 * i, 48 * i + 48);
        }
        return cells;
    }

    void sendAal5(final int vpi, final int vci, final byte[] packet)
    {
        final byte[][] cells = aal5(packet);
        for (int i = 0; i < cells.length; i++)
        {
            cell(CellHeader.of(vpi, vci, i == cells.length - 1 ? 1 : 0, 0), cells[i]);
        }
    }

    void run()
    {
        while (events.runNext())
        {
            // Until nothing is left to happen.
        }
    }

    /** The next entry that the driver has not seen, or null. */
    Entry nextEntry()
    {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[RsqEntry.LENGTH]);
        final long address = rsqBase + (long)rsqNext * RsqEntry.LENGTH;
        memory.getBytes(address, copy, 0, RsqEntry.LENGTH);
        final RsqEntry entry = new RsqEntry().wrap(copy, 0);
        if (!entry.isValid())
        {
            return null;
        }
        memory.fill(address, RsqEntry.LENGTH, (byte)0);
        rsqNext = (rsqNext + 1) % RSQ_ENTRIES;
        return new Entry(entry.vpi(), entry.vci(), entry.handle(), entry.crc(), entry.status());
    }

    /** Tells the chip that all entries that were seen are consumed. */
    void acknowledge()
    {
        write(SarRegisters.RSQH, (rsqNext + RSQ_ENTRIES - 1) % RSQ_ENTRIES << 4);
    }

    byte[] bytes(final long address, final int length)
    {
        final byte[] octets = new byte[length];
        memory.getBytes(address, new UnsafeBuffer(octets), 0, length);
        return octets;
    }

    /** Collects buffers up to the end of a PDU; null if there is none, or if its trailer or CRC is wrong. */
    byte[] receivedPdu()
    {
        final List<Entry> chain = new ArrayList<>();
        Entry entry;
        do
        {
            entry = nextEntry();
            if (entry == null)
            {
                return null;
            }
            chain.add(entry);
        }
        while (!entry.has(RsqEntry.EPDU.mask()));
        final UnsafeBuffer pdu = new UnsafeBuffer(new byte[chain.stream().mapToInt(e -> e.cells() * 48).sum()]);
        int at = 0;
        for (final Entry e : chain)
        {
            final int length = e.cells() * 48;
            memory.getBytes(bufferAddress(e.handle()), pdu, at, length);
            at += length;
        }
        return Aal5.judge(pdu, 0, at) == Aal5.Verdict.GOOD && !entry.has(RsqEntry.CRC_ERROR.mask()) ?
            Arrays.copyOf(pdu.byteArray(), Aal5.length(pdu, at)) : null;
    }

    int hostWord(final long address)
    {
        final UnsafeBuffer word = new UnsafeBuffer(new byte[4]);
        memory.getBytes(address, word, 0, 4);
        return word.getInt(0, LITTLE_ENDIAN);
    }

    @Override
    public void close()
    {
        memory.close();
    }

    /** What an RSQ entry said. */
    record Entry(int vpi, int vci, int handle, int crc, int status)
    {
        boolean has(final int flags)
        {
            return (status & flags) == flags;
        }

        int cells()
        {
            return RsqEntry.CELL_COUNT.get(status);
        }

        int queue()
        {
            return RsqEntry.FBQ.get(status);
        }
    }

    private final class CellEvent extends Event
    {
        private int header;
        private UnsafeBuffer payload;

        CellEvent()
        {
            super(10);
        }

        @Override
        protected void fire(final long nowPs)
        {
            receive.reassembly().receive(nowPs, header, payload, 0, Aal5Crc.remainder(payload, 0));
            idleEvents.add(this);
        }
    }

    /** The bus function; its registers are reached directly. */
    static final class Chip extends PciFunction
    {
        Chip()
        {
            super("sar", new ConfigSpace(0x111D, 3, 6, 0x020300));
        }

        @Override
        public int barRead(final int bar, final int offset, final int lanes)
        {
            return 0;
        }

        @Override
        public void barWrite(final int bar, final int offset, final int data, final int lanes)
        {
        }
    }
}
