package org.vatm.ndis.verifier;

/** A routine or handler that has not returned. */
final class Frame
{
    VerifierFunction function;
    int irql;
    long startPs;
    long record;
    long argument;
    AdapterTrack adapter;
    VcTrack vc;
    int locksHeld;
    int stallMicroseconds;
    int resources; // that the library had lent when it began
    long memoryBytes;

    /** The miniport's code runs, not a protocol's. */
    boolean isMiniport()
    {
        return adapter != null;
    }
}
