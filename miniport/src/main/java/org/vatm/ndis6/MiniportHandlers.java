package org.vatm.ndis6;

import org.agrona.DirectBuffer;
import org.vatm.ndis.NdisBooleanHolder;

/** Handlers of an NDIS 6.x miniport that concern a driver or an adapter. */
public interface MiniportHandlers
{
    /** {@code HaltAction}. */
    int NDIS_HALT_DEVICE_DISABLED = 0;
    int NDIS_HALT_DEVICE_SURPRISE_REMOVED = 3;
    int NDIS_HALT_DEVICE_INITIALIZATION_FAILED = 5;
    int NDIS_HALT_DEVICE_STOPPED = 6;

    /** {@code ShutdownAction}. */
    int NDIS_SHUTDOWN_POWER_OFF = 0;

    /** MiniportSetOptions, PASSIVE, from NdisMRegisterMiniportDriver: NdisSetOptionalHandlers for the CO handlers. */
    int miniportSetOptions(long ndisDriverHandle, long miniportDriverContext);

    /**
     * MiniportInitializeEx, PASSIVE. On success the adapter is paused; MiniportRestart follows.
     *
     * @param ndisMiniportHandle valid until MiniportHaltEx returns.
     */
    int miniportInitializeEx(
        long ndisMiniportHandle, long miniportDriverContext, MiniportInitParameters miniportInitParameters);

    /** MiniportHaltEx, PASSIVE: the adapter is paused. */
    void miniportHaltEx(long miniportAdapterContext, int haltAction);

    /**
     * MiniportPause, PASSIVE: returns, or completes by NdisMPauseComplete after PENDING, when no send is left and no
     * received net buffer list is out.
     */
    int miniportPause(long miniportAdapterContext);

    /** MiniportRestart, PASSIVE: SUCCESS, PENDING (NdisMRestartComplete follows), or why not. */
    int miniportRestart(long miniportAdapterContext);

    /** MiniportResetEx, DISPATCH: as in 5.1. */
    int miniportResetEx(long miniportAdapterContext, NdisBooleanHolder addressingReset);

    /** MiniportCheckForHangEx, PASSIVE. */
    default boolean miniportCheckForHangEx(final long miniportAdapterContext)
    {
        return false;
    }

    /** MiniportShutdownEx: any level; registers only. */
    void miniportShutdownEx(long miniportAdapterContext, int shutdownAction);

    /** MiniportDevicePnPEventNotify, PASSIVE; events are those of 5.1. */
    void miniportDevicePnPEventNotify(
        long miniportAdapterContext, int devicePnPEvent, DirectBuffer informationBuffer, int informationBufferLength);

    /** MiniportReturnNetBufferLists: at most DISPATCH. */
    void miniportReturnNetBufferLists(long miniportAdapterContext, NetBufferList netBufferLists, int returnFlags);

    /** MiniportCancelSend: at most DISPATCH. */
    default void miniportCancelSend(final long miniportAdapterContext, final long cancelId)
    {
    }

    /** MiniportDriverUnload, PASSIVE: after the last MiniportHaltEx. */
    default void miniportDriverUnload()
    {
    }
}
