package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.GP;
import static org.vatm.idt77252.SarRegisters.GP_EECS;
import static org.vatm.idt77252.SarRegisters.GP_EEDI;
import static org.vatm.idt77252.SarRegisters.GP_EEDO;
import static org.vatm.idt77252.SarRegisters.GP_EESCLK;

/**
 * Reads the end system identifier out of the serial EEPROM (X25020), whose pins are bits of GP.
 */
final class EsiReader
{
    static final int LENGTH = 6;

    private static final int ADDRESS = 0x6C;
    private static final int READ_COMMAND = 0x03;

    private final AdapterHardware hardware;

    EsiReader(final AdapterHardware hardware)
    {
        this.hardware = hardware;
    }

    /** Fills six octets and leaves the EEPROM deselected. */
    void read(final byte[] esi)
    {
        hardware.write(GP, GP_EECS.mask() | GP_EESCLK.mask());
        hardware.write(GP, GP_EECS.mask());
        hardware.write(GP, 0);
        shiftOut(READ_COMMAND);
        shiftOut(ADDRESS);
        for (int i = 0; i < LENGTH; i++)
        {
            esi[i] = (byte)shiftIn();
        }
        hardware.write(GP, GP_EECS.mask());
    }

    private void shiftOut(final int octet)
    {
        for (int bit = 7; bit >= 0; bit--)
        {
            final int data = GP_EEDO.of(octet >> bit & 1);
            hardware.write(GP, data);
            hardware.write(GP, data | GP_EESCLK.mask());
            hardware.write(GP, data);
        }
    }

    private int shiftIn()
    {
        int octet = 0;
        for (int bit = 7; bit >= 0; bit--)
        {
            octet |= GP_EEDI.get(hardware.read(GP)) << bit;
            hardware.write(GP, GP_EESCLK.mask());
            hardware.write(GP, 0);
        }
        return octet;
    }
}
