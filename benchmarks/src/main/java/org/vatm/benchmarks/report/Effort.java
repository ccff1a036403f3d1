package org.vatm.benchmarks.report;

/**
 * How long each round takes, and how many there are.
 *
 * @param name            for the report.
 * @param rounds          of ours and of the limits.
 * @param peerRounds      of peers, which are many.
 * @param warmups         intervals of each fork that do not count.
 * @param windows         intervals of each fork that do.
 * @param milliseconds    of an interval.
 * @param startUps        of processes, each.
 */
record Effort(String name, int rounds, int peerRounds, int warmups, int windows, int milliseconds, int startUps)
{
    /** About a minute; coarse. */
    static final Effort QUICK = new Effort("quick", 1, 1, 3, 5, 60, 5);
    /** Under ten minutes. */
    static final Effort NORMAL = new Effort("normal", 3, 1, 3, 4, 200, 9);
    /** Half an hour and more, with larger tables. */
    static final Effort FULL = new Effort("full", 5, 3, 6, 8, 250, 21);
}
