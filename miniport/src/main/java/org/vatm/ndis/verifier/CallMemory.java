package org.vatm.ndis.verifier;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * What every call reads and writes, off the heap in one piece: one address leads to all of it, and nothing is checked.
 * <pre>
 *   0          innermost frame: its address (8)
 *   8          calls ever begun (8)
 *   64         frames, of {@link Frame#BYTES}, the first being nobody's
 *   {@link #RING}       the ring of {@link CallHistory}
 * </pre>
 */
final class CallMemory
{
    static final int RING = 64 + (Verifier.MAX_DEPTH + 1) * Frame.BYTES;
    private static final int ALIGNMENT = 64;
    private static final int TOP = 0;
    private static final int NEXT = 8;
    private static final int FRAMES = 64;
    private static final int LAST_FRAME = FRAMES + Verifier.MAX_DEPTH * Frame.BYTES;

    private final ByteBuffer buffer = // zeroes, freed with this object
        BufferUtil.allocateDirectAligned(RING + CallHistory.RING_BYTES, ALIGNMENT);
    private final long address = BufferUtil.address(buffer);

    CallMemory()
    {
        depth(address, 0);
    }

    long address()
    {
        return address;
    }

    static long top(final long calls)
    {
        return UnsafeApi.getLong(calls + TOP);
    }

    static void top(final long calls, final long frame)
    {
        UnsafeApi.putLong(calls + TOP, frame);
    }

    /** A frame inside the innermost one, from now on innermost itself. */
    static long push(final long calls)
    {
        final long frame = top(calls) + Frame.BYTES;
        if (frame > calls + LAST_FRAME)
        {
            throw new IllegalStateException("more than " + Verifier.MAX_DEPTH + " calls inside each other");
        }
        top(calls, frame);
        return frame;
    }

    static long frame(final long calls, final int depth)
    {
        return calls + FRAMES + (long)depth * Frame.BYTES;
    }

    static int depth(final long calls)
    {
        return (int)(top(calls) - calls - FRAMES) / Frame.BYTES;
    }

    static void depth(final long calls, final int depth)
    {
        top(calls, frame(calls, depth));
    }

    /** Calls that have begun. */
    static long next(final long calls)
    {
        return UnsafeApi.getLong(calls + NEXT);
    }

    /** One more begins; returns its number. */
    static long takeNext(final long calls)
    {
        final long record = next(calls);
        UnsafeApi.putLong(calls + NEXT, record + 1);
        return record;
    }
}
