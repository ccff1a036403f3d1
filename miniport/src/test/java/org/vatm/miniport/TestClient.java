package org.vatm.miniport;

import io.netty.buffer.ByteBuf;
import org.vatm.memory.HostBufferAllocator;
import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisClientPort;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisCoClient;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;

/** A client that sends bytes and keeps what it receives. */
final class TestClient extends NdisCoClient
{
    private final HostBufferAllocator memory;
    private final NdisPacketPool packets;
    private final NdisBufferPool buffers;
    private final NdisPacket[] one = new NdisPacket[1];
    NdisClientPort port;

    TestClient(final NdisProtocolLibrary ndis, final HostBufferAllocator memory)
    {
        super(ndis);
        this.memory = memory;
        packets = ndis.ndisAllocatePacketPool(20_000);
        buffers = ndis.ndisAllocateBufferPool(20_000);
    }

    int packetsOut()
    {
        return packets.usage();
    }

    /** A packet of the given pieces, not sent yet. */
    NdisPacket packet(final byte[]... pieces)
    {
        final NdisPacket packet = packets.allocatePacket();
        for (final byte[] piece : pieces)
        {
            final ByteBuf data = memory.directBuffer(piece.length).writeBytes(piece);
            packet.chainBufferAtBack(buffers.allocateBuffer(data, 0, piece.length));
        }
        return packet;
    }

    void send(final TestVc vc, final byte[]... pieces)
    {
        one[0] = packet(pieces);
        send(vc, one, 1);
    }

    void giveBack(final TestVc vc)
    {
        for (final NdisPacket packet : vc.held)
        {
            one[0] = packet;
            ndis.ndisReturnPackets(one, 1);
        }
        vc.held.clear();
    }

    @Override
    protected void onReady(final NdisClientPort readyPort)
    {
        port = readyPort;
    }

    @Override
    protected void onCallMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
        ((TestVc)vc).callStatus = status;
    }

    @Override
    protected void onCallClosed(final NdisClientVc vc, final int status)
    {
        ((TestVc)vc).closeStatus = status;
    }

    @Override
    protected void onSendComplete(final NdisClientVc vc, final int status, final NdisPacket packet)
    {
        ((TestVc)vc).sendStatuses.add(status);
        for (NdisBuffer buffer = packet.unchainBufferAtFront(); buffer != null; buffer = packet.unchainBufferAtFront())
        {
            buffer.data().release();
            buffers.freeBuffer(buffer);
        }
        packets.freePacket(packet);
        ((TestVc)vc).whenSent.run();
    }

    @Override
    protected int onReceive(final NdisClientVc clientVc, final NdisPacket packet)
    {
        final TestVc vc = (TestVc)clientVc;
        final byte[] bytes = new byte[packet.totalPacketLength()];
        int at = 0;
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            buffer.data().getBytes(buffer.offset(), bytes, at, buffer.length());
            at += buffer.length();
        }
        vc.received.add(bytes);
        final AtmAalOobInfo info = packet.aalInfo();
        vc.lastUserToUser = info.userToUserIndication;
        vc.lastClp = info.cellLossPriority;
        vc.lastPti = info.payLoadTypeIdentifier;
        vc.whenReceived.run();
        if (packet.status() == NdisStatus.NDIS_STATUS_RESOURCES)
        {
            vc.lentCount++;
            return 0;
        }
        if (vc.keeps)
        {
            vc.held.add(packet);
            return 1;
        }
        return 0;
    }
}
