package org.vatm.ndis;

import org.vatm.sim.Completion;

/** A protocol's open adapter. */
final class NdisBinding
{
    final NdisProtocol protocol;
    final long protocolBindingContext;
    final NdisAdapter adapter;
    final Completion closed = new Completion();
    long handle;

    /** Handlers of the first family that a call manager offers on the adapter; null for a client. */
    NdisCallManager callManager;

    boolean hasReceived; // since the last ProtocolReceiveComplete
    boolean closing;
    int vcCount; // created by, or for, this protocol
    int afCount; // open, as client or as call manager
    int requestsOut;

    NdisBinding(final NdisProtocol protocol, final long protocolBindingContext, final NdisAdapter adapter)
    {
        this.protocol = protocol;
        this.protocolBindingContext = protocolBindingContext;
        this.adapter = adapter;
    }

    boolean isIdle()
    {
        return (vcCount | afCount | requestsOut) == 0;
    }
}
