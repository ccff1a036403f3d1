package org.vatm.workbench.run;

import io.netty.buffer.ByteBuf;
import org.agrona.collections.IntArrayQueue;
import org.vatm.memory.HostMemory;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;
import org.vatm.workbench.encap.Packets;

/**
 * Sends the packets of a {@link Source} on a client's VCs. A VC has a few packets on their way at a time, all VCs
 * together have as many as there are packet buffers; a packet that has come back makes room for the next of its VC.
 * Between sends nothing happens: with the times of a capture, an event wakes the sender when the next packet is due.
 */
final class Sender
{
    private static final int EVENT_PRIORITY = 100;
    private static final int BATCH = 16;

    private final HostCpu cpu;
    private final HostMemory memory;
    private final Source source;
    private final Packets packets;
    private final Flow flow;
    private final int vcCount;
    private final int window;
    private final int bufferCount;
    private final Wake wake = new Wake();
    private final ReleaseWork releasing = new ReleaseWork();
    private final SendWork continuing = new SendWork();
    private final IntArrayQueue ready = new IntArrayQueue(-1);
    private final NdisPacket[] one = new NdisPacket[1];
    private final NdisPacket[] free;
    private int freeCount;
    private final boolean[] isReady;
    private final int[] outstanding;
    private TrafficClient client;
    private TrafficVc[] vcs;
    private long startPs;
    private long nextDue;
    private int outstandingCount;

    /**
     * @param window      packets that a VC may have on their way.
     * @param bufferCount packets that all VCs may have on their way.
     */
    Sender(
        final HostCpu cpu,
        final HostMemory memory,
        final Source source,
        final Packets packets,
        final Flow flow,
        final int vcCount,
        final int window,
        final int bufferCount)
    {
        this.cpu = cpu;
        this.memory = memory;
        this.source = source;
        this.packets = packets;
        this.flow = flow;
        this.vcCount = vcCount;
        this.window = window;
        this.bufferCount = bufferCount;
        free = new NdisPacket[bufferCount];
        isReady = new boolean[vcCount];
        outstanding = new int[vcCount];
    }

    /** Driver code, once: takes memory for the packets. */
    void open(final NdisProtocolLibrary ndis, final TrafficClient sendingClient, final TrafficVc[] sendingVcs)
    {
        client = sendingClient;
        vcs = sendingVcs;
        final NdisPacketPool packetPool = ndis.ndisAllocatePacketPool(bufferCount);
        final NdisBufferPool bufferPool = ndis.ndisAllocateBufferPool(bufferCount);
        for (int i = bufferCount - 1; i >= 0; i--)
        {
            final ByteBuf data = memory.allocator().directBuffer(packets.longestBytes());
            final NdisPacket packet = packetPool.allocatePacket();
            packet.chainBufferAtBack(bufferPool.allocateBuffer(data, 0, packets.longestBytes()));
            free[freeCount++] = packet;
        }
    }

    /** From outside the simulation: the traffic starts at that instant. */
    void start(final long timePs)
    {
        startPs = timePs;
        cpu.events().schedule(wake, timePs);
    }

    /** Whether nothing more is to be sent and all that was sent has come back. */
    boolean isOver()
    {
        return outstandingCount == 0 && ready.isEmpty() &&
            (nextDue >= source.total() || source.duePs(nextDue) >= source.durationPs());
    }

    /** Whether nothing is on its way and the next packet is not due yet. */
    boolean isWaitingForTheClock()
    {
        return outstandingCount == 0 && wake.isScheduled();
    }

    /** Nothing more will happen: if not all was sent or something sent did not come back, that is a failure. */
    void end(final long nowPs)
    {
        if (!isOver())
        {
            flow.onNotOver(outstandingCount, nowPs);
        }
    }

    void onSendComplete(final int status, final int vc, final NdisPacket packet)
    {
        free[freeCount++] = packet;
        outstanding[vc]--;
        outstandingCount--;
        if (status != NdisStatus.NDIS_STATUS_SUCCESS)
        {
            flow.onSendFailed(vc, NdisStatus.name(status), cpu.events().nowPs());
        }
        makeReady(vc);
        cpu.queue(continuing);
    }

    /**
     * Sends what may be sent, in the order in which VCs became ready. It is deferred work of its own, and after some
     * packets it lets other deferred work go first: an adapter whose interrupt has to wait runs out of receive buffers.
     */
    private void send()
    {
        int batch = BATCH;
        while (batch > 0 && freeCount > 0 && !ready.isEmpty())
        {
            final int vc = ready.pollInt();
            isReady[vc] = false;
            if (maySend(vc))
            {
                sendOne(vc);
                makeReady(vc);
                batch--;
            }
        }
        if (batch == 0)
        {
            cpu.queue(continuing);
        }
    }

    private void sendOne(final int vc)
    {
        final int number = flow.packet(vc, flow.sent(vc));
        final NdisPacket packet = free[--freeCount];
        packet.firstBuffer().adjustLength(packets.lengthBytes(number));
        packets.copyTo(number, packet.firstBuffer().data(), packet.firstBuffer().offset());
        outstanding[vc]++;
        outstandingCount++;
        flow.onSend(vc, cpu.events().nowPs());
        one[0] = packet;
        client.send(vcs[vc], one, 1);
    }

    private void makeReady(final int vc)
    {
        if (!isReady[vc] && maySend(vc))
        {
            isReady[vc] = true;
            ready.addInt(vc);
        }
    }

    private boolean maySend(final int vc)
    {
        final long number = vc + flow.sent(vc) * vcCount;
        return outstanding[vc] < window && number < nextDue && cpu.events().nowPs() - startPs < source.durationPs();
    }

    /** Lets all packets go that are due, and sets the alarm for the next one. */
    private void release(final long nowPs)
    {
        if (!source.isTimed())
        {
            nextDue = source.total();
            for (int vc = 0; vc < vcCount; vc++)
            {
                makeReady(vc);
            }
            send();
            return;
        }
        while (nextDue < source.total() && source.duePs(nextDue) <= nowPs - startPs)
        {
            final int vc = (int)(nextDue % vcCount);
            nextDue++;
            makeReady(vc);
        }
        send();
        if (nextDue < source.total() && source.duePs(nextDue) < source.durationPs())
        {
            cpu.events().schedule(wake, Math.max(startPs + source.duePs(nextDue), cpu.events().nowPs()));
        }
    }

    private final class Wake extends Event
    {
        Wake()
        {
            super(EVENT_PRIORITY);
        }

        @Override
        protected void fire(final long nowPs)
        {
            cpu.queue(releasing);
        }
    }

    private final class ReleaseWork extends CpuWork
    {
        ReleaseWork()
        {
            super(HostCpu.DISPATCH);
        }

        @Override
        protected void run()
        {
            release(cpu.events().nowPs());
        }
    }

    private final class SendWork extends CpuWork
    {
        SendWork()
        {
            super(HostCpu.DISPATCH);
        }

        @Override
        protected void run()
        {
            send();
        }
    }
}
