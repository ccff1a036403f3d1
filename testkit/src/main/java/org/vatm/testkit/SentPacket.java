package org.vatm.testkit;

import org.vatm.ndis.NdisStatus;

/** A packet that was sent, and what became of it. */
public final class SentPacket
{
    private final byte[] data;
    private final long sentPs;
    private int completions;
    private int status;
    private long timeSentPs;
    private long completedPs;
    private boolean unchanged;

    SentPacket(final byte[] data, final long sentPs)
    {
        this.data = data;
        this.sentPs = sentPs;
    }

    void completed(final int completionStatus, final long stampPs, final long nowPs, final boolean isSame)
    {
        completions++;
        unchanged = isSame;
        status = completionStatus;
        timeSentPs = stampPs;
        completedPs = nowPs;
    }

    public byte[] data()
    {
        return data;
    }

    /** When it was handed to NDIS. */
    public long sentPs()
    {
        return sentPs;
    }

    /** Whether it has come back. */
    public boolean isCompleted()
    {
        return completions != 0;
    }

    /** Status of its completion. */
    public int status()
    {
        return status;
    }

    /** TimeSent of its out-of-band block when it came back. */
    public long timeSentPs()
    {
        return timeSentPs;
    }

    /** Whether it came back with the chain, the lengths and the bytes that it was sent with. */
    public boolean isUnchanged()
    {
        return unchanged;
    }

    /** When it came back. */
    public long completedPs()
    {
        return completedPs;
    }

    @Override
    public String toString()
    {
        return data.length + " bytes, " + (isCompleted() ? NdisStatus.name(status) : "not completed");
    }
}
