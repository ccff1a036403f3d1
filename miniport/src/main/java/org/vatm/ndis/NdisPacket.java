package org.vatm.ndis;

import java.util.ArrayDeque;
import org.vatm.memory.ScatterGatherList;

/**
 * {@code NDIS_PACKET} with its out-of-band block: a chain of {@link NdisBuffer}s that is one PDU. Comes from an
 * {@link NdisPacketPool}. Who may touch it when: contract 9.3 for sends, 9.4 for receives.
 * <pre>
 *   packet --first--> buffer --next--> buffer --next--> null        chain; each describes a range of a Netty buffer
 *     status, times, header size, {@link AtmAalOobInfo}              out of band
 *     miniportReserved[2], protocolReserved[4]                      scratch of the present owner, of the allocator
 * </pre>
 */
public final class NdisPacket
{
    private static final int MINIPORT_RESERVED = 2;
    private static final int PROTOCOL_RESERVED = 4;

    static final int IN_POOL = 0;
    static final int OWNED_BY_ALLOCATOR = 1;
    static final int SENT = 2;
    static final int INDICATED = 3;

    /** The miniport may link packets by it while it owns them. */
    public NdisPacket miniportNext;

    final NdisPacketPool pool;
    NdisPacket nextFree;

    /** WrapperReserved: who has it, on which VC, and how many NdisReturnPackets are still to come. */
    int owner = IN_POOL;
    NdisAdapter adapter;
    long ndisVcHandle;
    int returnsDue;
    boolean inIndication;

    /** Mappings of buffers outside host RAM while sent; null until there was one. */
    ArrayDeque<ScatterGatherList> mappings;

    private NdisBuffer head;
    private NdisBuffer tail;
    private boolean validCounts = true;
    private int bufferCount;
    private int totalLength;

    private int status;
    private long timeToSend;
    private long timeSent;
    private long timeReceived;
    private int headerSize;
    private long packetCancelId;
    private final AtmAalOobInfo aalInfo = new AtmAalOobInfo();
    private final NdisScatterGatherList scatterGatherList = new NdisScatterGatherList();
    private final long[] miniportReserved = new long[MINIPORT_RESERVED];
    private final long[] protocolReserved = new long[PROTOCOL_RESERVED];
    private Object protocolReference;

    NdisPacket(final NdisPacketPool pool)
    {
        this.pool = pool;
    }

    /** NdisChainBufferAtFront. */
    public void chainBufferAtFront(final NdisBuffer buffer)
    {
        take(buffer);
        buffer.next = head;
        head = buffer;
        if (tail == null)
        {
            tail = buffer;
        }
    }

    /** NdisChainBufferAtBack. */
    public void chainBufferAtBack(final NdisBuffer buffer)
    {
        take(buffer);
        buffer.next = null;
        if (tail == null)
        {
            head = buffer;
        }
        else
        {
            tail.next = buffer;
        }
        tail = buffer;
    }

    /** NdisUnchainBufferAtFront: the buffer taken off, or null if the chain is empty. */
    public NdisBuffer unchainBufferAtFront()
    {
        final NdisBuffer buffer = head;
        if (buffer != null)
        {
            head = buffer.next;
            if (head == null)
            {
                tail = null;
            }
            give(buffer);
        }
        return buffer;
    }

    /** NdisUnchainBufferAtBack: the buffer taken off, or null if the chain is empty. */
    public NdisBuffer unchainBufferAtBack()
    {
        final NdisBuffer buffer = tail;
        if (buffer != null)
        {
            NdisBuffer before = null;
            for (NdisBuffer b = head; b != buffer; b = b.next)
            {
                before = b;
            }
            tail = before;
            if (before == null)
            {
                head = null;
            }
            else
            {
                before.next = null;
            }
            give(buffer);
        }
        return buffer;
    }

    /** NdisReinitializePacket: an empty packet again. Drops the chain: unchain first what is to be freed. */
    public void reinitialize()
    {
        while (unchainBufferAtFront() != null)
        {
            continue;
        }
        status = NdisStatus.NDIS_STATUS_SUCCESS;
        timeToSend = 0;
        timeSent = 0;
        timeReceived = 0;
        headerSize = 0;
        packetCancelId = 0;
        aalInfo.clear();
        miniportReserved[0] = 0;
        miniportReserved[1] = 0;
        miniportNext = null;
        protocolReserved[0] = 0;
        protocolReserved[1] = 0;
        protocolReserved[2] = 0;
        protocolReserved[3] = 0;
        protocolReference = null;
    }

    /** NdisQueryPacket, FirstBuffer; null if the chain is empty. */
    public NdisBuffer firstBuffer()
    {
        return head;
    }

    /** NdisQueryPacket, BufferCount. */
    public int bufferCount()
    {
        count();
        return bufferCount;
    }

    /** NdisQueryPacket, TotalPacketLength in bytes. */
    public int totalPacketLength()
    {
        count();
        return totalLength;
    }

    /** NDIS_GET_PACKET_STATUS. */
    public int status()
    {
        return status;
    }

    /** NDIS_SET_PACKET_STATUS: before an indication SUCCESS (yours until returned) or RESOURCES (copy it now). */
    public void status(final int newStatus)
    {
        status = newStatus;
    }

    /** NDIS_GET_PACKET_TIME_TO_SEND, in ps of simulated time. */
    public long timeToSend()
    {
        return timeToSend;
    }

    public void timeToSend(final long timePs)
    {
        timeToSend = timePs;
    }

    /** NDIS_GET_PACKET_TIME_SENT, in ps of simulated time. */
    public long timeSent()
    {
        return timeSent;
    }

    public void timeSent(final long timePs)
    {
        timeSent = timePs;
    }

    /** NDIS_GET_PACKET_TIME_RECEIVED, in ps of simulated time. */
    public long timeReceived()
    {
        return timeReceived;
    }

    public void timeReceived(final long timePs)
    {
        timeReceived = timePs;
    }

    /** NDIS_GET_PACKET_HEADER_SIZE: 0 for ATM. */
    public int headerSize()
    {
        return headerSize;
    }

    public void headerSize(final int lengthBytes)
    {
        headerSize = lengthBytes;
    }

    /** NDIS_GET_PACKET_CANCEL_ID. */
    public long packetCancelId()
    {
        return packetCancelId;
    }

    public void packetCancelId(final long cancelId)
    {
        packetCancelId = cancelId;
    }

    /** NDIS_GET_PACKET_MEDIA_SPECIFIC_INFO: the packet's own record, absent unless its {@code present} is set. */
    public AtmAalOobInfo aalInfo()
    {
        return aalInfo;
    }

    /** ScatterGatherListPacketInfo: filled while a miniport that asked for it owns the packet to send it. */
    public NdisScatterGatherList scatterGatherList()
    {
        return scatterGatherList;
    }

    /** MiniportReserved: scratch of the miniport while it owns the packet; i is 0 or 1. */
    public long miniportReserved(final int i)
    {
        return miniportReserved[i];
    }

    public void miniportReserved(final int i, final long value)
    {
        miniportReserved[i] = value;
    }

    /** ProtocolReserved: scratch of the allocator, for receive packets of the protocol; i is 0 to 3. */
    public long protocolReserved(final int i)
    {
        return protocolReserved[i];
    }

    public void protocolReserved(final int i, final long value)
    {
        protocolReserved[i] = value;
    }

    /** ProtocolReserved where C would keep a pointer in it. */
    public Object protocolReference()
    {
        return protocolReference;
    }

    public void protocolReference(final Object reference)
    {
        protocolReference = reference;
    }

    void invalidateCounts()
    {
        validCounts = false;
    }

    private void count()
    {
        if (!validCounts)
        {
            bufferCount = 0;
            totalLength = 0;
            for (NdisBuffer b = head; b != null; b = b.next)
            {
                bufferCount++;
                totalLength += b.length();
            }
            validCounts = true;
        }
    }

    private void take(final NdisBuffer buffer)
    {
        if (buffer.packet != null || buffer.isFree)
        {
            throw new IllegalStateException(buffer.isFree ? "free buffer chained" : "buffer chained twice");
        }
        buffer.packet = this;
        validCounts = false;
    }

    private void give(final NdisBuffer buffer)
    {
        buffer.next = null;
        buffer.packet = null;
        validCounts = false;
    }
}
