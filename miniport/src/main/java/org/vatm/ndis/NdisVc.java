package org.vatm.ndis;

/** NDIS's object of a virtual connection: state and counters of contract chapter 5. Pooled by {@link NdisVcTable}. */
final class NdisVc
{
    /** Parties to a VC; each has a handle of its own for it. */
    static final int CLIENT = 1;
    static final int CALL_MANAGER = 2;
    static final int MINIPORT = 3;

    /** State of the call on the VC. */
    enum Call
    {
        /** C0. */
        IDLE,
        /** C1: NdisClMakeCall is pending. */
        MAKING,
        /** C2. */
        CONNECTED,
        /** C3: an incoming call is dispatched to the client, which has not answered. */
        OFFERED,
        /** C4: the client has accepted, the call manager has not said that it is connected. */
        ACCEPTED,
        /** C5: the call manager has told that the call ends. */
        CLOSE_INDICATED,
        /** C6: NdisClCloseCall is pending. */
        CLOSING
    }

    final int index;
    int generation = 1;

    NdisVcState state = NdisVcState.NONEXISTENT;
    Call call = Call.IDLE;
    Call callBeforeClose = Call.IDLE;
    NdisAdapter adapter;
    NdisMiniport miniport;
    long miniportVcContext;

    /** Null for a call manager's own VC. */
    NdisAf af;
    /** Null if that is a call manager inside the miniport. */
    NdisBinding creator;
    int creatorRole;
    /** CALL_MANAGER, or MINIPORT if the call manager is inside it. */
    int callManagerRole;
    boolean partnerKnows;
    NdisCallManager callManager;
    long callManagerContext;
    long clientContext;

    /** Who sends and receives on it: the client if there is one. */
    NdisBinding owner;
    long ownerContext;
    int ownerRole;

    CoCallParameters activation; // of the pending activation
    CoCallParameters callParameters; // of the pending, or offered, call
    CoCallParameters qosParameters; // of the pending modification
    NdisParty closingParty; // that the pending close was given
    NdisParty firstParty;
    boolean isClosedByClient; // no more sends until the next call
    int operationEpoch; // changes when an activation or deactivation is over
    int callEpoch; // changes when an operation of the call is over
    String instanceName;
    boolean deactivateDeferred;
    int sendsOut;
    int receivesOut;
    int requestsOut;

    NdisVc(final int index)
    {
        this.index = index;
    }

    long handle(final int role)
    {
        return (long)HandleTable.KIND_VC << HandleTable.KIND_SHIFT | (long)role << HandleTable.ROLE_SHIFT |
            (long)generation << HandleTable.GENERATION_SHIFT | index + 1;
    }

    static int role(final long handle)
    {
        return (int)(handle >>> HandleTable.ROLE_SHIFT) & 3;
    }

    boolean isIntegrated()
    {
        return callManagerRole == MINIPORT;
    }

    /** Whether the handle is that of the VC's call manager. */
    boolean isCallManager(final long handle)
    {
        return role(handle) == callManagerRole;
    }

    /** Packets that the miniport or a receiver has: none may be left when the VC becomes inactive. */
    boolean hasPacketsOut()
    {
        return (sendsOut | receivesOut) != 0;
    }

    /** Whether something is left of a call or of its data. */
    boolean isInUse()
    {
        return call != Call.IDLE || qosParameters != null || (sendsOut | receivesOut | requestsOut) != 0;
    }

    boolean isUsable()
    {
        return state == NdisVcState.ACTIVE || state == NdisVcState.MODIFYING;
    }

    @Override
    public String toString()
    {
        return "VC " + index + " " + state + " call " + call + " sends " + sendsOut + " receives " + receivesOut;
    }
}
