package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.RAWHND;

import io.netty.buffer.ByteBuf;
import org.agrona.MutableDirectBuffer;
import org.vatm.idt77252.RawCellHandle;
import org.vatm.idt77252.RawCellSlot;
import org.vatm.idt77252.TransmitBufferDescriptor;
import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;

/**
 * The raw cell queue, a chain of large receive buffers, as the way in of AAL0.
 * <pre>
 *   buffer: | slot 0 | slot 1 | ... | slot S-2 | link: address and handle of the next buffer |
 *   slot:   | header word | 0 | 0 | header octets | 48 octets of payload |
 *                                   `---------- packet of 52 octets -----'
 * </pre>
 * A packet is the slot itself: the driver writes the header, in the order of the line, in front of the payload. A
 * buffer is free again when the queue has left it and its last packet is back.
 */
final class RawCells
{
    private static final int SLOTS = RawCellSlot.slots(ReceiveBuffers.largeCells());
    private static final int PACKET_OFFSET = RawCellSlot.PAYLOAD_OFFSET - Aal.AAL0_HEADER_BYTES;
    /** In MiniportReserved[1] of a packet: it is a raw cell, and the rest is the buffer that it is in. */
    private static final long RAW = 1L << 32;

    private final AdapterHardware hardware;
    private final VcTable table;
    private final AdapterCounters counters;
    private final ReceiveBuffers buffers;
    private final ReceiveUnit receive;
    private final NdisPacketPool packets;
    private final NdisBufferPool descriptors;

    private final MutableDirectBuffer handleMemory;
    private final int handleBusAddress;
    private final RawCellHandle lastWritten = new RawCellHandle();

    private int current = ReceiveBuffers.NONE;
    private int slot;
    private int lastDone;

    RawCells(
        final AdapterHardware hardware,
        final VcTable table,
        final AdapterCounters counters,
        final ReceiveBuffers buffers,
        final ReceiveUnit receive,
        final NdisPacketPool packets,
        final NdisBufferPool descriptors,
        final DmaRegion handleBlock)
    {
        this.hardware = hardware;
        this.table = table;
        this.counters = counters;
        this.buffers = buffers;
        this.receive = receive;
        this.packets = packets;
        this.descriptors = descriptors;
        handleMemory = handleBlock.memory();
        handleBusAddress = handleBlock.busAddress();
    }

    /** After a reset of the chip: forgets where the queue was. */
    void program()
    {
        if (current != ReceiveBuffers.NONE)
        {
            leave(current);
            current = ReceiveBuffers.NONE;
        }
        lastDone = 0;
        lastWritten.wrap(handleMemory, 0).address(0).handle(0);
        hardware.write(RAWHND, handleBusAddress);
    }

    /** Walks over the cells up to the one that the chip wrote last, and collects packets for those that a VC wants. */
    void collect()
    {
        lastWritten.wrap(handleMemory, 0);
        final int end = lastWritten.address();
        final int endHandle = lastWritten.handle();
        while (end != lastDone)
        {
            if (current == ReceiveBuffers.NONE && !enter(endHandle))
            {
                return;
            }
            cell();
            lastDone = buffers.busAddress(current) + slot * RawCellSlot.LENGTH;
            if (++slot == SLOTS - 1)
            {
                buffers.update(current, slot * RawCellSlot.LENGTH, RawCellSlot.LENGTH);
                final int link = buffers.offset(current) + slot * RawCellSlot.LENGTH + RawCellSlot.LINK_HANDLE_OFFSET;
                final int following = buffers.data(current).getIntLE(link);
                leave(current);
                current = ReceiveBuffers.NONE;
                if (!enter(following))
                {
                    return;
                }
            }
        }
    }

    /** Whether the chip has written a cell that was not looked at yet. */
    boolean hasWork()
    {
        return lastWritten.wrap(handleMemory, 0).address() != lastDone;
    }

    static boolean isRaw(final NdisPacket packet)
    {
        return (packet.miniportReserved(1) & RAW) != 0;
    }

    /** Takes a packet apart that was indicated and is back, or was not indicated at all. */
    void reclaim(final NdisPacket packet)
    {
        final int handle = (int)packet.miniportReserved(1);
        descriptors.freeBuffer(packet.unchainBufferAtFront());
        packets.freePacket(packet);
        buffers.link(handle, buffers.next(handle) - 1);
        releaseIfDone(handle);
    }

    private boolean enter(final int handle)
    {
        if (!buffers.take(handle, 0))
        {
            counters.statusErrors++;
            return false;
        }
        current = handle;
        slot = 0;
        buffers.link(handle, 1); // users of the buffer: the queue itself, and one for each packet
        return true;
    }

    private void leave(final int handle)
    {
        buffers.link(handle, buffers.next(handle) - 1);
        releaseIfDone(handle);
    }

    private void releaseIfDone(final int handle)
    {
        if (buffers.next(handle) == 0)
        {
            buffers.release(handle);
        }
    }

    private void cell()
    {
        final ByteBuf data = buffers.data(current);
        final int at = buffers.offset(current) + slot * RawCellSlot.LENGTH;
        buffers.update(current, slot * RawCellSlot.LENGTH, RawCellSlot.LENGTH);
        final int header = data.getIntLE(at);
        final int vpi = TransmitBufferDescriptor.VPI.get(header);
        final int index = table.find(vpi, TransmitBufferDescriptor.VCI.get(header));
        if (index == VcTable.NO_INDEX || table.aalType(index) != AtmAalType.AAL_TYPE_AAL0 ||
            table.maxSduSize(index, Direction.RECEIVE) == 0)
        {
            counters.unclaimedRawCells++;
            return;
        }
        final NdisPacket packet = packets.allocatePacket();
        final NdisBuffer buffer = packet == null ? null :
            descriptors.allocateBuffer(data, at + PACKET_OFFSET, Aal.AAL0_PACKET_BYTES);
        if (buffer == null)
        {
            counters.count(index, VcCounter.NO_BUFFER, 1);
            counters.count(index, VcCounter.CELLS_DROPPED, 1);
            if (packet != null)
            {
                packets.freePacket(packet);
            }
            return;
        }

        data.setInt(at + PACKET_OFFSET, header);
        packet.chainBufferAtBack(buffer);
        final AtmAalOobInfo info = packet.aalInfo();
        info.present = true;
        info.aalType = AtmAalType.AAL_TYPE_AAL0;
        info.cellLossPriority = TransmitBufferDescriptor.CLP.get(header);
        info.payLoadTypeIdentifier = TransmitBufferDescriptor.PTI.get(header);
        buffers.link(current, buffers.next(current) + 1);
        receive.collected(packet, index, RAW | current, 1);
    }
}
