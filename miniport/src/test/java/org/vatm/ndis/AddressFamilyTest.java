package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CALL_ACTIVE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Address families, SAPs, requests on them, names of VCs: what is refused, and what is answered to misuse. */
class AddressFamilyTest
{
    private static final CoAddressFamily PPP = new CoAddressFamily(CoAddressFamily.CO_ADDRESS_FAMILY_PPP, 1, 0);

    private final UpperEdge edge = new UpperEdge();
    private final Script script = edge.script;
    private final ScriptedCallManager callManager = edge.callManager;
    private final ScriptedClient client = edge.client;
    private final NdisProtocolLibrary ndis = edge.library;
    private final NdisRequest request = new NdisRequest().query(
        NdisOid.OID_CO_GET_ADDRESSES, new UnsafeBuffer(new byte[64]), 64);

    @AfterEach
    void close()
    {
        edge.close();
    }

    private int request(final NdisHandleHolder binding, final long af, final long vc, final long party)
    {
        return edge.call(() -> ndis.ndisCoRequest(binding.value, af, vc, party, request));
    }

    @Test
    void shouldOfferSeveralFamiliesOfOneCallManagerEachOnce()
    {
        callManager.families.addAll(List.of(PPP, CoAddressFamily.Q2931));
        edge.up();

        assertEquals(List.of(NDIS_STATUS_SUCCESS, NDIS_STATUS_SUCCESS, NDIS_STATUS_FAILURE), callManager.registrations);
        assertEquals(List.of(CoAddressFamily.Q2931, PPP), client.offered);
    }

    @Test
    void shouldOfferAFamilyAgainWhenItsCallManagerHasGone()
    {
        edge.up();
        edge.call(client::closeAf);
        edge.call(() -> ndis.ndisCloseAdapter(callManager.binding.value));
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> client.open(CoAddressFamily.Q2931)));

        final ScriptedCallManager next = new ScriptedCallManager(ndis, script);
        edge.run(() -> ndis.ndisRegisterProtocol(next.protocol, next));

        assertEquals(List.of(NDIS_STATUS_SUCCESS), next.registrations);
        assertEquals(2, client.offered.size());
        assertEquals(next.af, client.af.value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldPassOnTheRefusalOfAnOpen(final boolean pends)
    {
        script.answer("cm OpenAf", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_NOT_SUPPORTED);
        edge.startAdapter(edge.miniport);
        edge.bindAll();
        if (pends)
        {
            edge.run(() -> ndis.ndisCmOpenAddressFamilyComplete(NDIS_STATUS_NOT_SUPPORTED, callManager.af, 0));
        }

        assertEquals("cl OpenAfComplete NOT_SUPPORTED", script.log.get(script.log.size() - 1));
        assertEquals(0, client.af.value);
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCloseAdapter(client.binding.value)));
    }

    @Test
    void shouldAcceptACompletionFromInsideTheCall()
    {
        script.answer("cm OpenAf", NDIS_STATUS_PENDING);
        script.on("cm OpenAf",
            () -> ndis.ndisCmOpenAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af, 7));
        script.answer("cm RegisterSap", NDIS_STATUS_PENDING);
        script.on("cm RegisterSap",
            () -> ndis.ndisCmRegisterSapComplete(NDIS_STATUS_SUCCESS, callManager.sapHandle, 8));
        edge.up();
        edge.call(client::registerSap);
        assertEquals(7, callManager.afContext);
        edge.assertLog("cm RegisterSap", "cl RegisterSapComplete SUCCESS");

        script.answer("cm DeregisterSap 8", NDIS_STATUS_PENDING);
        script.on("cm DeregisterSap 8",
            () -> ndis.ndisCmDeregisterSapComplete(NDIS_STATUS_SUCCESS, callManager.sapHandle));
        script.answer("cm CloseAf", NDIS_STATUS_PENDING);
        script.on("cm CloseAf", () -> ndis.ndisCmCloseAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af));
        edge.call(client::deregisterSap);
        edge.call(client::closeAf);
        edge.assertLog(
            "cm DeregisterSap 8", "cl DeregisterSapComplete SUCCESS", "cm CloseAf", "cl CloseAfComplete SUCCESS");
        edge.assertNoViolations();
    }

    @Test
    void shouldReportASecondCompletion()
    {
        edge.up();
        edge.call(client::registerSap);

        edge.run(() -> ndis.ndisCmOpenAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af, 0));
        edge.run(() -> ndis.ndisCmCloseAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af));
        edge.run(() -> ndis.ndisCmRegisterSapComplete(NDIS_STATUS_SUCCESS, callManager.sapHandle, 0));
        edge.run(() -> ndis.ndisCmDeregisterSapComplete(NDIS_STATUS_SUCCESS, callManager.sapHandle));

        assertEquals(4, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
        assertEquals(4, edge.ndis.violations().total());
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::deregisterSap));
    }

    @Test
    void shouldReportAStatusThatFollowsItsOwnCompletion()
    {
        script.on("cm OpenAf", () -> ndis.ndisCmOpenAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af, 7));
        edge.up();
        assertEquals(1, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::createVc));
    }

    @Test
    void shouldNotCloseAFamilyWithAVcOrASap()
    {
        edge.up().created();
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(client::closeAf));
        edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value));
        edge.call(client::registerSap);
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(client::closeAf));
        assertEquals(2, edge.violations(NdisViolation.VC_LEFT_AT_CLOSE));

        edge.call(client::deregisterSap);
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeAf));
    }

    /** The last VC of a family ends: its client need not wait for anything else. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCloseAFamilyFromTheDeletionOfItsLastVc(final boolean isRefusedFirst)
    {
        edge.up();
        edge.call(() -> callManager.createVc(true));
        script.log.clear();
        if (isRefusedFirst)
        {
            script.answer("cl CoDeleteVc", NDIS_STATUS_NOT_ACCEPTED);
            edge.call(() -> ndis.ndisCoDeleteVc(callManager.vc));
            assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(() -> ndis.ndisClCloseAddressFamily(client.af.value)));
            script.answer("cl CoDeleteVc", NDIS_STATUS_SUCCESS);
            script.log.clear();
        }
        script.on("cl CoDeleteVc", client::closeAf);

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCoDeleteVc(callManager.vc)));

        edge.assertLog("cl CoDeleteVc", "cm CloseAf", "cl CloseAfComplete SUCCESS", "CoDeleteVc");
        assertEquals(isRefusedFirst ? 1 : 0, edge.violations(NdisViolation.VC_LEFT_AT_CLOSE));
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCloseAdapter(client.binding.value)));
    }

    @Test
    void shouldAnswerDeadHandles()
    {
        edge.up();
        edge.call(client::registerSap);
        script.answer("cm DeregisterSap c5", NDIS_STATUS_PENDING);
        final long sap = client.sap.value;
        edge.call(client::deregisterSap);
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClDeregisterSap(sap)));
        edge.run(() -> ndis.ndisCmDeregisterSapComplete(NDIS_STATUS_SUCCESS, sap));
        edge.run(() -> ndis.ndisCmDeregisterSapComplete(NDIS_STATUS_SUCCESS, sap));
        script.answer("cm CloseAf", NDIS_STATUS_PENDING);
        edge.call(client::closeAf);
        assertEquals(NDIS_STATUS_FAILURE, edge.call(client::closeAf));
        assertEquals(NDIS_STATUS_FAILURE, edge.call(client::registerSap));
        assertEquals(NDIS_STATUS_FAILURE, edge.call(client::createVc));
        edge.run(() -> ndis.ndisCmCloseAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af));
        edge.run(() -> ndis.ndisCmCloseAddressFamilyComplete(NDIS_STATUS_SUCCESS, callManager.af));

        assertEquals(5, edge.violations(NdisViolation.STALE_HANDLE));
        assertEquals(5, edge.ndis.violations().total());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldPassOnTheRefusalOfASap(final boolean pends)
    {
        edge.up();
        script.answer("cm RegisterSap", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_INVALID_DATA);
        edge.call(client::registerSap);
        final long handle = callManager.sapHandle;
        if (pends)
        {
            edge.run(() -> ndis.ndisCmRegisterSapComplete(NDIS_STATUS_INVALID_DATA, handle, 0));
        }

        edge.assertLog("cm RegisterSap", "cl RegisterSapComplete INVALID_DATA");
        assertEquals(0, client.sap.value);
        assertEquals(NDIS_STATUS_FAILURE, edge.call(() -> ndis.ndisClDeregisterSap(handle)));
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeAf));
    }

    /** Contract 4.2: incoming calls may arrive before the registration completes, and stay when it is withdrawn. */
    @Test
    void shouldDispatchCallsFromTheRegistrationToTheDeregistration()
    {
        edge.up();
        script.answer("cm RegisterSap", NDIS_STATUS_PENDING);
        edge.call(client::registerSap);
        callManager.parameters = TestSystem.parameters();
        edge.call(() -> callManager.createVc(true));
        edge.run(callManager::activate);
        script.log.clear();

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(callManager::dispatch));
        edge.assertLog("cl IncomingCall", "cm IncomingCallComplete SUCCESS");
        assertEquals(NDIS_STATUS_CALL_ACTIVE, edge.call(callManager::dispatch));

        edge.run(() -> ndis.ndisCmRegisterSapComplete(NDIS_STATUS_SUCCESS, callManager.sapHandle, 1));
        edge.call(client::deregisterSap);
        edge.run(() -> ndis.ndisCmDispatchCallConnected(callManager.vc));
        assertEquals(NdisVc.Call.CONNECTED, edge.vc().call);
        edge.assertNoViolations();
    }

    @Test
    void shouldNotDispatchToADeadSap()
    {
        edge.up().withIncomingVc();
        edge.call(client::deregisterSap);
        script.log.clear();

        assertEquals(NDIS_STATUS_FAILURE, edge.call(() ->
            ndis.ndisCmDispatchIncomingCall(callManager.sapHandle, callManager.vc, callManager.parameters)));
        edge.assertLog();
        assertEquals(1, edge.violations(NdisViolation.STALE_HANDLE));
    }

    @Test
    void shouldNotDispatchOnTheClientsVc()
    {
        edge.up();
        edge.call(client::registerSap);
        edge.created();

        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(() ->
            ndis.ndisCmDispatchIncomingCall(callManager.sapHandle, callManager.vc, TestSystem.parameters())));
        edge.assertLog();
        assertEquals(1, edge.violations(NdisViolation.WRONG_PARTY));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeARequestFromClientToCallManager(final boolean pends)
    {
        edge.up().connected(true);
        final long party = client.parties.get(0).value;
        script.answer("cm CoRequest OID_CO_GET_ADDRESSES", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_INVALID_DATA);

        final int status = request(client.binding, client.af.value, client.vc.value, party);
        assertSame(request, callManager.request);
        assertEquals(ScriptedCallManager.AF_CONTEXT, callManager.afContext);
        assertEquals(ScriptedCallManager.VC_CONTEXT, callManager.vcContext);
        assertEquals(ScriptedCallManager.PARTY_CONTEXT, callManager.partyContext);
        edge.assertLog("cm CoRequest OID_CO_GET_ADDRESSES");
        if (pends)
        {
            assertEquals(NDIS_STATUS_PENDING, status);
            edge.run(() -> ndis.ndisCoRequestComplete(
                NDIS_STATUS_INVALID_DATA, callManager.af, callManager.vc, party, request));
            edge.assertLog("cl CoRequestComplete INVALID_DATA");
            assertEquals(ScriptedClient.AF_CONTEXT, client.afContext);
            assertEquals(ScriptedClient.VC_CONTEXT, client.vcContext);
            assertEquals(ScriptedClient.PARTY_CONTEXT, client.partyContext);
        }
        else
        {
            assertEquals(NDIS_STATUS_INVALID_DATA, status);
        }
        edge.assertNoViolations();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeARequestFromCallManagerToClient(final boolean pends)
    {
        edge.up().created();
        script.answer("cl CoRequest OID_CO_GET_ADDRESSES", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);

        request(callManager.binding, callManager.af, callManager.vc, 0);
        assertEquals(ScriptedClient.AF_CONTEXT, client.afContext);
        assertEquals(ScriptedClient.VC_CONTEXT, client.vcContext);
        assertEquals(0, client.partyContext);
        edge.assertLog("cl CoRequest OID_CO_GET_ADDRESSES");
        if (pends)
        {
            edge.run(() -> ndis.ndisCoRequestComplete(
                NDIS_STATUS_SUCCESS, client.af.value, client.vc.value, 0, request));
            edge.assertLog("cm CoRequestComplete SUCCESS");
            assertEquals(ScriptedCallManager.AF_CONTEXT, callManager.afContext);
            assertEquals(ScriptedCallManager.VC_CONTEXT, callManager.vcContext);
        }
        edge.assertNoViolations();
    }

    @Test
    void shouldNotDeleteAVcWithARequestOut()
    {
        edge.up().created();
        script.answer("cm CoRequest OID_CO_GET_ADDRESSES", NDIS_STATUS_PENDING);
        request(client.binding, client.af.value, client.vc.value, 0);

        assertEquals(NDIS_STATUS_NOT_ACCEPTED, edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value)));
        assertEquals(NDIS_STATUS_FAILURE, request(client.binding, client.af.value, 0, 0));
        assertEquals(NDIS_STATUS_FAILURE, request(client.binding, 0, 0, 0));
        assertEquals(2, edge.violations(NdisViolation.REQUEST_REUSED));
        edge.run(() -> ndis.ndisCoRequestComplete(NDIS_STATUS_SUCCESS, client.af.value, callManager.vc, 0, request));
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value)));
    }

    @Test
    void shouldKeepPeersRequestsFromTheMiniport()
    {
        edge.up().connected(true);
        final long party = client.parties.get(0).value;

        assertEquals(NDIS_STATUS_NOT_SUPPORTED, request(client.binding, 0, 0, 0));
        assertEquals(NDIS_STATUS_FAILURE, request(client.binding, 0, client.vc.value, party));
        edge.assertLog();
        edge.assertNoViolations();
    }

    @Test
    void shouldRefuseRequestsOfStrangersAndAboutOthersVcs()
    {
        edge.up().connected(true);
        final long party = client.parties.get(0).value;
        final ScriptedClient other = new ScriptedClient(ndis, script);
        final ScriptedClient stranger = new ScriptedClient(ndis, script);
        stranger.opens = false;
        edge.run(() -> ndis.ndisRegisterProtocol(other.protocol, other));
        edge.run(() -> ndis.ndisRegisterProtocol(stranger.protocol, stranger));
        script.log.clear();

        assertEquals(NDIS_STATUS_FAILURE, request(stranger.binding, client.af.value, 0, 0));
        assertEquals(NDIS_STATUS_FAILURE, request(other.binding, other.af.value, client.vc.value, 0));
        assertEquals(NDIS_STATUS_FAILURE, request(other.binding, other.af.value, 0, party));
        assertEquals(3, edge.violations(NdisViolation.WRONG_PARTY));
        assertEquals(NDIS_STATUS_FAILURE, request(client.binding, client.af.value + (1L << 40), 0, 0));
        assertEquals(
            NDIS_STATUS_FAILURE, request(client.binding, client.af.value, client.vc.value, party + (1L << 40)));
        assertEquals(2, edge.violations(NdisViolation.STALE_HANDLE));
        edge.assertLog();
    }

    @Test
    void shouldReportABadCompletionOfARequest()
    {
        edge.up().created();
        edge.run(() -> ndis.ndisCoRequestComplete(NDIS_STATUS_SUCCESS, client.af.value, 0, 0, request));
        assertEquals(1, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));

        script.answer("cm CoRequest OID_CO_GET_ADDRESSES", NDIS_STATUS_PENDING);
        request(client.binding, client.af.value, 0, 0);
        edge.run(() -> ndis.ndisCoRequestComplete(NDIS_STATUS_PENDING, client.af.value, callManager.vc, 0, request));
        assertEquals(1, edge.violations(NdisViolation.COMPLETION_ARGUMENTS));
        assertEquals(1, edge.violations(NdisViolation.COMPLETED_WITH_PENDING));
        edge.assertLog("cm CoRequest OID_CO_GET_ADDRESSES", "cl CoRequestComplete FAILURE");

        script.answer("cm CoRequest OID_CO_GET_ADDRESSES", NDIS_STATUS_SUCCESS);
        script.on("cm CoRequest OID_CO_GET_ADDRESSES",
            () -> ndis.ndisCoRequestComplete(NDIS_STATUS_SUCCESS, client.af.value, 0, 0, request));
        assertEquals(NDIS_STATUS_PENDING, request(client.binding, client.af.value, 0, 0));
        assertEquals(2, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
    }

    /** Contract 7.5: how a call manager gets rid of its clients. */
    @Test
    void shouldLetACallManagerAskItsClientsToCloseTheFamily()
    {
        edge.up();
        request.set(NdisOid.OID_CO_AF_CLOSE, request.informationBuffer, 0);
        script.on("cl CoRequest OID_CO_AF_CLOSE", client::closeAf);

        assertEquals(NDIS_STATUS_SUCCESS, request(callManager.binding, callManager.af, 0, 0));
        edge.assertLog("cl CoRequest OID_CO_AF_CLOSE", "cm CloseAf", "cl CloseAfComplete SUCCESS");
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(() -> ndis.ndisCloseAdapter(callManager.binding.value)));
        edge.assertNoViolations();
    }

    @Test
    void shouldNameAVcOnce()
    {
        edge.up().created();
        final NdisStringHolder name = new NdisStringHolder();
        final NdisStringHolder second = new NdisStringHolder();

        assertEquals(NDIS_STATUS_SUCCESS,
            edge.call(() -> ndis.ndisCoAssignInstanceName(client.vc.value, "LANE", name)));
        assertEquals(NDIS_STATUS_FAILURE,
            edge.call(() -> ndis.ndisCoAssignInstanceName(callManager.vc, "LANE", second)));
        assertEquals("VC:1 ATM1 LANE", name.value);

        edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value));
        edge.created();
        assertEquals(NDIS_STATUS_SUCCESS,
            edge.call(() -> ndis.ndisCoAssignInstanceName(callManager.vc, "LANE", second)));
        assertNotEquals(name.value, second.value);
    }
}
