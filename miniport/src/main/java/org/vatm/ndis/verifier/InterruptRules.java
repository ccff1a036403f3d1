package org.vatm.ndis.verifier;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.pci.PciFunction;
import org.vatm.sim.HostCpu;

/**
 * Interrupts: rules INT. An output that the ISR has not written shows by following what was in it before, which
 * is random: interrupts of others on the line come in any pattern. Whether a device masks its interrupts only a test kit that knows the device can tell.
 */
final class InterruptRules
{
    private static final int UNWRITTEN_AFTER = 32; // ISRs in a row whose output is what was there before
    private static final int STUCK_AFTER = 2; // ISRs in a row after which the line was asserted throughout

    private final Verifier verifier;
    private final Map<NdisMiniportInterrupt, AdapterTrack> registered = new IdentityHashMap<>();
    private final List<NdisMiniportInterrupt> dead = new ArrayList<>();
    private final Map<PciFunction, BooleanSupplier> masks = new IdentityHashMap<>();
    private boolean injectsEarly;
    private final SplittableRandom before = new SplittableRandom(1);
    private int sameRecognized;
    private int sameQueue;
    private int stuck;
    private boolean recognizedBefore;
    private boolean queueBefore;
    private boolean assertedBefore;
    private long assertionsBefore;

    // Fields that the ISR shares.
    private final List<Field> fields = new ArrayList<>();
    private NdisMiniport owner;
    private Object[] values = {};

    InterruptRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    void mask(final PciFunction device, final BooleanSupplier isMasked)
    {
        masks.put(device, isMasked);
    }

    private boolean isMasked(final AdapterTrack adapter, final boolean otherwise)
    {
        final BooleanSupplier mask = adapter.device == null ? null : masks.get(adapter.device);
        return mask == null ? otherwise : mask.getAsBoolean();
    }

    void registered(final NdisMiniportInterrupt interrupt, final AdapterTrack adapter)
    {
        registered.put(interrupt, adapter);
        dead.remove(interrupt);
        adapter.interrupt = interrupt;
        adapter.hadInterrupt = true;
    }

    /** The ISR is run as soon as it can be: true from now on, until told otherwise. */
    void injectsEarly(final boolean injects)
    {
        injectsEarly = injects;
    }

    /** NdisMRegisterInterrupt has succeeded: an interrupt that is not ours may arrive at once. */
    void injectEarly(final AdapterTrack adapter, final boolean requestIsr)
    {
        if (injectsEarly && requestIsr)
        {
            final int level = verifier.cpu.raise(HostCpu.DEVICE);
            verifier.probes().tolerates(VerifierRule.INI_11, () ->
                adapter.miniport.miniportIsr(new NdisBooleanHolder(), new NdisBooleanHolder(), adapter.context));
            verifier.cpu.lower(level);
        }
    }

    /** NdisMDeregisterInterrupt. */
    void deregistering(final NdisMiniportInterrupt interrupt)
    {
        final AdapterTrack adapter = registered.remove(interrupt);
        if (adapter == null)
        {
            return;
        }
        dead.add(interrupt);
        adapter.interrupt = null;
        if (!adapter.isRemoved && !isMasked(adapter, true))
        {
            verifier.report(VerifierRule.INT_08, null, null);
        }
    }

    /** NdisMSynchronizeWithInterrupt. */
    void synchronizing(final NdisMiniportInterrupt interrupt)
    {
        if (!registered.containsKey(interrupt))
        {
            verifier.report(VerifierRule.INT_09, null, null);
        }
    }

    /** Sets the outputs to what an ISR that does not write them leaves. */
    void isrBegins(final AdapterTrack adapter, final NdisBooleanHolder recognized, final NdisBooleanHolder queue)
    {
        assertedBefore = isAsserted(adapter);
        recognizedBefore = assertedBefore && before.nextBoolean();
        queueBefore = before.nextBoolean();
        recognized.value = recognizedBefore;
        queue.value = queueBefore;
        assertionsBefore = assertions(adapter);
    }

    void isrEnds(final AdapterTrack adapter, final boolean recognized, final boolean queue)
    {
        if (assertedBefore || recognized)
        {
            sameRecognized = recognized == recognizedBefore ? sameRecognized + 1 : 0;
        }
        if (recognized)
        {
            sameQueue = queue == queueBefore ? sameQueue + 1 : 0;
        }
        if (sameRecognized >= UNWRITTEN_AFTER || sameQueue >= UNWRITTEN_AFTER)
        {
            sameRecognized = 0;
            sameQueue = 0;
            verifier.report(VerifierRule.INT_01, null, null);
        }
        final boolean wasQuiet = !assertedBefore && assertions(adapter) == assertionsBefore;
        if (recognized && wasQuiet && adapter.device != null)
        {
            verifier.report(VerifierRule.INT_02, null, null);
        }
        final boolean isStillAsserted = isAsserted(adapter) && assertions(adapter) == assertionsBefore;
        stuck = recognized && isStillAsserted ? stuck + 1 : 0;
        if (stuck == STUCK_AFTER)
        {
            verifier.report(VerifierRule.INT_03, null, null);
        }
    }

    /** MiniportHandleInterrupt, and MiniportEnableInterrupt if there is one, have returned. */
    void handled(final AdapterTrack adapter, final VerifierFunction last)
    {
        if (adapter.interrupt != null && isMasked(adapter, false))
        {
            verifier.report(VerifierRule.INT_06, null, null, last);
        }
    }

    private static boolean isAsserted(final AdapterTrack adapter)
    {
        return adapter.device != null && adapter.device.interrupt().isAsserted();
    }

    private static long assertions(final AdapterTrack adapter)
    {
        return adapter.device == null ? 0 : adapter.device.interrupt().assertionCount();
    }

    // Rule INT-10.

    /** Finds the annotated fields of a driver. */
    void shares(final NdisMiniport miniport)
    {
        for (Class<?> type = miniport.getClass(); type != null; type = type.getSuperclass())
        {
            for (final Field field : type.getDeclaredFields())
            {
                if (field.isAnnotationPresent(IsrShared.class) && field.trySetAccessible())
                {
                    fields.add(field);
                    verifier.attention(Verifier.FIELDS_SHARED, true);
                }
            }
        }
        owner = miniport;
        values = new Object[fields.size()];
        remember();
    }

    /** Code that may write them, at DIRQL, begins or ends; or other code begins. */
    void remember()
    {
        for (int i = 0; i < fields.size(); i++)
        {
            values[i] = value(i);
        }
    }

    /** Other code ends, or lends the processor to the ISR. */
    void check()
    {
        if (fields.isEmpty() || verifier.irql() == HostCpu.DEVICE)
        {
            return;
        }
        if (registered.isEmpty())
        {
            remember();
            return;
        }
        for (int i = 0; i < fields.size(); i++)
        {
            if (!java.util.Objects.equals(values[i], value(i)))
            {
                remember();
                verifier.report(
                    VerifierRule.INT_10, null, null, LevelRules.name(verifier.irql()) + ": " + fields.get(i).getName());
                return;
            }
        }
    }

    private Object value(final int i)
    {
        try
        {
            return fields.get(i).get(owner);
        }
        catch (final IllegalAccessException e)
        {
            throw new IllegalStateException(e);
        }
    }
}
