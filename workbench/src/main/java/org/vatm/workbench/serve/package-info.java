/**
 * Adapters for guests: hosts whose driver is an operating system in QEMU, paced to the wall clock.
 * <pre>
 *   QEMU --- vfio-user --- RealTimeHost --.
 *                                          Pacer --- ServedMachine: a host with an adapter for each socket, fibres
 *   QEMU --- vfio-user --- RealTimeHost --'
 * </pre>
 */
package org.vatm.workbench.serve;
