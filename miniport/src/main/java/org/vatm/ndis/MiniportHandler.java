package org.vatm.ndis;

/** The members of {@code NDIS_MINIPORT_CHARACTERISTICS} that hold handlers, in their order. */
public enum MiniportHandler
{
    CHECK_FOR_HANG(Need.OPTIONAL),
    DISABLE_INTERRUPT(Need.OPTIONAL),
    ENABLE_INTERRUPT(Need.OPTIONAL),
    HALT(Need.MANDATORY),
    HANDLE_INTERRUPT(Need.CONDITIONAL),
    INITIALIZE(Need.MANDATORY),
    ISR(Need.CONDITIONAL),
    /** Of connectionless adapters, as the next four are: never called. */
    QUERY_INFORMATION(Need.OPTIONAL),
    RESET(Need.MANDATORY),
    SEND(Need.OPTIONAL),
    SET_INFORMATION(Need.OPTIONAL),
    TRANSFER_DATA(Need.OPTIONAL),
    RETURN_PACKET(Need.MANDATORY),
    SEND_PACKETS(Need.OPTIONAL),
    ALLOCATE_COMPLETE(Need.CONDITIONAL),
    CO_CREATE_VC(Need.MANDATORY),
    CO_DELETE_VC(Need.MANDATORY),
    CO_ACTIVATE_VC(Need.MANDATORY),
    CO_DEACTIVATE_VC(Need.MANDATORY),
    CO_SEND_PACKETS(Need.MANDATORY),
    CO_REQUEST(Need.MANDATORY),
    CANCEL_SEND_PACKETS(Need.OPTIONAL),
    PNP_EVENT_NOTIFY(Need.MANDATORY_FROM_5_1),
    ADAPTER_SHUTDOWN(Need.MANDATORY_FROM_5_1);

    /** Whether registration insists on a handler; a conditional one is asked for when it becomes needed. */
    enum Need
    {
        OPTIONAL, CONDITIONAL, MANDATORY, MANDATORY_FROM_5_1
    }

    private final Need need;

    MiniportHandler(final Need need)
    {
        this.need = need;
    }

    boolean isMandatory(final int minorNdisVersion)
    {
        return need == Need.MANDATORY || need == Need.MANDATORY_FROM_5_1 && minorNdisVersion >= 1;
    }
}
