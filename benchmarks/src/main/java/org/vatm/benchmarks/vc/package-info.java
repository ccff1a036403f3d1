/**
 * The VC table beside what one would use instead, and beside the same work in C.
 * <pre>
 *   VcCycleBenchmark   VcCreateDeleteBenchmark   VcLookUpBenchmark     CBenchmark
 *            \                |                  /                        |
 *             VcPopulation: which VC goes, which VPI/VCI comes            | requests, by pipe
 *                             |                                           v
 *                          VcStore                                  vc_slot_table.c, the same population
 *               /             |           \
 *         TableStore      MapStore ...   OneByOneStore
 *
 *   VcTableRounds runs all of them in turn, and prints ratios
 * </pre>
 */
package org.vatm.benchmarks.vc;
