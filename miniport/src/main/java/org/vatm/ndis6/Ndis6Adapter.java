package org.vatm.ndis6;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

import java.util.ArrayDeque;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.ndis.NdisResourceList;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.sim.Completion;
import org.vatm.sim.CpuWork;
import org.vatm.sim.HostCpu;

/** One adapter of a 6.x driver: what it has registered, and the steps of its life that 5.1 does not know. */
final class Ndis6Adapter
{
    private final Ndis6 face;
    final long handle;
    long context;
    long configurationContext;
    int mediaType = -1;
    final NdisResourceList resources = new NdisResourceList();
    final NdisMiniportInterrupt interrupt = new NdisMiniportInterrupt();
    MiniportInterruptHandlers interruptHandlers;
    long interruptContext;
    MiniportDmaHandlers dmaHandlers;
    boolean isRemoved;
    boolean isHalted;

    private final Completion transition = new Completion();
    private int restartStatus;
    private boolean hangs;
    private final ArrayDeque<Allocated> allocated = new ArrayDeque<>();

    /** At PASSIVE, where 6.x wants it. */
    private final CpuWork hangCheck = new CpuWork(HostCpu.PASSIVE)
    {
        @Override
        protected void run()
        {
            if (!isHalted && !isRemoved)
            {
                hangs |= face.handlers.miniportCheckForHangEx(context);
            }
        }
    };

    private final CpuWork delivery = new CpuWork(HostCpu.PASSIVE)
    {
        @Override
        protected void run()
        {
            deliverSharedMemory();
        }
    };

    private record Allocated(NdisSharedMemory memory, long context)
    {
    }

    Ndis6Adapter(final Ndis6 face, final long handle, final long configurationContext)
    {
        this.face = face;
        this.handle = handle;
        this.configurationContext = configurationContext;
    }

    /** Paused to running. */
    int restart()
    {
        transition.reset();
        final int status = face.handlers.miniportRestart(context);
        if (status != NDIS_STATUS_PENDING)
        {
            return status;
        }
        face.cpu.await(transition);
        return restartStatus;
    }

    /** Running to paused. */
    void pause()
    {
        transition.reset();
        if (face.handlers.miniportPause(context) == NDIS_STATUS_PENDING)
        {
            face.cpu.await(transition);
        }
    }

    void transitionCompleted(final int status)
    {
        restartStatus = status;
        transition.complete();
    }

    /** What the last check at PASSIVE has found; asks for another one. */
    boolean checkForHang()
    {
        final boolean found = hangs;
        hangs = false;
        face.cpu.queue(hangCheck);
        return found;
    }

    void sharedMemoryAllocated(final NdisSharedMemory memory, final long allocationContext)
    {
        allocated.add(new Allocated(memory, allocationContext));
        face.cpu.queue(delivery);
    }

    /** At PASSIVE. */
    void deliverSharedMemory()
    {
        for (Allocated next = allocated.poll(); next != null; next = allocated.poll())
        {
            dmaHandlers.miniportSharedMemoryAllocateComplete(context, next.memory, next.context);
        }
    }
}
