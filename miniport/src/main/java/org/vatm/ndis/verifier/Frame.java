package org.vatm.ndis.verifier;

/** A routine or handler that has not returned. It refers to others by number: {@link VcTrack} tells why. */
final class Frame
{
    private static final int NONE = -1;
    private static final VerifierFunction[] FUNCTIONS = VerifierFunction.values();

    int irql;
    long startPs;
    long record;
    long argument;
    int locksHeld;
    int stallMicroseconds;
    int resources; // that the library had lent when it began
    long memoryBytes;

    private final Verifier verifier;
    private int function;
    private int vc;
    private int adapter;

    Frame(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    void of(final VerifierFunction its, final AdapterTrack itsAdapter, final VcTrack itsVc)
    {
        function = its.ordinal();
        adapter = itsAdapter == null ? NONE : itsAdapter.place;
        vc = itsVc == null ? NONE : VcTrack.index(itsVc.key);
    }

    VerifierFunction function()
    {
        return FUNCTIONS[function];
    }

    AdapterTrack adapter()
    {
        return adapter == NONE ? null : verifier.adapters.get(adapter);
    }

    VcTrack vc()
    {
        return vc == NONE ? null : verifier.tracks()[vc];
    }

    /** The miniport's code runs, not a protocol's. */
    boolean isMiniport()
    {
        return adapter != NONE;
    }
}
