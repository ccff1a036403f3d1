package org.vatm.idt77252;

import java.util.Arrays;

/**
 * Knows whether any connection that an entry of the schedule table may name has something to send, so that nobody walks the table to
 * find out. A connection counts from the first write to SRAM that reads as a table entry with its number: more may count than are in the
 * table, never fewer.
 */
final class CbrConnections
{
    private static final int NONE = SegmentationChannels.NONE;

    private final Sram sram;
    private final SegmentationChannels channels;
    private final boolean[] named;
    /** Channel that a connection is counted with, {@link SegmentationChannels#NONE} while it is not. */
    private final int[] counted;

    CbrConnections(final Sram sram, final SegmentationChannels channels, final int maxConnections)
    {
        this.sram = sram;
        this.channels = channels;
        named = new boolean[maxConnections];
        counted = new int[maxConnections];
        Arrays.fill(counted, NONE);
    }

    void reset()
    {
        Arrays.fill(named, false);
        Arrays.fill(counted, NONE);
    }

    /** The driver wrote a word. */
    void written(final int word, final int value)
    {
        if (TstEntry.OPCODE.get(value) == TstEntry.OPCODE_CBR)
        {
            final int connection = TstEntry.CONNECTION.get(value);
            named[connection] = true;
            changed(connection);
        }
        final int connection = word / TctEntry.WORDS;
        if (connection < named.length && named[connection])
        {
            changed(connection);
        }
    }

    /** The TCT entry of a connection has changed. */
    void changed(final int connection)
    {
        final int channel = named[connection] ? channel(connection) : NONE;
        final int before = counted[connection];
        if (channel != before)
        {
            counted[connection] = channel;
            if (before != NONE)
            {
                channels.count(before, -1);
            }
            if (channel != NONE)
            {
                channels.count(channel, 1);
            }
        }
    }

    /** The channel of a connection that may send in slots that name it; {@link SegmentationChannels#NONE}: it may not. */
    int channel(final int connection)
    {
        final int tct = SramLayout.tctEntry(connection);
        final int w0 = sram.read(tct);
        final int scd = TctEntry.W0_SCD.get(w0);
        return scd == 0 || TctEntry.W3_HALT.isSet(sram.read(tct + 3)) || !TctEntry.isCbr(w0, sram.read(tct + 7)) ?
            NONE : channels.channel(scd);
    }

    /** True if a connection that the table may name has something to send. */
    boolean haveData()
    {
        return channels.countedWithData() > 0;
    }
}
