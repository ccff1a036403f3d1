package org.vatm.register;

import java.util.Objects;

/**
 * A run of bits in a 32-bit word: of a register, a descriptor or a word of SRAM. Bit 31 is the most significant.
 *
 * @param name    as in the data sheet.
 * @param msb     most significant bit, 0..31.
 * @param lsb     least significant bit, 0..msb.
 * @param access  what the guest can do with it.
 * @param meaning one line.
 */
public record Field(String name, int msb, int lsb, Access access, String meaning)
{
    public Field
    {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(meaning, "meaning");
        if (lsb < 0 || lsb > msb || msb > 31)
        {
            throw new IllegalArgumentException(name + ": bits " + msb + ":" + lsb + ", must be 31 >= msb >= lsb >= 0");
        }
    }

    /** The field's bits in place. */
    public int mask()
    {
        return -1 >>> 31 - msb + lsb << lsb;
    }

    /** Number of bits, 1..32. */
    public int widthBits()
    {
        return msb - lsb + 1;
    }

    /** The field's value in {@code word}, right-aligned and unsigned (a 32-bit field comes as it is). */
    public int get(final int word)
    {
        return (word & mask()) >>> lsb;
    }

    /** True if any bit of the field is 1 in {@code word}. */
    public boolean isSet(final int word)
    {
        return (word & mask()) != 0;
    }

    /** {@code word} with the field replaced; bits of {@code value} beyond the field's width are dropped. */
    public int set(final int word, final int value)
    {
        return word & ~mask() | of(value);
    }

    /** A word that is 0 but for this field. */
    public int of(final int value)
    {
        return value << lsb & mask();
    }
}
