package org.vatm.benchmarks.vc;

/** Objects in a map: VPI/VCI, or a running number if they are not bound, to {@link VcObject}. */
abstract class MapStore implements VcStore
{
    private int number;

    abstract void put(int key, VcObject vc);

    abstract VcObject get(int key);

    abstract VcObject remove(int key);

    @Override
    public final long open(final long ndisVcHandle, final int vpiVci)
    {
        put(vpiVci, new VcObject(ndisVcHandle, vpiVci));
        return vpiVci;
    }

    @Override
    public final void replace(
        final long[] contexts, final long[] handles, final int[] vpiVcis, final int[] indexes)
    {
        for (int i = 0; i < contexts.length; i++)
        {
            remove((int)contexts[i]).delete();
            contexts[i] = open(handles[i], vpiVcis[i]);
        }
    }

    @Override
    public final long create(final long ndisVcHandle)
    {
        put(number, new VcObject(ndisVcHandle));
        return number++;
    }

    @Override
    public final void recreate(final long[] contexts, final long[] handles, final int[] indexes)
    {
        for (int i = 0; i < contexts.length; i++)
        {
            remove((int)contexts[i]).delete();
            contexts[i] = create(handles[i]);
        }
    }

    @Override
    public final long byContext(final long context)
    {
        return get((int)context).ndisVcHandle;
    }

    @Override
    public final long byContext(final long[] contexts, final int[] indexes)
    {
        long sum = 0;
        for (final long context : contexts)
        {
            sum += get((int)context).ndisVcHandle;
        }
        return sum;
    }

    @Override
    public final long byVpiVci(final int vpiVci)
    {
        return get(vpiVci).ndisVcHandle;
    }

    @Override
    public final long byVpiVci(final int[] vpiVcis, final int[] indexes)
    {
        long sum = 0;
        for (final int vpiVci : vpiVcis)
        {
            sum += get(vpiVci).ndisVcHandle;
        }
        return sum;
    }

    @Override
    public boolean isShared()
    {
        return false;
    }

    @Override
    public final void close()
    {
        // Nothing outside the heap.
    }
}
