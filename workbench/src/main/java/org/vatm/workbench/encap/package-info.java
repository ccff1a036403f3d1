/**
 * Multiprotocol encapsulation over AAL5 (RFC 2684): turns the frames of a capture into the packets that a client sends.
 * <pre>
 *   llc-bridged   AA-AA-03 00-80-C2 00-07 00-00 | Ethernet frame without FCS
 *   llc-routed    AA-AA-03 00-00-00 EtherType   | network packet
 *   vc-bridged    00-00                         | Ethernet frame without FCS
 *   vc-routed                                   | network packet
 *   none                                        | the frame as it is in the file
 * </pre>
 */
package org.vatm.workbench.encap;
