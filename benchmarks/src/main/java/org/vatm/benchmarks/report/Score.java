package org.vatm.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import org.openjdk.jmh.util.ListStatistics;

/**
 * What all rounds of a candidate came to.
 */
final class Score
{
    private static final double CONFIDENCE = 0.999; // as JMH has it

    private final List<Sample> rounds = new ArrayList<>();

    void add(final Sample round)
    {
        rounds.add(round);
    }

    int roundCount()
    {
        return rounds.size();
    }

    /** Median of the windows of all rounds. */
    double median()
    {
        return median(windows());
    }

    /** Median of a round's windows. */
    double median(final int round)
    {
        return median(rounds.get(round).windows());
    }

    /** Half of the interval in which the mean is, by Student's t, with a probability of 99.9 %; NaN for less than two windows. */
    double error()
    {
        final double[] windows = windows();
        return windows.length < 2 ? Double.NaN : new ListStatistics(windows).getMeanErrorAt(CONFIDENCE);
    }

    /** The most of all rounds, NaN if it was not measured. */
    double allocated()
    {
        return rounds.stream().mapToDouble(Sample::allocated).filter(bytes -> !Double.isNaN(bytes)).max().orElse(Double.NaN);
    }

    String jvmFlags()
    {
        return rounds.isEmpty() ? "" : rounds.get(0).jvmFlags();
    }

    private double[] windows()
    {
        return rounds.stream().flatMapToDouble(round -> DoubleStream.of(round.windows())).toArray();
    }

    static double median(final double[] values)
    {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
