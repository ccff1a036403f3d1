package org.vatm.vfiouser;

/**
 * Told of what happens on a socket, on the server's thread.
 */
public interface ServerListener
{
    /** Is told and does nothing. */
    ServerListener NONE = new ServerListener()
    {
    };

    /**
     * A client has connected.
     */
    default void connected()
    {
    }

    /**
     * The client has gone; the device has been reset.
     *
     * @param cause the failure that ended it, null if the client closed the connection.
     */
    default void disconnected(final Throwable cause)
    {
    }

    /**
     * A message was answered with an error.
     *
     * @param command name of the message.
     * @param errno   the answer.
     * @param reason  what was wrong.
     */
    default void refused(final String command, final int errno, final String reason)
    {
    }
}
