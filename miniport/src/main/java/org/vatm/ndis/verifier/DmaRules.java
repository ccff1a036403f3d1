package org.vatm.ndis.verifier;

import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.vatm.host.Host;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisInternals;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisScatterGatherList;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciBus;
import org.vatm.pci.PciFunction;
import org.vatm.sim.ClockDomain;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceStream;

/**
 * What devices do on the bus: rules DMA-01 to DMA-03, DMA-05, DMA-08, and SHD-01's quiet device. Memory that a device
 * may touch is kept as a sorted list of ranges; what was taken away lately is remembered, to tell what a stray access
 * meant.
 */
final class DmaRules
{
    private static final int RETIRED = 256;
    private static final int WORD_MASK = 3; // devices transfer whole words

    private final Verifier verifier;
    private final Map<NdisSharedMemory, BitSet> stale = new IdentityHashMap<>(); // bytes that caches do not show
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private Object[] owners = new Object[64];
    private int count;
    private final long[] retiredStarts = new long[RETIRED];
    private final long[] retiredEnds = new long[RETIRED];
    private final Object[] retiredOwners = new Object[RETIRED];
    private int retired;

    DmaRules(final Verifier verifier)
    {
        this.verifier = verifier;
        TraceFan.attach(verifier.host.bus().trace(), this::onRecord);
    }

    private void onRecord(
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final int lengthBytes,
        final DirectBuffer data,
        final int offset)
    {
        final int command = kind & PciBus.TRACE_COMMAND;
        final boolean isDevice = (kind >>> PciBus.TRACE_AGENT_SHIFT & 0xFF) != 0;
        final boolean isTransfer = lengthBytes > 0 || (kind & PciBus.TRACE_MASTER_ABORT) != 0;
        if (isDevice && isTransfer && (command == PciBus.MEMORY_READ || command == PciBus.MEMORY_WRITE))
        {
            transfer(timePs, address, Math.max(1, lengthBytes), command == PciBus.MEMORY_WRITE);
        }
    }

    private void transfer(final long startPs, final long address, final int lengthBytes, final boolean isWrite)
    {
        if (verifier.adapters.isEmpty() || hasOtherDevices())
        {
            return;
        }
        for (final AdapterTrack adapter : verifier.adapters)
        {
            if (adapter.isShutDown)
            {
                verifier.report(VerifierRule.SHD_01, null, null, "DMA");
                return;
            }
            if (adapter.isRemoved && startPs <= nextClockPs(adapter.removedPs))
            {
                return; // had the bus when the device went; its driver could not wait for it
            }
        }
        final int range = find(address, address + lengthBytes);
        if (range < 0)
        {
            stray(address, address + lengthBytes);
        }
        else if (isWrite && owners[range] instanceof NdisSharedMemory memory)
        {
            written(memory, address, lengthBytes);
        }
    }

    private long nextClockPs(final long timePs)
    {
        final ClockDomain clock = verifier.host.bus().clock();
        return clock.edge(clock.edgeAtOrBefore(timePs) + 1);
    }

    /** Devices whose drivers are not watched: nobody knows what they may touch. */
    private boolean hasOtherDevices()
    {
        int devices = 0;
        for (int slot = 0; slot < Host.SLOTS; slot++)
        {
            devices += verifier.host.device(slot) == null ? 0 : 1;
        }
        return devices > verifier.adapters.size();
    }

    private void stray(final long start, final long end)
    {
        Object owner = null;
        for (int i = retired - 1; i >= Math.max(0, retired - RETIRED) && owner == null; i--)
        {
            final int at = i % RETIRED;
            if (start < retiredEnds[at] && end > retiredStarts[at])
            {
                owner = retiredOwners[at];
            }
        }
        if (owner instanceof PacketTrack packet)
        {
            verifier.report(VerifierRule.DMA_03, packet.vc, packet, packet.number);
        }
        else
        {
            verifier.report(owner == null ? VerifierRule.DMA_02 : VerifierRule.DMA_05, null, null,
                "0x" + Long.toHexString(start));
        }
    }

    /** The device with that memory address or port, null if there is none. */
    PciFunction deviceAt(final long address, final boolean isPort)
    {
        for (int slot = 0; slot < Host.SLOTS; slot++)
        {
            final PciFunction device = verifier.host.device(slot);
            for (int bar = 0; device != null && bar < ConfigSpace.BARS; bar++)
            {
                final ConfigSpace config = device.config();
                final long offset = address - config.barBase(bar);
                if (config.barIsIo(bar) == isPort && offset >= 0 && offset < config.barSize(bar))
                {
                    return device;
                }
            }
        }
        return null;
    }

    // Caches that do not follow DMA.

    private void written(final NdisSharedMemory memory, final long start, final int length)
    {
        if (memory.cached() && !NdisInternals.isCoherent(verifier.ndis))
        {
            stale.computeIfAbsent(memory, block -> new BitSet()).set(
                (int)(start - memory.physicalAddress()), (int)(start - memory.physicalAddress()) + length);
        }
    }

    /** NdisMUpdateSharedMemory. */
    void updated(final NdisSharedMemory memory, final int offset, final int length)
    {
        final BitSet bytes = stale.get(memory);
        if (bytes != null && offset >= 0 && length >= 0)
        {
            bytes.clear(offset, offset + length);
        }
    }

    /** NdisFlushBuffer, for what the device wrote. */
    void flushed(final NdisBuffer buffer)
    {
        for (final NdisSharedMemory memory : stale.keySet())
        {
            final int offset = offset(memory, buffer);
            if (offset >= 0)
            {
                updated(memory, offset, buffer.length());
            }
        }
    }

    /** A packet is indicated: its bytes have to be the device's. */
    void reads(final VcTrack vc, final PacketTrack track)
    {
        if (stale.isEmpty())
        {
            return;
        }
        for (NdisBuffer buffer = track.packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            for (final Map.Entry<NdisSharedMemory, BitSet> entry : stale.entrySet())
            {
                final int offset = offset(entry.getKey(), buffer);
                final int next = offset < 0 ? -1 : entry.getValue().nextSetBit(offset);
                if (next >= 0 && next < offset + buffer.length())
                {
                    verifier.report(VerifierRule.DMA_08, vc, track);
                    return;
                }
            }
        }
    }

    private static int offset(final NdisSharedMemory memory, final NdisBuffer buffer)
    {
        if (memory.data() == null || !buffer.data().hasMemoryAddress())
        {
            return -1;
        }
        final long offset = buffer.data().memoryAddress() + buffer.offset() - memory.data().memoryAddress();
        return offset >= 0 && offset < memory.length() ? (int)offset : -1;
    }

    // The ranges.

    private void add(final long start, final int length, final Object owner)
    {
        if (count == starts.length)
        {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            owners = Arrays.copyOf(owners, count * 2);
        }
        int at = count;
        while (at > 0 && starts[at - 1] > start)
        {
            at--;
        }
        System.arraycopy(starts, at, starts, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        System.arraycopy(owners, at, owners, at + 1, count - at);
        starts[at] = start & ~WORD_MASK;
        ends[at] = start + length + WORD_MASK & ~WORD_MASK;
        owners[at] = owner;
        count++;
    }

    private void remove(final Object owner)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (owners[i] == owner)
            {
                final int at = retired++ % RETIRED;
                retiredStarts[at] = starts[i];
                retiredEnds[at] = ends[i];
                retiredOwners[at] = owner;
            }
            else
            {
                starts[kept] = starts[i];
                ends[kept] = ends[i];
                owners[kept++] = owners[i];
            }
        }
        Arrays.fill(owners, kept, count, null);
        count = kept;
    }

    /** Index of a range that has all of it, -1 if there is none. */
    private int find(final long start, final long end)
    {
        int low = 0;
        int high = count;
        while (low < high)
        {
            final int middle = low + high >>> 1;
            if (starts[middle] <= start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0; i--)
        {
            if (end <= ends[i])
            {
                return i;
            }
        }
        return -1;
    }

    // What drivers do.

    /** NdisMInitializeScatterGatherDma or NdisMAllocateMapRegisters. */
    void initializes(final VerifierFunction function, final AdapterTrack adapter)
    {
        if (adapter == null || adapter.attributeCalls == 0)
        {
            return; // INI-02
        }
        if ((adapter.attributeFlags & NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER) == 0)
        {
            verifier.report(VerifierRule.DMA_01, null, null, function);
        }
        adapter.isDmaReady = true;
    }

    void allocates(final VerifierFunction function, final AdapterTrack adapter)
    {
        if (adapter != null && adapter.attributeCalls != 0 && !adapter.isDmaReady)
        {
            verifier.report(VerifierRule.DMA_01, null, null, function);
        }
    }

    void allocated(final NdisSharedMemory memory)
    {
        add(memory.physicalAddress(), memory.length(), memory);
    }

    void freed(final NdisSharedMemory memory)
    {
        remove(memory);
    }

    void mapped(final PacketTrack track)
    {
        final NdisScatterGatherList list = track.packet.scatterGatherList();
        for (int i = 0; i < list.numberOfElements(); i++)
        {
            add(list.address(i), list.length(i), track);
        }
    }

    void unmapped(final PacketTrack track)
    {
        remove(track);
    }

    /** NdisMStartBufferPhysicalMapping has returned. */
    void mapped(final NdisBuffer buffer, final NdisScatterGatherList list)
    {
        for (int i = 0; i < list.numberOfElements(); i++)
        {
            add(list.address(i), list.length(i), buffer);
        }
    }

    void unmapped(final NdisBuffer buffer)
    {
        remove(buffer);
    }

    /** True if a buffer of the packet is still mapped. */
    static boolean isMapped(final NdisPacket packet, final java.util.Set<NdisBuffer> mapped)
    {
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            if (mapped.contains(buffer))
            {
                return true;
            }
        }
        return false;
    }
}
