package org.vatm.ndis;

import io.netty.buffer.ByteBuf;
import org.agrona.MutableDirectBuffer;

/**
 * Out parameter of {@link NdisMiniportLibrary#ndisMAllocateSharedMemory NdisMAllocateSharedMemory}: memory that driver
 * and device share. The driver has two views of it, one for rings and tables, one to describe packet data with
 * {@link NdisBuffer}s.
 */
public final class NdisSharedMemory
{
    long physicalAddress;
    int length;
    MutableDirectBuffer virtualAddress;
    ByteBuf data;
    ByteBuf allocation;
    boolean cached;
    NdisAdapter owner;

    /** What the device sees; the same as {@link #data} unless the host has a cache that does not follow DMA. */
    ByteBuf device;
    ByteBuf shadow;

    /** Bus address of the first byte; a page boundary if the memory is a page or longer. */
    public long physicalAddress()
    {
        return physicalAddress;
    }

    /** Bytes; 0 when the allocation failed. */
    public int length()
    {
        return length;
    }

    /** As it was asked for. */
    public boolean cached()
    {
        return cached;
    }

    /** View for the driver's rings and tables; null when the allocation failed. Name the byte order at every access. */
    public MutableDirectBuffer virtualAddress()
    {
        return virtualAddress;
    }

    /** The same bytes as a Netty buffer; byte i has bus address {@code physicalAddress() + i}. */
    public ByteBuf data()
    {
        return data;
    }

    void clear()
    {
        physicalAddress = 0;
        length = 0;
        virtualAddress = null;
        data = null;
        allocation = null;
        owner = null;
        device = null;
        shadow = null;
    }
}
