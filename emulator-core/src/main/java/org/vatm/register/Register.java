package org.vatm.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A register as declared: place, name, reset value, fields, meaning. Made by {@link RegisterMap#register}. */
public final class Register
{
    private final RegisterMap map;
    private final String name;
    private final int offset;
    private final int resetValue;
    private final String meaning;
    private final List<Field> fields = new ArrayList<>();
    private boolean isWordOnly;

    Register(final RegisterMap map, final String name, final int offset, final int resetValue, final String meaning)
    {
        this.map = map;
        this.name = name;
        this.offset = offset;
        this.resetValue = resetValue;
        this.meaning = meaning;
    }

    /**
     * Declares a field; bits that no field covers are reserved and read 0.
     *
     * @throws IllegalArgumentException if a bit or the name is taken, or lies outside the register.
     */
    public Field field(
        final String fieldName, final int msb, final int lsb, final Access access, final String fieldMeaning)
    {
        final Field field = new Field(fieldName, msb, lsb, access, fieldMeaning);
        if (msb >= map.registerBits())
        {
            throw new IllegalArgumentException(name + "." + fieldName + ": bit " + msb + " of " + map.registerBits());
        }
        for (final Field other : fields)
        {
            if ((other.mask() & field.mask()) != 0 || other.name().equals(fieldName))
            {
                throw new IllegalArgumentException(name + "." + fieldName + " collides with " + other);
            }
        }
        fields.add(field);
        return field;
    }

    /** Declares that a write has effects: less than a whole word is a guest error and is ignored. */
    public Register wordOnly()
    {
        isWordOnly = true;
        return this;
    }

    public boolean isWordOnly()
    {
        return isWordOnly;
    }

    public String name()
    {
        return name;
    }

    /** Bytes from the start of the map. */
    public int offset()
    {
        return offset;
    }

    public int resetValue()
    {
        return resetValue;
    }

    public String meaning()
    {
        return meaning;
    }

    /** In the order of declaration. */
    public List<Field> fields()
    {
        return Collections.unmodifiableList(fields);
    }

    /** Bits that belong to a field of the given access. */
    public int mask(final Access access)
    {
        int mask = 0;
        for (final Field field : fields)
        {
            mask |= field.access() == access ? field.mask() : 0;
        }
        return mask;
    }

    /** Bits that belong to any field. */
    public int fieldMask()
    {
        int mask = 0;
        for (final Field field : fields)
        {
            mask |= field.mask();
        }
        return mask;
    }

    @Override
    public String toString()
    {
        return map.name() + "." + name;
    }
}
