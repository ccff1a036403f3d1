package org.vatm.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TraceHashTest
{
    private static final int LONGEST = 70;

    @Test
    void shouldNeverChangeWithinAVersion()
    {
        final TraceHash hash = new TraceHash();
        final TraceStream bus = new TraceStream("hostA/pci0/bus", 0);
        final TraceStream fibre = new TraceStream("a->b", 1);
        for (int lengthBytes = 0; lengthBytes <= LONGEST; lengthBytes++)
        {
            record(hash, bus, 1000L * lengthBytes, 1, 0x0100_0000L + lengthBytes, pattern(lengthBytes), lengthBytes);
        }
        record(hash, fibre, 2_726_000, 3, -1, null, 53);

        assertEquals(1, TraceHash.VERSION);
        assertEquals("94cd1f385660093a", hash.text());
        assertEquals("0398be835c2d75bb", new TraceHash().text());
    }

    @Test
    void shouldChangeWithEveryPartOfARecord()
    {
        final Set<Long> values = new HashSet<>();
        int expected = 0;
        for (int lengthBytes = 1; lengthBytes <= LONGEST; lengthBytes++)
        {
            final UnsafeBuffer data = pattern(lengthBytes);
            for (int bit = 0; bit < lengthBytes * 8; bit++)
            {
                data.putByte(bit / 8, (byte)(data.getByte(bit / 8) ^ 1 << bit % 8));
                values.add(valueOf(5, 1, 2, data, lengthBytes));
                data.putByte(bit / 8, (byte)(data.getByte(bit / 8) ^ 1 << bit % 8));
                expected++;
            }
            values.add(valueOf(5, 1, 2, data, lengthBytes));
            values.add(valueOf(6, 1, 2, data, lengthBytes));
            values.add(valueOf(5, 2, 2, data, lengthBytes));
            values.add(valueOf(5, 1, 3, data, lengthBytes));
            values.add(valueOf(5, 1, 2, null, lengthBytes));
            expected += 5;
        }

        assertEquals(expected, values.size());
    }

    @Test
    void shouldTellZerosOfDifferentLengthApart()
    {
        final UnsafeBuffer zeros = new UnsafeBuffer(new byte[LONGEST]);
        final Set<Long> values = new HashSet<>();
        for (int lengthBytes = 0; lengthBytes <= LONGEST; lengthBytes++)
        {
            values.add(valueOf(0, 0, 0, zeros, lengthBytes));
        }

        assertEquals(LONGEST + 1, values.size());
    }

    @Test
    void shouldNotCareWhereTheBytesAre()
    {
        final UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(LONGEST + 3));
        direct.putBytes(3, pattern(LONGEST), 0, LONGEST);
        final TraceHash hash = new TraceHash();
        hash.onRecord(new TraceStream("s", 0), 1, 2, 3, LONGEST, direct, 3);

        assertEquals(hash.value(), valueOf(1, 2, 3, pattern(LONGEST), LONGEST));
        assertThrows(IndexOutOfBoundsException.class,
            () -> hash.onRecord(new TraceStream("t", 0), 1, 2, 3, LONGEST, direct, 4));
    }

    @Test
    void shouldNotCareInWhichOrderStreamsAppear()
    {
        final int streamCount = 100; // more than the first table holds; ordinals collide
        final TraceHash forward = new TraceHash();
        final TraceHash backward = new TraceHash();
        final TraceHash even = new TraceHash();
        final TraceHash odd = new TraceHash();
        for (int i = 0; i < streamCount; i++)
        {
            final int j = streamCount - 1 - i;
            record(forward, new TraceStream("stream" + i), i, 0, 0, null, 0);
            record(backward, new TraceStream("stream" + j, i % 3), j, 0, 0, null, 0);
            record(i % 2 == 0 ? even : odd, new TraceStream("stream" + i, 7), i, 0, 0, null, 0);
        }

        assertEquals(forward.value(), backward.value());
        assertEquals(forward.value(), TraceHash.value(odd, even));
        assertEquals(forward.value("stream42"), backward.value("stream42"));
        assertNotEquals(0, forward.value("stream42"));
        assertEquals(0, forward.value("stream100"));
    }

    @Test
    void shouldCareWhichStreamCarriedARecordAndInWhichOrder()
    {
        final TraceHash ab = new TraceHash();
        final TraceHash ba = new TraceHash();
        final TraceHash twice = new TraceHash();
        final TraceStream a = new TraceStream("a", 0);
        final TraceStream b = new TraceStream("b", 1);
        record(ab, a, 1, 0, 0, null, 0);
        record(ab, b, 2, 0, 0, null, 0);
        record(ba, b, 1, 0, 0, null, 0);
        record(ba, a, 2, 0, 0, null, 0);
        record(twice, a, 2, 0, 0, null, 0);
        record(twice, a, 1, 0, 0, null, 0);
        final TraceHash inOrder = new TraceHash();
        record(inOrder, a, 1, 0, 0, null, 0);
        record(inOrder, a, 2, 0, 0, null, 0);

        assertNotEquals(ab.value(), ba.value());
        assertNotEquals(inOrder.value(), twice.value());
    }

    @Test
    void shouldRefuseTwoStreamsOfOneName()
    {
        final TraceHash hash = new TraceHash();
        record(hash, new TraceStream("a->b", 0), 1, 0, 0, null, 0);

        final IllegalStateException ex = assertThrows(IllegalStateException.class,
            () -> record(hash, new TraceStream("a->b", 1), 1, 0, 0, null, 0));

        assertTrue(ex.getMessage().contains("a->b"));
        assertThrows(IllegalStateException.class, () -> TraceHash.value(hash, hash));
    }

    private static long valueOf(
        final long timePs, final int kind, final long address, final DirectBuffer data, final int lengthBytes)
    {
        final TraceHash hash = new TraceHash();
        record(hash, new TraceStream("s", 0), timePs, kind, address, data, lengthBytes);
        return hash.value();
    }

    private static void record(
        final TraceHash hash,
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final DirectBuffer data,
        final int lengthBytes)
    {
        hash.onRecord(stream, timePs, kind, address, lengthBytes, data, 0);
    }

    private static UnsafeBuffer pattern(final int lengthBytes)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[lengthBytes]);
        for (int i = 0; i < lengthBytes; i++)
        {
            buffer.putByte(i, (byte)(i * 37 + lengthBytes));
        }
        return buffer;
    }
}
