package org.vatm.ndis;

import java.util.ArrayList;
import java.util.List;

/** NDIS's object of an adapter: what its driver has claimed, who is bound to it. */
final class NdisAdapter
{
    /** Stages of its life, in their order. */
    enum Stage
    {
        INITIALIZING, RUNNING, UNBINDING, HALTING, DEAD
    }

    final String deviceName;
    final int slot;
    final NdisMiniport miniport;
    final NdisMiniportCharacteristics characteristics;
    final NdisConfiguration configuration;
    /** False if its call manager, inside the miniport, is all that learns of VCs. */
    final boolean createsVcs;
    long handle;
    Stage stage = Stage.INITIALIZING;

    /** From NdisMSetAttributesEx. */
    long miniportAdapterContext;
    int attributeFlags;
    int checkForHangSeconds;

    AdapterReset reset;
    AdapterInterrupt interrupt; // null unless registered
    ScatterGatherDma scatterGather; // null unless initialised
    MapRegisters mapRegisters; // null unless allocated
    final List<NdisMiniportTimer> timers = new ArrayList<>();
    final List<NdisSharedMemory> sharedMemory = new ArrayList<>();
    final List<SharedMemories.Allocation> allocations = new ArrayList<>();

    /** In the order in which they were opened. */
    final List<NdisBinding> bindings = new ArrayList<>();
    final List<NdisOffer> offers = new ArrayList<>();

    NdisRequest firstPended;
    int receivesOut;
    boolean isRemoved;
    boolean isShutDown;

    NdisAdapter(
        final String deviceName,
        final int slot,
        final NdisMiniportCharacteristics characteristics,
        final NdisConfiguration configuration)
    {
        this.deviceName = deviceName;
        this.slot = slot;
        this.characteristics = characteristics;
        this.configuration = configuration;
        miniport = characteristics.miniport();
        createsVcs = characteristics.has(MiniportHandler.CO_CREATE_VC);
    }

    boolean hasAttributes()
    {
        return miniportAdapterContext != 0;
    }

    boolean has(final MiniportHandler handler)
    {
        return characteristics.has(handler);
    }

    boolean hasAttribute(final int flag)
    {
        return (attributeFlags & flag) != 0;
    }

    @Override
    public String toString()
    {
        return deviceName + " (slot " + slot + ", " + stage + ")";
    }
}
