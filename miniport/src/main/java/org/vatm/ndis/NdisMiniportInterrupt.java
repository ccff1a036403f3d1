package org.vatm.ndis;

/** {@code NDIS_MINIPORT_INTERRUPT}: storage of the miniport, content of NDIS. One for each interrupt of an adapter. */
public final class NdisMiniportInterrupt
{
    NdisAdapter adapter; // not null while registered
}
