package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation on a call in every state of contract 5.1, C0 to C6, on active VCs; {@code i} marks those of the call
 * manager, for incoming calls. Entries as in {@link VcStateTableTest}.
 */
class CallStateTableTest
{
    private static final List<String> STATES = List.of("C0", "C1", "C2", "C5", "C6", "C0i", "C3i", "C4i", "C2i");

    private record Row(String name, ToIntFunction<Subject> operation, String... expected)
    {
    }

    private static List<Row> rows()
    {
        final String no = "NOT_ACCEPTED";
        final String wrong = "NOT_ACCEPTED !WRONG_PARTY";
        final String wrongVoid = "- !WRONG_PARTY";
        final String busy = "CALL_ACTIVE";
        final String unexpected = "- !UNEXPECTED_COMPLETION";
        final String notNow = "- !CALL_STATE";
        final String closed = "SUCCESS >C0 [cm CloseCall]";
        final String closing = "PENDING >C6 [cm CloseCall]";
        final String open = "FAILURE [cm CloseCall]";
        final String ending = "- >C5 [cl IncomingCloseCall SUCCESS]";
        final String changed = "- [cl IncomingCallQoSChange]";
        final String sent = "- [CoSendPackets]";
        return List.of(
            row("NdisClMakeCall", s -> s.make(NDIS_STATUS_SUCCESS),
                "SUCCESS >C2 [cm MakeCall]", busy, busy, busy, busy, wrong, wrong, wrong, wrong),
            row("NdisClMakeCall, pended", s -> s.make(NDIS_STATUS_PENDING),
                "PENDING >C1 [cm MakeCall]", busy, busy, busy, busy, wrong, wrong, wrong, wrong),
            row("NdisClMakeCall, failed", s -> s.make(NDIS_STATUS_FAILURE),
                "FAILURE [cm MakeCall]", busy, busy, busy, busy, wrong, wrong, wrong, wrong),
            row("NdisClMakeCall by the call manager", s -> s.ndis.ndisClMakeCall(s.cmVc(), s.parameters),
                wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong),
            row("NdisCmMakeCallComplete", s -> s.makeComplete(NDIS_STATUS_SUCCESS),
                unexpected, "- >C2 [cl MakeCallComplete SUCCESS]", unexpected, unexpected, unexpected,
                unexpected, unexpected, unexpected, unexpected),
            row("NdisCmMakeCallComplete, failed", s -> s.makeComplete(NDIS_STATUS_FAILURE),
                unexpected, "- >C0 [cl MakeCallComplete FAILURE]", unexpected, unexpected, unexpected,
                unexpected, unexpected, unexpected, unexpected),
            row("NdisCmMakeCallComplete, PENDING", s -> s.makeComplete(NDIS_STATUS_PENDING),
                unexpected, "- >C0 [cl MakeCallComplete FAILURE] !COMPLETED_WITH_PENDING", unexpected, unexpected,
                unexpected, unexpected, unexpected, unexpected, unexpected),
            row("NdisClCloseCall", s -> s.close(NDIS_STATUS_SUCCESS),
                no, no, closed, closed, no, no, no, closed, closed),
            row("NdisClCloseCall, pended", s -> s.close(NDIS_STATUS_PENDING),
                no, no, closing, closing, no, no, no, closing, closing),
            row("NdisClCloseCall, failed", s -> s.close(NDIS_STATUS_FAILURE),
                no, no, open, open, no, no, no, open, open),
            row("NdisClCloseCall by the call manager", s -> s.ndis.ndisClCloseCall(s.cmVc()),
                wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong),
            row("NdisCmCloseCallComplete", s -> s.closeComplete(NDIS_STATUS_SUCCESS),
                unexpected, unexpected, unexpected, unexpected, "- >C0 [cl CloseCallComplete SUCCESS]",
                unexpected, unexpected, unexpected, unexpected),
            row("NdisCmCloseCallComplete, failed", s -> s.closeComplete(NDIS_STATUS_FAILURE),
                unexpected, unexpected, unexpected, unexpected, "- >C2 [cl CloseCallComplete FAILURE]",
                unexpected, unexpected, unexpected, unexpected),
            row("NdisCmCloseCallComplete, PENDING", s -> s.closeComplete(NDIS_STATUS_PENDING),
                unexpected, unexpected, unexpected, unexpected,
                "- >C2 [cl CloseCallComplete FAILURE] !COMPLETED_WITH_PENDING",
                unexpected, unexpected, unexpected, unexpected),
            row("NdisCmDispatchIncomingCall", s -> s.dispatch(NDIS_STATUS_SUCCESS),
                wrong, wrong, wrong, wrong, wrong, "SUCCESS >C4 [cl IncomingCall]", busy, busy, busy),
            row("NdisCmDispatchIncomingCall, pended", s -> s.dispatch(NDIS_STATUS_PENDING),
                wrong, wrong, wrong, wrong, wrong, "PENDING >C3 [cl IncomingCall]", busy, busy, busy),
            row("NdisCmDispatchIncomingCall, rejected", s -> s.dispatch(NDIS_STATUS_FAILURE),
                wrong, wrong, wrong, wrong, wrong, "FAILURE [cl IncomingCall]", busy, busy, busy),
            row("NdisClIncomingCallComplete", s -> s.answer(NDIS_STATUS_SUCCESS),
                unexpected, unexpected, unexpected, unexpected, unexpected,
                unexpected, "- >C4 [cm IncomingCallComplete SUCCESS]", unexpected, unexpected),
            row("NdisClIncomingCallComplete, rejected", s -> s.answer(NDIS_STATUS_FAILURE),
                unexpected, unexpected, unexpected, unexpected, unexpected,
                unexpected, "- >C0 [cm IncomingCallComplete FAILURE]", unexpected, unexpected),
            row("NdisClIncomingCallComplete, PENDING", s -> s.answer(NDIS_STATUS_PENDING),
                unexpected, unexpected, unexpected, unexpected, unexpected,
                unexpected, "- >C0 [cm IncomingCallComplete FAILURE] !COMPLETED_WITH_PENDING", unexpected, unexpected),
            row("NdisCmDispatchCallConnected", Subject::connect,
                notNow, notNow, notNow, notNow, notNow, notNow, notNow, "- >C2 [cl CallConnected]", notNow),
            row("NdisCmDispatchIncomingCloseCall", Subject::remoteClose,
                notNow, notNow, ending, notNow, notNow, notNow, notNow, ending, ending),
            row("NdisClModifyCallQoS", s -> s.modify(NDIS_STATUS_SUCCESS),
                no, no, "SUCCESS [cm ModifyCallQoS]", no, no, no, no, no, "SUCCESS [cm ModifyCallQoS]"),
            row("NdisClModifyCallQoS, pended twice", Subject::modifyTwice,
                no, no, "NOT_ACCEPTED [cm ModifyCallQoS]", no, no, no, no, no, "NOT_ACCEPTED [cm ModifyCallQoS]"),
            row("NdisCmModifyCallQoSComplete", s -> s.modifyComplete(false),
                unexpected, unexpected, unexpected, unexpected, unexpected, unexpected, unexpected, unexpected,
                unexpected),
            row("NdisCmModifyCallQoSComplete of a pended one", s -> s.modifyComplete(true),
                unexpected, unexpected, "- [cm ModifyCallQoS, cl ModifyCallQoSComplete SUCCESS]", unexpected,
                unexpected, unexpected, unexpected, unexpected,
                "- [cm ModifyCallQoS, cl ModifyCallQoSComplete SUCCESS]"),
            row("NdisCmDispatchIncomingCallQoSChange", Subject::remoteChange,
                notNow, notNow, changed, notNow, notNow, notNow, notNow, notNow, changed),
            row("NdisClAddParty", s -> s.edge.client.addParty(s.parameters),
                no + " [cl AddPartyComplete NOT_ACCEPTED]", no + " [cl AddPartyComplete NOT_ACCEPTED]",
                "SUCCESS [cm AddParty, cl AddPartyComplete SUCCESS]", no + " [cl AddPartyComplete NOT_ACCEPTED]",
                no + " [cl AddPartyComplete NOT_ACCEPTED]", no + " [cl AddPartyComplete NOT_ACCEPTED]",
                no + " [cl AddPartyComplete NOT_ACCEPTED]", no + " [cl AddPartyComplete NOT_ACCEPTED]",
                no + " [cl AddPartyComplete NOT_ACCEPTED]"),
            row("NdisCoSendPackets", Subject::send,
                sent, sent, sent, sent, "- [cl CoSendComplete CLOSING] !SEND_ON_INACTIVE_VC", sent, sent, sent, sent),
            row("NdisCoDeleteVc, inactive", Subject::deleteInactive,
                "SUCCESS [cm CoDeleteVc, CoDeleteVc]", no, no, no, no,
                "SUCCESS [cl CoDeleteVc, CoDeleteVc]", no, no, no),
            row("the call manager's routines by the client", Subject::foreignRoutines,
                repeat(wrongVoid, 5), repeat(wrongVoid, 5), repeat(wrongVoid, 5), repeat(wrongVoid, 5),
                repeat(wrongVoid, 5), repeat(wrongVoid, 5), repeat(wrongVoid, 5), repeat(wrongVoid, 5),
                repeat(wrongVoid, 5)));
    }

    private static String repeat(final String first, final int count)
    {
        return first + " WRONG_PARTY".repeat(count - 1);
    }

    private static Row row(final String name, final ToIntFunction<Subject> operation, final String... expected)
    {
        return new Row(name, operation, expected);
    }

    @TestFactory
    Stream<DynamicTest> shouldDoAsTheContractSaysInEveryState()
    {
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Row row : rows())
        {
            for (int i = 0; i < STATES.size(); i++)
            {
                final String state = STATES.get(i);
                final String expected = row.expected[i];
                tests.add(dynamicTest(state + " " + row.name, () ->
                {
                    try (Subject subject = new Subject(state))
                    {
                        assertEquals(expected, subject.attempt(row.operation));
                    }
                }));
            }
        }
        return tests.stream();
    }

    /** An active VC whose call is brought to a state, where one operation is tried. */
    private static final class Subject implements AutoCloseable
    {
        final UpperEdge edge = new UpperEdge().up();
        final NdisProtocolLibrary ndis = edge.library;
        final Script script = edge.script;
        final CoCallParameters parameters = TestSystem.parameters();
        final boolean isIncoming;
        boolean isVoid;

        Subject(final String state)
        {
            isIncoming = state.endsWith("i");
            edge.callManager.parameters = parameters;
            edge.call(edge.client::registerSap);
            if (isIncoming)
            {
                edge.call(() -> edge.callManager.createVc(true));
            }
            else
            {
                edge.call(edge.client::createVc);
            }
            edge.run(edge.callManager::activate);
            edge.run(() -> goTo(state));
            assertEquals(state.substring(0, 2), state());
        }

        private void goTo(final String state)
        {
            switch (state)
            {
                case "C1" -> make(NDIS_STATUS_PENDING);
                case "C2" -> make(NDIS_STATUS_SUCCESS);
                case "C5" ->
                {
                    make(NDIS_STATUS_SUCCESS);
                    remoteClose();
                }
                case "C6" ->
                {
                    make(NDIS_STATUS_SUCCESS);
                    close(NDIS_STATUS_PENDING);
                }
                case "C3i" -> dispatch(NDIS_STATUS_PENDING);
                case "C4i" -> dispatch(NDIS_STATUS_SUCCESS);
                case "C2i" ->
                {
                    dispatch(NDIS_STATUS_SUCCESS);
                    connect();
                }
                default ->
                {
                }
            }
        }

        String attempt(final ToIntFunction<Subject> operation)
        {
            final String before = state();
            script.log.clear();
            isVoid = false;
            final int status = edge.call(() -> operation.applyAsInt(this));
            final StringBuilder outcome = new StringBuilder(isVoid ? "-" : Script.name(status));
            if (!state().equals(before))
            {
                outcome.append(" >").append(state());
            }
            final List<String> log = script.take();
            outcome.append(log.isEmpty() ? "" : " " + log);
            String separator = " !";
            for (final NdisViolation violation : NdisViolation.values())
            {
                for (long i = edge.violations(violation); i > 0; i--)
                {
                    outcome.append(separator).append(violation);
                    separator = " ";
                }
            }
            return outcome.toString();
        }

        private String state()
        {
            final NdisVc vc = edge.ndis.vcs.get(cmVc());
            return vc == null ? "C0" : "C" + vc.call.ordinal();
        }

        long cmVc()
        {
            return edge.callManager.vc;
        }

        private long clientVc()
        {
            return edge.client.vc.value;
        }

        int make(final int answer)
        {
            script.answer("cm MakeCall", answer);
            final NdisHandleHolder party = new NdisHandleHolder();
            return ndis.ndisClMakeCall(clientVc(), parameters, ScriptedClient.PARTY_CONTEXT, party);
        }

        int makeComplete(final int status)
        {
            ndis.ndisCmMakeCallComplete(status, cmVc(), edge.callManager.party(), 1, parameters);
            return done();
        }

        int close(final int answer)
        {
            script.answer("cm CloseCall", answer);
            return ndis.ndisClCloseCall(clientVc(), edge.callManager.party(), null, 0);
        }

        int closeComplete(final int status)
        {
            ndis.ndisCmCloseCallComplete(status, cmVc(), edge.callManager.party());
            return done();
        }

        int dispatch(final int answer)
        {
            script.answer("cl IncomingCall", answer);
            return ndis.ndisCmDispatchIncomingCall(edge.callManager.sapHandle, cmVc(), parameters);
        }

        int answer(final int status)
        {
            ndis.ndisClIncomingCallComplete(status, clientVc(), parameters);
            return done();
        }

        int connect()
        {
            ndis.ndisCmDispatchCallConnected(cmVc());
            return done();
        }

        int remoteClose()
        {
            ndis.ndisCmDispatchIncomingCloseCall(NDIS_STATUS_SUCCESS, cmVc(), null, 0);
            return done();
        }

        int modify(final int answer)
        {
            script.answer("cm ModifyCallQoS", answer);
            return ndis.ndisClModifyCallQoS(clientVc(), parameters);
        }

        int modifyTwice()
        {
            modify(NDIS_STATUS_PENDING);
            return modify(NDIS_STATUS_PENDING);
        }

        int modifyComplete(final boolean isPended)
        {
            if (isPended)
            {
                modify(NDIS_STATUS_PENDING);
            }
            ndis.ndisCmModifyCallQoSComplete(NDIS_STATUS_SUCCESS, cmVc(), parameters);
            return done();
        }

        int remoteChange()
        {
            ndis.ndisCmDispatchIncomingCallQoSChange(cmVc(), parameters);
            return done();
        }

        int send()
        {
            ndis.ndisCoSendPackets(clientVc(), new NdisPacket[] { edge.packets.allocatePacket() }, 1);
            return done();
        }

        int deleteInactive()
        {
            ndis.ndisCmDeactivateVc(cmVc());
            script.log.clear();
            return ndis.ndisCoDeleteVc(isIncoming ? cmVc() : clientVc());
        }

        int foreignRoutines()
        {
            ndis.ndisCmMakeCallComplete(NDIS_STATUS_SUCCESS, clientVc(), 0, 0, parameters);
            ndis.ndisCmCloseCallComplete(NDIS_STATUS_SUCCESS, clientVc(), 0);
            ndis.ndisCmDispatchCallConnected(clientVc());
            ndis.ndisCmDispatchIncomingCloseCall(NDIS_STATUS_SUCCESS, clientVc(), null, 0);
            ndis.ndisClIncomingCallComplete(NDIS_STATUS_SUCCESS, cmVc(), parameters);
            return done();
        }

        private int done()
        {
            isVoid = true;
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public void close()
        {
            edge.close();
        }
    }
}
