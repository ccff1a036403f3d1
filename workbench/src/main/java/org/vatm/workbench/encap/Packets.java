package org.vatm.workbench.encap;

import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.workbench.capture.Capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The packets of a run, in the order of the capture: each a short prefix and a slice of the capture's arena. Nothing is
 * copied until {@link #copyTo} fills the buffer that an adapter will read.
 */
public final class Packets
{
    private final Capture capture;
    private final DirectBuffer bytes;
    private final ByteBuffer view;
    private final UnsafeBuffer prefixes;
    private final ByteBuffer prefixView;
    private final int[] frames;
    private final int[] prefixOffsets;
    private final int[] prefixLengths;
    private final int[] offsets;
    private final int[] lengths;
    private final int longestBytes;
    private final int tooShortCount;
    private final int otherProtocolCount;

    Packets(final Encapsulator from)
    {
        capture = from.capture();
        bytes = capture.bytes();
        view = capture.view();
        prefixView = from.prefixes();
        prefixes = new UnsafeBuffer(prefixView);
        frames = from.frames();
        prefixOffsets = from.prefixOffsets();
        prefixLengths = from.prefixLengths();
        offsets = from.offsets();
        lengths = from.lengths();
        tooShortCount = from.tooShortCount();
        otherProtocolCount = from.otherProtocolCount();
        int longest = 0;
        for (int i = 0; i < frames.length; i++)
        {
            longest = Math.max(longest, prefixLengths[i] + lengths[i]);
        }
        longestBytes = longest;
    }

    /**
     * @return number of packets, at least one.
     */
    public int count()
    {
        return frames.length;
    }

    /**
     * @param packet 0..count - 1.
     * @return prefix and frame together, 1..65,535 octets.
     */
    public int lengthBytes(final int packet)
    {
        return prefixLengths[packet] + lengths[packet];
    }

    /**
     * @return the largest {@link #lengthBytes}.
     */
    public int longestBytes()
    {
        return longestBytes;
    }

    /**
     * @param packet 0..count - 1.
     * @return its time in the capture, as {@link Capture#timePs}.
     */
    public long timePs(final int packet)
    {
        return capture.timePs(frames[packet]);
    }

    /**
     * @param packet 0..count - 1.
     * @return number of its frame in the file, from 1, cut frames not counted.
     */
    public int frameNumber(final int packet)
    {
        return frames[packet] + 1;
    }

    /**
     * @return the file that they come from.
     */
    public Capture capture()
    {
        return capture;
    }

    /**
     * @return frames left out because they are shorter than the header of their link type.
     */
    public int tooShortCount()
    {
        return tooShortCount;
    }

    /**
     * @return frames left out because what they carry has no EtherType or, for vc-routed, is not IP.
     */
    public int otherProtocolCount()
    {
        return otherProtocolCount;
    }

    /**
     * Writes a whole packet.
     *
     * @param packet 0..count - 1.
     * @param to     gets its octets from {@code index} on; its reader and writer index stay.
     * @param index  in {@code to}.
     */
    public void copyTo(final int packet, final ByteBuf to, final int index)
    {
        final int prefixLength = prefixLengths[packet];
        prefixView.limit(prefixOffsets[packet] + prefixLength).position(prefixOffsets[packet]);
        to.setBytes(index, prefixView);
        view.limit(offsets[packet] + lengths[packet]).position(offsets[packet]);
        to.setBytes(index + prefixLength, view);
    }

    /**
     * Compares part of a packet with what arrived.
     *
     * @param packet   0..count - 1.
     * @param at       first octet of the packet to compare; the part may go beyond its end, which is a difference.
     * @param received holds the part.
     * @param index    of the part in {@code received}.
     * @param length   of the part.
     * @return whether every octet is the same.
     */
    public boolean matches(final int packet, final int at, final ByteBuf received, final int index, final int length)
    {
        if (at + length > lengthBytes(packet))
        {
            return false;
        }
        final int prefixLength = prefixLengths[packet];
        final int ofPrefix = Math.min(length, Math.max(0, prefixLength - at));
        return equal(prefixes, prefixOffsets[packet] + at, received, index, ofPrefix) &&
            equal(bytes, offsets[packet] + at + ofPrefix - prefixLength, received, index + ofPrefix, length - ofPrefix);
    }

    private static boolean equal(
        final DirectBuffer sent, final int sentIndex, final ByteBuf received, final int index, final int length)
    {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES)
        {
            if (sent.getLong(sentIndex + i, ByteOrder.LITTLE_ENDIAN) != received.getLongLE(index + i))
            {
                return false;
            }
        }
        for (; i < length; i++)
        {
            if (sent.getByte(sentIndex + i) != received.getByte(index + i))
            {
                return false;
            }
        }
        return true;
    }
}
