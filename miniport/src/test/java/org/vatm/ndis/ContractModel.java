package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CALL_ACTIVE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED;

import org.vatm.ndis.DriverStep.Answer;
import org.vatm.ndis.DriverStep.Operation;

/**
 * Chapter 5 of the contract, with what docs/ndis.md chose where it leaves a choice, once more and by itself: states of
 * VCs and of their calls, counters, and a reset. Says what a step returns, which handlers are called, what is reported
 * and which state follows.
 */
final class ContractModel
{
    /** One VC. */
    private static final class Vc
    {
        String state = "NONEXISTENT"; // S0
        String call = "IDLE"; // C0
        String callBeforeClose = "IDLE";
        boolean isOfClient;
        boolean partnerKnows;
        boolean isDeactivationDue; // when the activation is over
        boolean isClosed; // by the client, until the next call
        boolean changesQos;
        int sends;
        int receives;
        int requests;

        boolean is(final String... states)
        {
            return ContractModel.is(state, states);
        }

        boolean hasCall(final String... calls)
        {
            return ContractModel.is(call, calls);
        }

        boolean isUsable()
        {
            return is("ACTIVE", "MODIFYING");
        }

        boolean hasPackets()
        {
            return sends + receives > 0;
        }
    }

    private static boolean is(final String value, final String... wanted)
    {
        for (final String one : wanted)
        {
            if (value.equals(one))
            {
                return true;
            }
        }
        return false;
    }

    private final Vc[] vcs = new Vc[DriverStep.VCS];
    private final Outcome outcome = new Outcome();
    private boolean resets;
    private DriverStep step;
    private Vc vc;

    ContractModel()
    {
        for (int i = 0; i < vcs.length; i++)
        {
            vcs[i] = new Vc();
        }
    }

    /** What the contract says of a step; null if it cannot be made now. */
    String step(final DriverStep next)
    {
        step = next;
        vc = vcs[next.vc()];
        outcome.clear();
        final Operation operation = next.operation();
        final boolean creates = is(operation.name(), "CREATE", "CREATE_BY_CM", "CREATE_PENDED");
        final boolean needsNone = operation == Operation.RESET || operation == Operation.RESET_COMPLETE;
        final boolean isThere = !vc.is("NONEXISTENT");
        if (!needsNone && (creates || operation == Operation.STALE) == isThere)
        {
            return null;
        }
        run(operation);
        return outcome.isBugCheck() ? outcome.toString() : outcome + state();
    }

    private String state()
    {
        return " -> " + vc.state + " " + vc.call + " sends " + vc.sends + " receives " + vc.receives +
            " requests " + vc.requests + (resets ? " in reset" : "");
    }

    private void run(final Operation operation)
    {
        switch (operation)
        {
            case CREATE -> create(true);
            case CREATE_BY_CM -> create(false);
            case CREATE_PENDED -> outcome.bugCheck(NdisBugCheckCode.NDIS_CO_SYNC_PENDED);
            case DELETE, DELETE_PENDED -> delete();
            case DELETE_BY_OTHER, ACTIVATE_BY_CLIENT -> wrongParty();
            case STALE -> outcome.bugCheck(NdisBugCheckCode.INVALID_VC_HANDLE);
            case ACTIVATE -> activate();
            case ACTIVATE_COMPLETE -> activateComplete();
            case DEACTIVATE -> deactivate();
            case DEACTIVATE_COMPLETE -> deactivateComplete();
            case SEND -> send();
            case SEND_BY_CM ->
            {
                outcome.report(NdisViolation.WRONG_PARTY);
                told("cm protocolCoSendComplete", NDIS_STATUS_NOT_ACCEPTED);
            }
            case SEND_COMPLETE -> sendComplete();
            case INDICATE -> indicate();
            case RETURN -> giveBack();
            case REQUEST -> request();
            case REQUEST_COMPLETE -> requestComplete();
            case MAKE_CALL -> makeCall();
            case MAKE_COMPLETE ->
            {
                if (expected(vc.hasCall("MAKING")))
                {
                    made(completion(), true);
                }
            }
            case CLOSE_CALL -> closeCall();
            case CLOSE_COMPLETE ->
            {
                if (expected(vc.hasCall("CLOSING")))
                {
                    closed(completion(), true);
                }
            }
            case DISPATCH -> dispatch();
            case INCOMING_COMPLETE ->
            {
                if (expected(vc.hasCall("OFFERED")))
                {
                    answered(completion(), true);
                }
            }
            case CONNECTED ->
            {
                if (allowed(vc.hasCall("ACCEPTED")))
                {
                    mustBeUsable();
                    vc.call = "CONNECTED";
                    called("cl protocolClCallConnected");
                }
            }
            case REMOTE_CLOSE ->
            {
                if (allowed(vc.hasCall("CONNECTED", "ACCEPTED")))
                {
                    vc.call = "CLOSE_INDICATED";
                    told("cl protocolClIncomingCloseCall", step.answer().status);
                }
            }
            case MODIFY_QOS -> modifyQos();
            case MODIFY_COMPLETE ->
            {
                if (expected(vc.changesQos))
                {
                    modified(completion(), true);
                }
            }
            case QOS_CHANGE ->
            {
                if (allowed(vc.hasCall("CONNECTED")))
                {
                    called("cl protocolClIncomingCallQoSChange");
                }
            }
            case RESET -> reset();
            case RESET_COMPLETE ->
            {
                if (expected(resets))
                {
                    resetOver(completion(), true);
                }
            }
            default -> throw new IllegalStateException(operation.name());
        }
    }

    private void create(final boolean byClient) // T1 to T4
    {
        vc.isOfClient = byClient;
        final int status = called("mp miniportCoCreateVc").status;
        if (status != NDIS_STATUS_SUCCESS)
        {
            outcome.returned(status);
            return;
        }
        final Answer partner = called(byClient ? "cm protocolCoCreateVc" : "cl protocolCoCreateVc");
        if (partner == Answer.SUCCESS)
        {
            final Vc fresh = new Vc();
            fresh.isOfClient = byClient;
            fresh.partnerKnows = true;
            fresh.state = "CREATED";
            vcs[step.vc()] = fresh;
            vc = fresh;
            outcome.returned(NDIS_STATUS_SUCCESS);
            return;
        }
        if (partner == Answer.PENDING)
        {
            outcome.report(NdisViolation.PARTNER_PENDED);
        }
        called("mp miniportCoDeleteVc");
        outcome.returned(NDIS_STATUS_FAILURE);
    }

    private void delete() // T16
    {
        if (vc.is("DEACTIVATING"))
        {
            outcome.returned(NDIS_STATUS_CLOSING);
            return;
        }
        final boolean isIdle = vc.hasCall("IDLE") && !vc.changesQos && !vc.hasPackets() && vc.requests == 0;
        if (!vc.is("CREATED") || !isIdle)
        {
            outcome.returned(NDIS_STATUS_NOT_ACCEPTED);
            return;
        }
        if (vc.partnerKnows)
        {
            final Answer partner = called(vc.isOfClient ? "cm protocolCoDeleteVc" : "cl protocolCoDeleteVc");
            vc.partnerKnows = false;
            if (partner == Answer.PENDING)
            {
                outcome.report(NdisViolation.PARTNER_PENDED);
            }
        }
        final Answer miniport = called("mp miniportCoDeleteVc");
        if (miniport == Answer.PENDING)
        {
            outcome.bugCheck(NdisBugCheckCode.NDIS_CO_SYNC_PENDED);
        }
        else if (miniport == Answer.FAILURE)
        {
            outcome.report(NdisViolation.DELETE_FAILED);
            outcome.returned(NDIS_STATUS_FAILURE);
        }
        else
        {
            vc.state = "NONEXISTENT";
            outcome.returned(NDIS_STATUS_SUCCESS);
        }
    }

    private void activate() // T5, T6, T9, T10
    {
        if (vc.is("DEACTIVATING") || vc.isDeactivationDue)
        {
            outcome.returned(NDIS_STATUS_CLOSING);
            return;
        }
        if (!vc.is("CREATED", "ACTIVE") || vc.is("CREATED") && vc.hasPackets())
        {
            outcome.returned(NDIS_STATUS_NOT_ACCEPTED);
            return;
        }
        if (resets)
        {
            outcome.returned(NDIS_STATUS_RESET_IN_PROGRESS);
            return;
        }
        final Answer answer = called("mp miniportCoActivateVc");
        vc.state = vc.is("CREATED") ? "ACTIVATING" : "MODIFYING";
        ends(answer, this::activated);
    }

    private void activated(final int status, final boolean isLater) // T7, T8, T11, T12
    {
        vc.state = vc.is("ACTIVATING") && status != NDIS_STATUS_SUCCESS ? "CREATED" : "ACTIVE";
        if (isLater)
        {
            told("cm protocolCmActivateVcComplete", status);
        }
    }

    private void activateComplete()
    {
        if (!expected(vc.is("ACTIVATING", "MODIFYING")))
        {
            return;
        }
        activated(completion(), true);
        if (vc.isDeactivationDue)
        {
            vc.isDeactivationDue = false;
            if (!vc.is("ACTIVE"))
            {
                told("cm protocolCmDeactivateVcComplete", NDIS_STATUS_NOT_ACCEPTED);
                return;
            }
            final int status = startDeactivation();
            if (status != NDIS_STATUS_PENDING)
            {
                told("cm protocolCmDeactivateVcComplete", status);
            }
        }
    }

    private void deactivate() // T13, T14
    {
        if (vc.is("DEACTIVATING") || vc.isDeactivationDue)
        {
            outcome.returned(NDIS_STATUS_CLOSING);
        }
        else if (vc.is("ACTIVATING", "MODIFYING"))
        {
            vc.isDeactivationDue = true;
            outcome.returned(NDIS_STATUS_PENDING);
        }
        else
        {
            outcome.returned(vc.is("ACTIVE") ? startDeactivation() : NDIS_STATUS_NOT_ACCEPTED);
        }
    }

    private int startDeactivation()
    {
        final Answer answer = called("mp miniportCoDeactivateVc");
        vc.state = "DEACTIVATING";
        return end(answer, this::deactivated);
    }

    private void deactivated(final int status, final boolean isLater) // T15
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            outcome.report(NdisViolation.DEACTIVATE_FAILED);
            vc.state = "ACTIVE";
        }
        else
        {
            if (vc.hasPackets())
            {
                outcome.report(NdisViolation.PACKETS_OUT_AFTER_DEACTIVATE);
            }
            vc.state = "CREATED";
        }
        if (isLater)
        {
            told("cm protocolCmDeactivateVcComplete", status);
        }
    }

    private void deactivateComplete()
    {
        if (expected(vc.is("DEACTIVATING")))
        {
            deactivated(completion(), true);
        }
    }

    private void send()
    {
        if (vc.isUsable() && !vc.isClosed && !vc.isDeactivationDue)
        {
            if (resets)
            {
                told("cl protocolCoSendComplete", NDIS_STATUS_RESET_IN_PROGRESS);
            }
            else
            {
                vc.sends++;
                called("mp miniportCoSendPackets");
            }
            return;
        }
        outcome.report(NdisViolation.SEND_ON_INACTIVE_VC);
        final boolean closes = vc.is("ACTIVE", "MODIFYING", "DEACTIVATING") || vc.isClosed;
        told("cl protocolCoSendComplete", closes ? NDIS_STATUS_CLOSING : NDIS_STATUS_VC_NOT_ACTIVATED);
    }

    private void sendComplete()
    {
        if (vc.sends == 0)
        {
            outcome.report(NdisViolation.SEND_COMPLETE_MISMATCH);
            return;
        }
        vc.sends--;
        told("cl protocolCoSendComplete", completion());
    }

    private void indicate()
    {
        final boolean isLent = step.second().status == NDIS_STATUS_FAILURE; // indicated with status RESOURCES
        final boolean keeps = step.answer().status != NDIS_STATUS_SUCCESS;
        if (!vc.is("ACTIVE", "MODIFYING", "DEACTIVATING"))
        {
            outcome.report(NdisViolation.RECEIVE_ON_INACTIVE_VC);
            if (!isLent)
            {
                called("mp miniportReturnPacket");
            }
            return;
        }
        called("cl protocolCoReceivePacket");
        if (isLent && keeps)
        {
            outcome.report(NdisViolation.RESOURCES_PACKET_KEPT);
        }
        else if (keeps)
        {
            vc.receives++;
        }
        else if (!isLent)
        {
            called("mp miniportReturnPacket");
        }
    }

    private void giveBack()
    {
        if (vc.receives == 0)
        {
            outcome.report(NdisViolation.RETURN_MISMATCH);
            return;
        }
        vc.receives--;
        called("mp miniportReturnPacket");
    }

    private void request()
    {
        if (resets)
        {
            outcome.returned(NDIS_STATUS_RESET_IN_PROGRESS);
            return;
        }
        final Answer answer = called("mp miniportCoRequest");
        vc.requests++;
        ends(answer, this::requested);
    }

    private void requested(final int status, final boolean isLater)
    {
        vc.requests--;
        if (isLater)
        {
            told("cl protocolCoRequestComplete", status);
        }
    }

    private void requestComplete()
    {
        if (expected(vc.requests > 0))
        {
            requested(completion(), true);
        }
    }

    private void makeCall()
    {
        if (!vc.isOfClient)
        {
            wrongParty();
            return;
        }
        if (!vc.hasCall("IDLE") || vc.changesQos)
        {
            outcome.returned(NDIS_STATUS_CALL_ACTIVE);
            return;
        }
        vc.isClosed = false;
        final Answer answer = called("cm protocolCmMakeCall");
        vc.call = "MAKING";
        ends(answer, this::made);
    }

    private void made(final int status, final boolean isLater)
    {
        vc.call = status == NDIS_STATUS_SUCCESS ? "CONNECTED" : "IDLE";
        if (status == NDIS_STATUS_SUCCESS)
        {
            mustBeUsable();
        }
        if (isLater)
        {
            told("cl protocolClMakeCallComplete", status);
        }
    }

    private void closeCall()
    {
        if (!vc.hasCall("CONNECTED", "ACCEPTED", "CLOSE_INDICATED"))
        {
            outcome.returned(NDIS_STATUS_NOT_ACCEPTED);
            return;
        }
        final Answer answer = called("cm protocolCmCloseCall");
        vc.callBeforeClose = vc.call;
        vc.call = "CLOSING";
        vc.isClosed = true;
        ends(answer, this::closed);
    }

    private void closed(final int status, final boolean isLater)
    {
        vc.call = status == NDIS_STATUS_SUCCESS ? "IDLE" : vc.callBeforeClose;
        vc.isClosed = status == NDIS_STATUS_SUCCESS;
        if (isLater)
        {
            told("cl protocolClCloseCallComplete", status);
        }
    }

    private void dispatch()
    {
        if (vc.isOfClient)
        {
            wrongParty();
            return;
        }
        if (!vc.hasCall("IDLE") || vc.changesQos)
        {
            outcome.returned(NDIS_STATUS_CALL_ACTIVE);
            return;
        }
        vc.isClosed = false;
        final Answer answer = called("cl protocolClIncomingCall");
        vc.call = "OFFERED";
        ends(answer, this::answered);
    }

    private void answered(final int status, final boolean isLater)
    {
        vc.call = status == NDIS_STATUS_SUCCESS ? "ACCEPTED" : "IDLE";
        if (isLater)
        {
            told("cm protocolCmIncomingCallComplete", status);
        }
    }

    private void modifyQos()
    {
        if (!vc.hasCall("CONNECTED") || vc.changesQos)
        {
            outcome.returned(NDIS_STATUS_NOT_ACCEPTED);
            return;
        }
        final Answer answer = called("cm protocolCmModifyCallQoS");
        vc.changesQos = true;
        ends(answer, this::modified);
    }

    private void modified(final int status, final boolean isLater)
    {
        vc.changesQos = false;
        if (isLater)
        {
            told("cl protocolClModifyCallQoSComplete", status);
        }
    }

    private void reset() // T17, T18
    {
        if (resets)
        {
            outcome.returned(NDIS_STATUS_RESET_IN_PROGRESS);
            return;
        }
        final Answer answer = called("mp miniportReset");
        resets = true;
        ends(answer, this::resetOver);
    }

    private void resetOver(final int status, final boolean isLater)
    {
        resets = false;
        if (isLater)
        {
            told("cl protocolResetComplete", status);
        }
    }

    // What all operations have in common.

    /** What happens when an operation is over; later: whoever started it is told by a handler. */
    private interface Ending
    {
        void over(int status, boolean isLater);
    }

    private void ends(final Answer answer, final Ending ending)
    {
        outcome.returned(end(answer, ending));
    }

    /** However it is completed, whoever started it learns of that once. */
    private int end(final Answer answer, final Ending ending)
    {
        if (answer.completesInside())
        {
            ending.over(answer.status, true);
            if (answer == Answer.TWICE)
            {
                outcome.report(NdisViolation.UNEXPECTED_COMPLETION);
            }
            return NDIS_STATUS_PENDING;
        }
        if (answer != Answer.PENDING)
        {
            ending.over(answer.status, false);
        }
        return answer.status;
    }

    /** The status of a completion, which cannot be PENDING. */
    private int completion()
    {
        if (step.answer() != Answer.PENDING)
        {
            return step.answer().status;
        }
        outcome.report(NdisViolation.COMPLETED_WITH_PENDING);
        return NDIS_STATUS_FAILURE;
    }

    private boolean expected(final boolean isPending)
    {
        if (!isPending)
        {
            outcome.report(NdisViolation.UNEXPECTED_COMPLETION);
        }
        return isPending;
    }

    private boolean allowed(final boolean isAllowed)
    {
        if (!isAllowed)
        {
            outcome.report(NdisViolation.CALL_STATE);
        }
        return isAllowed;
    }

    private void mustBeUsable()
    {
        if (!vc.isUsable())
        {
            outcome.report(NdisViolation.CALL_ON_INACTIVE_VC);
        }
    }

    private void wrongParty()
    {
        outcome.report(NdisViolation.WRONG_PARTY);
        outcome.returned(NDIS_STATUS_NOT_ACCEPTED);
    }

    private Answer called(final String handler)
    {
        outcome.called(handler);
        return step.answerOf(handler.substring(3));
    }

    private void told(final String handler, final int status)
    {
        outcome.called(handler + " " + Script.name(status));
    }
}
