package org.vatm.ndis;

/**
 * {@code NDIS_STATUS} codes with their numbers of {@code ndis.h}. Compare with equality only: PENDING and NOT_ACCEPTED
 * are as non-negative as SUCCESS.
 */
public final class NdisStatus
{
    public static final int NDIS_STATUS_SUCCESS = 0x0000_0000; // done
    public static final int NDIS_STATUS_PENDING = 0x0000_0103; // a completion routine follows; never a completion value
    public static final int NDIS_STATUS_NOT_RECOGNIZED = 0x0001_0001;
    public static final int NDIS_STATUS_NOT_COPIED = 0x0001_0002;
    /** Numerically not negative: compare for equality only. */
    public static final int NDIS_STATUS_NOT_ACCEPTED = 0x0001_0003;
    public static final int NDIS_STATUS_CALL_ACTIVE = 0x0001_0007;
    public static final int NDIS_STATUS_ONLINE = 0x4001_0003;
    public static final int NDIS_STATUS_RESET_START = 0x4001_0004; // indicated by NDIS only
    public static final int NDIS_STATUS_RESET_END = 0x4001_0005; // indicated by NDIS only
    public static final int NDIS_STATUS_RING_STATUS = 0x4001_0006;
    public static final int NDIS_STATUS_CLOSED = 0x4001_0007;
    public static final int NDIS_STATUS_WAN_LINE_UP = 0x4001_0008;
    public static final int NDIS_STATUS_WAN_LINE_DOWN = 0x4001_0009;
    public static final int NDIS_STATUS_WAN_FRAGMENT = 0x4001_000A;
    public static final int NDIS_STATUS_MEDIA_CONNECT = 0x4001_000B;
    public static final int NDIS_STATUS_MEDIA_DISCONNECT = 0x4001_000C;
    public static final int NDIS_STATUS_HARDWARE_LINE_UP = 0x4001_000D;
    public static final int NDIS_STATUS_HARDWARE_LINE_DOWN = 0x4001_000E;
    public static final int NDIS_STATUS_INTERFACE_UP = 0x4001_000F;
    public static final int NDIS_STATUS_INTERFACE_DOWN = 0x4001_0010;
    public static final int NDIS_STATUS_MEDIA_BUSY = 0x4001_0011;
    public static final int NDIS_STATUS_MEDIA_SPECIFIC_INDICATION = 0x4001_0012;
    public static final int NDIS_STATUS_LINK_SPEED_CHANGE = 0x4001_0013;
    public static final int NDIS_STATUS_WAN_CO_FRAGMENT = 0x4001_0015;
    public static final int NDIS_STATUS_WAN_CO_LINKPARAMS = 0x4001_0016;
    public static final int NDIS_STATUS_WAN_CO_MTULINKPARAMS = 0x4001_0025;
    public static final int NDIS_STATUS_NOT_RESETTABLE = 0x8001_0001;
    public static final int NDIS_STATUS_SOFT_ERRORS = 0x8001_0003;
    public static final int NDIS_STATUS_HARD_ERRORS = 0x8001_0004;
    public static final int NDIS_STATUS_BUFFER_OVERFLOW = 0x8000_0005;
    public static final int NDIS_STATUS_FAILURE = 0xC000_0001;
    public static final int NDIS_STATUS_RESOURCES = 0xC000_009A;
    public static final int NDIS_STATUS_NOT_SUPPORTED = 0xC000_00BB;
    public static final int NDIS_STATUS_CLOSING = 0xC001_0002;
    public static final int NDIS_STATUS_BAD_VERSION = 0xC001_0004;
    public static final int NDIS_STATUS_BAD_CHARACTERISTICS = 0xC001_0005;
    public static final int NDIS_STATUS_ADAPTER_NOT_FOUND = 0xC001_0006;
    public static final int NDIS_STATUS_OPEN_FAILED = 0xC001_0007;
    public static final int NDIS_STATUS_DEVICE_FAILED = 0xC001_0008;
    public static final int NDIS_STATUS_MULTICAST_FULL = 0xC001_0009;
    public static final int NDIS_STATUS_MULTICAST_EXISTS = 0xC001_000A;
    public static final int NDIS_STATUS_MULTICAST_NOT_FOUND = 0xC001_000B;
    public static final int NDIS_STATUS_REQUEST_ABORTED = 0xC001_000C;
    public static final int NDIS_STATUS_RESET_IN_PROGRESS = 0xC001_000D;
    public static final int NDIS_STATUS_CLOSING_INDICATING = 0xC001_000E;
    public static final int NDIS_STATUS_INVALID_PACKET = 0xC001_000F;
    public static final int NDIS_STATUS_OPEN_LIST_FULL = 0xC001_0010;
    public static final int NDIS_STATUS_ADAPTER_NOT_READY = 0xC001_0011;
    public static final int NDIS_STATUS_ADAPTER_NOT_OPEN = 0xC001_0012;
    public static final int NDIS_STATUS_NOT_INDICATING = 0xC001_0013;
    public static final int NDIS_STATUS_INVALID_LENGTH = 0xC001_0014;
    public static final int NDIS_STATUS_INVALID_DATA = 0xC001_0015;
    public static final int NDIS_STATUS_BUFFER_TOO_SHORT = 0xC001_0016;
    public static final int NDIS_STATUS_INVALID_OID = 0xC001_0017;
    public static final int NDIS_STATUS_ADAPTER_REMOVED = 0xC001_0018;
    public static final int NDIS_STATUS_UNSUPPORTED_MEDIA = 0xC001_0019;
    public static final int NDIS_STATUS_GROUP_ADDRESS_IN_USE = 0xC001_001A;
    public static final int NDIS_STATUS_FILE_NOT_FOUND = 0xC001_001B;
    public static final int NDIS_STATUS_ERROR_READING_FILE = 0xC001_001C;
    public static final int NDIS_STATUS_ALREADY_MAPPED = 0xC001_001D;
    public static final int NDIS_STATUS_RESOURCE_CONFLICT = 0xC001_001E;
    public static final int NDIS_STATUS_NO_CABLE = 0xC001_001F;
    public static final int NDIS_STATUS_INVALID_SAP = 0xC001_0020;
    public static final int NDIS_STATUS_SAP_IN_USE = 0xC001_0021;
    public static final int NDIS_STATUS_INVALID_ADDRESS = 0xC001_0022;
    public static final int NDIS_STATUS_VC_NOT_ACTIVATED = 0xC001_0023;
    public static final int NDIS_STATUS_DEST_OUT_OF_ORDER = 0xC001_0024;
    public static final int NDIS_STATUS_VC_NOT_AVAILABLE = 0xC001_0025;
    public static final int NDIS_STATUS_CELLRATE_NOT_AVAILABLE = 0xC001_0026;
    public static final int NDIS_STATUS_INCOMPATABLE_QOS = 0xC001_0027; // spelt so
    public static final int NDIS_STATUS_AAL_PARAMS_UNSUPPORTED = 0xC001_0028;
    public static final int NDIS_STATUS_NO_ROUTE_TO_DESTINATION = 0xC001_0029;
    public static final int NDIS_STATUS_TOKEN_RING_OPEN_ERROR = 0xC001_1000;

    private static final ConstantNames NAMES = new ConstantNames(NdisStatus.class);

    private NdisStatus()
    {
    }

    /** The constant's name, or the number in hexadecimal where NDIS has none. */
    public static String name(final int status)
    {
        return NAMES.name(status);
    }
}
