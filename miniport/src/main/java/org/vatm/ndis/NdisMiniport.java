package org.vatm.ndis;

import org.agrona.DirectBuffer;

/**
 * The handlers of a connection-oriented NDIS 5.1 miniport. NDIS calls those that the
 * {@link NdisMiniportCharacteristics characteristics} name; the optional ones have no behaviour of their own.
 * A returned {@code int} is an {@link NdisStatus}; PENDING means that the matching completion is called once, later.
 */
public interface NdisMiniport
{
    /** {@code PnPEvent} values of {@link #miniportPnPEventNotify}. */
    int NDIS_DEVICE_PNP_EVENT_QUERY_REMOVED = 0;
    int NDIS_DEVICE_PNP_EVENT_REMOVED = 1;
    int NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED = 2;
    int NDIS_DEVICE_PNP_EVENT_QUERY_STOPPED = 3;
    int NDIS_DEVICE_PNP_EVENT_STOPPED = 4;
    int NDIS_DEVICE_PNP_EVENT_POWER_PROFILE_CHANGED = 5;

    /**
     * PASSIVE. Brings one adapter up: attributes first, then resources, the interrupt last.
     *
     * @param openErrorStatus             out, read only if OPEN_FAILED is returned.
     * @param selectedMediumIndex         out, index into {@code mediumArray}.
     * @param mediumArray                 {@link NdisMedium} values to choose from.
     * @param mediumArraySize             entries in it.
     * @param miniportAdapterHandle       NDIS's handle of the adapter, valid until MiniportHalt returns.
     * @param wrapperConfigurationContext valid during this call only.
     * @return SUCCESS, or a failure with everything released again; never PENDING.
     */
    int miniportInitialize(
        NdisIntHolder openErrorStatus,
        NdisIntHolder selectedMediumIndex,
        int[] mediumArray,
        int mediumArraySize,
        long miniportAdapterHandle,
        long wrapperConfigurationContext);

    /** PASSIVE. Undoes all of initialise; returns when no packet, timer or interrupt of the adapter is left. */
    void miniportHalt(long miniportAdapterContext);

    /**
     * DISPATCH. Brings the hardware back with every active VC; NdisMResetComplete follows if PENDING.
     *
     * @param addressingReset out, false for an ATM adapter.
     */
    int miniportReset(NdisBooleanHolder addressingReset, long miniportAdapterContext);

    /** DISPATCH, every two seconds unless told otherwise. True asks for a reset; only looks. */
    default boolean miniportCheckForHang(final long miniportAdapterContext)
    {
        return false;
    }

    /** Last call on the adapter at system shutdown: stop DMA, mask interrupts, release nothing. */
    void miniportShutdown(long shutdownContext);

    /**
     * DEVICE. The interrupt line is asserted; quiesces the source if it is ours. May be called as soon as the interrupt
     * is registered.
     */
    default void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        interruptRecognized.value = false;
        queueMiniportHandleInterrupt.value = false;
    }

    /** DEVICE. Masks the adapter's interrupts; called instead of the ISR if that was so requested. */
    default void miniportDisableInterrupt(final long miniportAdapterContext)
    {
    }

    /** DISPATCH. Unmasks the adapter's interrupts after {@link #miniportHandleInterrupt}. */
    default void miniportEnableInterrupt(final long miniportAdapterContext)
    {
    }

    /** DISPATCH. The deferred procedure of the interrupt; must tolerate that there is nothing to do. */
    default void miniportHandleInterrupt(final long miniportAdapterContext)
    {
    }

    /**
     * At most DISPATCH, always synchronous. Builds the software state of a VC of which nothing is known yet.
     *
     * @param ndisVcHandle      what NDIS calls the VC, to be stored for later calls.
     * @param miniportVcContext out, what the driver calls it: not 0, unique among the adapter's VCs.
     * @return SUCCESS or RESOURCES; PENDING stops the system.
     */
    int miniportCoCreateVc(long miniportAdapterContext, long ndisVcHandle, NdisHandleHolder miniportVcContext);

    /** At most DISPATCH, always synchronous. Frees an inactive VC; PENDING stops the system. */
    int miniportCoDeleteVc(long miniportVcContext);

    /**
     * At most DISPATCH. Activates the VC, or changes the parameters of an active one.
     *
     * @param callParameters stay valid until the operation completes; written only to return rounded rates.
     * @return SUCCESS, PENDING (NdisMCoActivateVcComplete follows) or why not; an active VC then keeps what it had.
     */
    int miniportCoActivateVc(long miniportVcContext, CoCallParameters callParameters);

    /** At most DISPATCH. SUCCESS when the VC is drained, else PENDING and NdisMCoDeactivateVcComplete when it is. */
    int miniportCoDeactivateVc(long miniportVcContext);

    /**
     * DISPATCH. Sends in array order; each packet comes back once by NdisMCoSendComplete, now or later.
     *
     * @param packetArray     valid during the call only.
     * @param numberOfPackets entries of it that count.
     */
    void miniportCoSendPackets(long miniportVcContext, NdisPacket[] packetArray, int numberOfPackets);

    /**
     * DISPATCH, not serialised.
     *
     * @param miniportVcContext 0 for the whole adapter.
     * @return SUCCESS, PENDING (NdisMCoRequestComplete follows), INVALID_OID, NOT_SUPPORTED, INVALID_LENGTH, ...
     */
    int miniportCoRequest(long miniportAdapterContext, long miniportVcContext, NdisRequest ndisRequest);

    /** At most DISPATCH. A packet that was indicated with status SUCCESS comes back. */
    void miniportReturnPacket(long miniportAdapterContext, NdisPacket packet);

    /**
     * DISPATCH. An NdisMAllocateSharedMemoryAsync that pended is over.
     *
     * @param sharedMemory the miniport's from now on; its virtual address is null and its length 0 on failure.
     * @param context      as given to that call.
     */
    default void miniportAllocateComplete(
        final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
    {
    }

    /** At most DISPATCH. Completes queued packets of that PacketCancelId with REQUEST_ABORTED. */
    default void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
    }

    /** PASSIVE. One of the {@code NDIS_DEVICE_PNP_EVENT_*}; MiniportHalt still follows a removal. */
    void miniportPnPEventNotify(
        long miniportAdapterContext, int pnPEvent, DirectBuffer informationBuffer, int informationBufferLength);
}
