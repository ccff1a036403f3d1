/**
 * Faults under a miniport, all of them legal for NDIS and all from one seed: allocations that fail, completions that
 * are late, held or out of order, resets and surprise removal at any instant, interrupts of others, a busy processor.
 * <pre>
 *   NDIS --&gt; FaultyMiniport, FaultyLibrary --&gt; verifier --&gt; miniport
 *            {@link org.vatm.ndis.fault.FaultInjector}
 *                  Allocations   LateCalls   Instants
 * </pre>
 * Between NDIS and a verifier, so that the verifier sees what the miniport makes of them.
 */
package org.vatm.ndis.fault;
