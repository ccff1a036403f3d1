package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * One call of a random driver.
 *
 * @param operation what is called.
 * @param vc        place of the VC that it is about.
 * @param answer    of the handler that NDIS calls for it, or the status of a completion.
 * @param second    of the other handler that NDIS may call.
 */
record DriverStep(Operation operation, int vc, Answer answer, Answer second)
{
    static final int VCS = 3;

    /** How a handler answers. */
    enum Answer
    {
        SUCCESS(NDIS_STATUS_SUCCESS), FAILURE(NDIS_STATUS_FAILURE), PENDING(NDIS_STATUS_PENDING),
        /** Completes before it returns PENDING. */
        INSIDE(NDIS_STATUS_SUCCESS), INSIDE_FAILED(NDIS_STATUS_FAILURE),
        /** Completes, and returns SUCCESS all the same: a mistake. */
        TWICE(NDIS_STATUS_SUCCESS);

        /** Of the completion, or what is returned if there is none. */
        final int status;

        Answer(final int status)
        {
            this.status = status;
        }

        boolean completesInside()
        {
            return ordinal() >= INSIDE.ordinal();
        }

        /** For handlers that may not pend. */
        Answer atOnce()
        {
            return status == NDIS_STATUS_SUCCESS ? SUCCESS : FAILURE;
        }
    }

    /** Calls into NDIS, by whom they are, and the handlers that answer. */
    enum Operation
    {
        CREATE("cl NdisCoCreateVc", "miniportCoCreateVc", "protocolCoCreateVc"),
        CREATE_BY_CM("cm NdisCoCreateVc", "miniportCoCreateVc", "protocolCoCreateVc"),
        CREATE_PENDED("cl NdisCoCreateVc, which the miniport pends", "miniportCoCreateVc", ""),
        DELETE("NdisCoDeleteVc", "protocolCoDeleteVc", "miniportCoDeleteVc"),
        DELETE_BY_OTHER("NdisCoDeleteVc, not by the creator", "", ""),
        DELETE_PENDED("NdisCoDeleteVc, which the miniport pends", "miniportCoDeleteVc", ""),
        STALE("NdisCoDeleteVc of a VC that is gone", "", ""),
        ACTIVATE("cm NdisCmActivateVc", "miniportCoActivateVc", ""),
        ACTIVATE_BY_CLIENT("cl NdisCmActivateVc", "", ""),
        ACTIVATE_COMPLETE("mp NdisMCoActivateVcComplete", "", "miniportCoDeactivateVc"),
        DEACTIVATE("cm NdisCmDeactivateVc", "miniportCoDeactivateVc", ""),
        DEACTIVATE_COMPLETE("mp NdisMCoDeactivateVcComplete", "", ""),
        SEND("cl NdisCoSendPackets", "", ""),
        SEND_BY_CM("cm NdisCoSendPackets", "", ""),
        SEND_COMPLETE("mp NdisMCoSendComplete", "", ""),
        INDICATE("mp NdisMCoIndicateReceivePacket", "protocolCoReceivePacket", ""),
        RETURN("cl NdisReturnPackets", "", ""),
        REQUEST("cl NdisCoRequest", "miniportCoRequest", ""),
        REQUEST_COMPLETE("mp NdisMCoRequestComplete", "", ""),
        MAKE_CALL("cl NdisClMakeCall", "protocolCmMakeCall", ""),
        MAKE_COMPLETE("cm NdisCmMakeCallComplete", "", ""),
        CLOSE_CALL("cl NdisClCloseCall", "protocolCmCloseCall", ""),
        CLOSE_COMPLETE("cm NdisCmCloseCallComplete", "", ""),
        DISPATCH("cm NdisCmDispatchIncomingCall", "protocolClIncomingCall", ""),
        INCOMING_COMPLETE("cl NdisClIncomingCallComplete", "", ""),
        CONNECTED("cm NdisCmDispatchCallConnected", "", ""),
        REMOTE_CLOSE("cm NdisCmDispatchIncomingCloseCall", "", ""),
        MODIFY_QOS("cl NdisClModifyCallQoS", "protocolCmModifyCallQoS", ""),
        MODIFY_COMPLETE("cm NdisCmModifyCallQoSComplete", "", ""),
        QOS_CHANGE("cm NdisCmDispatchIncomingCallQoSChange", "", ""),
        RESET("cl NdisReset", "miniportReset", ""),
        RESET_COMPLETE("mp NdisMResetComplete", "", "");

        final String text;
        final String handler;
        final String secondHandler;

        Operation(final String text, final String handler, final String secondHandler)
        {
            this.text = text;
            this.handler = handler;
            this.secondHandler = secondHandler;
        }
    }

    /** The answer of that handler, while this step runs. */
    Answer answerOf(final String handler)
    {
        if (operation == Operation.CREATE_PENDED || operation == Operation.DELETE_PENDED)
        {
            return handler.equals(operation.handler) ? Answer.PENDING : Answer.SUCCESS;
        }
        final Answer given = handler.equals(operation.handler) ? answer :
            handler.equals(operation.secondHandler) ? second : Answer.SUCCESS;
        final boolean mustNotPend = handler.equals("miniportCoCreateVc") || handler.equals("miniportCoDeleteVc") ||
            handler.equals("protocolCoReceivePacket");
        final boolean isAtOnce = mustNotPend || given != Answer.PENDING && handler.startsWith("protocolCo");
        return isAtOnce ? given.atOnce() : given;
    }

    @Override
    public String toString()
    {
        return "VC" + vc + " " + operation.text + " " + answer +
            (operation.secondHandler.isEmpty() ? "" : ", " + operation.secondHandler + " " + second);
    }
}
