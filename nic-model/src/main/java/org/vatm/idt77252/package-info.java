/**
 * The IDT77252 "ABR SAR", a class for each block of its diagram, with the names of its data sheet.
 * <pre>
 *   drivers see                                  blocks
 *   SarRegisters, SarCommand, windows            register file, command unit, free buffer queues
 *   SramLayout: TCT, RCT, SCD, TST, rates        scheduler, segmentation, lookup, reassembly
 *   TBD, TSQ, RSQ, raw cells in host memory      DMA, status queues, interrupts
 * </pre>
 * Declarations and flyweights are public, for drivers; blocks are not: registers, rings and interrupts are all that a
 * driver has.
 */
package org.vatm.idt77252;
