package org.vatm.line;

import org.vatm.atm.CellHeader;
import org.vatm.sim.ClockDomain;

/**
 * When cells are on an STS-3c (STM-1) line. Sources: I.432.2, G.707.
 * <pre>
 *          10 octets       260 octets of cells
 *        +-----------+------------------------------------------------+
 *  row 0 | overhead  | cell 0 | cell 1 | cell 2 | cell 3 | cell 4 | 4.| .906 cells a row
 *  row 1 | overhead  |.4 | cell 5 | ...                               | 9 rows a frame of 125 us: 44.15 cells
 *        +-----------+------------------------------------------------+
 * </pre>
 * Cells follow each other without a gap but for the overhead, so slot n is the payload octets 53n to 53n+52, counted
 * from time zero: 53 octet times, or 63 when a row ends within it. All times are computed from n, so nothing drifts.
 * <p>
 * Slots exist whether a cell is in them or not: the PHY fills those that the SAR has none for with idle cells.
 */
public final class SonetLine
{
    /** Octets of cells in a row. */
    public static final int ROW_PAYLOAD_LENGTH = 260;
    /** Section, line and path overhead at the start of a row. */
    public static final int ROW_OVERHEAD_LENGTH = 10;
    /** Octets of a row. */
    public static final int ROW_LENGTH = ROW_OVERHEAD_LENGTH + ROW_PAYLOAD_LENGTH;
    /** Octets of a frame. */
    public static final int FRAME_LENGTH = 9 * ROW_LENGTH;

    private static final long OCTETS_PER_SECOND = 19_440_000;
    private static final long OCTETS = 243;
    private static final long OCTETS_PS = 12_500_000;
    private static final int CELL = CellHeader.CELL_LENGTH;

    private final ClockDomain octetClock = new ClockDomain("line octet clock", OCTETS_PER_SECOND, 1);

    /**
     * The clock that moves an octet.
     *
     * @return 155.52 MHz / 8.
     */
    public ClockDomain octetClock()
    {
        return octetClock;
    }

    /**
     * Start of a slot.
     *
     * @param slot 0 or more.
     * @return when its first octet begins.
     */
    public long slotStart(final long slot)
    {
        return edge(lineOctet(slot * CELL));
    }

    /**
     * End of a slot.
     *
     * @param slot 0 or more.
     * @return when its last octet ends; the next slot starts then, or after a row's overhead.
     */
    public long slotEnd(final long slot)
    {
        return edge(lineOctet(slot * CELL + CELL - 1) + 1);
    }

    /**
     * The next slot that has not begun.
     *
     * @param timePs an instant.
     * @return the first slot that starts at or after it.
     */
    public long slotAtOrAfter(final long timePs)
    {
        return slotsStartedBy(timePs - 1);
    }

    /**
     * How many slots have begun.
     *
     * @param timePs an instant.
     * @return slots that start at or before it: 0 before the first.
     */
    public long slotsStartedBy(final long timePs)
    {
        if (timePs < 0)
        {
            return 0;
        }
        final long octet = octetClock.edgeAtOrBefore(timePs);
        final long column = octet % ROW_LENGTH;
        final long payloadOctets =
            octet / ROW_LENGTH * ROW_PAYLOAD_LENGTH + Math.max(0, column - ROW_OVERHEAD_LENGTH + 1);
        return (payloadOctets + CELL - 1) / CELL;
    }

    /** The octet clock's edge, by constants: 243 octets last 12.5 us. */
    private static long edge(final long octet)
    {
        return octet / OCTETS * OCTETS_PS + octet % OCTETS * OCTETS_PS / OCTETS;
    }

    private static long lineOctet(final long payloadOctet)
    {
        final long row = payloadOctet / ROW_PAYLOAD_LENGTH;
        return payloadOctet + (row + 1) * ROW_OVERHEAD_LENGTH;
    }
}
