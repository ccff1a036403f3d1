package org.vatm.benchmarks.vc;

/** The driver's table, one VC after the other. */
final class OneByOneStore extends TableStore
{
    OneByOneStore(final int capacity)
    {
        super(capacity);
    }

    @Override
    public void replace(
        final long[] contexts, final long[] handles, final int[] vpiVcis, final int[] indexes)
    {
        for (int i = 0; i < contexts.length; i++)
        {
            contexts[i] = replace(contexts[i], handles[i], vpiVcis[i]);
        }
    }

    @Override
    public void recreate(final long[] contexts, final long[] handles, final int[] indexes)
    {
        for (int i = 0; i < contexts.length; i++)
        {
            contexts[i] = recreate(contexts[i], handles[i]);
        }
    }
}
