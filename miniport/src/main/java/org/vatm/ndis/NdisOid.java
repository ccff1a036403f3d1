package org.vatm.ndis;

/** Object identifiers of {@link NdisRequest}s with their numbers of {@code ntddndis.h}. */
public final class NdisOid
{
    // General operational.
    public static final int OID_GEN_CO_SUPPORTED_LIST = 0x0001_0101; // n * 4 bytes, ascending
    public static final int OID_GEN_CO_HARDWARE_STATUS = 0x0001_0102;
    public static final int OID_GEN_CO_MEDIA_SUPPORTED = 0x0001_0103;
    public static final int OID_GEN_CO_MEDIA_IN_USE = 0x0001_0104;
    public static final int OID_GEN_CO_LINK_SPEED = 0x0001_0107; // 8 bytes: outbound, inbound in 100 bit/s
    public static final int OID_GEN_CO_VENDOR_ID = 0x0001_010C;
    public static final int OID_GEN_CO_VENDOR_DESCRIPTION = 0x0001_010D;
    public static final int OID_GEN_CO_DRIVER_VERSION = 0x0001_0110; // 2 bytes
    public static final int OID_GEN_CO_PROTOCOL_OPTIONS = 0x0001_0112; // set
    public static final int OID_GEN_CO_MAC_OPTIONS = 0x0001_0113;
    public static final int OID_GEN_CO_MEDIA_CONNECT_STATUS = 0x0001_0114;
    public static final int OID_GEN_CO_VENDOR_DRIVER_VERSION = 0x0001_0116;
    public static final int OID_GEN_CO_SUPPORTED_GUIDS = 0x0001_0117;
    public static final int OID_GEN_PHYSICAL_MEDIUM = 0x0001_0202;
    public static final int OID_GEN_CO_MINIMUM_LINK_SPEED = 0x0002_0120; // 8 bytes, as LINK_SPEED
    public static final int OID_GEN_CO_GET_TIME_CAPS = 0x0002_020F;
    public static final int OID_GEN_CO_GET_NETCARD_TIME = 0x0002_0210; // never pended
    public static final int OID_PNP_CAPABILITIES = 0xFD01_0100;
    public static final int OID_PNP_SET_POWER = 0xFD01_0101;
    public static final int OID_PNP_QUERY_POWER = 0xFD01_0102;

    // General statistics: 4 or 8 bytes.
    public static final int OID_GEN_CO_XMIT_PDUS_OK = 0x0002_0101;
    public static final int OID_GEN_CO_RCV_PDUS_OK = 0x0002_0102;
    public static final int OID_GEN_CO_XMIT_PDUS_ERROR = 0x0002_0103;
    public static final int OID_GEN_CO_RCV_PDUS_ERROR = 0x0002_0104;
    public static final int OID_GEN_CO_RCV_PDUS_NO_BUFFER = 0x0002_0105;
    public static final int OID_GEN_CO_BYTES_XMIT = 0x0002_0201;
    public static final int OID_GEN_CO_BYTES_RCV = 0x0002_0207;
    public static final int OID_GEN_CO_RCV_CRC_ERROR = 0x0002_020D;
    public static final int OID_GEN_CO_TRANSMIT_QUEUE_LENGTH = 0x0002_020E;
    public static final int OID_GEN_CO_NETCARD_LOAD = 0x0002_0211;
    public static final int OID_GEN_CO_DEVICE_PROFILE = 0x0002_0212;
    public static final int OID_GEN_CO_BYTES_XMIT_OUTSTANDING = 0x0002_0221;

    // ATM operational.
    public static final int OID_ATM_SUPPORTED_VC_RATES = 0x0801_0101;
    public static final int OID_ATM_SUPPORTED_SERVICE_CATEGORY = 0x0801_0102;
    public static final int OID_ATM_SUPPORTED_AAL_TYPES = 0x0801_0103;
    public static final int OID_ATM_HW_CURRENT_ADDRESS = 0x0801_0104; // 6 bytes, the ESI
    public static final int OID_ATM_MAX_ACTIVE_VCS = 0x0801_0105;
    public static final int OID_ATM_MAX_ACTIVE_VCI_BITS = 0x0801_0106;
    public static final int OID_ATM_MAX_ACTIVE_VPI_BITS = 0x0801_0107;
    public static final int OID_ATM_MAX_AAL0_PACKET_SIZE = 0x0801_0108;
    public static final int OID_ATM_MAX_AAL1_PACKET_SIZE = 0x0801_0109;
    public static final int OID_ATM_MAX_AAL34_PACKET_SIZE = 0x0801_010A;
    public static final int OID_ATM_MAX_AAL5_PACKET_SIZE = 0x0801_010B;
    public static final int OID_ATM_SIGNALING_VPIVCI = 0x0801_0201;
    public static final int OID_ATM_ASSIGNED_VPI = 0x0801_0202;
    public static final int OID_ATM_ACQUIRE_ACCESS_NET_RESOURCES = 0x0801_0203;
    public static final int OID_ATM_RELEASE_ACCESS_NET_RESOURCES = 0x0801_0204;
    public static final int OID_ATM_ILMI_VPIVCI = 0x0801_0205;
    public static final int OID_ATM_DIGITAL_BROADCAST_VPIVCI = 0x0801_0206;
    public static final int OID_ATM_GET_NEAREST_FLOW = 0x0801_0207;
    public static final int OID_ATM_ALIGNMENT_REQUIRED = 0x0801_0208;
    public static final int OID_ATM_LECS_ADDRESS = 0x0801_0209;
    public static final int OID_ATM_SERVICE_ADDRESS = 0x0801_020A;
    public static final int OID_ATM_CALL_PROCEEDING = 0x0801_020B;
    public static final int OID_ATM_CALL_ALERTING = 0x0801_020C;
    public static final int OID_ATM_PARTY_ALERTING = 0x0801_020D;
    public static final int OID_ATM_CALL_NOTIFY = 0x0801_020E;
    public static final int OID_ATM_MY_IP_NM_ADDRESS = 0x0801_020F;

    // ATM statistics: 4 bytes.
    public static final int OID_ATM_RCV_CELLS_OK = 0x0802_0101;
    public static final int OID_ATM_XMIT_CELLS_OK = 0x0802_0102;
    public static final int OID_ATM_RCV_CELLS_DROPPED = 0x0802_0103;
    public static final int OID_ATM_RCV_INVALID_VPI_VCI = 0x0802_0201;
    public static final int OID_ATM_CELLS_HEC_ERROR = 0x0802_0202;
    public static final int OID_ATM_RCV_REASSEMBLY_ERROR = 0x0802_0203;

    // Between client and call manager; a miniport never sees them.
    public static final int OID_CO_ADD_PVC = 0xFE00_0001;
    public static final int OID_CO_DELETE_PVC = 0xFE00_0002;
    public static final int OID_CO_GET_CALL_INFORMATION = 0xFE00_0003;
    public static final int OID_CO_ADD_ADDRESS = 0xFE00_0004;
    public static final int OID_CO_DELETE_ADDRESS = 0xFE00_0005;
    public static final int OID_CO_GET_ADDRESSES = 0xFE00_0006;
    public static final int OID_CO_ADDRESS_CHANGE = 0xFE00_0007;
    public static final int OID_CO_SIGNALING_ENABLED = 0xFE00_0008;
    public static final int OID_CO_SIGNALING_DISABLED = 0xFE00_0009;
    public static final int OID_CO_AF_CLOSE = 0xFE00_000A;

    /** How those between client and call manager are told from the others. */
    static final int CO_MASK = 0xFF00_0000;
    static final int CO_OIDS = 0xFE00_0000;

    private static final ConstantNames NAMES = new ConstantNames(NdisOid.class);

    private NdisOid()
    {
    }

    /** Every identifier, in ascending order. */
    public static int[] all()
    {
        return NAMES.values();
    }

    /** The constant's name, or the number in hexadecimal where NDIS has none. */
    public static String name(final int oid)
    {
        return NAMES.name(oid);
    }
}
