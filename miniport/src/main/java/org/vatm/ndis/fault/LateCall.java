package org.vatm.ndis.fault;

/** Calls between NDIS and a miniport that may come late, and so in another order than they were made. */
public enum LateCall
{
    /** NdisMCoSendComplete, to NDIS. */
    SEND_COMPLETE,
    /** MiniportCoActivateVc, to the miniport; NDIS sees it pending meanwhile. */
    ACTIVATE,
    /** The end of a deactivation, to NDIS, even if the miniport did not pend it. It never overtakes sends of its VC. */
    DEACTIVATE_COMPLETE,
    /** The end of a request, to NDIS, even if the miniport did not pend it. */
    REQUEST_COMPLETE,
    /** The end of a reset, to NDIS, even if the miniport did not pend it. */
    RESET_COMPLETE,
    /** MiniportReturnPacket, to the miniport, which has fewer receive buffers meanwhile. */
    RETURN_PACKET,
    /** MiniportHandleInterrupt, to the miniport: a deferred procedure on a busy processor. */
    HANDLE_INTERRUPT
}
