package org.vatm.ndis.fault;

import java.util.HashMap;
import java.util.Map;

/** What is known of one adapter: names of its VCs, and how many of their completions are late. */
final class FaultyAdapter
{
    /** One VC. */
    static final class Vc
    {
        final long ndisVcHandle;
        final FaultyAdapter adapter;
        int lateSends;
        Runnable deactivation; // waits for the last of them

        Vc(final FaultyAdapter adapter, final long ndisVcHandle)
        {
            this.adapter = adapter;
            this.ndisVcHandle = ndisVcHandle;
        }
    }

    final long handle;
    final Instants instants;
    private final FaultInjector faults;
    private final Map<Long, Vc> byHandle = new HashMap<>();
    private final Map<Long, Vc> byContext = new HashMap<>();

    FaultyAdapter(final FaultInjector faults, final long handle, final Instants instants)
    {
        this.faults = faults;
        this.handle = handle;
        this.instants = instants;
    }

    void created(final long miniportVcContext, final long ndisVcHandle)
    {
        final Vc vc = new Vc(this, ndisVcHandle);
        byHandle.put(ndisVcHandle, vc);
        byContext.put(miniportVcContext, vc);
    }

    void deleted(final long miniportVcContext)
    {
        final Vc vc = byContext.remove(miniportVcContext);
        byHandle.remove(vc.ndisVcHandle);
    }

    Vc ofHandle(final long ndisVcHandle)
    {
        return byHandle.get(ndisVcHandle);
    }

    Vc ofContext(final long miniportVcContext)
    {
        return byContext.get(miniportVcContext);
    }

    /** A packet is back at the miniport's side of NDIS; its sender learns of it perhaps later. */
    void sendComplete(final Vc vc, final Runnable completion)
    {
        vc.lateSends++;
        faults.late.run(LateCall.SEND_COMPLETE, handle, () ->
        {
            completion.run();
            if (--vc.lateSends == 0 && vc.deactivation != null)
            {
                final Runnable waiting = vc.deactivation;
                vc.deactivation = null;
                waiting.run();
            }
        });
    }

    /** The VC is drained as the miniport sees it; its call manager learns of it after the last packet. */
    void deactivated(final Vc vc, final Runnable completion)
    {
        faults.late.run(LateCall.DEACTIVATE_COMPLETE, handle, () ->
        {
            if (vc.lateSends == 0)
            {
                completion.run();
            }
            else
            {
                vc.deactivation = completion;
            }
        });
    }
}
