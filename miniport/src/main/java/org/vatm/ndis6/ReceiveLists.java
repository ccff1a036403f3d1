package org.vatm.ndis6;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.Arrays;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;

/** Indicates net buffer lists as packets: every list of a pool has a packet of its own. */
final class ReceiveLists
{
    private static final int BATCH = 32;

    private final NdisMiniportLibrary base;
    private final NdisPacket[] batch = new NdisPacket[BATCH];
    private final NetBufferList[] lists = new NetBufferList[BATCH];
    private boolean busy;
    private ReceiveLists nested; // for what is indicated from inside an indication

    ReceiveLists(final NdisMiniportLibrary base)
    {
        this.base = base;
    }

    void indicate(final long ndisVcHandle, final NetBufferList first, final int number, final boolean isLent)
    {
        if (busy)
        {
            if (nested == null)
            {
                nested = new ReceiveLists(base);
            }
            nested.indicate(ndisVcHandle, first, number, isLent);
            return;
        }
        busy = true;
        indicateNow(ndisVcHandle, first, number, isLent);
        busy = false;
    }

    private void indicateNow(
        final long ndisVcHandle, final NetBufferList first, final int number, final boolean isLent)
    {
        final long adapterHandle = first.pool.ndisMiniportHandle;
        NetBufferList list = first;
        int left = number;
        while (left > 0)
        {
            int count = 0;
            while (count < BATCH && left > 0)
            {
                final NetBufferList following = list.next; // a list that is not lent may be back before this returns
                lists[count] = list;
                batch[count++] = packet(list, ndisVcHandle, isLent);
                list = following;
                left--;
            }
            base.ndisMCoIndicateReceivePacket(ndisVcHandle, batch, count);
            for (int i = 0; isLent && i < count; i++)
            {
                takeApart(lists[i]);
            }
            Arrays.fill(lists, 0, count, null);
            Arrays.fill(batch, 0, count, null);
        }
        base.ndisMCoReceiveComplete(adapterHandle);
    }

    /** The packet is empty again. */
    static void takeApart(final NetBufferList list)
    {
        while (list.packet.unchainBufferAtFront() != null)
        {
            continue;
        }
    }

    private static NdisPacket packet(final NetBufferList list, final long ndisVcHandle, final boolean isLent)
    {
        final NetBuffer netBuffer = list.netBuffer;
        final NdisPacket packet = list.packet;
        int skip = netBuffer.dataOffset;
        int rest = netBuffer.dataLength;
        for (Mdl mdl = netBuffer.mdlChain; mdl != null && rest > 0; mdl = mdl.next)
        {
            final int length = Math.min(rest, mdl.byteCount - skip);
            if (length > 0)
            {
                packet.chainBufferAtBack(mdl.describe(skip, length));
                rest -= length;
                skip = 0;
            }
            else
            {
                skip -= mdl.byteCount;
            }
        }
        if (rest > 0)
        {
            throw new IllegalStateException("dataLength=" + netBuffer.dataLength + " is more than the MDLs describe");
        }
        list.sourceHandle = ndisVcHandle;
        packet.protocolReference(list);
        packet.status(isLent ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS);
        return packet;
    }
}
