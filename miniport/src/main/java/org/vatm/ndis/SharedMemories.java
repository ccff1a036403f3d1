package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

import io.netty.buffer.ByteBuf;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.memory.OutOfHostMemoryError;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;

/**
 * Memory that miniports share with their adapters.
 * <p>
 * On a host whose caches do not follow DMA ({@link Ndis#coherentDma(boolean)}), drivers see cached memory through a copy,
 * which stands for the cache: NdisMUpdateSharedMemory and NdisFlushBuffer move bytes between it and what the device sees.
 */
final class SharedMemories
{
    /** From NdisMAllocateSharedMemoryAsync to the work that allocates; model choice, docs/ndis.md#latencies. */
    static final long ALLOCATION_PS = 10_000_000;
    private static final int PRIORITY = 101;

    private final Ndis ndis;
    private final Host host;
    boolean isCoherent = true;

    SharedMemories(final Ndis ndis, final Host host)
    {
        this.ndis = ndis;
        this.host = host;
    }

    /** NdisMAllocateSharedMemory, called where it may be. */
    void allocate(final NdisAdapter adapter, final int length, final boolean cached, final NdisSharedMemory out)
    {
        out.clear();
        if (!canShare(adapter, length))
        {
            return;
        }
        final HostMemory memory = host.memory();
        final int alignment = length >= HostMemory.PAGE_BYTES ? HostMemory.PAGE_BYTES : 1;
        final boolean isCopied = cached && !isCoherent;
        ByteBuf allocation = null;
        try
        {
            allocation = memory.allocator().directBuffer(length + alignment - 1);
            out.shadow = isCopied ? memory.allocator().directBuffer(length) : null;
        }
        catch (final OutOfHostMemoryError e)
        {
            if (allocation != null)
            {
                allocation.release();
            }
            return;
        }
        final int start = (int)(-memory.busAddress(allocation, 0) & alignment - 1);
        out.allocation = allocation;
        out.physicalAddress = memory.busAddress(allocation, start);
        out.length = length;
        out.cached = cached;
        out.device = allocation.slice(start, length);
        out.data = isCopied ? out.shadow : out.device;
        out.virtualAddress = memory.view(isCopied ? memory.busAddress(out.shadow, 0) : out.physicalAddress, length);
        out.owner = adapter;
        adapter.sharedMemory.add(out);
    }

    /** NdisMAllocateSharedMemoryAsync. */
    int allocateLater(final NdisAdapter adapter, final int length, final boolean cached, final long context)
    {
        if (!adapter.has(MiniportHandler.ALLOCATE_COMPLETE))
        {
            ndis.report(NdisViolation.HANDLER_MISSING, adapter.handle, length);
            return NDIS_STATUS_FAILURE;
        }
        if (!adapter.hasAttributes())
        {
            ndis.report(NdisViolation.BEFORE_ATTRIBUTES, adapter.handle, length);
            return NDIS_STATUS_FAILURE;
        }
        if (adapter.stage.compareTo(NdisAdapter.Stage.HALTING) >= 0 || !canShare(adapter, length))
        {
            return NDIS_STATUS_FAILURE;
        }
        final Allocation allocation = new Allocation(adapter, length, cached, context);
        adapter.allocations.add(allocation);
        ndis.cpu.events().schedule(allocation, ndis.cpu.events().nowPs() + ALLOCATION_PS);
        return NDIS_STATUS_PENDING;
    }

    /** MiniportInitialize is over: what became due meanwhile can be delivered. */
    void started(final NdisAdapter adapter)
    {
        for (int i = 0; i < adapter.allocations.size(); i++)
        {
            if (adapter.allocations.get(i).isDue)
            {
                ndis.cpu.queue(adapter.allocations.get(i).work);
            }
        }
    }

    /** MiniportHalt is next: allocations that are still due fail before it. */
    void fail(final NdisAdapter adapter)
    {
        while (!adapter.allocations.isEmpty())
        {
            final Allocation allocation = adapter.allocations.get(0);
            final int before = ndis.raiseToDispatch();
            allocation.deliver(false);
            ndis.lowerTo(before);
        }
    }

    /** Forgets allocations that nobody will be told of. */
    void forget(final NdisAdapter adapter)
    {
        for (final Allocation allocation : adapter.allocations)
        {
            ndis.cpu.events().cancel(allocation);
        }
        adapter.allocations.clear();
    }

    void free(final NdisAdapter adapter, final NdisSharedMemory memory)
    {
        if (memory.owner != adapter)
        {
            ndis.report(NdisViolation.SHARED_MEMORY_FREE_MISMATCH, adapter.handle, memory.physicalAddress);
            return;
        }
        adapter.sharedMemory.remove(memory);
        memory.allocation.release();
        if (memory.shadow != null)
        {
            memory.shadow.release();
        }
        memory.clear();
    }

    /** NdisMUpdateSharedMemory: what the device wrote becomes visible to the driver. */
    void update(final NdisAdapter adapter, final NdisSharedMemory memory, final int offset, final int length)
    {
        if (memory.owner != adapter || offset < 0 || length < 0 || offset > memory.length - length)
        {
            ndis.report(NdisViolation.SHARED_MEMORY_RANGE, adapter.handle, offset);
        }
        else if (memory.shadow != null)
        {
            memory.shadow.setBytes(offset, memory.device, offset, length);
        }
    }

    /** NdisFlushBuffer. */
    void flush(final NdisBuffer buffer, final boolean writeToDevice)
    {
        if (isCoherent)
        {
            return;
        }
        final NdisSharedMemory memory = sharedMemoryOf(buffer);
        if (memory == null)
        {
            return;
        }
        final int offset = (int)(buffer.data().memoryAddress() + buffer.offset() - memory.shadow.memoryAddress());
        if (writeToDevice)
        {
            memory.device.setBytes(offset, memory.shadow, offset, buffer.length());
        }
        else
        {
            memory.shadow.setBytes(offset, memory.device, offset, buffer.length());
        }
    }

    private NdisSharedMemory sharedMemoryOf(final NdisBuffer buffer)
    {
        final ByteBuf data = buffer.data();
        if (!data.hasMemoryAddress())
        {
            return null;
        }
        final long address = data.memoryAddress() + buffer.offset();
        for (int a = 0; a < ndis.adapters.size(); a++)
        {
            final NdisAdapter adapter = ndis.adapters.get(a);
            for (int i = 0; i < adapter.sharedMemory.size(); i++)
            {
                final NdisSharedMemory memory = adapter.sharedMemory.get(i);
                final long offset = memory.shadow == null ? -1 : address - memory.shadow.memoryAddress();
                if (offset >= 0 && offset <= memory.length - buffer.length())
                {
                    return memory;
                }
            }
        }
        return null;
    }

    private boolean canShare(final NdisAdapter adapter, final int length)
    {
        final boolean hasDma = adapter.scatterGather != null || adapter.mapRegisters != null;
        if (!hasDma || length <= 0)
        {
            ndis.report(NdisViolation.DMA_ORDER, adapter.handle, length);
        }
        return hasDma && length > 0;
    }

    /** One pended allocation: an event, then work at DISPATCH. */
    final class Allocation extends Event
    {
        private final NdisAdapter adapter;
        private final int length;
        private final boolean cached;
        private final long context;
        private boolean isDue;

        private final CpuWork work = new CpuWork(HostCpu.DISPATCH)
        {
            @Override
            protected void run()
            {
                if (adapter.allocations.contains(Allocation.this) && adapter.stage != NdisAdapter.Stage.INITIALIZING)
                {
                    deliver(true);
                }
            }
        };

        Allocation(final NdisAdapter adapter, final int length, final boolean cached, final long context)
        {
            super(PRIORITY);
            this.adapter = adapter;
            this.length = length;
            this.cached = cached;
            this.context = context;
        }

        @Override
        protected void fire(final long nowPs)
        {
            isDue = true;
            if (adapter.stage != NdisAdapter.Stage.INITIALIZING)
            {
                ndis.cpu.queue(work);
            }
        }

        private void deliver(final boolean mayAllocate)
        {
            adapter.allocations.remove(this);
            ndis.cpu.events().cancel(this);
            final NdisSharedMemory memory = new NdisSharedMemory();
            if (mayAllocate)
            {
                allocate(adapter, length, cached, memory);
            }
            adapter.miniport.miniportAllocateComplete(adapter.miniportAdapterContext, memory, context);
        }
    }
}
