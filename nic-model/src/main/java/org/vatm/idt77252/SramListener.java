package org.vatm.idt77252;

/** A block that keeps something derived from words of SRAM. */
@FunctionalInterface
interface SramListener
{
    /**
     * The driver wrote a word; it is stored already.
     *
     * @param nowPs instant.
     * @param word  address, less than the size of the SRAM.
     * @param value stored there.
     */
    void sramWritten(long nowPs, int word, int value);
}
