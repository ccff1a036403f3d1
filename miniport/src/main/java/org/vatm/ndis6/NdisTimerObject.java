package org.vatm.ndis6;

import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisTimerFunction;

/** What NdisAllocateTimerObject gives: a timer that runs its function at DISPATCH. */
public final class NdisTimerObject
{
    final NdisMiniportTimer timer = new NdisMiniportTimer();
    final NdisTimerFunction function;
    int millisecondsPeriod; // to be set at the next expiry, 0: none

    NdisTimerObject(final NdisTimerFunction function)
    {
        this.function = function;
    }
}
