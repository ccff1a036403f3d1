package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sequence charts (a) to (h) of contract 4.4, each with everybody who may pend doing so and not. What the drivers
 * see is the same: whoever is answered at once runs its own completion handler.
 */
class CallSequenceTest
{
    private final UpperEdge edge = new UpperEdge();
    private final Script script = edge.script;
    private final ScriptedMiniport miniport = edge.miniport;
    private final ScriptedCallManager callManager = edge.callManager;
    private final ScriptedClient client = edge.client;
    private final NdisProtocolLibrary ndis = edge.library;

    @AfterEach
    void close()
    {
        edge.close();
    }

    private void pends(final String handler, final boolean pends)
    {
        script.answer(handler, pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
    }

    private void runIf(final boolean condition, final Runnable completion)
    {
        if (condition)
        {
            edge.run(completion);
        }
    }

    private int delete(final long ndisVcHandle)
    {
        return edge.call(() -> ndis.ndisCoDeleteVc(ndisVcHandle));
    }

    /** (a). */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldStartAnAdapterAndOpenItsAddressFamily(final boolean openPends, final boolean sapPends)
    {
        pends("cm OpenAf", openPends);
        pends("cm RegisterSap", sapPends);

        edge.startAdapter(miniport);
        assertEquals("Initialize", script.log.get(0));
        assertEquals("CoRequest OID_GEN_CO_SUPPORTED_LIST", script.log.get(1));
        script.log.clear();
        edge.bindAll();
        runIf(openPends, () -> ndis.ndisCmOpenAddressFamilyComplete(
            NDIS_STATUS_SUCCESS, callManager.af, ScriptedCallManager.AF_CONTEXT));
        edge.assertLog("cl CoAfRegisterNotify", "cm OpenAf", "cl OpenAfComplete SUCCESS");
        assertEquals(callManager.af, client.af.value);

        assertEquals(sapPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS, edge.call(client::registerSap));
        runIf(sapPends, () -> ndis.ndisCmRegisterSapComplete(
            NDIS_STATUS_SUCCESS, callManager.sapHandle, ScriptedCallManager.SAP_CONTEXT));
        edge.assertLog("cm RegisterSap", "cl RegisterSapComplete SUCCESS");
        assertEquals(ScriptedCallManager.AF_CONTEXT, callManager.afContext);
        assertEquals(callManager.sapHandle, client.sap.value);
        assertSame(client.address, callManager.sap);
        edge.assertNoViolations();
    }

    /** The end of (a), in reverse. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldDeregisterTheSapAndCloseTheAddressFamily(final boolean sapPends, final boolean closePends)
    {
        edge.up();
        edge.call(client::registerSap);
        script.log.clear();
        pends("cm DeregisterSap c5", sapPends);
        pends("cm CloseAf", closePends);

        final long sap = client.sap.value;
        edge.call(client::deregisterSap);
        runIf(sapPends, () -> ndis.ndisCmDeregisterSapComplete(NDIS_STATUS_SUCCESS, sap));
        edge.call(client::closeAf);
        runIf(closePends, () -> ndis.ndisCmCloseAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af));

        edge.assertLog(
            "cm DeregisterSap c5", "cl DeregisterSapComplete SUCCESS", "cm CloseAf", "cl CloseAfComplete SUCCESS");
        edge.assertNoViolations();
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCloseAdapter(client.binding.value)));
    }

    /** (b). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSetUpAPvc(final boolean miniportPends)
    {
        edge.up();
        pends("CoActivateVc", miniportPends);
        pends("cm MakeCall", miniportPends);
        script.on("cm MakeCall", callManager::activate);

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::createVc));
        edge.assertLog("CoCreateVc", "cm CoCreateVc");
        assertEquals(ScriptedCallManager.AF_CONTEXT, callManager.afContext);
        assertNotEquals(client.vc.value, callManager.vc);
        final CoCallParameters parameters = TestSystem.parameters();
        edge.run(() -> client.makeCall(parameters, false));
        script.on("cm ActivateVcComplete SUCCESS", () -> callManager.completeMakeCall(NDIS_STATUS_SUCCESS));
        runIf(miniportPends, () -> miniport.completeActivation(NDIS_STATUS_SUCCESS));

        edge.assertLog("cm MakeCall", "CoActivateVc", "cm ActivateVcComplete SUCCESS", "cl MakeCallComplete SUCCESS");
        assertSame(parameters, client.parameters);
        assertSame(parameters, miniport.activation);
        edge.send();
        edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        edge.assertLog("CoSendPackets", "cl CoSendComplete SUCCESS");
        edge.assertNoViolations();
    }

    /** (b), a PVC that the call manager cannot find. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFailACallForAnUnknownPvc(final boolean callManagerPends)
    {
        edge.up().created();
        script.answer("cm MakeCall", callManagerPends ? NDIS_STATUS_PENDING : NDIS_STATUS_FAILURE);

        edge.run(() -> client.makeCall(TestSystem.parameters(), false));
        runIf(callManagerPends, () -> callManager.completeMakeCall(NDIS_STATUS_FAILURE));

        edge.assertLog("cm MakeCall", "cl MakeCallComplete FAILURE");
        assertEquals(NDIS_STATUS_SUCCESS, delete(client.vc.value));
        edge.assertLog("cm CoDeleteVc", "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** (b) without the client's column. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSetUpASignallingVcOfTheCallManager(final boolean miniportPends)
    {
        edge.up();
        pends("CoActivateVc", miniportPends);
        pends("CoDeactivateVc", miniportPends);

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> callManager.createVc(false)));
        edge.run(() -> callManager.activate(TestSystem.parameters()));
        runIf(miniportPends, () -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        edge.assertLog("CoCreateVc", "CoActivateVc", "cm ActivateVcComplete SUCCESS");

        edge.run(() -> ndis.ndisCoSendPackets(callManager.vc, new NdisPacket[] { edge.packets.allocatePacket() }, 1));
        edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        edge.run(() -> miniport.indicate(NDIS_STATUS_SUCCESS));
        edge.assertLog("CoSendPackets", "cm CoSendComplete SUCCESS", "cm CoReceivePacket SUCCESS", "ReturnPacket");

        edge.run(callManager::deactivate);
        runIf(miniportPends, () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        assertEquals(NDIS_STATUS_SUCCESS, delete(callManager.vc));
        edge.assertLog("CoDeactivateVc", "cm DeactivateVcComplete SUCCESS", "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** (c). The switch is whoever lets the call manager go on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMakeASignalledCall(final boolean miniportPends)
    {
        edge.up().created();
        pends("cm MakeCall", true);
        pends("CoActivateVc", miniportPends);
        script.on("cm ActivateVcComplete SUCCESS", () -> callManager.completeMakeCall(NDIS_STATUS_SUCCESS));

        edge.run(() -> client.makeCall(TestSystem.parameters(), false));
        edge.assertLog("cm MakeCall");
        edge.run(callManager::activate); // CONNECT
        runIf(miniportPends, () -> miniport.completeActivation(NDIS_STATUS_SUCCESS));

        edge.assertLog("CoActivateVc", "cm ActivateVcComplete SUCCESS", "cl MakeCallComplete SUCCESS");
        assertEquals(ScriptedClient.VC_CONTEXT, client.vcContext);
        assertEquals(NdisVc.Call.CONNECTED, edge.vc().call);
        edge.assertNoViolations();
    }

    /** (c), failure. */
    @ParameterizedTest
    @CsvSource({"false,INVALID_DATA", "true,INVALID_DATA", "false,RESOURCES", "true,RESOURCES"})
    void shouldFailASignalledCallWhoseActivationFails(final boolean miniportPends, final String why)
    {
        edge.up().created();
        final int status = why.equals("RESOURCES") ? NDIS_STATUS_RESOURCES : NDIS_STATUS_INVALID_DATA;
        pends("cm MakeCall", true);
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : status);
        script.on("cm ActivateVcComplete " + why, () -> callManager.completeMakeCall(NDIS_STATUS_FAILURE));

        edge.run(() -> client.makeCall(TestSystem.parameters(), false));
        edge.run(callManager::activate);
        runIf(miniportPends, () -> miniport.completeActivation(status));

        edge.assertLog("cm MakeCall", "CoActivateVc", "cm ActivateVcComplete " + why, "cl MakeCallComplete FAILURE");
        assertEquals(NDIS_STATUS_SUCCESS, delete(client.vc.value));
        edge.assertNoViolations();
    }

    /** (d). */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldTakeACall(final boolean miniportPends, final boolean clientPends)
    {
        edge.up();
        edge.call(client::registerSap);
        script.log.clear();
        pends("CoActivateVc", miniportPends);
        pends("cl IncomingCall", clientPends);
        callManager.parameters = TestSystem.parameters();

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> callManager.createVc(true)));
        edge.assertLog("CoCreateVc", "cl CoCreateVc");
        assertEquals(ScriptedClient.AF_CONTEXT, client.afContext);
        edge.run(callManager::activate);
        runIf(miniportPends, () -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        edge.assertLog("CoActivateVc", "cm ActivateVcComplete SUCCESS");

        assertEquals(clientPends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS, edge.call(callManager::dispatch));
        runIf(clientPends, () -> client.answerCall(NDIS_STATUS_SUCCESS));
        edge.run(() -> ndis.ndisCmDispatchCallConnected(callManager.vc));
        edge.assertLog("cl IncomingCall", "cm IncomingCallComplete SUCCESS", "cl CallConnected");
        assertEquals(ScriptedClient.SAP_CONTEXT, client.sapContext);
        assertEquals(ScriptedClient.VC_CONTEXT, client.vcContext);
        assertSame(callManager.parameters, client.parameters);

        edge.run(() -> miniport.indicate(NDIS_STATUS_SUCCESS));
        edge.send();
        edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        edge.assertLog("cl CoReceivePacket SUCCESS", "ReturnPacket", "CoSendPackets", "cl CoSendComplete SUCCESS");
        edge.assertNoViolations();
    }

    /** (d), rejected. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldRejectACall(final boolean clientPends, final boolean miniportPends)
    {
        edge.up().withIncomingVc();
        script.answer("cl IncomingCall", clientPends ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES);
        pends("CoDeactivateVc", miniportPends);
        script.on("cm IncomingCallComplete RESOURCES", callManager::deactivate);

        edge.call(callManager::dispatch);
        runIf(clientPends, () -> client.answerCall(NDIS_STATUS_RESOURCES));
        runIf(miniportPends, () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        assertEquals(NDIS_STATUS_SUCCESS, delete(callManager.vc));

        edge.assertLog(
            "cl IncomingCall",
            "cm IncomingCallComplete RESOURCES",
            "CoDeactivateVc",
            "cm DeactivateVcComplete SUCCESS",
            "cl CoDeleteVc",
            "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** (e): the last packet that the client returns ends the deactivation, and that the call. */
    @Test
    void shouldCloseACallWhenAllPacketsAreBack()
    {
        edge.up().connected(false);
        client.keeps = 1;
        edge.run(() -> miniport.indicate(NDIS_STATUS_SUCCESS));
        pends("cm CloseCall", true);
        pends("CoDeactivateVc", true);
        script.on("ReturnPacket", () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        script.on("cm DeactivateVcComplete SUCCESS", () -> callManager.completeCloseCall(NDIS_STATUS_SUCCESS));

        assertEquals(NDIS_STATUS_PENDING, edge.call(client::closeCall));
        edge.run(callManager::deactivate); // RELEASE COMPLETE
        edge.assertLog("cl CoReceivePacket SUCCESS", "cm CloseCall", "CoDeactivateVc");
        assertEquals(NDIS_STATUS_CLOSING, delete(client.vc.value));
        edge.run(() -> ndis.ndisReturnPackets(client.kept.toArray(new NdisPacket[0]), 1));
        edge.assertLog("ReturnPacket", "cm DeactivateVcComplete SUCCESS", "cl CloseCallComplete SUCCESS");

        assertEquals(NDIS_STATUS_SUCCESS, delete(client.vc.value));
        edge.assertLog("cm CoDeleteVc", "CoDeleteVc");
        edge.assertNoViolations();
    }

    /** (e), by everybody who may and may not pend. */
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "true,true"})
    void shouldCloseACall(final boolean callManagerPends, final boolean miniportPends)
    {
        edge.up().connected(false);
        pends("cm CloseCall", callManagerPends);
        pends("CoDeactivateVc", miniportPends);
        script.on("cm CloseCall", callManager::deactivate);
        if (callManagerPends && miniportPends)
        {
            script.on("cm DeactivateVcComplete SUCCESS", () -> callManager.completeCloseCall(NDIS_STATUS_SUCCESS));
        }

        edge.call(client::closeCall);
        runIf(miniportPends, () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        runIf(callManagerPends && !miniportPends, () -> callManager.completeCloseCall(NDIS_STATUS_SUCCESS));

        edge.assertLog(
            "cm CloseCall", "CoDeactivateVc", "cm DeactivateVcComplete SUCCESS", "cl CloseCallComplete SUCCESS");
        assertEquals(NDIS_STATUS_SUCCESS, delete(client.vc.value));
        edge.assertNoViolations();
    }

    /** (e), the variant: the close is complete before the VC is deactivated. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldCloseACallBeforeItsVcIsDeactivated(final boolean callManagerPends, final boolean miniportPends)
    {
        edge.up().connected(false);
        pends("cm CloseCall", callManagerPends);
        pends("CoDeactivateVc", miniportPends);

        edge.call(client::closeCall);
        runIf(callManagerPends, () -> callManager.completeCloseCall(NDIS_STATUS_SUCCESS));
        edge.assertLog("cm CloseCall", "cl CloseCallComplete SUCCESS");
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, delete(client.vc.value));
        edge.assertNoViolations();
        edge.send();
        edge.assertLog("cl CoSendComplete CLOSING");
        assertEquals(1, edge.violations(NdisViolation.SEND_ON_INACTIVE_VC));

        edge.run(callManager::deactivate);
        runIf(miniportPends, () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        assertEquals(NDIS_STATUS_SUCCESS, delete(client.vc.value));
        edge.assertLog("CoDeactivateVc", "cm DeactivateVcComplete SUCCESS", "cm CoDeleteVc", "CoDeleteVc");
    }

    /** (f), for both kinds of creator. */
    @ParameterizedTest
    @CsvSource({"false,SUCCESS", "true,SUCCESS", "false,FAILURE", "true,FAILURE"})
    void shouldCloseACallThatTheRemoteEndCloses(final boolean isIncoming, final String why)
    {
        edge.up();
        if (isIncoming)
        {
            edge.withIncomingVc();
            edge.call(callManager::dispatch);
            edge.run(() -> ndis.ndisCmDispatchCallConnected(callManager.vc));
        }
        else
        {
            edge.connected(false);
        }
        script.log.clear();
        script.on("cl IncomingCloseCall " + why, client::closeCall);
        script.on("cm CloseCall", callManager::deactivate);

        edge.run(() -> ndis.ndisCmDispatchIncomingCloseCall(
            why.equals("SUCCESS") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE, callManager.vc, null, 0));

        edge.assertLog(
            "cl IncomingCloseCall " + why,
            "cm CloseCall",
            "CoDeactivateVc",
            "cm DeactivateVcComplete SUCCESS",
            "cl CloseCallComplete SUCCESS");
        assertEquals(NDIS_STATUS_SUCCESS, delete(isIncoming ? callManager.vc : client.vc.value));
        edge.assertNoViolations();
    }

    /** (f): the creator uses the VC again. */
    @Test
    void shouldReuseTheVcOfACallThatTheRemoteEndHasClosed()
    {
        edge.up().withIncomingVc();
        script.on("cl IncomingCloseCall SUCCESS", client::closeCall);
        script.on("cm CloseCall", callManager::deactivate);
        for (int i = 0; i < 2; i++)
        {
            edge.call(callManager::dispatch);
            edge.run(() -> ndis.ndisCmDispatchCallConnected(callManager.vc));
            edge.send();
            edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
            edge.run(() -> ndis.ndisCmDispatchIncomingCloseCall(NDIS_STATUS_SUCCESS, callManager.vc, null, 0));
            edge.run(callManager::activate);
        }

        assertEquals(2, script.take().stream().filter("cl CoSendComplete SUCCESS"::equals).count());
        edge.assertNoViolations();
    }

    /** (g). */
    @ParameterizedTest
    @CsvSource({"false,false,SUCCESS", "true,false,SUCCESS", "true,true,SUCCESS", "false,false,INVALID_DATA",
        "true,false,INVALID_DATA", "true,true,INVALID_DATA"})
    void shouldModifyTheQualityOfService(
        final boolean callManagerPends, final boolean miniportPends, final String result)
    {
        edge.up().connected(false);
        final boolean succeeds = result.equals("SUCCESS");
        final int activated = succeeds ? NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA;
        final int status = succeeds ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE;
        script.answer("CoActivateVc", miniportPends ? NDIS_STATUS_PENDING : activated);
        script.answer("cm ModifyCallQoS", callManagerPends ? NDIS_STATUS_PENDING : status);
        script.on("cm ModifyCallQoS", callManager::activate);
        if (miniportPends)
        {
            script.on("cm ActivateVcComplete " + result,
                () -> ndis.ndisCmModifyCallQoSComplete(status, callManager.vc, callManager.parameters));
        }

        final CoCallParameters changed = TestSystem.parameters();
        edge.call(() -> client.modifyQos(changed));
        runIf(miniportPends, () -> assertEquals(NdisVcState.MODIFYING, edge.vc().state));
        runIf(miniportPends, () -> miniport.completeActivation(activated));
        runIf(callManagerPends && !miniportPends,
            () -> ndis.ndisCmModifyCallQoSComplete(status, callManager.vc, changed));

        edge.assertLog("cm ModifyCallQoS", "CoActivateVc", "cm ActivateVcComplete " + result,
            "cl ModifyCallQoSComplete " + Script.name(status));
        assertSame(changed, client.parameters);
        assertEquals(NdisVcState.ACTIVE, edge.vc().state);
        edge.send();
        edge.assertLog("CoSendPackets");
        edge.assertNoViolations();
    }

    /** (g), from the other end. */
    @Test
    void shouldTellTheClientOfAChangeOfTheRemoteEnd()
    {
        edge.up().connected(false);
        final CoCallParameters changed = TestSystem.parameters();

        edge.run(() -> callManager.activate(changed));
        edge.run(() -> ndis.ndisCmDispatchIncomingCallQoSChange(callManager.vc, changed));

        edge.assertLog("CoActivateVc", "cm ActivateVcComplete SUCCESS", "cl IncomingCallQoSChange");
        assertSame(changed, client.parameters);
        edge.assertNoViolations();
    }

    /** (h). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAddAndDropParties(final boolean pends)
    {
        edge.up().connected(true);
        final CoCallParameters parameters = TestSystem.parameters();
        pends("cm AddParty", pends);
        pends("cm DropParty 1", pends);
        pends("cm CloseCall", pends);
        script.on("cm CloseCall", callManager::deactivate);

        edge.call(() -> client.addParty(parameters));
        runIf(pends, () -> ndis.ndisCmAddPartyComplete(
            NDIS_STATUS_SUCCESS, callManager.party(), ScriptedCallManager.PARTY_CONTEXT + 1, parameters));
        edge.assertLog("cm AddParty", "cl AddPartyComplete SUCCESS");
        assertEquals(ScriptedClient.PARTY_CONTEXT + 1, client.partyContext);
        assertEquals(callManager.parties, List.of(client.parties.get(0).value, client.parties.get(1).value));

        edge.call(() -> client.dropParty(1));
        runIf(pends, () -> ndis.ndisCmDropPartyComplete(NDIS_STATUS_SUCCESS, callManager.party()));
        edge.assertLog("cm DropParty 1", "cl DropPartyComplete SUCCESS");
        assertEquals(ScriptedClient.PARTY_CONTEXT + 1, client.partyContext);

        edge.call(client::closeCall);
        runIf(pends, () -> callManager.completeCloseCall(NDIS_STATUS_SUCCESS));
        edge.assertLog(
            "cm CloseCall", "CoDeactivateVc", "cm DeactivateVcComplete SUCCESS", "cl CloseCallComplete SUCCESS");
        assertEquals(ScriptedCallManager.PARTY_CONTEXT, callManager.partyContext);
        assertEquals(ScriptedClient.PARTY_CONTEXT, client.partyContext);
        assertEquals(NDIS_STATUS_SUCCESS, delete(client.vc.value));
        edge.assertNoViolations();
    }

    /** (h): the call manager refuses to close while more than one party remains, and the call goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepACallWithPartiesThatTheCallManagerDoesNotClose(final boolean pends)
    {
        edge.up().connected(true);
        edge.call(() -> client.addParty(TestSystem.parameters()));
        script.log.clear();
        script.answer("cm CloseCall", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_NOT_ACCEPTED);

        edge.call(client::closeCall);
        runIf(pends, () -> callManager.completeCloseCall(NDIS_STATUS_NOT_ACCEPTED));

        edge.assertLog("cm CloseCall", "cl CloseCallComplete NOT_ACCEPTED");
        assertEquals(1, edge.violations(NdisViolation.PARTIES_LEFT_AT_CLOSE));
        assertEquals(NdisVc.Call.CONNECTED, edge.vc().call);
        edge.send();
        edge.assertLog("CoSendPackets");
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> client.dropParty(1)));
    }

    /** (h): a leaf leaves by itself. */
    @Test
    void shouldDropAPartyThatTheNetworkHasLost()
    {
        edge.up().connected(true);
        edge.call(() -> client.addParty(TestSystem.parameters()));
        script.log.clear();
        script.on("cl IncomingDropParty FAILURE", () -> client.dropParty(1));

        edge.run(() -> ndis.ndisCmDispatchIncomingDropParty(
            NDIS_STATUS_FAILURE, callManager.party(), null, 0));

        edge.assertLog("cl IncomingDropParty FAILURE", "cm DropParty 1", "cl DropPartyComplete SUCCESS");
        edge.assertNoViolations();
    }

    /** The rounded rates of (b) and (c) reach the client. */
    @Test
    void shouldPassOnWhatTheMiniportHasRounded()
    {
        edge.up().created();
        final CoCallParameters parameters = TestSystem.parameters();
        script.on("cm MakeCall", callManager::activate);
        script.on("CoActivateVc",
            () -> miniport.activation.mediaParameters.mediaSpecific.parameters.transmit.peakCellRate = 77);

        edge.run(() -> client.makeCall(parameters, false));

        assertEquals(77, client.parameters.mediaParameters.mediaSpecific.parameters.transmit.peakCellRate);
        assertTrue(edge.vc().isUsable());
    }
}
