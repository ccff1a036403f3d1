package org.vatm.ndis;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.vatm.memory.HostMemory;
import org.vatm.memory.OutOfHostMemoryError;
import org.vatm.memory.ScatterGatherList;

/**
 * Finds the bus addresses of an adapter's packets. Buffers in host RAM have them already; others are mapped, or copied
 * if they are on the Java heap, for as long as the miniport owns the packet.
 */
final class ScatterGatherDma
{
    private final HostMemory memory;
    private final int maximumPhysicalMapping;
    private final ArrayDeque<ScatterGatherList> free = new ArrayDeque<>();

    ScatterGatherDma(final HostMemory memory, final int maximumPhysicalMapping)
    {
        this.memory = memory;
        this.maximumPhysicalMapping = maximumPhysicalMapping;
    }

    /** SUCCESS, INVALID_LENGTH (longer than the miniport maps), RESOURCES (no room for a mapping). */
    int map(final NdisPacket packet)
    {
        final NdisScatterGatherList list = packet.scatterGatherList();
        list.clear();
        int total = 0;
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            final int length = buffer.length();
            if (length > maximumPhysicalMapping - total)
            {
                unmap(packet);
                return NdisStatus.NDIS_STATUS_INVALID_LENGTH;
            }
            total += length;
            if (length == 0)
            {
                continue;
            }
            final ByteBuf data = buffer.data();
            final long busAddress = data.hasMemoryAddress() ? memory.busAddress(data, buffer.offset()) : -1;
            if (busAddress >= 0)
            {
                list.add(busAddress, length);
            }
            else if (!mapForeign(packet, data, buffer.offset(), length))
            {
                unmap(packet);
                return NdisStatus.NDIS_STATUS_RESOURCES;
            }
        }
        return NdisStatus.NDIS_STATUS_SUCCESS;
    }

    void unmap(final NdisPacket packet)
    {
        packet.scatterGatherList().clear();
        final ArrayDeque<ScatterGatherList> mappings = packet.mappings;
        if (mappings != null)
        {
            while (!mappings.isEmpty())
            {
                final ScatterGatherList mapping = mappings.poll();
                mapping.unmap();
                free.push(mapping);
            }
        }
    }

    private boolean mapForeign(final NdisPacket packet, final ByteBuf data, final int offset, final int length)
    {
        final ScatterGatherList mapping = free.isEmpty() ? new ScatterGatherList(memory) : free.pop();
        try
        {
            mapping.map(data, offset, length, ScatterGatherList.Direction.TO_DEVICE);
        }
        catch (final OutOfHostMemoryError e)
        {
            free.push(mapping);
            return false;
        }
        if (packet.mappings == null)
        {
            packet.mappings = new ArrayDeque<>();
        }
        packet.mappings.push(mapping);
        for (int i = 0; i < mapping.count(); i++)
        {
            packet.scatterGatherList().add(mapping.busAddress(i), mapping.lengthBytes(i));
        }
        return true;
    }
}
