package org.vatm.ndis.fault;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisSharedMemory;

/** A miniport with faults under it, as NDIS calls it: what it answers may be late, and calls of it too. */
final class FaultyMiniport implements InvocationHandler
{
    private final FaultyLibrary library;
    private final FaultInjector faults;
    private final NdisMiniport miniport;

    FaultyMiniport(final FaultyLibrary library, final NdisMiniport miniport)
    {
        this.library = library;
        this.miniport = miniport;
        faults = library.faults;
    }

    @Override
    public Object invoke(final Object proxy, final Method method, final Object[] arguments) throws Throwable
    {
        switch (method.getName())
        {
            case "miniportInitialize" ->
            {
                return initialize(method, arguments);
            }
            case "miniportHalt" ->
            {
                halt((Long)arguments[0]);
                return null;
            }
            case "miniportReset" ->
            {
                return reset((NdisBooleanHolder)arguments[0], (Long)arguments[1]);
            }
            case "miniportHandleInterrupt" ->
            {
                final long context = (Long)arguments[0];
                late(LateCall.HANDLE_INTERRUPT, context, () -> miniport.miniportHandleInterrupt(context));
                return null;
            }
            case "miniportReturnPacket" ->
            {
                final long context = (Long)arguments[0];
                late(LateCall.RETURN_PACKET, context,
                    () -> miniport.miniportReturnPacket(context, (NdisPacket)arguments[1]));
                return null;
            }
            case "miniportCoCreateVc" ->
            {
                final Object status = FaultyLibrary.call(miniport, method, arguments);
                if (status.equals(NDIS_STATUS_SUCCESS))
                {
                    library.created(library.ofContext((Long)arguments[0]),
                        ((NdisHandleHolder)arguments[2]).value, (Long)arguments[1]);
                }
                return status;
            }
            case "miniportCoDeleteVc" ->
            {
                final Object status = FaultyLibrary.call(miniport, method, arguments);
                if (status.equals(NDIS_STATUS_SUCCESS))
                {
                    library.deleted((Long)arguments[0]);
                }
                return status;
            }
            case "miniportCoActivateVc" ->
            {
                return activate((Long)arguments[0], (CoCallParameters)arguments[1]);
            }
            case "miniportCoDeactivateVc" ->
            {
                return deactivate((Long)arguments[0]);
            }
            case "miniportCoRequest" ->
            {
                return request((Long)arguments[0], (Long)arguments[1], (NdisRequest)arguments[2]);
            }
            case "miniportAllocateComplete" ->
            {
                allocated((Long)arguments[0], (NdisSharedMemory)arguments[1], (Long)arguments[2]);
                return null;
            }
            default ->
            {
                return FaultyLibrary.call(miniport, method, arguments);
            }
        }
    }

    private int initialize(final Method method, final Object[] arguments) throws Throwable
    {
        final long handle = (Long)arguments[4];
        library.begun(handle);
        final int status = (Integer)FaultyLibrary.call(miniport, method, arguments);
        if (status != NDIS_STATUS_SUCCESS)
        {
            library.ended(handle);
        }
        return status;
    }

    private void halt(final long context)
    {
        final long handle = library.ofContext(context).handle;
        faults.late.finish(handle, kind -> kind == LateCall.HANDLE_INTERRUPT,
            kind -> kind == LateCall.REQUEST_COMPLETE || kind == LateCall.RESET_COMPLETE);
        miniport.miniportHalt(context);
        library.ended(handle);
    }

    private int reset(final NdisBooleanHolder addressingReset, final long context)
    {
        final int status = miniport.miniportReset(addressingReset, context);
        final boolean addressing = addressingReset.value;
        final long handle = library.ofContext(context).handle;
        return answer(LateCall.RESET_COMPLETE, handle, status,
            () -> library.ndis.ndisMResetComplete(handle, status, addressing));
    }

    private int request(final long context, final long miniportVcContext, final NdisRequest request)
    {
        final int status = miniport.miniportCoRequest(context, miniportVcContext, request);
        final long handle = library.ofContext(context).handle;
        return answer(LateCall.REQUEST_COMPLETE, handle, status,
            () -> library.ndis.ndisMCoRequestComplete(status, handle, request));
    }

    private int activate(final long miniportVcContext, final CoCallParameters callParameters)
    {
        if (!faults.late.isLate(LateCall.ACTIVATE))
        {
            return miniport.miniportCoActivateVc(miniportVcContext, callParameters);
        }
        final FaultyAdapter.Vc vc = library.vc(miniportVcContext);
        faults.late.run(LateCall.ACTIVATE, vc.adapter.handle, () ->
        {
            final int status = miniport.miniportCoActivateVc(miniportVcContext, callParameters);
            if (status != NDIS_STATUS_PENDING)
            {
                library.ndis.ndisMCoActivateVcComplete(status, vc.ndisVcHandle, callParameters);
            }
        });
        return NDIS_STATUS_PENDING;
    }

    private int deactivate(final long miniportVcContext)
    {
        final FaultyAdapter.Vc vc = library.vc(miniportVcContext);
        final int status = miniport.miniportCoDeactivateVc(miniportVcContext);
        if (status != NDIS_STATUS_SUCCESS || vc.lateSends == 0 && !faults.late.isLate(LateCall.DEACTIVATE_COMPLETE))
        {
            return status;
        }
        vc.adapter.deactivated(vc, () -> library.ndis.ndisMCoDeactivateVcComplete(status, vc.ndisVcHandle));
        return NDIS_STATUS_PENDING;
    }

    private void allocated(final long context, final NdisSharedMemory sharedMemory, final long allocationContext)
    {
        if (sharedMemory.virtualAddress() != null && faults.fails(FaultKind.ASYNC_SHARED_MEMORY_LATER))
        {
            library.ndis.ndisMFreeSharedMemory(library.ofContext(context).handle, sharedMemory);
        }
        miniport.miniportAllocateComplete(context, sharedMemory, allocationContext);
    }

    private int answer(final LateCall kind, final long adapterHandle, final int status, final Runnable completion)
    {
        if (status == NDIS_STATUS_PENDING || !faults.late.isLate(kind))
        {
            return status;
        }
        faults.late.run(kind, adapterHandle, completion);
        return NDIS_STATUS_PENDING;
    }

    private void late(final LateCall kind, final long miniportAdapterContext, final Runnable call)
    {
        faults.late.run(kind, library.ofContext(miniportAdapterContext).handle, call);
    }
}
