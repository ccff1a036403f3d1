package org.vatm.idt77252;

import static org.vatm.register.Access.RW;

import org.vatm.register.Field;

/**
 * Rate tables in SRAM at RTBL: 36 pages of 128 words. A rate is known to the chip by its index 0..255 on a logarithmic
 * scale.
 * <pre>
 *   word   content
 *      0   log to rate, a word for each index
 *    256   rate to log, 512 bytes, four a word, first in 7:0, by ATM Forum rate / 32
 *    384   global table
 *    512   AIR tables, 128 words each: additive increase of link rate / 2^t
 *   2560   RDF and CDF tables, 128 words each: rate becomes rate * (1 - 2^-r)
 *
 *   log-to-rate word
 *    31                17 16 14 13      10 9                0
 *   +--------------------+-----+----------+------------------+
 *   |  ATM Forum rate    | NRM | exponent | mantissa         |   interval = 2^exponent * mantissa / 32 cell slots
 *   +--------------------+-----+----------+------------------+
 * </pre>
 * Intervals are handled in units of 1/32 cell slot, in which every interval word is a whole number.
 */
public final class RateTable
{
    public static final int PAGE_WORDS = 128;
    public static final int WORDS = 36 * PAGE_WORDS;
    public static final int INDICES = 256;
    public static final int LOG_TO_RATE_OFFSET = 0;
    public static final int RATE_TO_LOG_OFFSET = 256;
    public static final int RATE_TO_LOG_BYTES = 512;
    public static final int GLOBAL_OFFSET = 384;
    public static final int AIR_OFFSET = 512;
    public static final int RDF_OFFSET = 2560;

    public static final Field FORUM_RATE = new Field("RATE", 31, 17, RW, "ATM Forum rate");
    public static final Field NRM = new Field("NRM", 16, 14, RW,
        "cells between RM cells: 0 = 3, 1 = 4, 2 = 8, 3 = 16, 4 = 32");
    public static final Field INTERVAL = new Field("INTERVAL", 13, 0, RW, "float, cell slots between cells");
    public static final Field INTERVAL_EXPONENT = new Field("INTERVAL_E", 13, 10, RW, "exponent of the interval");
    public static final Field INTERVAL_MANTISSA = new Field("INTERVAL_M", 9, 0, RW, "mantissa of the interval, 1/32");

    /** ATM Forum rate: 2^e * (1 + m / 512) cells a second, 0 if NZ is 0. */
    public static final Field FORUM_NZ = new Field("NZ", 14, 14, RW, "rate is not zero");
    public static final Field FORUM_EXPONENT = new Field("E", 13, 9, RW, "exponent");
    public static final Field FORUM_MANTISSA = new Field("M", 8, 0, RW, "mantissa");

    /** Units of an interval in one cell slot. */
    public static final int INTERVAL_UNITS = 32;

    private RateTable()
    {
    }

    /** Interval of a log-to-rate word in 1/32 cell slots: 0..1023 * 2^15. */
    public static int intervalOf(final int word)
    {
        return INTERVAL_MANTISSA.get(word) << INTERVAL_EXPONENT.get(word);
    }

    /** Cells between forward RM cells by a log-to-rate word; reserved codes are taken as 32. */
    public static int nrmOf(final int word)
    {
        return switch (NRM.get(word))
        {
            case 0 -> 3;
            case 1 -> 4;
            case 2 -> 8;
            case 3 -> 16;
            default -> 32;
        };
    }

    /** Cells a second of an ATM Forum rate (15 bits), rounded down. */
    public static long cellsPerSecond(final int forumRate)
    {
        final long mantissa = 512 + FORUM_MANTISSA.get(forumRate);
        return FORUM_NZ.isSet(forumRate) ? (mantissa << FORUM_EXPONENT.get(forumRate)) >> 9 : 0;
    }

    /** Byte of the rate-to-log table for an ATM Forum rate: its offset 0..511 for "at most that rate". */
    public static int rateToLogIndex(final int forumRate)
    {
        return forumRate >> 5 & RATE_TO_LOG_BYTES - 1;
    }

    /** A byte of the rate-to-log table. */
    public static int rateToLog(final int word, final int index)
    {
        return word >>> 8 * (index & 3) & 0xFF;
    }

    /** Entry of an AIR, RDF or CDF table in 1/65536 of a log step. */
    public static int adjustment(final int word, final int logIndex)
    {
        final int half = (logIndex & 1) == 0 ? word & 0xFFFF : word >>> 16;
        return INTERVAL_MANTISSA.get(half) << INTERVAL_EXPONENT.get(half);
    }
}
