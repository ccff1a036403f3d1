package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_ADDRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_SAP;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SAP_IN_USE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.ndis.svc.SignallingMessage;
import org.vatm.ndis.svc.SvcCallManager;

/** The charts of contract 4.4 with the call manager that signals, and a switch that is the script. */
class SvcCallManagerTest
{
    private static final byte[] HERE = new byte[20];
    private static final byte[] THERE = new byte[20];

    static
    {
        HERE[19] = 1;
        THERE[19] = 2;
    }

    private final UpperEdge edge = new UpperEdge();
    private final Script script = edge.script;
    private final ScriptedMiniport miniport = edge.miniport;
    private final ScriptedClient client = edge.client;
    private final NdisProtocolLibrary ndis = edge.library;
    private final ScriptedSwitch network = new ScriptedSwitch(miniport);
    private final CoCallParameters parameters = call(THERE);

    @BeforeEach
    void start()
    {
        edge.startAdapter(miniport);
        edge.run(() -> new SvcCallManager(ndis).register());
        edge.run(() -> ndis.ndisRegisterProtocol(client.protocol, client));
        client.address.address.nsap(HERE);
        script.log.clear();
    }

    @AfterEach
    void close()
    {
        edge.close();
    }

    private static CoCallParameters call(final byte[] called)
    {
        final CoCallParameters parameters = TestSystem.parameters();
        parameters.flags = 0;
        final AtmMediaParameters atm = parameters.mediaParameters.mediaSpecific.parameters;
        atm.transmit.peakCellRate = 1000;
        atm.receive.peakCellRate = 2000;
        final Q2931CallMgrParameters parties = new Q2931CallMgrParameters();
        parties.calledParty.nsap(called);
        parties.callingParty.nsap(HERE);
        parameters.callMgrParameters = new CoCallManagerParameters();
        parameters.callMgrParameters.callMgrSpecific.q2931(parties);
        return parameters;
    }

    private void say(final int type)
    {
        edge.run(() -> network.say(network.answer(type)));
    }

    private void release(final int type, final int cause)
    {
        edge.run(() ->
        {
            network.answer(type).cause = cause;
            network.say(network.said);
        });
    }

    private void connect(final int vci)
    {
        edge.run(() ->
        {
            network.answer(SignallingMessage.CONNECT).vpi = 0;
            network.said.vci = vci;
            network.say(network.said);
        });
    }

    private void setUp(final int vci)
    {
        edge.run(() ->
        {
            final SignallingMessage setUp = network.said.clear(SignallingMessage.SETUP, 77, false);
            setUp.calledParty.nsap(HERE);
            setUp.callingParty.nsap(THERE);
            setUp.forwardPeakCellRate = 500;
            setUp.backwardPeakCellRate = 600;
            setUp.vpi = 0;
            setUp.vci = vci;
            network.say(setUp);
        });
    }

    private void connected(final boolean withParty)
    {
        edge.call(client::createVc);
        edge.call(() -> client.makeCall(parameters, withParty));
        connect(40);
        script.log.clear();
    }

    private void taken()
    {
        edge.call(client::registerSap);
        setUp(60);
        say(SignallingMessage.CONNECT_ACKNOWLEDGE);
        script.log.clear();
    }

    private int deleteVc()
    {
        return edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value));
    }

    private AtmMediaParameters activated()
    {
        return miniport.activation.mediaParameters.mediaSpecific.parameters;
    }

    /** (a), with the call manager's own VC of (b). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldOpenItsSignallingVc(final boolean miniportPends)
    {
        try (UpperEdge other = new UpperEdge())
        {
            other.script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
            final ScriptedSwitch otherSwitch = new ScriptedSwitch(other.miniport);
            other.startAdapter(other.miniport);
            other.script.log.clear();
            other.run(() -> new SvcCallManager(other.library).register());
            other.run(() -> other.library.ndisRegisterProtocol(other.client.protocol, other.client));
            other.assertLog("CoCreateVc", "CoActivateVc", "cl CoAfRegisterNotify", "cl OpenAfComplete SUCCESS");
            final AtmMediaParameters atm = other.miniport.activation.mediaParameters.mediaSpecific.parameters;
            assertEquals(5, atm.connectionId.vci);

            other.call(other.client::createVc);
            other.call(() -> other.client.makeCall(call(THERE), false));
            final CoCallParameters ofChannel = other.miniport.activation;
            if (miniportPends)
            {
                assertFalse(other.script.log.contains("-> SETUP"));
                other.run(() -> other.miniport.ndis.ndisMCoActivateVcComplete(
                    NDIS_STATUS_SUCCESS, other.miniport.vcs.get(0), ofChannel));
            }
            assertTrue(other.script.log.contains("-> SETUP"));
            assertEquals(SignallingMessage.SETUP, otherSwitch.heard.type);
            other.assertNoViolations();
        }
    }

    /** (b). */
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void shouldSetUpAndCloseAPvc(final boolean miniportPends, final boolean withParty)
    {
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("CoDeactivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(client::createVc);
        edge.call(() -> client.makeCall(TestSystem.parameters(), withParty));
        if (miniportPends)
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        }
        edge.call(client::closeCall);
        if (miniportPends)
        {
            edge.run(() -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        }
        assertEquals(NDIS_STATUS_SUCCESS, deleteVc());

        edge.assertLog("CoCreateVc", "CoActivateVc", "cl MakeCallComplete SUCCESS", "CoDeactivateVc",
            "cl CloseCallComplete SUCCESS", "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** (c). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMakeACall(final boolean miniportPends)
    {
        edge.call(client::createVc);
        script.log.clear();
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(() -> client.makeCall(parameters, false));
        assertEquals(1000, network.heard.forwardPeakCellRate);
        assertEquals(2000, network.heard.backwardPeakCellRate);
        assertTrue(network.heard.calledParty.matches(new AtmAddress().nsap(THERE)));
        assertTrue(network.heard.callingParty.matches(new AtmAddress().nsap(HERE)));
        say(SignallingMessage.CALL_PROCEEDING);
        connect(40);
        if (miniportPends)
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        }

        edge.assertLog("-> SETUP", "<- CALL PROCEEDING", "<- CONNECT", "CoActivateVc", "-> CONNECT ACK",
            "cl MakeCallComplete SUCCESS");
        assertEquals(40, activated().connectionId.vci);
        assertEquals(
            CoCallParameters.CALL_PARAMETERS_CHANGED,
            client.parameters.flags & CoCallParameters.CALL_PARAMETERS_CHANGED);
        edge.send();
        edge.assertLog("CoSendPackets");
        edge.assertNoViolations();
    }

    /** (c), failure at the miniport. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReleaseACallThatTheMiniportCannotCarry(final boolean miniportPends)
    {
        edge.call(client::createVc);
        script.log.clear();
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES);
        edge.call(() -> client.makeCall(parameters, true));
        connect(40);
        if (miniportPends)
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_RESOURCES));
        }

        edge.assertLog("-> SETUP", "<- CONNECT", "CoActivateVc", "-> RELEASE", "cl MakeCallComplete RESOURCES");
        say(SignallingMessage.RELEASE_COMPLETE);
        assertEquals(NDIS_STATUS_SUCCESS, deleteVc());
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @CsvSource({"3,NO_ROUTE_TO_DESTINATION", "17,DEST_OUT_OF_ORDER", "35,VC_NOT_AVAILABLE", "37,CELLRATE_NOT_AVAILABLE",
        "47,RESOURCES", "21,FAILURE", "16,FAILURE"})
    void shouldTellWhyACallFails(final int cause, final String status)
    {
        edge.call(client::createVc);
        edge.call(() -> client.makeCall(parameters, false));
        release(SignallingMessage.RELEASE_COMPLETE, cause);
        assertEquals("cl MakeCallComplete " + status, script.log.get(script.log.size() - 1));

        edge.call(() -> client.makeCall(parameters, false));
        script.log.clear();
        release(SignallingMessage.RELEASE, cause);
        edge.assertLog("<- RELEASE", "-> RELEASE COMPLETE", "cl MakeCallComplete " + status);
        edge.assertNoViolations();
    }

    @Test
    void shouldRefuseCallsThatItCannotSignal()
    {
        edge.call(client::createVc);
        parameters.callMgrParameters.callMgrSpecific.callMgrParameters.calledParty.numberOfDigits = 0;
        assertEquals(NDIS_STATUS_INVALID_ADDRESS, edge.call(() -> client.makeCall(parameters, false)));
        parameters.callMgrParameters = null;
        assertEquals(NDIS_STATUS_INVALID_DATA, edge.call(() -> client.makeCall(parameters, false)));
        parameters.mediaParameters = null;
        assertEquals(NDIS_STATUS_INVALID_DATA, edge.call(() -> client.makeCall(parameters, false)));
        parameters.flags = CoCallParameters.PERMANENT_VC;
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> client.makeCall(parameters, false)));
        edge.assertNoViolations();
    }

    /** (d). */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldTakeACall(final boolean miniportPends, final boolean clientPends)
    {
        edge.call(client::registerSap);
        script.log.clear();
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cl IncomingCall", clientPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);

        setUp(60);
        if (miniportPends)
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        }
        if (clientPends)
        {
            edge.run(() -> client.answerCall(NDIS_STATUS_SUCCESS));
        }
        say(SignallingMessage.CONNECT_ACKNOWLEDGE);

        edge.assertLog("<- SETUP", "CoCreateVc", "cl CoCreateVc", "CoActivateVc", "cl IncomingCall", "-> CONNECT",
            "<- CONNECT ACK", "cl CallConnected");
        assertEquals(60, activated().connectionId.vci);
        assertEquals(600, activated().transmit.peakCellRate);
        assertEquals(500, activated().receive.peakCellRate);
        final Q2931CallMgrParameters parties = client.parameters.callMgrParameters.callMgrSpecific.callMgrParameters;
        assertTrue(parties.callingParty.matches(new AtmAddress().nsap(THERE)));
        assertEquals(60, network.heard.vci);
        edge.assertNoViolations();
    }

    @Test
    void shouldChooseAVciWhenTheCallerDoesNot()
    {
        edge.call(client::registerSap);
        script.answer("cl IncomingCall", NDIS_STATUS_PENDING);
        setUp(SignallingMessage.NONE);
        assertEquals(32, activated().connectionId.vci);
        edge.run(() -> client.answerCall(NDIS_STATUS_SUCCESS));
        assertEquals(32, network.heard.vci);
    }

    /** (d), rejected. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldRejectACall(final boolean clientPends, final boolean miniportPends)
    {
        edge.call(client::registerSap);
        script.log.clear();
        script.answer("CoDeactivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cl IncomingCall", clientPends ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES);

        setUp(60);
        if (clientPends)
        {
            edge.run(() -> client.answerCall(NDIS_STATUS_RESOURCES));
        }
        if (miniportPends)
        {
            edge.run(() -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        }

        edge.assertLog("<- SETUP", "CoCreateVc", "cl CoCreateVc", "CoActivateVc", "cl IncomingCall",
            "-> RELEASE COMPLETE", "CoDeactivateVc", "cl CoDeleteVc", "CoDeleteVc");
        assertEquals(SignallingMessage.CAUSE_REJECTED, network.heard.cause);
        edge.assertNoViolations();
    }

    @Test
    void shouldRejectACallThatNobodyTakesOrThatHasNoRoom()
    {
        setUp(60);
        edge.assertLog("<- SETUP", "-> RELEASE COMPLETE");
        assertEquals(SignallingMessage.CAUSE_NO_ROUTE, network.heard.cause);
        edge.call(client::registerSap);
        script.log.clear();

        script.answer("cl CoCreateVc", NDIS_STATUS_RESOURCES);
        setUp(60);
        edge.assertLog("<- SETUP", "CoCreateVc", "cl CoCreateVc", "CoDeleteVc", "-> RELEASE COMPLETE");
        assertEquals(SignallingMessage.CAUSE_NO_RESOURCE, network.heard.cause);

        script.answer("cl CoCreateVc", NDIS_STATUS_SUCCESS);
        script.answer("CoActivateVc", NDIS_STATUS_RESOURCES);
        setUp(60);
        edge.assertLog("<- SETUP", "CoCreateVc", "cl CoCreateVc", "CoActivateVc", "-> RELEASE COMPLETE",
            "cl CoDeleteVc", "CoDeleteVc");
        assertEquals(SignallingMessage.CAUSE_NO_CELL_RATE, network.heard.cause);
        edge.assertNoViolations();
    }

    /** (e). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCloseACall(final boolean miniportPends)
    {
        connected(false);
        script.answer("CoDeactivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(client::closeCall);
        say(SignallingMessage.RELEASE_COMPLETE);
        if (miniportPends)
        {
            edge.run(() -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        }
        assertEquals(NDIS_STATUS_SUCCESS, deleteVc());

        edge.assertLog("-> RELEASE", "<- RELEASE COMPLETE", "CoDeactivateVc", "cl CloseCallComplete SUCCESS",
            "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** (e) of a call that came in: the call manager deletes its VC. */
    @Test
    void shouldCloseACallThatCameIn()
    {
        taken();
        edge.call(client::closeCall);
        say(SignallingMessage.RELEASE_COMPLETE);

        edge.assertLog("-> RELEASE", "<- RELEASE COMPLETE", "CoDeactivateVc", "cl CloseCallComplete SUCCESS",
            "cl CoDeleteVc", "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** Both ends release at once. */
    @Test
    void shouldCloseACallOnceWhenBothEndsRelease()
    {
        connected(false);
        edge.call(client::closeCall);
        release(SignallingMessage.RELEASE, SignallingMessage.CAUSE_NORMAL);

        edge.assertLog("-> RELEASE", "<- RELEASE", "-> RELEASE COMPLETE", "CoDeactivateVc",
            "cl CloseCallComplete SUCCESS");
        assertEquals(NDIS_STATUS_SUCCESS, deleteVc());
        edge.assertNoViolations();
    }

    /** (f). */
    @ParameterizedTest
    @CsvSource({"false,16,SUCCESS", "true,16,SUCCESS", "false,27,DEST_OUT_OF_ORDER", "true,99,FAILURE"})
    void shouldTellTheClientThatTheRemoteEndCloses(final boolean isIncoming, final int cause, final String status)
    {
        if (isIncoming)
        {
            taken();
        }
        else
        {
            connected(false);
        }
        script.on("cl IncomingCloseCall " + status, client::closeCall);
        release(SignallingMessage.RELEASE, cause);

        final List<String> log = new ArrayList<>(List.of("<- RELEASE",
            "cl IncomingCloseCall " + status, "-> RELEASE COMPLETE", "CoDeactivateVc",
            "cl CloseCallComplete SUCCESS"));
        if (isIncoming)
        {
            log.addAll(List.of("cl CoDeleteVc", "CoDeleteVc"));
        }
        assertEquals(log, script.take());
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @CsvSource({"true,SUCCESS", "false,SUCCESS", "false,RESOURCES"})
    void shouldTellOfAReleaseWhenTheClientHasAnswered(final boolean inActivation, final String answer)
    {
        edge.call(client::registerSap);
        script.log.clear();
        script.answer("CoActivateVc", inActivation ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cl IncomingCall", NDIS_STATUS_PENDING);
        script.on("cl IncomingCloseCall SUCCESS", client::closeCall);
        setUp(60);
        network.heard.clear(0, 77, true);
        release(SignallingMessage.RELEASE, SignallingMessage.CAUSE_NORMAL);
        if (inActivation)
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
            edge.assertLog("<- SETUP", "CoCreateVc", "cl CoCreateVc", "CoActivateVc", "<- RELEASE",
                "-> RELEASE COMPLETE", "CoDeactivateVc", "cl CoDeleteVc", "CoDeleteVc");
        }
        else if (answer.equals("SUCCESS"))
        {
            script.log.clear();
            edge.run(() -> client.answerCall(NDIS_STATUS_SUCCESS));
            edge.assertLog("cl IncomingCloseCall SUCCESS", "-> RELEASE COMPLETE", "CoDeactivateVc",
                "cl CloseCallComplete SUCCESS", "cl CoDeleteVc", "CoDeleteVc");
        }
        else
        {
            script.log.clear();
            edge.run(() -> client.answerCall(NDIS_STATUS_RESOURCES));
            edge.assertLog("-> RELEASE COMPLETE", "CoDeactivateVc", "cl CoDeleteVc", "CoDeleteVc");
        }
        edge.assertNoViolations();
    }

    @Test
    void shouldTellOfAReleaseDuringTheActivationOfItsOwnCall()
    {
        edge.call(client::createVc);
        script.answer("CoActivateVc", NDIS_STATUS_PENDING);
        edge.call(() -> client.makeCall(parameters, false));
        connect(40);
        release(SignallingMessage.RELEASE, SignallingMessage.CAUSE_NORMAL);
        script.log.clear();
        edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        edge.assertLog("-> CONNECT ACK", "cl MakeCallComplete SUCCESS", "cl IncomingCloseCall SUCCESS");
        edge.assertNoViolations();
    }

    /** (g). */
    @ParameterizedTest
    @CsvSource({"false,SUCCESS", "true,SUCCESS", "false,INVALID_DATA", "true,INVALID_DATA"})
    void shouldModifyTheQualityOfService(final boolean miniportPends, final String result)
    {
        connected(false);
        final int status = result.equals("SUCCESS") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA;
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : status);
        final CoCallParameters changed = call(THERE);
        changed.mediaParameters.mediaSpecific.parameters.transmit.peakCellRate = 3000;
        edge.call(() -> client.modifyQos(changed));
        assertEquals(3000, network.heard.forwardPeakCellRate);
        say(SignallingMessage.MODIFY_ACKNOWLEDGE);
        if (miniportPends)
        {
            edge.run(() -> miniport.completeActivation(status));
        }

        edge.assertLog("-> MODIFY REQUEST", "<- MODIFY ACK", "CoActivateVc", "cl ModifyCallQoSComplete " + result);
        edge.assertNoViolations();
    }

    @Test
    void shouldKeepTheQualityOfServiceThatTheNetworkDoesNotChange()
    {
        connected(false);
        edge.call(() -> client.modifyQos(parameters));
        say(SignallingMessage.MODIFY_REJECT);
        edge.assertLog("-> MODIFY REQUEST", "<- MODIFY REJECT", "cl ModifyCallQoSComplete FAILURE");
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldModifyAPvcWithoutSignalling(final boolean miniportPends)
    {
        edge.call(client::createVc);
        edge.call(() -> client.makeCall(TestSystem.parameters(), false));
        script.log.clear();
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(() -> client.modifyQos(TestSystem.parameters()));
        if (miniportPends)
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        }
        edge.assertLog("CoActivateVc", "cl ModifyCallQoSComplete SUCCESS");
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,MODIFY ACK", "RESOURCES,MODIFY REJECT"})
    void shouldFollowAModificationOfTheRemoteEnd(final String result, final String answer)
    {
        connected(false);
        script.answer("CoActivateVc", result.equals("SUCCESS") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES);
        edge.run(() ->
        {
            network.answer(SignallingMessage.MODIFY_REQUEST).forwardPeakCellRate = 111;
            network.said.backwardPeakCellRate = 222;
            network.say(network.said);
        });
        assertEquals(111, activated().receive.peakCellRate);
        assertEquals(222, activated().transmit.peakCellRate);
        assertEquals(40, activated().connectionId.vci);
        if (result.equals("SUCCESS"))
        {
            edge.assertLog("<- MODIFY REQUEST", "CoActivateVc", "-> " + answer, "cl IncomingCallQoSChange");
        }
        else
        {
            edge.assertLog("<- MODIFY REQUEST", "CoActivateVc", "-> " + answer);
        }
        edge.assertNoViolations();
    }

    /** (h). */
    @Test
    void shouldAddAndDropParties()
    {
        connected(true);
        edge.call(() -> client.addParty(call(THERE)));
        assertEquals(1, network.heard.endpoint);
        answerParty(SignallingMessage.ADD_PARTY_ACKNOWLEDGE, 1);
        edge.assertLog("-> ADD PARTY", "<- ADD PARTY ACK", "cl AddPartyComplete SUCCESS");

        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(client::closeCall));
        assertEquals(1, edge.violations(NdisViolation.PARTIES_LEFT_AT_CLOSE));
        script.log.clear();

        edge.call(() -> client.dropParty(1));
        assertEquals(1, network.heard.endpoint);
        answerParty(SignallingMessage.DROP_PARTY_ACKNOWLEDGE, 1);
        edge.assertLog("-> DROP PARTY", "<- DROP PARTY ACK", "cl DropPartyComplete SUCCESS");

        edge.call(client::closeCall);
        say(SignallingMessage.RELEASE_COMPLETE);
        edge.assertLog("-> RELEASE", "<- RELEASE COMPLETE", "CoDeactivateVc", "cl CloseCallComplete SUCCESS");
        assertEquals(1, edge.ndis.violations().total());
    }

    @Test
    void shouldTellWhyAPartyIsNotAddedAndThatOneLeaves()
    {
        connected(true);
        edge.call(() -> client.addParty(call(THERE)));
        edge.run(() ->
        {
            network.answer(SignallingMessage.ADD_PARTY_REJECT).endpoint = 1;
            network.said.cause = SignallingMessage.CAUSE_BUSY;
            network.say(network.said);
        });
        edge.assertLog("-> ADD PARTY", "<- ADD PARTY REJECT", "cl AddPartyComplete DEST_OUT_OF_ORDER");

        edge.call(() -> client.addParty(call(THERE)));
        answerParty(SignallingMessage.ADD_PARTY_ACKNOWLEDGE, 2);
        script.log.clear();
        script.on("cl IncomingDropParty SUCCESS", () -> client.dropParty(2));
        edge.run(() ->
        {
            network.answer(SignallingMessage.DROP_PARTY).endpoint = 2;
            network.said.cause = SignallingMessage.CAUSE_NORMAL;
            network.say(network.said);
        });
        edge.assertLog("<- DROP PARTY", "cl IncomingDropParty SUCCESS", "-> DROP PARTY ACK",
            "cl DropPartyComplete SUCCESS");
        edge.assertNoViolations();
    }

    private void answerParty(final int type, final int endpoint)
    {
        edge.run(() ->
        {
            network.answer(type).endpoint = endpoint;
            network.say(network.said);
        });
    }

    @Test
    void shouldGiveAnAddressToOneClientOnly()
    {
        edge.call(client::registerSap);
        final NdisHandleHolder second = new NdisHandleHolder();
        assertEquals(NDIS_STATUS_SAP_IN_USE,
            edge.call(() -> ndis.ndisClRegisterSap(client.af.value, 1, client.address, second)));
        assertEquals(NDIS_STATUS_INVALID_SAP,
            edge.call(() -> ndis.ndisClRegisterSap(client.af.value, 1, new CoSap(), second)));
        edge.call(client::deregisterSap);
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::registerSap));
    }

    @Test
    void shouldTakeNoCloseData()
    {
        connected(false);
        assertEquals(NDIS_STATUS_INVALID_DATA,
            edge.call(() -> ndis.ndisClCloseCall(client.vc.value, 0, new UnsafeBuffer(new byte[1]), 1)));
        assertEquals(NDIS_STATUS_PENDING, edge.call(client::closeCall));
    }

    @Test
    void shouldFailACallWhenNoMessageIsLeft()
    {
        script.on("CoSendPackets", () -> { });
        final NdisHandleHolder vc = new NdisHandleHolder();
        for (int i = 0; i < 64; i++)
        {
            edge.call(() -> ndis.ndisCoCreateVc(client.binding.value, client.af.value, 1, vc));
            assertEquals(NDIS_STATUS_PENDING, edge.call(() -> ndis.ndisClMakeCall(vc.value, parameters)));
        }
        edge.call(client::createVc);
        assertEquals(NDIS_STATUS_RESOURCES, edge.call(() -> client.makeCall(parameters, true)));
        assertEquals(NDIS_STATUS_SUCCESS, deleteVc());
        edge.assertNoViolations();
    }

    @Test
    void shouldIgnoreWhatIsNoMessageAndAnswerForCallsThatItDoesNotKnow()
    {
        final ByteBuf noise = Unpooled.wrappedBuffer(new byte[200]);
        edge.run(() -> network.say(noise, 200));
        edge.run(() -> network.say(noise, 3));
        edge.assertLog();

        network.heard.clear(0, 99, false);
        release(SignallingMessage.RELEASE, SignallingMessage.CAUSE_NORMAL);
        say(SignallingMessage.CONNECT);
        edge.assertLog("<- RELEASE", "-> RELEASE COMPLETE", "<- CONNECT");
        assertEquals(99, network.heard.callReference);
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveItsSignallingVcUpWithTheAdapter(final boolean miniportPends)
    {
        script.answer("CoDeactivateVc", miniportPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        if (miniportPends)
        {
            script.on("CoDeactivateVc", () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        }
        script.on("cl UnbindAdapter", client::closeAf);

        edge.run(() -> edge.ndis.haltAdapter(edge.adapter.value));

        edge.assertLog("cl UnbindAdapter", "cl CloseAfComplete SUCCESS", "CoDeactivateVc", "CoDeleteVc", "Halt");
        assertEquals(0, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
    }
}
