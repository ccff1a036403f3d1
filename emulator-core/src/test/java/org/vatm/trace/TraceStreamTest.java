package org.vatm.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TraceStreamTest
{
    private final TraceStream stream = new TraceStream("hostA/pci0/bus", 0, kind -> kind == 0 ? "READ" : "WRITE");
    private final StringBuilder heard = new StringBuilder();

    @Test
    void shouldLetSeveralListenersHearInOrder()
    {
        final TraceListener a = (s, timePs, kind, address, lengthBytes, data, offset) -> heard.append('a');
        final TraceListener b = (s, timePs, kind, address, lengthBytes, data, offset) -> heard.append('b');
        final TraceListener c = (s, timePs, kind, address, lengthBytes, data, offset) -> heard.append('c');

        TraceFan.attach(stream, a);
        assertSame(a, stream.listener);
        TraceFan.attach(stream, b);
        TraceFan.attach(stream, c);
        stream.listener.onRecord(stream, 0, 0, 0, 0, null, 0);
        assertEquals("abc", heard.toString());

        TraceFan.detach(stream, b);
        TraceFan.detach(stream, b);
        stream.listener.onRecord(stream, 0, 0, 0, 0, null, 0);
        assertEquals("abcac", heard.toString());

        TraceFan.detach(stream, a);
        assertSame(c, stream.listener);
        TraceFan.detach(stream, c);
        assertNull(stream.listener);
    }

    @Test
    void shouldWriteReadableLines()
    {
        final TraceText text = new TraceText(heard);
        final UnsafeBuffer data = new UnsafeBuffer(new byte[100]);
        for (int i = 0; i < 100; i++)
        {
            data.putByte(i, (byte)(0xF8 + i));
        }

        text.onRecord(stream, 2_726_001, 1, 0x0100_0040L, 6, data, 3);
        text.onRecord(stream, 10_000_000_000_000_000L, 0, 0x1_0000_0000L, 68, data, 8);
        text.onRecord(new TraceStream("a->b"), 0, 0x1F, 0, 4, null, 0);

        final String[] lines = heard.toString().split("\n");
        assertEquals("        2.726001 us  hostA/pci0/bus  WRITE       0x01000040      6  FBFCFDFE FF00", lines[0]);
        assertEquals("10000000000.000000 us  hostA/pci0/bus  READ        0x0000000100000000     68  " +
            "00010203 04050607 08090A0B 0C0D0E0F 10111213 14151617 18191A1B 1C1D1E1F " +
            "20212223 24252627 28292A2B 2C2D2E2F 30313233 34353637 38393A3B 3C3D3E3F and 4 more", lines[1]);
        assertEquals("        0.000000 us  a->b  0x1f        0x00000000      4", lines[2]);
    }

    @Test
    void shouldSayWhenTheTextCannotBeWritten()
    {
        final Writer full = new Writer()
        {
            @Override
            public void write(final char[] chars, final int offset, final int length) throws IOException
            {
                throw new IOException("no space left on device");
            }

            @Override
            public void flush()
            {
            }

            @Override
            public void close()
            {
            }
        };

        assertThrows(UncheckedIOException.class,
            () -> new TraceText(full).onRecord(stream, 0, 0, 0, 0, null, 0));
    }
}
