package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CALL_ACTIVE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contract chapter 5: transitions, and what is answered to operations that a state does not allow. */
class VcStateTest
{
    private final TestSystem system = new TestSystem().up();
    private final LoopMiniport miniport = system.miniport;
    private final RecordingClient client = system.client;
    private final NdisProtocolLibrary ndis = system.ndis.protocolLibrary();

    @AfterEach
    void close()
    {
        system.close();
    }

    private NdisVcState state(final NdisClientVc vc)
    {
        return system.ndis.vc(vc.ndisVcHandle()).state;
    }

    private int activate(final NdisClientVc vc)
    {
        return system.call(() -> ndis.ndisCmActivateVc(system.callManagerHandle(vc), TestSystem.parameters()));
    }

    private int deactivate(final NdisClientVc vc)
    {
        return system.call(() -> ndis.ndisCmDeactivateVc(system.callManagerHandle(vc)));
    }

    private int delete(final NdisClientVc vc)
    {
        return system.call(() -> client.deleteVc(vc));
    }

    private void activateComplete(final int status)
    {
        final LoopMiniport.Vc vc = miniport.vcs.get(miniport.vcs.size() - 1);
        system.run(() -> miniport.ndis.ndisMCoActivateVcComplete(status, vc.ndisVcHandle, vc.pendingActivation));
    }

    @Test
    void shouldCreateAtMiniportThenCallManagerAndDeleteInReverse()
    {
        final NdisClientVc vc = system.created();
        assertEquals(List.of("0 CoCreateVc"), miniport.calls);
        assertEquals(1, system.callManager.vcCount());
        assertNotEquals(vc.ndisVcHandle(), miniport.vcs.get(0).ndisVcHandle);
        assertEquals(NdisVcState.CREATED, state(vc));

        assertEquals(NDIS_STATUS_SUCCESS, delete(vc));
        assertEquals(List.of("0 CoCreateVc", "0 CoDeleteVc"), miniport.calls);
        assertEquals(0, system.callManager.vcCount());
    }

    @Test
    void shouldPassTheMiniportsRefusalToTheCreator()
    {
        miniport.createStatus = NDIS_STATUS_RESOURCES;

        final NdisClientVc vc = new NdisClientVc();

        assertEquals(NDIS_STATUS_RESOURCES, system.call(() -> client.createVc(client.port, vc)));
        assertEquals(0, vc.ndisVcHandle());
        assertEquals(0, system.callManager.vcCount());
        miniport.createStatus = NDIS_STATUS_SUCCESS;
        system.created();
    }

    @Test
    void shouldRefuseABadAddressFamily()
    {
        final NdisHandleHolder out = new NdisHandleHolder();
        out.value = 5;

        assertEquals(
            NDIS_STATUS_FAILURE, system.call(() -> ndis.ndisCoCreateVc(client.port.bindingHandle(), 77, 1, out)));
        assertEquals(0, out.value);
        assertEquals(List.of(), miniport.calls);
    }

    @Test
    void shouldStopTheSystemWhenCreateOrDeletePends()
    {
        final NdisClientVc vc = system.created();
        miniport.deleteStatus = NDIS_STATUS_PENDING;
        assertEquals(
            NdisBugCheckCode.NDIS_CO_SYNC_PENDED, assertThrows(NdisBugCheck.class, () -> delete(vc)).code());

        try (TestSystem other = new TestSystem().up())
        {
            other.miniport.createStatus = NDIS_STATUS_PENDING;
            assertEquals(
                NdisBugCheckCode.NDIS_CO_SYNC_PENDED, assertThrows(NdisBugCheck.class, other::created).code());
        }
    }

    @Test
    void shouldStopTheSystemOnADeadVcHandle()
    {
        final NdisClientVc vc = system.created();
        final long dead = vc.ndisVcHandle();
        delete(vc);
        system.created();

        assertEquals(
            NdisBugCheckCode.INVALID_VC_HANDLE,
            assertThrows(NdisBugCheck.class, () -> system.call(() -> ndis.ndisCoDeleteVc(dead))).code());
    }

    @Test
    void shouldGoThroughPendedActivationModificationAndDeactivation()
    {
        final NdisClientVc vc = system.created();
        miniport.activateStatus = NDIS_STATUS_PENDING;
        system.run(() -> client.makeCall(vc, TestSystem.parameters()));
        assertEquals(NdisVcState.ACTIVATING, state(vc));
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, delete(vc));
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, activate(vc));
        assertEquals(List.of(), client.events);

        activateComplete(NDIS_STATUS_SUCCESS);
        assertEquals(NdisVcState.ACTIVE, state(vc));
        assertEquals(List.of("made NDIS_STATUS_SUCCESS"), client.events);
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, delete(vc));
        assertEquals(2, miniport.calls.size());
    }

    @Test
    void shouldModifyAnActiveVcAndKeepItActiveWhenThatFails()
    {
        final NdisClientVc vc = system.connected();
        assertEquals(NDIS_STATUS_SUCCESS, activate(vc));
        miniport.activateStatus = NDIS_STATUS_INVALID_DATA;
        assertEquals(NDIS_STATUS_INVALID_DATA, activate(vc));
        assertEquals(NdisVcState.ACTIVE, state(vc));

        miniport.activateStatus = NDIS_STATUS_PENDING;
        assertEquals(NDIS_STATUS_PENDING, activate(vc));
        assertEquals(NdisVcState.MODIFYING, state(vc));
    }

    @Test
    void shouldStayInactiveWhenTheFirstActivationFails()
    {
        final NdisClientVc vc = system.created();
        miniport.activateStatus = NDIS_STATUS_PENDING;
        system.run(() -> client.makeCall(vc, TestSystem.parameters()));
        activateComplete(NDIS_STATUS_RESOURCES);
        assertEquals(List.of("made NDIS_STATUS_RESOURCES"), client.events);
        assertEquals(NdisVcState.CREATED, state(vc));

        miniport.activateStatus = NDIS_STATUS_INVALID_DATA;
        system.run(() -> client.makeCall(vc, TestSystem.parameters()));
        assertEquals("made NDIS_STATUS_INVALID_DATA", client.events.get(1));
        assertEquals(NDIS_STATUS_SUCCESS, delete(vc));
    }

    @Test
    void shouldAcceptACompletionFromInsideTheCall()
    {
        final NdisClientVc vc = system.created();
        miniport.activateStatus = NDIS_STATUS_PENDING;
        miniport.completesInside = true;

        system.run(() -> client.makeCall(vc, TestSystem.parameters()));

        assertEquals(List.of("made NDIS_STATUS_SUCCESS"), client.events);
        assertEquals(NdisClientVc.Stage.CONNECTED, vc.stage());
        assertEquals(0, system.ndis.violations().total());
    }

    @Test
    void shouldIgnoreCompletionsThatAreNotDue()
    {
        final NdisClientVc vc = system.connected();

        activateComplete(NDIS_STATUS_SUCCESS);
        system.run(() -> miniport.ndis.ndisMCoDeactivateVcComplete(
            NDIS_STATUS_SUCCESS, miniport.vcs.get(0).ndisVcHandle));

        assertEquals(2, system.violations(NdisViolation.UNEXPECTED_COMPLETION));
        assertEquals(NdisVcState.ACTIVE, state(vc));
        assertEquals(List.of(), client.events);
    }

    @Test
    void shouldTakeACompletionWithPendingAsAFailure()
    {
        final NdisClientVc vc = system.created();
        miniport.activateStatus = NDIS_STATUS_PENDING;
        system.run(() -> client.makeCall(vc, TestSystem.parameters()));

        activateComplete(NDIS_STATUS_PENDING);

        assertEquals(List.of("made NDIS_STATUS_FAILURE"), client.events);
        assertEquals(1, system.violations(NdisViolation.COMPLETED_WITH_PENDING));
    }

    @Test
    void shouldAnswerOperationsWhileDeactivating()
    {
        final NdisClientVc vc = system.connected();
        miniport.holdsSends = true;
        system.run(() -> client.send(vc, new NdisPacket[] { system.packet(system.text("held")) }, 1));
        assertEquals(NDIS_STATUS_PENDING, deactivate(vc));
        assertEquals(NdisVcState.DEACTIVATING, state(vc));

        assertEquals(NDIS_STATUS_CLOSING, deactivate(vc));
        assertEquals(NDIS_STATUS_CLOSING, activate(vc));
        assertEquals(NDIS_STATUS_CLOSING, delete(vc));
        system.run(() -> client.send(vc, new NdisPacket[] { system.packet(system.text("late")) }, 1));
        assertEquals(List.of("sent NDIS_STATUS_CLOSING"), client.events);
    }

    @Test
    void shouldRefuseDeactivationOfAnInactiveVc()
    {
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, deactivate(system.created()));
        assertEquals(1, miniport.calls.size());
    }

    @Test
    void shouldDeferADeactivationUntilTheActivationIsOver()
    {
        final NdisClientVc vc = system.created();
        miniport.activateStatus = NDIS_STATUS_PENDING;
        assertEquals(NDIS_STATUS_PENDING, activate(vc));
        assertEquals(NDIS_STATUS_PENDING, deactivate(vc));
        assertEquals(List.of("0 CoCreateVc", "0 CoActivateVc"), miniport.calls);
        assertEquals(NDIS_STATUS_CLOSING, deactivate(vc));

        system.run(() -> system.ndis.vcMachine.activateComplete(
            NDIS_STATUS_SUCCESS, miniport.vcs.get(0).ndisVcHandle, miniport.vcs.get(0).pendingActivation));

        assertEquals("0 CoDeactivateVc", miniport.calls.get(2));
        assertEquals(NdisVcState.CREATED, state(vc));
    }

    @Test
    void shouldLetOnlyTheCreatorDeleteAndOnlyTheCallManagerActivate()
    {
        final NdisClientVc vc = system.created();

        assertEquals(
            NDIS_STATUS_NOT_ACCEPTED, system.call(() -> ndis.ndisCoDeleteVc(system.callManagerHandle(vc))));
        assertEquals(
            NDIS_STATUS_NOT_ACCEPTED,
            system.call(() -> ndis.ndisCmActivateVc(vc.ndisVcHandle(), TestSystem.parameters())));
        assertEquals(2, system.violations(NdisViolation.WRONG_PARTY));
    }

    @Test
    void shouldKeepAVcThatTheMiniportDoesNotDelete()
    {
        final NdisClientVc vc = system.created();
        miniport.deleteStatus = NDIS_STATUS_FAILURE;
        assertEquals(NDIS_STATUS_FAILURE, delete(vc));
        assertEquals(1, system.violations(NdisViolation.DELETE_FAILED));
        assertEquals(NdisVcState.CREATED, state(vc));

        miniport.deleteStatus = NDIS_STATUS_SUCCESS;
        assertEquals(NDIS_STATUS_SUCCESS, delete(vc));
    }

    @Test
    void shouldRefuseActivationDuringResetButCreate()
    {
        final NdisClientVc vc = system.created();
        miniport.resetStatus = NDIS_STATUS_PENDING;
        assertEquals(NDIS_STATUS_PENDING, system.call(() -> ndis.ndisReset(client.port.bindingHandle())));

        assertEquals(NDIS_STATUS_RESET_IN_PROGRESS, activate(vc));
        system.created();
    }

    /** Contract 4.4(b). */
    @Test
    void shouldSetUpAPvc()
    {
        final NdisClientVc vc = system.created();
        miniport.activateStatus = NDIS_STATUS_PENDING;
        system.run(() -> client.makeCall(vc, TestSystem.parameters()));
        activateComplete(NDIS_STATUS_SUCCESS);
        system.run(() -> client.send(vc, new NdisPacket[] { system.packet(system.text("first")) }, 1));
        system.runFor(20 * TestSystem.MICROSECOND);

        assertEquals(List.of("0 CoCreateVc", "0 CoActivateVc", "1 CoSendPackets 1", "2 ISR", "1 HandleInterrupt",
            "1 ReturnPacket"), miniport.calls);
        assertEquals(
            List.of("made NDIS_STATUS_SUCCESS", "sent NDIS_STATUS_SUCCESS", "receive complete"), client.events);
        assertEquals(List.of("first"), client.received);
    }

    /** Contract 4.4(e): the close waits for a packet that the client still holds. */
    @Test
    void shouldCloseACall()
    {
        final NdisClientVc vc = system.connected();
        client.keeps = 1;
        system.run(() -> client.send(vc, new NdisPacket[] { system.packet(system.text("kept")) }, 1));
        system.runFor(20 * TestSystem.MICROSECOND);
        client.events.clear();
        miniport.calls.clear();

        system.run(() -> client.closeCall(vc));
        assertEquals(List.of("0 CoDeactivateVc"), miniport.calls);
        assertEquals(List.of(), client.events);
        assertEquals(NDIS_STATUS_CLOSING, delete(vc));
        assertEquals(NDIS_STATUS_CALL_ACTIVE,
            system.call(() -> ndis.ndisClMakeCall(vc.ndisVcHandle(), TestSystem.parameters())));

        system.run(() -> ndis.ndisReturnPackets(client.kept.toArray(new NdisPacket[0]), 1));
        assertEquals(List.of("closed NDIS_STATUS_SUCCESS"), client.events);
        assertEquals(NDIS_STATUS_SUCCESS, delete(vc));
        assertEquals(0, system.ndis.violations().total());
    }

    @Test
    void shouldReuseAVcForAnotherCall()
    {
        final NdisClientVc vc = system.connected();
        final long handle = vc.ndisVcHandle();
        system.run(() -> client.closeCall(vc));
        system.run(() -> client.makeCall(vc, TestSystem.parameters()));

        assertEquals(NdisClientVc.Stage.CONNECTED, vc.stage());
        assertEquals(handle, vc.ndisVcHandle());
        assertEquals(
            List.of("closed NDIS_STATUS_SUCCESS", "made NDIS_STATUS_SUCCESS"), client.events);
    }

    @Test
    void shouldMakeNoCallsButPermanentOnes()
    {
        final NdisClientVc vc = system.created();
        final CoCallParameters parameters = TestSystem.parameters();
        parameters.flags = 0;
        system.run(() -> client.makeCall(vc, parameters));
        parameters.flags = CoCallParameters.PERMANENT_VC;
        parameters.mediaParameters = null;
        system.run(() -> client.makeCall(vc, parameters));

        assertEquals(
            List.of("made " + NdisStatus.name(NDIS_STATUS_NOT_SUPPORTED), "made NDIS_STATUS_FAILURE"), client.events);
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, system.call(() -> ndis.ndisClCloseCall(vc.ndisVcHandle())));
    }

    @Test
    void shouldGiveASignallingVcToTheCallManagerAlone()
    {
        final NdisHandleHolder vc = new NdisHandleHolder();
        final long binding = system.ndis.adapters.get(0).bindings.get(0).handle;

        assertEquals(NDIS_STATUS_SUCCESS, system.call(() -> ndis.ndisCoCreateVc(binding, 0, 9, vc)));
        assertEquals(0, system.callManager.vcCount());
        assertEquals(
            NDIS_STATUS_SUCCESS, system.call(() -> ndis.ndisCmActivateVc(vc.value, TestSystem.parameters())));
        assertEquals(NDIS_STATUS_SUCCESS, system.call(() -> ndis.ndisCmDeactivateVc(vc.value)));
        assertEquals(NDIS_STATUS_SUCCESS, system.call(() -> ndis.ndisCoDeleteVc(vc.value)));
        assertTrue(client.events.isEmpty());
    }
}
