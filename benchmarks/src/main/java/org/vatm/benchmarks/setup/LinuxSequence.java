package org.vatm.benchmarks.setup;

import static org.vatm.idt77252.SarRegisters.TCMDQ;

import java.util.HashMap;
import java.util.Map;

import org.vatm.idt77252.RctEntry;
import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.TctEntry;
import org.vatm.idt77252.TstEntry;

/**
 * What the stock Linux driver idt77252 does: a command for each word, and a wait for each command. What it leaves for later counts too
 * (the switch of the schedule tables) but for the START of a UBR VC, which comes with its first packet, and for the second table, which
 * it brings up to date after the switch.
 */
final class LinuxSequence extends StockSequence
{
    private static final int CONFIGURATION = 0x1084_0000; // 1,024 connections, one bit of VPI
    private static final int CONNECTIONS = 1024;
    private static final int CHANNELS = 0x4000;
    private static final int CHANNEL_WORDS = 12;
    private static final int TABLE = 0x8000;
    private static final int TABLE_WORDS = 0x4000;

    private final Map<Integer, Category> transmitting = new HashMap<>();
    private final Map<Integer, Directions> open = new HashMap<>();

    LinuxSequence()
    {
        super(CONFIGURATION, CONNECTIONS, TABLE, TABLE_WORDS);
    }

    @Override
    public String name()
    {
        return "Linux";
    }

    @Override
    public void open(final int vci, final Category category, final Directions directions)
    {
        open.put(vci, directions);
        final boolean cbr = category == Category.CBR;
        if (directions.transmits())
        {
            transmitting.put(vci, category);
            final int channel = CHANNELS + vci * CHANNEL_WORDS;
            words(channel, queue(), 0, -1, 0);
            if (cbr)
            {
                words(tct(vci), channel, 0, 0, 0, 0, 0, 0, 0);
                fill(TABLE_WORDS - 2, TstEntry.cbr(vci));
                start(SarCommand.TCMDQ_START, vci);
            }
            else
            {
                words(tct(vci), channel, 0, TctEntry.W2_TSIF.mask(), TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask(), 0, 0, 0,
                    TctEntry.W7_UBR.mask());
            }
        }
        if (directions.receives())
        {
            sram(rct(vci), RctEntry.W0_OPEN.mask() | RctEntry.W0_AAL.of(RctEntry.AAL_5) | RctEntry.W0_RCI.mask());
            command(SarCommand.openConnection(rct(vci)));
            poll();
        }
        if (directions.transmits() && cbr)
        {
            switchTables(TstEntry.NULL);
        }
    }

    @Override
    public void close(final int vci)
    {
        if (open.remove(vci).receives())
        {
            command(SarCommand.closeConnection(rct(vci)));
            poll();
        }
        final Category category = transmitting.remove(vci);
        if (category != null)
        {
            start(SarCommand.TCMDQ_HALT, vci);
        }
        if (category == Category.CBR)
        {
            fill(TABLE_WORDS - 2, TstEntry.VARIABLE);
            switchTables(TstEntry.NULL);
        }
    }

    private void start(final int operation, final int vci)
    {
        meter().write(TCMDQ, SarCommand.transmitCommand(operation, 0, vci));
    }

    private void words(final int word, final int... values)
    {
        for (int i = 0; i < values.length; i++)
        {
            sram(word + i, values[i]);
        }
    }

    @Override
    void sram(final int word, final int value)
    {
        data(value);
        command(SarCommand.writeSram(word, 1));
        poll();
    }

    /** The last entry but one stays in the table, the last leads to the other. */
    @Override
    int jumpWord()
    {
        return TABLE_WORDS - 2;
    }
}
