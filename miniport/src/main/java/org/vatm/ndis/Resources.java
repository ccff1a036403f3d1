package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.host.Host;
import org.vatm.pci.ConfigSpace;

/** What miniports claim for their adapters: device memory and ports, DMA, shared memory, interrupts. */
final class Resources
{
    /** Map registers of a host; model choice. */
    static final int MAP_REGISTERS = 1024;

    private final Ndis ndis;
    private final Host host;
    final IoSpace ioSpace;
    final IoSpace ports;
    final SharedMemories shared;
    private final InterruptLines lines;
    private int freeMapRegisters = MAP_REGISTERS;

    Resources(final Ndis ndis, final Host host)
    {
        this.ndis = ndis;
        this.host = host;
        ioSpace = new IoSpace(ndis, host.bridge(), false);
        ports = new IoSpace(ndis, host.bridge(), true);
        shared = new SharedMemories(ndis, host);
        lines = new InterruptLines(host);
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

    int allocateMapRegisters(final NdisAdapter adapter, final int needed, final int maximumPhysicalMapping)
    {
        if (!mayClaim(adapter))
        {
            return NDIS_STATUS_FAILURE;
        }
        final boolean isInOrder = adapter.hasAttribute(NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER) &&
            adapter.scatterGather == null && adapter.mapRegisters == null;
        if (!isInOrder)
        {
            ndis.report(NdisViolation.DMA_ORDER, adapter.handle, needed);
            return NDIS_STATUS_RESOURCES;
        }
        if (needed < 1 || needed > freeMapRegisters)
        {
            return NDIS_STATUS_RESOURCES;
        }
        freeMapRegisters -= needed;
        adapter.mapRegisters =
            new MapRegisters(ndis, adapter.handle, host.memory(), needed, maximumPhysicalMapping);
        return NDIS_STATUS_SUCCESS;
    }

    void freeMapRegisters(final NdisAdapter adapter)
    {
        if (adapter.mapRegisters == null || adapter.mapRegisters.endAll() != 0)
        {
            ndis.report(NdisViolation.MAP_REGISTER_MISUSE, adapter.handle, -1);
        }
        if (adapter.mapRegisters != null)
        {
            freeMapRegisters += adapter.mapRegisters.count();
            adapter.mapRegisters = null;
        }
    }

    int registerIoPortRange(
        final NdisAdapter adapter, final NdisHandleHolder portOffset, final int initialPort, final int numberOfPorts)
    {
        portOffset.value = 0;
        if (!mayClaim(adapter))
        {
            return NDIS_STATUS_FAILURE;
        }
        portOffset.value = ports.map(adapter, host.device(adapter.slot), initialPort, numberOfPorts);
        return portOffset.value == 0 ? NDIS_STATUS_RESOURCE_CONFLICT : NDIS_STATUS_SUCCESS;
    }

    void allocateSharedMemory(
        final NdisAdapter adapter, final int length, final boolean cached, final NdisSharedMemory out)
    {
        out.clear();
        if (mayClaim(adapter))
        {
            shared.allocate(adapter, length, cached, out);
        }
    }

    int registerInterrupt(
        final NdisMiniportInterrupt interrupt,
        final NdisAdapter adapter,
        final int line,
        final boolean requestIsr,
        final boolean isShared,
        final boolean isLatched)
    {
        if (!mayClaim(adapter))
        {
            return NDIS_STATUS_FAILURE;
        }
        final boolean hasHandlers = adapter.has(MiniportHandler.HANDLE_INTERRUPT) &&
            adapter.has(requestIsr ? MiniportHandler.ISR : MiniportHandler.DISABLE_INTERRUPT);
        if (!hasHandlers || isShared && !requestIsr)
        {
            ndis.report(NdisViolation.HANDLER_MISSING, adapter.handle, line);
            return NDIS_STATUS_FAILURE;
        }
        if (line != interruptLine(adapter) || adapter.interrupt != null)
        {
            return NDIS_STATUS_RESOURCE_CONFLICT;
        }
        final AdapterInterrupt listener =
            new AdapterInterrupt(adapter, host.cpu(), line, requestIsr, isShared, isLatched);
        interrupt.adapter = adapter;
        adapter.interrupt = listener;
        if (!lines.connect(listener))
        {
            interrupt.adapter = null;
            adapter.interrupt = null;
            return NDIS_STATUS_RESOURCE_CONFLICT;
        }
        return NDIS_STATUS_SUCCESS;
    }

    void deregisterInterrupt(final NdisAdapter adapter)
    {
        lines.disconnect(adapter.interrupt);
        adapter.interrupt = null;
    }

    /** At DEVICE: an interrupt on the adapter's line, whoever wants it. */
    void interrupt(final NdisAdapter adapter)
    {
        if (adapter.interrupt != null)
        {
            lines.service(adapter.interrupt.line);
        }
    }

    /** After MiniportHalt or a failed MiniportInitialize: takes back what is left. */
    void reclaim(final NdisAdapter adapter)
    {
        shared.forget(adapter);
        int left = ioSpace.unmapAll(adapter) + ports.unmapAll(adapter) + adapter.sharedMemory.size();
        while (!adapter.sharedMemory.isEmpty())
        {
            shared.free(adapter, adapter.sharedMemory.get(0));
        }
        if (adapter.mapRegisters != null)
        {
            left++;
            freeMapRegisters(adapter);
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

    private static int accessSize(final int offset, final int length)
    {
        if ((offset & 3) == 0 && length >= 4)
        {
            return 4;
        }
        return (offset & 1) == 0 && length >= 2 ? 2 : 1;
    }
}
