package org.vatm.ndis6;

import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.NdisPacket;

/**
 * {@code NET_BUFFER_LIST}: here with one {@link NetBuffer}, as a CoNDIS PDU has. Stands for one NDIS_PACKET of the
 * library below.
 */
public final class NetBufferList
{
    public static final int NDIS_SEND_FLAGS_DISPATCH_LEVEL = 0x01;
    public static final int NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL = 0x01;
    public static final int NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL = 0x01;
    public static final int NDIS_RECEIVE_FLAGS_RESOURCES = 0x02;

    /** NET_BUFFER_LIST_NEXT_NBL: whoever owns the list may link it. */
    public NetBufferList next;
    /** NET_BUFFER_LIST_STATUS: of a send, set before it is completed. */
    public int status;
    /** NET_BUFFER_LIST_MINIPORT_RESERVED. */
    public long miniportReserved0;
    public long miniportReserved1;

    final NetBufferListPool pool; // null for one to be sent
    final NetBuffer netBuffer;
    NdisPacket packet;
    long sourceHandle;
    boolean isFree;

    /** For a receive pool; the packet is its own for good. */
    NetBufferList(final NetBufferListPool pool, final NdisPacket packet)
    {
        this.pool = pool;
        this.packet = packet;
        netBuffer = new NetBuffer();
    }

    /** For sends, of which each has another packet. */
    NetBufferList()
    {
        pool = null;
        netBuffer = new NetBuffer();
    }

    /** NET_BUFFER_LIST_FIRST_NB. */
    public NetBuffer firstNetBuffer()
    {
        return netBuffer;
    }

    /** SourceHandle: the VC that it is sent or was indicated on. */
    public long sourceHandle()
    {
        return sourceHandle;
    }

    /** NetBufferListInfo, ATM AAL information. */
    public AtmAalOobInfo aalInfo()
    {
        return packet.aalInfo();
    }

    /** NDIS_GET_NET_BUFFER_LIST_CANCEL_ID. */
    public long cancelId()
    {
        return packet.packetCancelId();
    }

    /** Time of reception, in ps of simulated time. */
    public void timeReceived(final long timePs)
    {
        packet.timeReceived(timePs);
    }

    /** Time at which it was sent, in ps of simulated time. */
    public void timeSent(final long timePs)
    {
        packet.timeSent(timePs);
    }
}
