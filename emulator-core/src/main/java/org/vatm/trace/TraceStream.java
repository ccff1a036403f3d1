package org.vatm.trace;

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

    private final String name;
    private final int ordinal;
    private final String[] kindNames;

    /**
     * @param name      unique in the simulation, "hostA/pci0/bus" or "hostA->hostB".
     * @param ordinal   any small number, best a different one for each stream: listeners find their state by it.
     * @param kindNames the kinds 0, 1, ... as text shows them.
     */
    public TraceStream(final String name, final int ordinal, final String... kindNames)
    {
        if (name.isEmpty() || ordinal < 0)
        {
            throw new IllegalArgumentException("name=\"" + name + "\" ordinal=" + ordinal);
        }
        this.name = name;
        this.ordinal = ordinal;
        this.kindNames = kindNames.clone();
    }

    public String name()
    {
        return name;
    }

    public int ordinal()
    {
        return ordinal;
    }

    /** The name of a kind, or its number when the stream has none for it. */
    public String kindName(final int kind)
    {
        return kind >= 0 && kind < kindNames.length ? kindNames[kind] : "kind" + kind;
    }

    @Override
    public String toString()
    {
        return name;
    }
}
