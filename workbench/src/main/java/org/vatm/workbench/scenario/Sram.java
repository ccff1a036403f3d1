package org.vatm.workbench.scenario;

import org.vatm.miniport.BoardLayout;

/**
 * Sizes of an adapter's SRAM, by their names in bytes.
 */
public enum Sram
{
    K128("128k", BoardLayout.WORDS_32K),
    K512("512k", BoardLayout.WORDS_128K),
    M2("2m", BoardLayout.WORDS_512K);

    private final String text;
    private final BoardLayout layout;

    Sram(final String text, final BoardLayout layout)
    {
        this.text = text;
        this.layout = layout;
    }

    /**
     * @return what the driver makes of it.
     */
    public BoardLayout layout()
    {
        return layout;
    }

    @Override
    public String toString()
    {
        return text;
    }
}
