package org.vatm.ndis;

/** An address at which a client takes calls. */
final class NdisSap
{
    enum State
    {
        REGISTERING, REGISTERED, CLOSING
    }

    final NdisHandleHolder contextHolder = new NdisHandleHolder();
    final NdisAf af;
    final CoSap sap;
    final long protocolSapContext;
    long callMgrSapContext;
    long handle;
    State state = State.REGISTERING;

    NdisSap(final NdisAf af, final CoSap sap, final long protocolSapContext)
    {
        this.af = af;
        this.sap = sap;
        this.protocolSapContext = protocolSapContext;
    }
}
