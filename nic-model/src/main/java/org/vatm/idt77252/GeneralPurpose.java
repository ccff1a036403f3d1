package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.GP;
import static org.vatm.idt77252.SarRegisters.GP_BIGE;
import static org.vatm.idt77252.SarRegisters.GP_EECS;
import static org.vatm.idt77252.SarRegisters.GP_EEDI;
import static org.vatm.idt77252.SarRegisters.GP_EEDO;
import static org.vatm.idt77252.SarRegisters.GP_EESCLK;
import static org.vatm.idt77252.SarRegisters.GP_PCIPAR;
import static org.vatm.idt77252.SarRegisters.GP_PCIPERR;
import static org.vatm.idt77252.SarRegisters.GP_PCISERR;
import static org.vatm.idt77252.SarRegisters.GP_PHY_RST;

import org.vatm.line.UtilityDevice;
import org.vatm.register.Field;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.EventQueue;

import java.nio.ByteOrder;

/**
 * The GP register: pins of the EEPROM, reset pin of the PHY, and modes that other blocks ask for.
 */
final class GeneralPurpose
{
    private static final Field[] NOT_MODELLED = { GP_PCISERR, GP_PCIPERR, GP_PCIPAR };

    private final Eeprom eeprom;
    private final UtilityDevice phy;
    private final GuestErrors errors;
    private int gp;

    GeneralPurpose(
        final EventQueue events,
        final RegisterFile registers,
        final Eeprom eeprom,
        final UtilityDevice phy,
        final GuestErrors errors)
    {
        this.eeprom = eeprom;
        this.phy = phy;
        this.errors = errors;
        registers.onRead(GP, stored -> GP_EEDI.set(stored, eeprom.so() ? 1 : 0));
        registers.onWrite(GP, (before, after, data) -> drive(events.nowPs(), after));
        drive(events.nowPs(), 0);
    }

    /** Of descriptors, status entries and other words in host memory, but not of payload. */
    ByteOrder order()
    {
        return GP_BIGE.isSet(gp) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    void reset(final long nowPs)
    {
        drive(nowPs, 0);
    }

    private void drive(final long nowPs, final int value)
    {
        final int before = gp;
        gp = value;
        eeprom.pins(nowPs, GP_EECS.isSet(value), GP_EESCLK.isSet(value), GP_EEDO.isSet(value));
        if (GP_PHY_RST.isSet(before ^ value))
        {
            phy.resetPin(nowPs, GP_PHY_RST.isSet(value));
        }
        for (final Field field : NOT_MODELLED)
        {
            if (field.isSet(value))
            {
                errors.notModelled("GP." + field.name(), GP.offset(), value);
            }
        }
    }
}
