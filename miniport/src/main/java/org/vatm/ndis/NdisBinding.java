package org.vatm.ndis;

/** A protocol's open adapter. */
final class NdisBinding
{
    NdisProtocol protocol;
    long protocolBindingContext;
    NdisAdapter adapter;
}
