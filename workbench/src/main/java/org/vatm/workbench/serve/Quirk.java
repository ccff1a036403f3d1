package org.vatm.workbench.serve;

import java.util.Locale;

/**
 * Deviations from the chip that stock drivers need; docs/findings.md.
 */
public enum Quirk
{
    /** Received data are stored where Linux's idt77252 driver looks for them, 48 bytes before the place that it names. */
    LINUX_RX_OFFSET;

    /** Headroom of a socket buffer when the driver maps it, 64 bytes on x86-64, less the 16 that it counts with later. */
    static final int LINUX_RX_OFFSET_BYTES = -48;

    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
