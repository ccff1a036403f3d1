package org.vatm.ndis;

/** {@code MiniportSynchronizeISR}: code that may touch what the interrupt service routine touches. */
@FunctionalInterface
public interface NdisSynchronizeFunction
{
    /** At DEVICE; the result goes back to the caller of NdisMSynchronizeWithInterrupt. */
    boolean miniportSynchronizeIsr(long synchronizeContext);
}
