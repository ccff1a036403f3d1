/**
 * The server side of vfio-user: a PCI device of ours in a machine that QEMU runs.
 * <pre>
 *   QEMU, device vfio-user-pci
 *     |  UNIX socket: messages and file descriptors
 *   MessageSocket --- Session ---------- AccessHandler ---- the device and its simulation
 *                        |--- InterruptPin   eventfd  &lt;---- PciFunction.interrupt()
 *                        '--- GuestMemory    DMA_MAP  ----&gt; HostMemory
 *                                '--- DmaMessages   regions without a descriptor
 * </pre>
 * One thread for each socket reads a message, has it served and answers it, in the order of the stream: that is PCI's ordering.
 * Whatever touches the device happens between {@link org.vatm.vfiouser.AccessHandler#enter} and
 * {@link org.vatm.vfiouser.AccessHandler#exit}.
 */
package org.vatm.vfiouser;
