package org.vatm.ndis.verifier;

import java.util.Arrays;

/**
 * VCs by the contexts that a driver has given them, 0 never being one: chains of tracks. There are at least four times
 * as many chains as VCs, so that most have one VC or none. Contexts are anything, often small numbers with others above
 * them. Those below, mixed, keep out of each other's way; all bits count only once that has gone wrong.
 */
final class ContextMap
{
    private static final int NONE = -1;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_BITS = 8;
    private static final int CHAINS_PER_VC = 4;
    private static final int LONGEST_CHAIN = 32;
    private static final long ALL_BITS = -1;

    private final Verifier verifier;
    private int bits = FIRST_BITS;
    private int[] chains = newChains(FIRST_BITS); // place of the first track
    private int count;
    private long bitsThatCount = 0xFFFF_FFFFL;

    ContextMap(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** The VC that was last given the context; null if there is none. */
    VcTrack get(final long context)
    {
        final VcTrack[] tracks = verifier.tracks();
        int length = 0;
        for (int place = chains[chain(context)]; place != NONE; length++)
        {
            final VcTrack vc = tracks[place];
            if (vc.context == context)
            {
                return vc;
            }
            place = vc.nextInChain;
        }
        if (length > LONGEST_CHAIN && bitsThatCount != ALL_BITS)
        {
            bitsThatCount = ALL_BITS;
            rebuild(bits);
        }
        return null;
    }

    /** The context is that VC's; true if it is another's, too. */
    boolean put(final long context, final VcTrack vc)
    {
        remove(vc);
        if (context == 0)
        {
            return false;
        }
        final boolean isTaken = get(context) != null;
        count++;
        if (count * CHAINS_PER_VC > chains.length)
        {
            rebuild(bits + 1);
        }
        vc.context = context;
        insert(vc);
        return isTaken;
    }

    /** The VC has no context any more. */
    void remove(final VcTrack vc)
    {
        if (vc.context == 0)
        {
            return;
        }
        final int chain = chain(vc.context);
        final int place = VcTrack.index(vc.key);
        vc.context = 0;
        count--;
        if (chains[chain] == place)
        {
            chains[chain] = vc.nextInChain;
            return;
        }
        final VcTrack[] tracks = verifier.tracks();
        VcTrack before = tracks[chains[chain]];
        while (before.nextInChain != place)
        {
            before = tracks[before.nextInChain];
        }
        before.nextInChain = vc.nextInChain;
    }

    private void insert(final VcTrack vc)
    {
        final int chain = chain(vc.context);
        vc.nextInChain = chains[chain];
        chains[chain] = VcTrack.index(vc.key);
    }

    private void rebuild(final int newBits)
    {
        final int[] old = chains;
        final VcTrack[] tracks = verifier.tracks();
        bits = newBits;
        chains = newChains(bits);
        for (int place : old)
        {
            while (place != NONE)
            {
                final int next = tracks[place].nextInChain;
                insert(tracks[place]);
                place = next;
            }
        }
    }

    private static int[] newChains(final int bits)
    {
        final int[] chains = new int[1 << bits];
        Arrays.fill(chains, NONE);
        return chains;
    }

    private int chain(final long context)
    {
        return (int)((context & bitsThatCount) * MIX >>> Long.SIZE - bits) & chains.length - 1;
    }
}
