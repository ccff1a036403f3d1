package org.vatm.ndis;

/** {@code ATM_SERVICE_CATEGORY}: one bit each, so that OID_ATM_SUPPORTED_SERVICE_CATEGORY can be their union. */
public final class AtmServiceCategory
{
    public static final int ATM_SERVICE_CATEGORY_CBR = 1;
    public static final int ATM_SERVICE_CATEGORY_VBR = 2;
    public static final int ATM_SERVICE_CATEGORY_UBR = 4;
    public static final int ATM_SERVICE_CATEGORY_ABR = 8;

    private AtmServiceCategory()
    {
    }
}
