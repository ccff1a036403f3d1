package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls and parties: completions from inside, one too many, with wrong arguments; handles that are dead. */
class CallMisuseTest
{
    private static final long OTHER = 1L << 40;

    private final UpperEdge edge = new UpperEdge().up();
    private final Script script = edge.script;
    private final ScriptedCallManager callManager = edge.callManager;
    private final ScriptedClient client = edge.client;
    private final NdisProtocolLibrary ndis = edge.library;
    private final CoCallParameters parameters = TestSystem.parameters();

    @AfterEach
    void close()
    {
        edge.close();
    }

    private void fromInside(final String handler, final boolean pends, final Runnable completion)
    {
        script.answer(handler, pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.on(handler, completion);
    }

    private void assertReported(final boolean pends)
    {
        assertEquals(pends ? 0 : 1, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheFirstCompletionOfACall(final boolean pends)
    {
        edge.created();
        edge.run(() -> callManager.activate(parameters));
        script.log.clear();
        fromInside("cm MakeCall", pends, () -> callManager.completeMakeCall(NDIS_STATUS_SUCCESS));

        assertEquals(NDIS_STATUS_PENDING, edge.call(() -> client.makeCall(parameters, false)));

        edge.assertLog("cm MakeCall", "cl MakeCallComplete SUCCESS");
        assertReported(pends);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheFirstCompletionOfAClose(final boolean pends)
    {
        edge.connected(false);
        fromInside("cm CloseCall", pends, () -> callManager.completeCloseCall(NDIS_STATUS_SUCCESS));

        assertEquals(NDIS_STATUS_PENDING, edge.call(client::closeCall));

        edge.assertLog("cm CloseCall", "cl CloseCallComplete SUCCESS");
        assertReported(pends);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheFirstAnswerToAnIncomingCall(final boolean pends)
    {
        edge.withIncomingVc();
        fromInside("cl IncomingCall", pends, () -> client.answerCall(NDIS_STATUS_RESOURCES));

        assertEquals(NDIS_STATUS_PENDING, edge.call(callManager::dispatch));

        edge.assertLog("cl IncomingCall", "cm IncomingCallComplete RESOURCES");
        assertEquals(NdisVc.Call.IDLE, edge.vc().call);
        assertReported(pends);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheFirstCompletionOfAModification(final boolean pends)
    {
        edge.connected(false);
        fromInside("cm ModifyCallQoS", pends,
            () -> ndis.ndisCmModifyCallQoSComplete(NDIS_STATUS_SUCCESS, callManager.vc, parameters));

        assertEquals(NDIS_STATUS_PENDING, edge.call(() -> client.modifyQos(parameters)));

        edge.assertLog("cm ModifyCallQoS", "cl ModifyCallQoSComplete SUCCESS");
        assertReported(pends);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheFirstCompletionOfAParty(final boolean pends)
    {
        edge.connected(true);
        fromInside("cm AddParty", pends,
            () -> ndis.ndisCmAddPartyComplete(NDIS_STATUS_SUCCESS, callManager.party(), 5, parameters));

        assertEquals(NDIS_STATUS_PENDING, edge.call(() -> client.addParty(parameters)));

        edge.assertLog("cm AddParty", "cl AddPartyComplete SUCCESS");
        assertReported(pends);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheFirstCompletionOfADrop(final boolean pends)
    {
        edge.connected(true);
        edge.call(() -> client.addParty(parameters));
        script.log.clear();
        fromInside("cm DropParty 1", pends,
            () -> ndis.ndisCmDropPartyComplete(NDIS_STATUS_SUCCESS, callManager.party()));

        assertEquals(NDIS_STATUS_PENDING, edge.call(() -> client.dropParty(1)));

        edge.assertLog("cm DropParty 1", "cl DropPartyComplete SUCCESS");
        assertReported(pends);
    }

    @Test
    void shouldReportCompletionsWithOtherArguments()
    {
        edge.created();
        script.answer("cm MakeCall", NDIS_STATUS_PENDING);
        edge.call(() -> client.makeCall(parameters, true));
        edge.run(() -> callManager.activate(parameters));
        edge.run(() -> ndis.ndisCmMakeCallComplete(
            NDIS_STATUS_SUCCESS, callManager.vc, 0, 0, TestSystem.parameters()));
        assertEquals(parameters, client.parameters);
        assertEquals(1, edge.violations(NdisViolation.COMPLETION_ARGUMENTS));

        script.answer("cm AddParty", NDIS_STATUS_PENDING);
        edge.call(() -> client.addParty(parameters));
        edge.run(() -> ndis.ndisCmAddPartyComplete(NDIS_STATUS_SUCCESS, callManager.party(), 5, null));
        assertEquals(2, edge.violations(NdisViolation.COMPLETION_ARGUMENTS));
        edge.call(() -> client.dropParty(1));

        script.answer("cm ModifyCallQoS", NDIS_STATUS_PENDING);
        edge.call(() -> client.modifyQos(parameters));
        edge.run(() -> ndis.ndisCmModifyCallQoSComplete(NDIS_STATUS_SUCCESS, callManager.vc, null));
        assertEquals(3, edge.violations(NdisViolation.COMPLETION_ARGUMENTS));

        script.answer("cm CloseCall", NDIS_STATUS_PENDING);
        edge.call(client::closeCall);
        edge.run(() -> ndis.ndisCmCloseCallComplete(NDIS_STATUS_SUCCESS, callManager.vc, 0));
        assertEquals(4, edge.violations(NdisViolation.COMPLETION_ARGUMENTS));
        assertEquals(4, edge.ndis.violations().total());
    }

    @Test
    void shouldReportAnAnswerWithOtherParameters()
    {
        edge.withIncomingVc();
        script.answer("cl IncomingCall", NDIS_STATUS_PENDING);
        edge.call(callManager::dispatch);

        edge.run(() -> ndis.ndisClIncomingCallComplete(NDIS_STATUS_SUCCESS, client.vc.value, TestSystem.parameters()));

        edge.assertLog("cl IncomingCall", "cm IncomingCallComplete SUCCESS");
        assertEquals(1, edge.violations(NdisViolation.COMPLETION_ARGUMENTS));
    }

    @Test
    void shouldReportACallThatSucceedsOnAnInactiveVc()
    {
        edge.created();
        edge.call(() -> client.makeCall(parameters, false));
        assertEquals(1, edge.violations(NdisViolation.CALL_ON_INACTIVE_VC));
        edge.call(client::closeCall);

        edge.withIncomingVc();
        edge.call(callManager::dispatch);
        edge.run(callManager::deactivate);
        edge.run(() -> ndis.ndisCmDispatchCallConnected(callManager.vc));
        assertEquals(2, edge.violations(NdisViolation.CALL_ON_INACTIVE_VC));
        assertEquals(NdisVc.Call.CONNECTED, edge.vc().call);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldForgetThePartyOfACallThatFails(final boolean pends)
    {
        edge.created();
        script.answer("cm MakeCall", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES);
        edge.call(() -> client.makeCall(parameters, true));
        if (pends)
        {
            assertNotEquals(0, client.parties.get(0).value);
            edge.run(() -> callManager.completeMakeCall(NDIS_STATUS_RESOURCES));
        }

        assertEquals(0, client.parties.get(0).value);
        assertEquals(
            NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClDropParty(callManager.party(), null, 0)));
        assertEquals(1, edge.violations(NdisViolation.STALE_HANDLE));
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldForgetAPartyThatIsNotAdded(final boolean pends)
    {
        edge.connected(true);
        script.answer("cm AddParty", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES);
        edge.call(() -> client.addParty(parameters));
        if (pends)
        {
            assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClDropParty(callManager.party(), null, 0)));
            edge.run(() -> ndis.ndisCmAddPartyComplete(NDIS_STATUS_RESOURCES, callManager.party(), 0, parameters));
        }

        assertEquals(0, client.parties.get(1).value);
        edge.assertLog("cm AddParty", "cl AddPartyComplete RESOURCES");
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeCall));
        assertEquals(0, edge.violations(NdisViolation.PARTIES_LEFT_AT_CLOSE));
    }

    @Test
    void shouldAddPartiesOnlyToCallsThatWereMadeWithOne()
    {
        edge.connected(false);
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(() -> client.addParty(parameters)));
        assertEquals(0, client.parties.get(0).value);
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotDropTheLastParty(final boolean otherIsLeaving)
    {
        edge.connected(true);
        if (otherIsLeaving)
        {
            edge.call(() -> client.addParty(parameters));
            script.answer("cm DropParty 1", NDIS_STATUS_PENDING);
            edge.call(() -> client.dropParty(1));
        }
        script.log.clear();

        assertEquals(
            NDIS_STATUS_NOT_ACCEPTED,
            edge.call(() -> ndis.ndisClDropParty(client.parties.get(0).value, null, 0)));

        edge.assertLog();
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepAPartyThatIsNotDropped(final boolean pends)
    {
        edge.connected(true);
        edge.call(() -> client.addParty(parameters));
        script.log.clear();
        script.answer("cm DropParty 1", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_FAILURE);
        edge.call(() -> client.dropParty(1));
        if (pends)
        {
            edge.run(() -> ndis.ndisCmDropPartyComplete(NDIS_STATUS_FAILURE, callManager.party()));
        }
        edge.assertLog("cm DropParty 1", "cl DropPartyComplete FAILURE");

        script.answer("cm DropParty 1", NDIS_STATUS_SUCCESS);
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> client.dropParty(1)));
        edge.assertNoViolations();
    }

    @Test
    void shouldAnswerDeadPartyHandles()
    {
        edge.connected(true);
        edge.call(() -> client.addParty(parameters));
        final long second = client.parties.get(1).value;
        script.answer("cm DropParty 1", NDIS_STATUS_PENDING);
        edge.call(() -> client.dropParty(1));
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClDropParty(second, null, 0)));
        edge.run(() -> ndis.ndisCmDispatchIncomingDropParty(NDIS_STATUS_FAILURE, second, null, 0));
        assertEquals(1, edge.violations(NdisViolation.CALL_STATE));
        edge.run(() -> ndis.ndisCmAddPartyComplete(NDIS_STATUS_SUCCESS, second, 0, parameters));
        assertEquals(1, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
        edge.run(() -> ndis.ndisCmDropPartyComplete(NDIS_STATUS_SUCCESS, second));
        edge.run(() -> ndis.ndisCmDropPartyComplete(NDIS_STATUS_SUCCESS, second));
        edge.run(() -> ndis.ndisCmAddPartyComplete(NDIS_STATUS_SUCCESS, second, 0, parameters));
        edge.run(() -> ndis.ndisCmDispatchIncomingDropParty(NDIS_STATUS_FAILURE, second, null, 0));
        script.log.clear();
        assertEquals(
            NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClCloseCall(client.vc.value, second, null, 0)));
        edge.assertLog();
        assertEquals(5, edge.violations(NdisViolation.STALE_HANDLE));
    }

    @Test
    void shouldNotCloseACallWithAnothersParty()
    {
        edge.connected(true);
        final long party = client.parties.get(0).value;
        edge.created();

        assertEquals(NDIS_STATUS_NOT_ACCEPTED,
            edge.call(() -> ndis.ndisClCloseCall(client.vc.value, party, null, 0)));
        client.parties.clear();
        edge.run(() -> callManager.activate(parameters));
        script.answer("cm MakeCall", NDIS_STATUS_SUCCESS);
        edge.call(() -> client.makeCall(parameters, false));
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClCloseCall(client.vc.value, party, null, 0)));
        assertEquals(NDIS_STATUS_FAILURE,
            edge.call(() -> ndis.ndisClCloseCall(client.vc.value, party + OTHER, null, 0)));
        assertEquals(2, edge.violations(NdisViolation.STALE_HANDLE));
    }

    /** A call manager that closes a call with parties left ends them too. */
    @Test
    void shouldEndAllPartiesWithTheirCall()
    {
        edge.connected(true);
        edge.call(() -> client.addParty(parameters));
        final long second = client.parties.get(1).value;

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeCall));

        assertEquals(1, edge.violations(NdisViolation.PARTIES_LEFT_AT_CLOSE));
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClDropParty(second, null, 0)));
        script.answer("cm MakeCall", NDIS_STATUS_SUCCESS);
        client.parties.clear();
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> client.makeCall(parameters, true)));
    }

    @Test
    void shouldPassCloseDataOn()
    {
        edge.connected(false);
        edge.call(() -> ndis.ndisClCloseCall(client.vc.value, 0, new UnsafeBuffer(new byte[] {42}), 1));
        edge.assertLog("cm CloseCall 42");
    }
}
