package org.vatm.ndis6;

/** {@code NDIS_MINIPORT_DRIVER_CHARACTERISTICS}: the handlers are methods of one object; it says which are there. */
public final class MiniportDriverCharacteristics
{
    public int majorNdisVersion = 6;
    public int minorNdisVersion;
    public MiniportHandlers handlers;
    /** Whether MiniportCheckForHangEx, MiniportCancelSend and MiniportDriverUnload are there. */
    public boolean hasCheckForHang;
    public boolean hasCancelSend;
    public boolean hasDriverUnload;

    public MiniportDriverCharacteristics(final MiniportHandlers handlers)
    {
        this.handlers = handlers;
    }
}
