package org.vatm.ndis.verifier;

import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.CellHeader;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmVpiVci;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisPacket;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceStream;

/**
 * The line as somebody between adapter and fibre sees it, AAL5 only: rules SND-07, SND-08 and RCV-09. A PDU is known
 * by its length and its first octets. Without a tap nothing is remembered.
 */
public final class WireModel
{
    private static final int PREFIX_BYTES = 32;
    private static final int MIX = 31;
    private static final int LENGTH_FROM_END = 6; // in the trailer of the last cell
    private static final int VPI_SHIFT = 16;
    private static final int LONGEST_QUEUE = 4096;
    private static final long PS_PER_MICROSECOND = 1_000_000;

    private final Verifier verifier;
    private final Int2ObjectHashMap<Channel> channels = new Int2ObjectHashMap<>();
    private boolean isTapped;
    private boolean isReceiveTapped;
    private boolean hasSeenEarlyCompletion;

    /** A PDU that was sent or has arrived. */
    private static final class Pdu
    {
        NdisPacket packet;
        long fingerprint;
        long leftPs = -1;
        long completedPs = -1;
        boolean isDamaged;
    }

    /** A VPI/VCI, and the PDU that is being put together in each direction. */
    private static final class Channel
    {
        final ArrayDeque<Pdu> sent = new ArrayDeque<>();
        final ArrayDeque<Pdu> arrived = new ArrayDeque<>();
        final Assembly out = new Assembly();
        final Assembly in = new Assembly();
    }

    private static final class Assembly
    {
        private long prefix;
        private int cells;
        private int crc = Aal5Crc.INITIAL;
        private final byte[] first = new byte[PREFIX_BYTES];

        /** True when the PDU is complete; then {@link #fingerprint} and {@link #isDamaged} tell of it. */
        boolean add(final int header, final DirectBuffer payload, final int offset)
        {
            if (cells++ == 0)
            {
                crc = Aal5Crc.INITIAL;
                payload.getBytes(offset, first);
            }
            crc = Aal5Crc.updateCell(crc, payload, offset);
            if ((CellHeader.pti(header) & 1) == 0)
            {
                return false;
            }
            final int length = payload.getShort(
                offset + CellHeader.PAYLOAD_LENGTH - LENGTH_FROM_END, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            prefix = length;
            for (int i = 0; i < Math.min(PREFIX_BYTES, length); i++)
            {
                prefix = prefix * MIX + first[i];
            }
            cells = 0;
            return true;
        }

        long fingerprint()
        {
            return prefix;
        }

        boolean isDamaged()
        {
            return crc != Aal5Crc.RESIDUE;
        }
    }

    WireModel(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** Listens to what the adapter sends: records with a cell's header as address and its payload as data. */
    public void sends(final TraceStream cells)
    {
        isTapped = true;
        TraceFan.attach(cells, (stream, timePs, kind, address, lengthBytes, data, offset) ->
            sent((int)address, data, offset, timePs));
    }

    /** Listens to what the adapter receives, likewise. */
    public void receives(final TraceStream cells)
    {
        isReceiveTapped = true;
        TraceFan.attach(cells, (stream, timePs, kind, address, lengthBytes, data, offset) ->
            received((int)address, data, offset));
    }

    /**
     * A cell leaves the adapter.
     *
     * @param endPs when its last octet does.
     */
    public void sent(final int header, final DirectBuffer payload, final int offset, final long endPs)
    {
        isTapped = true;
        final Channel channel = channel(CellHeader.vpi(header), CellHeader.vci(header));
        if (!channel.out.add(header, payload, offset))
        {
            return;
        }
        boolean isFirst = true;
        for (final Pdu pdu : channel.sent)
        {
            if (pdu.leftPs < 0 && pdu.fingerprint == channel.out.fingerprint())
            {
                pdu.leftPs = endPs;
                left(channel, pdu, isFirst, CellHeader.vpi(header), CellHeader.vci(header));
                return;
            }
            isFirst &= pdu.leftPs >= 0;
        }
    }

    private void left(final Channel channel, final Pdu pdu, final boolean isFirst, final int vpi, final int vci)
    {
        final VcTrack vc = vc(vpi, vci);
        if (!isFirst)
        {
            verifier.report(VerifierRule.SND_07, vc, null, vc == null ? vpi + "/" + vci : vc);
        }
        if (pdu.completedPs >= 0)
        {
            compare(vc, pdu);
            channel.sent.remove(pdu);
        }
    }

    private void compare(final VcTrack vc, final Pdu pdu)
    {
        if (pdu.completedPs < pdu.leftPs)
        {
            hasSeenEarlyCompletion = true;
            if (vc != null && SendRules.endsWhenSent(vc))
            {
                verifier.report(
                    VerifierRule.SND_08, vc, null, (pdu.leftPs - pdu.completedPs) / PS_PER_MICROSECOND);
            }
        }
    }

    /** A cell arrives at the adapter. */
    public void received(final int header, final DirectBuffer payload, final int offset)
    {
        isReceiveTapped = true;
        final Channel channel = channel(CellHeader.vpi(header), CellHeader.vci(header));
        if (channel.in.add(header, payload, offset))
        {
            final Pdu pdu = new Pdu();
            pdu.fingerprint = channel.in.fingerprint();
            pdu.isDamaged = channel.in.isDamaged();
            add(channel.arrived, pdu);
        }
    }

    private static void add(final ArrayDeque<Pdu> queue, final Pdu pdu)
    {
        if (queue.size() == LONGEST_QUEUE)
        {
            queue.poll();
        }
        queue.add(pdu);
    }

    /** MiniportCoSendPackets gets a packet. */
    void sending(final VcTrack vc, final NdisPacket packet)
    {
        if (isTapped && vc.use().active.aalType == AtmAalType.AAL_TYPE_AAL5)
        {
            final Pdu pdu = new Pdu();
            pdu.packet = packet;
            pdu.fingerprint = fingerprint(packet);
            add(channel(vc.use().active.connectionId.vpi, vc.use().active.connectionId.vci).sent, pdu);
        }
    }

    /** NdisMCoSendComplete is called. */
    void completes(final VcTrack vc, final NdisPacket packet, final int status)
    {
        if (!isTapped)
        {
            return;
        }
        final Channel channel = channel(vc.use().active.connectionId.vpi, vc.use().active.connectionId.vci);
        final Iterator<Pdu> pdus = channel.sent.iterator();
        while (pdus.hasNext())
        {
            final Pdu pdu = pdus.next();
            if (pdu.packet == packet && pdu.completedPs < 0)
            {
                pdu.completedPs = verifier.nowPs();
                pdu.packet = null;
                if (pdu.leftPs >= 0)
                {
                    compare(vc, pdu);
                }
                if (pdu.leftPs >= 0 || status != 0)
                {
                    pdus.remove();
                }
                return;
            }
        }
    }

    /** NdisMCoIndicateReceivePacket has a packet. */
    void indicated(final VcTrack vc, final PacketTrack track)
    {
        final boolean wantsDamaged = (vc.use().activeFlags & CoMediaParameters.INDICATE_ERRED_PACKETS) != 0;
        if (!isReceiveTapped || wantsDamaged || vc.use().active.aalType != AtmAalType.AAL_TYPE_AAL5)
        {
            return;
        }
        final long fingerprint = fingerprint(track.packet);
        final AtmVpiVci id = vc.use().active.connectionId;
        final Iterator<Pdu> pdus = channel(id.vpi, id.vci).arrived.iterator();
        Pdu damaged = null;
        while (pdus.hasNext())
        {
            final Pdu pdu = pdus.next();
            if (pdu.fingerprint == fingerprint)
            {
                if (!pdu.isDamaged)
                {
                    pdus.remove();
                    return;
                }
                damaged = pdu;
            }
        }
        if (damaged != null)
        {
            verifier.report(VerifierRule.RCV_09, vc, track);
        }
    }

    boolean hasSeenEarlyCompletion()
    {
        return hasSeenEarlyCompletion;
    }

    private static long fingerprint(final NdisPacket packet)
    {
        long sum = packet.totalPacketLength();
        int left = Math.min(PREFIX_BYTES, packet.totalPacketLength());
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null && left > 0; buffer = buffer.next())
        {
            for (int i = 0; i < buffer.length() && left > 0; i++, left--)
            {
                sum = sum * MIX + buffer.data().getByte(buffer.offset() + i);
            }
        }
        return sum;
    }

    private Channel channel(final int vpi, final int vci)
    {
        return channels.computeIfAbsent(vpi << VPI_SHIFT | vci, key -> new Channel());
    }

    private VcTrack vc(final int vpi, final int vci)
    {
        for (final AdapterTrack adapter : verifier.adapters)
        {
            final VcTrack vc = adapter.byVpiVci.get(vpi << VPI_SHIFT | vci);
            if (vc != null)
            {
                return vc;
            }
        }
        return null;
    }
}
