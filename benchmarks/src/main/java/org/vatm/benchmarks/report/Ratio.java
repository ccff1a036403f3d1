package org.vatm.benchmarks.report;

import java.util.Arrays;

/**
 * How one score stands to another.
 *
 * @param value the median of the ratios of the rounds that both had, each round a few seconds after the other's.
 * @param error of it, from the errors of both scores; NaN if one of them has none.
 */
record Ratio(double value, double error)
{
    static Ratio of(final Score score, final Score to)
    {
        final double[] ratios = new double[Math.min(score.roundCount(), to.roundCount())];
        Arrays.setAll(ratios, round -> score.median(round) / to.median(round));
        final double value = Score.median(ratios);
        return new Ratio(value, value * Math.hypot(score.error() / score.median(), to.error() / to.median()));
    }

    Ratio times(final double factor)
    {
        return new Ratio(value * factor, error * factor);
    }

    String text()
    {
        return Figure.of(value) + (Double.isNaN(error) ? "" : " \u00b1 " + Figure.of(error));
    }
}
