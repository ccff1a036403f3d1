package org.vatm.testkit;

import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisStatus;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stands between NDIS and the miniport under test and looks at what both call: changes nothing, whatever methods the
 * two edges have.
 * <pre>
 *   NDIS -- entry points --> probe --> miniport          NDIS <-- probe <-- routines -- miniport
 * </pre>
 */
final class MiniportProbe implements NdisMiniportDriver
{
    private final NdisMiniportDriver driver;
    private final Consumer<String> notes;
    private final Map<String, Integer> entries = new HashMap<>();
    private final Map<Long, Long> contexts = new HashMap<>(); // NdisVcHandle to MiniportVcContext of live VCs
    private NdisMiniportCharacteristics characteristics;
    private int attributeFlags;
    private long registerAccesses;
    private long createAccesses;
    private boolean inCreate;

    MiniportProbe(final NdisMiniportDriver driver, final Consumer<String> notes)
    {
        this.driver = driver;
        this.notes = notes;
    }

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        return driver.driverEntry(proxy(NdisMiniportLibrary.class, (proxy, method, arguments) ->
            routine(library, method, arguments)));
    }

    private Object routine(final NdisMiniportLibrary library, final Method method, final Object[] arguments)
        throws Throwable
    {
        final String name = method.getName();
        if (name.startsWith("ndisReadRegister") || name.startsWith("ndisWriteRegister"))
        {
            registerAccesses++;
            createAccesses += inCreate ? 1 : 0;
        }
        else if (name.equals("ndisMRegisterMiniport"))
        {
            characteristics = (NdisMiniportCharacteristics)arguments[1];
            arguments[1] = watched(characteristics);
        }
        else if (name.equals("ndisMSetAttributesEx"))
        {
            attributeFlags = (Integer)arguments[arguments.length - 1];
        }
        return invoke(library, method, arguments);
    }

    private NdisMiniportCharacteristics watched(final NdisMiniportCharacteristics original)
    {
        final NdisMiniport miniport = original.miniport();
        final NdisMiniportCharacteristics watched = new NdisMiniportCharacteristics(
            original.majorNdisVersion(), original.minorNdisVersion(), proxy(NdisMiniport.class,
                (proxy, method, arguments) -> entry(miniport, method, arguments)));
        for (final MiniportHandler handler : MiniportHandler.values())
        {
            if (original.has(handler))
            {
                watched.with(handler);
            }
        }
        return watched;
    }

    private Object entry(final NdisMiniport miniport, final Method method, final Object[] arguments) throws Throwable
    {
        final String name = method.getName();
        entries.merge(name, 1, Integer::sum);
        final boolean isCreate = name.equals("miniportCoCreateVc");
        final boolean isDelete = name.equals("miniportCoDeleteVc");
        inCreate = isCreate;
        final Object result = invoke(miniport, method, arguments);
        inCreate = false;
        if (isCreate && result.equals(NdisStatus.NDIS_STATUS_SUCCESS))
        {
            created((Long)arguments[1], ((NdisHandleHolder)arguments[2]).value);
        }
        else if (isDelete && result.equals(NdisStatus.NDIS_STATUS_SUCCESS))
        {
            contexts.values().remove(arguments[0]);
        }
        if (method.getReturnType() == int.class)
        {
            notes.accept("Miniport" + name.substring("miniport".length()) + ": " + NdisStatus.name((Integer)result));
        }
        return result;
    }

    private void created(final long ndisVcHandle, final long context)
    {
        RuleBroken.unless(context != 0, "VC-03", "MiniportCoCreateVc succeeded with a NULL context");
        RuleBroken.unless(!contexts.containsValue(context), "VC-03",
            "MiniportCoCreateVc gave a context, 0x%x, that names another VC", context);
        contexts.put(ndisVcHandle, context);
    }

    private static Object invoke(final Object target, final Method method, final Object[] arguments) throws Throwable
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

    private static <T> T proxy(final Class<T> type, final InvocationHandler handler)
    {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }

    /** What the driver has registered; null before. */
    NdisMiniportCharacteristics characteristics()
    {
        return characteristics;
    }

    int attributeFlags()
    {
        return attributeFlags;
    }

    /** Calls of an entry point, {@code miniportCoCreateVc}. */
    int entries(final String name)
    {
        return entries.getOrDefault(name, 0);
    }

    long registerAccesses()
    {
        return registerAccesses;
    }

    /** Those of them in MiniportCoCreateVc. */
    long createAccesses()
    {
        return createAccesses;
    }
}
