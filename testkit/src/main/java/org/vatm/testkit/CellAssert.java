package org.vatm.testkit;

import org.opentest4j.AssertionFailedError;
import org.vatm.atm.CellHeader;
import org.vatm.atm.Gcra;

/** Assertions on cells that have left a port. */
public final class CellAssert
{
    private static final double PS_PER_US = 1e6;
    private static final double PERCENT = 100;

    private final CellLog cells;

    CellAssert(final CellLog cells)
    {
        this.cells = cells;
    }

    public CellAssert hasSize(final int count)
    {
        if (cells.size() != count)
        {
            throw new AssertionFailedError("another number of cells", count, cells.size());
        }
        return this;
    }

    /** So many cells end an AAL5 PDU. */
    public CellAssert hasPdus(final int count)
    {
        int last = 0;
        for (int i = 0; i < cells.size(); i++)
        {
            last += CellHeader.isLastOfPdu(cells.header(i)) ? 1 : 0;
        }
        if (last != count)
        {
            throw new AssertionFailedError("another number of PDUs in " + cells.size() + " cells", count, last);
        }
        return this;
    }

    public CellAssert hasClp(final int bit)
    {
        for (int i = 0; i < cells.size(); i++)
        {
            if (CellHeader.clp(cells.header(i)) != bit)
            {
                throw new AssertionFailedError("cell " + i + " has another CLP", bit, 1 - bit);
            }
        }
        return this;
    }

    /**
     * Every cell keeps the traffic contract: GCRA(1 / rate, tolerance) of I.371. At least two cells are there.
     *
     * @param cellsPerSecond peak cell rate.
     * @param tolerancePs    cell delay variation tolerance.
     */
    public CellAssert conformsTo(final int cellsPerSecond, final long tolerancePs)
    {
        requireSome();
        final Gcra gcra = new Gcra(Gcra.incrementPs(cellsPerSecond), tolerancePs);
        for (int i = 0; i < cells.size(); i++)
        {
            final long earliestPs = gcra.earliestPs();
            if (!gcra.conforming(cells.timePs(i)))
            {
                throw new AssertionFailedError(String.format(
                    "cell %d of %d, at %.3f us, is %.3f us too early for %,d cells/s with a tolerance of %.3f us",
                    i, cells.size(), cells.timePs(i) / PS_PER_US, (earliestPs - cells.timePs(i)) / PS_PER_US,
                    cellsPerSecond, tolerancePs / PS_PER_US));
            }
        }
        return this;
    }

    /** The mean rate is this, within so many percent. */
    public CellAssert hasRate(final double cellsPerSecond, final double percent)
    {
        requireSome();
        if (Math.abs(cells.rate() - cellsPerSecond) > cellsPerSecond * percent / PERCENT)
        {
            throw new AssertionFailedError(
                "mean rate of " + cells.size() + " cells, +-" + percent + " %", cellsPerSecond, cells.rate());
        }
        return this;
    }

    private void requireSome()
    {
        if (cells.size() < 2)
        {
            throw new AssertionFailedError("a rate needs two cells, there are " + cells.size());
        }
    }
}
