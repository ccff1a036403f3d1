package org.vatm.ndis.verifier;

import java.util.Arrays;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisPacket;

/** What the verifier knows of a packet: who has it, and what was in it when it was handed over. */
final class PacketTrack
{
    /** Who has it. */
    enum Owner
    {
        ALLOCATOR, MINIPORT, PROTOCOL
    }

    private static final int SAMPLE_BYTES = 64;
    private static final int MIX = 31;

    final NdisPacket packet;
    final int number;
    Owner owner = Owner.ALLOCATOR;
    VcTrack vc; // on which it is, or was last, sent or indicated
    long vcKey;
    int completions; // since it was last sent
    long sincePs;
    boolean isOverdue;
    boolean wasReset; // while it was sent
    boolean isLent; // last indicated with RESOURCES
    long fingerprint;
    int status;
    int returnsDue;
    boolean inReceive; // ProtocolCoReceivePacket runs
    VcTrack sender; // on which a protocol has sent it
    long senderKey;

    PacketTrack(final NdisPacket packet, final int number)
    {
        this.packet = packet;
        this.number = number;
    }

    /** Of what its owner alone may change: chain, lengths, ProtocolReserved, the first bytes of each buffer. */
    static long contents(final NdisPacket packet)
    {
        long sum = 17;
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            sum = sum * MIX + buffer.offset();
            sum = sum * MIX + buffer.length();
            final int end = buffer.offset() + Math.min(SAMPLE_BYTES, buffer.length());
            for (int i = buffer.offset(); i < end; i++)
            {
                sum = sum * MIX + buffer.data().getByte(i);
            }
        }
        for (int i = 0; i < 4; i++)
        {
            sum = sum * MIX + packet.protocolReserved(i);
        }
        return sum;
    }

    /** Of the descriptor alone. */
    static long shell(final NdisPacket packet)
    {
        return Arrays.hashCode(new long[] {
            packet.miniportReserved(0), packet.miniportReserved(1), packet.status(),
            packet.timeSent(), packet.timeReceived(), packet.headerSize(),
            packet.miniportNext == null ? 0 : 1, packet.aalInfo().present ? packet.aalInfo().aalType : -1});
    }

    /** Of all that a driver can write to it. */
    static long everything(final NdisPacket packet)
    {
        return shell(packet) * MIX + contents(packet);
    }

    @Override
    public String toString()
    {
        return "packet " + number;
    }
}
