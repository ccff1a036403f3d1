package org.vatm.benchmarks.report;

import java.util.List;

/**
 * Those that do the same work.
 *
 * @param id         short, unique, of letters, digits and hyphens.
 * @param section    of the report.
 * @param title      what the work is.
 * @param unit       of the scores.
 * @param isRate     more is better; else less is better.
 * @param detail     how much effort it needs to be part of a report.
 * @param candidates that are compared.
 * @param goals      for ours.
 */
record Comparison(
    String id, String section, String title, String unit, boolean isRate, Detail detail, List<Candidate> candidates, List<Goal> goals)
{
    /** The least report that has it. */
    enum Detail
    {
        QUICK, NORMAL, FULL
    }
}
