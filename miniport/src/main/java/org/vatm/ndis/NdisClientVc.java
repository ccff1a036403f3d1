package org.vatm.ndis;

/** A client's own view of a VC: made by the client, used again after {@link NdisCoClient#deleteVc}. */
public class NdisClientVc
{
    /** Stages of the call on it. */
    public enum Stage
    {
        /** Not known to NDIS. */
        NONE,
        /** Created, without a call. */
        CREATED,
        /** NdisClMakeCall is on its way. */
        MAKING,
        /** A call came in that is to be answered. */
        OFFERED,
        /** It was accepted, and is not connected yet. */
        ACCEPTED,
        /** Packets may be sent. */
        CONNECTED,
        /** NdisClCloseCall is on its way. */
        CLOSING
    }

    final NdisHandleHolder handle = new NdisHandleHolder();
    NdisClientPort port;
    Stage stage = Stage.NONE;
    int index = -1;
    int sendsOut;
    CoCallParameters offered; // until answered
    boolean isIncoming; // created, and to be deleted, by the call manager
    boolean closesWhenIdle;

    public final Stage stage()
    {
        return stage;
    }

    /** NdisVcHandle; 0 while there is none. */
    public final long ndisVcHandle()
    {
        return handle.value;
    }

    /** The adapter that it is on. */
    public final NdisClientPort port()
    {
        return port;
    }

    /** Packets sent that have not come back. */
    public final int sendsOut()
    {
        return sendsOut;
    }
}
