package org.vatm.ndis;

/** {@code MiniportTimer}: what an {@link NdisMiniportTimer} runs when it expires. */
@FunctionalInterface
public interface NdisTimerFunction
{
    /** At DISPATCH. */
    void miniportTimer(long functionContext);
}
