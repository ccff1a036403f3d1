package org.vatm.ndis6;

import org.vatm.ndis.NdisBooleanHolder;

/** {@code NDIS_MINIPORT_INTERRUPT_CHARACTERISTICS} of a line interrupt. */
public interface MiniportInterruptHandlers
{
    /**
     * MiniportInterrupt, DEVICE.
     *
     * @param queueDefaultInterruptDpc out, whether MiniportInterruptDPC shall run.
     * @return true if the adapter has interrupted.
     */
    boolean miniportInterrupt(long miniportInterruptContext, NdisBooleanHolder queueDefaultInterruptDpc);

    /** MiniportInterruptDPC, DISPATCH: not while MiniportInitializeEx or MiniportHaltEx runs. */
    void miniportInterruptDpc(long miniportInterruptContext);
}
