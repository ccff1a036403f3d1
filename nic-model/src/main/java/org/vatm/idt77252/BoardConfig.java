package org.vatm.idt77252;

/**
 * What a board has on it besides the PHY.
 *
 * @param name          of the adapter, unique in the simulation.
 * @param sramWords     32768, 131072 or 524288; 16384 is a part that no driver can use.
 * @param sramPattern   what SRAM holds at power-up: 0 for zeros, else the seed of pseudo-random words.
 * @param sarHz         core clock, {@link #SAR_HZ_155M} or {@link #SAR_HZ_25M}.
 * @param utilityClocks SAR clocks of an access to the PHY.
 * @param revision      of the chip, as configuration space has it; 8 bits.
 * @param eeprom        the 256 octets in the EEPROM.
 */
public record BoardConfig(
    String name, int sramWords, long sramPattern, long sarHz, int utilityClocks, int revision, byte[] eeprom)
{
    /** Core clock of 155 Mb/s boards. */
    public static final long SAR_HZ_155M = Timing.SAR_HZ;
    /** Core clock of 25.6 Mb/s boards. */
    public static final long SAR_HZ_25M = Timing.SAR_HZ_25M;
    /** SRAM of a board if nothing else is said: the size for which all drivers have a layout. */
    public static final int DEFAULT_SRAM_WORDS = 128 << 10;
    /** Access to the PHY in 500 ns. */
    public static final int UTILITY_CLOCKS = Timing.COMMAND_UTILITY;
    /** Access to the PHY in 6 us. */
    public static final int UTILITY_CLOCKS_SLOW = Timing.COMMAND_UTILITY_SLOW;
    /** FreeBSD calls it revision G, Linux F; docs/timing.md#identity. */
    public static final int DEFAULT_REVISION = 6;

    private static final int OCTET = 0xFF;

    /** Checks every value. */
    public BoardConfig
    {
        if (name == null || name.isEmpty())
        {
            throw new IllegalArgumentException("name is empty");
        }
        if (!Sram.isSize(sramWords))
        {
            throw new IllegalArgumentException(
                name + ": sramWords=" + sramWords + ", must be 16384, 32768, 131072 or 524288");
        }
        if (sarHz < 1)
        {
            throw new IllegalArgumentException(name + ": sarHz=" + sarHz + ", must be positive");
        }
        if (utilityClocks < 1)
        {
            throw new IllegalArgumentException(name + ": utilityClocks=" + utilityClocks + ", must be 1 or more");
        }
        if (revision < 0 || revision > OCTET)
        {
            throw new IllegalArgumentException(name + ": revision=" + revision + ", must be 0 to 255");
        }
        if (eeprom.length != Eeprom.SIZE)
        {
            throw new IllegalArgumentException(
                name + ": eeprom.length=" + eeprom.length + ", must be " + Eeprom.SIZE);
        }
        eeprom = eeprom.clone();
    }

    /**
     * A 155 Mb/s board with 128K words of SRAM.
     *
     * @param name of the adapter.
     * @param esi  its end system identifier, six octets, the first on the wire first.
     */
    public static BoardConfig of(final String name, final byte[] esi)
    {
        return new BoardConfig(
            name, DEFAULT_SRAM_WORDS, 0, SAR_HZ_155M, UTILITY_CLOCKS, DEFAULT_REVISION, Eeprom.image(esi));
    }

    /** The same board with other SRAM. */
    public BoardConfig withSramWords(final int words)
    {
        return new BoardConfig(name, words, sramPattern, sarHz, utilityClocks, revision, eeprom);
    }

    /** The same board with SRAM that powers up as pseudo-random words of a seed; with zeros if that is 0. */
    public BoardConfig withSramPattern(final long seed)
    {
        return new BoardConfig(name, sramWords, seed, sarHz, utilityClocks, revision, eeprom);
    }

    /** The same board with another core clock. */
    public BoardConfig withSarHz(final long hertz)
    {
        return new BoardConfig(name, sramWords, sramPattern, hertz, utilityClocks, revision, eeprom);
    }

    /** The same board with a PHY that is slower on the utility bus. */
    public BoardConfig withUtilityClocks(final int clocks)
    {
        return new BoardConfig(name, sramWords, sramPattern, sarHz, clocks, revision, eeprom);
    }

    /** The same board with another revision of the chip. */
    public BoardConfig withRevision(final int number)
    {
        return new BoardConfig(name, sramWords, sramPattern, sarHz, utilityClocks, number, eeprom);
    }

    /** The same board with other contents of the EEPROM. */
    public BoardConfig withEeprom(final byte[] contents)
    {
        return new BoardConfig(name, sramWords, sramPattern, sarHz, utilityClocks, revision, contents);
    }

    @Override
    public byte[] eeprom()
    {
        return eeprom.clone();
    }
}
