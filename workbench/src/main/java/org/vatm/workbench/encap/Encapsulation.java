package org.vatm.workbench.encap;

import java.util.Locale;

/**
 * What stands in front of a frame in its AAL5 CPCS-PDU.
 */
public enum Encapsulation
{
    /** Ethernet: {@link #LLC_BRIDGED}; raw IP and Linux cooked: {@link #LLC_ROUTED}. */
    AUTO,
    /** Ethernet frame behind LLC, SNAP, PID 0x0007 and two octets of padding. */
    LLC_BRIDGED,
    /** Network packet behind LLC, SNAP and EtherType. */
    LLC_ROUTED,
    /** Ethernet frame behind two octets of padding: one protocol per VC. */
    VC_BRIDGED,
    /** Network packet alone: one protocol per VC. */
    VC_ROUTED,
    /** The frame as it is in the file, whatever its link type. */
    NONE;

    /**
     * @return as a user writes it: {@code llc-bridged}.
     */
    @Override
    public String toString()
    {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
