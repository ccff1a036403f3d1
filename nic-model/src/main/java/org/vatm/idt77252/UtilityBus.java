package org.vatm.idt77252;

import static org.vatm.idt77252.SarCommand.UTILITY_ADDRESS;
import static org.vatm.idt77252.SarCommand.UTILITY_CS0;
import static org.vatm.idt77252.SarGuestError.UTILITY_NOT_SELECTED;

import org.vatm.line.UtilityDevice;
import org.vatm.register.GuestErrors;

/**
 * The 8-bit bus to the PHY, which is at chip select 0. Nothing is at chip select 1.
 */
final class UtilityBus
{
    private static final int OCTET = 0xFF;

    private final UtilityDevice phy;
    private final GuestErrors errors;

    UtilityBus(final UtilityDevice phy, final GuestErrors errors)
    {
        this.phy = phy;
        this.errors = errors;
    }

    /**
     * @param nowPs   instant of the data on the bus.
     * @param command as written to CMD.
     * @return what goes to D0: the octet, upper bits 0.
     */
    int read(final long nowPs, final int command)
    {
        if (!UTILITY_CS0.isSet(command))
        {
            errors.report(UTILITY_NOT_SELECTED, command & 0xFFFF_FFFFL, 0);
            return 0;
        }
        return phy.read(nowPs, UTILITY_ADDRESS.get(command)) & OCTET;
    }

    /**
     * @param nowPs   instant of the data on the bus.
     * @param command as written to CMD.
     * @param data    D0; its lowest octet is written.
     */
    void write(final long nowPs, final int command, final int data)
    {
        if (!UTILITY_CS0.isSet(command))
        {
            errors.report(UTILITY_NOT_SELECTED, command & 0xFFFF_FFFFL, data);
            return;
        }
        phy.write(nowPs, UTILITY_ADDRESS.get(command), data & OCTET);
    }
}
