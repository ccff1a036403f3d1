package org.vatm.ndis.verifier;

import org.vatm.sim.Event;

/** Looks every second of simulated time for what is overdue, as long as anything is outstanding. */
final class Audit extends Event
{
    static final long PS_PER_SECOND = 1_000_000_000_000L;
    /** Activations, deactivations, requests, resets; the contract's default. */
    static final long OPERATION_PS = 4 * PS_PER_SECOND;
    /** Sends; the contract's default. */
    static final long SEND_PS = 10 * PS_PER_SECOND;
    private static final int PRIORITY = 120; // when all else of an instant is done

    private final Verifier verifier;

    Audit(final Verifier verifier)
    {
        super(PRIORITY);
        this.verifier = verifier;
    }

    /** Something is outstanding from now on. */
    void arm()
    {
        if (!isScheduled())
        {
            verifier.cpu.events().schedule(this, verifier.nowPs() + PS_PER_SECOND);
        }
    }

    @Override
    protected void fire(final long nowPs)
    {
        boolean isWaiting = false;
        for (final VcTrack vc : verifier.tracks())
        {
            if (vc.isLive())
            {
                verifier.activations.audit(vc, nowPs);
                verifier.calls.audit(vc, nowPs);
                isWaiting |= verifier.activations.isWaiting(vc) || CallRules.isWaiting(vc);
            }
        }
        for (final RequestTrack request : verifier.requests.all)
        {
            verifier.requests.audit(request, nowPs);
            isWaiting |= RequestRules.isWaiting(request);
        }
        for (final AdapterTrack adapter : verifier.adapters)
        {
            verifier.life.audit(adapter, nowPs);
            isWaiting |= adapter.resetPended;
        }
        for (final PacketTrack packet : verifier.packets)
        {
            verifier.sends.audit(packet, nowPs);
        }
        if (isWaiting || verifier.sends.out() > 0)
        {
            arm();
        }
    }
}
