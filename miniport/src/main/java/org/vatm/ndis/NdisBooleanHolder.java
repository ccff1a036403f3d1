package org.vatm.ndis;

/** Out parameter of type {@code PBOOLEAN}. Owned by the caller, reused for ever. */
public final class NdisBooleanHolder
{
    public boolean value;
}
