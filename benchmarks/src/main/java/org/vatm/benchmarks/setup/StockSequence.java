package org.vatm.benchmarks.setup;

import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_RXPTH;
import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.NOW;
import static org.vatm.idt77252.SarRegisters.RSQB;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_CMDBZ;
import static org.vatm.idt77252.SarRegisters.TSQB;
import static org.vatm.idt77252.SarRegisters.TSTB;

import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.ScdEntry;
import org.vatm.idt77252.TctEntry;
import org.vatm.idt77252.TstEntry;
import org.vatm.machine.Computer;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/**
 * A driver of another system on a board with 512 KB: a chip of its own, and what those drivers have in common. Both keep two schedule
 * tables, write a connection's slots into the one that the chip does not walk, and switch.
 */
abstract class StockSequence implements Sequence
{
    private static final long RAM_BYTES = 16L << 20;
    private static final int SLOT = 1;
    private static final int MOST_TICKS = 100;
    private static final int STATUS_BYTES = 8192;
    private static final long TICK_PS = 4_000_000_000L; // 250 a second

    private final Simulation simulation = new Simulation();
    private final Meter meter;
    private final int connections;
    private final int queue;
    private int activeTable;
    private int idleTable;
    private final int tableWords;

    /**
     * @param configuration of CFG, without what lets the chip run.
     * @param connections   in its tables.
     * @param table         first word of the schedule tables.
     * @param tableWords    of each; the last entry is a jump.
     */
    StockSequence(final int configuration, final int connections, final int table, final int tableWords)
    {
        this.connections = connections;
        this.tableWords = tableWords;
        activeTable = table;
        idleTable = table + tableWords;
        final Host host = new Host(simulation, name(), PciTiming.PCI33, RAM_BYTES);
        final AtmBoard board = new AtmBoard(host, SLOT, BoardConfig.of("a", Computer.esi(1)));
        host.assignResources();
        meter = new Meter(host, board);
        queue = (int)host.memory().allocate(ScdEntry.SCQ_BYTES, ScdEntry.SCQ_BYTES);
        final int transmitStatus = (int)host.memory().allocate(STATUS_BYTES, STATUS_BYTES);
        final int receiveStatus = (int)host.memory().allocate(STATUS_BYTES, STATUS_BYTES);
        meter.measure(() ->
        {
            host.bridge().configWrite(SLOT, ConfigSpace.COMMAND, 2,
                ConfigSpace.COMMAND_IO | ConfigSpace.COMMAND_MEMORY | ConfigSpace.COMMAND_MASTER);
            meter().write(CFG, configuration);
            sram(tct(0) + 3, TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask()); // the chip would serve it without being told
            sram(activeTable + tableWords - 1, TstEntry.jump(idleTable)); // of FreeBSD the last is the one that is switched
            sram(idleTable + tableWords - 1, TstEntry.jump(activeTable));
            jump(activeTable, activeTable);
            jump(idleTable, idleTable);
            meter().write(TSQB, transmitStatus);
            meter().write(RSQB, receiveStatus);
            meter().write(TSTB, activeTable << 2);
            meter().write(CFG, configuration | CFG_TXEN.mask() | CFG_RXPTH.mask());
        });
    }

    @Override
    public final Meter meter()
    {
        return meter;
    }

    /** Bus address of an empty queue of descriptors. */
    final int queue()
    {
        return queue;
    }

    /** First word of the connection's TCT entry, of eight. */
    final int tct(final int connection)
    {
        return connection * 8;
    }

    /** First word of the connection's RCT entry, of four. */
    final int rct(final int connection)
    {
        return connections * 8 + connection * 4;
    }

    /** Waits until no command runs. */
    final void poll()
    {
        int status;
        do
        {
            status = meter.read(STAT);
        }
        while (STAT_CMDBZ.isSet(status));
    }

    /** Writes a word of SRAM as this driver does. */
    abstract void sram(int word, int value);

    /** Lets the chip go to the other table: polls at each tick until it walks there, and puts the jump back. */
    final void switchTables(final int leave)
    {
        final int jumpWord = jumpWord();
        sram(activeTable + jumpWord, leave);
        int now;
        int ticks = 0;
        do
        {
            if (ticks++ == MOST_TICKS)
            {
                throw new IllegalStateException(name() + ": the chip does not come to the other table");
            }
            meter.host().cpu().stall(TICK_PS);
            now = meter.read(NOW) >>> 2;
        }
        while (now < idleTable || now >= idleTable + tableWords);
        jump(activeTable, activeTable);
        final int other = activeTable;
        activeTable = idleTable;
        idleTable = other;
    }

    /** Number of the entry that a switch changes. */
    abstract int jumpWord();

    private void jump(final int table, final int to)
    {
        sram(table + jumpWord(), TstEntry.jump(to));
    }

    final int idleTable()
    {
        return idleTable;
    }

    /** Slots for the CBR rate in a table of so many. */
    static int slots(final int tableSlots)
    {
        return (int)(((long)CBR_CELLS_PER_SECOND * tableSlots + LINE_CELLS_PER_SECOND - 1) / LINE_CELLS_PER_SECOND);
    }

    /** Writes an entry into slots of the idle table, spread evenly. */
    final void fill(final int tableSlots, final int entry)
    {
        final int slots = slots(tableSlots);
        for (int i = 0; i < slots; i++)
        {
            sram(idleTable + (int)((long)i * tableSlots / slots), entry);
        }
    }

    final void data(final int value)
    {
        meter.write(D0, value);
    }

    final void command(final int command)
    {
        meter.write(CMD, command);
    }

    final int readSram(final int word)
    {
        command(SarCommand.readSram(word));
        poll();
        return meter.read(D0);
    }

    @Override
    public final void close()
    {
        simulation.close();
    }
}
