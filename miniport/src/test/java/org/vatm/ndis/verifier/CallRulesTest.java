package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoSap;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocol;

/** Clients and call managers. */
class CallRulesTest extends RuleTest
{
    /** A call manager for one VC at a time that does nothing by itself. */
    private class Manager implements NdisProtocol, NdisCallManager
    {
        final NdisHandleHolder protocol = new NdisHandleHolder();
        final NdisHandleHolder binding = new NdisHandleHolder();
        int createStatus = NDIS_STATUS_SUCCESS;
        int makeStatus = NDIS_STATUS_PENDING;
        int closeStatus = NDIS_STATUS_SUCCESS;
        long vc;
        long family;
        long party;
        CoCallParameters parameters;

        @Override
        public int protocolBindAdapter(final String deviceName)
        {
            library.ndisOpenAdapter(binding, protocol.value, 1, deviceName);
            return library.ndisCmRegisterAddressFamily(binding.value, CoAddressFamily.Q2931, this);
        }

        @Override
        public void protocolUnbindAdapter(final long protocolBindingContext)
        {
            library.ndisCloseAdapter(binding.value);
        }

        @Override
        public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
        {
        }

        @Override
        public int protocolCoReceivePacket(
            final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
        {
            return 0;
        }

        @Override
        public int protocolCoCreateVc(
            final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
        {
            vc = ndisVcHandle;
            callMgrVcContext.value = 1;
            return createStatus;
        }

        @Override
        public int protocolCoDeleteVc(final long callMgrVcContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int protocolCmOpenAf(
            final long callMgrBindingContext,
            final CoAddressFamily addressFamily,
            final long ndisAfHandle,
            final NdisHandleHolder callMgrAfContext)
        {
            family = ndisAfHandle;
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int protocolCmCloseAf(final long callMgrAfContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int protocolCmRegisterSap(
            final long callMgrAfContext,
            final CoSap sap,
            final long ndisSapHandle,
            final NdisHandleHolder callMgrSapContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int protocolCmMakeCall(
            final long callMgrVcContext,
            final CoCallParameters callParameters,
            final long ndisPartyHandle,
            final NdisHandleHolder callMgrPartyContext)
        {
            parameters = callParameters;
            party = ndisPartyHandle;
            return makeStatus;
        }

        @Override
        public int protocolCmCloseCall(
            final long callMgrVcContext, final long callMgrPartyContext, final DirectBuffer closeData, final int size)
        {
            return closeStatus;
        }

        @Override
        public int protocolCmAddParty(
            final long callMgrVcContext,
            final CoCallParameters callParameters,
            final long ndisPartyHandle,
            final NdisHandleHolder callMgrPartyContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int protocolCmDropParty(final long callMgrPartyContext, final DirectBuffer closeData, final int size)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public void protocolCmActivateVcComplete(
            final int status, final long callMgrVcContext, final CoCallParameters callParameters)
        {
        }

        @Override
        public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
        {
        }

        void activate()
        {
            call(() -> library.ndisCmActivateVc(vc, parameters));
        }

        void complete(final int status)
        {
            run(() -> library.ndisCmMakeCallComplete(status, vc, party, 0, parameters));
        }
    }

    private final Manager manager = new Manager();

    private SoundMiniport started()
    {
        final SoundMiniport miniport = new SoundMiniport();
        start(miniport);
        run(() -> library.ndisRegisterProtocol(manager.protocol, manager));
        run(client::register);
        return miniport;
    }

    @Test
    void shouldNotReportACallThatIsSetUpInOrder()
    {
        started();
        final NdisClientVc vc = connected();
        manager.activate();
        manager.complete(NDIS_STATUS_SUCCESS);
        send(vc, 10);
        call(() -> library.ndisCmDeactivateVc(manager.vc));
        run(() -> client.closeCall(vc));
        run(() -> client.deleteVc(vc));
        halt();
    }

    @Test
    @Trips(CM_01)
    void shouldReportACallOnAnInactiveVc()
    {
        started();
        connected();
        manager.complete(NDIS_STATUS_SUCCESS);
    }

    @Test
    @Trips(CM_02)
    void shouldReportACallThatIsCompletedTwice()
    {
        started();
        connected();
        manager.complete(NDIS_STATUS_FAILURE);
        manager.complete(NDIS_STATUS_FAILURE);
    }

    @Test
    @Trips(CM_02)
    void shouldReportACallThatIsCompletedWithPending()
    {
        started();
        connected();
        manager.complete(NDIS_STATUS_PENDING);
    }

    private NdisHandleHolder multipoint(final NdisHandleHolder second)
    {
        started();
        final NdisHandleHolder first = new NdisHandleHolder();
        final NdisClientVc vc = created();
        final CoCallParameters parameters = parameters();
        parameters.flags |= CoCallParameters.MULTIPOINT_VC;
        call(() -> library.ndisClMakeCall(vc.ndisVcHandle(), parameters, 1, first));
        manager.activate();
        manager.complete(NDIS_STATUS_SUCCESS);
        first.value = manager.party;
        call(() -> library.ndisClAddParty(vc.ndisVcHandle(), 2, parameters, second));
        return first;
    }

    @Test
    @Trips(CM_03)
    void shouldReportACloseWithMoreThanOneParty()
    {
        final NdisHandleHolder first = multipoint(new NdisHandleHolder());
        final long vc = manager.vc & ~(3L << 58) | 1L << 58;
        call(() -> library.ndisClCloseCall(vc, first.value, null, 0));
    }

    @Test
    @Trips(HND_04)
    void shouldReportAPartyThatIsDroppedTwice()
    {
        final NdisHandleHolder second = new NdisHandleHolder();
        multipoint(second);
        call(() -> library.ndisClDropParty(second.value, null, 0));
        call(() -> library.ndisClDropParty(second.value, null, 0));
    }

    @Test
    @Trips(CM_04)
    void shouldReportACloseThatTheClientIgnores()
    {
        client.ignoresClosing = true;
        started();
        connected();
        manager.activate();
        manager.complete(NDIS_STATUS_SUCCESS);
        run(() -> library.ndisCmDispatchIncomingCloseCall(NDIS_STATUS_SUCCESS, manager.vc, null, 0));
        runFor(6 * SECOND);
    }

    @Test
    @Trips(CM_05)
    void shouldStopOnParametersThatAreGivenAwayTwice()
    {
        started();
        final NdisClientVc vc = created();
        final NdisClientVc other = created();
        final CoCallParameters parameters = parameters();
        run(() -> client.makeCall(vc, parameters));
        run(() -> client.makeCall(other, parameters));
    }

    @Test
    @Trips(CM_06)
    void shouldReportAFamilyThatIsClosedWithAVc()
    {
        started();
        created();
        call(() -> library.ndisClCloseAddressFamily(client.port.afHandle()));
    }

    @Test
    @Trips(CM_07)
    void shouldReportARoutineForIntegratedCallManagers()
    {
        final SoundMiniport miniport = started();
        connected();
        manager.activate();
        run(() -> miniport.ndis.ndisMCmDispatchCallConnected(manager.vc));
    }

    @Test
    @Trips(VC_14)
    void shouldReportAPartnerThatPends()
    {
        manager.createStatus = NDIS_STATUS_PENDING;
        started();
        created();
    }
}
