package org.vatm.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.DirectBuffer;

/**
 * Writes a line for each record:
 * <pre>
 *        2.726000 us  hostA/pci0/bus  WRITE       0x01000040     48  00010203 04050607 ...
 * </pre>
 * Each line is complete when it is given to the output, so that the text can be read after a crash.
 */
public final class TraceText implements TraceListener
{
    private static final String HEX = "0123456789ABCDEF";
    private static final int PS_PER_US = 1_000_000;
    private static final int MAX_DATA_BYTES = 64;

    private final StringBuilder line = new StringBuilder(256);
    private final Appendable output;

    public TraceText(final Appendable output)
    {
        this.output = output;
    }

    @Override
    public void onRecord(
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final int lengthBytes,
        final DirectBuffer data,
        final int offset)
    {
        line.setLength(0);
        time(timePs);
        line.append(" us  ").append(stream.name()).append("  ");
        final int start = line.length();
        line.append(stream.kindName(kind));
        while (line.length() < start + 10)
        {
            line.append(' ');
        }
        line.append("  0x");
        hex(address, address >>> 32 == 0 ? 8 : 16);
        right(lengthBytes, 7);
        if (data != null)
        {
            data(data, offset, lengthBytes);
        }
        line.append('\n');
        try
        {
            output.append(line);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("trace text cannot be written", ex);
        }
    }

    private void time(final long timePs)
    {
        right(timePs / PS_PER_US, 9);
        line.append('.');
        for (int digit = PS_PER_US / 10; digit > 0; digit /= 10)
        {
            line.append((char)('0' + timePs / digit % 10));
        }
    }

    private void data(final DirectBuffer data, final int offset, final int lengthBytes)
    {
        final int shown = Math.min(lengthBytes, MAX_DATA_BYTES);
        for (int i = 0; i < shown; i++)
        {
            line.append(i % 4 == 0 ? i == 0 ? "  " : " " : "");
            hex(data.getByte(offset + i), 2);
        }
        if (shown < lengthBytes)
        {
            line.append(" and ").append(lengthBytes - shown).append(" more");
        }
    }

    private void hex(final long value, final int digits)
    {
        for (int shift = digits * 4 - 4; shift >= 0; shift -= 4)
        {
            line.append(HEX.charAt((int)(value >>> shift) & 0xF));
        }
    }

    private void right(final long value, final int width)
    {
        long limit = 10;
        for (int i = 1; i < width; i++)
        {
            if (value < limit)
            {
                line.append(' ');
            }
            limit *= 10;
        }
        line.append(value);
    }
}
