package org.vatm.ndis;

import java.util.Arrays;

/**
 * The VCs of a host: objects in a flat array, a free list, no allocation once as many exist as are needed at a time.
 */
final class NdisVcTable
{
    private static final long GENERATION_MASK = HandleTable.MAX_GENERATION;

    private NdisVc[] vcs = new NdisVc[64];
    private int[] free = new int[64];
    private int freeCount;
    private int count;

    /** A VC in state NONEXISTENT. */
    NdisVc take()
    {
        if (freeCount > 0)
        {
            return vcs[free[--freeCount]];
        }
        if (count == vcs.length)
        {
            vcs = Arrays.copyOf(vcs, count * 2);
            free = Arrays.copyOf(free, count * 2);
        }
        final NdisVc vc = new NdisVc(count);
        vcs[count++] = vc;
        return vc;
    }

    /** The VC is gone, and its handles are dead for ever. */
    void give(final NdisVc vc)
    {
        vc.state = NdisVcState.NONEXISTENT;
        vc.call = NdisVc.Call.IDLE;
        vc.isClosedByClient = false;
        vc.instanceName = null;
        vc.af = null;
        vc.creator = null;
        vc.owner = null;
        vc.adapter = null;
        vc.miniport = null;
        vc.callManager = null;
        vc.activation = null;
        vc.callParameters = null;
        vc.deactivateDeferred = false;
        vc.sendsOut = 0;
        vc.receivesOut = 0;
        if (vc.generation++ < HandleTable.MAX_GENERATION)
        {
            free[freeCount++] = vc.index;
        }
    }

    /** The live VC of any party's handle, or null. */
    NdisVc get(final long handle)
    {
        final int i = (int)handle - 1;
        if (i < 0 || i >= count || handle >>> HandleTable.KIND_SHIFT != HandleTable.KIND_VC)
        {
            return null;
        }
        final NdisVc vc = vcs[i];
        final boolean isLive = vc.generation == (int)(handle >>> HandleTable.GENERATION_SHIFT & GENERATION_MASK) &&
            vc.state != NdisVcState.NONEXISTENT;
        return isLive ? vc : null;
    }
}
