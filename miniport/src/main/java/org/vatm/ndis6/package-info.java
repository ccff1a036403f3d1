/**
 * NDIS 6.x names and types over {@link org.vatm.ndis}, so that a connection-oriented 6.x miniport runs on the same
 * library, under the same call managers and clients.
 * <pre>
 *   org.vatm.ndis      MiniportCoSendPackets   NdisMCoSendComplete ...
 *                          |                       ^
 *   {@link org.vatm.ndis6.Ndis6}               NDIS_PACKET &lt;-&gt; NET_BUFFER_LIST, restart and pause, ...
 *                          v                       |
 *   6.x miniport       MiniportCoSendNetBufferLists   NdisMCoSendNetBufferListsComplete ...
 * </pre>
 * {@link org.vatm.ndis6.Ndis6} is an NDIS 5.1 driver for the library, and NDIS 6 for the 6.x driver. What did not
 * change from 5.1, such as register access, VCs and call parameters, keeps its types. {@code docs/ndis6.md} lists each
 * name.
 */
package org.vatm.ndis6;
