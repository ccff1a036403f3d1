package org.vatm.workbench.scenario;

import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.input.InputException;

import java.util.List;

/**
 * All that determines a run, but for the octets of the input file. Two runs of equal scenarios give equal results.
 *
 * @param seed    of everything that is drawn by lot: 0 or more.
 * @param hosts   at least one, with two adapters or more among them.
 * @param links   at least one; each adapter is at one end of one link.
 * @param traffic sent both ways over every link.
 */
public record Scenario(long seed, List<Host> hosts, List<Link> links, Traffic traffic)
{
    /** Cells per second of an STS-3c line: 149.76 Mbit/s of payload, 424 bits each, rounded down. */
    public static final int LINE_CELLS_PER_SECOND = 353_207;
    /** Slowest UBR VC of the driver. */
    public static final int LEAST_UBR_CELLS_PER_SECOND = 10;

    /**
     * Takes copies of the lists.
     */
    public Scenario
    {
        hosts = List.copyOf(hosts);
        links = List.copyOf(links);
    }

    /**
     * A computer.
     *
     * @param name        unique.
     * @param pciMhz      clock of its PCI bus: 33 or 66.
     * @param memoryBytes of RAM.
     * @param adapters    in its PCI slots.
     */
    public record Host(String name, int pciMhz, long memoryBytes, List<Adapter> adapters)
    {
        /** RAM unless told otherwise. */
        public static final long MEMORY_BYTES = 256L << 20;
        /** PCI clock unless told otherwise. */
        public static final int PCI_MHZ = 33;

        /**
         * Takes a copy of the list.
         */
        public Host
        {
            adapters = List.copyOf(adapters);
        }
    }

    /**
     * A network adapter.
     *
     * @param name        unique among all hosts.
     * @param sram        on the board.
     * @param sramPowerUp what the SRAM holds at first.
     */
    public record Adapter(String name, Sram sram, SramPowerUp sramPowerUp)
    {
    }

    /**
     * A fibre between two adapters.
     *
     * @param name    unique.
     * @param a       name of the adapter at end A.
     * @param b       name of the adapter at end B.
     * @param delayPs from one end to the other, 1,000 or more.
     * @param vcs     at least one, in the order in which packets go to them.
     */
    public record Link(String name, String a, String b, long delayPs, List<Vc> vcs)
    {
        /** Delay unless told otherwise: a kilometre of fibre. */
        public static final long DELAY_PS = 5_000_000;

        /**
         * Takes a copy of the list.
         */
        public Link
        {
            vcs = List.copyOf(vcs);
        }
    }

    /**
     * A permanent VC, the same at both ends.
     *
     * @param vpi      0.
     * @param vci      32 or more.
     * @param category of both directions.
     * @param pcr      peak cell rate in cells per second; 0, for UBR only, is the line's rate.
     * @param sduBytes longest packet; 0: the longest of the input.
     */
    public record Vc(int vpi, int vci, Category category, int pcr, int sduBytes)
    {
    }

    /**
     * What is sent.
     *
     * @param input         path of the capture, or null for the one that ships.
     * @param encapsulation in front of each frame.
     * @param timing        when.
     * @param durationPs    how long the source runs, repeating the input; 0: until the input was sent often enough.
     * @param repeat        how often the input is sent; 0: until each VC has had a packet, once at least.
     */
    public record Traffic(String input, Encapsulation encapsulation, Timing timing, long durationPs, int repeat)
    {
        /** The capture that ships, once, as fast as possible. */
        public static final Traffic STANDARD = new Traffic(null, Encapsulation.AUTO, Timing.ASAP, 0, 0);
    }

    /**
     * Checks that the driver can give a VC its rate.
     *
     * @param category of the VC.
     * @param pcr      its rate.
     * @param sram     of the adapter.
     * @throws InputException if it is slower than the slowest.
     */
    static void checkRate(final Category category, final int pcr, final Sram sram)
    {
        final int least = category == Category.CBR ? sram.layout().cellsPerSecond(1) : LEAST_UBR_CELLS_PER_SECOND;
        if (pcr != 0 && pcr < least)
        {
            throw InputException.of("'%d' must be at least %d for %s with %s of SRAM, %s",
                pcr, least, category.name(), sram,
                category == Category.CBR ? "one slot of the transmit schedule" : "the slowest of the rate tables");
        }
    }

    /**
     * Checks that the CBR VCs of a link have room in the transmit schedule, whose slots they get whole.
     *
     * @param vcs  of the link.
     * @param sram of one end.
     * @throws InputException if they have not.
     */
    static void checkSchedule(final List<Vc> vcs, final Sram sram)
    {
        final long slots = vcs.stream().filter(vc -> vc.category() == Category.CBR)
            .mapToLong(vc -> sram.layout().slotsAtMost(vc.pcr())).sum();
        if (slots > sram.layout().transmitSlots())
        {
            throw InputException.of("CBR VCs have %,d slots of the transmit schedule together, must be at most " +
                "%,d with %s of SRAM (%d cells/s a slot)",
                slots, sram.layout().transmitSlots(), sram, sram.layout().cellsPerSecond(1));
        }
    }

    /**
     * @param name of an adapter of this scenario.
     * @return the adapter.
     */
    public Adapter adapter(final String name)
    {
        return hosts.stream().flatMap(host -> host.adapters().stream()).filter(a -> a.name().equals(name)).findFirst()
            .orElseThrow();
    }

    /**
     * @param link of this scenario.
     * @return how many VCs both of its adapters can have.
     */
    public int usableVcs(final Link link)
    {
        return Math.min(
            adapter(link.a()).sram().layout().usableConnections(),
            adapter(link.b()).sram().layout().usableConnections());
    }
}
