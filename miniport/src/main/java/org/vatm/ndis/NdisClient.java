package org.vatm.ndis;

/** {@code NDIS_CLIENT_CHARACTERISTICS}: what a client gives to NdisClOpenAddressFamily. */
public interface NdisClient
{
    /** At most DISPATCH, never PENDING. The call manager creates a VC for this client. */
    int protocolCoCreateVc(long protocolAfContext, long ndisVcHandle, NdisHandleHolder protocolVcContext);

    /** At most DISPATCH, never PENDING. The call manager deletes the VC that it has created. */
    int protocolCoDeleteVc(long protocolVcContext);

    /** NdisClOpenAddressFamily pended, and is over. */
    void protocolClOpenAfComplete(int status, long protocolAfContext, long ndisAfHandle);

    /** NdisClCloseAddressFamily pended, and is over. */
    void protocolClCloseAfComplete(int status, long protocolAfContext);

    /** NdisClMakeCall pended, and is over; the parameters may hold rounded rates. */
    void protocolClMakeCallComplete(int status, long protocolVcContext, CoCallParameters callParameters);

    /** NdisClCloseCall pended, and is over. */
    void protocolClCloseCallComplete(int status, long protocolVcContext);
}
