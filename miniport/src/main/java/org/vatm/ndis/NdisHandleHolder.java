package org.vatm.ndis;

/** Out parameter of type {@code PNDIS_HANDLE}: a handle or context, 0 is NULL. Owned by the caller, reused for ever. */
public final class NdisHandleHolder
{
    public long value;
}
