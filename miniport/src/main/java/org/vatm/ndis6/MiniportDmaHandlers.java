package org.vatm.ndis6;

import org.vatm.ndis.NdisScatterGatherList;
import org.vatm.ndis.NdisSharedMemory;

/** The handlers of {@code NDIS_SG_DMA_DESCRIPTION}. */
public interface MiniportDmaHandlers
{
    /**
     * MiniportProcessSGList, DISPATCH: NdisMAllocateNetBufferSGList has found where the data are.
     *
     * @param scatterGatherList valid until NdisMFreeNetBufferSGList.
     * @param context           as given to that call.
     */
    void miniportProcessSgList(NdisScatterGatherList scatterGatherList, long context);

    /** MiniportSharedMemoryAllocateComplete, PASSIVE: its virtual address is null on failure. */
    default void miniportSharedMemoryAllocateComplete(
        final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
    {
    }
}
