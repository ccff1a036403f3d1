/**
 * The ATM miniport driver for the IDT77252.
 * <p>
 * The driver touches the chip only through its registers, shared memory and its interrupt: it knows the declarations of
 * {@code org.vatm.idt77252}, never its blocks.
 */
package org.vatm.miniport;
