package org.vatm.ndis.verifier;

import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;

/** What the verifier knows of a VC. The same object serves VCs of the same place in NDIS's table, one after another. */
final class VcTrack
{
    /** States of contract chapter 5.1. */
    enum State
    {
        CREATING, CREATED, ACTIVATING, ACTIVE, MODIFYING, DEACTIVATING, DELETING, DELETED
    }

    /** States of the call on it. */
    enum Call
    {
        IDLE, MAKING, OFFERED, CONNECTED, CLOSE_INDICATED, CLOSING
    }

    private static final State[] STATES = State.values();
    private static final Call[] CALLS = Call.values();
    private static final long ROLE_MASK = 3L << 58;
    private static final long KIND_VC = 5;
    private static final int KIND_SHIFT = 60;
    private static final int GENERATION_SHIFT = 32;
    private static final int GENERATION_MASK = 0x3FF_FFFF;

    long key; // 0: never used
    long context; // the miniport's, 0 while there is none
    long miniportHandle;
    long creatorHandle;
    boolean everActive;

    CoCallParameters pending; // of the activation that has not ended
    final AtmMediaParameters asked = new AtmMediaParameters();
    int askedFlags;
    boolean inActivate; // MiniportCoActivateVc has not returned yet
    boolean inDeactivate;
    boolean completedInside;
    int activationCompletions; // of the last activation that pended; -1: it did not
    int deactivationCompletions;
    long sincePs; // when the pending operation began
    boolean isOverdue;

    final AtmMediaParameters active = new AtmMediaParameters();
    int activeFlags;
    boolean isRegistered; // its VPI/VCI are in the adapter's table
    int sendsOut; // at the miniport
    int receivesOut; // at protocols
    int requestsOut;
    int resourcesHeld; // of the library, before the first activation
    int memoryBlocks; // allocated by MiniportCoCreateVc and not freed
    boolean modifyFailed; // and nothing was sent since
    boolean wasReset; // while active, and nothing was sent since
    int sends;
    int bounced; // sends completed with RESOURCES

    // Upper edge.
    int upperSendsOut;
    CoCallParameters making;
    Object makingMedia;
    long callSincePs;
    boolean callOverdue;
    int parties;
    long family; // address family that it was created for, 0 for none
    int lateDeactivation; // asked for while an activation was pending

    // Numbers and not references: a collector's barriers would cost more than all else that is done for a call.
    private byte state = (byte)State.DELETED.ordinal();
    private byte call = (byte)Call.IDLE.ordinal();
    private AdapterTrack adapter; // of the last miniport that had it
    private boolean hasAdapter;

    void begin(final long handle)
    {
        key = key(handle);
        state(State.CREATING);
        call(Call.IDLE);
        hasAdapter = false;
        context = 0;
        miniportHandle = 0;
        creatorHandle = 0;
        everActive = false;
        pending = null;
        inActivate = false;
        inDeactivate = false;
        completedInside = false;
        activationCompletions = -1;
        deactivationCompletions = -1;
        isOverdue = false;
        isRegistered = false;
        sendsOut = 0;
        receivesOut = 0;
        requestsOut = 0;
        memoryBlocks = 0;
        modifyFailed = false;
        wasReset = false;
        sends = 0;
        bounced = 0;
        upperSendsOut = 0;
        making = null;
        makingMedia = null;
        callOverdue = false;
        parties = 0;
        family = 0;
        lateDeactivation = 0;
    }

    State state()
    {
        return STATES[state];
    }

    void state(final State next)
    {
        state = (byte)next.ordinal();
    }

    Call call()
    {
        return CALLS[call];
    }

    void call(final Call next)
    {
        call = (byte)next.ordinal();
    }

    /** Null while the miniport is not watched. */
    AdapterTrack adapter()
    {
        return hasAdapter ? adapter : null;
    }

    void adapter(final AdapterTrack its)
    {
        hasAdapter = its != null;
        if (its != null && adapter != its)
        {
            adapter = its;
        }
    }

    boolean isUsable()
    {
        return state() == State.ACTIVE || state() == State.MODIFYING;
    }

    boolean isLive()
    {
        return state() != State.DELETED;
    }

    /** The VC that a party's handle names, whoever the party is. */
    static long key(final long handle)
    {
        return handle & ~ROLE_MASK;
    }

    static boolean isVcHandle(final long handle)
    {
        return handle >>> KIND_SHIFT == KIND_VC;
    }

    static int index(final long handle)
    {
        return (int)handle - 1;
    }

    static int generation(final long handle)
    {
        return (int)(handle >>> GENERATION_SHIFT) & GENERATION_MASK;
    }

    /** For people: place in NDIS's table, and which of the VCs that had it. */
    static String name(final long key)
    {
        return index(key) + "." + generation(key);
    }

    @Override
    public String toString()
    {
        return name(key);
    }
}
