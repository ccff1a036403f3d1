package org.vatm.ndis;

import java.util.function.BooleanSupplier;

/** NdisAllocatePacketPool: packet descriptors, all allocated when the pool is. */
public final class NdisPacketPool
{
    private final int numberOfDescriptors;
    private NdisPacket free;
    private int used;
    BooleanSupplier refusal; // asked before every allocation; null in an ordinary system

    NdisPacketPool(final int numberOfDescriptors)
    {
        if (numberOfDescriptors < 1 || numberOfDescriptors > 0xFFFF)
        {
            throw new IllegalArgumentException(
                "numberOfDescriptors=" + numberOfDescriptors + ", must be 1 to " + 0xFFFF);
        }
        this.numberOfDescriptors = numberOfDescriptors;
        for (int i = 0; i < numberOfDescriptors; i++)
        {
            final NdisPacket packet = new NdisPacket(this);
            packet.nextFree = free;
            free = packet;
        }
    }

    /**
     * NdisAllocatePacket: a descriptor with nothing in it.
     *
     * @return null (RESOURCES) when the pool is empty.
     */
    public NdisPacket allocatePacket()
    {
        final NdisPacket packet = refusal == null || !refusal.getAsBoolean() ? free : null;
        if (packet != null)
        {
            free = packet.nextFree;
            packet.nextFree = null;
            packet.owner = NdisPacket.OWNED_BY_ALLOCATOR;
            used++;
        }
        return packet;
    }

    /**
     * NdisFreePacket. Buffers that are still chained are dropped from it, not freed.
     *
     * @throws IllegalStateException if it is not of this pool, free already, or out: sent or indicated.
     */
    public void freePacket(final NdisPacket packet)
    {
        if (packet.pool != this || packet.owner != NdisPacket.OWNED_BY_ALLOCATOR)
        {
            throw new IllegalStateException(packet.pool != this ? "packet of another pool" :
                packet.owner == NdisPacket.IN_POOL ? "packet freed twice" : "packet freed while out");
        }
        packet.reinitialize();
        packet.owner = NdisPacket.IN_POOL;
        packet.nextFree = free;
        free = packet;
        used--;
    }

    public int numberOfDescriptors()
    {
        return numberOfDescriptors;
    }

    /** NdisPacketPoolUsage: descriptors out now; 0 before the pool may be freed. */
    public int usage()
    {
        return used;
    }
}
