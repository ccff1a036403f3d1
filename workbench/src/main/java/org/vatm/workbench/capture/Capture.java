package org.vatm.workbench.capture;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The frames of a capture file: slices of one buffer, in file order. Frames that the capturing side had cut short are
 * not among them, only counted. Read-only once built; not for several threads while {@link Builder} fills it.
 */
public final class Capture
{
    /** What {@link #timePs} says of a frame too far from the first one for a long of picoseconds (106 days). */
    public static final long TIME_OUT_OF_RANGE = Long.MIN_VALUE;

    private final String name;
    private final ByteBuffer arena;
    private final DirectBuffer bytes;
    private final int frameCount;
    private final int cutFrameCount;
    private final int[] linkTypes;
    private final int[] offsets;
    private final int[] lengths;
    private final long[] timesPs;

    private Capture(final Builder builder)
    {
        name = builder.name;
        arena = builder.arena;
        bytes = new UnsafeBuffer(arena);
        frameCount = builder.count;
        cutFrameCount = builder.cutCount;
        linkTypes = Arrays.copyOf(builder.linkTypes, frameCount);
        offsets = Arrays.copyOf(builder.offsets, frameCount);
        lengths = Arrays.copyOf(builder.lengths, frameCount);
        timesPs = Arrays.copyOf(builder.timesPs, frameCount);
    }

    /**
     * @return the file, as the user named it.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return number of whole frames.
     */
    public int frameCount()
    {
        return frameCount;
    }

    /**
     * @return frames left out because their capture length is less than their length on the wire.
     */
    public int cutFrameCount()
    {
        return cutFrameCount;
    }

    /**
     * @param frame 0..frameCount - 1.
     * @return its {@link LinkType}.
     */
    public int linkType(final int frame)
    {
        return linkTypes[frame];
    }

    /**
     * @param frame 0..frameCount - 1.
     * @return where it starts in {@link #bytes()}, which for a file is its offset there.
     */
    public int offset(final int frame)
    {
        return offsets[frame];
    }

    /**
     * @param frame 0..frameCount - 1.
     * @return octets, without frame check sequence.
     */
    public int lengthBytes(final int frame)
    {
        return lengths[frame];
    }

    /**
     * @param frame 0..frameCount - 1.
     * @return time since the first frame that has one, in ps, negative for an older one, or {@link #TIME_OUT_OF_RANGE}.
     */
    public long timePs(final int frame)
    {
        return timesPs[frame];
    }

    /**
     * @return the arena that all frames are slices of.
     */
    public DirectBuffer bytes()
    {
        return bytes;
    }

    /**
     * @return a view of the arena with position and limit of its own.
     */
    public ByteBuffer view()
    {
        return arena.duplicate();
    }

    /** Takes the frames as a reader finds them. */
    static final class Builder
    {
        private static final long PS_PER_SECOND = 1_000_000_000_000L;

        private final String name;
        private final ByteBuffer arena;
        private int count;
        private int cutCount;
        private int[] linkTypes = new int[64];
        private int[] offsets = new int[64];
        private int[] lengths = new int[64];
        private long[] timesPs = new long[64];
        private boolean timed;
        private long firstSeconds;
        private long firstPs;

        Builder(final String name, final ByteBuffer arena)
        {
            this.name = name;
            this.arena = arena;
        }

        int seen()
        {
            return count + cutCount;
        }

        void addCut()
        {
            cutCount++;
        }

        /**
         * @param seconds  since an epoch that all frames share.
         * @param psInside 0..10^12 - 1, or more if the file says so.
         */
        void add(final int linkType, final int offset, final int length, final long seconds, final long psInside)
        {
            if (!timed)
            {
                timed = true;
                firstSeconds = seconds;
                firstPs = psInside;
            }
            append(linkType, offset, length, sinceFirst(seconds, psInside));
        }

        /** A frame whose block has no time: it takes that of the frame before. */
        void addTimeless(final int linkType, final int offset, final int length)
        {
            append(linkType, offset, length, count == 0 ? 0 : timesPs[count - 1]);
        }

        private long sinceFirst(final long seconds, final long psInside)
        {
            try
            {
                final long apart = Math.multiplyExact(Math.subtractExact(seconds, firstSeconds), PS_PER_SECOND);
                return Math.addExact(apart, Math.subtractExact(psInside, firstPs));
            }
            catch (final ArithmeticException e)
            {
                return TIME_OUT_OF_RANGE;
            }
        }

        private void append(final int linkType, final int offset, final int length, final long timePs)
        {
            if (count == offsets.length)
            {
                final int capacity = count * 2;
                linkTypes = Arrays.copyOf(linkTypes, capacity);
                offsets = Arrays.copyOf(offsets, capacity);
                lengths = Arrays.copyOf(lengths, capacity);
                timesPs = Arrays.copyOf(timesPs, capacity);
            }
            linkTypes[count] = linkType;
            offsets[count] = offset;
            lengths[count] = length;
            timesPs[count] = timePs;
            count++;
        }

        Capture build()
        {
            return new Capture(this);
        }
    }
}
