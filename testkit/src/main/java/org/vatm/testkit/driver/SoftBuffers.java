package org.vatm.testkit.driver;

import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisSharedMemory;

import java.util.ArrayDeque;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Packets of one buffer each to receive with, over shared memory. */
final class SoftBuffers
{
    private static final int COUNT = 32;
    private static final int FEW = 4; // from here on packets are only lent

    private final NdisSharedMemory shared = new NdisSharedMemory();
    private final ArrayDeque<NdisPacket> packets = new ArrayDeque<>();
    private NdisPacketPool packetPool;
    private NdisBufferPool bufferPool;

    /** PASSIVE. A status; what was allocated before a failure is for {@link #free}. */
    int allocate(final NdisMiniportLibrary ndis, final long miniportAdapterHandle)
    {
        ndis.ndisMAllocateSharedMemory(miniportAdapterHandle, COUNT * SoftActivation.MOST_SDU_BYTES, true, shared);
        if (shared.virtualAddress() == null)
        {
            return NDIS_STATUS_RESOURCES;
        }
        packetPool = ndis.ndisAllocatePacketPool(COUNT);
        bufferPool = ndis.ndisAllocateBufferPool(COUNT);
        if (packetPool == null || bufferPool == null)
        {
            return NDIS_STATUS_RESOURCES;
        }
        for (int i = 0; i < COUNT; i++)
        {
            final NdisBuffer buffer = bufferPool.allocateBuffer(
                shared.data(), i * SoftActivation.MOST_SDU_BYTES, SoftActivation.MOST_SDU_BYTES);
            final NdisPacket packet = buffer == null ? null : packetPool.allocatePacket();
            if (packet == null)
            {
                if (buffer != null)
                {
                    bufferPool.freeBuffer(buffer);
                }
                return NDIS_STATUS_RESOURCES;
            }
            packet.chainBufferAtBack(buffer);
            packets.add(packet);
        }
        return NDIS_STATUS_SUCCESS;
    }

    /** Gives back whatever is there, in reverse order. */
    void free(final NdisMiniportLibrary ndis, final long miniportAdapterHandle)
    {
        for (NdisPacket packet = packets.poll(); packet != null; packet = packets.poll())
        {
            bufferPool.freeBuffer(packet.unchainBufferAtFront());
            packetPool.freePacket(packet);
        }
        if (bufferPool != null)
        {
            ndis.ndisFreeBufferPool(bufferPool);
            bufferPool = null;
        }
        if (packetPool != null)
        {
            ndis.ndisFreePacketPool(packetPool);
            packetPool = null;
        }
        if (shared.virtualAddress() != null)
        {
            ndis.ndisMFreeSharedMemory(miniportAdapterHandle, shared);
        }
    }

    /** A packet to fill, or null. */
    NdisPacket take()
    {
        return packets.poll();
    }

    boolean areFew()
    {
        return packets.size() < FEW;
    }

    /** It is to be filled again. */
    void give(final NdisPacket packet)
    {
        packet.firstBuffer().adjustLength(SoftActivation.MOST_SDU_BYTES);
        packets.add(packet);
    }
}
