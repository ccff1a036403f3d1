package org.vatm.ndis.verifier;

import org.vatm.sim.HostCpu;

/** A routine or handler that has not returned. It refers to others by number: {@link VcTrack} tells why. */
final class Frame
{
    static final int NONE = -1;
    private static final int LOCKS_SHIFT = 8;
    private static final int FUNCTION_MASK = (1 << LOCKS_SHIFT) - 1;
    private static final VerifierFunction[] FUNCTIONS = VerifierFunction.values();

    int level; // of the processor when it began
    int code; // the function's ordinal, and locks held
    int adapter; // place, or NONE
    long vcKey; // 0: about none
    long record;
    long argument;
    int stallMicroseconds; // of an ISR

    private final Verifier verifier;

    Frame(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    VerifierFunction function()
    {
        return FUNCTIONS[code & FUNCTION_MASK];
    }

    int irql()
    {
        return Math.max(HostCpu.PASSIVE, level);
    }

    /** Those that others had taken before, which only matters while there are any. */
    void locksHeld(final int count)
    {
        code |= count << LOCKS_SHIFT;
    }

    int locksHeld()
    {
        return code >>> LOCKS_SHIFT;
    }

    AdapterTrack adapter()
    {
        return adapter == NONE ? null : verifier.adapters.get(adapter);
    }

    VcTrack vc()
    {
        return vcKey == 0 ? null : verifier.tracks()[VcTrack.index(vcKey)];
    }

    /** The miniport's code runs, not a protocol's. */
    boolean isMiniport()
    {
        return adapter != NONE;
    }
}
