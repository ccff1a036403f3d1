package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.BAR_REGISTERS;
import static org.vatm.idt77252.SarRegisters.BAR_REGISTERS_BYTES;
import static org.vatm.idt77252.SarRegisters.BAR_SRAM;
import static org.vatm.idt77252.SarRegisters.BAR_SRAM_BYTES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.idt77252.RawCellHandle;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisResourceList;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.NdisSynchronizeFunction;

/**
 * What one adapter claims of the system: registers, shared memory, descriptors, the interrupt. Released in reverse,
 * however far the claiming came.
 */
final class AdapterResources
{
    private static final int PCI_COMMAND = 0x04;
    private static final int PCI_COMMAND_MEMORY_AND_MASTER = 0x06;
    private static final int PCI_TIMEOUTS = 0x40;
    private static final int SPARE_BUFFERS = 1024; // beyond one for each connection: the queues, and what clients hold
    private static final int LEAST_BUFFERS = 1024;
    private static final int STATUS_QUEUE_ALIGNMENT = 8192; // shared memory begins at a page, which is less
    private static final int STATUS_BYTES =
        TransmitUnit.STATUS_QUEUE_BYTES + ReceiveUnit.STATUS_QUEUE_BYTES + RawCellHandle.LENGTH;
    private static final int RAW_DESCRIPTORS = 4096;
    private static final int MAX_PACKETS = 0xFFFF;

    private final NdisMiniportLibrary ndis;
    private final long adapterHandle;
    private final NdisHandleHolder holder = new NdisHandleHolder();

    private long registers;
    private long sram;
    private NdisResourceList.Descriptor interruptResource;
    private NdisMiniportInterrupt interrupt;

    private final NdisSharedMemory statusMemory = new NdisSharedMemory();
    private final NdisSharedMemory ringMemory = new NdisSharedMemory();
    final NdisSharedMemory[] receiveBuffers = {new NdisSharedMemory(), new NdisSharedMemory()};
    DmaRegion transmitStatus;
    DmaRegion receiveStatus;
    DmaRegion rawCellHandle;
    DmaRegion transmitRings;
    NdisPacketPool packets;
    NdisBufferPool descriptors;
    NdisBufferPool rawDescriptors;

    AdapterResources(final NdisMiniportLibrary ndis, final long adapterHandle)
    {
        this.ndis = ndis;
        this.adapterHandle = adapterHandle;
    }

    /** Enables the adapter on the bus and maps its two memory windows; an NDIS status. */
    int claimRegisters(final long wrapperConfigurationContext)
    {
        final NdisResourceList list = new NdisResourceList();
        final int status = ndis.ndisMQueryAdapterResources(wrapperConfigurationContext, list);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        final NdisResourceList.Descriptor registerBar = list.bar(BAR_REGISTERS);
        final NdisResourceList.Descriptor sramBar = list.bar(BAR_SRAM);
        interruptResource = list.first(NdisResourceList.Type.INTERRUPT);
        if (registerBar == null || sramBar == null || interruptResource == null)
        {
            return NDIS_STATUS_FAILURE;
        }

        enableOnBus();
        int result = ndis.ndisMMapIoSpace(holder, adapterHandle, registerBar.start(), BAR_REGISTERS_BYTES);
        if (result == NDIS_STATUS_SUCCESS)
        {
            registers = holder.value;
            result = ndis.ndisMMapIoSpace(holder, adapterHandle, sramBar.start(), BAR_SRAM_BYTES);
        }
        if (result == NDIS_STATUS_SUCCESS)
        {
            sram = holder.value;
        }
        return result != NDIS_STATUS_SUCCESS ? result :
            ndis.ndisMInitializeScatterGatherDma(adapterHandle, false, Aal.AAL5_MAX_BYTES);
    }

    long registers()
    {
        return registers;
    }

    long sram()
    {
        return sram;
    }

    /** Takes shared memory and descriptors for a board; an NDIS status. */
    int claimMemory(final BoardLayout layout)
    {
        final boolean taken =
            take(statusMemory, STATUS_BYTES + STATUS_QUEUE_ALIGNMENT, false) &&
            take(ringMemory, TransmitUnit.ringPoolBytes(layout), false) &&
            takeBuffers(ReceiveBuffers.SMALL, layout.usableConnections() + SPARE_BUFFERS) &&
            takeBuffers(ReceiveBuffers.LARGE, layout.usableConnections() + SPARE_BUFFERS);
        if (!taken)
        {
            return NDIS_STATUS_RESOURCES;
        }
        int offset = (int)-statusMemory.physicalAddress() & STATUS_QUEUE_ALIGNMENT - 1;
        transmitStatus = DmaRegion.of(statusMemory, offset, TransmitUnit.STATUS_QUEUE_BYTES);
        offset += TransmitUnit.STATUS_QUEUE_BYTES;
        receiveStatus = DmaRegion.of(statusMemory, offset, ReceiveUnit.STATUS_QUEUE_BYTES);
        offset += ReceiveUnit.STATUS_QUEUE_BYTES;
        rawCellHandle = DmaRegion.of(statusMemory, offset, RawCellHandle.LENGTH);
        transmitRings = DmaRegion.of(ringMemory, 0, TransmitUnit.ringPoolBytes(layout));

        final int small = bufferCount(ReceiveBuffers.SMALL);
        final int large = bufferCount(ReceiveBuffers.LARGE);
        packets = ndis.ndisAllocatePacketPool(Math.min(small + RAW_DESCRIPTORS, MAX_PACKETS));
        descriptors = ndis.ndisAllocateBufferPool(small + large);
        rawDescriptors = ndis.ndisAllocateBufferPool(RAW_DESCRIPTORS);
        return packets == null || descriptors == null || rawDescriptors == null ?
            NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
    }

    /** Connects the interrupt; the service routine may run before this returns. An NDIS status. */
    int claimInterrupt()
    {
        final NdisMiniportInterrupt claimed = new NdisMiniportInterrupt();
        final int line = (int)interruptResource.start();
        final int status = ndis.ndisMRegisterInterrupt(
            claimed, adapterHandle, line, line, true, true, NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE);
        if (status == NDIS_STATUS_SUCCESS)
        {
            interrupt = claimed;
        }
        return status;
    }

    /** Runs code at the level of the service routine; does nothing once the interrupt is released. */
    void synchronizeWithInterrupt(final NdisSynchronizeFunction function)
    {
        if (interrupt != null)
        {
            ndis.ndisMSynchronizeWithInterrupt(interrupt, function, 0);
        }
    }

    /** The adapter must be quiet. */
    void releaseInterrupt()
    {
        if (interrupt != null)
        {
            ndis.ndisMDeregisterInterrupt(interrupt);
            interrupt = null;
        }
    }

    /** Everything but the interrupt, which goes first. */
    void release()
    {
        if (rawDescriptors != null)
        {
            ndis.ndisFreeBufferPool(rawDescriptors);
            rawDescriptors = null;
        }
        if (descriptors != null)
        {
            ndis.ndisFreeBufferPool(descriptors);
            descriptors = null;
        }
        if (packets != null)
        {
            ndis.ndisFreePacketPool(packets);
            packets = null;
        }
        give(receiveBuffers[ReceiveBuffers.LARGE]);
        give(receiveBuffers[ReceiveBuffers.SMALL]);
        give(ringMemory);
        give(statusMemory);
        if (sram != 0)
        {
            ndis.ndisMUnmapIoSpace(adapterHandle, sram, BAR_SRAM_BYTES);
            sram = 0;
        }
        if (registers != 0)
        {
            ndis.ndisMUnmapIoSpace(adapterHandle, registers, BAR_REGISTERS_BYTES);
            registers = 0;
        }
    }

    private void enableOnBus()
    {
        final UnsafeBuffer word = new UnsafeBuffer(new byte[Short.BYTES]);
        ndis.ndisReadPciSlotInformation(adapterHandle, PCI_COMMAND, word, Short.BYTES);
        final int command = word.getShort(0, ByteOrder.LITTLE_ENDIAN) | PCI_COMMAND_MEMORY_AND_MASTER;
        word.putShort(0, (short)command, ByteOrder.LITTLE_ENDIAN);
        ndis.ndisWritePciSlotInformation(adapterHandle, PCI_COMMAND, word, Short.BYTES);
        word.putShort(0, (short)0, ByteOrder.LITTLE_ENDIAN);
        ndis.ndisWritePciSlotInformation(adapterHandle, PCI_TIMEOUTS, word, 1);
        ndis.ndisWritePciSlotInformation(adapterHandle, PCI_TIMEOUTS + 1, word, 1);
    }

    private int bufferCount(final int kind)
    {
        return receiveBuffers[kind].length() / ReceiveBuffers.strideBytes(kind);
    }

    /** As many buffers as wanted, or half, or a quarter, as memory allows. */
    private boolean takeBuffers(final int kind, final int wanted)
    {
        for (int count = wanted; count >= LEAST_BUFFERS; count /= 2)
        {
            if (take(receiveBuffers[kind], count * ReceiveBuffers.strideBytes(kind), true))
            {
                return true;
            }
        }
        return false;
    }

    private boolean take(final NdisSharedMemory memory, final int bytes, final boolean cached)
    {
        ndis.ndisMAllocateSharedMemory(adapterHandle, bytes, cached, memory);
        return memory.virtualAddress() != null;
    }

    private void give(final NdisSharedMemory memory)
    {
        if (memory.virtualAddress() != null)
        {
            ndis.ndisMFreeSharedMemory(adapterHandle, memory);
        }
    }
}
