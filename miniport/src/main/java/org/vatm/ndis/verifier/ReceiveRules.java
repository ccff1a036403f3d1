package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisInternals;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisStatus;

/** Receives: rules RCV, ACT-08 and DEA-05. */
final class ReceiveRules
{
    private final Verifier verifier;
    private long indications;

    ReceiveRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** Packets indicated so far. */
    long indications()
    {
        return indications;
    }

    /** NdisMCoIndicateReceivePacket is next; false if NDIS should not hear of it. */
    boolean indicates(final VcTrack vc, final NdisPacket[] packets, final int count)
    {
        boolean isBad = packets == null || count < 1 || count > packets.length;
        for (int i = 0; i < count && !isBad; i++)
        {
            isBad = packets[i] == null;
            for (int other = 0; other < i; other++)
            {
                isBad |= packets[other] == packets[i];
            }
        }
        if (isBad)
        {
            verifier.report(VerifierRule.RCV_06, vc, null);
            return false;
        }
        if (vc == null)
        {
            return true;
        }
        if (!vc.isUsable() && vc.state() != VcTrack.State.DEACTIVATING)
        {
            if (vc.use().everActive)
            {
                verifier.report(VerifierRule.DEA_05, vc, null, vc);
            }
            else
            {
                verifier.report(VerifierRule.ACT_08, vc, null, vc, vc.state());
            }
            return true;
        }
        vc.adapter().indications += count;
        indications += count;
        for (int i = 0; i < count; i++)
        {
            check(vc, verifier.track(packets[i]));
        }
        return true;
    }

    private void check(final VcTrack vc, final PacketTrack track)
    {
        final NdisPacket packet = track.packet;
        verifier.history.add(VerifierFunction.NDIS_M_CO_INDICATE_RECEIVE_PACKET, verifier.nowPs(), verifier.irql(),
            vc.key, track, packet.totalPacketLength());
        if (track.owner == PacketTrack.Owner.PROTOCOL)
        {
            verifier.report(VerifierRule.RCV_03, vc, track, track.number);
            return;
        }
        if (NdisInternals.isInPool(packet) || verifier.memory.isFreed(NdisInternals.pool(packet)))
        {
            verifier.report(VerifierRule.RCV_05, vc, track);
        }
        final int status = packet.status();
        if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_RESOURCES)
        {
            verifier.report(VerifierRule.RCV_01, vc, track, NdisStatus.name(status));
        }
        final int longest = vc.use().active.receive.maxSduSize;
        if (longest > 0 && packet.totalPacketLength() > longest)
        {
            verifier.report(VerifierRule.RCV_08, vc, track, packet.totalPacketLength());
        }
        final boolean wantsTime = (vc.use().activeFlags & CoMediaParameters.RECEIVE_TIME_INDICATION) != 0;
        if (wantsTime && packet.timeReceived() == 0)
        {
            verifier.report(VerifierRule.RCV_10, vc, track);
        }
        record(vc, track);
        verifier.wire().indicated(vc, track);
        verifier.dma.reads(vc, track);
        track.vc = vc;
        track.vcKey = vc.key;
        track.status = status;
        track.isLent = status != NDIS_STATUS_SUCCESS;
        track.owner = PacketTrack.Owner.PROTOCOL;
        if (!track.isLent)
        {
            vc.use().receivesOut++;
            vc.adapter().receivesOut++;
        }
    }

    /** The media specific record, of a packet sent or received. */
    void record(final VcTrack vc, final PacketTrack track)
    {
        final AtmAalOobInfo info = track.packet.aalInfo();
        if (info.present && vc.use().active.aalType != 0 && info.aalType != vc.use().active.aalType)
        {
            verifier.report(VerifierRule.RCV_12, vc, track);
        }
    }

    /** The call has returned: packets that were lent are the miniport's again. */
    void indicated(final NdisPacket[] packets, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            final PacketTrack track = verifier.track(packets[i]);
            if (track.owner == PacketTrack.Owner.PROTOCOL)
            {
                if (track.isLent)
                {
                    track.owner = PacketTrack.Owner.ALLOCATOR;
                }
                else
                {
                    verifier.watch.add(track);
                }
            }
        }
    }

    /** MiniportReturnPacket is next. */
    void returns(final PacketTrack track)
    {
        if (track.owner == PacketTrack.Owner.PROTOCOL && !track.isLent)
        {
            track.owner = PacketTrack.Owner.ALLOCATOR;
            if (track.vc.key == track.vcKey)
            {
                track.vc.use().receivesOut--;
            }
            if (track.vc.adapter() != null)
            {
                track.vc.adapter().receivesOut--;
            }
        }
    }

    /** MiniportHandleInterrupt returns. */
    void deferredProcedureEnds(final AdapterTrack adapter)
    {
        if (adapter.indications > 0)
        {
            verifier.report(VerifierRule.RCV_07, null, null, adapter.indications);
            adapter.indications = 0;
        }
    }

    static void receiveCompletes(final AdapterTrack adapter)
    {
        adapter.indications = 0;
    }

    // Upper edge.

    /** ProtocolCoReceivePacket has returned. */
    void received(final VcTrack vc, final PacketTrack track, final int kept)
    {
        if (track.packet.status() != NDIS_STATUS_SUCCESS)
        {
            if (kept != 0)
            {
                verifier.report(VerifierRule.RCV_11, vc, track);
            }
            return;
        }
        track.returnsDue += kept;
    }

    /** NdisReturnPackets. */
    void returnedBy(final PacketTrack track, final boolean isInside)
    {
        if (track.returnsDue <= 0 && !isInside)
        {
            verifier.report(
                VerifierRule.RCV_11, VerifierRule.RCV_11.severity(), 1, track.vc, track, 1, track.returnsDue);
        }
        track.returnsDue--;
    }
}
