package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.Arrays;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisStatus;

/** Sends: rules SND, and what a failed modification or a reset did to a VC (ACT-06, RST-03, RST-04). */
final class SendRules
{
    private static final int BOUNCED_AT_LEAST = 8;
    private static final int BOUNCED_OF = 4; // more than one of so many
    private static final int MAX_DEPTH = 16;
    private static final int USUAL_PACKETS = 64;

    private final Verifier verifier;
    private final NdisPacket stale; // what is left in an array after MiniportCoSendPackets
    private final NdisPacket[][] arrays = new NdisPacket[MAX_DEPTH][USUAL_PACKETS];
    private int depth;
    private int out;
    private long cancelId;
    private boolean inCancel;

    SendRules(final Verifier verifier)
    {
        this.verifier = verifier;
        final NdisPacketPool pool = verifier.ndis.protocolLibrary().ndisAllocatePacketPool(1);
        stale = pool.allocatePacket();
        final NdisBufferPool buffers = verifier.ndis.protocolLibrary().ndisAllocateBufferPool(1);
        stale.chainBufferAtBack(buffers.allocateBuffer(io.netty.buffer.Unpooled.EMPTY_BUFFER, 0, 0));
    }

    /** MiniportCoSendPackets is next: an array that the miniport cannot keep. */
    NdisPacket[] sending(final VcTrack vc, final NdisPacket[] packets, final int count)
    {
        if (arrays[depth].length < count)
        {
            arrays[depth] = new NdisPacket[count];
        }
        final NdisPacket[] array = arrays[depth++];
        for (int i = 0; i < count; i++)
        {
            final PacketTrack packet = verifier.track(packets[i]);
            array[i] = packets[i];
            packet.owner = PacketTrack.Owner.MINIPORT;
            packet.vc = vc;
            packet.vcKey = vc == null ? 0 : vc.key;
            packet.completions = 0;
            packet.sincePs = verifier.nowPs();
            packet.isOverdue = false;
            packet.wasReset = false;
            packet.fingerprint = PacketTrack.contents(packets[i]);
            verifier.history.add(
                VerifierFunction.MINIPORT_CO_SEND_PACKETS, packet.sincePs, verifier.irql(), packet.vcKey, packet, i);
            verifier.dma.mapped(packet);
            out++;
            if (vc != null)
            {
                vc.use().sendsOut++;
                verifier.receives.record(vc, packet);
                verifier.wire().sending(vc, packets[i]);
            }
        }
        verifier.audit.arm();
        return array;
    }

    void sent(final int count)
    {
        depth--;
        Arrays.fill(arrays[depth], 0, count, stale);
    }

    int out()
    {
        return out;
    }

    /** NdisMCoSendComplete; false if NDIS should not hear of it. */
    boolean completes(final VcTrack vc, final NdisPacket packet, final int status, final Frame call)
    {
        if (packet == stale || packet == null)
        {
            verifier.report(VerifierRule.SND_05, vc, null);
            return false;
        }
        final PacketTrack track = verifier.track(packet);
        verifier.history.object(call.record(), track);
        if (track.owner != PacketTrack.Owner.MINIPORT)
        {
            verifier.report(VerifierRule.SND_01, track.vc, track, track.number, ++track.completions);
            return true;
        }
        track.completions++;
        if (vc != null && (track.vc != vc || track.vcKey != vc.key))
        {
            verifier.report(VerifierRule.SND_02, vc, track, track.number, VcTrack.name(track.vcKey), vc);
            return true;
        }
        if (status == NDIS_STATUS_PENDING)
        {
            verifier.report(VerifierRule.SND_03, vc, track);
        }
        if (track.fingerprint != PacketTrack.contents(packet))
        {
            verifier.report(VerifierRule.SND_06, vc, track, track.number);
        }
        if (vc != null)
        {
            outcome(vc, track, status);
            vc.use().sendsOut--;
        }
        verifier.memory.completed(track);
        verifier.dma.unmapped(track);
        out--;
        track.owner = PacketTrack.Owner.ALLOCATOR;
        return true;
    }

    /** The call has returned: from now on the miniport does not touch the packet. */
    void completed(final NdisPacket packet)
    {
        if (packet != null && packet != stale)
        {
            final PacketTrack track = verifier.track(packet);
            if (track.owner == PacketTrack.Owner.ALLOCATOR)
            {
                verifier.watch.add(track);
            }
        }
    }

    private void outcome(final VcTrack vc, final PacketTrack track, final int status)
    {
        final NdisPacket packet = track.packet;
        final boolean isTooLong = packet.totalPacketLength() > vc.use().active.transmit.maxSduSize;
        if (status == NDIS_STATUS_SUCCESS && isTooLong && vc.use().active.transmit.maxSduSize > 0)
        {
            verifier.report(VerifierRule.SND_10, vc, track, packet.totalPacketLength());
        }
        final boolean isRefused = status == NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED ||
            status == NdisStatus.NDIS_STATUS_FAILURE || status == NdisStatus.NDIS_STATUS_CLOSING;
        if (vc.use().modifyFailed && isRefused)
        {
            verifier.report(VerifierRule.ACT_06, vc, track, vc);
        }
        else if (vc.use().wasReset && isRefused && vc.isUsable() && !vc.adapter().inReset)
        {
            verifier.report(VerifierRule.RST_03, vc, track, vc);
        }
        if (status == NDIS_STATUS_SUCCESS || isRefused)
        {
            vc.use().modifyFailed = false;
            vc.use().wasReset = false;
        }
        final VcUse use = vc.use();
        use.sends++;
        if (status == NDIS_STATUS_RESOURCES && ++use.bounced >= BOUNCED_AT_LEAST && use.bounced * BOUNCED_OF > use.sends)
        {
            use.bounced = 0;
            use.sends = 0;
            verifier.report(VerifierRule.SND_09, vc, track);
        }
        if (inCancel)
        {
            final boolean isMeant = packet.packetCancelId() == cancelId;
            if (isMeant != (status == NDIS_STATUS_REQUEST_ABORTED))
            {
                verifier.report(VerifierRule.SND_14, vc, track, cancelId, NdisStatus.name(status));
            }
        }
    }

    /** MiniportCancelSendPackets is next. */
    void cancelling(final long id)
    {
        inCancel = true;
        cancelId = id;
    }

    void cancelled()
    {
        inCancel = false;
    }

    void audit(final PacketTrack packet, final long nowPs)
    {
        if (packet.owner != PacketTrack.Owner.MINIPORT || packet.isOverdue)
        {
            return;
        }
        final long agePs = nowPs - packet.sincePs;
        final AdapterTrack adapter = packet.vc == null ? null : packet.vc.adapter();
        if (adapter != null && adapter.isRemoved && nowPs - adapter.removedPs > Audit.OPERATION_PS)
        {
            packet.isOverdue = true;
            verifier.report(VerifierRule.PNP_02, packet.vc, packet, 1);
        }
        else if (agePs > Audit.SEND_PS)
        {
            packet.isOverdue = true;
            if (packet.wasReset)
            {
                verifier.report(VerifierRule.RST_04, packet.vc, packet, 1);
            }
            else
            {
                verifier.report(VerifierRule.SND_11, packet.vc, packet, packet.number, agePs / Audit.PS_PER_SECOND);
            }
        }
    }

    /** The adapter is being reset. */
    void reset(final AdapterTrack adapter)
    {
        for (final PacketTrack packet : verifier.packets)
        {
            packet.wasReset |= packet.owner == PacketTrack.Owner.MINIPORT && packet.vc.adapter() == adapter;
        }
    }

    /** Upper edge: NdisCoSendPackets. */
    void sendsFrom(final VcTrack vc, final NdisPacket[] packets, final int count)
    {
        if (!vc.isUsable() || vc.call() == VcTrack.Call.CLOSING)
        {
            verifier.report(VerifierRule.SND_12, vc, null);
        }
        for (int i = 0; i < count; i++)
        {
            final PacketTrack track = verifier.track(packets[i]);
            track.sender = vc;
            track.senderKey = vc.key;
        }
        vc.use().upperSendsOut += count;
    }

    /** Upper edge: ProtocolCoSendComplete. */
    void completedTo(final PacketTrack track)
    {
        if (track.sender != null && track.sender.key == track.senderKey)
        {
            track.sender.use().upperSendsOut--;
        }
        track.sender = null;
    }

    /** Upper edge: NdisClCloseCall. */
    void closes(final VcTrack vc)
    {
        if (vc.use().upperSendsOut != 0)
        {
            verifier.report(VerifierRule.SND_13, vc, null, vc.use().upperSendsOut);
        }
    }

    static boolean endsWhenSent(final VcTrack vc)
    {
        return (vc.use().activeFlags & CoMediaParameters.INDICATE_END_OF_TX) != 0;
    }
}
