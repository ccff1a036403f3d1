package org.vatm.pci;

/**
 * A device's side of the bus request: its channels share one REQ#, in a fixed order of priority that is decided anew for each burst.
 */
public final class DmaEngine extends BusAgent
{
    static final int MAX_CHANNELS = 32;

    private final PciFunction function;
    private final DmaChannel[] channels = new DmaChannel[MAX_CHANNELS];
    private int pending;
    private DmaChannel active;

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
        bus.request(this);
    }

    void withdraw(final DmaChannel channel)
    {
        pending &= ~(1 << channel.priority);
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
        if (pending == 0)
        {
            // Everything was withdrawn between request and grant: the grant is not used.
            active = null;
            cycle.command = PciBus.MEMORY_READ;
            cycle.address = 0;
            cycle.lengthBytes = 0;
            cycle.claimed = true;
            return;
        }
        active = channels[Integer.numberOfTrailingZeros(pending)];
        pending &= pending - 1;
        cycle.command = active.write ? PciBus.MEMORY_WRITE : PciBus.MEMORY_READ;
        cycle.address = active.address;
        cycle.lengthBytes = active.remaining;
        cycle.claimed = bus.memory().contains(active.address, active.remaining);
    }

    @Override
    void transfer(final long nowPs, final BusCycle cycle)
    {
        if (active == null)
        {
            return;
        }
        cycle.data = active.buffer();
        cycle.dataOffset = active.offset;
        if (!active.discarded && cycle.claimed)
        {
            if (active.write)
            {
                bus.memory().putBytes(cycle.address, active.source, active.offset, cycle.lengthBytes);
            }
            else
            {
                bus.memory().getBytes(cycle.address, active.destination, active.offset, cycle.lengthBytes);
            }
        }
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
        return pending != 0;
    }

    @Override
    int latencyTimer()
    {
        return function.config().latencyTimer();
    }
}
