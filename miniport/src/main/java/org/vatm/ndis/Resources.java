package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.memory.OutOfHostMemoryError;
import org.vatm.pci.ConfigSpace;

/** What miniports claim for their adapters: device memory, DMA, shared memory, interrupts. */
final class Resources
{
    private final Ndis ndis;
    private final Host host;
    final IoSpace ioSpace;

    Resources(final Ndis ndis, final Host host)
    {
        this.ndis = ndis;
        this.host = host;
        ioSpace = new IoSpace(ndis, host.bridge());
    }

    void list(final NdisAdapter adapter, final NdisResourceList list)
    {
        final ConfigSpace config = host.device(adapter.slot).config();
        list.descriptors().clear();
        for (int bar = 0; bar < ConfigSpace.BARS; bar++)
        {
            if (config.barSize(bar) != 0)
            {
                final NdisResourceList.Type type =
                    config.barIsIo(bar) ? NdisResourceList.Type.PORT : NdisResourceList.Type.MEMORY;
                list.descriptors().add(
                    new NdisResourceList.Descriptor(type, bar, config.barBase(bar), config.barSize(bar)));
            }
        }
        list.descriptors().add(
            new NdisResourceList.Descriptor(NdisResourceList.Type.INTERRUPT, -1, interruptLine(adapter), 0));
    }

    int readConfig(final NdisAdapter adapter, final int offset, final MutableDirectBuffer buffer, final int length)
    {
        if (offset < 0 || length < 0 || offset > ConfigSpace.LENGTH - length)
        {
            return 0;
        }
        for (int i = 0; i < length;)
        {
            final int size = accessSize(offset + i, length - i);
            final int value = host.bridge().configRead(adapter.slot, offset + i, size);
            for (int b = 0; b < size; b++)
            {
                buffer.putByte(i + b, (byte)(value >>> 8 * b));
            }
            i += size;
        }
        return length;
    }

    int writeConfig(final NdisAdapter adapter, final int offset, final DirectBuffer buffer, final int length)
    {
        if (offset < 0 || length < 0 || offset > ConfigSpace.LENGTH - length)
        {
            return 0;
        }
        for (int i = 0; i < length;)
        {
            final int size = accessSize(offset + i, length - i);
            int value = 0;
            for (int b = 0; b < size; b++)
            {
                value |= (buffer.getByte(i + b) & 0xFF) << 8 * b;
            }
            host.bridge().configWrite(adapter.slot, offset + i, size, value);
            i += size;
        }
        return length;
    }

    int mapIoSpace(
        final NdisAdapter adapter, final NdisHandleHolder virtualAddress, final long physicalAddress, final int length)
    {
        virtualAddress.value = 0;
        if (!mayClaim(adapter))
        {
            return NDIS_STATUS_FAILURE;
        }
        virtualAddress.value = ioSpace.map(adapter, host.device(adapter.slot), physicalAddress, length);
        return virtualAddress.value == 0 ? NDIS_STATUS_RESOURCE_CONFLICT : NDIS_STATUS_SUCCESS;
    }

    int initializeScatterGather(final NdisAdapter adapter, final int maximumPhysicalMapping)
    {
        if (!mayClaim(adapter))
        {
            return NDIS_STATUS_FAILURE;
        }
        if (!adapter.hasAttribute(NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER))
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }
        adapter.scatterGather = new ScatterGatherDma(host.memory(), maximumPhysicalMapping);
        return NDIS_STATUS_SUCCESS;
    }

    void allocateSharedMemory(
        final NdisAdapter adapter, final int length, final boolean cached, final NdisSharedMemory out)
    {
        clear(out);
        if (!mayClaim(adapter))
        {
            return;
        }
        if (adapter.scatterGather == null)
        {
            ndis.report(NdisViolation.DMA_ORDER, adapter.handle, length);
            return;
        }
        final HostMemory memory = host.memory();
        final int alignment = length >= HostMemory.PAGE_BYTES ? HostMemory.PAGE_BYTES : 1;
        final ByteBuf allocation;
        try
        {
            allocation = memory.allocator().directBuffer(length + alignment - 1);
        }
        catch (final OutOfHostMemoryError e)
        {
            return;
        }
        final int start = (int)(-memory.busAddress(allocation, 0) & alignment - 1);
        out.allocation = allocation;
        out.physicalAddress = memory.busAddress(allocation, start);
        out.length = length;
        out.cached = cached;
        out.virtualAddress = memory.view(out.physicalAddress, length);
        out.data = allocation.slice(start, length);
        out.owner = adapter;
        adapter.sharedMemory.add(out);
    }

    void freeSharedMemory(final NdisAdapter adapter, final NdisSharedMemory memory)
    {
        if (memory.owner != adapter)
        {
            ndis.report(NdisViolation.SHARED_MEMORY_FREE_MISMATCH, adapter.handle, memory.physicalAddress);
            return;
        }
        adapter.sharedMemory.remove(memory);
        memory.allocation.release();
        clear(memory);
    }

    int registerInterrupt(
        final NdisMiniportInterrupt interrupt,
        final NdisAdapter adapter,
        final int line,
        final boolean requestIsr,
        final boolean shared)
    {
        if (!mayClaim(adapter))
        {
            return NDIS_STATUS_FAILURE;
        }
        final boolean hasHandlers = adapter.has(MiniportHandler.HANDLE_INTERRUPT) &&
            adapter.has(requestIsr ? MiniportHandler.ISR : MiniportHandler.DISABLE_INTERRUPT);
        if (!hasHandlers || shared && !requestIsr)
        {
            ndis.report(NdisViolation.HANDLER_MISSING, adapter.handle, line);
            return NDIS_STATUS_FAILURE;
        }
        if (line != interruptLine(adapter) || adapter.interrupt != null)
        {
            return NDIS_STATUS_RESOURCE_CONFLICT;
        }
        interrupt.adapter = adapter;
        adapter.interrupt = new AdapterInterrupt(adapter, host.cpu(), requestIsr);
        host.connectInterrupt(adapter.slot, adapter.interrupt);
        return NDIS_STATUS_SUCCESS;
    }

    void deregisterInterrupt(final NdisAdapter adapter)
    {
        host.connectInterrupt(adapter.slot, null);
        adapter.interrupt = null;
    }

    /** After MiniportHalt or a failed MiniportInitialize: takes back what is left. */
    void reclaim(final NdisAdapter adapter)
    {
        int left = ioSpace.unmapAll(adapter) + adapter.sharedMemory.size();
        while (!adapter.sharedMemory.isEmpty())
        {
            freeSharedMemory(adapter, adapter.sharedMemory.get(0));
        }
        for (final NdisMiniportTimer timer : adapter.timers)
        {
            left += timer.cancel() ? 1 : 0;
        }
        if (left != 0)
        {
            ndis.report(NdisViolation.LEAK_AT_HALT, adapter.handle, left);
        }
        final boolean isLive = adapter.interrupt != null;
        if (isLive)
        {
            deregisterInterrupt(adapter);
            throw ndis.bugCheck(NdisBugCheckCode.INTERRUPT_LIVE_AFTER_HALT, "adapter " + adapter);
        }
    }

    private int interruptLine(final NdisAdapter adapter)
    {
        return host.device(adapter.slot).config().read(ConfigSpace.INTERRUPT_LINE, 1);
    }

    private boolean mayClaim(final NdisAdapter adapter)
    {
        if (!adapter.hasAttributes())
        {
            ndis.report(NdisViolation.BEFORE_ATTRIBUTES, adapter.handle, 0);
        }
        else if (adapter.stage != NdisAdapter.Stage.INITIALIZING)
        {
            ndis.report(NdisViolation.NOT_IN_INITIALIZE, adapter.handle, 0);
        }
        return adapter.hasAttributes() && adapter.stage == NdisAdapter.Stage.INITIALIZING;
    }

    private static void clear(final NdisSharedMemory memory)
    {
        memory.physicalAddress = 0;
        memory.length = 0;
        memory.virtualAddress = null;
        memory.data = null;
        memory.allocation = null;
        memory.owner = null;
    }

    private static int accessSize(final int offset, final int length)
    {
        if ((offset & 3) == 0 && length >= 4)
        {
            return 4;
        }
        return (offset & 1) == 0 && length >= 2 ? 2 : 1;
    }
}
