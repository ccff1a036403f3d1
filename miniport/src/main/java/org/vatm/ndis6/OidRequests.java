package org.vatm.ndis6;

import org.vatm.ndis.NdisRequest;

/** Requests of 6.x for requests of 5.1; they are used again. */
final class OidRequests
{
    private NdisOidRequest free;
    private long lastId;

    NdisOidRequest take(final NdisRequest request)
    {
        NdisOidRequest taken = free;
        if (taken == null)
        {
            taken = new NdisOidRequest();
        }
        else
        {
            free = taken.next;
            taken.next = null;
        }
        taken.request = request;
        taken.requestId = ++lastId;
        return taken;
    }

    /** The 5.1 request, and the other one is free again. */
    NdisRequest give(final NdisOidRequest request)
    {
        final NdisRequest given = request.request;
        request.request = null;
        request.next = free;
        free = request;
        return given;
    }
}
