package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_CHARACTERISTICS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A miniport with a call manager inside, contract 3.7 and chart (i) of 4.4: the handlers of the edge's call manager are
 * the miniport's own, and its protocol is registered nowhere.
 */
class IntegratedCallManagerTest
{
    private final UpperEdge edge = new UpperEdge();
    private final Script script = edge.script;
    private final ScriptedMiniport miniport = edge.miniport;
    private final ScriptedCallManager inside = edge.callManager;
    private final ScriptedClient client = edge.client;
    private final NdisProtocolLibrary upper = edge.library;
    private final CoCallParameters parameters = TestSystem.parameters();
    private NdisMiniportLibrary ndis;

    @BeforeEach
    void start()
    {
        miniport.characteristics = without(
            MiniportHandler.CO_CREATE_VC,
            MiniportHandler.CO_DELETE_VC,
            MiniportHandler.CO_ACTIVATE_VC,
            MiniportHandler.CO_DEACTIVATE_VC);
        script.on("Initialize", () -> assertEquals(
            NDIS_STATUS_SUCCESS,
            miniport.ndis.ndisMCmRegisterAddressFamily(miniport.adapter, CoAddressFamily.Q2931, inside)));
        edge.startAdapter(miniport);
        ndis = miniport.ndis;
        edge.run(() -> upper.ndisRegisterProtocol(client.protocol, client));
        script.log.clear();
    }

    @AfterEach
    void close()
    {
        edge.close();
    }

    private NdisMiniportCharacteristics without(final MiniportHandler... handlers)
    {
        final NdisMiniportCharacteristics characteristics = new NdisMiniportCharacteristics(miniport);
        for (final MiniportHandler handler : handlers)
        {
            characteristics.without(handler);
        }
        return characteristics;
    }

    private int activate()
    {
        return edge.call(() -> ndis.ndisMCmActivateVc(inside.vc, parameters));
    }

    private int deactivate()
    {
        return edge.call(() -> ndis.ndisMCmDeactivateVc(inside.vc));
    }

    private void connect()
    {
        edge.call(client::createVc);
        script.on("cm MakeCall", () -> ndis.ndisMCmActivateVc(inside.vc, parameters));
        edge.call(() -> client.makeCall(parameters, true));
        script.log.clear();
    }

    private int createIncoming()
    {
        final NdisHandleHolder vc = new NdisHandleHolder();
        final int status = edge.call(() ->
            ndis.ndisMCmCreateVc(miniport.adapter, inside.af, ScriptedCallManager.VC_CONTEXT, vc));
        inside.vc = vc.value;
        return status;
    }

    /** (i). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMakeAndCloseACall(final boolean pends)
    {
        script.answer("cm MakeCall", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cm CloseCall", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.on("cm MakeCall", () -> assertEquals(
            NDIS_STATUS_SUCCESS, ndis.ndisMCmActivateVc(inside.vc, parameters)));
        script.on("cm CloseCall", () -> assertEquals(NDIS_STATUS_SUCCESS, ndis.ndisMCmDeactivateVc(inside.vc)));

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::createVc));
        edge.call(() -> client.makeCall(parameters, false));
        if (pends)
        {
            edge.run(() -> ndis.ndisMCmMakeCallComplete(NDIS_STATUS_SUCCESS, inside.vc, 0, 0, parameters));
        }
        edge.assertLog("cm CoCreateVc", "cm MakeCall", "cl MakeCallComplete SUCCESS");

        edge.send();
        assertEquals(ScriptedCallManager.VC_CONTEXT, miniport.vcContext);
        miniport.vcs.add(inside.vc); // the one handle is good for the data path too
        edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        edge.run(() -> miniport.indicate(NDIS_STATUS_SUCCESS));
        edge.assertLog(
            "CoSendPackets", "cl CoSendComplete SUCCESS", "cl CoReceivePacket SUCCESS", "ReturnPacket");

        edge.call(client::closeCall);
        if (pends)
        {
            edge.run(() -> ndis.ndisMCmCloseCallComplete(NDIS_STATUS_SUCCESS, inside.vc, 0));
        }
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> upper.ndisCoDeleteVc(client.vc.value)));
        edge.assertLog("cm CloseCall", "cl CloseCallComplete SUCCESS", "cm CoDeleteVc");
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeACall(final boolean pends)
    {
        script.answer("cm RegisterSap", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cl IncomingCall", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(client::registerSap);
        if (pends)
        {
            edge.run(() -> ndis.ndisMCmRegisterSapComplete(
                NDIS_STATUS_SUCCESS, inside.sapHandle, ScriptedCallManager.SAP_CONTEXT));
        }
        edge.assertLog("cm RegisterSap", "cl RegisterSapComplete SUCCESS");

        assertEquals(NDIS_STATUS_SUCCESS, createIncoming());
        assertEquals(NDIS_STATUS_SUCCESS, activate());
        edge.run(() -> ndis.ndisMCmDispatchIncomingCall(inside.sapHandle, inside.vc, parameters));
        if (pends)
        {
            edge.run(() -> client.answerCall(NDIS_STATUS_SUCCESS));
        }
        edge.run(() -> ndis.ndisMCmDispatchCallConnected(inside.vc));
        edge.run(() -> ndis.ndisMCmDispatchIncomingCallQoSChange(inside.vc, parameters));
        final List<String> taken = script.take();
        assertEquals(List.of("cl CoCreateVc", "cl IncomingCall"), taken.subList(0, 2));
        assertEquals(pends, taken.contains("cm IncomingCallComplete SUCCESS"));
        assertEquals("cl CallConnected", taken.get(taken.size() - 2));
        assertEquals("cl IncomingCallQoSChange", taken.get(taken.size() - 1));

        script.on("cl IncomingCloseCall SUCCESS", client::closeCall);
        edge.run(() -> ndis.ndisMCmDispatchIncomingCloseCall(
            NDIS_STATUS_SUCCESS, inside.vc, new UnsafeBuffer(new byte[1]), 1));
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(() -> ndis.ndisMCmDeleteVc(inside.vc)));
        assertEquals(NDIS_STATUS_SUCCESS, deactivate());
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, deactivate());
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisMCmDeleteVc(inside.vc)));
        edge.assertLog("cl IncomingCloseCall SUCCESS", "cm CloseCall", "cl CloseCallComplete SUCCESS", "cl CoDeleteVc");
        edge.assertNoViolations();
    }

    @Test
    void shouldPassOnTheClientsRefusalOfAVc()
    {
        script.answer("cl CoCreateVc", NDIS_STATUS_RESOURCES);
        assertEquals(NDIS_STATUS_RESOURCES, createIncoming());
        assertEquals(0, inside.vc);

        script.answer("cl CoCreateVc", NDIS_STATUS_PENDING);
        assertEquals(NDIS_STATUS_FAILURE, createIncoming());
        assertEquals(1, edge.violations(NdisViolation.PARTNER_PENDED));

        inside.af = 0;
        assertEquals(NDIS_STATUS_FAILURE, createIncoming());
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeAf));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldOpenAndCloseTheFamilyAndDeregisterSaps(final boolean pends)
    {
        script.answer("cm CloseAf", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cm OpenAf", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        script.answer("cm DeregisterSap c5", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(client::registerSap);
        script.log.clear();
        edge.call(client::deregisterSap);
        if (pends)
        {
            edge.run(() -> ndis.ndisMCmDeregisterSapComplete(NDIS_STATUS_SUCCESS, inside.sapHandle));
        }
        edge.call(client::closeAf);
        if (pends)
        {
            edge.run(() -> ndis.ndisMCmCloseAddressFamilyComplete(NDIS_STATUS_SUCCESS, inside.af));
        }
        edge.call(() -> client.open(CoAddressFamily.Q2931));
        if (pends)
        {
            edge.run(() -> ndis.ndisMCmOpenAddressFamilyComplete(
                NDIS_STATUS_SUCCESS, inside.af, ScriptedCallManager.AF_CONTEXT));
        }

        edge.assertLog("cm DeregisterSap c5", "cl DeregisterSapComplete SUCCESS", "cm CloseAf",
            "cl CloseAfComplete SUCCESS", "cm OpenAf", "cl OpenAfComplete SUCCESS");
        edge.assertNoViolations();
    }

    @Test
    void shouldCompletePartiesQosAndRequests()
    {
        connect();
        script.answer("cm AddParty", NDIS_STATUS_PENDING);
        script.answer("cm DropParty 1", NDIS_STATUS_PENDING);
        script.answer("cm ModifyCallQoS", NDIS_STATUS_PENDING);
        script.answer("cm CoRequest OID_CO_GET_CALL_INFORMATION", NDIS_STATUS_PENDING);
        final NdisRequest request = new NdisRequest().query(
            NdisOid.OID_CO_GET_CALL_INFORMATION, new UnsafeBuffer(new byte[4]), 4);

        edge.call(() -> client.addParty(parameters));
        edge.run(() -> ndis.ndisMCmAddPartyComplete(
            NDIS_STATUS_SUCCESS, inside.party(), ScriptedCallManager.PARTY_CONTEXT + 1, parameters));
        edge.run(() -> ndis.ndisMCmDispatchIncomingDropParty(NDIS_STATUS_FAILURE, inside.party(), null, 0));
        edge.call(() -> client.dropParty(1));
        edge.run(() -> ndis.ndisMCmDropPartyComplete(NDIS_STATUS_SUCCESS, inside.party()));
        edge.call(() -> client.modifyQos(parameters));
        edge.run(() -> ndis.ndisMCmModifyCallQoSComplete(NDIS_STATUS_SUCCESS, inside.vc, parameters));
        edge.run(() -> upper.ndisCoRequest(client.binding.value, client.af.value, client.vc.value, 0, request));
        edge.run(() -> ndis.ndisMCmRequestComplete(NDIS_STATUS_SUCCESS, inside.af, inside.vc, 0, request));

        edge.assertLog("cm AddParty", "cl AddPartyComplete SUCCESS", "cl IncomingDropParty FAILURE", "cm DropParty 1",
            "cl DropPartyComplete SUCCESS", "cm ModifyCallQoS", "cl ModifyCallQoSComplete SUCCESS",
            "cm CoRequest OID_CO_GET_CALL_INFORMATION", "cl CoRequestComplete SUCCESS");
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAskTheClient(final boolean pends)
    {
        script.answer("cl CoRequest OID_CO_AF_CLOSE", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        final NdisRequest request = new NdisRequest().set(NdisOid.OID_CO_AF_CLOSE, new UnsafeBuffer(new byte[0]), 0);

        assertEquals(
            pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS,
            edge.call(() -> ndis.ndisMCmRequest(inside.af, 0, 0, request)));
        if (pends)
        {
            edge.run(() -> upper.ndisCoRequestComplete(NDIS_STATUS_SUCCESS, client.af.value, 0, 0, request));
        }

        assertEquals(pends, script.take().contains("cm CoRequestComplete SUCCESS"));
        assertSame(request, client.request);
        assertEquals(ScriptedClient.AF_CONTEXT, client.afContext);
        edge.assertNoViolations();
    }

    @Test
    void shouldComeBeforeAnyOtherCallManager()
    {
        final ScriptedCallManager other = new ScriptedCallManager(upper, script);
        other.families.add(new CoAddressFamily(CoAddressFamily.CO_ADDRESS_FAMILY_PPP, 1, 0));

        edge.run(() -> upper.ndisRegisterProtocol(other.protocol, other));

        assertEquals(List.of(NDIS_STATUS_FAILURE, NDIS_STATUS_SUCCESS), other.registrations);
        assertEquals(List.of(CoAddressFamily.Q2931, other.families.get(1)), client.offered);
        assertEquals(NDIS_STATUS_NOT_SUPPORTED, edge.call(() -> other.createVc(false)));
    }

    @Test
    void shouldRegisterOneFamilyInInitializeOnly()
    {
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() ->
            ndis.ndisMCmRegisterAddressFamily(miniport.adapter, CoAddressFamily.Q2931, inside)));
        assertEquals(1, edge.violations(NdisViolation.NOT_IN_INITIALIZE));

        try (UpperEdge other = new UpperEdge())
        {
            other.script.on("Initialize", () ->
            {
                final CoAddressFamily ppp = new CoAddressFamily(CoAddressFamily.CO_ADDRESS_FAMILY_PPP, 1, 0);
                assertEquals(NDIS_STATUS_SUCCESS, other.miniport.ndis.ndisMCmRegisterAddressFamily(
                    other.miniport.adapter, ppp, other.callManager));
                assertEquals(NDIS_STATUS_FAILURE, other.miniport.ndis.ndisMCmRegisterAddressFamily(
                    other.miniport.adapter, CoAddressFamily.Q2931, other.callManager));
            });
            other.startAdapter(other.miniport);
        }
    }

    @ParameterizedTest
    @EnumSource(value = MiniportHandler.class,
        names = {"CO_CREATE_VC", "CO_DELETE_VC", "CO_ACTIVATE_VC", "CO_DEACTIVATE_VC"})
    void shouldInsistOnAllHandlersOfAMiniportWithoutACallManager(final MiniportHandler missing)
    {
        try (UpperEdge other = new UpperEdge())
        {
            other.miniport.characteristics.without(missing);
            assertEquals(
                NDIS_STATUS_BAD_CHARACTERISTICS,
                other.call(() -> other.ndis.load(other.miniport, new NdisHandleHolder())));
        }
    }

    @Test
    void shouldKeepTheTwoKindsOfCallManagerApart()
    {
        connect();
        final int[] statuses =
        {
            edge.call(() -> upper.ndisCmActivateVc(inside.vc, parameters)),
            edge.call(() -> upper.ndisCmDeactivateVc(inside.vc)),
            edge.call(() -> upper.ndisCoDeleteVc(inside.vc)),
            edge.call(() -> ndis.ndisMCmDeleteVc(inside.vc)),
            edge.call(() -> ndis.ndisMCmActivateVc(client.vc.value, parameters)),
            edge.call(() -> upper.ndisCoAssignInstanceName(inside.vc, "name", null))
        };
        for (final int status : statuses)
        {
            assertEquals(NDIS_STATUS_NOT_ACCEPTED, status);
        }
        assertEquals(statuses.length, edge.violations(NdisViolation.WRONG_PARTY));

        edge.send();
        edge.run(() -> upper.ndisCoSendPackets(inside.vc, new NdisPacket[] { edge.packets.allocatePacket() }, 1));
        edge.assertLog("CoSendPackets");
        assertEquals(statuses.length + 1, edge.violations(NdisViolation.WRONG_PARTY));
        assertEquals(NdisVc.Call.CONNECTED, edge.vc().call);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldReportADeactivationWithPacketsOutAndWaitForThem(final boolean isSend)
    {
        connect();
        client.keeps = 1;
        miniport.vcs.add(inside.vc);
        if (isSend)
        {
            edge.send();
        }
        else
        {
            edge.run(() -> miniport.indicate(NDIS_STATUS_SUCCESS));
        }
        assertEquals(NDIS_STATUS_SUCCESS, deactivate());
        assertEquals(1, edge.violations(NdisViolation.PACKETS_OUT_AFTER_DEACTIVATE));
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, activate());

        if (isSend)
        {
            edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        }
        else
        {
            edge.run(() -> upper.ndisReturnPackets(client.kept.toArray(new NdisPacket[0]), 1));
        }
        assertEquals(NDIS_STATUS_SUCCESS, activate());
    }

    @Test
    void shouldHaltAfterItsClientsHaveLeft()
    {
        script.on("cl UnbindAdapter", client::closeAf);

        edge.run(() -> edge.ndis.haltAdapter(edge.adapter.value));

        edge.assertLog("cl UnbindAdapter", "cm CloseAf", "cl CloseAfComplete SUCCESS", "Halt");
        edge.assertNoViolations();
    }
}
