package org.vatm.workbench.run;

import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.Timing;

/**
 * Which packets are sent and not before when: the same for every direction. Packet i of the endlessly repeated input
 * is due at {@link #duePs}, from the start of the traffic, and is not sent if that is {@link #durationPs()} or later.
 */
final class Source
{
    private static final long CELL_TIME_PS = 2_831_198; // a cell's share of an STS-3c line
    private static final int CELL_PAYLOAD = 48;
    private static final int AAL5_TRAILER = 8;

    private final int packetCount;
    private final long total;
    private final long durationPs;
    private final long[] offsetsPs;
    private final long periodPs;

    /**
     * @param traffic what the scenario says.
     * @param packets of its input.
     * @param vcCount VCs that share them.
     */
    Source(final Traffic traffic, final Packets packets, final int vcCount)
    {
        packetCount = packets.count();
        durationPs = traffic.durationPs() == 0 ? Long.MAX_VALUE : traffic.durationPs();
        final long repeats = traffic.repeat() != 0 ? traffic.repeat() : (vcCount + packetCount - 1) / packetCount;
        total = traffic.durationPs() == 0 ? repeats * packetCount : Long.MAX_VALUE;
        offsetsPs = traffic.timing() == Timing.CAPTURE ? offsets(packets) : null;
        periodPs = offsetsPs == null ? 0 : period(packets);
        if (offsetsPs != null && traffic.durationPs() == 0 && repeats > Long.MAX_VALUE / 4 / periodPs)
        {
            throw InputException.of("%s: %d times %,d s of capture, expected less than 106 days in all",
                packets.capture().name(), repeats, periodPs / 1_000_000_000_000L);
        }
    }

    /** Packets to send, Long.MAX_VALUE if time is the limit. */
    long total()
    {
        return total;
    }

    /** When the source stops, from its start; Long.MAX_VALUE if it sends all. */
    long durationPs()
    {
        return durationPs;
    }

    boolean isTimed()
    {
        return offsetsPs != null;
    }

    /** When packet i may be sent, from the start of the traffic. */
    long duePs(final long i)
    {
        return offsetsPs == null ? 0 : i / packetCount * periodPs + offsetsPs[(int)(i % packetCount)];
    }

    /** Times of the capture made monotonic and starting at zero. */
    private static long[] offsets(final Packets packets)
    {
        final long[] offsets = new long[packets.count()];
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < offsets.length; i++)
        {
            if (packets.timePs(i) == Capture.TIME_OUT_OF_RANGE)
            {
                throw InputException.of("%s: frame %d is more than 106 days from the first, expected less with " +
                    "--timing capture", packets.capture().name(), packets.frameNumber(i));
            }
            latest = Math.max(latest, packets.timePs(i));
            offsets[i] = Math.max(0, latest - packets.timePs(0));
        }
        return offsets;
    }

    /**
     * After the last packet of a round the next one starts a mean gap later, at least the time that a line needs for
     * it.
     */
    private long period(final Packets packets)
    {
        final int last = packetCount - 1;
        final long cells = (packets.lengthBytes(last) + AAL5_TRAILER + CELL_PAYLOAD - 1) / CELL_PAYLOAD;
        final long gap = last == 0 ? 0 : offsetsPs[last] / last;
        return offsetsPs[last] + Math.max(gap, cells * CELL_TIME_PS);
    }
}
