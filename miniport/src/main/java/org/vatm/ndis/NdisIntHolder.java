package org.vatm.ndis;

/**
 * Out parameter of type {@code PNDIS_STATUS}, {@code PUINT} or {@code PULONG}. Owned by the caller, reused for ever.
 */
public final class NdisIntHolder
{
    public int value;
}
