package org.vatm.miniport;

/**
 * The two directions of a VC, seen from this adapter. The order is that of the blocks in the {@link VcTable}.
 */
public enum Direction
{
    /** Towards the line. */
    TRANSMIT,
    /** From the line. */
    RECEIVE
}
