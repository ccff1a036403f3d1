package org.vatm.ndis.verifier;

import java.util.Arrays;

/**
 * VCs by the contexts that a driver has given them, 0 never being one: chains of tracks. There are at least four times
 * as many chains as VCs, so that most have one VC or none. Contexts are anything, often small numbers with others above
 * them. Those below, mixed, keep out of each other's way; all bits count only once that has gone wrong.
 * <p>
 * A VC that is gone stays in its chain, without a context: the next of the same place often comes to the same chain.
 */
final class ContextMap
{
    static final int NONE = -1;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_BITS = 8;
    private static final int CHAINS_PER_VC = 4;
    private static final int LONGEST_CHAIN = 32;
    private static final long ALL_BITS = -1;

    private final Verifier verifier;
    private int[] chains; // place of the first track
    private int shift; // leaves as many bits as number chains
    private int count; // of VCs in chains
    private long bitsThatCount = 0xFFFF_FFFFL;

    ContextMap(final Verifier verifier)
    {
        this.verifier = verifier;
        newChains(FIRST_BITS);
    }

    /** The VC that was last given the context; null if there is none. */
    VcTrack get(final long context)
    {
        final VcTrack[] tracks = verifier.tracks();
        int length = 0;
        for (int place = chains[chain(context)]; place != NONE; length++)
        {
            final VcTrack vc = tracks[place];
            if (vc.context == context && context != 0)
            {
                return vc;
            }
            place = vc.nextInChain;
        }
        if (length > LONGEST_CHAIN && bitsThatCount != ALL_BITS)
        {
            bitsThatCount = ALL_BITS;
            rebuild(Long.SIZE - shift);
        }
        return null;
    }

    /** The context is that VC's; true if it is another's, too. */
    boolean put(final long context, final VcTrack vc)
    {
        final int chain = chain(context);
        final boolean isAlone =
            vc.chain == chain && vc.nextInChain == NONE && chains[chain] == VcTrack.index(vc.key);
        final boolean isTaken = !isAlone && putAmongOthers(context, vc);
        vc.context = context;
        return isTaken;
    }

    private boolean putAmongOthers(final long context, final VcTrack vc)
    {
        vc.context = 0;
        if (context == 0)
        {
            return false;
        }
        final boolean isTaken = get(context) != null;
        if (isTaken || vc.chain != chain(context))
        {
            forget(vc);
            count++;
            if (count * CHAINS_PER_VC > chains.length)
            {
                rebuild(Long.SIZE - shift + 1);
            }
            insert(vc, context);
        }
        return isTaken;
    }

    /** The VC has no context any more. */
    static void remove(final VcTrack vc)
    {
        vc.context = 0;
    }

    /** The VC is in no chain any more. */
    void forget(final VcTrack vc)
    {
        vc.context = 0;
        if (vc.chain == NONE)
        {
            return;
        }
        final int place = VcTrack.index(vc.key);
        if (chains[vc.chain] == place)
        {
            chains[vc.chain] = vc.nextInChain;
        }
        else
        {
            final VcTrack[] tracks = verifier.tracks();
            VcTrack before = tracks[chains[vc.chain]];
            while (before.nextInChain != place)
            {
                before = tracks[before.nextInChain];
            }
            before.nextInChain = vc.nextInChain;
        }
        vc.chain = NONE;
        count--;
    }

    private void insert(final VcTrack vc, final long context)
    {
        final int chain = chain(context);
        vc.chain = chain;
        vc.nextInChain = chains[chain];
        chains[chain] = VcTrack.index(vc.key);
    }

    /** Without those that are gone. */
    private void rebuild(final int bits)
    {
        final int[] old = chains;
        final VcTrack[] tracks = verifier.tracks();
        newChains(bits);
        for (int place : old)
        {
            while (place != NONE)
            {
                final VcTrack vc = tracks[place];
                place = vc.nextInChain;
                vc.chain = NONE;
                if (vc.context == 0)
                {
                    count--;
                }
                else
                {
                    insert(vc, vc.context);
                }
            }
        }
    }

    private void newChains(final int bits)
    {
        shift = Long.SIZE - bits;
        chains = new int[1 << bits];
        Arrays.fill(chains, NONE);
    }

    private int chain(final long context)
    {
        return (int)((context & bitsThatCount) * MIX >>> shift);
    }
}
