package org.vatm.idt77252;

/** A block that keeps something derived from words of SRAM. */
@FunctionalInterface
interface SramListener
{
    /**
     * The driver is about to write a word: what was put off, and depends on the old content, is to be done now.
     *
     * @param nowPs instant.
     */
    default void sramAboutToChange(final long nowPs)
    {
    }

    /**
     * The driver wrote a word; it is stored already.
     *
     * @param nowPs instant.
     * @param word  address, less than the size of the SRAM.
     * @param value stored there.
     */
    void sramWritten(long nowPs, int word, int value);
}
