package org.vatm.benchmarks.setup;

import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.D1;
import static org.vatm.idt77252.SarRegisters.D2;
import static org.vatm.idt77252.SarRegisters.D3;
import static org.vatm.idt77252.SarRegisters.IRCP;

import java.util.HashMap;
import java.util.Map;

import org.vatm.idt77252.RctEntry;
import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.TstEntry;

/**
 * What FreeBSD's patm did: waits before each command, not after it, and four words at a time. All UBR VCs send through one queue, so
 * opening one costs nothing; they cannot have rates of their own. The tables' second copy does not count.
 */
final class FreeBsdSequence extends StockSequence
{
    private static final int CONFIGURATION = 0x1088_0000 | 1 << 16; // 4,096 connections, two bits of VPI
    private static final int CONNECTIONS = 4096;
    private static final int CHANNELS = 0x1_0000;
    private static final int CHANNEL_WORDS = 12;
    private static final int TABLE = 0x1_7000;
    private static final int TABLE_WORDS = 0x2000;
    private static final long CLOSE_PS = 1_000_000;

    private final Map<Integer, Category> transmitting = new HashMap<>();
    private final Map<Integer, Directions> open = new HashMap<>();

    FreeBsdSequence()
    {
        super(CONFIGURATION, CONNECTIONS, TABLE, TABLE_WORDS);
    }

    @Override
    public String name()
    {
        return "FreeBSD";
    }

    @Override
    public void open(final int vci, final Category category, final Directions directions)
    {
        open.put(vci, directions);
        if (directions.receives())
        {
            sram(rct(vci), RctEntry.W0_OPEN.mask() | RctEntry.W0_AAL.of(RctEntry.AAL_5), 0, 0, -1);
        }
        if (directions.transmits() && category == Category.CBR)
        {
            transmitting.put(vci, category);
            poll();
            readSram(channel(vci)); // next of the free channels
            sram(channel(vci), queue(), 0, -1, 0);
            sram(channel(vci) + 4, 0, 0, 0, 0);
            fill(TABLE_WORDS - 1, TstEntry.cbr(vci));
            sram(tct(vci), channel(vci), 0, 0, 0);
            sram(tct(vci) + 4, 0, 0, 0, 0);
            switchTables(TstEntry.jump(idleTable()));
        }
    }

    @Override
    public void close(final int vci)
    {
        if (transmitting.remove(vci) != null)
        {
            sram(channel(vci), 0, 0, 0, 0);
            sram(channel(vci) + 4, 0, 0, 0, 0);
            fill(TABLE_WORDS - 1, TstEntry.VARIABLE);
            switchTables(TstEntry.jump(idleTable()));
        }
        if (open.remove(vci).receives())
        {
            poll();
            final int closed = RctEntry.W0_OPEN.set(readSram(rct(vci)), 0);
            sram(rct(vci), closed);
            sram(rct(vci), RctEntry.W0_IC.set(closed, 1));
            meter().write(IRCP, vci);
            meter().host().cpu().stall(CLOSE_PS);
            poll();
            readSram(rct(vci));
            sram(rct(vci), 0);
        }
    }

    private static int channel(final int vci)
    {
        return CHANNELS + vci * CHANNEL_WORDS;
    }

    @Override
    void sram(final int word, final int value)
    {
        poll();
        data(value);
        poll();
        command(SarCommand.writeSram(word, 1));
    }

    private void sram(final int word, final int value0, final int value1, final int value2, final int value3)
    {
        poll();
        meter().write(D0, value0);
        meter().write(D1, value1);
        meter().write(D2, value2);
        meter().write(D3, value3);
        poll();
        meter().write(CMD, SarCommand.writeSram(word, 4));
    }

    @Override
    int jumpWord()
    {
        return TABLE_WORDS - 1;
    }
}
