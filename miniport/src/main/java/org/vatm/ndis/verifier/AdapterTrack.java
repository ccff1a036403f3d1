package org.vatm.ndis.verifier;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.pci.PciFunction;

/** What the verifier knows of an adapter. */
final class AdapterTrack
{
    /** Stages of its life, in their order. */
    enum Stage
    {
        INITIALIZING, RUNNING, HALTING, DEAD
    }

    private static final long NO_COUNT = -1;

    final VerifiedMiniport miniport;
    final int place; // among all of the verifier's
    final long handle;
    final long configurationContext;
    Stage stage = Stage.INITIALIZING;
    long context;
    int attributeCalls;
    int attributeFlags;
    int configurationsOpen;
    boolean hasLogged;
    boolean isDmaReady;
    boolean isRemoved; // by surprise
    long removedPs;
    boolean isShutDown;
    boolean isCallManager; // NdisMCmRegisterAddressFamily was called
    PciFunction device; // null until its memory was mapped
    NdisMiniportInterrupt interrupt; // null unless registered
    boolean hadInterrupt;

    boolean inReset;
    boolean resetPended;
    int resetCompletions = -1; // of the last reset that pended; -1: it did not
    boolean resetCompletedInside;
    long resetPs;

    int vcCount;
    int activeCount;
    int maxActiveVcs = -1; // as the miniport reported it
    int mediaStatus = -1; // as it was last indicated: 0 connected, 1 disconnected
    int version; // major << 8 | minor, as registered
    boolean releasedInDisorder;
    int oldestReleased = Integer.MAX_VALUE; // sequence, by MiniportHalt
    int receivesOut;
    int indications; // without NdisMCoReceiveComplete
    final Int2ObjectHashMap<VcTrack> byVpiVci = new Int2ObjectHashMap<>();
    final List<Mapping> mappings = new ArrayList<>();
    final Long2LongHashMap counters = new Long2LongHashMap(NO_COUNT); // last value by OID and VC

    /** A range of device memory. */
    record Mapping(long start, int length)
    {
        boolean contains(final long address, final int size)
        {
            return address >= start && address - start <= length - size;
        }
    }

    AdapterTrack(
        final VerifiedMiniport miniport, final int place, final long handle, final long configurationContext)
    {
        this.place = place;
        this.miniport = miniport;
        this.handle = handle;
        this.configurationContext = configurationContext;
    }

    @Override
    public String toString()
    {
        return "adapter 0x" + Long.toHexString(handle) + " " + stage;
    }
}
