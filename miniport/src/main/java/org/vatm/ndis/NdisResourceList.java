package org.vatm.ndis;

import java.util.ArrayList;
import java.util.List;

/** {@code NDIS_RESOURCE_LIST}: what the system has assigned to an adapter. */
public final class NdisResourceList
{
    /** Kind of a resource: {@code CmResourceTypeXxx}. */
    public enum Type
    {
        PORT, INTERRUPT, MEMORY
    }

    /**
     * {@code CM_PARTIAL_RESOURCE_DESCRIPTOR}.
     *
     * @param type   of the resource.
     * @param bar    base address register that holds it, -1 for an interrupt.
     * @param start  bus address, port number, or the interrupt's vector and level.
     * @param length bytes or ports; 0 for an interrupt.
     */
    public record Descriptor(Type type, int bar, long start, int length)
    {
    }

    private final List<Descriptor> descriptors = new ArrayList<>();

    public List<Descriptor> descriptors()
    {
        return descriptors;
    }

    /** The first of that type, or null. */
    public Descriptor first(final Type type)
    {
        for (final Descriptor descriptor : descriptors)
        {
            if (descriptor.type() == type)
            {
                return descriptor;
            }
        }
        return null;
    }

    /** The resource in that base address register, or null. */
    public Descriptor bar(final int bar)
    {
        for (final Descriptor descriptor : descriptors)
        {
            if (descriptor.bar() == bar)
            {
                return descriptor;
            }
        }
        return null;
    }
}
