package org.vatm.ndis;

import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;
import org.vatm.sim.HostCpu;

/**
 * {@code NDIS_MINIPORT_TIMER}: storage of the miniport, content of NDIS. Expires exactly, at multiples of a
 * millisecond.
 */
public final class NdisMiniportTimer
{
    private static final int PRIORITY = 100; // after what hardware does at the same instant
    private static final long PS_PER_MILLISECOND = 1_000_000_000L;

    private final Expiry expiry = new Expiry();
    private final Work work = new Work();
    NdisAdapter adapter; // not null once initialised
    private HostCpu cpu;
    private NdisTimerFunction function;
    private long context;
    private long periodPs; // 0: once

    void initialize(
        final NdisAdapter owner,
        final HostCpu hostCpu,
        final NdisTimerFunction timerFunction,
        final long functionContext)
    {
        adapter = owner;
        cpu = hostCpu;
        function = timerFunction;
        context = functionContext;
    }

    void set(final int milliseconds, final boolean isPeriodic)
    {
        final EventQueue events = cpu.events();
        final long delayPs = (isPeriodic ? Math.max(1, milliseconds) : milliseconds) * PS_PER_MILLISECOND;
        periodPs = isPeriodic ? delayPs : 0;
        events.schedule(expiry, events.nowPs() + delayPs);
    }

    boolean isSet()
    {
        return expiry.isScheduled();
    }

    boolean cancel()
    {
        final boolean wasScheduled = expiry.isScheduled();
        cpu.events().cancel(expiry);
        periodPs = 0;
        return wasScheduled;
    }

    private final class Expiry extends Event
    {
        Expiry()
        {
            super(PRIORITY);
        }

        @Override
        protected void fire(final long nowPs)
        {
            cpu.queue(work);
            if (periodPs != 0)
            {
                cpu.events().schedule(this, nowPs + periodPs);
            }
        }
    }

    private final class Work extends CpuWork
    {
        Work()
        {
            super(HostCpu.DISPATCH);
        }

        @Override
        protected void run()
        {
            if (adapter.stage != NdisAdapter.Stage.DEAD)
            {
                function.miniportTimer(context);
            }
        }
    }
}
