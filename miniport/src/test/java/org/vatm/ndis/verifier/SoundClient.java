package org.vatm.ndis.verifier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
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

/** A client without a fault that keeps what it receives if told to. */
class SoundClient extends NdisCoClient
{
    final NdisPacketPool packets;
    final NdisBufferPool buffers;
    final List<Integer> statuses = new ArrayList<>(); // of sends
    final List<Integer> calls = new ArrayList<>(); // statuses of calls
    final ArrayDeque<NdisPacket> kept = new ArrayDeque<>();
    NdisClientPort port;
    boolean keeps;
    boolean ignoresClosing; // of the other end
    int received;
    int requestsDone;

    SoundClient(final NdisProtocolLibrary ndis)
    {
        super(ndis);
        packets = ndis.ndisAllocatePacketPool(64);
        buffers = ndis.ndisAllocateBufferPool(64);
    }

    @Override
    protected void onReady(final NdisClientPort ready)
    {
        port = ready;
    }

    @Override
    protected void onCallMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
        calls.add(status);
    }

    @Override
    protected void onCallClosed(final NdisClientVc vc, final int status)
    {
        calls.add(status);
    }

    @Override
    public void protocolClIncomingCloseCall(
        final int closeStatus, final long protocolVcContext, final DirectBuffer closeData, final int size)
    {
        if (!ignoresClosing)
        {
            super.protocolClIncomingCloseCall(closeStatus, protocolVcContext, closeData, size);
        }
    }

    @Override
    protected void onSendComplete(final NdisClientVc vc, final int status, final NdisPacket packet)
    {
        statuses.add(status);
        free(packet);
    }

    void free(final NdisPacket packet)
    {
        for (NdisBuffer buffer = packet.unchainBufferAtFront(); buffer != null; buffer = packet.unchainBufferAtFront())
        {
            buffer.data().release();
            buffers.freeBuffer(buffer);
        }
        packets.freePacket(packet);
    }

    @Override
    protected int onReceive(final NdisClientVc vc, final NdisPacket packet)
    {
        received++;
        if (keeps && packet.status() == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            kept.add(packet);
            return 1;
        }
        return 0;
    }

    void giveBack()
    {
        while (!kept.isEmpty())
        {
            ndis.ndisReturnPackets(new NdisPacket[] {kept.poll()}, 1);
        }
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long protocolBindingContext,
        final long protocolVcContext,
        final org.vatm.ndis.NdisRequest request)
    {
        requestsDone++;
    }
}
