package org.vatm.benchmarks.report;

/**
 * What is to be reached: a ratio of ours to others, or a score.
 *
 * @param kind  of what.
 * @param bound at most or at least so much, by the kind.
 * @param peer  name of the peer that is meant; null for the best.
 */
record Goal(Kind kind, double bound, String peer)
{
    /** What a goal bounds. */
    enum Kind
    {
        /** Ours takes at most so many times what the limit takes. */
        TIMES_LIMIT("%s x the limit", true),
        /** A peer takes at least so many times what ours takes. */
        FASTER("%s x faster than %s", false),
        /** Ours takes at most so many times what a peer takes. */
        TIMES_PEER("%s x %s", true),
        /** Two threads together do at least so many times what one thread does. */
        TWO_THREADS("%s x one thread", false),
        /** Ours reaches a score of at least. */
        SCORE("%s", false),
        /** Ours takes at most so many times what it takes in the comparison before. */
        FLAT("%s x of the first of its kind", true);

        private final String text;
        final boolean atMost;

        Kind(final String text, final boolean atMost)
        {
            this.text = text;
            this.atMost = atMost;
        }
    }

    /** Tells whether a figure meets it. */
    boolean isMetBy(final double value)
    {
        return kind.atMost ? value <= bound : value >= bound;
    }

    /** Tells whether a figure is as near to the bound as its error is large. */
    boolean isUncertain(final double value, final double error)
    {
        return Math.abs(value - bound) < error;
    }

    /** Such as "at most 1.4 x the limit". */
    String text()
    {
        return (kind.atMost ? "at most " : "at least ") +
            String.format(kind.text, Figure.of(bound), peer == null ? "the best peer" : peer);
    }
}
