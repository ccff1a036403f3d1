package org.vatm.ndis;

/** {@code NDIS_ERROR_CODE}s of {@link NdisMiniportLibrary#ndisWriteErrorLogEntry NdisWriteErrorLogEntry}. */
public final class NdisErrorCode
{
    public static final int NDIS_ERROR_CODE_RESOURCE_CONFLICT = 0xC000_1388;
    public static final int NDIS_ERROR_CODE_OUT_OF_RESOURCES = 0xC000_1389;
    public static final int NDIS_ERROR_CODE_HARDWARE_FAILURE = 0xC000_138A;
    public static final int NDIS_ERROR_CODE_ADAPTER_NOT_FOUND = 0xC000_138B;
    public static final int NDIS_ERROR_CODE_INTERRUPT_CONNECT = 0xC000_138C;
    public static final int NDIS_ERROR_CODE_DRIVER_FAILURE = 0xC000_138D;
    public static final int NDIS_ERROR_CODE_BAD_VERSION = 0xC000_138E;
    public static final int NDIS_ERROR_CODE_TIMEOUT = 0x8000_138F;
    public static final int NDIS_ERROR_CODE_NETWORK_ADDRESS = 0xC000_1390;
    public static final int NDIS_ERROR_CODE_UNSUPPORTED_CONFIGURATION = 0xC000_1391;
    public static final int NDIS_ERROR_CODE_INVALID_VALUE_FROM_ADAPTER = 0xC000_1392;
    public static final int NDIS_ERROR_CODE_MISSING_CONFIGURATION_PARAMETER = 0xC000_1393;

    private static final ConstantNames NAMES = new ConstantNames(NdisErrorCode.class);

    private NdisErrorCode()
    {
    }

    /** The constant's name, or the number in hexadecimal. */
    public static String name(final int errorCode)
    {
        return NAMES.name(errorCode);
    }
}
