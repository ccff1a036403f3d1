package org.vatm.idt77252;

import java.util.Arrays;

import org.vatm.memory.Words;

/**
 * What the segmentation engine knows of each segmentation channel, beyond its SCD in SRAM: 16 words a channel, one cache line, found by
 * the SRAM address of the SCD. The chip would keep the descriptors in w4..w11 of the SCD; drivers leave stale words there, so they are
 * not used.
 * <pre>
 *    0     1      2 .. 5         6       7          8        9       10      11      12 .. 15
 *   +-----+------+--------------+-------+----------+--------+-------+-------+-------+-----------------+
 *   |HEAD |FLAGS | TBD w0 .. w3 |OFFSET | POSITION | LENGTH | HEADER|  TYPE |WAITING| next TBD w0..w3 |
 *   +-----+------+--------------+-------+----------+--------+-------+-------+-------+-----------------+
 * </pre>
 */
final class SegmentationChannels
{
    static final int STRIDE = 16;
    /** Entry of the SCQ that is sent, or that is next. */
    static final int HEAD = 0;
    static final int FLAGS = 1;
    static final int TBD = 2;
    /** Bytes of the descriptor's buffer that are in cells. */
    static final int OFFSET = 6;
    /** Bytes of the PDU that are in cells. */
    static final int POSITION = 7;
    /** Of an AAL5 PDU. */
    static final int LENGTH = 8;
    /** Cell header of the PDU, of its first descriptor. */
    static final int HEADER = 9;
    /** w0 of the PDU's first descriptor. */
    static final int TYPE = 10;
    /** First connection that waits for the queue to be filled, plus one. */
    static final int WAITING = 11;
    static final int NEXT_TBD = 12;

    /** The descriptor at HEAD is in TBD. */
    static final int FLAG_TBD = 1;
    /** The one behind it is in NEXT_TBD. */
    static final int FLAG_NEXT = 2;
    static final int FLAG_IN_PDU = 4;
    /** The queue ran empty in the middle of a PDU, and nobody has been told. */
    static final int FLAG_UNDERRUN = 8;
    /** The TSQ had no room for an entry; until it has, the channel has nothing to send. */
    static final int FLAG_BLOCKED = 16;
    /** The queue ends in the middle of a cell; until its tail moves, the channel has nothing to send. */
    static final int FLAG_STARVED = 32;

    /**
     * Above the flags: how much is left of both the PDU's data and the buffer, if the channel is in the middle of both, else 0. Of more than a cell's payload
     * the next 48 octets are a cell, with nothing else to do.
     */
    static final int PLAIN_SHIFT = 16;

    static final int NONE = -1;

    private final Sram sram;
    private final int[] channelOf;
    private Words state = new Words(64 * STRIDE);
    private int[] scd = new int[64];
    private int count;
    /** Of each channel: how many connections ask for it to be counted, and whether it is among those that are and have data. */
    private int[] counting = new int[64];
    private boolean[] countsData = new boolean[64];
    private int countedWithData;
    private boolean haveBlocked;

    SegmentationChannels(final Sram sram)
    {
        this.sram = sram;
        channelOf = new int[sram.size()];
        Arrays.fill(channelOf, NONE);
    }

    void reset()
    {
        for (int i = 0; i < count; i++)
        {
            channelOf[scd[i]] = NONE;
        }
        Arrays.fill(counting, 0);
        Arrays.fill(countsData, false);
        countedWithData = 0;
        count = 0;
    }

    /** The channel whose SCD begins at an SRAM word, {@link #NONE} if none is known. */
    int find(final int word)
    {
        return channelOf[word & sram.mask()];
    }

    /** The channel whose SCD begins at an SRAM word. */
    int channel(final int word)
    {
        final int reduced = word & sram.mask();
        final int known = channelOf[reduced];
        return known != NONE ? known : add(reduced);
    }

    private int add(final int word)
    {
        if (count == scd.length)
        {
            scd = Arrays.copyOf(scd, 2 * count);
            state = new Words(state, 2 * count * STRIDE);
            counting = Arrays.copyOf(counting, 2 * count);
            countsData = Arrays.copyOf(countsData, 2 * count);
        }
        final int channel = count++;
        channelOf[word] = channel;
        scd[channel] = word;
        state.set(channel * STRIDE + WAITING, 0);
        restart(channel);
        return channel;
    }

    /** The driver wrote w1: the queue starts at the entry that it names. */
    void restart(final int channel)
    {
        final int at = channel * STRIDE;
        state.set(at + HEAD, ScdEntry.W1_HEAD.get(sram.read(scd[channel] + 1)));
        state.set(at + FLAGS, 0);
        state.set(at + OFFSET, 0);
        state.set(at + POSITION, 0);
        refresh(channel);
    }

    /** The channel of a connection by its TCT entry, {@link #NONE} if that has no SCD. */
    int ofConnection(final int connection)
    {
        final int word = TctEntry.W0_SCD.get(sram.read(SramLayout.tctEntry(connection)));
        return word == 0 ? NONE : channel(word);
    }

    /** One connection more, or fewer, asks for a channel to be counted while it has data. */
    void count(final int channel, final int change)
    {
        counting[channel] += change;
        refresh(channel);
    }

    /** Channels that are counted and have data. */
    int countedWithData()
    {
        return countedWithData;
    }

    /** Whether the channel has data may have changed. */
    void refresh(final int channel)
    {
        final boolean counts = counting[channel] > 0 && hasData(channel);
        if (counts != countsData[channel])
        {
            countsData[channel] = counts;
            countedWithData += counts ? 1 : -1;
        }
    }

    /** The words of all channels. */
    Words state()
    {
        return state;
    }

    /** First of a channel's words. */
    int at(final int channel)
    {
        return channel * STRIDE;
    }

    /** SRAM word of a channel's SCD. */
    int scd(final int channel)
    {
        return scd[channel];
    }

    /** Entry after the last valid one of the channel's queue. */
    int tail(final int channel)
    {
        return ScdEntry.W0_TAIL.get(sram.read(scd[channel]));
    }

    /** Bus address of an entry of the channel's queue. */
    long entryAddress(final int channel, final int entry)
    {
        return (ScdEntry.base(sram.read(scd[channel])) & 0xFFFF_FFFFL) + entry * TransmitBufferDescriptor.LENGTH;
    }

    /** True if a cell slot given to the channel would be of use. */
    boolean hasData(final int channel)
    {
        final int at = channel * STRIDE;
        final int flags = state.get(at + FLAGS);
        return (flags & (FLAG_BLOCKED | FLAG_STARVED)) == 0 &&
            ((flags & FLAG_UNDERRUN) != 0 || state.get(at + HEAD) != tail(channel));
    }

    /** The driver moved the tail. */
    void tailMoved(final int channel)
    {
        state.set(channel * STRIDE + FLAGS, state.get(channel * STRIDE + FLAGS) & ~(FLAG_STARVED | FLAG_UNDERRUN));
        refresh(channel);
    }

    /** The TSQ has no room for what the channel has to report. */
    void block(final int channel)
    {
        state.set(channel * STRIDE + FLAGS, state.get(channel * STRIDE + FLAGS) | FLAG_BLOCKED);
        haveBlocked = true;
        refresh(channel);
    }

    /** False if no channel waits for room in the TSQ. */
    boolean haveBlocked()
    {
        return haveBlocked;
    }

    /** The TSQ has room again. */
    void unblock()
    {
        haveBlocked = false;
        for (int i = 0; i < count; i++)
        {
            state.set(i * STRIDE + FLAGS, state.get(i * STRIDE + FLAGS) & ~FLAG_BLOCKED);
            refresh(i);
        }
    }

    int count()
    {
        return count;
    }
}
