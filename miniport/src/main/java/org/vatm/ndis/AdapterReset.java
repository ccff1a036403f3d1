package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_ADAPTER_REMOVED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_END;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_START;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;

/**
 * Looks every few seconds whether an adapter hangs, and resets it. An adapter whose miniport has no CheckForHang and no
 * pended requests has no event pending.
 */
final class AdapterReset
{
    private static final int PRIORITY = 101;
    private static final int SECONDS_UNIT = 2;
    private static final long PS_PER_SECOND = 1_000_000_000_000L;
    private static final int REQUEST_CHECKS = 2;

    private final Ndis ndis;
    private final NdisAdapter adapter;
    private final HostCpu cpu;
    private final Tick tick = new Tick();
    private final Check check = new Check();
    private final NdisBooleanHolder addressingReset = new NdisBooleanHolder();
    private final UnsafeBuffer statusBuffer = new UnsafeBuffer(new byte[Integer.BYTES]);
    private long intervalPs;
    private boolean inProgress;
    private NdisBinding requester;
    private long resets;

    AdapterReset(final Ndis ndis, final NdisAdapter adapter)
    {
        this.ndis = ndis;
        this.adapter = adapter;
        cpu = ndis.cpu;
    }

    boolean isInProgress()
    {
        return inProgress;
    }

    /** Resets so far. */
    long count()
    {
        return resets;
    }

    void start()
    {
        final int units = Math.max(1, adapter.checkForHangSeconds / SECONDS_UNIT);
        intervalPs = units * SECONDS_UNIT * PS_PER_SECOND;
        arm();
    }

    void stop()
    {
        cpu.events().cancel(tick);
    }

    /** A request was pended: its age counts from now on. */
    void arm()
    {
        final boolean isNeeded = adapter.has(MiniportHandler.CHECK_FOR_HANG) || adapter.firstPended != null;
        final boolean isAlive =
            adapter.stage.compareTo(NdisAdapter.Stage.HALTING) < 0 && !adapter.isRemoved && !adapter.isShutDown;
        if (isNeeded && intervalPs != 0 && !tick.isScheduled() && isAlive)
        {
            cpu.events().schedule(tick, cpu.events().nowPs() + intervalPs);
        }
    }

    /** NdisReset, or NDIS itself with a requester of null. */
    int reset(final NdisBinding newRequester)
    {
        if (inProgress)
        {
            return NDIS_STATUS_RESET_IN_PROGRESS;
        }
        if (adapter.isRemoved)
        {
            return NDIS_STATUS_ADAPTER_REMOVED;
        }
        final int before = ndis.raiseToDispatch();
        inProgress = true;
        requester = newRequester;
        resets++;
        ndis.status.toBindings(adapter, NDIS_STATUS_RESET_START, null, 0);
        addressingReset.value = false;
        int status = adapter.miniport.miniportReset(addressingReset, adapter.miniportAdapterContext);
        if (status != NDIS_STATUS_PENDING)
        {
            if (inProgress)
            {
                end(status);
            }
            else
            {
                ndis.report(NdisViolation.UNEXPECTED_COMPLETION, adapter.handle, status);
                status = NDIS_STATUS_PENDING; // the requester has been told
            }
        }
        ndis.lowerTo(before);
        return status;
    }

    /** NdisMResetComplete. */
    void complete(final int status)
    {
        if (!inProgress)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, adapter.handle, status);
            return;
        }
        final int before = ndis.raiseToDispatch();
        final int finalStatus = ndis.finalStatus(status, adapter.handle);
        final NdisBinding waiting = requester;
        end(finalStatus);
        if (waiting != null)
        {
            waiting.protocol.protocolResetComplete(waiting.protocolBindingContext, finalStatus);
        }
        ndis.lowerTo(before);
    }

    private void end(final int status)
    {
        inProgress = false;
        requester = null;
        statusBuffer.putInt(0, status, ByteOrder.LITTLE_ENDIAN);
        ndis.status.toBindings(adapter, NDIS_STATUS_RESET_END, statusBuffer, Integer.BYTES);
    }

    private boolean hasOldRequest()
    {
        boolean isOld = false;
        for (NdisRequest request = adapter.firstPended; request != null; request = request.nextPended)
        {
            if (++request.checksOutstanding == REQUEST_CHECKS)
            {
                ndis.report(NdisViolation.REQUEST_TIMED_OUT, adapter.handle, request.oid);
                isOld = true;
            }
        }
        return isOld;
    }

    private final class Tick extends Event
    {
        Tick()
        {
            super(PRIORITY);
        }

        @Override
        protected void fire(final long nowPs)
        {
            cpu.queue(check);
        }
    }

    private final class Check extends CpuWork
    {
        Check()
        {
            super(HostCpu.DISPATCH);
        }

        @Override
        protected void run()
        {
            if (adapter.stage.compareTo(NdisAdapter.Stage.HALTING) >= 0 || adapter.isRemoved)
            {
                return;
            }
            if (!inProgress)
            {
                boolean hangs = hasOldRequest();
                if (adapter.has(MiniportHandler.CHECK_FOR_HANG))
                {
                    hangs |= adapter.miniport.miniportCheckForHang(adapter.miniportAdapterContext);
                }
                if (hangs)
                {
                    reset(null);
                }
            }
            arm();
        }
    }
}
