package org.vatm.ndis.svc;

import org.vatm.ndis.NdisStatus;

/** Causes of the network as statuses for clients. */
final class SvcCause
{
    private SvcCause()
    {
    }

    /** SUCCESS for a call that simply has ended. */
    static int status(final int cause)
    {
        return switch (cause)
        {
            case SignallingMessage.CAUSE_NORMAL -> NdisStatus.NDIS_STATUS_SUCCESS;
            case SignallingMessage.CAUSE_NO_ROUTE -> NdisStatus.NDIS_STATUS_NO_ROUTE_TO_DESTINATION;
            case SignallingMessage.CAUSE_BUSY, SignallingMessage.CAUSE_OUT_OF_ORDER ->
                NdisStatus.NDIS_STATUS_DEST_OUT_OF_ORDER;
            case SignallingMessage.CAUSE_NO_VC -> NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE;
            case SignallingMessage.CAUSE_NO_CELL_RATE -> NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE;
            case SignallingMessage.CAUSE_NO_RESOURCE -> NdisStatus.NDIS_STATUS_RESOURCES;
            default -> NdisStatus.NDIS_STATUS_FAILURE;
        };
    }

    /** The same for a call that has not come about: never SUCCESS. */
    static int failure(final int cause)
    {
        final int status = status(cause);
        return status == NdisStatus.NDIS_STATUS_SUCCESS ? NdisStatus.NDIS_STATUS_FAILURE : status;
    }
}
