/**
 * Whole machines, for everybody who builds one: the command, the benchmarks, the test kit.
 * <pre>
 *   Computer: Host + Ndis + call manager for permanent VCs
 *     +-- Adapter: a device in a slot, its driver, its parameters
 *     +-- Adapter ...                         fibres between boards: {@link org.vatm.line.Fibre}
 * </pre>
 */
package org.vatm.machine;
