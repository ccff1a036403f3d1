package org.vatm.miniport;

import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisPacket;

/**
 * Packets of VCs with INDICATE_END_OF_TX that the chip has reported: their last cells may still be in the transmit
 * FIFOs of chip and PHY, for 13 cell times or 37 us at most. They wait for the second tick of a clock of one
 * millisecond, which runs only while any wait.
 */
final class LeavingPackets
{
    private static final int TICK_MILLISECONDS = 1;

    private final NdisMiniportLibrary ndis;
    private final NdisMiniportTimer timer;
    private PacketList reported = new PacketList();
    private PacketList left = new PacketList();
    private PacketList done = new PacketList();

    /** @param timer calls {@link VcOperations#completeSendsThatLeft()}. */
    LeavingPackets(final NdisMiniportLibrary ndis, final NdisMiniportTimer timer)
    {
        this.ndis = ndis;
        this.timer = timer;
    }

    void add(final NdisPacket packet)
    {
        if (reported.isEmpty() && left.isEmpty())
        {
            ndis.ndisMSetTimer(timer, TICK_MILLISECONDS);
        }
        reported.append(packet);
    }

    /** The packets that have left; the list must be empty before the next tick. */
    PacketList tick()
    {
        final PacketList empty = done;
        done = left;
        left = reported;
        reported = empty;
        if (!left.isEmpty())
        {
            ndis.ndisMSetTimer(timer, TICK_MILLISECONDS);
        }
        return done;
    }
}
