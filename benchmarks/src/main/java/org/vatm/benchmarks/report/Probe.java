package org.vatm.benchmarks.report;

/**
 * Measures a candidate once.
 */
interface Probe
{
    /**
     * @param effort how long.
     * @return what was measured; null if it cannot be measured here, such as a limit in C without a compiler.
     */
    Sample measure(Effort effort);

    /** What is run, for people who want to run it themselves. */
    String command();
}
