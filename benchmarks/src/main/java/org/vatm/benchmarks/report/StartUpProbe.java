package org.vatm.benchmarks.report;

import org.vatm.benchmarks.StartUp;

/**
 * A process from its start to its end.
 *
 * @param process which one.
 */
record StartUpProbe(StartUp.Process process) implements Probe
{
    @Override
    public Sample measure(final Effort effort)
    {
        final double[] milliseconds = new double[effort.startUps()];
        for (int i = 0; i < milliseconds.length; i++)
        {
            milliseconds[i] = process.milliseconds();
        }
        return new Sample(milliseconds, Double.NaN, "");
    }

    @Override
    public String command()
    {
        return process.command();
    }
}
