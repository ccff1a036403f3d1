package org.vatm.line;

/** A count of cells that nobody keeps up to date, because it follows from the time: it is computed when asked for. */
@FunctionalInterface
public interface CellCount
{
    /**
     * Cells since time zero.
     *
     * @param nowPs not before the last call's.
     * @return never less than the last call's.
     */
    long cells(long nowPs);
}
