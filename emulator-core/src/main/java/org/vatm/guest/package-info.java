/**
 * A CPU that we do not simulate, on a bus that we do: what a guest does to a device, live or from a recording.
 * <pre>
 *   guest ---- accesses ----&gt; GuestCpu ---&gt; HostBridge ---&gt; device
 *                  |                                          |
 *               Recorder  &lt;----- what its DMA reads ----------'
 *                  |
 *                 file -----&gt; Replay ---&gt; GuestCpu, as before
 * </pre>
 */
package org.vatm.guest;
