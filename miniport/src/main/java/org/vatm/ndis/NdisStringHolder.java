package org.vatm.ndis;

/** Out parameter of type {@code PNDIS_STRING}. Owned by the caller. */
public final class NdisStringHolder
{
    public String value;
}
