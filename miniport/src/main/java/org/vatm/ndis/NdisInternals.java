package org.vatm.ndis;

import java.util.function.BooleanSupplier;
import org.agrona.MutableDirectBuffer;

/** What a verifier has to see of NDIS's own objects, and an injector of faults has to do to them. No driver uses it. */
public final class NdisInternals
{
    private NdisInternals()
    {
    }

    /** The pool that a packet comes from: its Private.Pool. */
    public static NdisPacketPool pool(final NdisPacket packet)
    {
        return packet.pool;
    }

    /** True if the packet is not allocated. */
    public static boolean isInPool(final NdisPacket packet)
    {
        return packet.owner == NdisPacket.IN_POOL;
    }

    /** True if the timer will expire. */
    public static boolean isSet(final NdisMiniportTimer timer)
    {
        return timer.isSet();
    }

    /** Gives a driver another view of memory that it was lent. */
    public static void view(final NdisMemory memory, final MutableDirectBuffer virtualAddress, final int length)
    {
        memory.virtualAddress = virtualAddress;
        memory.length = length;
    }

    /** True if the host's caches follow DMA. */
    public static boolean isCoherent(final Ndis ndis)
    {
        return ndis.resources.shared.isCoherent;
    }

    /** What an allocation that failed leaves behind. */
    public static void clear(final NdisSharedMemory memory)
    {
        memory.clear();
    }

    /** Before every allocation from the pool it is asked whether it is to fail. */
    public static void refuse(final NdisPacketPool pool, final BooleanSupplier refusal)
    {
        pool.refusal = refusal;
    }

    /** Before every allocation from the pool it is asked whether it is to fail. */
    public static void refuse(final NdisBufferPool pool, final BooleanSupplier refusal)
    {
        pool.refusal = refusal;
    }

    /** Resets an adapter as if it hung, at most at DISPATCH; false if it is not in operation. */
    public static boolean reset(final Ndis ndis, final long adapterHandle)
    {
        final NdisAdapter adapter = ndis.adapter(adapterHandle);
        final boolean isInOperation = isInOperation(ndis, adapterHandle);
        if (isInOperation)
        {
            adapter.reset.reset(null);
        }
        return isInOperation;
    }

    /** True after MiniportInitialize and before MiniportHalt. */
    public static boolean isInOperation(final Ndis ndis, final long adapterHandle)
    {
        final NdisAdapter.Stage stage = ndis.adapter(adapterHandle).stage;
        return stage == NdisAdapter.Stage.RUNNING || stage == NdisAdapter.Stage.UNBINDING;
    }

    /** The slot of the adapter's device. */
    public static int slot(final Ndis ndis, final long adapterHandle)
    {
        return ndis.adapter(adapterHandle).slot;
    }

    /** At DEVICE: runs the service routines of an adapter's line, as if some device asked for an interrupt. */
    public static void interrupt(final Ndis ndis, final long adapterHandle)
    {
        ndis.resources.interrupt(ndis.adapter(adapterHandle));
    }
}
