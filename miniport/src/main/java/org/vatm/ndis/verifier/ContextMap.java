package org.vatm.ndis.verifier;

/**
 * VCs by the contexts that a driver has given them, 0 never being one. Open addressing in flat arrays, half full at
 * most. Contexts are anything, often small numbers with others above them: they are mixed, so that they do not crowd.
 */
final class ContextMap
{
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_BITS = 8;

    private final Verifier verifier;
    private int bits = FIRST_BITS;
    private long[] contexts = new long[1 << FIRST_BITS]; // 0: free
    private int[] places = new int[1 << FIRST_BITS]; // of the VC's track
    private int count;

    ContextMap(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    VcTrack get(final long context)
    {
        final int slot = find(context);
        return slot < 0 ? null : verifier.tracks()[places[slot]];
    }

    /** Returns the VC that had the context. */
    VcTrack put(final long context, final VcTrack vc)
    {
        final int place = VcTrack.index(vc.key);
        final int slot = find(context);
        if (slot >= 0)
        {
            final VcTrack before = verifier.tracks()[places[slot]];
            places[slot] = place;
            return before;
        }
        if (context == 0)
        {
            return null;
        }
        if (++count > contexts.length >> 1)
        {
            grow();
        }
        insert(context, place);
        return null;
    }

    /** Removes the context if it is that VC's. */
    void remove(final long context, final VcTrack vc)
    {
        int hole = find(context);
        if (hole < 0 || places[hole] != VcTrack.index(vc.key))
        {
            return;
        }
        count--;
        // whoever was pushed past the hole moves up
        final int mask = contexts.length - 1;
        for (int slot = hole + 1 & mask; contexts[slot] != 0; slot = slot + 1 & mask)
        {
            final int home = home(contexts[slot]);
            if ((slot - home & mask) >= (slot - hole & mask))
            {
                contexts[hole] = contexts[slot];
                places[hole] = places[slot];
                hole = slot;
            }
        }
        contexts[hole] = 0;
    }

    private int find(final long context)
    {
        if (context == 0)
        {
            return -1;
        }
        final int mask = contexts.length - 1;
        for (int slot = home(context);; slot = slot + 1 & mask)
        {
            if (contexts[slot] == context)
            {
                return slot;
            }
            if (contexts[slot] == 0)
            {
                return -1;
            }
        }
    }

    private void insert(final long context, final int place)
    {
        final int mask = contexts.length - 1;
        int slot = home(context);
        while (contexts[slot] != 0)
        {
            slot = slot + 1 & mask;
        }
        contexts[slot] = context;
        places[slot] = place;
    }

    private void grow()
    {
        final long[] oldContexts = contexts;
        final int[] oldPlaces = places;
        bits++;
        contexts = new long[1 << bits];
        places = new int[1 << bits];
        for (int i = 0; i < oldContexts.length; i++)
        {
            if (oldContexts[i] != 0)
            {
                insert(oldContexts[i], oldPlaces[i]);
            }
        }
    }

    private int home(final long context)
    {
        return (int)(context * MIX >>> Long.SIZE - bits);
    }
}
