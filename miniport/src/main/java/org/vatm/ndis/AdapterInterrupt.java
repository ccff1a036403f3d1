package org.vatm.ndis;

import org.vatm.host.InterruptService;
import org.vatm.sim.CpuWork;
import org.vatm.sim.HostCpu;

/** A registered interrupt: runs the miniport's ISR, and its deferred procedure when the ISR asks for it. */
final class AdapterInterrupt implements InterruptService
{
    /** From the request of a deferred procedure to its first instruction; model choice, docs/timing.md#interrupts. */
    static final long DPC_DISPATCH_PS = 1_000_000;

    private final NdisAdapter adapter;
    private final HostCpu cpu;
    final int line;
    final boolean isShared;
    final boolean isLatched;
    private final boolean requestIsr;
    private boolean isHeld;
    private final NdisBooleanHolder recognized = new NdisBooleanHolder();
    private final NdisBooleanHolder queueHandler = new NdisBooleanHolder();

    private final CpuWork deferredProcedure = new CpuWork(HostCpu.DISPATCH)
    {
        @Override
        protected void run()
        {
            handleInterrupt();
        }
    };

    AdapterInterrupt(
        final NdisAdapter adapter,
        final HostCpu cpu,
        final int line,
        final boolean requestIsr,
        final boolean isShared,
        final boolean isLatched)
    {
        this.adapter = adapter;
        this.cpu = cpu;
        this.line = line;
        this.requestIsr = requestIsr;
        this.isShared = isShared;
        this.isLatched = isLatched;
    }

    int slot()
    {
        return adapter.slot;
    }

    /** MiniportInitialize is over: an interrupt that NDIS itself has masked meanwhile is handled now. */
    void started()
    {
        if (isHeld)
        {
            isHeld = false;
            cpu.queue(deferredProcedure);
        }
    }

    @Override
    public boolean service()
    {
        final NdisMiniport miniport = adapter.miniport;
        if (requestIsr)
        {
            recognized.value = false;
            queueHandler.value = false;
            miniport.miniportIsr(recognized, queueHandler, adapter.miniportAdapterContext);
        }
        else
        {
            miniport.miniportDisableInterrupt(adapter.miniportAdapterContext);
            recognized.value = true;
            queueHandler.value = true;
            isHeld = !mayHandle();
        }
        if (recognized.value && queueHandler.value && mayHandle())
        {
            cpu.queue(deferredProcedure);
        }
        return recognized.value;
    }

    private void handleInterrupt()
    {
        cpu.stall(DPC_DISPATCH_PS);
        if (mayHandle())
        {
            adapter.miniport.miniportHandleInterrupt(adapter.miniportAdapterContext);
            if (adapter.has(MiniportHandler.ENABLE_INTERRUPT))
            {
                adapter.miniport.miniportEnableInterrupt(adapter.miniportAdapterContext);
            }
        }
    }

    /** MiniportInitialize and MiniportHalt exclude MiniportHandleInterrupt. */
    private boolean mayHandle()
    {
        return adapter.interrupt == this &&
            (adapter.stage == NdisAdapter.Stage.RUNNING || adapter.stage == NdisAdapter.Stage.UNBINDING);
    }
}
