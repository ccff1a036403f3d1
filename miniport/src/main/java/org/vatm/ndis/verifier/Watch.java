package org.vatm.ndis.verifier;

/**
 * Packets and requests that the miniport has given away and might still write to. Their contents are compared from the
 * moment the miniport's code goes on until it calls NDIS again or returns: nobody else runs in between.
 */
final class Watch
{
    private static final int SIZE = 8;

    private final Verifier verifier;
    private final PacketTrack[] packets = new PacketTrack[SIZE];
    private final RequestTrack[] requests = new RequestTrack[SIZE];
    private final long[] fingerprints = new long[SIZE];
    private int count;

    Watch(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    void add(final PacketTrack packet)
    {
        add(packet, null);
    }

    void add(final RequestTrack request)
    {
        add(null, request);
    }

    private void add(final PacketTrack packet, final RequestTrack request)
    {
        if (count == SIZE)
        {
            remove(0);
        }
        packets[count] = packet;
        requests[count] = request;
        fingerprints[count] = fingerprint(count);
        count++;
        verifier.attention(Verifier.PACKETS_GIVEN_AWAY, true);
    }

    /** The miniport's code is about to stop: has it written? */
    void check()
    {
        for (int i = count - 1; i >= 0; i--)
        {
            if (!isGivenAway(i))
            {
                remove(i);
            }
            else if (fingerprint(i) != fingerprints[i])
            {
                final PacketTrack packet = packets[i];
                final RequestTrack request = requests[i];
                remove(i);
                if (request != null)
                {
                    verifier.report(VerifierRule.REQ_10, request.vc, request);
                }
                else
                {
                    verifier.report(packet.owner == PacketTrack.Owner.PROTOCOL ?
                        VerifierRule.RCV_02 : VerifierRule.SND_04, packet.vc, packet, packet.number);
                }
            }
        }
    }

    /** The miniport's code goes on: what others did meanwhile is theirs. */
    void resume()
    {
        for (int i = count - 1; i >= 0; i--)
        {
            if (isGivenAway(i))
            {
                fingerprints[i] = fingerprint(i);
            }
            else
            {
                remove(i);
            }
        }
    }

    void clear()
    {
        while (count > 0)
        {
            remove(count - 1);
        }
    }

    private boolean isGivenAway(final int i)
    {
        return requests[i] != null ? !requests[i].isOut : packets[i].owner != PacketTrack.Owner.MINIPORT;
    }

    private long fingerprint(final int i)
    {
        if (requests[i] != null)
        {
            return requests[i].fingerprint();
        }
        final PacketTrack track = packets[i];
        return track.owner == PacketTrack.Owner.PROTOCOL ?
            PacketTrack.everything(track.packet) : PacketTrack.shell(track.packet);
    }

    private void remove(final int i)
    {
        final int moved = --count - i;
        System.arraycopy(packets, i + 1, packets, i, moved);
        System.arraycopy(requests, i + 1, requests, i, moved);
        System.arraycopy(fingerprints, i + 1, fingerprints, i, moved);
        packets[count] = null;
        requests[count] = null;
        verifier.attention(Verifier.PACKETS_GIVEN_AWAY, count != 0);
    }
}
