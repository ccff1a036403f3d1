package org.vatm.testkit;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.trace.TraceListener;
import org.vatm.trace.TraceStream;
import org.vatm.trace.TraceText;

import java.util.Locale;

/**
 * The last things that happened in a machine: on its wires, and what the test did. Kept as they came, and made text
 * only when a test fails. A ring: old records give way to new ones.
 */
final class History implements TraceListener
{
    private static final int RECORDS = 1 << 14;
    private static final int DATA_BYTES = 16;
    private static final double PS_PER_US = 1e6;
    private static final int NOTE = 1;
    private static final int REMARK = 2;

    private final Object[] sources = new Object[RECORDS]; // TraceStream, or String for a note
    private final long[] timesPs = new long[RECORDS];
    private final int[] kinds = new int[RECORDS];
    private final long[] addresses = new long[RECORDS];
    private final int[] lengths = new int[RECORDS];
    private final boolean[] hasData = new boolean[RECORDS];
    private final UnsafeBuffer data = new UnsafeBuffer(new byte[RECORDS * DATA_BYTES]);
    private long count;

    @Override
    public void onRecord(
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final int lengthBytes,
        final DirectBuffer bytes,
        final int offset)
    {
        final int i = next(stream, timePs);
        kinds[i] = kind;
        addresses[i] = address;
        lengths[i] = lengthBytes;
        hasData[i] = bytes != null;
        if (bytes != null)
        {
            data.putBytes(i * DATA_BYTES, bytes, offset, Math.min(lengthBytes, DATA_BYTES));
        }
    }

    /** What the test did or saw. */
    void note(final long timePs, final String text)
    {
        kinds[next(text, timePs)] = NOTE;
    }

    /** What NDIS and the miniport said to each other. */
    void remark(final long timePs, final String text)
    {
        kinds[next(text, timePs)] = REMARK;
    }

    private int next(final Object source, final long timePs)
    {
        final int i = (int)(count++ & RECORDS - 1);
        sources[i] = source;
        timesPs[i] = timePs;
        return i;
    }

    /** All of it, or only what the test did, a line each, oldest first. */
    String text(final boolean notesOnly)
    {
        final StringBuilder out = new StringBuilder();
        final TraceText text = new TraceText(out);
        if (count > RECORDS)
        {
            out.append(String.format(Locale.ROOT, "%,d earlier records left out\n", count - RECORDS));
        }
        for (long n = Math.max(0, count - RECORDS); n < count; n++)
        {
            final int i = (int)(n & RECORDS - 1);
            if (sources[i] instanceof String note && (kinds[i] == NOTE || !notesOnly))
            {
                out.append(String.format(Locale.ROOT, "%16.6f us  %s\n", timesPs[i] / PS_PER_US, note));
            }
            else if (sources[i] instanceof TraceStream && !notesOnly)
            {
                final int shown = Math.min(lengths[i], DATA_BYTES);
                text.onRecord((TraceStream)sources[i], timesPs[i], kinds[i], addresses[i],
                    hasData[i] ? shown : lengths[i], hasData[i] ? data : null, i * DATA_BYTES);
            }
        }
        return out.toString();
    }
}
