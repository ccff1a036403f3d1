package org.vatm.miniport;

/**
 * The control word of an entry of the {@link VcTable}: its generation and what it is used for. Every change of hands
 * is a compare-and-set of this word, so whatever else says that an entry is free is only a hint.
 * <pre>
 *    63                      32 31                         0
 *   +--------------------------+----------------------------+
 *   |        generation        | number of VcState, CLAIMED |
 *   |                          | or STACKED                 |
 *   +--------------------------+----------------------------+
 *
 *   FREE --take--&gt; CLAIMED --create--&gt; CREATED
 *   CREATED --delete--&gt; CLAIMED --give--&gt; FREE, next generation
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

    /** The generation of a control word, or of anything that has it in the same place. */
    static final long GENERATION = -1L << 32;

    private static final long ONE_GENERATION = 1L << 32;

    private VcControl()
    {
    }

    /**
     * @param generation in its place; the lower half is 0.
     * @param use        what the entry is used for.
     * @return the word.
     */
    static long of(final long generation, final int use)
    {
        return generation | Integer.toUnsignedLong(use);
    }

    static long of(final long generation, final VcState state)
    {
        return generation | state.ordinal();
    }

    static long next(final long generation)
    {
        return generation + ONE_GENERATION & Long.MAX_VALUE; // so that no context is negative
    }

    static int use(final long control)
    {
        return (int)control;
    }

    static boolean isInUse(final long control)
    {
        return use(control) > FREE;
    }

    /** Is it the generation of this context, of which nothing but the upper half counts? */
    static boolean isSameGeneration(final long control, final long context)
    {
        return (control ^ context) >>> 32 == 0;
    }

    static VcState state(final long control)
    {
        return isInUse(control) ? VcState.of(use(control)) : VcState.FREE;
    }
}
