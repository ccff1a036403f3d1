package org.vatm.ndis.verifier;

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
    // ContextMap's.
    long context; // the miniport's, 0 while there is none
    int chain = ContextMap.NONE;
    int nextInChain;

    long miniportHandle;
    long creatorHandle;
    long family; // address family that it was created for, 0 for none
    int requestsOut;
    int memoryBlocks; // allocated by MiniportCoCreateVc and not freed

    // Numbers and not references: a collector's barriers would cost more than all else that is done for a call.
    private byte state = (byte)State.DELETED.ordinal();
    private byte call = (byte)Call.IDLE.ordinal();
    private AdapterTrack adapter; // of the last miniport that had it
    private boolean hasAdapter;
    private boolean isUsed;
    private final VcUse use = new VcUse();

    void begin(final long handle)
    {
        context = 0;
        key = key(handle);
        miniportHandle = 0;
        creatorHandle = 0;
        family = 0;
        requestsOut = 0;
        memoryBlocks = 0;
        state = (byte)State.CREATING.ordinal();
        call = (byte)Call.IDLE.ordinal();
        hasAdapter = false;
        if (isUsed)
        {
            isUsed = false;
            use.clear();
        }
    }

    /** What was done with the VC: neither written nor cleared for one that is only created and deleted. */
    VcUse use()
    {
        isUsed = true;
        return use;
    }

    State state()
    {
        return STATES[state];
    }

    boolean is(final State wanted)
    {
        return state == wanted.ordinal();
    }

    void state(final State next)
    {
        state = (byte)next.ordinal();
    }

    Call call()
    {
        return CALLS[call];
    }

    boolean is(final Call wanted)
    {
        return call == wanted.ordinal();
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

    /** Whether it has a miniport that is. */
    boolean isWatched()
    {
        return hasAdapter;
    }

    void adapter(final AdapterTrack its)
    {
        hasAdapter = its != null;
        if (its != null && adapter != its)
        {
            if (adapter != null)
            {
                adapter.miniport.vcs().forget(this);
            }
            adapter = its;
        }
    }

    boolean isUsable()
    {
        return is(State.ACTIVE) || is(State.MODIFYING);
    }

    boolean isLive()
    {
        return !is(State.DELETED);
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
