package org.vatm.ndis.verifier;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * VCs by the contexts that a driver has given them. Contexts are anything, often small numbers with others above them:
 * they are mixed first, one to one, so that they do not crowd.
 */
final class ContextMap
{
    private static final long FIRST_MIX = 0xFF51_AFD7_ED55_8CCDL;
    private static final long SECOND_MIX = 0xC4CE_B9FE_1A85_EC53L;
    private static final int SHIFT = 33;

    private final Long2ObjectHashMap<VcTrack> vcs = new Long2ObjectHashMap<>();

    VcTrack get(final long context)
    {
        return vcs.get(mixed(context));
    }

    /** Returns the VC that had the context. */
    VcTrack put(final long context, final VcTrack vc)
    {
        return vcs.put(mixed(context), vc);
    }

    void remove(final long context)
    {
        vcs.remove(mixed(context));
    }

    private static long mixed(final long context)
    {
        long mixed = (context ^ context >>> SHIFT) * FIRST_MIX;
        mixed = (mixed ^ mixed >>> SHIFT) * SECOND_MIX;
        return mixed ^ mixed >>> SHIFT;
    }
}
