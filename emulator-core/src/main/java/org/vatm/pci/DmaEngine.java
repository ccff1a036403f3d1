package org.vatm.pci;

import org.agrona.DirectBuffer;
import org.vatm.memory.DirectCopy;
import org.vatm.memory.HostMemory;
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
    /** Where all of that burst is in this process, if nothing was unmapped since; 0 if it is in pieces or elsewhere. */
    private long nativeAddress;
    private boolean busMaster;
    /** Of no meaning: what was looked at ahead of a read, so that it is in the cache when the burst ends. */
    private int touched;
    private final Runnable memoryReady = this::resume;

    DmaEngine(final PciFunction function)
    {
        this.function = function;
        function.config().onCommand(() -> busMaster = function.config().isBusMaster());
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
        return busMaster && bus != null;
    }

    /**
     * @return the present instant on the bus.
     */
    public long nowPs()
    {
        return bus.events().nowPs();
    }

    /** Makes a burst at once if nobody can tell; its native address, or 0. */
    long leap(final long address, final int lengthBytes, final boolean write)
    {
        return pending == 0 && !waiting && isBusMaster() ? bus.leap(this, address, lengthBytes, write) : 0;
    }

    /** The data of that burst have moved. */
    void leapt(final DirectBuffer data, final int offset)
    {
        bus.leapt(data, offset);
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
        final HostMemory memory = bus.memory();
        unmapCount = memory.unmapCount();
        nativeAddress = memory.claimWhole(active.address, active.remaining, active.write);
        cycle.lengthBytes = nativeAddress != 0 ? active.remaining :
            memory.claim(active.address, active.remaining, active.write);
        cycle.claimed = cycle.lengthBytes != 0;
        if (nativeAddress != 0 && !active.write)
        {
            touched += DirectCopy.touch(nativeAddress, active.remaining);
        }
        if (putOff != null)
        {
            cycle.lengthBytes = Math.min(cycle.lengthBytes, putOffBytes);
            putOff = null;
        }
    }

    @Override
    void transfer(final long nowPs, final BusCycle cycle)
    {
        final DmaChannel channel = active;
        if (channel == null)
        {
            return;
        }
        cycle.dataOffset = channel.offset;
        if (channel.discarded)
        {
            cycle.data = null;
            claimAgain(cycle);
            return;
        }
        cycle.data = channel.buffer();
        final HostMemory memory = bus.memory();
        if (nativeAddress != 0 && memory.unmapCount() == unmapCount)
        {
            if (channel.write)
            {
                DirectCopy.toMemory(channel.source, channel.offset, nativeAddress, cycle.lengthBytes);
            }
            else
            {
                DirectCopy.fromMemory(nativeAddress, channel.destination, channel.offset, cycle.lengthBytes);
            }
            return;
        }
        claimAgain(cycle);
        if (cycle.claimed)
        {
            final RemoteMemory remote = memory.remoteAt(cycle.address);
            if (remote != null)
            {
                cycle.retried = !transfer(remote, cycle);
                cycle.data = cycle.retried ? null : cycle.data;
            }
            else if (channel.write)
            {
                memory.putBytes(cycle.address, channel.source, channel.offset, cycle.lengthBytes);
            }
            else
            {
                memory.getBytes(cycle.address, channel.destination, channel.offset, cycle.lengthBytes);
            }
        }
    }

    /** If the driver has taken the memory away under the burst, nobody answers. */
    private void claimAgain(final BusCycle cycle)
    {
        if (cycle.claimed && bus.memory().unmapCount() != unmapCount &&
            bus.memory().claim(cycle.address, cycle.lengthBytes, active.write) < cycle.lengthBytes)
        {
            cycle.claimed = false;
            cycle.lengthBytes = 0;
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
