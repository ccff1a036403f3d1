package org.vatm.ndis;

/** {@code NDIS_SPIN_LOCK}. Hosts have one processor, so that all it does is to raise the interrupt level. */
public final class NdisSpinLock
{
    int levelBefore;
    boolean held;
}
