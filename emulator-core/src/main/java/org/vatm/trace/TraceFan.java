package org.vatm.trace;

import org.agrona.DirectBuffer;

/** Several listeners on one stream, called in the order in which they came. */
public final class TraceFan implements TraceListener
{
    private final TraceListener[] listeners;

    public TraceFan(final TraceListener... listeners)
    {
        this.listeners = listeners.clone();
    }

    /** Lets a listener hear a stream besides those that do already. */
    public static void attach(final TraceStream stream, final TraceListener listener)
    {
        if (stream.listener == null)
        {
            stream.listener = listener;
        }
        else if (stream.listener instanceof TraceFan fan)
        {
            final int count = fan.listeners.length;
            final TraceListener[] more = new TraceListener[count + 1];
            System.arraycopy(fan.listeners, 0, more, 0, count);
            more[count] = listener;
            stream.listener = new TraceFan(more);
        }
        else
        {
            stream.listener = new TraceFan(stream.listener, listener);
        }
    }

    /** Undoes one {@link #attach}; does nothing when the listener does not hear the stream. */
    public static void detach(final TraceStream stream, final TraceListener listener)
    {
        if (stream.listener == listener)
        {
            stream.listener = null;
        }
        else if (stream.listener instanceof TraceFan fan)
        {
            for (int i = 0; i < fan.listeners.length; i++)
            {
                if (fan.listeners[i] == listener)
                {
                    stream.listener = fan.without(i);
                    return;
                }
            }
        }
    }

    @Override
    public void onRecord(
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final int lengthBytes,
        final DirectBuffer data,
        final int offset)
    {
        for (final TraceListener listener : listeners)
        {
            listener.onRecord(stream, timePs, kind, address, lengthBytes, data, offset);
        }
    }

    private TraceListener without(final int index)
    {
        final int rest = listeners.length - 1;
        if (rest == 0)
        {
            return null;
        }
        if (rest == 1)
        {
            return listeners[1 - index];
        }
        final TraceListener[] fewer = new TraceListener[rest];
        System.arraycopy(listeners, 0, fewer, 0, index);
        System.arraycopy(listeners, index + 1, fewer, index, rest - index);
        return new TraceFan(fewer);
    }
}
