package org.vatm.workbench.serve;

import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Sram;

/**
 * What the user wants to have served.
 *
 * @param adapters number of adapters, 1 or more.
 * @param link     where their fibres lead.
 * @param sram     of each board.
 * @param pciMhz   of each host's bus, 33 or 66.
 * @param linuxRxOffset true for {@link Quirk#LINUX_RX_OFFSET}.
 */
public record ServeConfig(int adapters, Link link, Sram sram, int pciMhz, boolean linuxRxOffset)
{
    /** Most adapters that one machine may have. */
    public static final int MAX_ADAPTERS = 16;

    /**
     * @throws InputException if that cannot be.
     */
    public ServeConfig
    {
        if (adapters < 1 || adapters > MAX_ADAPTERS)
        {
            throw InputException.of("%d sockets, must be 1 to %d", adapters, MAX_ADAPTERS);
        }
        if (link == Link.PAIR && adapters != 2)
        {
            throw InputException.of("--link pair with %d sockets, must be two", adapters);
        }
        if (pciMhz != 33 && pciMhz != 66)
        {
            throw InputException.of("--pci-mhz %d must be 33 or 66", pciMhz);
        }
    }
}
