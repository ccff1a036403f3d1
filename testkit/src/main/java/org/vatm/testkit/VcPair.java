package org.vatm.testkit;

/**
 * A VC between two adapters.
 *
 * @param a its end on the adapter that was named first.
 * @param b its other end.
 */
public record VcPair(TestVc a, TestVc b)
{
    /** Closes both ends. */
    public void close()
    {
        a.close();
        b.close();
    }
}
