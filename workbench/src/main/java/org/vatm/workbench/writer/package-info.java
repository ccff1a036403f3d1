/**
 * Capture files of what was on the line, written while the run goes on.
 * <pre>
 *   cells of a link  --+-->  ErfCellWriter   cells.erf    every assigned cell
 *    (CellListener)    |
 *                      +-->  PduAssembler --+-->  PcapngPduWriter  line.pcapng  every AAL5 PDU
 *                            (per VC)       +-->  ErfPduWriter     pdus.erf     those of up to 1,364 cells
 * </pre>
 * Each file has a temporary name until it is complete.
 */
package org.vatm.workbench.writer;
