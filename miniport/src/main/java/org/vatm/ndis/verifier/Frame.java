package org.vatm.ndis.verifier;

/** A routine or handler that has not returned. It refers to others by number: {@link VcTrack} tells why. */
final class Frame
{
    static final int NONE = -1;
    private static final VerifierFunction[] FUNCTIONS = VerifierFunction.values();

    int irql;
    int function; // ordinal
    int adapter; // place, or NONE
    int vc; // place, or NONE
    long record;
    long argument;
    int locksHeld;
    int stallMicroseconds; // of an ISR

    private final Verifier verifier;

    Frame(final Verifier verifier)
    {
        this.verifier = verifier;
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
