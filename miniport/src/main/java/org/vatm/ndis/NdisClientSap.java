package org.vatm.ndis;

/** An address at which an {@link NdisCoClient} takes calls; used again after {@link NdisCoClient#deregisterSap}. */
public final class NdisClientSap
{
    final CoSap sap = new CoSap();
    final NdisHandleHolder handle = new NdisHandleHolder();
    NdisClientPort port;
    long context;

    /** The address, not to be changed while registered. */
    public CoSap sap()
    {
        return sap;
    }

    /** The adapter that it is on. */
    public NdisClientPort port()
    {
        return port;
    }
}
