/**
 * A host's physical address space, all of it below 4 GiB because the devices have 32 address bits.
 * <pre>
 *   0000_0000  not mapped
 *   0100_0000  RAM, one off-heap region: packets, rings, whatever {@link org.vatm.memory.HostBufferAllocator} hands out
 *   RAM end    bus windows, 4 KiB pages: foreign direct buffers for as long as they are mapped
 *   E000_0000  device memory (base address registers), none of this package's
 *   FFFF_FFFF
 * </pre>
 * Everything is first fit, so that addresses are the same in every run. An address of the JVM is never shown to anybody:
 * not in a handle, not in a bus address, not in the text of an exception.
 */
package org.vatm.memory;
