package org.vatm.ndis;

import org.agrona.MutableDirectBuffer;

/** What a verifier has to see of NDIS's own objects. No driver uses it. */
public final class NdisInternals
{
    private NdisInternals()
    {
    }

    /** The pool that a packet comes from: its Private.Pool. */
    public static NdisPacketPool pool(final NdisPacket packet)
    {
        return packet.pool;
    }

    /** True if the packet is not allocated. */
    public static boolean isInPool(final NdisPacket packet)
    {
        return packet.owner == NdisPacket.IN_POOL;
    }

    /** True if the timer will expire. */
    public static boolean isSet(final NdisMiniportTimer timer)
    {
        return timer.isSet();
    }

    /** Gives a driver another view of memory that it was lent. */
    public static void view(final NdisMemory memory, final MutableDirectBuffer virtualAddress, final int length)
    {
        memory.virtualAddress = virtualAddress;
        memory.length = length;
    }

    /** True if the host's caches follow DMA. */
    public static boolean isCoherent(final Ndis ndis)
    {
        return ndis.resources.shared.isCoherent;
    }
}
