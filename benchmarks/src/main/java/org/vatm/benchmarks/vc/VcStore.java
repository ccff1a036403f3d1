package org.vatm.benchmarks.vc;

/**
 * Something that keeps VCs. A VC has a context, by which its owner names it, and may be bound to a VPI/VCI (VPI
 * &lt;&lt; 16 | VCI). In maps the number under which the VC is entered is its context: their kindest form, for one
 * map is enough.
 */
interface VcStore extends AutoCloseable
{
    /** VCs that a caller has at hand at once. */
    int BATCH = 64;

    /** Creates a VC with its parameters, and binds it. */
    long open(long ndisVcHandle, int vpiVci);

    /**
     * Deletes bound VCs and opens others.
     *
     * @param contexts of those that go; then of those that have come.
     * @param handles  of those that come.
     * @param vpiVcis  of those that come; none of them is bound.
     * @param indexes  for the store to use.
     */
    void replace(long[] contexts, long[] handles, int[] vpiVcis, int[] indexes);

    /** Creates a VC without parameters, which is not bound. */
    long create(long ndisVcHandle);

    /**
     * Deletes VCs that are not bound and creates others.
     *
     * @param contexts of those that go; then of those that have come.
     * @param handles  of those that come.
     * @param indexes  for the store to use.
     */
    void recreate(long[] contexts, long[] handles, int[] indexes);

    /** Handle of the VC with this context. */
    long byContext(long context);

    /** Sum of the handles of the VCs with these contexts; {@code indexes} is for the store to use. */
    long byContext(long[] contexts, int[] indexes);

    /** Handle of the VC that is bound to this VPI/VCI. */
    long byVpiVci(int vpiVci);

    /** Sum of the handles of the VCs that are bound to these; {@code indexes} is for the store to use. */
    long byVpiVci(int[] vpiVcis, int[] indexes);

    /** May several threads use it at once? */
    boolean isShared();

    /** VCs in it. */
    int size();

    @Override
    void close();
}
