package org.vatm.ndis.svc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.collections.IntArrayList;

/** Names objects by contexts for NDIS, from 1 on. */
final class Contexts<T>
{
    private final List<T> objects = new ArrayList<>();
    private final IntArrayList free = new IntArrayList();

    long add(final T object)
    {
        if (free.isEmpty())
        {
            objects.add(object);
            return objects.size();
        }
        final int i = free.popInt();
        objects.set(i, object);
        return i + 1;
    }

    T get(final long context)
    {
        return objects.get((int)context - 1);
    }

    /** The first that fits, or null. */
    T first(final Predicate<T> condition)
    {
        for (final T object : objects)
        {
            if (object != null && condition.test(object))
            {
                return object;
            }
        }
        return null;
    }

    void remove(final long context)
    {
        objects.set((int)context - 1, null);
        free.pushInt((int)context - 1);
    }
}
