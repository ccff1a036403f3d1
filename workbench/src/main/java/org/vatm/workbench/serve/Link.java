package org.vatm.workbench.serve;

import java.util.Locale;

/**
 * Where the fibres of served adapters lead.
 */
public enum Link
{
    /** Each adapter's light comes back to it. */
    LOOPBACK,
    /** The first adapter and the second one are connected. */
    PAIR,
    /** Each adapter is connected to a port of a switch. */
    SWITCH;

    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
