package org.vatm.workbench.scenario;

import java.util.Locale;

/**
 * When packets are given to the adapter.
 */
public enum Timing
{
    /** As soon as its VC has room: each VC sends as fast as its contract lets it. */
    ASAP,
    /** As far apart as in the capture, later if the VC has no room then. */
    CAPTURE;

    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
