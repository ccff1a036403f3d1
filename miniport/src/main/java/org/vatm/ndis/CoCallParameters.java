package org.vatm.ndis;

/**
 * {@code CO_CALL_PARAMETERS}: what a call is to be. Belongs to whoever passed it in and must live until the operation
 * completes; a miniport writes to it only to return rounded rates.
 */
public final class CoCallParameters
{
    public static final int PERMANENT_VC = 0x01; // media parameters pass to the miniport uninterpreted
    public static final int CALL_PARAMETERS_CHANGED = 0x02;
    public static final int QUERY_CALL_PARAMETERS = 0x04;
    public static final int BROADCAST_VC = 0x08;
    public static final int MULTIPOINT_VC = 0x10;

    /** Bytes of the structure on a 64-bit system. */
    public static final int LENGTH = 24;

    public int flags;
    /** What the call manager looks at, null for a permanent VC. */
    public CoCallManagerParameters callMgrParameters;
    /** What the miniport looks at; null is NULL, which an activation refuses. */
    public CoMediaParameters mediaParameters;
}
