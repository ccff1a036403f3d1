/**
 * The ATM and adaptation layers as arithmetic: headers, check sequences, adaptation layer formats, traffic contracts.
 * Nothing here has a clock, a line or a chip; everything works on an {@code int} or on a caller's buffer.
 * <pre>
 *   AAL5 CPCS-PDU   | payload 1..65535 | padding 0..47 | UU | CPI | length | CRC-32 |   n x 48 octets   Aal5*
 *   AAL3/4 SAR-PDU  | ST SN MID | payload 44 | LI CRC-10 |                               48 octets       Aal34, Crc10
 *   OAM cell        | type function | 45 octets | reserved CRC-10 |                      48 octets       Oam, Crc10
 *   cell            | GFC VPI VCI PTI CLP | HEC | payload 48 |                           53 octets       CellHeader, Hec
 * </pre>
 */
package org.vatm.atm;
