package org.vatm.miniport;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.MutableDirectBuffer;
import org.vatm.idt77252.ScdEntry;
import org.vatm.idt77252.TransmitBufferDescriptor;
import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisScatterGatherList;

/**
 * The segmentation channel queue of one VC, 64 descriptors in shared memory, and behind it the packets that did not
 * fit.
 * <pre>
 *            head                      tail
 *   +-----+-----+-----+-----+-----+-----+-----+--    --+
 *   |     | TBD | TBD*| TBD*| TBD | TBD*|     |        |    &lt;- queue of packets
 *   +-----+-----+-----+-----+-----+-----+-----+--    --+
 *    * last descriptor of a packet, with GTSI and TSIF: the chip reports it, and its packet is done
 * </pre>
 * One descriptor for each piece of the packet. One entry always stays free: tail = head means empty.
 */
final class TransmitRing
{
    /** Most pieces that a packet may have. */
    static final int MAX_PIECES = 62;

    private static final int MASK = ScdEntry.SCQ_ENTRIES - 1;
    private static final int USABLE = ScdEntry.SCQ_ENTRIES - 1;

    private static final int LAST_CONTROL = TransmitBufferDescriptor.EPDU.mask() |
        TransmitBufferDescriptor.TSIF.mask() | TransmitBufferDescriptor.GTSI.mask();

    /** Number of the ring and of its segmentation channel. */
    final int number;
    /** Entry of the VC in the VC table. */
    int index;
    /** Index of its connection in the chip's tables. */
    int connection;

    private final MutableDirectBuffer memory;
    private final int offset;
    private final int busAddress;
    private final NdisPacket[] packets = new NdisPacket[ScdEntry.SCQ_ENTRIES];

    private int head;
    private int tail;
    private int announcedTail;
    private final PacketList queue = new PacketList();

    private int aalType;
    private int vpi;
    private int vci;
    private int defaultClp;

    TransmitRing(final int number, final MutableDirectBuffer memory, final int offset, final int busAddress)
    {
        this.number = number;
        this.memory = memory;
        this.offset = offset;
        this.busAddress = busAddress;
    }

    /** For a VC that is being activated; the ring is empty. */
    void assign(final int vcIndex, final int vcConnection, final int vcAalType, final int vcVpi, final int vcVci)
    {
        index = vcIndex;
        connection = vcConnection;
        aalType = vcAalType;
        vpi = vcVpi;
        vci = vcVci;
        restart();
    }

    void defaultClp(final int clp)
    {
        defaultClp = clp;
    }

    /** The chip starts at entry 0 again. */
    void restart()
    {
        head = 0;
        tail = 0;
        announcedTail = 0;
    }

    boolean isEmpty()
    {
        return head == tail && queue.isEmpty();
    }

    /** Puts a packet into the ring, or into the queue if others wait or there is no room. */
    void send(final NdisPacket packet)
    {
        if (queue.isEmpty() && hasRoomFor(packet))
        {
            put(packet);
        }
        else
        {
            queue.append(packet);
        }
    }

    /** Takes the oldest packet out of the ring, which the chip has reported; null if there is none. */
    NdisPacket complete()
    {
        while (head != tail)
        {
            final NdisPacket packet = packets[head];
            packets[head] = null;
            head = head + 1 & MASK;
            if (packet != null)
            {
                return packet;
            }
        }
        return null;
    }

    /** Moves packets from the queue into the ring while there is room. */
    void refill()
    {
        while (!queue.isEmpty() && hasRoomFor(queue.first()))
        {
            put(queue.take());
        }
    }

    /** Packets that the chip does not know about yet. */
    PacketList queue()
    {
        return queue;
    }

    /** Tells the chip about new entries, if there are any. */
    void announce(final AdapterHardware hardware, final BoardLayout layout)
    {
        if (announcedTail != tail)
        {
            announcedTail = tail;
            hardware.writeSram(layout.segmentationChannel(number), channelWord());
        }
    }

    /** First word of the segmentation channel descriptor. */
    int channelWord()
    {
        return busAddress | ScdEntry.W0_TAIL.of(tail);
    }

    /** Whether a packet fits into an empty ring. */
    boolean accepts(final NdisPacket packet)
    {
        return packet.scatterGatherList().numberOfElements() <= MAX_PIECES;
    }

    private boolean hasRoomFor(final NdisPacket packet)
    {
        return USABLE - (tail - head & MASK) >= packet.scatterGatherList().numberOfElements();
    }

    private void put(final NdisPacket packet)
    {
        final AtmAalOobInfo info = packet.aalInfo();
        final boolean informed = info.present && info.aalType == aalType;
        if (aalType == AtmAalType.AAL_TYPE_AAL0)
        {
            final int header = aal0Header(packet, informed);
            final int aal = TransmitBufferDescriptor.AAL.of(TransmitBufferDescriptor.AAL_0);
            put(packet, Aal.AAL0_HEADER_BYTES, aal, 0, header);
        }
        else
        {
            final int control =
                informed ? info.userToUserIndication << 8 & 0xFF00 | info.commonPartIndicator & 0xFF : 0;
            final int length = packet.totalPacketLength();
            put(
                packet,
                0,
                TransmitBufferDescriptor.AAL.of(TransmitBufferDescriptor.AAL_5),
                TransmitBufferDescriptor.CONTROL.of(control) | TransmitBufferDescriptor.PDU_LENGTH.of(length),
                TransmitBufferDescriptor.header(vpi, vci, 0, informed ? info.cellLossPriority & 1 : defaultClp));
        }
    }

    private void put(final NdisPacket packet, final int skippedBytes, final int aal, final int pdu, final int header)
    {
        final NdisScatterGatherList pieces = packet.scatterGatherList();
        final int count = pieces.numberOfElements();
        int skip = skippedBytes;
        for (int i = 0; i < count; i++)
        {
            final int length = pieces.length(i) - skip;
            if (length <= 0)
            {
                skip -= pieces.length(i);
                continue;
            }
            final int at = offset + tail * TransmitBufferDescriptor.LENGTH;
            final int last = i == count - 1 ? LAST_CONTROL : 0;
            final int control = aal | TransmitBufferDescriptor.BUFFER_LENGTH.of(length) | last;
            memory.putInt(at + TransmitBufferDescriptor.CONTROL_OFFSET, control, LITTLE_ENDIAN);
            memory.putInt(at + TransmitBufferDescriptor.ADDRESS_OFFSET, (int)pieces.address(i) + skip, LITTLE_ENDIAN);
            memory.putInt(at + TransmitBufferDescriptor.PDU_OFFSET, pdu, LITTLE_ENDIAN);
            memory.putInt(at + TransmitBufferDescriptor.HEADER_OFFSET, header, LITTLE_ENDIAN);
            if (i == count - 1)
            {
                packets[tail] = packet;
            }
            tail = tail + 1 & MASK;
            skip = 0;
        }
    }

    /**
     * PTI and CLP from the packet's first four octets unless its out-of-band record has them; VPI and VCI are the
     * VC's.
     */
    private int aal0Header(final NdisPacket packet, final boolean informed)
    {
        if (informed)
        {
            return TransmitBufferDescriptor.header(
                vpi, vci, packet.aalInfo().payLoadTypeIdentifier, packet.aalInfo().cellLossPriority & 1);
        }
        int octet = 0;
        int at = 0;
        for (NdisBuffer buffer = packet.firstBuffer(); at < Aal.AAL0_HEADER_BYTES; buffer = buffer.next())
        {
            for (int i = 0; i < buffer.length() && at < Aal.AAL0_HEADER_BYTES; i++)
            {
                octet = buffer.data().getByte(buffer.offset() + i);
                at++;
            }
        }
        return TransmitBufferDescriptor.header(vpi, vci, octet >> 1 & 7, octet & 1);
    }
}
