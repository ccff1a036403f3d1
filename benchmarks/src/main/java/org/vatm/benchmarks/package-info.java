/**
 * JMH benchmarks: one class answers one question, with the peers beside ours in the same run.
 * <p>
 * A score is worth what its run was: {@link org.vatm.benchmarks.ForkJvm} says how the JVMs of a run are started, and
 * docs/performance.md how to read the figures.
 */
package org.vatm.benchmarks;
