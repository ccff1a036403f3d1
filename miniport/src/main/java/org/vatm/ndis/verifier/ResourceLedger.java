package org.vatm.ndis.verifier;

import java.util.IdentityHashMap;
import java.util.Map;

/** What drivers hold of the library, and since when. */
final class ResourceLedger
{
    private final Map<Object, Resource> held = new IdentityHashMap<>();
    private int sequence;
    private long bytes;

    Resource acquire(
        final Resource.Kind kind,
        final Object object,
        final AdapterTrack adapter,
        final VcTrack vc,
        final int lengthBytes)
    {
        final Resource resource = new Resource(kind, object, adapter, vc, sequence++, lengthBytes);
        held.put(object, resource);
        bytes += lengthBytes;
        return resource;
    }

    /** The resource, or null if it is not held. */
    Resource find(final Object object)
    {
        return held.get(object);
    }

    Resource release(final Object object)
    {
        final Resource resource = held.remove(object);
        if (resource != null)
        {
            bytes -= resource.bytes;
        }
        return resource;
    }

    int count()
    {
        return held.size();
    }

    long bytes()
    {
        return bytes;
    }

    int count(final AdapterTrack adapter, final Resource.Kind kind)
    {
        int count = 0;
        for (final Resource resource : held.values())
        {
            count += resource.adapter == adapter && resource.kind == kind && !resource.isOfLiveVc() ? 1 : 0;
        }
        return count;
    }

    /** Forgets what NDIS takes back itself. */
    void forget(final AdapterTrack adapter)
    {
        held.values().removeIf(resource -> resource.adapter == adapter);
    }
}
