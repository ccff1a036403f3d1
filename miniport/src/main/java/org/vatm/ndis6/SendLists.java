package org.vatm.ndis6;

import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisPacket;

/** Net buffer lists for packets to be sent. Lists and MDLs are used again; a steady flow allocates nothing. */
final class SendLists
{
    private NetBufferList freeLists;
    private Mdl freeMdls;

    /** The packets of an array in its order. */
    NetBufferList chain(final NdisPacket[] packets, final int count)
    {
        NetBufferList head = null;
        for (int i = count - 1; i >= 0; i--)
        {
            final NetBufferList list = wrap(packets[i]);
            list.next = head;
            head = list;
        }
        return head;
    }

    /** The packet, and the list is free again. */
    NdisPacket unwrap(final NetBufferList list)
    {
        final NdisPacket packet = list.packet;
        for (Mdl mdl = list.netBuffer.mdlChain; mdl != null;)
        {
            final Mdl following = mdl.next;
            mdl.data = null;
            mdl.next = freeMdls;
            freeMdls = mdl;
            mdl = following;
        }
        list.netBuffer.mdlChain = null;
        list.netBuffer.scatterGatherList = null;
        list.netBuffer.isMapped = false;
        list.packet = null;
        list.next = freeLists;
        freeLists = list;
        return packet;
    }

    private NetBufferList wrap(final NdisPacket packet)
    {
        NetBufferList list = freeLists;
        if (list == null)
        {
            list = new NetBufferList();
        }
        else
        {
            freeLists = list.next;
        }
        list.packet = packet;
        list.status = 0;
        list.netBuffer.scatterGatherList = packet.scatterGatherList();
        list.netBuffer.dataOffset = 0;
        list.netBuffer.dataLength = packet.totalPacketLength();
        Mdl last = null;
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            final Mdl mdl = mdl(buffer);
            if (last == null)
            {
                list.netBuffer.mdlChain = mdl;
            }
            else
            {
                last.next = mdl;
            }
            last = mdl;
        }
        return list;
    }

    private Mdl mdl(final NdisBuffer buffer)
    {
        Mdl mdl = freeMdls;
        if (mdl == null)
        {
            mdl = new Mdl(null);
        }
        else
        {
            freeMdls = mdl.next;
        }
        mdl.data = buffer.data();
        mdl.offset = buffer.offset();
        mdl.byteCount = buffer.length();
        mdl.next = null;
        return mdl;
    }
}
