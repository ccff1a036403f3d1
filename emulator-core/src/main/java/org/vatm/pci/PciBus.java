package org.vatm.pci;

import org.agrona.DirectBuffer;
import org.vatm.memory.HostMemory;
import org.vatm.sim.ClockDomain;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;
import org.vatm.trace.TraceStream;

/**
 * A 32-bit PCI bus: one transaction at a time, each accounted in bus clocks; agents are served round robin. A transaction costs one
 * event, at its last data phase, where its data move.
 */
public final class PciBus
{
    public static final int IO_READ = 0x2;
    public static final int IO_WRITE = 0x3;
    public static final int MEMORY_READ = 0x6;
    public static final int MEMORY_WRITE = 0x7;
    public static final int CONFIG_READ = 0xA;
    public static final int CONFIG_WRITE = 0xB;

    /** Trace kind: bits 3:0 PCI command, then flags, the agent in 15:8 (0 is the host bridge), the clocks from address phase to last data in 31:16. */
    public static final int TRACE_COMMAND = 0xF;
    public static final int TRACE_RETRY = 0x10;
    public static final int TRACE_MASTER_ABORT = 0x20;
    public static final int TRACE_DISCONNECT = 0x40;
    public static final int TRACE_AGENT_SHIFT = 8;
    public static final int TRACE_CLOCKS_SHIFT = 16;

    private static final int MAX_AGENTS = 33;
    private static final int PRIORITY_BUS = 40;

    private final EventQueue events;
    private final PciTiming timing;
    private final int arbitration;
    private final int idle;
    /** Clocks of a transaction before its first data phase. */
    private final int memoryReadOverhead;
    private final int memoryWriteOverhead;
    private final int targetReadOverhead;
    private final int targetWriteOverhead;
    private final ClockDomain clock;
    private final HostMemory memory;
    private final TraceStream trace;
    private final BusAgent[] agents = new BusAgent[MAX_AGENTS];
    private final BusCycle cycle = new BusCycle();
    private final LastDataPhase lastDataPhase = new LastDataPhase();
    private int agentCount;
    /** Agents that assert REQ#. */
    private int requesting;
    /** Agent whose transaction is on the bus, null while it is idle. */
    private BusAgent owner;
    private int ownerIndex;
    /** First edge at which an address phase may be driven. */
    private long freeEdge;
    private boolean deciding;
    /** An instant and the first edge at or after it: what is asked for again and again. */
    private long knownPs = -1;
    private long knownEdge;

    private long busyClocks;
    private long transactions;
    private long retries;
    private long masterAborts;
    private long disconnects;

    /**
     * @param name   for traces.
     * @param events of the host.
     * @param timing what transactions cost.
     * @param memory behind the host bridge.
     */
    public PciBus(final String name, final EventQueue events, final PciTiming timing, final HostMemory memory)
    {
        this.events = events;
        this.timing = timing;
        this.memory = memory;
        arbitration = timing.arbitration();
        idle = timing.idle();
        memoryReadOverhead = timing.address() + timing.turnaround() + timing.memoryReadLatency();
        memoryWriteOverhead = timing.address() + timing.memoryWriteLatency();
        targetReadOverhead = timing.address() + timing.turnaround() + timing.targetReadLatency();
        targetWriteOverhead = timing.address() + timing.targetWriteLatency();
        clock = timing.clock();
        trace = new TraceStream(name, 0);
    }

    void attach(final BusAgent agent)
    {
        agent.bus = this;
        agent.index = agentCount;
        agents[agentCount++] = agent;
    }

    /**
     * Puts a device on the bus.
     *
     * @param function the device.
     */
    public void attach(final PciFunction function)
    {
        attach(function.dma());
    }

    HostMemory memory()
    {
        return memory;
    }

    EventQueue events()
    {
        return events;
    }

    /** REQ#: the agent has a transaction to make. */
    void request(final BusAgent agent)
    {
        if (agent.requestEdge != BusAgent.NONE)
        {
            return;
        }
        agent.requestEdge = nowEdge();
        requesting++;
        if (owner == null)
        {
            if (deciding)
            {
                return;
            }
            if (requesting == 1)
            {
                grant(agent.index, Math.max(freeEdge, agent.requestEdge + arbitration));
            }
            else
            {
                decide();
            }
            events.schedule(lastDataPhase, clock.edge(cycle.endEdge));
        }
        else
        {
            giveWay(agent.requestEdge);
        }
    }

    private long nowEdge()
    {
        final long nowPs = events.nowPs();
        if (nowPs != knownPs)
        {
            knownPs = nowPs;
            knownEdge = clock.edgeAtOrAfter(nowPs);
        }
        return knownEdge;
    }

    private void decide()
    {
        if (requesting == 0)
        {
            return;
        }
        int best = -1;
        long bestEdge = Long.MAX_VALUE;
        int index = ownerIndex;
        for (int i = 0; i < agentCount; i++)
        {
            index = index + 1 == agentCount ? 0 : index + 1;
            final long requested = agents[index].requestEdge;
            if (requested != BusAgent.NONE)
            {
                final long edge = Math.max(freeEdge, requested + arbitration);
                if (edge < bestEdge)
                {
                    best = index;
                    bestEdge = edge;
                }
            }
        }
        if (best >= 0)
        {
            grant(best, bestEdge);
        }
    }

    private void grant(final int index, final long addressEdge)
    {
        final BusAgent agent = agents[index];
        owner = agent;
        ownerIndex = index;
        agent.requestEdge = BusAgent.NONE;
        requesting--;
        final boolean othersWait = requesting > 0;
        final BusCycle c = cycle;
        c.retried = false;
        c.target = null;
        agent.granted(c);
        if (agent.wantsBus())
        {
            requesting += agent.requestEdge == BusAgent.NONE ? 1 : 0;
            agent.requestEdge = nowEdge();
        }

        c.addressEdge = addressEdge;
        c.phases = BusCycle.phases(c.address, c.lengthBytes);
        if (!c.claimed)
        {
            c.overhead = timing.address() + timing.masterAbort();
            c.phases = 0;
        }
        else if (c.target != null)
        {
            c.overhead = c.isRead() ? targetReadOverhead : targetWriteOverhead;
        }
        else
        {
            c.overhead = c.isRead() ? memoryReadOverhead : memoryWriteOverhead;
            limitToDisconnect(c);
        }
        c.endEdge = addressEdge + c.overhead + c.phases;
        if (othersWait)
        {
            cutAtLatencyTimer(c, addressEdge);
        }
    }

    /**
     * Makes a burst between a device and memory at once, if the bus is idle and nothing else happens until its end: that is the present instant then. Who
     * calls moves the data and says {@link #leapt}.
     *
     * @return native address of the memory; 0 if that cannot be.
     */
    long leap(final DmaEngine agent, final long address, final int lengthBytes, final boolean write)
    {
        if (owner != null || deciding || requesting != 0)
        {
            return 0;
        }
        final long nativeAddress = memory.claimWhole(address, lengthBytes, write);
        if (nativeAddress == 0)
        {
            return 0;
        }
        final BusCycle c = cycle;
        c.command = write ? MEMORY_WRITE : MEMORY_READ;
        c.address = address;
        c.lengthBytes = lengthBytes;
        c.phases = BusCycle.phases(address, lengthBytes);
        c.overhead = write ? memoryWriteOverhead : memoryReadOverhead;
        final int wanted = c.phases;
        limitToDisconnect(c);
        c.addressEdge = Math.max(freeEdge, nowEdge() + arbitration);
        c.endEdge = c.addressEdge + c.overhead + wanted;
        final long endPs = clock.edge(c.endEdge);
        if (c.phases < wanted || !events.leapTo(endPs))
        {
            return 0;
        }
        ownerIndex = agent.index;
        account(endPs, c);
        return nativeAddress;
    }

    /** The data of a leap have moved. */
    void leapt(final DirectBuffer data, final int offset)
    {
        if (trace.listener != null)
        {
            cycle.data = data;
            cycle.dataOffset = offset;
            record(cycle, 0);
        }
    }

    private void account(final long endPs, final BusCycle c)
    {
        transactions++;
        busyClocks += c.endEdge - c.addressEdge + idle;
        freeEdge = c.endEdge + idle;
        knownPs = endPs;
        knownEdge = c.endEdge;
    }

    private void record(final BusCycle c, final int flags)
    {
        trace.listener.onRecord(
            trace,
            clock.edge(c.addressEdge),
            c.command | flags | ownerIndex << TRACE_AGENT_SHIFT | (int)(c.endEdge - c.addressEdge) << TRACE_CLOCKS_SHIFT,
            c.address,
            c.lengthBytes,
            c.data,
            c.dataOffset);
    }

    private void limitToDisconnect(final BusCycle c)
    {
        final int boundary = timing.disconnectBytes();
        if (boundary > 0)
        {
            final int room = boundary - (int)(c.address & boundary - 1);
            c.phases = Math.min(c.phases, BusCycle.phases(c.address, Math.min(c.lengthBytes, room)));
        }
    }

    /** Another agent asks for the bus: the grant of the present one goes, and its burst ends when its latency timer has run out. */
    private void giveWay(final long requestEdge)
    {
        if (cycle.target == null && cutAtLatencyTimer(cycle, requestEdge + 1))
        {
            events.schedule(lastDataPhase, clock.edge(cycle.endEdge));
        }
    }

    private boolean cutAtLatencyTimer(final BusCycle c, final long grantGoneEdge)
    {
        final long cut = Math.max(c.addressEdge + owner.latencyTimer(), grantGoneEdge);
        final long phases = Math.max(1, cut - c.addressEdge - c.overhead);
        if (phases < c.phases)
        {
            c.phases = (int)phases;
            c.endEdge = c.addressEdge + c.overhead + c.phases;
            return true;
        }
        return false;
    }

    private void end(final long nowPs)
    {
        final BusCycle c = cycle;
        final BusAgent agent = owner;
        account(nowPs, c);
        owner = null;
        deciding = true;
        final int moved = Math.min(c.lengthBytes, (c.phases << 2) - (int)(c.address & 3));
        final boolean cut = c.claimed && moved < c.lengthBytes;
        c.lengthBytes = c.claimed ? moved : 0;
        if (cut)
        {
            disconnects++;
        }
        agent.transfer(nowPs, c);
        if (!c.claimed)
        {
            masterAborts++;
        }
        if (c.retried)
        {
            retries++;
        }
        if (trace.listener != null)
        {
            record(c, (c.retried ? TRACE_RETRY : 0) | (c.claimed ? 0 : TRACE_MASTER_ABORT) | (cut ? TRACE_DISCONNECT : 0));
        }
        agent.finish(nowPs, c);
        if (agent.requestEdge == BusAgent.NONE && agent.wantsBus())
        {
            agent.requestEdge = c.endEdge;
            requesting++;
        }
        deciding = false;
        decide();
    }

    /** The last data phase. If another transaction follows and nothing else happens until its own, that is done at once, and so on. */
    private void lastDataPhase(final long firstPs)
    {
        long nowPs = firstPs;
        end(nowPs);
        while (owner != null)
        {
            nowPs = clock.edge(cycle.endEdge);
            if (!events.leapTo(nowPs))
            {
                events.schedule(lastDataPhase, nowPs);
                return;
            }
            end(nowPs);
        }
    }

    /**
     * @return the bus clock.
     */
    public ClockDomain clock()
    {
        return clock;
    }

    /**
     * @return what transactions cost.
     */
    public PciTiming timing()
    {
        return timing;
    }

    /**
     * @return records of every transaction, written at its last data phase with the instant of its address phase.
     */
    public TraceStream trace()
    {
        return trace;
    }

    /**
     * @return clocks in which the bus was not idle, turnaround clocks included.
     */
    public long busyClocks()
    {
        return busyClocks;
    }

    /**
     * @return transactions, retried and aborted ones included.
     */
    public long transactionCount()
    {
        return transactions;
    }

    /**
     * @return transactions that a device put off.
     */
    public long retryCount()
    {
        return retries;
    }

    /**
     * @return transactions that nobody claimed.
     */
    public long masterAbortCount()
    {
        return masterAborts;
    }

    /**
     * @return bursts that were cut by the latency timer or the target.
     */
    public long disconnectCount()
    {
        return disconnects;
    }

    private final class LastDataPhase extends Event
    {
        LastDataPhase()
        {
            super(PRIORITY_BUS);
        }

        @Override
        protected void fire(final long nowPs)
        {
            lastDataPhase(nowPs);
        }
    }
}
