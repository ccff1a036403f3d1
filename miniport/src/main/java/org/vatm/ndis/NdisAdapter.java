package org.vatm.ndis;

/** NDIS's object of an adapter. */
final class NdisAdapter
{
    NdisMiniport miniport;
    long miniportAdapterContext;
}
