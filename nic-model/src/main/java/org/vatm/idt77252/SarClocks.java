package org.vatm.idt77252;

import org.vatm.sim.ClockDomain;

/**
 * The clocks of a board: PCI bus, SAR core (and SRAM), UTOPIA.
 *
 * @param pci    clock of the bus that the board is in.
 * @param sar    core clock.
 * @param utopia half the core clock.
 */
record SarClocks(ClockDomain pci, ClockDomain sar, ClockDomain utopia)
{
    /**
     * Clocks of a board with a core clock.
     *
     * @param pci   of the host.
     * @param sarHz {@link Timing#SAR_HZ} on 155 Mb/s boards, {@link Timing#SAR_HZ_25M} on 25.6 Mb/s boards.
     */
    static SarClocks of(final ClockDomain pci, final long sarHz)
    {
        return new SarClocks(
            pci, new ClockDomain("SAR", sarHz, 1), new ClockDomain("UTOPIA", sarHz, Timing.SAR_CLOCKS_PER_UTOPIA_CLOCK));
    }

    /** Instant {@code clocks} core clocks after the first core edge at or after {@code nowPs}. */
    long sarAfter(final long nowPs, final long clocks)
    {
        return sar.after(nowPs, clocks);
    }

    /** The same from an instant that is an edge of UTOPIA, and so of the core. */
    long sarAfterUtopia(final long utopiaEdgePs, final long clocks)
    {
        return sar.isWhole() ? utopiaEdgePs + sar.edge(clocks) : sarAfter(utopiaEdgePs, clocks);
    }

    /** Instant {@code clocks} bus clocks after the first bus edge at or after {@code nowPs}. */
    long pciAfter(final long nowPs, final long clocks)
    {
        return pci.after(nowPs, clocks);
    }

    /** Instant {@code clocks} UTOPIA clocks after the first UTOPIA edge at or after {@code nowPs}. */
    long utopiaAfter(final long nowPs, final long clocks)
    {
        return utopia.after(nowPs, clocks);
    }
}
