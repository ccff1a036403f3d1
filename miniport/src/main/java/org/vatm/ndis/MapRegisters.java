package org.vatm.ndis;

import org.vatm.memory.HostMemory;
import org.vatm.memory.OutOfHostMemoryError;
import org.vatm.memory.ScatterGatherList;

/**
 * The map registers of one adapter: each makes one buffer reachable for the device, for the time of one transfer.
 * Nothing is allocated for a mapping.
 */
final class MapRegisters
{
    private final Ndis ndis;
    private final long adapterHandle;
    private final int maximumPhysicalMapping;
    private final ScatterGatherList[] mappings;
    private final NdisBuffer[] buffers;

    MapRegisters(
        final Ndis ndis,
        final long adapterHandle,
        final HostMemory memory,
        final int count,
        final int maximumPhysicalMapping)
    {
        this.ndis = ndis;
        this.adapterHandle = adapterHandle;
        this.maximumPhysicalMapping = maximumPhysicalMapping;
        mappings = new ScatterGatherList[count];
        buffers = new NdisBuffer[count];
        for (int i = 0; i < count; i++)
        {
            mappings[i] = new ScatterGatherList(memory);
        }
    }

    int count()
    {
        return mappings.length;
    }

    /** NdisMStartBufferPhysicalMapping; {@code out} stays empty if it is not mapped. */
    void start(
        final NdisBuffer buffer, final int register, final boolean writeToDevice, final NdisScatterGatherList out)
    {
        out.clear();
        final boolean isFree = isOne(register) && buffers[register] == null;
        if (!isFree || buffer.length() > maximumPhysicalMapping || buffer.length() == 0)
        {
            ndis.report(NdisViolation.MAP_REGISTER_MISUSE, adapterHandle, register);
            return;
        }
        final ScatterGatherList mapping = mappings[register];
        try
        {
            mapping.map(buffer.data(), buffer.offset(), buffer.length(), writeToDevice ?
                ScatterGatherList.Direction.TO_DEVICE : ScatterGatherList.Direction.FROM_DEVICE);
        }
        catch (final OutOfHostMemoryError e)
        {
            return; // no room for a copy
        }
        buffers[register] = buffer;
        buffer.mappings++;
        for (int i = 0; i < mapping.count(); i++)
        {
            out.add(mapping.busAddress(i), mapping.lengthBytes(i));
        }
    }

    /** NdisMCompleteBufferPhysicalMapping. */
    void complete(final NdisBuffer buffer, final int register)
    {
        if (!isOne(register) || buffers[register] != buffer)
        {
            ndis.report(NdisViolation.MAP_REGISTER_MISUSE, adapterHandle, register);
            return;
        }
        end(register);
    }

    /** A packet goes back to its sender: none of its buffers may still be mapped. */
    void checkUnmapped(final NdisPacket packet)
    {
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            if (buffer.mappings != 0)
            {
                ndis.report(NdisViolation.MAP_REGISTER_MISUSE, adapterHandle, buffer.mappings);
            }
        }
    }

    /** Ends all mappings; returns how many there were. */
    int endAll()
    {
        int ended = 0;
        for (int i = 0; i < buffers.length; i++)
        {
            if (buffers[i] != null)
            {
                end(i);
                ended++;
            }
        }
        return ended;
    }

    private void end(final int register)
    {
        buffers[register].mappings--;
        buffers[register] = null;
        mappings[register].unmap();
    }

    private boolean isOne(final int register)
    {
        return register >= 0 && register < mappings.length;
    }
}
