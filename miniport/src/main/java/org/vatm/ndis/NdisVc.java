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
        /** C6: NdisClCloseCall is pending. */
        CLOSING
    }

    final int index;
    int generation = 1;

    NdisVcState state = NdisVcState.NONEXISTENT;
    Call call = Call.IDLE;
    NdisAdapter adapter;
    NdisMiniport miniport;
    long miniportVcContext;

    /** Null for a call manager's own VC. */
    NdisAf af;
    NdisBinding creator;
    int creatorRole;
    boolean partnerKnows;
    NdisCallManager callManager;
    long callManagerContext;
    long clientContext;

    /** Who sends and receives on it: the client if there is one. */
    NdisBinding owner;
    long ownerContext;
    int ownerRole;

    CoCallParameters activation; // of the pending activation
    CoCallParameters callParameters; // of the pending call
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
