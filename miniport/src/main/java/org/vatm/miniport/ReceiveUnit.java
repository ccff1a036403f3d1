package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.RSQB;
import static org.vatm.idt77252.SarRegisters.RSQH;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.vatm.idt77252.RsqEntry;
import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;

/**
 * Walks over the receive status queue and makes packets of the buffers that it names, without copying.
 * <p>
 * Buffers of a PDU that is not complete hang together, per connection. Complete packets are collected in a list, each
 * with its VC's context in MiniportReserved[0] and its first buffer in [1], so that the caller can indicate them when
 * it holds no lock.
 */
final class ReceiveUnit
{
    /** CFG.RSQSIZE 2. */
    static final int STATUS_ENTRIES = 512;
    static final int STATUS_QUEUE_BYTES = STATUS_ENTRIES * RsqEntry.LENGTH;

    private static final byte CHAIN_CLP = 1;
    private static final byte CHAIN_DROPPED = 2;

    private final NdisMiniportLibrary ndis;
    private final AdapterHardware hardware;
    private final VcTable table;
    private final AdapterCounters counters;
    private final ReceiveBuffers buffers;
    private final NdisPacketPool packets;

    private final MutableDirectBuffer statusMemory;
    private final int statusBusAddress;
    private final RsqEntry status = new RsqEntry();
    private int next;

    private final int[] chainHead;
    private final int[] chainTail;
    private final int[] chainCells;
    private final byte[] chainFlags;

    private final PacketList ready = new PacketList();

    ReceiveUnit(
        final NdisMiniportLibrary ndis,
        final AdapterHardware hardware,
        final BoardLayout layout,
        final VcTable table,
        final AdapterCounters counters,
        final ReceiveBuffers buffers,
        final NdisPacketPool packets,
        final DmaRegion statusQueue)
    {
        this.ndis = ndis;
        this.hardware = hardware;
        this.table = table;
        this.counters = counters;
        this.buffers = buffers;
        this.packets = packets;
        statusMemory = statusQueue.memory();
        statusBusAddress = statusQueue.busAddress();
        chainHead = new int[layout.connections()];
        chainTail = new int[layout.connections()];
        chainCells = new int[layout.connections()];
        chainFlags = new byte[layout.connections()];
        Arrays.fill(chainHead, ReceiveBuffers.NONE);
    }

    /**
     * After a reset of the chip: empties the status queue, drops what was not complete, and says where the queue is.
     */
    void program()
    {
        for (int connection = 0; connection < chainHead.length; connection++)
        {
            dropChain(connection);
        }
        for (int i = 0; i < STATUS_ENTRIES; i++)
        {
            status.wrap(statusMemory, i * RsqEntry.LENGTH).clear();
        }
        next = 0;
        hardware.write(RSQB, statusBusAddress);
        hardware.write(RSQH, (STATUS_ENTRIES - 1) * RsqEntry.LENGTH);
    }

    /** Whether the chip has written something that was not looked at yet. */
    boolean hasWork()
    {
        return status.wrap(statusMemory, next * RsqEntry.LENGTH).isValid();
    }

    /** Walks over all of the status queue and collects complete packets. */
    void collect()
    {
        collect(STATUS_ENTRIES);
    }

    /** Walks over the oldest entries of the status queue only. */
    void collect(final int maxEntries)
    {
        final int first = next;
        for (int i = 0; i < maxEntries && hasWork(); i++)
        {
            if (!status.isIdle() || status.hasBuffer())
            {
                received();
            }
            status.wrap(statusMemory, next * RsqEntry.LENGTH).clear();
            next = next + 1 & STATUS_ENTRIES - 1;
        }
        if (next != first)
        {
            hardware.write(RSQH, (next - 1 & STATUS_ENTRIES - 1) * RsqEntry.LENGTH);
        }
    }

    /** The packets that are ready, for the caller to indicate. */
    PacketList ready()
    {
        return ready;
    }

    /** Drops what has arrived of a PDU that will not be completed. */
    void dropChain(final int connection)
    {
        if (chainHead[connection] != ReceiveBuffers.NONE)
        {
            buffers.releaseChain(chainHead[connection]);
            chainHead[connection] = ReceiveBuffers.NONE;
        }
        chainCells[connection] = 0;
        chainFlags[connection] = 0;
    }

    /** Takes a packet apart that was indicated and is back, or was not indicated at all. */
    void reclaim(final NdisPacket packet)
    {
        int handle = (int)packet.miniportReserved(1);
        for (NdisBuffer buffer = packet.unchainBufferAtFront(); buffer != null; buffer = packet.unchainBufferAtFront())
        {
            buffer.adjustLength(ReceiveBuffers.lengthBytes(buffers.kind(handle)));
            handle = buffers.next(handle);
        }
        buffers.releaseChain((int)packet.miniportReserved(1));
        packets.freePacket(packet);
    }

    private void received()
    {
        final int handle = status.handle();
        final int connection = status.vci();
        if (!buffers.take(handle, status.cellCount()))
        {
            counters.statusErrors++;
            return;
        }
        final int index = status.isIdle() || status.cellCount() == 0 ?
            VcTable.NO_INDEX : table.find(status.vpi(), connection);
        if (index == VcTable.NO_INDEX || table.aalType(index) != AtmAalType.AAL_TYPE_AAL5)
        {
            buffers.release(handle);
            return;
        }

        buffers.update(handle, 0, status.cellCount() * Aal.CELL_PAYLOAD_BYTES);
        append(connection, handle);
        if (status.isEndOfPdu())
        {
            complete(index, connection, status.hasCrcError());
        }
        else if (chainCells[connection] > Aal.AAL5_MAX_CELLS)
        {
            // Its end was lost, or there is none: keep only the knowledge of that.
            counters.count(index, VcCounter.CELLS_DROPPED, chainCells[connection]);
            dropChain(connection);
            chainFlags[connection] = CHAIN_DROPPED;
        }
    }

    private void append(final int connection, final int handle)
    {
        if (chainHead[connection] == ReceiveBuffers.NONE)
        {
            chainHead[connection] = handle;
        }
        else
        {
            buffers.link(chainTail[connection], handle);
        }
        chainTail[connection] = handle;
        chainCells[connection] += buffers.cells(handle);
        if (status.hasClp())
        {
            chainFlags[connection] |= CHAIN_CLP;
        }
    }

    private void complete(final int index, final int connection, final boolean crcError)
    {
        final int bytes = chainCells[connection] * Aal.CELL_PAYLOAD_BYTES;
        final int last = chainTail[connection];
        final int end = buffers.offset(last) + buffers.cells(last) * Aal.CELL_PAYLOAD_BYTES;
        final int trailer = end - Aal.AAL5_TRAILER_BYTES;
        final ByteBuf data = buffers.data(last);
        final int length = data.getUnsignedShort(trailer + 2);
        final int maxSduSize = table.maxSduSize(index, Direction.RECEIVE);
        final boolean fits = length > 0 && length + Aal.AAL5_TRAILER_BYTES <= bytes &&
            length + Aal.AAL5_TRAILER_BYTES + Aal.CELL_PAYLOAD_BYTES > bytes;
        final boolean good = !crcError && fits && length <= maxSduSize && (chainFlags[connection] & CHAIN_DROPPED) == 0;
        if (!good)
        {
            counters.count(index, crcError ? VcCounter.CRC_ERRORS : VcCounter.LENGTH_ERRORS, 1);
        }

        final boolean wanted = good || (table.mediaFlags(index) & CoMediaParameters.INDICATE_ERRED_PACKETS) != 0;
        final NdisPacket packet = wanted ? packets.allocatePacket() : null;
        if (packet == null)
        {
            if (wanted)
            {
                counters.count(index, VcCounter.NO_BUFFER, 1);
            }
            counters.count(index, VcCounter.CELLS_DROPPED, chainCells[connection]);
            dropChain(connection);
            return;
        }

        final AtmAalOobInfo info = packet.aalInfo();
        info.present = true;
        info.aalType = AtmAalType.AAL_TYPE_AAL5;
        info.cellLossPriority = chainFlags[connection] & CHAIN_CLP;
        info.userToUserIndication = data.getUnsignedByte(trailer);
        info.commonPartIndicator = data.getUnsignedByte(trailer + 1);
        chainBuffers(packet, chainHead[connection], fits ? Math.min(length, maxSduSize) : Math.min(bytes, maxSduSize));
        collected(packet, index, chainHead[connection], chainCells[connection]);
        chainHead[connection] = ReceiveBuffers.NONE;
        chainCells[connection] = 0;
        chainFlags[connection] = 0;
    }

    private void chainBuffers(final NdisPacket packet, final int head, final int lengthBytes)
    {
        int rest = lengthBytes;
        for (int handle = head; handle != ReceiveBuffers.NONE && rest > 0; handle = buffers.next(handle))
        {
            final NdisBuffer buffer = buffers.descriptor(handle);
            final int length = Math.min(rest, buffers.cells(handle) * Aal.CELL_PAYLOAD_BYTES);
            buffer.adjustLength(length);
            packet.chainBufferAtBack(buffer);
            rest -= length;
        }
    }

    /** A packet is ready, made of one VC's cells. */
    void collected(final NdisPacket packet, final int index, final long resource, final int cells)
    {
        counters.count(index, VcCounter.PDUS_RECEIVED, 1);
        counters.count(index, VcCounter.BYTES_RECEIVED, packet.totalPacketLength());
        counters.count(index, VcCounter.CELLS_RECEIVED, cells);
        if ((table.mediaFlags(index) & CoMediaParameters.RECEIVE_TIME_INDICATION) != 0)
        {
            packet.timeReceived(ndis.ndisGetCurrentSystemTimePs());
        }
        packet.miniportReserved(0, table.context(index));
        packet.miniportReserved(1, resource);
        ready.append(packet);
    }
}
