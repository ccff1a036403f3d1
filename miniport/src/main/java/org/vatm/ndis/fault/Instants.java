package org.vatm.ndis.fault;

import java.util.Random;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisInternals;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;
import org.vatm.sim.HostCpu;

/** What happens to one adapter at some instant, whatever its driver is about: a reset, its removal, an interrupt. */
final class Instants
{
    private static final int PRIORITY = 102;

    private final Ndis ndis;
    private final HostCpu cpu;
    private final EventQueue events;
    private final Random random;
    private final long adapterHandle;
    private boolean isAlive = true;

    Instants(final Ndis ndis, final long adapterHandle, final Random random)
    {
        this.ndis = ndis;
        this.adapterHandle = adapterHandle;
        this.random = random;
        cpu = ndis.host().cpu();
        events = cpu.events();
    }

    /** MiniportInitialize has failed, or MiniportHalt is over. */
    void end()
    {
        isAlive = false;
    }

    /** The device is gone at once; NDIS, and the driver, learn of it when the processor is free. */
    void remove()
    {
        if (isAlive)
        {
            ndis.host().device(NdisInternals.slot(ndis, adapterHandle)).reset(events.nowPs());
            cpu.queue(removal);
        }
    }

    /** NDIS resets the adapter as soon as driver code of a lower level can be interrupted. */
    void reset()
    {
        if (isAlive)
        {
            cpu.queue(reset);
        }
    }

    /** Interrupts of nobody, at random, so often on an average. */
    void spurious(final long meanPs)
    {
        repeat(meanPs, interrupt);
    }

    /** Something else, at random, keeps the processor from everything, interrupts included, for so long. */
    void busy(final long meanPs, final long lengthPs)
    {
        repeat(meanPs, new CpuWork(HostCpu.DEVICE)
        {
            @Override
            protected void run()
            {
                cpu.stall(lengthPs);
            }
        });
    }

    private void repeat(final long meanPs, final CpuWork work)
    {
        final Event event = new Event(PRIORITY)
        {
            @Override
            protected void fire(final long nowPs)
            {
                if (isAlive)
                {
                    cpu.queue(work);
                    events.schedule(this, nowPs + gap(meanPs));
                }
            }
        };
        events.schedule(event, events.nowPs() + gap(meanPs));
    }

    private long gap(final long meanPs)
    {
        return 1 + (long)(-Math.log(1 - random.nextDouble()) * meanPs);
    }

    private final CpuWork removal = work(HostCpu.PASSIVE);
    private final CpuWork reset = work(HostCpu.DISPATCH);
    private final CpuWork interrupt = work(HostCpu.DEVICE);

    private CpuWork work(final int level)
    {
        return new CpuWork(level)
        {
            @Override
            protected void run()
            {
                if (!isAlive)
                {
                    return;
                }
                if (level == HostCpu.DEVICE)
                {
                    NdisInternals.interrupt(ndis, adapterHandle);
                }
                else if (level == HostCpu.DISPATCH)
                {
                    NdisInternals.reset(ndis, adapterHandle);
                }
                else if (NdisInternals.isInOperation(ndis, adapterHandle))
                {
                    ndis.surpriseRemove(adapterHandle);
                }
            }
        };
    }
}
