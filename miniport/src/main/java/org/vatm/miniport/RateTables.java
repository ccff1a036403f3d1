package org.vatm.miniport;

/**
 * The chip's rate tables, computed: 256 cell rates from 10 cells a second to the link's, in equal ratios of about
 * 1.042.
 * <p>
 * The chip adds intervals to slot numbers, so what a rate index really means is the link rate divided by its
 * interval. Both are floats of few bits; arithmetic is exact or StrictMath, so the tables are the same everywhere.
 */
final class RateTables
{
    /** Cells per second of the link, floor of 149.76 Mbit/s / 424 bit. */
    static final int LINK_CELLS_PER_SECOND = 353_207;
    /** Rate indices. */
    static final int RATES = 256;
    /** The index that means: as fast as the link. */
    static final int LINK_RATE_INDEX = RATES - 1;
    /** Words that the driver writes: log to rate, then rate to log. */
    static final int WORDS = RATES + 128;

    private static final double LINK_RATE = 149_760_000.0 / 424;
    private static final double LOWEST_RATE = 10;
    private static final int MANTISSA_LIMIT = 1024;
    private static final int SLOTS_UNIT = 32;

    private static final int[] INTERVALS = new int[RATES];
    private static final int[] CELLS_PER_SECOND = new int[RATES];
    private static final int[] WORDS_OF_TABLE = words();

    private RateTables()
    {
    }

    /** Word of the tables as the chip wants it. */
    static int word(final int index)
    {
        return WORDS_OF_TABLE[index];
    }

    /** Rate of an index in cells per second, rounded down. */
    static int cellsPerSecond(final int rateIndex)
    {
        return CELLS_PER_SECOND[rateIndex];
    }

    /** The greatest index whose rate is not above the given one; -1 if there is none. */
    static int indexAtMost(final int cellsPerSecond)
    {
        int index = LINK_RATE_INDEX;
        while (index >= 0 && cellsPerSecond(index) > cellsPerSecond)
        {
            index--;
        }
        return index;
    }

    /** The least index whose rate is not below the given one; {@link #RATES} if there is none. */
    static int indexAtLeast(final int cellsPerSecond)
    {
        int index = 0;
        while (index < RATES && cellsPerSecond(index) < cellsPerSecond)
        {
            index++;
        }
        return index;
    }

    private static int[] words()
    {
        final int[] words = new int[WORDS];
        final int[] forumRates = new int[RATES];
        for (int i = 0; i < RATES; i++)
        {
            final double below = (double)(LINK_RATE_INDEX - i) / LINK_RATE_INDEX;
            final double wanted = LINK_RATE / StrictMath.pow(LINK_RATE / LOWEST_RATE, below);
            INTERVALS[i] = interval(LINK_RATE / wanted);
            final double rate = LINK_RATE / slots(INTERVALS[i]);
            CELLS_PER_SECOND[i] = (int)rate;
            forumRates[i] = forumRate(rate);
            words[i] = forumRates[i] << 17 | cellsBetweenRmCellsCode(rate) << 14 | INTERVALS[i];
        }
        for (int i = 0; i < 512; i++)
        {
            int index = LINK_RATE_INDEX;
            while (index > 0 && (forumRates[index] & 0x3FFF) >> 5 > i)
            {
                index--;
            }
            words[RATES + i / 4] |= index << i % 4 * 8;
        }
        return words;
    }

    /** [13:10] exponent, [9:0] mantissa: mantissa * 2^exponent / 32 slots, rounded down. */
    private static int interval(final double slots)
    {
        int exponent = 0;
        double mantissa = slots * SLOTS_UNIT;
        while (mantissa >= MANTISSA_LIMIT)
        {
            mantissa /= 2;
            exponent++;
        }
        return exponent << 10 | (int)mantissa;
    }

    private static double slots(final int interval)
    {
        return (double)((interval & MANTISSA_LIMIT - 1) << (interval >> 10)) / SLOTS_UNIT;
    }

    /** 15 bits: 1 for not zero, 5 of exponent, 9 of mantissa: 2^e * (1 + m / 512) cells per second, rounded down. */
    private static int forumRate(final double cellsPerSecond)
    {
        final int exponent = Math.getExponent(cellsPerSecond);
        final int mantissa = (int)(Math.scalb(cellsPerSecond, 9 - exponent)) - 512;
        return 1 << 14 | exponent << 9 | mantissa;
    }

    private static int cellsBetweenRmCellsCode(final double cellsPerSecond)
    {
        int code = 0;
        for (int limit = 40; limit <= 320 && cellsPerSecond >= limit; limit *= 2)
        {
            code++;
        }
        return code;
    }
}
