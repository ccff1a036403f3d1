/**
 * The report of {@code vatm bench --report}: a selection of the benchmarks, ours and its opponents in turn, ratios with their errors,
 * goals beside them.
 * <pre>
 *   Selection: what is measured, against whom, with which goal      the one table
 *       |
 *   Bench: rounds of short forks, opponents in turn  --Probe--  JmhProbe, StartUpProbe
 *       |
 *   Finding: medians, errors, ratios, goals met or not
 *       |
 *   TextReport, JsonReport, PageReport (BarChart)
 * </pre>
 */
package org.vatm.benchmarks.report;
