/**
 * What happens on the machine's wires, for whoever wants to know: one stream for each bus, link direction and interrupt line.
 * <pre>
 *   PciBus ----> TraceStream "hostA/pci0/bus" --+
 *   link ------> TraceStream "hostA->hostB" ----+--> listener, or a TraceFan of several: TraceHash, TraceText, ...
 *   interrupt -> TraceStream "hostA/pci0/inta" -+
 * </pre>
 * A stream that nobody listens to costs its emitter one comparison with null. Listening never changes a run.
 */
package org.vatm.trace;
