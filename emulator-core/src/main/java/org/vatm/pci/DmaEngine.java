package org.vatm.pci;

import org.vatm.memory.RemoteMemory;

/**
 * A device's side of the bus request: its channels share one REQ#, in a fixed order of priority that is decided anew for each burst.
 * A burst that memory answers with a retry is made again, before all others, when memory is ready.
 */
public final class DmaEngine extends BusAgent
{
    static final int MAX_CHANNELS = 32;

    private final PciFunction function;
    private final DmaChannel[] channels = new DmaChannel[MAX_CHANNELS];
    private int pending;
    private DmaChannel active;
    /** Channel whose burst was put off, null if none was. */
    private DmaChannel putOff;
    private int putOffBytes;
    /** Memory is not ready for that burst yet. */
    private boolean waiting;
    /** {@code HostMemory.unmapCount()} when memory claimed the burst that is on the bus. */
    private int unmapCount;
    private final Runnable memoryReady = this::resume;

    DmaEngine(final PciFunction function)
    {
        this.function = function;
    }

    void add(final DmaChannel channel, final int priority)
    {
        if (channels[priority] != null)
        {
            throw new IllegalArgumentException(function.name() + ": two DMA channels of priority " + priority);
        }
        channels[priority] = channel;
    }

    void submit(final DmaChannel channel)
    {
        pending |= 1 << channel.priority;
        if (!waiting)
        {
            bus.request(this);
        }
    }

    void withdraw(final DmaChannel channel)
    {
        pending &= ~(1 << channel.priority);
        if (channel == putOff)
        {
            putOff = null;
            resume();
        }
    }

    private void resume()
    {
        if (waiting)
        {
            waiting = false;
            if (pending != 0)
            {
                bus.request(this);
            }
        }
    }

    boolean isActive(final DmaChannel channel)
    {
        return active == channel;
    }

    boolean isBusMaster()
    {
        return bus != null && function.config().isBusMaster();
    }

    /**
     * @return the present instant on the bus.
     */
    public long nowPs()
    {
        return bus.events().nowPs();
    }

    @Override
    void granted(final BusCycle cycle)
    {
        if (pending == 0 || waiting)
        {
            // Everything was withdrawn or put off between request and grant: the grant is not used.
            active = null;
            cycle.command = PciBus.MEMORY_READ;
            cycle.address = 0;
            cycle.lengthBytes = 0;
            cycle.claimed = true;
            return;
        }
        active = putOff != null ? putOff : channels[Integer.numberOfTrailingZeros(pending)];
        pending &= ~(1 << active.priority);
        cycle.command = active.write ? PciBus.MEMORY_WRITE : PciBus.MEMORY_READ;
        cycle.address = active.address;
        cycle.lengthBytes = bus.memory().claim(active.address, active.remaining, active.write);
        unmapCount = bus.memory().unmapCount();
        cycle.claimed = cycle.lengthBytes != 0;
        if (putOff != null)
        {
            cycle.lengthBytes = Math.min(cycle.lengthBytes, putOffBytes);
            putOff = null;
        }
    }

    @Override
    void transfer(final long nowPs, final BusCycle cycle)
    {
        if (active == null)
        {
            return;
        }
        cycle.data = active.discarded ? null : active.buffer();
        cycle.dataOffset = active.offset;
        if (cycle.claimed && bus.memory().unmapCount() != unmapCount &&
            bus.memory().claim(cycle.address, cycle.lengthBytes, active.write) < cycle.lengthBytes)
        {
            // The driver has taken the memory away under the burst: nobody answers.
            cycle.claimed = false;
            cycle.lengthBytes = 0;
        }
        if (!active.discarded && cycle.claimed)
        {
            final RemoteMemory remote = bus.memory().remoteAt(cycle.address);
            if (remote != null)
            {
                cycle.retried = !transfer(remote, cycle);
                cycle.data = cycle.retried ? null : cycle.data;
            }
            else if (active.write)
            {
                bus.memory().putBytes(cycle.address, active.source, active.offset, cycle.lengthBytes);
            }
            else
            {
                bus.memory().getBytes(cycle.address, active.destination, active.offset, cycle.lengthBytes);
            }
        }
    }

    private boolean transfer(final RemoteMemory remote, final BusCycle cycle)
    {
        return active.write ?
            remote.write(cycle.address, active.source, active.offset, cycle.lengthBytes, memoryReady) :
            remote.read(cycle.address, active.destination, active.offset, cycle.lengthBytes, memoryReady);
    }

    @Override
    void finish(final long nowPs, final BusCycle cycle)
    {
        final DmaChannel channel = active;
        active = null;
        if (channel == null)
        {
            return;
        }
        if (channel.discarded)
        {
            channel.busy = false;
            channel.discarded = false;
            channel.idle(nowPs);
        }
        else if (cycle.retried)
        {
            putOff = channel;
            putOffBytes = cycle.lengthBytes;
            waiting = true;
            pending |= 1 << channel.priority;
        }
        else if (!cycle.claimed)
        {
            function.config().setStatus(ConfigSpace.STATUS_RECEIVED_MASTER_ABORT);
            channel.busy = false;
            channel.complete(nowPs, false);
        }
        else if (cycle.lengthBytes < channel.remaining)
        {
            channel.address += cycle.lengthBytes;
            channel.offset += cycle.lengthBytes;
            channel.remaining -= cycle.lengthBytes;
            pending |= 1 << channel.priority;
        }
        else
        {
            channel.busy = false;
            channel.complete(nowPs, true);
        }
    }

    @Override
    boolean wantsBus()
    {
        return pending != 0 && !waiting;
    }

    @Override
    int latencyTimer()
    {
        return function.config().latencyTimer();
    }
}
