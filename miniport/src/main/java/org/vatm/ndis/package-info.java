/**
 * The part of {@code ndis.sys} (NDIS 5.1) that a connection-oriented miniport, a stand-alone call manager and a client
 * see, under NDIS's own names.
 * <pre>
 *   client     call manager     upper edge
 *      | NdisCl* NdisCo*   | NdisCm* NdisCo*
 *      v                   v
 *   {@link org.vatm.ndis.NdisProtocolLibrary} ------------------+
 *   adapters, bindings, AFs, VCs   |  one per host
 *   {@link org.vatm.ndis.NdisMiniportLibrary} ------------------+
 *      ^ NdisM* NdisMCo*   | MiniportXxx, MiniportCoXxx
 *      |                   v
 *   {@link org.vatm.ndis.NdisMiniport miniport} (an ATM adapter's driver)         lower edge
 * </pre>
 * Handles and contexts are {@code long}s and 0 is NULL; out parameters are holders that the caller owns; pointers to
 * structures are references to objects that their owner reuses. Everything runs on the simulation thread of its host.
 * {@code docs/ndis.md} lists each NDIS name with the place where it lives.
 */
package org.vatm.ndis;
