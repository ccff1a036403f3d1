package org.vatm.ndis6;

/** An NDIS 6.x driver image. */
@FunctionalInterface
public interface Ndis6Driver
{
    /**
     * DriverEntry, at PASSIVE: calls {@link Ndis6Library#ndisMRegisterMiniportDriver NdisMRegisterMiniportDriver} and
     * returns its status.
     *
     * @param ndis what the driver is linked with; it may keep it.
     */
    int driverEntry(Ndis6Library ndis);
}
