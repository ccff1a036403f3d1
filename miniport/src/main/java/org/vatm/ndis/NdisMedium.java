package org.vatm.ndis;

/**
 * {@code NDIS_MEDIUM} values that matter to an ATM miniport, and those of the array that MiniportInitialize chooses
 * from.
 */
public final class NdisMedium
{
    public static final int NDIS_MEDIUM_802_3 = 0; // LAN emulation faces only
    public static final int NDIS_MEDIUM_802_5 = 1;
    public static final int NDIS_MEDIUM_FDDI = 2;
    public static final int NDIS_MEDIUM_WAN = 3;
    public static final int NDIS_MEDIUM_ATM = 8;

    private NdisMedium()
    {
    }
}
