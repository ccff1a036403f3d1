package org.vatm.ndis;

/** {@code NDIS_CONFIGURATION_PARAMETER}: a value that NdisReadConfiguration found. */
public final class NdisConfigurationParameter
{
    public static final int NDIS_PARAMETER_INTEGER = 0;
    public static final int NDIS_PARAMETER_HEX_INTEGER = 1;
    public static final int NDIS_PARAMETER_STRING = 2;

    public int parameterType;
    public int integerData;
    public String stringData;
}
