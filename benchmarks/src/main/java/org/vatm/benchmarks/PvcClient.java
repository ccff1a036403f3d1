package org.vatm.benchmarks;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisClientPort;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisCoClient;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.sim.Completion;

/**
 * A client that keeps its adapter busy: each packet that has been sent is sent again on its VC, at once, for ever.
 * What arrives is checked for its length and for the VC's number, which stands in its first octets, and dropped.
 * <p>
 * The first packet of each VC goes as a part, and whole from then on. So VCs that take turns cell by cell do not come
 * to the ends of their packets all at once.
 */
final class PvcClient extends NdisCoClient
{
    private static final int FIRST_VCI = 32;
    private static final int HEADER_BYTES = Integer.BYTES;
    private static final int LINE_CELLS_PER_SECOND = 353_207;

    private final Station station;
    private final Completion called = new Completion();
    private final NdisPacket[] one = new NdisPacket[1];
    private final ArrayDeque<NdisPacket> returned = new ArrayDeque<>();
    private boolean sending;
    private int pduBytes;
    private int calls;
    private long pdusReceived;
    private NdisClientPort port;

    PvcClient(final Station station)
    {
        super(station.protocolLibrary());
        this.station = station;
        station.run(this::register);
    }

    /** From outside the simulation: makes a call on each of the first VCIs. */
    Vc[] call(final int vcCount, final int lengthBytes)
    {
        pduBytes = lengthBytes;
        calls = vcCount;
        final Vc[] vcs = new Vc[vcCount];
        station.run(() ->
        {
            for (int i = 0; i < vcCount; i++)
            {
                vcs[i] = new Vc(i);
                Station.check(createVc(port, vcs[i]), "NdisCoCreateVc");
                makeCall(vcs[i], parameters(FIRST_VCI + i, lengthBytes));
            }
            station.host.cpu().await(called);
        });
        return vcs;
    }

    /** From outside the simulation: sends packets on all VCs, in turn, and from then on keeps them busy. */
    void send(final Vc[] vcs, final int packetsPerVc)
    {
        final int count = vcs.length * packetsPerVc;
        final NdisPacketPool packets = ndis.ndisAllocatePacketPool(count);
        final NdisBufferPool buffers = ndis.ndisAllocateBufferPool(count);
        station.run(() ->
        {
            sending = true;
            for (int i = 0; i < count; i++)
            {
                final Vc vc = vcs[i % vcs.length];
                final ByteBuf data = station.host.memory().allocator().directBuffer(pduBytes);
                data.setInt(0, vc.number);
                for (int at = HEADER_BYTES; at < pduBytes; at++)
                {
                    data.setByte(at, i * 31 + at);
                }
                final NdisPacket packet = packets.allocatePacket();
                packet.protocolReference(vc);
                packet.chainBufferAtBack(buffers.allocateBuffer(data, 0, pduBytes));
                if (i < vcs.length)
                {
                    final long part = (pduBytes - HEADER_BYTES) * (long)i / vcs.length;
                    packet.firstBuffer().adjustLength(HEADER_BYTES + (int)part);
                }
                send(packet);
            }
            sendReturned();
        });
    }

    /** The adapter of the station. */
    NdisClientPort port()
    {
        return port;
    }

    /** Packets that have arrived so far. */
    long pdusReceived()
    {
        return pdusReceived;
    }

    private static CoCallParameters parameters(final int vci, final int lengthBytes)
    {
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.connectionId.vci = vci;
        atm.aalType = AtmAalType.AAL_TYPE_AAL5;
        fill(atm.transmit, lengthBytes);
        fill(atm.receive, lengthBytes);
        final CoCallParameters call = new CoCallParameters();
        call.flags = CoCallParameters.PERMANENT_VC;
        call.mediaParameters = new CoMediaParameters();
        call.mediaParameters.flags =
            CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC | CoMediaParameters.ROUND_DOWN_FLOW;
        call.mediaParameters.mediaSpecific.atm(atm);
        return call;
    }

    private static void fill(final AtmFlowParameters flow, final int lengthBytes)
    {
        flow.serviceCategory = AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = LINE_CELLS_PER_SECOND;
        flow.maxSduSize = lengthBytes;
    }

    @Override
    protected void onReady(final NdisClientPort readyPort)
    {
        port = readyPort;
    }

    @Override
    protected void onCallMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
        Station.check(status, "NdisClMakeCall");
        calls--;
        if (calls == 0)
        {
            called.complete();
        }
    }

    @Override
    protected void onCallClosed(final NdisClientVc vc, final int status)
    {
        throw new IllegalStateException("nobody has closed a call");
    }

    @Override
    protected void onSendComplete(final NdisClientVc vc, final int status, final NdisPacket packet)
    {
        Station.check(status, "NdisCoSendPackets");
        if (packet.totalPacketLength() != pduBytes)
        {
            packet.firstBuffer().adjustLength(pduBytes);
        }
        returned.add(packet);
        if (!sending)
        {
            sending = true;
            sendReturned();
        }
    }

    /** Not from within a send, however many of them complete others before they return. */
    private void sendReturned()
    {
        for (NdisPacket packet = returned.poll(); packet != null; packet = returned.poll())
        {
            send(packet);
        }
        sending = false;
    }

    private void send(final NdisPacket packet)
    {
        one[0] = packet;
        send((Vc)packet.protocolReference(), one, 1);
    }

    @Override
    protected int onReceive(final NdisClientVc vc, final NdisPacket packet)
    {
        final Vc own = (Vc)vc;
        final int number = packet.firstBuffer().data().getInt(packet.firstBuffer().offset());
        if (number != own.number || packet.totalPacketLength() != pduBytes && own.pdusReceived != 0)
        {
            throw new IllegalStateException(
                packet.totalPacketLength() + " bytes for VC " + number + " on VC " + own.number);
        }
        own.pdusReceived++;
        pdusReceived++;
        return 0;
    }

    /** A VC and its number, from 0. */
    static final class Vc extends NdisClientVc
    {
        private final int number;
        private long pdusReceived;

        Vc(final int number)
        {
            this.number = number;
        }
    }
}
