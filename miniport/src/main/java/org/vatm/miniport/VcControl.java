package org.vatm.miniport;

/**
 * The control word of an entry of the {@link VcTable}: its generation and what it is used for. Every change of hands is a
 * compare-and-set of this word, so whatever else says that an entry is free is only a hint.
 * <pre>
 *    63                      32 31                         0
 *   +--------------------------+----------------------------+
 *   |        generation        | number of VcState, CLAIMED |
 *   |                          | or STACKED                 |
 *   +--------------------------+----------------------------+
 *
 *   FREE --take--&gt; CLAIMED --create--&gt; CREATED ... CREATED --delete--&gt; CLAIMED --give--&gt; FREE, next generation
 *   FREE --spill--&gt; STACKED --pop--&gt; FREE or CLAIMED
 * </pre>
 * A fresh entry is all zeros: free, generation 0.
 */
final class VcControl
{
    /** May be claimed by whoever knows of it. */
    static final int FREE = 0;
    /** One thread has it, and fills it or clears it. For look-ups it is free. */
    static final int CLAIMED = -1;
    /** Free, on the shared stack: belongs to the thread that takes it from there. */
    static final int STACKED = -2;

    private static final int GENERATION_MASK = 0x7FFF_FFFF;

    private VcControl()
    {
    }

    static long of(final int generation, final int use)
    {
        return (long)generation << 32 | Integer.toUnsignedLong(use);
    }

    static long of(final int generation, final VcState state)
    {
        return (long)generation << 32 | state.ordinal();
    }

    static int generation(final long control)
    {
        return (int)(control >>> 32);
    }

    static int nextGeneration(final int generation)
    {
        return generation + 1 & GENERATION_MASK;
    }

    static int use(final long control)
    {
        return (int)control;
    }

    /** The same generation, used otherwise. */
    static long with(final long control, final int use)
    {
        return of(generation(control), use);
    }

    static boolean isInUse(final long control)
    {
        return use(control) > FREE;
    }

    static VcState state(final long control)
    {
        return isInUse(control) ? VcState.of(use(control)) : VcState.FREE;
    }
}
