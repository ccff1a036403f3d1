package org.vatm.miniport;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.vatm.idt77252.SarRegisters.TSQB;
import static org.vatm.idt77252.SarRegisters.TSQH;
import static org.vatm.idt77252.SarRegisters.TSQ_ENTRIES;

import org.agrona.MutableDirectBuffer;
import org.vatm.idt77252.ScdEntry;
import org.vatm.idt77252.TsqEntry;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisStatus;

/**
 * All transmit rings of an adapter, and the transmit status queue through which the chip reports what has been sent.
 * <p>
 * Packets that are done are collected in a list, each with its VC's context in MiniportReserved[0] and its status in
 * [1], so that the caller can complete them when it holds no lock.
 */
final class TransmitUnit
{
    static final int STATUS_QUEUE_BYTES = TSQ_ENTRIES * TsqEntry.LENGTH;

    private final AdapterHardware hardware;
    private final BoardLayout layout;
    private final VcTable table;
    private final AdapterCounters counters;

    private final MutableDirectBuffer ringMemory;
    private final int ringBusAddress;
    private final TransmitRing[] rings;
    private final int[] freeRings;
    private int freeCount;
    private final TransmitRing[] ringOfConnection;

    private final MutableDirectBuffer statusMemory;
    private final int statusBusAddress;
    private final TsqEntry status = new TsqEntry();
    private int next;

    private PacketList done = new PacketList();
    private PacketList taken = new PacketList();

    TransmitUnit(
        final AdapterHardware hardware,
        final BoardLayout layout,
        final VcTable table,
        final AdapterCounters counters,
        final DmaRegion ringPool,
        final DmaRegion statusQueue)
    {
        this.hardware = hardware;
        this.layout = layout;
        this.table = table;
        this.counters = counters;
        ringMemory = ringPool.memory();
        ringBusAddress = ringPool.busAddress();
        statusMemory = statusQueue.memory();
        statusBusAddress = statusQueue.busAddress();

        final int count = layout.usableConnections();
        rings = new TransmitRing[count];
        freeRings = new int[count];
        for (int i = 0; i < count; i++)
        {
            freeRings[i] = count - 1 - i;
        }
        freeCount = count;
        ringOfConnection = new TransmitRing[layout.connections()];
    }

    static int ringPoolBytes(final BoardLayout layout)
    {
        return layout.usableConnections() * ScdEntry.SCQ_BYTES;
    }

    /** After a reset of the chip: empties the status queue and says where it is. */
    void program()
    {
        for (int i = 0; i < TSQ_ENTRIES; i++)
        {
            clear(i);
        }
        next = 0;
        hardware.write(TSQB, statusBusAddress);
        hardware.write(TSQH, (TSQ_ENTRIES - 1) * TsqEntry.LENGTH);
    }

    int freeRings()
    {
        return freeCount;
    }

    TransmitRing ring(final int number)
    {
        return rings[number];
    }

    /** Takes a ring for a VC; null if there is none left. */
    TransmitRing acquire(final int index, final int connection, final int vpi, final int vci)
    {
        if (freeCount == 0)
        {
            return null;
        }
        final int number = freeRings[--freeCount];
        if (rings[number] == null)
        {
            final int offset = number * ScdEntry.SCQ_BYTES;
            rings[number] = new TransmitRing(number, ringMemory, offset, ringBusAddress + offset);
        }
        final TransmitRing ring = rings[number];
        ring.assign(index, connection, table.aalType(index), vpi, vci);
        ringOfConnection[connection] = ring;
        return ring;
    }

    /** Gives an empty ring back. */
    void release(final TransmitRing ring)
    {
        ringOfConnection[ring.connection] = null;
        freeRings[freeCount++] = ring.number;
    }

    void announce(final TransmitRing ring)
    {
        ring.announce(hardware, layout);
    }

    /** Walks over the status queue, collects the packets that are done, and lets waiting ones into the rings. */
    void collect()
    {
        final int first = next;
        status.wrap(statusMemory, next * TsqEntry.LENGTH);
        for (int i = 0; i < TSQ_ENTRIES && !status.isEmpty(); i++)
        {
            if (status.type() == TsqEntry.TYPE_TBD)
            {
                sent(status.vpi(), status.vci());
            }
            clear(next);
            next = next + 1 & TSQ_ENTRIES - 1;
            status.wrap(statusMemory, next * TsqEntry.LENGTH);
        }
        if (next != first)
        {
            hardware.write(TSQH, (next - 1 & TSQ_ENTRIES - 1) * TsqEntry.LENGTH);
        }
    }

    /** Collects all packets of a VC, sent or not: the chip has been stopped. */
    void abort(final TransmitRing ring, final int ndisStatus)
    {
        for (NdisPacket packet = ring.complete(); packet != null; packet = ring.complete())
        {
            finished(packet, ring.index, ndisStatus);
        }
        for (NdisPacket packet = ring.queue().take(); packet != null; packet = ring.queue().take())
        {
            finished(packet, ring.index, ndisStatus);
        }
        ring.restart();
    }

    /** Collects the packets with that PacketCancelId that the chip does not know about yet. */
    void cancel(final long cancelId)
    {
        for (final TransmitRing ring : ringOfConnection)
        {
            if (ring != null)
            {
                final PacketList queue = ring.queue();
                for (NdisPacket packet = queue.take(cancelId); packet != null; packet = queue.take(cancelId))
                {
                    finished(packet, ring.index, NdisStatus.NDIS_STATUS_REQUEST_ABORTED);
                }
            }
        }
    }

    /** A packet of a VC that the driver now has. */
    void begun(final int index)
    {
        table.addSendsOut(index, 1);
        counters.packetsOutstanding++;
    }

    /** A packet will be sent. */
    void accepted(final int index, final int lengthBytes)
    {
        table.addBytesQueued(index, lengthBytes);
        counters.bytesOutstanding += lengthBytes;
    }

    /** A packet goes back to NDIS. */
    void ended(final int index)
    {
        table.addSendsOut(index, -1);
        counters.packetsOutstanding--;
    }

    /** A burst of packets has been handed over. */
    void burstEnded()
    {
        counters.sampleLoad();
    }

    /** A packet that is not sent at all. */
    void refuse(final NdisPacket packet, final int index, final int ndisStatus)
    {
        counters.count(index, VcCounter.SEND_ERRORS, 1);
        append(packet, index, ndisStatus);
    }

    boolean hasDone()
    {
        return !done.isEmpty();
    }

    /** The packets that are done by now, for the caller to complete: all, before it asks again. */
    PacketList takeDone()
    {
        final PacketList list = done;
        done = taken;
        taken = list;
        return list;
    }

    private void sent(final int vpi, final int vci)
    {
        final TransmitRing ring = vpi == 0 && vci < ringOfConnection.length ? ringOfConnection[vci] : null;
        final NdisPacket packet = ring == null ? null : ring.complete();
        if (packet == null)
        {
            counters.statusErrors++;
            return;
        }
        finished(packet, ring.index, NdisStatus.NDIS_STATUS_SUCCESS);
        ring.refill();
        ring.announce(hardware, layout);
    }

    private void finished(final NdisPacket packet, final int index, final int ndisStatus)
    {
        final int length = packet.totalPacketLength();
        table.addBytesQueued(index, -length);
        counters.bytesOutstanding -= length;
        if (ndisStatus == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            counters.count(index, VcCounter.PDUS_SENT, 1);
            counters.count(index, VcCounter.BYTES_SENT, length);
            counters.count(index, VcCounter.CELLS_SENT, Aal.cells(table.aalType(index), length));
        }
        else
        {
            counters.count(index, VcCounter.SEND_ERRORS, 1);
        }
        append(packet, index, ndisStatus);
    }

    private void append(final NdisPacket packet, final int index, final int ndisStatus)
    {
        packet.miniportReserved(0, table.context(index));
        packet.miniportReserved(1, ndisStatus);
        done.append(packet);
    }

    private void clear(final int entry)
    {
        statusMemory.putInt(entry * TsqEntry.LENGTH + TsqEntry.STATUS_OFFSET, TsqEntry.EMPTY.mask(), LITTLE_ENDIAN);
    }
}
