/**
 * What lies between the SAR chip and the fibre: the PHY with its registers, and the time that cells take on the line.
 * <pre>
 *                   utility bus                       interrupt pin
 *                        |                                  ^
 *                +-------v----------------------------------+---+
 *   UTOPIA  -->  | transmit FIFO -> cells into frames (SonetLine) | --> fibre
 *   UTOPIA  <--  | receive FIFO  <- delineation, HEC, idle drop   | <-- fibre
 *                +------------------- SuniPhy ----------------------+
 * </pre>
 * Fibres lead to another board, back, or to a port of a VP/VC switch (CellSwitch).
 */
package org.vatm.line;
