package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CDC;
import static org.vatm.idt77252.SarRegisters.CDC_COUNT;
import static org.vatm.idt77252.SarRegisters.ICC;
import static org.vatm.idt77252.SarRegisters.ICC_COUNT;
import static org.vatm.idt77252.SarRegisters.VPEC;
import static org.vatm.idt77252.SarRegisters.VPEC_COUNT;

import org.vatm.register.Field;
import org.vatm.register.Register;
import org.vatm.register.RegisterFile;

/**
 * CDC, VPEC and ICC: cells that did not reach their connection. They live in the register file, where reading clears
 * them, and stay at 0xFFFF.
 */
final class ReceiveCounters
{
    private final RegisterFile registers;

    ReceiveCounters(final RegisterFile registers)
    {
        this.registers = registers;
    }

    /**
     * A cell was dropped.
     *
     * @param cause flag of CDC.
     */
    void dropped(final Field cause)
    {
        count(CDC, CDC_COUNT, cause.mask());
    }

    /** A cell came for a VPI and VCI without open connection. */
    void unknown()
    {
        count(VPEC, VPEC_COUNT, 0);
    }

    /** A cell came whose header no connection can have. */
    void invalid()
    {
        count(ICC, ICC_COUNT, 0);
    }

    private void count(final Register register, final Field field, final int flags)
    {
        final int value = registers.get(register);
        final int next = field.get(value) == field.mask() ? value : value + 1;
        registers.set(register, next | flags);
    }
}
