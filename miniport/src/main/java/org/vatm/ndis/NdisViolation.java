package org.vatm.ndis;

import org.vatm.register.GuestError;

/** What a driver did against the contract without stopping the system, and what NDIS does about it. */
public enum NdisViolation implements GuestError
{
    STALE_CONFIGURATION("a configuration handle or context was used after its life", "FAILURE"),
    CONFIGURATION_LEFT_OPEN("MiniportInitialize returned with a configuration handle open", "closed"),
    ATTRIBUTES("NdisMSetAttributesEx twice, outside MiniportInitialize or with a NULL context", "ignored"),
    BEFORE_ATTRIBUTES("a resource was claimed before NdisMSetAttributesEx", "refused"),
    DMA_ORDER("shared memory was asked for before the DMA was initialised, or without BUS_MASTER", "nothing allocated"),
    NOT_IN_INITIALIZE("a routine for MiniportInitialize was called outside of it", "refused"),
    BAD_MEDIUM("MiniportInitialize succeeded without selecting NdisMediumAtm", "the adapter is halted"),
    UNMAP_MISMATCH("an unmapped range was not mapped so", "ignored"),
    SHARED_MEMORY_FREE_MISMATCH("freed shared memory is not, or no longer, allocated", "ignored"),
    SHARED_MEMORY_RANGE("a range to be updated is not in shared memory of the adapter", "ignored"),
    MAP_REGISTER_MISUSE("a map register that is not there, in use twice, or still in use when its packet was completed",
        "not mapped; an existing mapping stays"),
    MEMORY_FREE_MISMATCH("memory was freed twice, elsewhere, or with another length or flags", "freed if allocated"),
    LOOKASIDE_LIST_MISUSE("a lookaside list was used uninitialised, or deleted with blocks out", "NULL, or deleted"),
    HANDLER_MISSING("an interrupt or asynchronous memory was asked for without the handlers needed", "FAILURE"),
    LEAK_AT_HALT("MiniportHalt, or a failed MiniportInitialize, left a resource claimed", "released by NDIS"),
    POOL_FREED_IN_USE("a pool was freed with descriptors out", "ignored"),
    LOCK_MISUSE("a spin lock was acquired twice or released while free", "ignored"),
    STALL_TOO_LONG("NdisStallExecution of more than 50 us", "stalls as asked"),
    WRONG_PARTY("a routine was called by a party of the VC that may not do so", "NOT_ACCEPTED"),
    PARTNER_PENDED("ProtocolCoCreateVc or ProtocolCoDeleteVc returned PENDING", "create: rolled back; delete: goes on"),
    DELETE_FAILED("MiniportCoDeleteVc failed", "the VC stays"),
    DEACTIVATE_FAILED("a deactivation failed", "the VC stays active"),
    UNEXPECTED_COMPLETION("an operation was completed that is not pending", "ignored"),
    COMPLETED_WITH_PENDING("an operation was completed with status PENDING", "taken as FAILURE"),
    COMPLETION_ARGUMENTS("an operation was completed with other call parameters than it was given",
        "the given ones stay"),
    CALL_ON_INACTIVE_VC("a call was completed with SUCCESS on a VC that is not active", "passed on"),
    SEND_ON_INACTIVE_VC("packets were sent on a VC that is not active, or after NdisClCloseCall",
        "completed with an error"),
    SEND_COMPLETE_MISMATCH("a packet was completed that is not out on that VC", "ignored"),
    RECEIVE_ON_INACTIVE_VC("packets were indicated on a VC that is not active", "not delivered"),
    RECEIVE_STATUS("a packet was indicated with a status other than SUCCESS and RESOURCES", "taken as RESOURCES"),
    DOUBLE_INDICATION("a packet was indicated that is out", "not delivered"),
    RESOURCES_PACKET_KEPT("a protocol kept a packet of status RESOURCES", "taken back"),
    RETURN_MISMATCH("a packet was returned that is not, or no longer, out", "ignored"),
    PACKETS_OUT_AFTER_DEACTIVATE("a deactivation ended with packets out", "accepted"),
    REQUEST_TIMED_OUT("a request was pending for two check-for-hang intervals", "the adapter is reset"),
    RESET_INDICATED("a miniport indicated RESET_START or RESET_END", "not passed on"),
    VC_LEFT_AT_CLOSE("a binding or address family was closed with VCs or SAPs on it",
        "waits for them, or NOT_ACCEPTED"),
    STALE_HANDLE("an address family, SAP or party handle was used that its user has given up, or never had",
        "FAILURE, or ignored"),
    REQUEST_REUSED("a request was made that is outstanding", "FAILURE"),
    CALL_STATE("a client was to be told of a call what its state does not allow", "ignored"),
    PARTIES_LEFT_AT_CLOSE("NdisClCloseCall with more than one party left", "passed to the call manager");

    private final String meaning;
    private final String answer;

    NdisViolation(final String meaning, final String answer)
    {
        this.meaning = meaning;
        this.answer = answer;
    }

    @Override
    public String meaning()
    {
        return meaning;
    }

    @Override
    public String answer()
    {
        return answer;
    }
}
