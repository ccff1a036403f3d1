package org.vatm.ndis;

/** {@code MiniportUnload}: clean-up of a whole driver, as given to NdisMRegisterUnloadHandler. */
@FunctionalInterface
public interface NdisUnloadHandler
{
    /** PASSIVE, after MiniportHalt of the driver's last adapter. */
    void miniportUnload();
}
