package org.vatm.ndis6;

import org.vatm.ndis.NdisPacketPool;

/** NdisAllocateNetBufferListPool: net buffer lists with a net buffer each, filled in advance. */
public final class NetBufferListPool
{
    final long ndisMiniportHandle;
    final NdisPacketPool packets;
    private NetBufferList free;
    private int used;

    NetBufferListPool(final long ndisMiniportHandle, final NdisPacketPool packets)
    {
        this.ndisMiniportHandle = ndisMiniportHandle;
        this.packets = packets;
        for (int i = 0; i < packets.numberOfDescriptors(); i++)
        {
            final NetBufferList list = new NetBufferList(this, packets.allocatePacket());
            list.isFree = true;
            list.next = free;
            free = list;
        }
    }

    /** Lists out now; 0 before the pool may be freed. */
    public int usage()
    {
        return used;
    }

    NetBufferList take()
    {
        final NetBufferList list = free;
        if (list != null)
        {
            free = list.next;
            list.next = null;
            list.isFree = false;
            used++;
        }
        return list;
    }

    void give(final NetBufferList list)
    {
        if (list.pool != this || list.isFree)
        {
            throw new IllegalStateException(list.isFree ? "net buffer list freed twice" : "list of another pool");
        }
        list.isFree = true;
        list.netBuffer.mdlChain = null;
        list.next = free;
        free = list;
        used--;
    }

    /** Gives the packets back to their pool. */
    void close()
    {
        for (NetBufferList list = free; list != null; list = list.next)
        {
            packets.freePacket(list.packet);
        }
        free = null;
    }
}
