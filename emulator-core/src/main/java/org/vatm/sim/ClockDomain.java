package org.vatm.sim;

/**
 * A clock of exact rational frequency. Edge n is computed from n and never accumulated, so nothing drifts; edge 0 is at time 0.
 */
public final class ClockDomain
{
    private static final long PS_PER_SECOND = 1_000_000_000_000L;
    private static final long MAX_PS = 1L << 31;
    private static final int MAX_TIME_BITS = 61;

    private final String name;
    /** {@code cycles} periods last {@code ps} picoseconds, in lowest terms. */
    private final long ps;
    private final long cycles;
    /**
     * ceil(2^(64 + shift) / ps), if a period is a whole number of picoseconds and no power of two, else 0. The high half of a product with it, shifted, is a quotient by
     * ps, exactly for dividends below 2^62, and faster than a division.
     */
    private final long reciprocal;
    private final int shift;

    /**
     * A frequency of numerator / denominator hertz; 33 1/3 MHz is 100 000 000 / 3.
     *
     * @param name        of the clock, for reports.
     * @param numerator   hertz, 1 or more.
     * @param denominator 1 or more.
     */
    public ClockDomain(final String name, final long numerator, final long denominator)
    {
        if (numerator < 1 || denominator < 1)
        {
            throw new IllegalArgumentException(
                name + ": frequency=" + numerator + "/" + denominator + " Hz, must be positive");
        }
        final long total = Math.multiplyExact(PS_PER_SECOND, denominator);
        final long divisor = greatestCommonDivisor(total, numerator);
        this.name = name;
        ps = total / divisor;
        cycles = numerator / divisor;
        Math.multiplyExact(ps, cycles);
        shift = Long.SIZE - 2 - Long.numberOfLeadingZeros(ps);
        reciprocal = cycles == 1 && ps < MAX_PS && Long.bitCount(ps) > 1 ? reciprocal(ps, shift) : 0;
    }

    /**
     * @param n index of an edge, 0 or more.
     * @return its instant, floor(n * ps / cycles).
     */
    public long edge(final long n)
    {
        return cycles == 1 ? n * ps : n / cycles * ps + n % cycles * ps / cycles;
    }

    /**
     * @param timePs an instant.
     * @return index of the first edge at or after it.
     */
    public long edgeAtOrAfter(final long timePs)
    {
        if (reciprocal == 0 || timePs >>> MAX_TIME_BITS != 0)
        {
            return Math.floorDiv(timePs, ps) * cycles + (Math.floorMod(timePs, ps) * cycles + ps - 1) / ps;
        }
        return Math.multiplyHigh(timePs + ps - 1, reciprocal) >> shift;
    }

    /**
     * @param timePs an instant.
     * @return index of the first edge after it.
     */
    public long edgeAfter(final long timePs)
    {
        return edgeAtOrAfter(timePs + 1);
    }

    /**
     * @param timePs an instant.
     * @return index of the last edge at or before it.
     */
    public long edgeAtOrBefore(final long timePs)
    {
        return edgeAtOrAfter(timePs + 1) - 1;
    }

    /**
     * The first edge at or after an instant, and a number of periods more.
     *
     * @param timePs an instant.
     * @param clocks whole periods to add.
     * @return instant of that edge.
     */
    public long after(final long timePs, final long clocks)
    {
        return edge(edgeAtOrAfter(timePs) + clocks);
    }

    /**
     * @return true if every edge is {@link #edge}(1) after the one before it.
     */
    public boolean isWhole()
    {
        return cycles == 1;
    }

    /**
     * @return name of the clock.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return frequency in MHz.
     */
    public double megahertz()
    {
        return cycles * 1e6 / ps;
    }

    private static long reciprocal(final long ps, final int shift)
    {
        final long half = Long.MIN_VALUE;
        final long rest = Long.remainderUnsigned(half, ps) << shift + 1;
        return (Long.divideUnsigned(half, ps) << shift + 1) + (rest + ps - 1) / ps;
    }

    @Override
    public String toString()
    {
        return String.format(java.util.Locale.ROOT, "%s %.4f MHz", name, megahertz());
    }

    private static long greatestCommonDivisor(final long a, final long b)
    {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
