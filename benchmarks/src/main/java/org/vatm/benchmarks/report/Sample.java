package org.vatm.benchmarks.report;

/**
 * What a round of a candidate came to.
 *
 * @param windows   scores, one for each measured interval.
 * @param allocated bytes an operation, NaN if that was not measured.
 * @param jvmFlags  of the JVM that was measured.
 */
record Sample(double[] windows, double allocated, String jvmFlags)
{
}
