package org.vatm.ndis;

/** An address family that a client has opened. */
final class NdisAf
{
    enum State
    {
        OPENING, OPEN, CLOSING
    }

    final NdisHandleHolder contextHolder = new NdisHandleHolder();
    final NdisOffer offer;
    final NdisBinding clientBinding;
    /** Null if the call manager is inside the miniport. */
    final NdisBinding callManagerBinding;
    final NdisClient client;
    final NdisCallManager callManager;
    final long protocolAfContext;
    long handle;
    State state = State.OPENING;
    long callMgrAfContext;
    int vcCount;
    int sapCount;

    NdisAf(
        final NdisOffer offer, final NdisBinding clientBinding, final NdisClient client, final long protocolAfContext)
    {
        this.offer = offer;
        this.clientBinding = clientBinding;
        this.client = client;
        this.protocolAfContext = protocolAfContext;
        callManagerBinding = offer.binding;
        callManager = offer.callManager;
    }
}
