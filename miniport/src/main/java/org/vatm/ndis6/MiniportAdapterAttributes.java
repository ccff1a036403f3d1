package org.vatm.ndis6;

/**
 * {@code NDIS_MINIPORT_ADAPTER_ATTRIBUTES}, registration and general attributes together: those that concern a
 * connection-oriented adapter.
 */
public final class MiniportAdapterAttributes
{
    public static final int NDIS_MINIPORT_ATTRIBUTES_HARDWARE_DEVICE = 0x01;
    public static final int NDIS_MINIPORT_ATTRIBUTES_SURPRISE_REMOVE_OK = 0x04;
    public static final int NDIS_MINIPORT_ATTRIBUTES_NOT_CO_NDIS = 0x08;
    public static final int NDIS_MINIPORT_ATTRIBUTES_DO_NOT_BIND_TO_ALL_CO = 0x10;
    public static final int NDIS_MINIPORT_ATTRIBUTES_NO_HALT_ON_SUSPEND = 0x20;
    public static final int NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER = 0x40;

    /** Registration: the driver's name for the adapter, not 0. */
    public long miniportAdapterContext;
    public int attributeFlags;
    /** 0 for the default of 2 s. */
    public int checkForHangTimeInSeconds;
    /** General: an {@link org.vatm.ndis.NdisMedium}. */
    public int mediaType;
}
