package org.vatm.pci;

import org.vatm.sim.ClockDomain;

/**
 * What the transactions of a bus cost, in bus clocks. A transaction takes arbitration (if the bus is idle; hidden behind the previous
 * one otherwise), the address phase, a turnaround (reads), the target's initial latency, the data phases and an idle clock. Numbers
 * and their sources: docs/timing.md#pci.
 *
 * @param hertz              clock numerator, Hz.
 * @param hertzDenominator   clock denominator; 33 1/3 MHz is 100 000 000 / 3.
 * @param arbitration        REQ# to address phase on an idle bus.
 * @param address            address phase.
 * @param turnaround         between address phase and data of a read.
 * @param memoryReadLatency  first data of a read from host memory; a target must be ready within 16 clocks.
 * @param memoryWriteLatency DEVSEL# of a write to host memory.
 * @param targetReadLatency  first data of a read from a device.
 * @param targetWriteLatency DEVSEL# of a write to a device.
 * @param idle               between the last data phase and the next address phase.
 * @param masterAbort        clocks without DEVSEL# after which the master gives up.
 * @param disconnectBytes    host memory disconnects a burst where its address is a multiple of this; 0: never.
 */
public record PciTiming(
    long hertz,
    long hertzDenominator,
    int arbitration,
    int address,
    int turnaround,
    int memoryReadLatency,
    int memoryWriteLatency,
    int targetReadLatency,
    int targetWriteLatency,
    int idle,
    int masterAbort,
    int disconnectBytes)
{
    /** 33 1/3 MHz, the bus that the IDT77252 was made for. */
    public static final PciTiming PCI33 = new PciTiming(100_000_000, 3, 2, 1, 1, 8, 1, 2, 1, 1, 5, 0);

    /** 66 2/3 MHz: the memory controller needs the same time, hence twice the clocks. */
    public static final PciTiming PCI66 = new PciTiming(200_000_000, 3, 2, 1, 1, 16, 1, 2, 1, 1, 5, 0);

    /**
     * @param pciMhz 33 or 66.
     * @return the timing.
     */
    public static PciTiming ofMegahertz(final int pciMhz)
    {
        switch (pciMhz)
        {
            case 33:
                return PCI33;
            case 66:
                return PCI66;
            default:
                throw new IllegalArgumentException("pciMhz=" + pciMhz + ", must be 33 or 66");
        }
    }

    ClockDomain clock()
    {
        return new ClockDomain("PCI", hertz, hertzDenominator);
    }
}
