package org.vatm.ndis;

/** NDIS's object of a virtual connection; pooled by the table of its host. */
final class NdisVc
{
    NdisVcState state = NdisVcState.NONEXISTENT;
    NdisAdapter adapter;
    long miniportVcContext;
}
