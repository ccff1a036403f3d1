package org.vatm.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * All that was found.
 *
 * @param effort   how long each measurement took.
 * @param machine  facts, by name.
 * @param started  when, as ISO 8601 has it.
 * @param seconds  of wall time.
 * @param findings in the order of the selection.
 */
record Report(Effort effort, Map<String, String> machine, String started, long seconds, List<Finding> findings)
{
    long goals()
    {
        return findings.stream().flatMap(finding -> finding.verdicts().stream()).filter(verdict -> verdict.isMet() != null).count();
    }

    long goalsMet()
    {
        return findings.stream().flatMap(finding -> finding.verdicts().stream())
            .filter(verdict -> Boolean.TRUE.equals(verdict.isMet())).count();
    }

    long goalsNotMeasured()
    {
        return findings.stream().flatMap(finding -> finding.verdicts().stream()).filter(verdict -> verdict.isMet() == null).count();
    }
}
