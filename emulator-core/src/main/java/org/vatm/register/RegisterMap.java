package org.vatm.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The registers of one device, as its data sheet lists them. Filled by static initialisers, read by everybody. */
public final class RegisterMap
{
    private final String name;
    private final int sizeBytes;
    private final int registerBytes;
    private final Register[] slots;
    private final List<Register> registers = new ArrayList<>();
    private boolean silentHoles;

    /** A map of 32-bit registers. */
    public RegisterMap(final String name, final int sizeBytes)
    {
        this(name, sizeBytes, 4);
    }

    /**
     * @param name          of the device.
     * @param sizeBytes     of the window, a multiple of {@code registerBytes}.
     * @param registerBytes width of every register: 1, 2 or 4.
     */
    public RegisterMap(final String name, final int sizeBytes, final int registerBytes)
    {
        if (registerBytes != 1 && registerBytes != 2 && registerBytes != 4)
        {
            throw new IllegalArgumentException("registerBytes=" + registerBytes + ", must be 1, 2 or 4");
        }
        if (sizeBytes <= 0 || sizeBytes % registerBytes != 0)
        {
            throw new IllegalArgumentException("sizeBytes=" + sizeBytes + ", must be a multiple of " + registerBytes);
        }
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.registerBytes = registerBytes;
        this.slots = new Register[sizeBytes / registerBytes];
    }

    /**
     * Declares a register.
     *
     * @throws IllegalArgumentException if the offset is unaligned, outside, or taken, or the name is.
     */
    public Register register(final String registerName, final int offset, final int resetValue, final String meaning)
    {
        if (offset < 0 || offset >= sizeBytes || offset % registerBytes != 0)
        {
            throw new IllegalArgumentException(registerName + ": offset 0x" + Integer.toHexString(offset));
        }
        for (final Register other : registers)
        {
            if (other.offset() == offset || other.name().equals(registerName))
            {
                throw new IllegalArgumentException(registerName + " collides with " + other);
            }
        }
        final Register register = new Register(this, registerName, offset, resetValue, meaning);
        slots[offset / registerBytes] = register;
        registers.add(register);
        return register;
    }

    /** Declares that drivers may touch unassigned offsets: such accesses are no guest errors. */
    public RegisterMap silentHoles()
    {
        silentHoles = true;
        return this;
    }

    public boolean hasSilentHoles()
    {
        return silentHoles;
    }

    public String name()
    {
        return name;
    }

    public int sizeBytes()
    {
        return sizeBytes;
    }

    public int registerBytes()
    {
        return registerBytes;
    }

    public int registerBits()
    {
        return registerBytes * 8;
    }

    /** In the order of declaration. */
    public List<Register> registers()
    {
        return Collections.unmodifiableList(registers);
    }

    /** The register that contains the byte at {@code offset}, or null. */
    public Register at(final int offset)
    {
        return offset >= 0 && offset < sizeBytes ? slots[offset / registerBytes] : null;
    }

    /** The register of that name, or null. */
    public Register named(final String registerName)
    {
        for (final Register register : registers)
        {
            if (register.name().equals(registerName))
            {
                return register;
            }
        }
        return null;
    }
}
