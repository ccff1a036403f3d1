package org.vatm.workbench.run;

import io.netty.buffer.ByteBuf;
import org.HdrHistogram.Histogram;
import org.agrona.collections.LongArrayQueue;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisPacket;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.scenario.Scenario.Vc;

import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a link as the user sees it: which packets were sent on each VC, and whether each arrived, once, in
 * order, unchanged. VC {@code k} of N carries packets k, k + N, k + 2N, ... of the endlessly repeated input.
 * <p>
 * A packet that is not the next one of its VC is looked for among those sent after it (what is skipped is lost) and
 * those received before it (a duplicate); if it is neither, it takes the place of the next one as a changed packet.
 */
public final class Flow
{
    private static final int LOOK_AROUND = 64;
    private static final int FAILURES_TOLD = 10;
    private static final long LONGEST_LATENCY_NS = 24L * 3_600 * 1_000_000_000L;
    private static final long PS_PER_NS = 1_000;

    private final String name;
    private final Packets packets;
    private final List<Vc> vcs;
    private final long[] sent;
    private final long[] next;
    private final LongArrayQueue[] sendTimesPs;
    private final Histogram latencyNs = new Histogram(LONGEST_LATENCY_NS, 3);
    private final List<String> failures = new ArrayList<>();
    private long sentCount;
    private long sentBytes;
    private long intactCount;
    private long intactBytes;
    private long lostCount;
    private long duplicateCount;
    private long changedCount;
    private long accountedCount;
    private long lastDeliveryPs;

    Flow(final String name, final Packets packets, final List<Vc> vcs)
    {
        this.name = name;
        this.packets = packets;
        this.vcs = vcs;
        sent = new long[vcs.size()];
        next = new long[vcs.size()];
        sendTimesPs = new LongArrayQueue[vcs.size()];
        for (int vc = 0; vc < sendTimesPs.length; vc++)
        {
            sendTimesPs[vc] = new LongArrayQueue();
        }
    }

    /** Number in the capture of the n-th packet of a VC. */
    int packet(final int vc, final long n)
    {
        return (int)((vc + n * vcs.size()) % packets.count());
    }

    long sent(final int vc)
    {
        return sent[vc];
    }

    void onSend(final int vc, final long nowPs)
    {
        sentBytes += packets.lengthBytes(packet(vc, sent[vc]));
        sent[vc]++;
        sentCount++;
        sendTimesPs[vc].addLong(nowPs);
    }

    void onReceive(final int vc, final NdisPacket received, final long nowPs)
    {
        lastDeliveryPs = nowPs;
        long n = next[vc];
        final long last = Math.min(sent[vc], n + LOOK_AROUND);
        while (n < last && !matches(packet(vc, n), received))
        {
            n++;
        }
        if (n < last)
        {
            while (next[vc] < n)
            {
                lose(vc, nowPs);
            }
            intactCount++;
            intactBytes += received.totalPacketLength();
            latencyNs.recordValue(Math.min(LONGEST_LATENCY_NS, (nowPs - sendTimesPs[vc].pollLong()) / PS_PER_NS));
            next[vc]++;
            accountedCount++;
        }
        else if (arrivedBefore(vc, received))
        {
            duplicateCount++;
            fail(vc, next[vc] - 1, nowPs, "arrived again, or late");
        }
        else
        {
            changedCount++;
            fail(vc, next[vc], nowPs, "is not what arrived (" + received.totalPacketLength() + " octets)");
            if (next[vc] < sent[vc])
            {
                sendTimesPs[vc].pollLong();
                next[vc]++;
                accountedCount++;
            }
        }
    }

    void onSendFailed(final int vc, final String status, final long nowPs)
    {
        fail(vc, sent[vc] - 1, nowPs, "or one before it was not sent: " + status);
    }

    /** The sender still has packets to send, or {@code outstanding} sends that never completed. */
    void onNotOver(final int outstanding, final long nowPs)
    {
        failures.add(String.format("%s, at %,d ps: not all packets were sent, %,d sends did not complete",
            name, nowPs, outstanding));
    }

    /** What has not arrived by now is lost. */
    void end(final long nowPs)
    {
        for (int vc = 0; vc < next.length; vc++)
        {
            while (next[vc] < sent[vc])
            {
                lose(vc, nowPs);
            }
        }
    }

    boolean isComplete()
    {
        return accountedCount == sentCount;
    }

    private void lose(final int vc, final long nowPs)
    {
        fail(vc, next[vc], nowPs, "did not arrive");
        sendTimesPs[vc].pollLong();
        next[vc]++;
        accountedCount++;
        lostCount++;
    }

    private void fail(final int vc, final long n, final long nowPs, final String what)
    {
        if (failures.size() < FAILURES_TOLD)
        {
            failures.add(String.format("%s, VC %d/%d, at %,d ps: packet %,d of the VC (frame %d, %,d octets) %s", name,
                vcs.get(vc).vpi(), vcs.get(vc).vci(), nowPs, n + 1, packets.frameNumber(packet(vc, Math.max(0, n))),
                packets.lengthBytes(packet(vc, Math.max(0, n))), what));
        }
    }

    private boolean arrivedBefore(final int vc, final NdisPacket received)
    {
        for (long n = next[vc] - 1; n >= Math.max(0, next[vc] - LOOK_AROUND); n--)
        {
            if (matches(packet(vc, n), received))
            {
                return true;
            }
        }
        return false;
    }

    private boolean matches(final int packet, final NdisPacket received)
    {
        if (received.totalPacketLength() != packets.lengthBytes(packet))
        {
            return false;
        }
        int at = 0;
        for (NdisBuffer buffer = received.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            final ByteBuf data = buffer.data();
            if (!packets.matches(packet, at, data, buffer.offset(), buffer.length()))
            {
                return false;
            }
            at += buffer.length();
        }
        return true;
    }

    /**
     * @return {@code "A to B"}.
     */
    public String name()
    {
        return name;
    }

    /**
     * @return packets that the source has given to its adapter.
     */
    public long sentCount()
    {
        return sentCount;
    }

    /**
     * @return their octets.
     */
    public long sentBytes()
    {
        return sentBytes;
    }

    /**
     * @return packets that arrived once, in order, unchanged.
     */
    public long intactCount()
    {
        return intactCount;
    }

    /**
     * @return their octets.
     */
    public long intactBytes()
    {
        return intactBytes;
    }

    /**
     * @return packets that did not arrive.
     */
    public long lostCount()
    {
        return lostCount;
    }

    /**
     * @return packets that arrived more than once, or behind one sent later.
     */
    public long duplicateCount()
    {
        return duplicateCount;
    }

    /**
     * @return packets that arrived with other octets, or on another VC.
     */
    public long changedCount()
    {
        return changedCount;
    }

    /**
     * @return when the last packet arrived.
     */
    public long lastDeliveryPs()
    {
        return lastDeliveryPs;
    }

    /**
     * @return from the sender's NdisCoSendPackets to the receiver's ProtocolCoReceivePacket.
     */
    public Histogram latencyNs()
    {
        return latencyNs;
    }

    /**
     * @return the first failures, a line each.
     */
    public List<String> failures()
    {
        return failures;
    }
}
