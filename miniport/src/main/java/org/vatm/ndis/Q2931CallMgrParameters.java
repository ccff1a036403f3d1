package org.vatm.ndis;

/** {@code Q2931_CALLMGR_PARAMETERS}: who calls whom. */
public final class Q2931CallMgrParameters
{
    /** Bytes of the C structure. */
    public static final int LENGTH = 64;

    public final AtmAddress calledParty = new AtmAddress();
    public final AtmAddress callingParty = new AtmAddress();
    public int infoElementCount;
    /** The information elements as they are signalled, or null. */
    public byte[] infoElements;
}
