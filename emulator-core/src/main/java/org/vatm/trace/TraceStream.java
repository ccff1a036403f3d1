package org.vatm.trace;

import java.util.function.IntFunction;

/**
 * One bus, link direction or interrupt line. Whoever emits writes
 * <pre>{@code
 * if (stream.listener != null)
 * {
 *     stream.listener.onRecord(stream, nowPs, READ, busAddress, lengthBytes, buffer, offset);
 * }
 * }</pre>
 */
public final class TraceStream
{
    /** Null: nobody listens, which is the usual case. Use {@link TraceFan#attach} when others may be listening too. */
    public TraceListener listener;

    final int nameHash; // where a listener looks for the stream first

    private final String name;
    private final int ordinal;
    private final IntFunction<String> kindNames;

    /** A stream whose kinds are shown as numbers. */
    public TraceStream(final String name)
    {
        this(name, 0);
    }

    /** As {@link #TraceStream(String, int, IntFunction)} with the names of the kinds 0, 1, ...; others show as numbers. */
    public TraceStream(final String name, final int ordinal, final String... kindNames)
    {
        this(name, ordinal, kind ->
            kind >= 0 && kind < kindNames.length ? kindNames[kind] : "0x" + Integer.toHexString(kind));
    }

    /**
     * @param name      unique in the simulation, "hostA/pci0/bus" or "hostA->hostB".
     * @param ordinal   the stream's number among those of its owner, from 0.
     * @param kindNames what a kind means, as text shows it.
     */
    public TraceStream(final String name, final int ordinal, final IntFunction<String> kindNames)
    {
        if (name.isEmpty() || ordinal < 0)
        {
            throw new IllegalArgumentException("name=\"" + name + "\" ordinal=" + ordinal);
        }
        this.name = name;
        this.ordinal = ordinal;
        this.kindNames = kindNames;
        nameHash = name.hashCode() ^ name.hashCode() >>> 16;
    }

    public String name()
    {
        return name;
    }

    public int ordinal()
    {
        return ordinal;
    }

    /** What a kind means, for people. */
    public String kindName(final int kind)
    {
        return kindNames.apply(kind);
    }

    @Override
    public String toString()
    {
        return name;
    }
}
