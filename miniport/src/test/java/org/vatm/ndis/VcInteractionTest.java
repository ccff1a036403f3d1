package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contract 5.2 to 5.4 beyond single operations: creation and its failures (T1 to T4), resets (T17, T18), reuse (T19),
 * what is deferred, what completes from inside, what is left over.
 */
class VcInteractionTest
{
    private final UpperEdge edge = new UpperEdge().up();
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

    private int delete()
    {
        return edge.call(() -> ndis.ndisCoDeleteVc(client.vc.value));
    }

    private int activate(final int answer)
    {
        script.answer("CoActivateVc", answer);
        return edge.call(() -> ndis.ndisCmActivateVc(callManager.vc, TestSystem.parameters()));
    }

    private int deactivate(final int answer)
    {
        script.answer("CoDeactivateVc", answer);
        return edge.call(() -> ndis.ndisCmDeactivateVc(callManager.vc));
    }

    private NdisVcState state()
    {
        return edge.vc().state;
    }

    private void indicateAndKeep()
    {
        client.keeps = 1;
        edge.run(() -> miniport.indicate(NDIS_STATUS_SUCCESS));
    }

    private void giveBack()
    {
        edge.run(() -> ndis.ndisReturnPackets(client.kept.toArray(new NdisPacket[0]), client.kept.size()));
        client.kept.clear();
    }

    /** T1, T2: all before the creator's call returns. */
    @Test
    void shouldCreateAtMiniportAndPartner()
    {
        script.on("CoCreateVc", () -> assertEquals(NdisVcState.CREATING, edge.ndis.vc(miniport.vc()).state));

        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::createVc));

        edge.assertLog("CoCreateVc", "cm CoCreateVc");
        assertEquals(NdisVcState.CREATED, state());
        edge.assertNoViolations();
    }

    /** T3. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shouldNotTellThePartnerOfAVcThatTheMiniportRefuses(final boolean byCallManager)
    {
        script.answer("CoCreateVc", NDIS_STATUS_RESOURCES);

        assertEquals(
            NDIS_STATUS_RESOURCES,
            edge.call(() -> byCallManager ? callManager.createVc(true) : client.createVc()));

        edge.assertLog("CoCreateVc");
        assertEquals(0, byCallManager ? callManager.vc : client.vc.value);
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeAf));
    }

    /** T4; the partner's code reaches the creator, but for PENDING. */
    @ParameterizedTest
    @CsvSource({"false,RESOURCES,RESOURCES", "true,RESOURCES,RESOURCES", "false,PENDING,FAILURE",
        "true,PENDING,FAILURE"})
    void shouldTakeAVcBackThatThePartnerRefuses(
        final boolean byCallManager, final String answer, final String result)
    {
        final String handler = byCallManager ? "cl CoCreateVc" : "cm CoCreateVc";
        script.answer(handler, answer.equals("PENDING") ? NDIS_STATUS_PENDING : NDIS_STATUS_RESOURCES);

        final int status = edge.call(() -> byCallManager ? callManager.createVc(true) : client.createVc());

        assertEquals(result, Script.name(status));
        edge.assertLog("CoCreateVc", handler, "CoDeleteVc");
        assertEquals(0, byCallManager ? callManager.vc : client.vc.value);
        assertEquals(answer.equals("PENDING") ? 1 : 0, edge.violations(NdisViolation.PARTNER_PENDED));
        assertEquals(NDIS_STATUS_SUCCESS, edge.call(client::closeAf));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CoCreateVc", "CoDeleteVc"})
    void shouldStopTheSystemWhenCreateOrDeletePends(final String handler)
    {
        if (handler.equals("CoDeleteVc"))
        {
            edge.created();
        }
        script.answer(handler, NDIS_STATUS_PENDING);

        assertEquals(
            NdisBugCheckCode.NDIS_CO_SYNC_PENDED,
            assertThrows(NdisBugCheck.class, () ->
                edge.call(() -> handler.equals("CoDeleteVc") ?
                    ndis.ndisCoDeleteVc(client.vc.value) : client.createVc())).code());
    }

    @ParameterizedTest
    @CsvSource({"cm CoDeleteVc,NOT_ACCEPTED,0", "CoDeleteVc,FAILURE,1"})
    void shouldKeepAVcThatPartnerOrMiniportDoesNotDelete(
        final String handler, final String answer, final long reports)
    {
        edge.created();
        final int status = answer.equals("FAILURE") ? NDIS_STATUS_FAILURE : NDIS_STATUS_NOT_ACCEPTED;
        script.answer(handler, status);
        assertEquals(status, delete());
        assertEquals(NdisVcState.CREATED, state());
        assertEquals(reports, edge.violations(NdisViolation.DELETE_FAILED));

        script.answer(handler, NDIS_STATUS_SUCCESS);
        assertEquals(NDIS_STATUS_SUCCESS, delete());
    }

    /** The partner that pends a deletion is reported, and the VC goes all the same. */
    @Test
    void shouldDeleteAVcWhosePartnerPends()
    {
        edge.created();
        script.answer("cm CoDeleteVc", NDIS_STATUS_PENDING);

        assertEquals(NDIS_STATUS_SUCCESS, delete());

        edge.assertLog("cm CoDeleteVc", "CoDeleteVc");
        assertEquals(1, edge.violations(NdisViolation.PARTNER_PENDED));
    }

    @Test
    void shouldNotDeleteAVcWithACall()
    {
        edge.created();
        script.answer("cm MakeCall", NDIS_STATUS_PENDING);
        edge.call(() -> client.makeCall(TestSystem.parameters(), false));
        assertEquals(NdisVcState.CREATED, state());

        assertEquals(NDIS_STATUS_NOT_ACCEPTED, delete());
        edge.run(() -> callManager.completeMakeCall(NDIS_STATUS_FAILURE));
        assertEquals(NDIS_STATUS_SUCCESS, delete());
    }

    /** T17: an active VC and its handles survive a reset. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepAnActiveVcOverAReset(final boolean pends)
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        edge.send();
        script.answer("Reset", pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        edge.call(() -> ndis.ndisReset(client.binding.value));
        if (pends)
        {
            edge.run(() -> miniport.completeSend(NdisStatus.NDIS_STATUS_REQUEST_ABORTED));
            edge.run(() -> miniport.ndis.ndisMResetComplete(miniport.adapter, NDIS_STATUS_SUCCESS, false));
        }
        script.log.clear();

        assertEquals(NdisVcState.ACTIVE, state());
        edge.send();
        edge.assertLog("CoSendPackets");
        edge.assertNoViolations();
    }

    /** T18, and the same for the other operations: what the miniport owes, it owes after the reset too. */
    @ParameterizedTest
    @ValueSource(strings = {"ACTIVATING", "MODIFYING", "DEACTIVATING"})
    void shouldOweAnOperationOverAReset(final String pending)
    {
        edge.created();
        if (!pending.equals("ACTIVATING"))
        {
            activate(NDIS_STATUS_SUCCESS);
        }
        if (pending.equals("DEACTIVATING"))
        {
            deactivate(NDIS_STATUS_PENDING);
        }
        else
        {
            activate(NDIS_STATUS_PENDING);
        }
        edge.call(() -> ndis.ndisReset(client.binding.value));
        script.log.clear();
        assertEquals(pending, state().name());

        if (pending.equals("DEACTIVATING"))
        {
            edge.run(() -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
            edge.assertLog("cm DeactivateVcComplete SUCCESS");
            assertEquals(NdisVcState.CREATED, state());
        }
        else
        {
            edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
            edge.assertLog("cm ActivateVcComplete SUCCESS");
            assertEquals(NdisVcState.ACTIVE, state());
        }
        edge.assertNoViolations();
    }

    /** T19: a VC is good for any number of calls, each with parameters of its own. */
    @Test
    void shouldReuseAVc()
    {
        edge.created();
        final long handle = client.vc.value;
        for (int i = 0; i < 3; i++)
        {
            final CoCallParameters parameters = TestSystem.parameters();
            edge.run(() -> ndis.ndisCmActivateVc(callManager.vc, parameters));
            assertSame(parameters, miniport.activation);
            assertEquals(NDIS_STATUS_SUCCESS, deactivate(NDIS_STATUS_SUCCESS));
        }
        assertEquals(handle, client.vc.value);
        assertEquals(NDIS_STATUS_SUCCESS, delete());
        edge.assertNoViolations();
    }

    /** Contract 5.3: a deactivation waits for the activation, and starts when that is over. */
    @ParameterizedTest
    @CsvSource({"false,SUCCESS", "true,SUCCESS", "true,FAILURE", "false,FAILURE"})
    void shouldDeferADeactivation(final boolean isModification, final String result)
    {
        edge.created();
        if (isModification)
        {
            activate(NDIS_STATUS_SUCCESS);
        }
        activate(NDIS_STATUS_PENDING);
        script.log.clear();
        assertEquals(NDIS_STATUS_PENDING, deactivate(NDIS_STATUS_SUCCESS));
        assertEquals(NDIS_STATUS_CLOSING, deactivate(NDIS_STATUS_SUCCESS));
        assertEquals(NDIS_STATUS_CLOSING, activate(NDIS_STATUS_SUCCESS));
        edge.assertLog();

        final boolean succeeds = result.equals("SUCCESS");
        edge.run(() -> miniport.completeActivation(succeeds ? NDIS_STATUS_SUCCESS : NDIS_STATUS_FAILURE));

        if (succeeds || isModification)
        {
            edge.assertLog("cm ActivateVcComplete " + result, "CoDeactivateVc", "cm DeactivateVcComplete SUCCESS");
        }
        else
        {
            edge.assertLog("cm ActivateVcComplete FAILURE", "cm DeactivateVcComplete NOT_ACCEPTED");
        }
        assertEquals(NdisVcState.CREATED, state());
        edge.assertNoViolations();
    }

    /** Sends that wait for a deferred deactivation would delay it: they come back. */
    @Test
    void shouldNotSendWhenADeactivationIsDeferred()
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        activate(NDIS_STATUS_PENDING);
        deactivate(NDIS_STATUS_SUCCESS);
        script.log.clear();

        edge.send();

        edge.assertLog("cl CoSendComplete CLOSING");
    }

    /** Contract 5.4: a completion may come before the call has returned PENDING. */
    @ParameterizedTest
    @CsvSource({"SUCCESS,ACTIVE", "RESOURCES,CREATED"})
    void shouldAcceptCompletionsFromInside(final String result, final String stateAfter)
    {
        edge.created();
        final int status = result.equals("SUCCESS") ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES;
        script.on("CoActivateVc", () -> miniport.completeActivation(status));
        assertEquals(NDIS_STATUS_PENDING, activate(NDIS_STATUS_PENDING));
        edge.assertLog("CoActivateVc", "cm ActivateVcComplete " + result);
        assertEquals(stateAfter, state().name());

        if (status == NDIS_STATUS_SUCCESS)
        {
            script.on("CoDeactivateVc", () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
            assertEquals(NDIS_STATUS_PENDING, deactivate(NDIS_STATUS_PENDING));
            edge.assertLog("CoDeactivateVc", "cm DeactivateVcComplete SUCCESS");
        }
        assertEquals(NDIS_STATUS_SUCCESS, delete());
        edge.assertNoViolations();
    }

    /** The same operation begins anew from inside the completion of the one before, with the same parameters. */
    @Test
    void shouldTellAnOperationFromTheNextOneWithTheSameParameters()
    {
        edge.created();
        final CoCallParameters parameters = TestSystem.parameters();
        script.answer("CoActivateVc", NDIS_STATUS_PENDING);
        script.on("CoActivateVc", () ->
        {
            script.on("CoActivateVc", () -> { });
            miniport.completeActivation(NDIS_STATUS_SUCCESS);
        });
        script.on("cm ActivateVcComplete SUCCESS", () ->
        {
            script.on("cm ActivateVcComplete SUCCESS", () -> { });
            ndis.ndisCmActivateVc(callManager.vc, parameters);
        });

        assertEquals(NDIS_STATUS_PENDING, edge.call(() -> ndis.ndisCmActivateVc(callManager.vc, parameters)));

        assertEquals(NdisVcState.MODIFYING, state());
        edge.run(() -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
        assertEquals(NdisVcState.ACTIVE, state());
        edge.assertNoViolations();
    }

    /** Completing from inside and returning a status too is one completion too many; the first one counts. */
    @ParameterizedTest
    @ValueSource(strings = {"CoActivateVc", "CoDeactivateVc"})
    void shouldReportAStatusThatFollowsItsOwnCompletion(final String handler)
    {
        edge.created();
        if (handler.equals("CoActivateVc"))
        {
            script.on(handler, () -> miniport.completeActivation(NDIS_STATUS_SUCCESS));
            assertEquals(NDIS_STATUS_PENDING, activate(NDIS_STATUS_INVALID_DATA));
            assertEquals(NdisVcState.ACTIVE, state());
        }
        else
        {
            activate(NDIS_STATUS_SUCCESS);
            script.on(handler, () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
            assertEquals(NDIS_STATUS_PENDING, deactivate(NDIS_STATUS_SUCCESS));
            assertEquals(NdisVcState.CREATED, state());
        }
        assertEquals(1, edge.violations(NdisViolation.UNEXPECTED_COMPLETION));
    }

    /** Contract 5.3: accepted, reported, and the VC is of no use before the leftovers are back. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void shouldTrackPacketsThatADeactivationLeaves(final boolean isSend, final boolean pends)
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        if (isSend)
        {
            edge.send();
        }
        else
        {
            indicateAndKeep();
        }
        deactivate(pends ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS);
        if (pends)
        {
            edge.run(() -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        }
        assertEquals(1, edge.violations(NdisViolation.PACKETS_OUT_AFTER_DEACTIVATE));
        assertEquals(NdisVcState.CREATED, state());
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, activate(NDIS_STATUS_SUCCESS));
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, delete());
        script.log.clear();

        if (isSend)
        {
            edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
            edge.assertLog("cl CoSendComplete SUCCESS");
        }
        else
        {
            giveBack();
            edge.assertLog("ReturnPacket");
        }
        assertEquals(NDIS_STATUS_SUCCESS, activate(NDIS_STATUS_SUCCESS));
        assertEquals(1, edge.ndis.violations().total());
    }

    /** Contract 5.3: packets that were in flight are delivered while the VC drains, and counted. */
    @Test
    void shouldDeliverAndCountWhileAVcDrains()
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        deactivate(NDIS_STATUS_PENDING);
        indicateAndKeep();
        assertEquals(1, edge.vc().receivesOut);
        giveBack();
        assertEquals(0, edge.vc().receivesOut);
        edge.run(() -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
        edge.assertNoViolations();
    }

    /** Sends go on while an active VC is modified, and their completions count. */
    @Test
    void shouldSendWhileAVcIsModified()
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        edge.send();
        activate(NDIS_STATUS_PENDING);
        edge.send();
        edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        edge.run(() -> miniport.completeActivation(NDIS_STATUS_INVALID_DATA));
        edge.run(() -> miniport.completeSend(NDIS_STATUS_SUCCESS));
        assertEquals(0, edge.vc().sendsOut);
        assertEquals(NdisVcState.ACTIVE, state());
        edge.assertNoViolations();
    }

    @Test
    void shouldIgnoreASendCompletionOnAnotherVcAndASecondOne()
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        edge.send();
        final long other = miniport.vc();
        edge.created();
        final NdisPacket packet = miniport.sent.peek();
        script.log.clear();

        edge.run(() -> miniport.ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, miniport.vc(), packet));
        edge.assertLog();
        assertEquals(1, edge.violations(NdisViolation.SEND_COMPLETE_MISMATCH));
        edge.run(() -> miniport.ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, other, packet));
        edge.assertLog("cl CoSendComplete SUCCESS");
        edge.run(() -> miniport.ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, other, packet));
        edge.assertLog();
        assertEquals(2, edge.violations(NdisViolation.SEND_COMPLETE_MISMATCH));
    }

    @Test
    void shouldTakeASendCompletionWithPendingForAFailure()
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        edge.send();
        script.log.clear();
        edge.run(() -> miniport.completeSend(NDIS_STATUS_PENDING));
        edge.assertLog("cl CoSendComplete FAILURE");
        assertEquals(1, edge.violations(NdisViolation.COMPLETED_WITH_PENDING));
    }

    /** Contract 5.4: after a surprise removal VCs go through the normal calls to their end. */
    @Test
    void shouldTakeVcsDownAfterASurpriseRemoval()
    {
        edge.created();
        activate(NDIS_STATUS_SUCCESS);
        indicateAndKeep();
        script.log.clear();
        script.on("cl UnbindAdapter", () ->
        {
            script.answer("CoDeactivateVc", NDIS_STATUS_PENDING);
            ndis.ndisCmDeactivateVc(callManager.vc);
            script.on("ReturnPacket", () -> miniport.completeDeactivation(NDIS_STATUS_SUCCESS));
            ndis.ndisReturnPackets(client.kept.toArray(new NdisPacket[0]), 1);
            ndis.ndisCoDeleteVc(client.vc.value);
            client.closeAf();
        });

        edge.run(() -> edge.ndis.surpriseRemove(edge.adapter.value));
        edge.run(() -> edge.ndis.haltAdapter(edge.adapter.value));

        edge.assertLog("cl UnbindAdapter", "CoDeactivateVc", "ReturnPacket", "cm DeactivateVcComplete SUCCESS",
            "cm CoDeleteVc", "CoDeleteVc", "cm CloseAf", "cl CloseAfComplete SUCCESS", "Halt");
    }
}
