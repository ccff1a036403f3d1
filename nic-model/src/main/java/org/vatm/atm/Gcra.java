package org.vatm.atm;

/**
 * Generic cell rate algorithm, virtual scheduling form: GCRA(T, tau). Source: I.371, Annex A.
 * <p>
 * A cell conforms when it is at most the limit too early against its theoretical arrival time; only a conforming cell
 * moves that time.
 */
public final class Gcra
{
    private static final long PS_PER_SECOND = 1_000_000_000_000L;

    private final long incrementPs;
    private final long limitPs;
    private long theoreticalPs;

    /**
     * For a contract, before the first cell; any first cell at or after time zero conforms.
     *
     * @param incrementPs T, the time between cells at the contract's rate, more than 0.
     * @param limitPs     tau, the tolerance, 0 or more.
     */
    public Gcra(final long incrementPs, final long limitPs)
    {
        if (incrementPs <= 0)
        {
            throw new IllegalArgumentException("incrementPs=" + incrementPs + ", must be more than 0");
        }
        if (limitPs < 0)
        {
            throw new IllegalArgumentException("limitPs=" + limitPs + ", must not be negative");
        }
        this.incrementPs = incrementPs;
        this.limitPs = limitPs;
    }

    /**
     * T for a rate.
     *
     * @param cellsPerSecond more than 0.
     * @return the time between cells, rounded down, so that rounding never makes a cell fail.
     */
    public static long incrementPs(final long cellsPerSecond)
    {
        return PS_PER_SECOND / cellsPerSecond;
    }

    /**
     * Judges a cell, and counts it against the contract if it conforms.
     *
     * @param timePs of its arrival, not before the last one.
     * @return true when it conforms.
     */
    public boolean conforming(final long timePs)
    {
        if (timePs < theoreticalPs - limitPs)
        {
            return false;
        }
        theoreticalPs = Math.max(timePs, theoreticalPs) + incrementPs;
        return true;
    }

    /**
     * When the next cell conforms, for a shaper.
     *
     * @return the earliest time; in the past when a cell may be sent at once.
     */
    public long earliestPs()
    {
        return theoreticalPs - limitPs;
    }

    /**
     * Forgets all cells.
     */
    public void reset()
    {
        theoreticalPs = 0;
    }
}
