package org.vatm.ndis.svc;

import org.agrona.collections.Int2ObjectHashMap;
import org.vatm.ndis.AtmAddress;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocolLibrary;

/** An adapter of the call manager: its signalling channel, the calls on it and who takes them. */
final class SvcPort
{
    private static final int THEIRS = 1 << 23;
    private static final int LAST_VCI = 1023;

    final NdisProtocolLibrary ndis;
    final SignallingMessage message = new SignallingMessage();
    final Contexts<SvcParty> parties;
    final NdisHandleHolder binding = new NdisHandleHolder();
    final SignallingChannel channel;

    private final Contexts<SvcCall> calls;
    private final Contexts<SvcSap> saps;
    private final Int2ObjectHashMap<SvcCall> byReference = new Int2ObjectHashMap<>();
    private final SignallingMessage received = new SignallingMessage();
    private final int firstVci;
    private int lastReference;
    private int lastVci;

    SvcPort(
        final NdisProtocolLibrary ndis,
        final int firstVci,
        final Contexts<SvcCall> calls,
        final Contexts<SvcSap> saps,
        final Contexts<SvcParty> parties)
    {
        this.ndis = ndis;
        this.firstVci = firstVci;
        this.calls = calls;
        this.saps = saps;
        this.parties = parties;
        lastVci = firstVci - 1;
        channel = new SignallingChannel(ndis);
    }

    long bindingHandle()
    {
        return binding.value;
    }

    boolean send(final SignallingMessage outgoing)
    {
        return channel.send(outgoing);
    }

    void receive(final NdisPacket packet)
    {
        if (!channel.receive(packet, received))
        {
            return;
        }
        final int key = received.callReference | (received.isToOriginator ? 0 : THEIRS);
        final SvcCall call = byReference.get(key);
        if (call != null)
        {
            call.receive(received);
        }
        else if (received.type == SignallingMessage.SETUP && !received.isToOriginator)
        {
            setUp();
        }
        else if (received.type == SignallingMessage.RELEASE)
        {
            message.clear(SignallingMessage.RELEASE_COMPLETE, received.callReference, !received.isToOriginator);
            channel.send(message);
        }
    }

    private void setUp()
    {
        final SvcSap called = saps.first(sap -> sap.port() == this && sap.sap().address.matches(received.calledParty));
        if (called == null)
        {
            message.clear(SignallingMessage.RELEASE_COMPLETE, received.callReference, true);
            message.cause = SignallingMessage.CAUSE_NO_ROUTE;
            channel.send(message);
            return;
        }
        final SvcCall call = new SvcCall(this, called, received.callReference);
        call.context = calls.add(call);
        call.begin(received);
    }

    boolean isTaken(final AtmAddress address)
    {
        return saps.first(sap -> sap.port() == this && sap.sap().address.matches(address)) != null;
    }

    int newReference()
    {
        do
        {
            lastReference = lastReference % (THEIRS - 1) + 1;
        }
        while (byReference.containsKey(lastReference));
        return lastReference;
    }

    /** A VCI of VPI 0 that no call here has. */
    int newVci()
    {
        for (int i = firstVci; i <= LAST_VCI; i++)
        {
            lastVci = lastVci == LAST_VCI ? firstVci : lastVci + 1;
            final int vci = lastVci;
            if (calls.first(call -> call.port == this && call.uses(0, vci)) == null)
            {
                break;
            }
        }
        return lastVci;
    }

    void enter(final SvcCall call)
    {
        byReference.put(key(call), call);
    }

    void leave(final SvcCall call)
    {
        byReference.remove(key(call), call);
    }

    void remove(final SvcCall call)
    {
        calls.remove(call.context);
    }

    /** Gives the adapter up: NDIS waits for the signalling channel. */
    int close()
    {
        channel.close();
        return ndis.ndisCloseAdapter(binding.value);
    }

    int open(final long vcContext)
    {
        return channel.open(binding.value, vcContext);
    }

    private static int key(final SvcCall call)
    {
        return call.reference | (call.isIncoming ? THEIRS : 0);
    }
}
