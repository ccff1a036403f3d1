package org.vatm.testkit.driver;

import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoMediaParameters;

/** A {@link SoftMiniport}'s state of a VC. */
public final class SoftVc
{
    final long context;
    long ndisVcHandle;
    boolean active;
    boolean draining;
    int sendsOut;
    int receivesOut;
    int flags;
    final AtmMediaParameters media = new AtmMediaParameters();
    long pdusSent;
    long bytesSent;
    long sendErrors;
    long pdusReceived;
    long bytesReceived;
    long noBuffer;
    long bytesQueued;

    SoftVc(final long context)
    {
        this.context = context;
    }

    public long ndisVcHandle()
    {
        return ndisVcHandle;
    }

    /** Parameters of the last successful activation. */
    public AtmMediaParameters media()
    {
        return media;
    }

    public boolean isActive()
    {
        return active;
    }

    boolean transmits()
    {
        return (flags & CoMediaParameters.TRANSMIT_VC) != 0;
    }

    boolean receives()
    {
        return (flags & CoMediaParameters.RECEIVE_VC) != 0;
    }

    boolean isBoundTo(final AtmMediaParameters other)
    {
        return active && media.connectionId.vpi == other.connectionId.vpi &&
            media.connectionId.vci == other.connectionId.vci;
    }

    /** Adds its counters to those of another object, and begins anew. */
    void moveCountersTo(final SoftVc sums)
    {
        sums.pdusSent += pdusSent;
        sums.bytesSent += bytesSent;
        sums.sendErrors += sendErrors;
        sums.pdusReceived += pdusReceived;
        sums.bytesReceived += bytesReceived;
        sums.noBuffer += noBuffer;
        pdusSent = 0;
        bytesSent = 0;
        sendErrors = 0;
        pdusReceived = 0;
        bytesReceived = 0;
        noBuffer = 0;
    }
}
