package org.vatm.ndis;

/** A driver image: what NDIS loads. One driver serves any number of adapters. */
@FunctionalInterface
public interface NdisMiniportDriver
{
    /**
     * DriverEntry, at PASSIVE: calls {@link NdisMiniportLibrary#ndisMInitializeWrapper NdisMInitializeWrapper}, then
     * {@link NdisMiniportLibrary#ndisMRegisterMiniport NdisMRegisterMiniport}, and returns the latter's status.
     *
     * @param ndis what the driver is linked with; it may keep it.
     */
    int driverEntry(NdisMiniportLibrary ndis);
}
