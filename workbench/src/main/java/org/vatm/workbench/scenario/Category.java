package org.vatm.workbench.scenario;

import java.util.Locale;

/**
 * Service categories that a VC of a run can have.
 */
public enum Category
{
    /** Constant bit rate: cells leave in reserved slots. */
    CBR,
    /** Unspecified bit rate: what the others leave. */
    UBR;

    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT);
    }
}
