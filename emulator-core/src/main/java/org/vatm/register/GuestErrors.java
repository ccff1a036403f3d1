package org.vatm.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a device's guest did wrong: counted by kind, told to a listener. Reporting a kind again allocates nothing. */
public final class GuestErrors
{
    /** Is told of every report. */
    @FunctionalInterface
    public interface Listener
    {
        /**
         * @param kind    what happened.
         * @param address where: register offset, SRAM word or bus address, as the kind has it.
         * @param data    what was written or found there.
         */
        void onGuestError(GuestError kind, long address, long data);

        /** First use of a function that the model leaves out; {@link #onGuestError} is called as well. */
        default void onNotModelled(final String name, final long address, final long data)
        {
        }
    }

    private static final Listener NOBODY = (kind, address, data) -> { };

    private final List<String> notModelled = new ArrayList<>();
    private GuestError[] kinds = new GuestError[32];
    private long[] counts = new long[32];
    private int kindCount;
    private long total;
    private Listener listener = NOBODY;

    /** @param newListener or null for none. */
    public void listener(final Listener newListener)
    {
        listener = newListener == null ? NOBODY : newListener;
    }

    /** @return true if this is the first report of its kind. */
    public boolean report(final GuestError kind, final long address, final long data)
    {
        int i = indexOf(kind);
        final boolean isFirst = i < 0;
        if (isFirst)
        {
            i = add(kind);
        }
        counts[i]++;
        total++;
        listener.onGuestError(kind, address, data);
        return isFirst;
    }

    /**
     * Reports {@link AccessError#NOT_MODELLED}, once for each name.
     *
     * @param name of the function, as the data sheet has it.
     * @return true if it is the first report of that name.
     */
    public boolean notModelled(final String name, final long address, final long data)
    {
        if (notModelled.contains(name))
        {
            return false;
        }
        notModelled.add(name);
        listener.onNotModelled(name, address, data);
        report(AccessError.NOT_MODELLED, address, data);
        return true;
    }

    /** Reports of that kind so far. */
    public long count(final GuestError kind)
    {
        final int i = indexOf(kind);
        return i < 0 ? 0 : counts[i];
    }

    /** Reports of all kinds. */
    public long total()
    {
        return total;
    }

    /** Kinds reported so far, in the order of their first report. */
    public List<GuestError> kinds()
    {
        return List.of(Arrays.copyOf(kinds, kindCount));
    }

    /** Names given to {@link #notModelled}, in the order of their first use. */
    public List<String> notModelledNames()
    {
        return Collections.unmodifiableList(notModelled);
    }

    private int indexOf(final GuestError kind)
    {
        for (int i = 0; i < kindCount; i++)
        {
            if (kinds[i] == kind)
            {
                return i;
            }
        }
        return -1;
    }

    private int add(final GuestError kind)
    {
        if (kindCount == kinds.length)
        {
            kinds = Arrays.copyOf(kinds, kindCount * 2);
            counts = Arrays.copyOf(counts, kindCount * 2);
        }
        kinds[kindCount] = kind;
        return kindCount++;
    }
}
