package org.vatm.workbench.run;

import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisClientPort;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisCoClient;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.sim.Completion;
import org.vatm.sim.HostCpu;

import java.util.List;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * The NDIS client of a host: makes a call on every permanent VC of its {@link Station}s, lets their senders send and
 * gives what it receives to their flows.
 */
final class TrafficClient extends NdisCoClient
{
    private final HostCpu cpu;
    private final List<Station> stations;
    private final Completion step = new Completion();
    private int pending;

    TrafficClient(final HostCpu cpu, final NdisProtocolLibrary ndis, final List<Station> stations)
    {
        super(ndis);
        this.cpu = cpu;
        this.stations = stations;
    }

    /**
     * Driver code at PASSIVE: returns when all VCs can carry packets.
     *
     * @throws IllegalStateException naming what did not succeed.
     */
    void open()
    {
        pending = stations.size();
        step.reset();
        register();
        awaitStep();
        for (final Station station : stations)
        {
            for (final TrafficVc vc : station.vcs())
            {
                check(createVc(station.port(), vc), vc, "NdisCoCreateVc");
            }
            makeCalls(station);
            station.sender().open(ndis, this, station.vcs());
        }
    }

    /** Driver code at PASSIVE, when all sends have come back: returns when there is no VC any more. */
    void close()
    {
        for (final Station station : stations)
        {
            pending = station.vcs().length;
            step.reset();
            for (final TrafficVc vc : station.vcs())
            {
                closeCall(vc);
            }
            awaitStep();
            for (final TrafficVc vc : station.vcs())
            {
                check(deleteVc(vc), vc, "NdisCoDeleteVc");
            }
        }
    }

    private void makeCalls(final Station station)
    {
        pending = station.vcs().length;
        step.reset();
        for (final TrafficVc vc : station.vcs())
        {
            makeCall(vc, vc.call());
        }
        awaitStep();
    }

    private void awaitStep()
    {
        if (pending > 0)
        {
            cpu.await(step);
        }
    }

    private void stepDone()
    {
        pending--;
        if (pending == 0)
        {
            step.complete();
        }
    }

    private static void check(final int status, final TrafficVc vc, final String call)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            throw new IllegalStateException(
                vc.station().deviceName() + ": " + vc + ": " + call + ": " + NdisStatus.name(status));
        }
    }

    @Override
    protected void onReady(final NdisClientPort port)
    {
        for (final Station station : stations)
        {
            if (station.deviceName().equals(port.deviceName()))
            {
                station.ready(port);
                stepDone();
            }
        }
    }

    @Override
    protected void onCallMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
        check(status, (TrafficVc)vc, "NdisClMakeCall");
        stepDone();
    }

    @Override
    protected void onCallClosed(final NdisClientVc vc, final int status)
    {
        check(status, (TrafficVc)vc, "NdisClCloseCall");
        stepDone();
    }

    @Override
    protected void onSendComplete(final NdisClientVc vc, final int status, final NdisPacket packet)
    {
        final TrafficVc own = (TrafficVc)vc;
        own.station().sender().onSendComplete(status, own.number(), packet);
    }

    @Override
    protected int onReceive(final NdisClientVc vc, final NdisPacket packet)
    {
        final TrafficVc own = (TrafficVc)vc;
        own.station().incoming().onReceive(own.number(), packet, cpu.events().nowPs());
        return 0;
    }
}
