package org.vatm.pci;

import org.vatm.trace.TraceStream;

/**
 * A level-sensitive interrupt pin. Whoever serves it is told of each change of level.
 */
public final class InterruptLine
{
    /** Kind of a trace record: the address is the new level. */
    public static final int LEVEL = 1;

    /** Told of changes. */
    @FunctionalInterface
    public interface Listener
    {
        /**
         * @param nowPs    instant of the change.
         * @param asserted the new level.
         */
        void onLevel(long nowPs, boolean asserted);
    }

    private final TraceStream trace;
    private Listener listener = (nowPs, asserted) -> { };
    private boolean asserted;
    private long assertions;

    /**
     * @param name of the pin, for the trace.
     */
    public InterruptLine(final String name)
    {
        trace = new TraceStream(name, 1, "", "level");
    }

    /**
     * The device drives the pin.
     *
     * @param nowPs instant.
     * @param level true to request an interrupt.
     */
    public void drive(final long nowPs, final boolean level)
    {
        if (level == asserted)
        {
            return;
        }
        asserted = level;
        if (level)
        {
            assertions++;
        }
        if (trace.listener != null)
        {
            trace.listener.onRecord(trace, nowPs, LEVEL, level ? 1 : 0, 0, null, 0);
        }
        listener.onLevel(nowPs, level);
    }

    /**
     * @return the level.
     */
    public boolean isAsserted()
    {
        return asserted;
    }

    /**
     * @return how often the pin has become active.
     */
    public long assertionCount()
    {
        return assertions;
    }

    /**
     * @param newListener who is told of changes from now on.
     */
    public void onLevel(final Listener newListener)
    {
        listener = newListener;
    }

    /**
     * @return its trace.
     */
    public TraceStream trace()
    {
        return trace;
    }
}
