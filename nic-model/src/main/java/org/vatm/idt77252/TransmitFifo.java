package org.vatm.idt77252;

import org.agrona.DirectBuffer;
import org.vatm.line.AtmPort;
import org.vatm.line.SonetLine;
import org.vatm.sim.ClockDomain;

/**
 * The transmit FIFO of the SAR and, behind it, UTOPIA and the transmit FIFO of the PHY, up to the line.
 * <pre>
 *   put --> 1 .. 9 cells --> UTOPIA, 54 clocks --> 4 cells --> line slot
 *            room when the      starts when the     first slot
 *            oldest one leaves  PHY has room        after its end
 * </pre>
 * Whatever is put goes this way in order, and nothing that happens later changes when: so all instants of a cell are computed when it is
 * put, and cells cost no events here. While null cells keep the FIFO full, cell follows cell in consecutive line slots ("steady"), and
 * any number of them is put in one step.
 */
final class TransmitFifo
{
    /** Cells in the PHY's transmit FIFO; general knowledge of the S/UNI-LITE, docs/timing.md#transmit-fifo. */
    static final int PHY_FIFO_CELLS = 4;

    private static final int HISTORY = 16;
    private static final int HISTORY_MASK = HISTORY - 1;

    private final SarClocks clocks;
    private final AtmPort port;
    private final SonetLine line;

    /** Of the last {@value #HISTORY} cells: first UTOPIA clock, line slot and its start. */
    private final long[] utopiaPs = new long[HISTORY];
    private final long[] slots = new long[HISTORY];
    private final long[] slotPs = new long[HISTORY];
    private int depth = 9;
    private long cells;
    private long cellsBefore;
    private long utopiaEndPs;
    /** Cells in a row, up to the last, that waited for the line and for nothing else. */
    private int inStep;

    TransmitFifo(final SarClocks clocks, final AtmPort port)
    {
        this.clocks = clocks;
        this.port = port;
        line = port.line();
        slots[HISTORY_MASK] = -1;
    }

    /** Empties the FIFO; what has been put before keeps its line slots. */
    void reset()
    {
        slots[HISTORY_MASK] = cells == 0 ? slots[HISTORY_MASK] : lastSlot();
        cellsBefore += cells;
        cells = 0;
        utopiaEndPs = 0;
        inStep = 0;
    }

    void depth(final int newDepth)
    {
        if (newDepth != depth)
        {
            depth = newDepth;
            inStep = 0;
        }
    }

    /** Instant from which there is room for the next cell, in the past if there is room. */
    long roomPs()
    {
        return cells < depth ? 0 : utopiaPs[(int)(cells - depth) & HISTORY_MASK];
    }

    /** Instant from which there will be room for one more after {@code more} others are put in time. Only while steady. */
    long roomPs(final long more)
    {
        final long index = cells + more - depth;
        if (index < cells)
        {
            return utopiaPs[(int)index & HISTORY_MASK];
        }
        final long before = index - PHY_FIFO_CELLS;
        return clocks.utopiaAfter(before < cells ?
            slotPs[(int)before & HISTORY_MASK] :
            line.slotStart(lastSlot() + before - cells + 1), 0);
    }

    /** True while cells leave in consecutive line slots, and the FIFO is full: who is free at that instant has to wait for room. */
    boolean isSteady(final long freePs)
    {
        return inStep >= depth + PHY_FIFO_CELLS && roomPs() >= freePs;
    }

    /** After a pause in which nothing was put. */
    void outOfStep()
    {
        inStep = 0;
    }

    /** Number of the next cell that finds room at or after an instant, counted from the next; a lower bound. Only while steady. */
    long fewestCellsUntil(final long timePs)
    {
        return Math.max(0, line.slotsStartedBy(timePs) - 1 - lastSlot() + depth + PHY_FIFO_CELLS - 2);
    }

    /**
     * Puts a cell of a connection.
     *
     * @param nowPs     instant, at or after {@link #roomPs}.
     * @param header    of the cell.
     * @param payload   holds its 48 octets.
     * @param offset    of the payload in it.
     * @param remainder of the payload.
     */
    void put(final long nowPs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        final long slot = advance(nowPs);
        port.transmit(line.slotEnd(slot), header, payload, offset, remainder);
    }

    /** Puts a null cell. */
    void putNull(final long nowPs)
    {
        advance(nowPs);
    }

    /** Puts null cells in time, one after the other, while steady. */
    void putNulls(final long count)
    {
        if (count >= HISTORY)
        {
            final long last = lastSlot() + count;
            cells += count;
            inStep = HISTORY;
            for (int i = 0; i < HISTORY; i++)
            {
                final int at = (int)(cells - 1 - i) & HISTORY_MASK;
                slots[at] = last - i;
                slotPs[at] = line.slotStart(last - i);
                utopiaPs[at] = clocks.utopiaAfter(line.slotStart(last - i - PHY_FIFO_CELLS), 0);
            }
            utopiaEndPs = utopiaEnd(utopiaPs[(int)(cells - 1) & HISTORY_MASK]);
            return;
        }
        for (long i = 0; i < count; i++)
        {
            advance(roomPs());
        }
    }

    private long advance(final long putPs)
    {
        final int at = (int)cells & HISTORY_MASK;
        final int previous = at - 1 & HISTORY_MASK;
        final long phyRoomPs = cells < PHY_FIFO_CELLS ? 0 : slotPs[at - PHY_FIFO_CELLS & HISTORY_MASK];
        final ClockDomain utopia = clocks.utopia();
        final long readyPs = Math.max(putPs, utopiaEndPs);
        final long lineEdge = utopia.edgeAtOrAfter(phyRoomPs);
        final boolean waitedForLine = readyPs <= utopia.edge(lineEdge);
        final long edge = waitedForLine ? lineEdge : utopia.edgeAtOrAfter(readyPs);
        final long startPs = utopia.edge(edge);
        utopiaEndPs = utopia.edge(edge + Timing.UTOPIA_CELL_UTOPIA_CLOCKS);
        long slot = slots[previous] + 1;
        long start = line.slotStart(slot);
        inStep = waitedForLine && start >= utopiaEndPs ? inStep + 1 : 0;
        if (start < utopiaEndPs)
        {
            slot = line.slotAtOrAfter(utopiaEndPs);
            start = line.slotStart(slot);
        }
        utopiaPs[at] = startPs;
        slots[at] = slot;
        slotPs[at] = start;
        cells++;
        return slot;
    }

    private long utopiaEnd(final long startPs)
    {
        return clocks.utopiaAfter(startPs, Timing.UTOPIA_CELL_UTOPIA_CLOCKS);
    }

    private long lastSlot()
    {
        return slots[(int)(cells - 1) & HISTORY_MASK];
    }

    /** Cells that have been on the line by an instant, null cells included; every cell that is put by then has been put. */
    long sentBy(final long nowPs)
    {
        long sent = cells;
        while (sent > 0 && cells - sent < HISTORY && slotPs[(int)(sent - 1) & HISTORY_MASK] > nowPs)
        {
            sent--;
        }
        return cellsBefore + sent;
    }

}
