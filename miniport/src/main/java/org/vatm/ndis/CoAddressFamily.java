package org.vatm.ndis;

/**
 * {@code CO_ADDRESS_FAMILY}: what a call manager offers and a client opens.
 *
 * @param addressFamily one of the constants.
 * @param majorVersion  of the signalling protocol.
 * @param minorVersion  of the signalling protocol.
 */
public record CoAddressFamily(int addressFamily, int majorVersion, int minorVersion)
{
    public static final int CO_ADDRESS_FAMILY_Q2931 = 1; // ATM
    public static final int CO_ADDRESS_FAMILY_PSCHED = 2;
    public static final int CO_ADDRESS_FAMILY_L2TP = 3;
    public static final int CO_ADDRESS_FAMILY_IRDA = 4;
    public static final int CO_ADDRESS_FAMILY_1394 = 5;
    public static final int CO_ADDRESS_FAMILY_PPP = 6;
    public static final int CO_ADDRESS_FAMILY_INFINIBAND = 7;
    public static final int CO_ADDRESS_FAMILY_TAPI = 0x800;
    public static final int CO_ADDRESS_FAMILY_TAPI_PROXY = 0x801;
    public static final int CO_ADDRESS_FAMILY_PROXY = 0x8000_0000;

    /** ATM with the signalling of UNI 3.1. */
    public static final CoAddressFamily Q2931 = new CoAddressFamily(CO_ADDRESS_FAMILY_Q2931, 3, 1);
}
