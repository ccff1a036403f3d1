package org.vatm.workbench.run;

import org.vatm.ndis.NdisClientPort;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.scenario.Scenario.Link;

/**
 * A client's business on one adapter: its end of each VC, what it sends and what it receives.
 */
final class Station
{
    private final String deviceName;
    private final TrafficVc[] vcs;
    private final Flow incoming;
    private final Sender sender;
    private NdisClientPort port;

    Station(final String deviceName, final Link link, final Packets packets, final Flow incoming, final Sender sender)
    {
        this.deviceName = deviceName;
        this.incoming = incoming;
        this.sender = sender;
        vcs = new TrafficVc[link.vcs().size()];
        for (int number = 0; number < vcs.length; number++)
        {
            vcs[number] = new TrafficVc(this, number, link.vcs().get(number), packets.longestBytes());
        }
    }

    String deviceName()
    {
        return deviceName;
    }

    TrafficVc[] vcs()
    {
        return vcs;
    }

    Flow incoming()
    {
        return incoming;
    }

    Sender sender()
    {
        return sender;
    }

    /** Null until the call manager's address family is open. */
    NdisClientPort port()
    {
        return port;
    }

    void ready(final NdisClientPort opened)
    {
        port = opened;
    }
}
