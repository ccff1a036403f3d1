package org.vatm.miniport;

import org.vatm.ndis.NdisPacket;

/**
 * Packets in order, linked through themselves. A packet is in one list at most.
 */
final class PacketList
{
    private NdisPacket head;
    private NdisPacket tail;

    boolean isEmpty()
    {
        return head == null;
    }

    NdisPacket first()
    {
        return head;
    }

    void append(final NdisPacket packet)
    {
        packet.miniportNext = null;
        if (head == null)
        {
            head = packet;
        }
        else
        {
            tail.miniportNext = packet;
        }
        tail = packet;
    }

    /** Takes the oldest packet; null if there is none. */
    NdisPacket take()
    {
        final NdisPacket packet = head;
        if (packet != null)
        {
            head = packet.miniportNext;
            packet.miniportNext = null;
        }
        return packet;
    }

    /** Takes the oldest packet with that PacketCancelId; null if there is none. */
    NdisPacket take(final long cancelId)
    {
        NdisPacket before = null;
        for (NdisPacket packet = head; packet != null; packet = packet.miniportNext)
        {
            if (packet.packetCancelId() == cancelId)
            {
                if (before == null)
                {
                    head = packet.miniportNext;
                }
                else
                {
                    before.miniportNext = packet.miniportNext;
                }
                if (tail == packet)
                {
                    tail = before;
                }
                packet.miniportNext = null;
                return packet;
            }
            before = packet;
        }
        return null;
    }
}
