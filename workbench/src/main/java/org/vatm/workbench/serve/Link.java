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
    PAIR;

    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
