/**
 * Simulated time: one event queue and one CPU for each host, exact clocks, and the loop that advances them all.
 * <pre>
 *   Simulation ---- picks the host that may go on without waiting for another
 *      |
 *      +-- HostCpu "a" -- EventQueue   model code: Event.fire
 *      |      '---------- CpuWork      driver code, between events, by interrupt level
 *      |
 *      +-- HostCpu "b" -- EventQueue
 * </pre>
 * Time is a {@code long} count of picoseconds: 106 days of simulated time.
 */
package org.vatm.sim;
