package org.vatm.ndis;

import org.agrona.DirectBuffer;

/** {@code NDIS_PROTOCOL_CHARACTERISTICS}: the handlers that call managers and clients have in common. */
public interface NdisProtocol
{
    /** PASSIVE. An adapter is there: usually opens it. SUCCESS, or why it is of no use. */
    int protocolBindAdapter(String deviceName);

    /** PASSIVE. The adapter goes away: closes all, at the end the binding, for which NDIS waits. */
    void protocolUnbindAdapter(long protocolBindingContext);

    /** NdisCloseAdapter pended, and is over. */
    default void protocolCloseAdapterComplete(final long protocolBindingContext, final int status)
    {
    }

    /** NdisReset pended, and is over. */
    default void protocolResetComplete(final long protocolBindingContext, final int status)
    {
    }

    /** PASSIVE. A call manager offers a family on the adapter. */
    default void protocolCoAfRegisterNotify(final long protocolBindingContext, final CoAddressFamily family)
    {
    }

    /** At most DISPATCH. A packet that was sent is the sender's again. */
    void protocolCoSendComplete(int status, long protocolVcContext, NdisPacket packet);

    /**
     * DISPATCH. A packet, read-only.
     *
     * @return 0: done with it, which is a must if its status is RESOURCES; n: NdisReturnPackets will be called n times.
     */
    int protocolCoReceivePacket(long protocolBindingContext, long protocolVcContext, NdisPacket packet);

    /** DISPATCH. A batch of received packets is over. */
    default void protocolReceiveComplete(final long protocolBindingContext)
    {
    }

    /** At most DISPATCH. {@code protocolVcContext} is 0 if the whole adapter is meant. */
    default void protocolCoStatus(
        final long protocolBindingContext,
        final long protocolVcContext,
        final int generalStatus,
        final DirectBuffer statusBuffer,
        final int statusBufferSize)
    {
    }

    /** At most DISPATCH. NdisCoRequest pended, and is over. */
    default void protocolCoRequestComplete(
        final int status, final long protocolBindingContext, final long protocolVcContext, final NdisRequest request)
    {
    }
}
