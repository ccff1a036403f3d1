package org.vatm.ndis;

import org.agrona.MutableDirectBuffer;

/**
 * {@code NDIS_REQUEST}: a query or set by object identifier. Belongs to the requester, which may not touch it between
 * NdisCoRequest and its completion. Multi-byte values in the information buffer are little-endian.
 */
public final class NdisRequest
{
    public static final int NDIS_REQUEST_QUERY_INFORMATION = 0;
    public static final int NDIS_REQUEST_SET_INFORMATION = 1;
    public static final int NDIS_REQUEST_QUERY_STATISTICS = 2;

    public int requestType;
    public int oid;
    /** The requester's buffer, used from offset 0. */
    public MutableDirectBuffer informationBuffer;
    public int informationBufferLength;
    /**
     * What OID_ATM_GET_NEAREST_FLOW is about, in and out: that structure holds pointers, so it is here instead of in
     * the buffer; informationBufferLength is {@link CoCallParameters#LENGTH} then. Null for others.
     */
    public CoCallParameters callParameters;
    /** Queries: bytes put into the buffer. */
    public int bytesWritten;
    /** Sets: bytes taken from the buffer. */
    public int bytesRead;
    /** Bytes that the buffer would have needed; set when it was too short. */
    public int bytesNeeded;
    /** The miniport's while it owns the request. */
    public long miniportReserved0;
    public long miniportReserved1;
    /** The miniport may link pended requests by it. */
    public NdisRequest miniportNext;

    NdisBinding requester; // null: NDIS itself
    NdisAdapter adapter; // not null while outstanding at that adapter
    NdisAf af; // not null while outstanding at the peer on that family
    boolean isToClient; // on that family
    long ndisPartyHandle;
    long partyContext; // the requester's
    int epoch; // changes when it is over
    NdisVc vc;
    long vcContext; // the requester's
    int checksOutstanding; // check-for-hang intervals since it was pended
    int finalStatus;
    NdisRequest previousPended;
    NdisRequest nextPended;

    /** Prepares a query of {@code oid} into {@code buffer}. */
    public NdisRequest query(final int oid, final MutableDirectBuffer buffer, final int lengthBytes)
    {
        return prepare(NDIS_REQUEST_QUERY_INFORMATION, oid, buffer, lengthBytes);
    }

    /** Prepares a set of {@code oid} from {@code buffer}. */
    public NdisRequest set(final int oid, final MutableDirectBuffer buffer, final int lengthBytes)
    {
        return prepare(NDIS_REQUEST_SET_INFORMATION, oid, buffer, lengthBytes);
    }

    private NdisRequest prepare(
        final int type, final int oid, final MutableDirectBuffer buffer, final int lengthBytes)
    {
        requestType = type;
        this.oid = oid;
        informationBuffer = buffer;
        informationBufferLength = lengthBytes;
        callParameters = null;
        bytesWritten = 0;
        bytesRead = 0;
        bytesNeeded = 0;
        return this;
    }

    boolean isOutstanding()
    {
        return adapter != null || af != null;
    }
}
