package org.vatm.benchmarks.vc;

import org.vatm.miniport.Direction;
import org.vatm.miniport.VcTable;

/** The driver's table; a batch is resolved before it is worked on. */
class TableStore implements VcStore
{
    private static final int VPI_BITS = 8;
    private static final int VCI_BITS = 16;
    private static final int VCI_MASK = (1 << VCI_BITS) - 1;

    final VcTable table;

    TableStore(final int capacity)
    {
        table = new VcTable(capacity, VPI_BITS, VCI_BITS, 0);
    }

    @Override
    public long open(final long ndisVcHandle, final int vpiVci)
    {
        final long context = table.create(ndisVcHandle);
        final int index = table.indexOf(context);
        if (!table.bind(index, vpiVci >>> VCI_BITS, vpiVci & VCI_MASK))
        {
            throw new IllegalStateException("bound already: " + vpiVci);
        }
        table.parameters(index, Direction.TRANSMIT, Media.TRANSMIT, Media.TRANSMIT.peakCellRate);
        table.parameters(index, Direction.RECEIVE, Media.RECEIVE, 0);
        table.clearCounters(index);
        return context;
    }

    @Override
    public void replace(
        final long[] contexts, final long[] handles, final int[] vpiVcis, final int[] indexes)
    {
        table.find(vpiVcis, indexes, contexts.length);
        table.index(contexts, indexes, contexts.length);
        table.prefetch(indexes, contexts.length);
        for (int i = 0; i < contexts.length; i++)
        {
            contexts[i] = replace(contexts[i], handles[i], vpiVcis[i]);
        }
    }

    final long replace(final long context, final long handle, final int vpiVci)
    {
        if (!table.delete(context)) // which unbinds it
        {
            throw new IllegalStateException("stale: " + context);
        }
        return open(handle, vpiVci);
    }

    @Override
    public final long create(final long ndisVcHandle)
    {
        return table.create(ndisVcHandle);
    }

    @Override
    public void recreate(final long[] contexts, final long[] handles, final int[] indexes)
    {
        table.index(contexts, indexes, contexts.length);
        for (int i = 0; i < contexts.length; i++)
        {
            contexts[i] = recreate(contexts[i], handles[i]);
        }
    }

    final long recreate(final long context, final long handle)
    {
        if (!table.delete(context))
        {
            throw new IllegalStateException("stale: " + context);
        }
        return table.create(handle);
    }

    @Override
    public final long byContext(final long context)
    {
        return table.ndisVcHandle(table.index(context));
    }

    @Override
    public final long byContext(final long[] contexts, final int[] indexes)
    {
        table.index(contexts, indexes, contexts.length);
        return sum(indexes, contexts.length);
    }

    @Override
    public final long byVpiVci(final int vpiVci)
    {
        return table.ndisVcHandle(table.find(vpiVci >>> VCI_BITS, vpiVci & VCI_MASK));
    }

    @Override
    public final long byVpiVci(final int[] vpiVcis, final int[] indexes)
    {
        table.find(vpiVcis, indexes, vpiVcis.length);
        return sum(indexes, vpiVcis.length);
    }

    @Override
    public final boolean isShared()
    {
        return true;
    }

    @Override
    public final int size()
    {
        return table.inUseCount();
    }

    @Override
    public final void close()
    {
        table.close();
    }

    private long sum(final int[] indexes, final int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += table.ndisVcHandle(indexes[i]);
        }
        return sum;
    }
}
