package org.vatm.ndis;

/** {@code ATM_AAL_TYPE}: one bit each, so that OID_ATM_SUPPORTED_AAL_TYPES can be their union. */
public final class AtmAalType
{
    public static final int AAL_TYPE_AAL0 = 1;
    public static final int AAL_TYPE_AAL1 = 2;
    public static final int AAL_TYPE_AAL34 = 4;
    public static final int AAL_TYPE_AAL5 = 8;

    private AtmAalType()
    {
    }
}
