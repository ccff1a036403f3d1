package org.vatm.ndis.verifier;

import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;

/** What the verifier knows of a request. */
final class RequestTrack
{
    private static final int MIX = 31;

    final NdisRequest request;
    final int number;
    boolean isOut; // at the miniport
    boolean inCall; // MiniportCoRequest has not returned
    boolean pended;
    int completions; // since it was pended; -1: it was not
    AdapterTrack adapter;
    VcTrack vc;
    int oid;
    int type;
    int length;
    long sincePs;
    boolean isOverdue;
    long guard; // fingerprint of the bytes behind the buffer's stated length

    RequestTrack(final NdisRequest request, final int number)
    {
        this.request = request;
        this.number = number;
    }

    /** Of the members that a miniport may write while it owns the request. */
    long fingerprint()
    {
        long sum = request.bytesWritten;
        sum = sum * MIX + request.bytesRead;
        sum = sum * MIX + request.bytesNeeded;
        sum = sum * MIX + request.miniportReserved0;
        sum = sum * MIX + request.miniportReserved1;
        sum = sum * MIX + (request.miniportNext == null ? 0 : 1);
        for (int i = 0; request.informationBuffer != null && i < request.informationBufferLength; i++)
        {
            sum = sum * MIX + request.informationBuffer.getByte(i);
        }
        return sum;
    }

    /** Of what lies behind the stated length. */
    long behind()
    {
        long sum = 1;
        final int end = request.informationBuffer == null ? 0 : request.informationBuffer.capacity();
        for (int i = Math.max(0, request.informationBufferLength); i < Math.min(end, length + 256); i++)
        {
            sum = sum * MIX + request.informationBuffer.getByte(i);
        }
        return sum;
    }

    @Override
    public String toString()
    {
        return "request " + number + " " + NdisOid.name(oid);
    }
}
