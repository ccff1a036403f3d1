/**
 * The PCI bus of a host, cycle by cycle.
 * <pre>
 *    HostCpu                                      PciFunction (a device)
 *      |  read32, write32 (posted, 4 deep)           |  barRead, barWrite      | DmaChannel 0 .. n (fixed priority)
 *   HostBridge ------------------ PciBus ------------+-------------------- DmaEngine
 *                      one transaction at a time,      InterruptLine INTA#
 *                      round robin between agents
 *                                 |
 *                             HostMemory
 * </pre>
 */
package org.vatm.pci;
