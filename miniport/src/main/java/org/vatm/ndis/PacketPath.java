package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED;

import java.util.Arrays;

/** The data path: who owns a packet, down to the miniport and up again. Nothing is allocated. */
final class PacketPath
{
    private final Ndis ndis;

    PacketPath(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    void send(final long ndisVcHandle, final NdisPacket[] packets, final int count)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        final int before = ndis.raiseToDispatch();
        final int refusal = refusal(vc, ndisVcHandle);
        if (refusal != NDIS_STATUS_SUCCESS)
        {
            refuse(vc, ndisVcHandle, packets, count, refusal);
        }
        else
        {
            final int mapped = take(vc, packets, count);
            if (mapped == count)
            {
                vc.miniport.miniportCoSendPackets(vc.miniportVcContext, packets, count);
            }
            else
            {
                sendAround(vc, packets, count);
            }
        }
        ndis.lowerTo(before);
    }

    void sendComplete(final int status, final long ndisVcHandle, final NdisPacket packet)
    {
        final NdisVc vc = ndis.vcOfMiniport(ndisVcHandle);
        if (packet.owner != NdisPacket.SENT || packet.ndisVcHandle != ndisVcHandle)
        {
            ndis.report(NdisViolation.SEND_COMPLETE_MISMATCH, ndisVcHandle, status);
            return;
        }
        giveBack(vc, packet);
        vc.sendsOut--;
        vc.owner.protocol.protocolCoSendComplete(ndis.finalStatus(status, ndisVcHandle), vc.ownerContext, packet);
    }

    void receive(final long ndisVcHandle, final NdisPacket[] packets, final int count)
    {
        final NdisVc vc = ndis.vcOfMiniport(ndisVcHandle);
        final int before = ndis.raiseToDispatch();
        final boolean isDeliverable = vc.isUsable() || vc.state == NdisVcState.DEACTIVATING;
        if (!isDeliverable)
        {
            ndis.report(NdisViolation.RECEIVE_ON_INACTIVE_VC, ndisVcHandle, count);
        }
        for (int i = 0; i < count; i++)
        {
            final NdisPacket packet = packets[i];
            if (packet.owner != NdisPacket.OWNED_BY_ALLOCATOR)
            {
                ndis.report(NdisViolation.DOUBLE_INDICATION, ndisVcHandle, i);
            }
            else if (isDeliverable)
            {
                deliver(vc, ndisVcHandle, packet);
            }
            else if (packet.status() == NDIS_STATUS_SUCCESS)
            {
                vc.miniport.miniportReturnPacket(vc.adapter.miniportAdapterContext, packet);
            }
        }
        ndis.lowerTo(before);
    }

    void receiveComplete(final NdisAdapter adapter)
    {
        final int before = ndis.raiseToDispatch();
        for (int i = 0; i < adapter.bindings.size(); i++)
        {
            final NdisBinding binding = adapter.bindings.get(i);
            if (binding.hasReceived)
            {
                binding.hasReceived = false;
                binding.protocol.protocolReceiveComplete(binding.protocolBindingContext);
            }
        }
        ndis.lowerTo(before);
    }

    void returnPackets(final NdisPacket[] packets, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            final NdisPacket packet = packets[i];
            final boolean isOut = packet.owner == NdisPacket.INDICATED && packet.status() == NDIS_STATUS_SUCCESS;
            if (!isOut)
            {
                ndis.report(NdisViolation.RETURN_MISMATCH, packet.ndisVcHandle, i);
            }
            else if (--packet.returnsDue == 0 && !packet.inIndication)
            {
                returned(packet);
            }
        }
    }

    private int refusal(final NdisVc vc, final long ndisVcHandle)
    {
        if (NdisVc.role(ndisVcHandle) != vc.ownerRole)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.isUsable() && !vc.isClosedByClient && !vc.deactivateDeferred)
        {
            return vc.adapter.reset.isInProgress() ? NDIS_STATUS_RESET_IN_PROGRESS : NDIS_STATUS_SUCCESS;
        }
        ndis.report(NdisViolation.SEND_ON_INACTIVE_VC, ndisVcHandle, vc.state.ordinal());
        return vc.isUsable() || vc.state == NdisVcState.DEACTIVATING || vc.isClosedByClient ?
            NDIS_STATUS_CLOSING : NDIS_STATUS_VC_NOT_ACTIVATED;
    }

    private void refuse(
        final NdisVc vc, final long ndisVcHandle, final NdisPacket[] packets, final int count, final int status)
    {
        final boolean isOwner = NdisVc.role(ndisVcHandle) == vc.ownerRole;
        final NdisBinding sender = isOwner || vc.af == null ? vc.owner : vc.af.callManagerBinding;
        if (sender == null)
        {
            return; // a call manager inside the miniport is no protocol, to which a packet could come back
        }
        final long context = isOwner ? vc.ownerContext : vc.callManagerContext;
        for (int i = 0; i < count; i++)
        {
            sender.protocol.protocolCoSendComplete(status, context, packets[i]);
        }
    }

    /** Makes packets the miniport's; returns how many of them, all unless a mapping failed. */
    private int take(final NdisVc vc, final NdisPacket[] packets, final int count)
    {
        final ScatterGatherDma scatterGather = vc.adapter.scatterGather;
        final long miniportHandle = vc.handle(NdisVc.MINIPORT);
        int mapped = 0;
        for (int i = 0; i < count; i++)
        {
            final NdisPacket packet = packets[i];
            if (packet.owner != NdisPacket.OWNED_BY_ALLOCATOR)
            {
                throw new IllegalStateException("packet " + i + " of the array is out already, or free; " + vc);
            }
            packet.owner = NdisPacket.SENT;
            packet.ndisVcHandle = miniportHandle;
            packet.status(scatterGather == null ? NDIS_STATUS_SUCCESS : scatterGather.map(packet));
            if (packet.status() == NDIS_STATUS_SUCCESS)
            {
                mapped++;
            }
        }
        vc.sendsOut += count;
        return mapped;
    }

    /** Sends those packets that could be mapped; the others come back with the reason. */
    private void sendAround(final NdisVc vc, final NdisPacket[] packets, final int count)
    {
        final NdisPacket[] all = Arrays.copyOf(packets, count);
        final NdisPacket[] good = new NdisPacket[count];
        int goodCount = 0;
        for (final NdisPacket packet : all)
        {
            if (packet.status() == NDIS_STATUS_SUCCESS)
            {
                good[goodCount++] = packet;
            }
            else
            {
                sendComplete(packet.status(), packet.ndisVcHandle, packet);
            }
        }
        if (goodCount > 0)
        {
            vc.miniport.miniportCoSendPackets(vc.miniportVcContext, good, goodCount);
        }
    }

    private static void giveBack(final NdisVc vc, final NdisPacket packet)
    {
        if (vc.adapter.scatterGather != null)
        {
            vc.adapter.scatterGather.unmap(packet);
        }
        else if (vc.adapter.mapRegisters != null)
        {
            vc.adapter.mapRegisters.checkUnmapped(packet);
        }
        packet.owner = NdisPacket.OWNED_BY_ALLOCATOR;
    }

    private void deliver(final NdisVc vc, final long ndisVcHandle, final NdisPacket packet)
    {
        int status = packet.status();
        if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_RESOURCES)
        {
            ndis.report(NdisViolation.RECEIVE_STATUS, ndisVcHandle, status);
            status = NDIS_STATUS_RESOURCES;
            packet.status(status);
        }
        final boolean mayKeep = status == NDIS_STATUS_SUCCESS;
        final NdisBinding binding = vc.owner;
        packet.owner = NdisPacket.INDICATED;
        packet.ndisVcHandle = ndisVcHandle;
        packet.adapter = vc.adapter;
        packet.returnsDue = 0;
        packet.inIndication = true;
        if (mayKeep)
        {
            vc.receivesOut++;
            vc.adapter.receivesOut++;
        }
        binding.hasReceived = true;
        final int kept = binding.protocol.protocolCoReceivePacket(
            binding.protocolBindingContext, vc.ownerContext, packet);
        packet.inIndication = false;
        if (mayKeep)
        {
            packet.returnsDue += kept;
            if (packet.returnsDue <= 0)
            {
                returned(packet);
            }
        }
        else
        {
            packet.owner = NdisPacket.OWNED_BY_ALLOCATOR;
            if (kept != 0)
            {
                ndis.report(NdisViolation.RESOURCES_PACKET_KEPT, ndisVcHandle, kept);
            }
        }
    }

    private void returned(final NdisPacket packet)
    {
        final NdisAdapter adapter = packet.adapter;
        final NdisVc vc = ndis.vcs.get(packet.ndisVcHandle);
        if (vc != null)
        {
            vc.receivesOut--;
        }
        adapter.receivesOut--;
        packet.owner = NdisPacket.OWNED_BY_ALLOCATOR;
        adapter.miniport.miniportReturnPacket(adapter.miniportAdapterContext, packet);
    }
}
