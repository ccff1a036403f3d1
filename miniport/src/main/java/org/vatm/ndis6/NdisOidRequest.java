package org.vatm.ndis6;

import org.agrona.MutableDirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisRequest;

/** {@code NDIS_OID_REQUEST}: a query or set by object identifier; stands for one NDIS_REQUEST of the library below. */
public final class NdisOidRequest
{
    /** Scratch of the miniport while it owns the request. */
    public long miniportReserved0;
    public long miniportReserved1;
    /** The miniport may link pended requests by it. */
    public NdisOidRequest next;

    NdisRequest request;
    long requestId;

    /** {@code RequestType}: as in 5.1. */
    public int requestType()
    {
        return request.requestType;
    }

    public int oid()
    {
        return request.oid;
    }

    /** Names the request for cancelling; not 0. */
    public long requestId()
    {
        return requestId;
    }

    public MutableDirectBuffer informationBuffer()
    {
        return request.informationBuffer;
    }

    public int informationBufferLength()
    {
        return request.informationBufferLength;
    }

    /** See {@link NdisRequest#callParameters}. */
    public CoCallParameters callParameters()
    {
        return request.callParameters;
    }

    public void bytesWritten(final int bytes)
    {
        request.bytesWritten = bytes;
    }

    public void bytesRead(final int bytes)
    {
        request.bytesRead = bytes;
    }

    public void bytesNeeded(final int bytes)
    {
        request.bytesNeeded = bytes;
    }
}
