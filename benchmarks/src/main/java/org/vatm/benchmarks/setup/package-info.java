/**
 * What it costs on the bus to set a VC up and to take it down: counted, not timed, so the same on every machine.
 * <pre>
 *   SetUpCosts    prints the table
 *     MiniportSequence, LinuxSequence, FreeBsdSequence: {@link org.vatm.benchmarks.setup.Sequence}, each on a chip of its own
 *     Meter       counts what goes over the bus
 * </pre>
 */
package org.vatm.benchmarks.setup;
