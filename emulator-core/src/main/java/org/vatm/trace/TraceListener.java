package org.vatm.trace;

import org.agrona.DirectBuffer;

/** Sees the records of one or more streams, in the order of simulated time within a stream, on the simulation thread. */
@FunctionalInterface
public interface TraceListener
{
    /**
     * @param stream      where it happened.
     * @param timePs      when it happened.
     * @param kind        what happened: the stream knows its text.
     * @param address     bus address, VPI and VCI, or whatever the kind says; never an address of the JVM.
     * @param lengthBytes length of what was transferred.
     * @param data        holds {@code lengthBytes} bytes from {@code offset}, until this method returns; or null when the record
     *                    has a length but no bytes to show.
     * @param offset      of the first byte.
     */
    void onRecord(
        TraceStream stream, long timePs, int kind, long address, int lengthBytes, DirectBuffer data, int offset);
}
