package org.vatm.ndis;

import java.util.EnumSet;
import java.util.Set;

/**
 * {@code NDIS_MINIPORT_CHARACTERISTICS}: what a driver registers. C has a pointer for each handler, and NULL where
 * there is none; here the handlers are the methods of one {@link NdisMiniport}, and a set says which of them are
 * there.
 */
public final class NdisMiniportCharacteristics
{
    public static final int LENGTH_5_0 = 184; // sizes of the structure on a 64-bit system
    public static final int LENGTH_5_1 = 240;

    private static final Set<MiniportHandler> VC_HANDLERS =
        EnumSet.range(MiniportHandler.CO_CREATE_VC, MiniportHandler.CO_DEACTIVATE_VC);

    private final int majorNdisVersion;
    private final int minorNdisVersion;
    private final NdisMiniport miniport;
    private final EnumSet<MiniportHandler> handlers = EnumSet.noneOf(MiniportHandler.class);

    /** Characteristics of an NDIS 5.1 miniport with all mandatory handlers, ISR and HandleInterrupt. */
    public NdisMiniportCharacteristics(final NdisMiniport miniport)
    {
        this(5, 1, miniport);
        for (final MiniportHandler handler : MiniportHandler.values())
        {
            if (handler.isMandatory(1))
            {
                handlers.add(handler);
            }
        }
        with(MiniportHandler.ISR).with(MiniportHandler.HANDLE_INTERRUPT);
    }

    /** The zeroed structure: no handler yet. */
    public NdisMiniportCharacteristics(
        final int majorNdisVersion, final int minorNdisVersion, final NdisMiniport miniport)
    {
        this.majorNdisVersion = majorNdisVersion;
        this.minorNdisVersion = minorNdisVersion;
        this.miniport = miniport;
    }

    private NdisMiniportCharacteristics(final NdisMiniportCharacteristics other)
    {
        this(other.majorNdisVersion, other.minorNdisVersion, other.miniport);
        handlers.addAll(other.handlers);
    }

    public NdisMiniportCharacteristics with(final MiniportHandler handler)
    {
        handlers.add(handler);
        return this;
    }

    public NdisMiniportCharacteristics without(final MiniportHandler handler)
    {
        handlers.remove(handler);
        return this;
    }

    public int majorNdisVersion()
    {
        return majorNdisVersion;
    }

    public int minorNdisVersion()
    {
        return minorNdisVersion;
    }

    public NdisMiniport miniport()
    {
        return miniport;
    }

    public boolean has(final MiniportHandler handler)
    {
        return handlers.contains(handler);
    }

    NdisMiniportCharacteristics copy()
    {
        return new NdisMiniportCharacteristics(this);
    }

    /**
     * The first mandatory handler that is not there, or null. Without both CoCreateVc and CoDeleteVc the driver has a
     * call manager inside, and NDIS neither activates nor deactivates its VCs.
     */
    MiniportHandler missingHandler()
    {
        final boolean isIntegrated =
            !handlers.contains(MiniportHandler.CO_CREATE_VC) && !handlers.contains(MiniportHandler.CO_DELETE_VC);
        final Set<MiniportHandler> present = handlers;
        for (final MiniportHandler handler : MiniportHandler.values())
        {
            final boolean isExempt = isIntegrated && VC_HANDLERS.contains(handler);
            if (handler.isMandatory(minorNdisVersion) && !isExempt && !present.contains(handler))
            {
                return handler;
            }
        }
        return null;
    }
}
