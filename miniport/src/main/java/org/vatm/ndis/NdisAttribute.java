package org.vatm.ndis;

/** {@code AttributeFlags} of {@link NdisMiniportLibrary#ndisMSetAttributesEx NdisMSetAttributesEx}. */
public final class NdisAttribute
{
    public static final int NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT = 0x0001;
    public static final int NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT = 0x0002;
    public static final int NDIS_ATTRIBUTE_IGNORE_TOKEN_RING_ERRORS = 0x0004;
    public static final int NDIS_ATTRIBUTE_BUS_MASTER = 0x0008; // without it there is no shared memory and no DMA
    public static final int NDIS_ATTRIBUTE_INTERMEDIATE_DRIVER = 0x0010;
    public static final int NDIS_ATTRIBUTE_DESERIALIZE = 0x0020; // assumed for every CoNDIS miniport
    public static final int NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND = 0x0040;
    public static final int NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK = 0x0080;
    public static final int NDIS_ATTRIBUTE_NOT_CO_NDIS = 0x0100;
    public static final int NDIS_ATTRIBUTE_USES_SAFE_BUFFER_APIS = 0x0200;
    public static final int NDIS_ATTRIBUTE_DO_NOT_BIND_TO_ALL_CO = 0x0400;
    public static final int NDIS_ATTRIBUTE_MINIPORT_PADS_SHORT_PACKETS = 0x0800;

    private NdisAttribute()
    {
    }
}
