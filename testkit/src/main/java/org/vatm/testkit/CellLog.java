package org.vatm.testkit;

import org.agrona.DirectBuffer;
import org.vatm.atm.CellHeader;
import org.vatm.trace.TraceListener;
import org.vatm.trace.TraceStream;

import java.util.Arrays;

/** Cells in the order in which they left a port: the instant of each one's last octet, and its header. */
public final class CellLog implements TraceListener
{
    private static final double PS_PER_SECOND = 1e12;

    private long[] timesPs = new long[64];
    private int[] headers = new int[64];
    private int size;

    CellLog()
    {
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
        add(timePs, (int)address);
    }

    private void add(final long timePs, final int header)
    {
        if (size == headers.length)
        {
            timesPs = Arrays.copyOf(timesPs, size * 2);
            headers = Arrays.copyOf(headers, size * 2);
        }
        timesPs[size] = timePs;
        headers[size++] = header;
    }

    /** Those of one VC so far. */
    public CellLog of(final int vpi, final int vci)
    {
        final CellLog some = new CellLog();
        for (int i = 0; i < size; i++)
        {
            if (CellHeader.vpi(headers[i]) == vpi && CellHeader.vci(headers[i]) == vci)
            {
                some.add(timesPs[i], headers[i]);
            }
        }
        return some;
    }

    public int size()
    {
        return size;
    }

    public long timePs(final int cell)
    {
        return timesPs[cell];
    }

    /** To be read with {@link CellHeader}. */
    public int header(final int cell)
    {
        return headers[cell];
    }

    /** Mean rate from the first cell to the last in cells per second; NaN of fewer than two. */
    public double rate()
    {
        return size < 2 ? Double.NaN : (size - 1) * PS_PER_SECOND / (timesPs[size - 1] - timesPs[0]);
    }
}
