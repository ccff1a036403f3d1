package org.vatm.ndis6;

import org.agrona.DirectBuffer;

/** {@code NDIS_STATUS_INDICATION}: an argument of NdisMCoIndicateStatusEx that its caller reuses. */
public final class NdisStatusIndication
{
    /** {@code NDIS_STATUS_LINK_STATE}, whose buffer is {@code NDIS_LINK_STATE}: header, then the connect state. */
    public static final int NDIS_STATUS_LINK_STATE = 0x4001_0017;
    public static final int MEDIA_CONNECT_STATE_OFFSET = 4;
    public static final int MEDIA_CONNECT_STATE_CONNECTED = 1;
    public static final int MEDIA_CONNECT_STATE_DISCONNECTED = 2;

    public int statusCode;
    /** Or null; used during the call only. */
    public DirectBuffer statusBuffer;
    public int statusBufferSize;
}
