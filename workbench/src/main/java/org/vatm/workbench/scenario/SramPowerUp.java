package org.vatm.workbench.scenario;

import java.util.Locale;

/**
 * What an adapter's SRAM holds when the power comes on.
 */
public enum SramPowerUp
{
    /** Zeros. */
    ZERO,
    /** Pseudo-random words of the scenario's seed, others on each adapter. */
    PATTERN;

    /**
     * @param seed    of the scenario.
     * @param adapter its number, from 0.
     * @return for the board: 0 for zeros, else the seed of its words.
     */
    public long pattern(final long seed, final int adapter)
    {
        final int patternsApart = 40; // bits: the words of two boards have none in common
        return this == ZERO ? 0 : seed + 1 + ((long)adapter << patternsApart);
    }

    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
