package org.vatm.pci;

/**
 * The transaction that is on the bus.
 */
final class BusCycle
{
    int command;
    long address;
    int lengthBytes;
    /** Device that is the target, null for host memory. */
    PciFunction target;
    boolean claimed;
    /** The target could not take it now. */
    boolean retried;
    /** Data for the trace. */
    org.agrona.DirectBuffer data;
    int dataOffset;

    long addressEdge;
    int overhead;
    int phases;
    long endEdge;

    boolean isRead()
    {
        return (command & 1) == 0;
    }

    static int phases(final long address, final int lengthBytes)
    {
        return (int)(address & 3) + lengthBytes + 3 >> 2;
    }
}
