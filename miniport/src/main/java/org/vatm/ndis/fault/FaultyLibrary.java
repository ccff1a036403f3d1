package org.vatm.ndis.fault;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisInternals;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisRequest;

/** NDIS as a miniport with faults under it is linked with it. */
final class FaultyLibrary implements InvocationHandler
{
    final FaultInjector faults;
    final NdisMiniportLibrary ndis;
    private final Map<Long, FaultyAdapter> byHandle = new HashMap<>();
    private final Map<Long, FaultyAdapter> byContext = new HashMap<>();
    private final Map<Long, FaultyAdapter.Vc> vcsByContext = new HashMap<>();
    private FaultyAdapter last;

    FaultyLibrary(final FaultInjector faults, final NdisMiniportLibrary ndis)
    {
        this.faults = faults;
        this.ndis = ndis;
    }

    NdisMiniportLibrary proxy()
    {
        return proxy(NdisMiniportLibrary.class, this);
    }

    static <T> T proxy(final Class<T> type, final InvocationHandler handler)
    {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    static Object call(final Object target, final Method method, final Object[] arguments) throws Throwable
    {
        try
        {
            return method.invoke(target, arguments);
        }
        catch (final InvocationTargetException e)
        {
            throw e.getCause();
        }
    }

    @Override
    public Object invoke(final Object proxy, final Method method, final Object[] arguments) throws Throwable
    {
        final String routine = method.getName();
        faults.called(last);
        final FaultKind kind = FaultKind.of(routine);
        if (kind != null && faults.fails(kind))
        {
            return kind.refuse(arguments);
        }
        switch (routine)
        {
            case "ndisMRegisterMiniport" ->
                arguments[1] = faulty((NdisMiniportCharacteristics)arguments[1]);
            case "ndisMSetAttributesEx", "ndisMSetAttributes" ->
                named((Long)arguments[0], (Long)arguments[1]);
            case "ndisMCoSendComplete" ->
            {
                sendComplete((Integer)arguments[0], (Long)arguments[1], (NdisPacket)arguments[2]);
                return null;
            }
            case "ndisMCoDeactivateVcComplete" ->
            {
                deactivateComplete((Integer)arguments[0], (Long)arguments[1]);
                return null;
            }
            case "ndisMCoRequestComplete" ->
            {
                final long handle = (Long)arguments[1];
                faults.late.run(LateCall.REQUEST_COMPLETE, handle, () -> ndis.ndisMCoRequestComplete(
                    (Integer)arguments[0], handle, (NdisRequest)arguments[2]));
                return null;
            }
            case "ndisMResetComplete" ->
            {
                final long handle = (Long)arguments[0];
                faults.late.run(LateCall.RESET_COMPLETE, handle, () -> ndis.ndisMResetComplete(
                    handle, (Integer)arguments[1], (Boolean)arguments[2]));
                return null;
            }
            default ->
            {
            }
        }
        final Object result = call(ndis, method, arguments);
        if (result instanceof NdisPacketPool pool)
        {
            NdisInternals.refuse(pool, () -> faults.fails(FaultKind.PACKET));
        }
        else if (result instanceof NdisBufferPool pool)
        {
            NdisInternals.refuse(pool, () -> faults.fails(FaultKind.BUFFER));
        }
        return result;
    }

    FaultyAdapter ofContext(final long miniportAdapterContext)
    {
        return byContext.get(miniportAdapterContext);
    }

    FaultyAdapter.Vc vc(final long miniportVcContext)
    {
        return vcsByContext.get(miniportVcContext);
    }

    /** MiniportInitialize begins. */
    void begun(final long adapterHandle)
    {
        last = faults.add(adapterHandle);
        byHandle.put(adapterHandle, last);
    }

    void created(final FaultyAdapter adapter, final long miniportVcContext, final long ndisVcHandle)
    {
        adapter.created(miniportVcContext, ndisVcHandle);
        vcsByContext.put(miniportVcContext, adapter.ofContext(miniportVcContext));
    }

    void deleted(final long miniportVcContext)
    {
        final FaultyAdapter.Vc vc = vcsByContext.remove(miniportVcContext);
        if (vc != null)
        {
            vc.adapter.deleted(miniportVcContext);
        }
    }

    /** MiniportInitialize has failed, or MiniportHalt is over. */
    void ended(final long adapterHandle)
    {
        final FaultyAdapter adapter = byHandle.remove(adapterHandle);
        byContext.values().remove(adapter);
        faults.late.finish(adapterHandle, kind -> true, kind -> false);
        faults.remove(adapter);
    }

    private void named(final long adapterHandle, final long miniportAdapterContext)
    {
        final FaultyAdapter adapter = byHandle.get(adapterHandle);
        if (adapter != null)
        {
            byContext.put(miniportAdapterContext, adapter);
        }
    }

    private NdisMiniportCharacteristics faulty(final NdisMiniportCharacteristics given)
    {
        final NdisMiniportCharacteristics faulty = new NdisMiniportCharacteristics(
            given.majorNdisVersion(), given.minorNdisVersion(),
            proxy(NdisMiniport.class, new FaultyMiniport(this, given.miniport())));
        for (final MiniportHandler handler : MiniportHandler.values())
        {
            if (given.has(handler))
            {
                faulty.with(handler);
            }
        }
        return faulty;
    }

    private FaultyAdapter.Vc ofHandle(final long ndisVcHandle)
    {
        for (final FaultyAdapter adapter : byHandle.values())
        {
            final FaultyAdapter.Vc vc = adapter.ofHandle(ndisVcHandle);
            if (vc != null)
            {
                return vc;
            }
        }
        return null;
    }

    private void sendComplete(final int status, final long ndisVcHandle, final NdisPacket packet)
    {
        final FaultyAdapter.Vc vc = ofHandle(ndisVcHandle);
        final Runnable completion = () -> ndis.ndisMCoSendComplete(status, ndisVcHandle, packet);
        if (vc == null)
        {
            completion.run(); // a mistake, for NDIS to see
        }
        else
        {
            vc.adapter.sendComplete(vc, completion);
        }
    }

    private void deactivateComplete(final int status, final long ndisVcHandle)
    {
        final FaultyAdapter.Vc vc = ofHandle(ndisVcHandle);
        final Runnable completion = () -> ndis.ndisMCoDeactivateVcComplete(status, ndisVcHandle);
        if (vc == null || status != NDIS_STATUS_SUCCESS)
        {
            completion.run();
        }
        else
        {
            vc.adapter.deactivated(vc, completion);
        }
    }
}
