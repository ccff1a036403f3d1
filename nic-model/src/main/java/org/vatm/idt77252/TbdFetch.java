package org.vatm.idt77252;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.memory.Words;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.register.GuestErrors;

import static org.vatm.idt77252.SegmentationChannels.FLAGS;
import static org.vatm.idt77252.SegmentationChannels.FLAG_NEXT;
import static org.vatm.idt77252.SegmentationChannels.FLAG_TBD;
import static org.vatm.idt77252.SegmentationChannels.HEAD;
import static org.vatm.idt77252.SegmentationChannels.NEXT_TBD;

/** Reads descriptors from host memory: the one that a cell waits for, or the one behind it ahead of its time. */
final class TbdFetch extends DmaChannel
{
    static final int DMA_PRIORITY = 4;

    private static final int NONE = SegmentationChannels.NONE;
    private static final int WORDS = TransmitBufferDescriptor.LENGTH / Integer.BYTES;
    private static final int ENTRY_MASK = ScdEntry.SCQ_ENTRIES - 1;

    private final SegmentationChannels channels;
    private final GeneralPurpose modes;
    private final GuestErrors errors;
    private final SegmentationEngine engine;
    private final UnsafeBuffer words = new UnsafeBuffer(new byte[TransmitBufferDescriptor.LENGTH]);
    private int channel = NONE;
    private int entry;
    private boolean ahead;

    TbdFetch(
        final DmaEngine dma,
        final SegmentationChannels channels,
        final GeneralPurpose modes,
        final GuestErrors errors,
        final SegmentationEngine engine)
    {
        super(dma, DMA_PRIORITY);
        this.channels = channels;
        this.modes = modes;
        this.errors = errors;
        this.engine = engine;
    }

    boolean start(final int forChannel, final int forEntry, final boolean isAhead)
    {
        channel = forChannel;
        entry = forEntry;
        ahead = isAhead;
        return read(channels.entryAddress(forChannel, forEntry), TransmitBufferDescriptor.LENGTH, words, 0);
    }

    /** What is fetched ahead is of no use any more. */
    void forget()
    {
        channel = NONE;
    }

    boolean isAhead()
    {
        return ahead;
    }

    boolean isOf(final int otherChannel)
    {
        return channel == otherChannel;
    }

    boolean isOf(final int otherChannel, final int otherEntry)
    {
        return channel == otherChannel && entry == otherEntry;
    }

    /** The descriptor's words, in the order of octets that the driver has chosen. */
    void copy(final int[] to, final int at)
    {
        for (int i = 0; i < WORDS; i++)
        {
            to[at + i] = word(i);
        }
    }

    private int word(final int index)
    {
        return words.getInt(Integer.BYTES * index, modes.order());
    }

    @Override
    protected void complete(final long nowPs, final boolean ok)
    {
        if (!ok)
        {
            errors.report(SarGuestError.DMA_OUTSIDE_MEMORY, channel == NONE ? 0 : channels.entryAddress(channel, entry), 0);
        }
        if (ahead && ok && channel != NONE)
        {
            final Words s = channels.state();
            final int at = channels.at(channel);
            if ((s.get(at + FLAGS) & FLAG_TBD) != 0 && entry == (s.get(at + HEAD) + 1 & ENTRY_MASK))
            {
                for (int i = 0; i < WORDS; i++)
                {
                    s.set(at + NEXT_TBD + i, word(i));
                }
                s.set(at + FLAGS, s.get(at + FLAGS) | FLAG_NEXT);
            }
        }
        engine.fetchEnded(nowPs, ok);
    }

    @Override
    protected void idle(final long nowPs)
    {
        engine.fetchIdle(nowPs);
    }
}
