package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;

/**
 * Puts the cells of both directions into one order of time. The two ends of a link are simulated one after the other
 * for some microseconds each, and a cell is known up to 13 slots before it is on the line: so cells wait here until
 * nothing older can come.
 */
final class CellMerger implements CellListener
{
    private static final int DIRECTIONS = 2;

    private final CellListener to;
    private final CellFifo[] waiting = {new CellFifo(), new CellFifo()};

    CellMerger(final CellListener to)
    {
        this.to = to;
    }

    @Override
    public void onCell(
        final int direction, final long timePs, final int header, final DirectBuffer payload, final int offset)
    {
        waiting[direction].add(timePs, header, payload, offset);
    }

    /** Both directions are known up to that time: hands on all cells until then, of one instant those from A first. */
    void upTo(final long timePs)
    {
        while (true)
        {
            final int first = waiting[0].timePs() <= waiting[DIRECTIONS - 1].timePs() ? 0 : DIRECTIONS - 1;
            if (waiting[first].timePs() > timePs || waiting[first].timePs() == Long.MAX_VALUE)
            {
                return;
            }
            waiting[first].moveTo(to, first);
        }
    }
}
