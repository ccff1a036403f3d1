package org.vatm.ndis.verifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisInternals;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisSharedMemory;

/**
 * What drivers hold: rules MEM, DMA-04, DMA-06 to DMA-08, VC-09, and leaks. Memory is lent with guard zones around it,
 * and the driver's view of it is closed when it is freed, so that every later access fails.
 */
final class MemoryRules
{
    static final int GUARD_BYTES = 16;
    private static final byte GUARD = (byte)0xA5;

    private final Verifier verifier;
    private final Map<NdisMemory, Block> blocks = new IdentityHashMap<>();
    private final Set<Object> freedPools = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Integer, NdisBuffer> registers = new HashMap<>();
    private final Set<NdisBuffer> mappedBuffers = Collections.newSetFromMap(new IdentityHashMap<>());
    private int registerCount;
    private int asyncOut;
    private VcTrack lastFreedVc; // whose memory was freed last
    private String lastFreedName;

    /** Memory lent to a driver. */
    private static final class Block
    {
        MutableDirectBuffer whole;
        UnsafeBuffer view;
        int length;
    }

    MemoryRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    private VcTrack creatingVc()
    {
        final Frame create = verifier.inside(VerifierFunction.MINIPORT_CO_CREATE_VC);
        return create == null ? null : create.vc();
    }

    Resource acquire(final Resource.Kind kind, final Object object, final int lengthBytes)
    {
        return verifier.ledger.acquire(kind, object, verifier.runningAdapter(), creatingVc(), lengthBytes);
    }

    /** Something goes back; null if it was not held. In MiniportHalt, what was acquired last goes first. */
    Resource release(final Object object)
    {
        final Resource resource = verifier.ledger.find(object);
        final AdapterTrack adapter = verifier.runningAdapter();
        if (resource != null && adapter != null && adapter.stage == AdapterTrack.Stage.HALTING &&
            resource.adapter == adapter && resource.vc == null)
        {
            if (resource.sequence > adapter.oldestReleased && !adapter.releasedInDisorder)
            {
                adapter.releasedInDisorder = true;
                verifier.report(VerifierRule.HLT_05, null, null);
            }
            adapter.oldestReleased = Math.min(adapter.oldestReleased, resource.sequence);
        }
        return verifier.ledger.release(object);
    }

    // Memory.

    static int guarded(final int length)
    {
        return length <= 0 || length > Integer.MAX_VALUE - 2 * GUARD_BYTES ? length : length + 2 * GUARD_BYTES;
    }

    /** A block with its guard zones was allocated: hides them from the driver. */
    void lend(final NdisMemory memory, final int length)
    {
        if (memory.virtualAddress() == null)
        {
            return;
        }
        final Block block = new Block();
        block.whole = memory.virtualAddress();
        block.length = length;
        block.view = new UnsafeBuffer(block.whole, GUARD_BYTES, length);
        block.whole.setMemory(0, GUARD_BYTES, GUARD);
        block.whole.setMemory(GUARD_BYTES + length, GUARD_BYTES, GUARD);
        NdisInternals.view(memory, block.view, length);
        blocks.put(memory, block);
        final Resource resource = acquire(Resource.Kind.MEMORY, memory, length);
        if (resource.vc != null)
        {
            resource.vc.memoryBlocks++;
        }
    }

    /** The block is about to be freed; false if it was not lent. */
    boolean takeBack(final NdisMemory memory, final int length, final int flags)
    {
        final Block block = blocks.remove(memory);
        if (block == null || block.length != length || flags != 0)
        {
            verifier.report(VerifierRule.MEM_01, null, null);
        }
        if (block == null)
        {
            return false;
        }
        checkGuards(block);
        final Resource resource = release(memory);
        if (resource != null && resource.vc != null && resource.vc.key == resource.vcKey)
        {
            resource.vc.memoryBlocks--;
            lastFreedVc = resource.vc;
            lastFreedName = VcTrack.name(resource.vcKey);
        }
        else
        {
            lastFreedVc = null;
            lastFreedName = null;
        }
        block.view.wrap(0, 0);
        NdisInternals.view(memory, block.whole, guarded(block.length));
        return true;
    }

    int lengthOf(final NdisMemory memory)
    {
        final Block block = blocks.get(memory);
        return block == null ? 0 : block.length;
    }

    private void checkGuards(final Block block)
    {
        int overrun = 0;
        for (int i = 0; i < GUARD_BYTES; i++)
        {
            overrun += block.whole.getByte(i) == GUARD ? 0 : 1;
            overrun += block.whole.getByte(GUARD_BYTES + block.length + i) == GUARD ? 0 : 1;
        }
        if (overrun != 0)
        {
            verifier.report(VerifierRule.MEM_02, null, null, overrun);
        }
    }

    /** A driver has failed: perhaps because its memory was gone. To be thrown by the caller if it returns. */
    RuntimeException crashed(final RuntimeException e)
    {
        final boolean isClosed = e instanceof IndexOutOfBoundsException && e.getMessage() != null &&
            e.getMessage().endsWith("out of bounds for length 0");
        if (isClosed && lastFreedName != null)
        {
            verifier.report(VerifierRule.VC_09, lastFreedVc, null, lastFreedName);
        }
        return e;
    }

    // Pools.

    void freeing(final NdisPacketPool pool)
    {
        freedPools.add(pool);
        release(pool);
        if (pool.usage() == 0)
        {
            return;
        }
        int lent = 0;
        for (final PacketTrack packet : verifier.packets)
        {
            final boolean isOut = NdisInternals.pool(packet.packet) == pool && !NdisInternals.isInPool(packet.packet);
            lent += isOut && packet.isLent ? 1 : 0;
        }
        if (lent == pool.usage())
        {
            verifier.report(VerifierRule.RCV_04, null, null);
        }
        else
        {
            verifier.report(VerifierRule.MEM_03, null, null, pool.usage());
        }
    }

    void freeing(final NdisBufferPool pool)
    {
        release(pool);
        if (pool.usage() != 0)
        {
            verifier.report(VerifierRule.MEM_03, null, null, pool.usage());
        }
    }

    boolean isFreed(final NdisPacketPool pool)
    {
        return freedPools.contains(pool);
    }

    // Device memory.

    void mapped(final AdapterTrack adapter, final long address, final int length)
    {
        final AdapterTrack.Mapping mapping = new AdapterTrack.Mapping(address, length);
        adapter.mappings.add(mapping);
        acquire(Resource.Kind.IO_MAPPING, mapping, 0);
    }

    void unmapping(final AdapterTrack adapter, final long address, final int length)
    {
        final List<AdapterTrack.Mapping> mappings = adapter == null ? List.of() : adapter.mappings;
        for (int i = 0; i < mappings.size(); i++)
        {
            if (mappings.get(i).start() == address && mappings.get(i).length() == length)
            {
                release(mappings.remove(i));
                return;
            }
        }
        verifier.report(VerifierRule.MEM_04, null, null, "0x" + Long.toHexString(address) + " by unmapping it");
    }

    /** A register or port is accessed. */
    void access(final VerifierFunction function, final long address, final int size, final boolean isWrite)
    {
        verifier.handles.address(address);
        verifier.vcs.insideCreate(function, VerifierSeverity.INFORMATION);
        final AdapterTrack running = verifier.runningAdapter();
        AdapterTrack owner = running;
        boolean isMapped = false;
        for (int i = 0; i < verifier.adapters.size() && !isMapped; i++)
        {
            final AdapterTrack adapter = verifier.adapters.get(i);
            for (int m = 0; m < adapter.mappings.size(); m++)
            {
                isMapped |= adapter.mappings.get(m).contains(address, size);
            }
            owner = isMapped ? adapter : running;
        }
        if (!isMapped)
        {
            verifier.report(VerifierRule.MEM_04, null, null, "0x" + Long.toHexString(address));
        }
        else if (owner.isRemoved)
        {
            verifier.report(VerifierRule.PNP_01, null, null);
        }
        if (isWrite && verifier.inside(VerifierFunction.MINIPORT_CHECK_FOR_HANG) != null)
        {
            verifier.report(VerifierRule.RST_05, null, null);
        }
    }

    // Shared memory.

    void allocated(final NdisSharedMemory memory)
    {
        if (memory.virtualAddress() != null)
        {
            acquire(Resource.Kind.SHARED_MEMORY, memory, memory.length());
            verifier.dma.allocated(memory);
        }
    }

    void freeing(final NdisSharedMemory memory)
    {
        if (release(memory) == null)
        {
            verifier.report(VerifierRule.DMA_04, null, null);
            return;
        }
        verifier.dma.freed(memory);
    }

    /** NdisMAllocateSharedMemoryAsync has pended. */
    void allocatesLater()
    {
        asyncOut++;
    }

    void allocatedLater(final NdisSharedMemory memory)
    {
        asyncOut--;
        allocated(memory);
    }

    // Map registers.

    void registers(final int count)
    {
        registerCount = count;
    }

    void mapping(final NdisBuffer buffer, final int register)
    {
        if (register < 0 || register >= registerCount || registers.containsKey(register))
        {
            verifier.report(VerifierRule.DMA_06, null, null, register);
            return;
        }
        registers.put(register, buffer);
        mappedBuffers.add(buffer);
    }

    void unmapping(final NdisBuffer buffer, final int register)
    {
        if (registers.get(register) != buffer)
        {
            verifier.report(VerifierRule.DMA_06, null, null, register);
            return;
        }
        registers.remove(register);
        mappedBuffers.remove(buffer);
        verifier.dma.unmapped(buffer);
    }

    /** A send completes: its buffers must not be mapped any more. */
    void completed(final PacketTrack track)
    {
        final NdisPacket packet = track.packet;
        if (!mappedBuffers.isEmpty() && DmaRules.isMapped(packet, mappedBuffers))
        {
            for (final Map.Entry<Integer, NdisBuffer> entry : List.copyOf(registers.entrySet()))
            {
                if (DmaRules.isMapped(packet, Set.of(entry.getValue())))
                {
                    verifier.report(VerifierRule.DMA_06, track.vc, track, entry.getKey());
                }
            }
        }
    }

    // Leaks.

    /** MiniportHalt has returned, or MiniportInitialize has failed. */
    void leaks(final VerifierRule rule, final AdapterTrack adapter)
    {
        for (final Block block : new ArrayList<>(blocks.values()))
        {
            checkGuards(block);
        }
        for (final Resource.Kind kind : Resource.Kind.values())
        {
            final int left = verifier.ledger.count(adapter, kind);
            if (left != 0 && !(kind == Resource.Kind.INTERRUPT && rule == VerifierRule.HLT_01))
            {
                verifier.report(rule, null, null, left, kind.plural);
            }
        }
        if (asyncOut != 0)
        {
            verifier.report(VerifierRule.DMA_07, null, null);
            asyncOut = 0;
        }
        verifier.ledger.forget(adapter);
    }
}
