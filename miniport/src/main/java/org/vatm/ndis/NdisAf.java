package org.vatm.ndis;

/** An address family that a client has opened. */
final class NdisAf
{
    enum State
    {
        OPENING, OPEN, CLOSING
    }

    long handle;
    State state = State.OPENING;
    NdisAdapter adapter;
    NdisBinding clientBinding;
    NdisBinding callManagerBinding;
    NdisClient client;
    NdisCallManager callManager;
    long protocolAfContext;
    long callMgrAfContext;
    int vcCount;
}
