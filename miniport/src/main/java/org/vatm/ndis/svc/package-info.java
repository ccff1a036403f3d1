/**
 * A call manager that signals, on the public interface of {@link org.vatm.ndis} only.
 * <pre>
 *   client --NdisCl*--> {@link org.vatm.ndis.svc.SvcCallManager}
 *                          SvcPort       an adapter: calls by reference, SAPs
 *                            SvcCall     a call: what it waits for, from the client, the miniport or the switch
 *                            SignallingChannel --VPI 0, VCI 5--> switch, or the same at the other end of the fibre
 *                              {@link org.vatm.ndis.svc.SignallingMessage}
 * </pre>
 * Messages have the types, headers and information elements of Q.2931, Q.2971 and Q.2963.1, each in one AAL5 PDU:
 * there is no SSCOP below, as the line loses nothing that was not told to be lost, and no timers.
 */
package org.vatm.ndis.svc;
