package org.vatm.benchmarks.setup;

/**
 * A driver's accesses to the chip that open and close a VC, with AAL5. Its methods are driver code.
 */
interface Sequence extends AutoCloseable
{
    /** Service category of the transmit direction. */
    enum Category
    {
        /** At the rate of the line. */
        UBR,
        /** At {@link Sequence#CBR_CELLS_PER_SECOND}. */
        CBR
    }

    /** Directions that a VC has. */
    enum Directions
    {
        TRANSMIT, RECEIVE, BOTH;

        boolean transmits()
        {
            return this != RECEIVE;
        }

        boolean receives()
        {
            return this != TRANSMIT;
        }
    }

    /** About 1/64 of the line: a rate of the chip's schedule tables of every size. */
    int CBR_CELLS_PER_SECOND = 5_520;
    int LINE_CELLS_PER_SECOND = 353_207;

    /** Name of the driver. */
    String name();

    /** The chip, initialised as this driver does it, as far as opening a VC depends on that. */
    Meter meter();

    /** Creates a VC and activates it. */
    void open(int vci, Category category, Directions directions);

    /** Deactivates the VC and deletes it. */
    void close(int vci);

    @Override
    void close();
}
