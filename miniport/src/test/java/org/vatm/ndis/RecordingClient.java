package org.vatm.ndis;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** A client that writes down what happens to it, and keeps received packets if told to. */
final class RecordingClient extends NdisCoClient
{
    final List<String> events = new ArrayList<>();
    final List<NdisPacket> kept = new ArrayList<>();
    final List<String> received = new ArrayList<>();
    NdisClientPort port;
    int keeps;

    RecordingClient(final NdisProtocolLibrary ndis)
    {
        super(ndis);
    }

    @Override
    protected void onReady(final NdisClientPort ready)
    {
        events.add("ready " + ready.deviceName());
        port = ready;
    }

    @Override
    protected void onCallMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
        events.add("made " + NdisStatus.name(status));
    }

    @Override
    protected void onCallClosed(final NdisClientVc vc, final int status)
    {
        events.add("closed " + NdisStatus.name(status));
    }

    @Override
    protected void onSendComplete(final NdisClientVc vc, final int status, final NdisPacket packet)
    {
        events.add("sent " + NdisStatus.name(status));
    }

    @Override
    protected int onReceive(final NdisClientVc vc, final NdisPacket packet)
    {
        final byte[] bytes = new byte[packet.totalPacketLength()];
        packet.firstBuffer().data().getBytes(packet.firstBuffer().offset(), bytes);
        received.add(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
        if (keeps > 0)
        {
            kept.add(packet);
        }
        return keeps;
    }

    @Override
    public void protocolReceiveComplete(final long protocolBindingContext)
    {
        events.add("receive complete");
    }

    @Override
    public void protocolResetComplete(final long protocolBindingContext, final int status)
    {
        events.add("reset " + NdisStatus.name(status));
    }

    @Override
    public void protocolCoStatus(
        final long protocolBindingContext,
        final long protocolVcContext,
        final int generalStatus,
        final DirectBuffer statusBuffer,
        final int statusBufferSize)
    {
        events.add("status " + NdisStatus.name(generalStatus) + (protocolVcContext == 0 ? "" : " on VC"));
    }

    @Override
    public void protocolCoRequestComplete(
        final int status, final long protocolBindingContext, final long protocolVcContext, final NdisRequest request)
    {
        events.add("request " + NdisStatus.name(status));
    }
}
