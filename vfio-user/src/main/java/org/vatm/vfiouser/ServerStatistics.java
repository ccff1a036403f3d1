package org.vatm.vfiouser;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a server has done; may be read at any time by any thread.
 */
public final class ServerStatistics
{
    final AtomicLong clients = new AtomicLong();
    final AtomicLong messages = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong interrupts = new AtomicLong();
    final AtomicLong dmaMessages = new AtomicLong();
    final AtomicLong resets = new AtomicLong();
    final AtomicLong truncations = new AtomicLong();

    /**
     * @return clients that have connected.
     */
    public long clients()
    {
        return clients.get();
    }

    /**
     * @return messages that have come.
     */
    public long messages()
    {
        return messages.get();
    }

    /**
     * @return messages that were answered with an error, or would have been if an answer had been wanted.
     */
    public long refused()
    {
        return refused.get();
    }

    /**
     * @return how often the interrupt eventfd was written.
     */
    public long interrupts()
    {
        return interrupts.get();
    }

    /**
     * @return requests to the guest's memory that went through the socket.
     */
    public long dmaMessages()
    {
        return dmaMessages.get();
    }

    /**
     * @return resets by the client.
     */
    public long resets()
    {
        return resets.get();
    }

    /**
     * @return clients that were disconnected because they truncated a file that they shared.
     */
    public long truncations()
    {
        return truncations.get();
    }
}
