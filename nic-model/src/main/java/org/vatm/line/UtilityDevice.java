package org.vatm.line;

/** A chip on the utility bus of the SAR: 256 registers of 8 bits, a reset pin and an interrupt pin. */
public interface UtilityDevice
{
    /**
     * Reads a register, with all that reading it does.
     *
     * @param nowPs   when the data is taken from the bus.
     * @param address 0..255.
     * @return 0..255.
     */
    int read(long nowPs, int address);

    /**
     * Writes a register.
     *
     * @param nowPs   when the data is on the bus.
     * @param address 0..255.
     * @param value   0..255.
     */
    void write(long nowPs, int address, int value);

    /**
     * Level of the interrupt pin.
     *
     * @return true when an interrupt is asked for.
     */
    boolean interrupt();

    /**
     * The reset pin.
     *
     * @param nowPs    when.
     * @param asserted true: held in reset, reads give 0xFF.
     */
    void resetPin(long nowPs, boolean asserted);

    /**
     * Who is told when {@link #interrupt()} changes.
     *
     * @param listener the only one.
     */
    void onInterruptChange(PinListener listener);
}
