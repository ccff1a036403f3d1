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
 */
package org.vatm.line;
