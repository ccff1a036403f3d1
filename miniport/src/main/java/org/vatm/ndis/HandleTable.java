package org.vatm.ndis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names objects by handles that are never used again.
 * <pre>
 *   63    60 59  58 57          32 31           0
 * +---------+------+--------------+--------------+
 * |  kind   | role |  generation  |  index + 1   |
 * +---------+------+--------------+--------------+
 * </pre>
 * A handle of one kind is never one of another. The role is for VCs, whose handle differs for each party.
 *
 * @param <T> what is named.
 */
final class HandleTable<T>
{
    static final int KIND_DRIVER = 1;
    static final int KIND_ADAPTER = 2;
    static final int KIND_BINDING = 3;
    static final int KIND_ADDRESS_FAMILY = 4;
    static final int KIND_VC = 5;
    static final int KIND_PROTOCOL = 6;
    static final int KIND_CONFIGURATION = 7;
    static final int KIND_SAP = 8;
    static final int KIND_PARTY = 9;

    static final int KIND_SHIFT = 60;
    static final int ROLE_SHIFT = 58;
    static final int GENERATION_SHIFT = 32;
    static final int MAX_GENERATION = (1 << ROLE_SHIFT - GENERATION_SHIFT) - 1;

    private final long kind;
    private final List<Slot<T>> slots = new ArrayList<>();
    private int[] free = new int[16];
    private int freeCount;

    HandleTable(final int kind)
    {
        this.kind = (long)kind << KIND_SHIFT;
    }

    long add(final T object)
    {
        final int index = freeCount > 0 ? free[--freeCount] : slots.size();
        if (index == slots.size())
        {
            slots.add(new Slot<>());
        }
        final Slot<T> slot = slots.get(index);
        slot.object = object;
        return kind | (long)slot.generation << GENERATION_SHIFT | index + 1;
    }

    /** The object, or null if there never was one of that handle or it is dead. */
    T get(final long handle)
    {
        final Slot<T> slot = slot(handle);
        return slot == null ? null : slot.object;
    }

    void remove(final long handle)
    {
        final Slot<T> slot = slot(handle);
        slot.object = null;
        if (slot.generation++ < MAX_GENERATION)
        {
            if (freeCount == free.length)
            {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = (int)handle - 1;
        }
    }

    private Slot<T> slot(final long handle)
    {
        final int index = (int)handle - 1;
        if (index < 0 || index >= slots.size())
        {
            return null;
        }
        final Slot<T> slot = slots.get(index);
        return (handle & ~0xFFFF_FFFFL) == (kind | (long)slot.generation << GENERATION_SHIFT) ? slot : null;
    }

    private static final class Slot<T>
    {
        T object;
        int generation = 1;
    }
}
