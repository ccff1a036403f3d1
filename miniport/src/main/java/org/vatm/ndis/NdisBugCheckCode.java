package org.vatm.ndis;

/** Reasons for which the emulated system stops. */
public enum NdisBugCheckCode
{
    NDIS_CO_SYNC_PENDED("MiniportCoCreateVc or MiniportCoDeleteVc returned PENDING"),
    INVALID_VC_HANDLE("a handle that names no live VC of the caller was used"),
    INVALID_NDIS_HANDLE("a handle that names no live adapter, binding or driver was used"),
    REGISTER_ACCESS_UNMAPPED("a register was accessed outside every range that NdisMMapIoSpace has mapped"),
    INITIALIZE_PENDED("MiniportInitialize returned PENDING"),
    INTERRUPT_LIVE_AFTER_HALT("MiniportHalt returned, or MiniportInitialize failed, with the interrupt registered"),
    RECEIVES_OUT_AFTER_HALT("MiniportHalt returned while protocols still held its packets"),
    TIMER_NOT_INITIALIZED("a timer was used before NdisMInitializeTimer"),
    IRQL_NOT_LESS_OR_EQUAL("a routine was called at an interrupt level above those that it allows"),
    DRIVER_VERIFIER_DETECTED_VIOLATION("a driver broke a rule that a real system does not survive");

    private final String meaning;

    NdisBugCheckCode(final String meaning)
    {
        this.meaning = meaning;
    }

    public String meaning()
    {
        return meaning;
    }
}
