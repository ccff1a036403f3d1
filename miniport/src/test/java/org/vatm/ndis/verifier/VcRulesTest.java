package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NO_CABLE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisPacketPool;

/** Creation, activation, deactivation and deletion of VCs, and the handles of these. */
class VcRulesTest extends RuleTest
{
    private static SoundMiniport creating(final int status)
    {
        return new SoundMiniport()
        {
            @Override
            public int miniportCoCreateVc(
                final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
            {
                super.miniportCoCreateVc(miniportAdapterContext, ndisVcHandle, miniportVcContext);
                return status;
            }
        };
    }

    private static SoundMiniport deleting(final int status)
    {
        return new SoundMiniport()
        {
            @Override
            public int miniportCoDeleteVc(final long miniportVcContext)
            {
                return status;
            }
        };
    }

    private static SoundMiniport deactivating(final int status)
    {
        return new SoundMiniport()
        {
            @Override
            public int miniportCoDeactivateVc(final long miniportVcContext)
            {
                return status;
            }
        };
    }

    @Test
    @Trips(VC_06)
    void shouldReportTheDeletionByAnotherThanTheCreator()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        created();
        call(() -> library.ndisCoDeleteVc(callManagerHandle(miniport)));
    }

    @Test
    @Trips(VC_11)
    void shouldReportAnActivationDuringAnother()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        pendedCall(miniport);
        call(() -> library.ndisCmActivateVc(callManagerHandle(miniport), parameters()));
    }

    @Test
    @Trips(VC_12)
    void shouldReportTheDeactivationOfAnInactiveVc()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        created();
        call(() -> library.ndisCmDeactivateVc(callManagerHandle(miniport)));
    }

    private void delete(final NdisClientVc vc)
    {
        run(() -> client.deleteVc(vc));
    }

    private void close(final NdisClientVc vc)
    {
        run(() -> client.closeCall(vc));
    }

    @Test
    @Trips(VC_01)
    void shouldStopWhenCreatePends()
    {
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoCreateVc(
                final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
            {
                return NDIS_STATUS_PENDING;
            }
        });
        created();
        assertTrue(CrashDump.of(bugCheck.dump()).text().contains("STOP: NDIS_CO_SYNC_PENDED"));
    }

    @Test
    @Trips(VC_02)
    void shouldStopWhenDeletePends()
    {
        up(deleting(NDIS_STATUS_PENDING));
        delete(created());
    }

    @Test
    @Trips(VC_03)
    void shouldReportAContextThatAnotherVcHas()
    {
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoCreateVc(
                final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
            {
                final int status = super.miniportCoCreateVc(miniportAdapterContext, ndisVcHandle, miniportVcContext);
                miniportVcContext.value = 1;
                return status;
            }
        });
        created();
        created();
    }

    @Test
    @Trips(VC_04)
    void shouldReportWhatAFailedCreateLeaves()
    {
        up(creating(NDIS_STATUS_RESOURCES));
        created();
    }

    @Test
    @Trips(VC_05)
    void shouldReportHardwareAccessInCreate()
    {
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoCreateVc(
                final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
            {
                read(SoundNic.SPARE);
                return super.miniportCoCreateVc(miniportAdapterContext, ndisVcHandle, miniportVcContext);
            }
        });
        created();
    }

    @Test
    @Trips(VC_07)
    void shouldReportTheDeletionOfAnActiveVc()
    {
        up(new SoundMiniport());
        delete(connected());
    }

    @Test
    @Trips(VC_08)
    void shouldReportAVcThatIsNotFreed()
    {
        up(deleting(NDIS_STATUS_SUCCESS));
        delete(created());
    }

    @Test
    @Trips(VC_08)
    void shouldReportADeleteThatFails()
    {
        up(deleting(NDIS_STATUS_FAILURE));
        delete(created());
    }

    @Test
    @Trips(VC_09)
    void shouldStopOnTheUseOfAVcThatIsDeleted()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void expired(final long context)
            {
                lastVc().memory.virtualAddress().getInt(0);
            }

            @Override
            void free(final Vc vc)
            {
                final org.agrona.MutableDirectBuffer kept = vc.memory.virtualAddress();
                super.free(vc);
                vc.memory = new NdisMemory();
                org.vatm.ndis.NdisInternals.view(vc.memory, kept, VC_BYTES);
            }
        });
        delete(created());
        run(() -> miniport.ndis.ndisMSetTimer(miniport.timer, 1));
        runFor(2 * MILLISECOND);
    }

    @Test
    @Trips(VC_10)
    void shouldStopOnACompletionForADeletedVc()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        delete(created());
        run(() -> miniport.ndis.ndisMCoDeactivateVcComplete(NDIS_STATUS_SUCCESS, miniport.lastVc().ndisVcHandle));
    }

    @Test
    @Trips(VC_13)
    void shouldReportVcsThatAreAliveAtHalt()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        created();
        run(() -> verifier.adapters.get(0).miniport.miniportHalt(SoundMiniport.CONTEXT));
        org.junit.jupiter.api.Assertions.assertEquals(0, miniport.receivePackets.size());
    }

    @Test
    @Trips(VC_15)
    void shouldReportTwoVcsOfOneConnection()
    {
        up(new SoundMiniport());
        connected();
        final NdisClientVc second = created();
        run(() -> client.makeCall(second, parameters(32)));
    }

    @Test
    @Trips(VC_16)
    void shouldReportMoreActiveVcsThanPromised()
    {
        up(new SoundMiniport());
        query(NdisOid.OID_ATM_MAX_ACTIVE_VCS);
        connected();
        connected();
        connected();
    }

    @Test
    @Trips(HND_01)
    void shouldStopOnAnAdapterHandleThatIsNone()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        dispatch(() -> miniport.ndis.ndisMCoReceiveComplete(miniport.adapterHandle + 1));
    }

    @Test
    @Trips(HND_02)
    void shouldStopOnAVcHandleThatIsNone()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = created();
        run(() -> miniport.ndis.ndisMCoActivateVcComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle(), parameters()));
    }

    @Test
    @Trips(HND_03)
    void shouldStopWhenAHandleIsUsedAsAnAddress()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        run(() -> miniport.ndis.ndisReadRegisterUlong(miniport.adapterHandle));
    }

    @Test
    @Trips(HND_05)
    void shouldReportAnOutputThatIsNotNull()
    {
        up(new SoundMiniport());
        final NdisHandleHolder vc = new NdisHandleHolder();
        vc.value = 1;
        run(() -> library.ndisCoCreateVc(client.port.bindingHandle(), client.port.afHandle(), 9, vc));
    }

    // Activation.

    private NdisClientVc pendedCall(final SoundMiniport miniport)
    {
        miniport.activateStatus = NDIS_STATUS_PENDING;
        return connected();
    }

    @Test
    @Trips(ACT_01)
    void shouldReportAnOddActivationStatus()
    {
        up(new SoundMiniport()).activateStatus = NDIS_STATUS_NO_CABLE;
        connected();
    }

    @Test
    @Trips(ACT_02)
    void shouldReportAnActivationThatIsCompletedTwice()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        pendedCall(miniport);
        run(() -> miniport.activated(miniport.lastVc(), NDIS_STATUS_SUCCESS));
        run(() -> miniport.activated(miniport.lastVc(), NDIS_STATUS_SUCCESS));
    }

    @Test
    @Trips(ACT_02)
    void shouldReportAnActivationThatIsNeverCompleted()
    {
        pendedCall(up(new SoundMiniport()));
        runFor(6 * SECOND);
    }

    @Test
    @Trips(ACT_03)
    void shouldStopOnACompletionWithoutPending()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        connected();
        run(() -> miniport.activated(miniport.lastVc(), NDIS_STATUS_SUCCESS));
    }

    @Test
    @Trips(ACT_04)
    void shouldReportACompletionWithOtherParameters()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        pendedCall(miniport);
        run(() -> miniport.ndis.ndisMCoActivateVcComplete(
            NDIS_STATUS_SUCCESS, miniport.lastVc().ndisVcHandle, parameters()));
    }

    /** A driver that checks nothing but what it would fail on itself. */
    @Test
    @Trips(ACT_05)
    void shouldReportParametersThatAreTakenUnchecked()
    {
        up(new SoundMiniport());
        run(() -> verifier.probes().mutateActivation("ATM1", this::parameters));
    }

    @Test
    @Trips(ACT_06)
    void shouldReportAVcThatDiesOfAFailedModification()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = connected();
        miniport.activateStatus = NDIS_STATUS_INVALID_DATA;
        call(() -> library.ndisCmActivateVc(callManagerHandle(miniport), parameters()));
        miniport.sendStatus = NDIS_STATUS_VC_NOT_ACTIVATED;
        send(vc, 10);
    }

    @Test
    @Trips(ACT_07)
    void shouldReportARateThatIsRoundedWithoutPermission()
    {
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
            {
                callParameters.mediaParameters.mediaSpecific.parameters.transmit.peakCellRate--;
                return super.miniportCoActivateVc(miniportVcContext, callParameters);
            }
        });
        connected();
    }

    @Test
    @Trips(ACT_08)
    void shouldReportAnIndicationBeforeTheFirstActivation()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        created();
        dispatch(() -> miniport.loop(miniport.lastVc(), packet(10)));
    }

    @Test
    @Trips(ACT_09)
    void shouldReportWhatAFailedActivationKeeps()
    {
        up(new SoundMiniport()
        {
            private NdisPacketPool pool;

            @Override
            public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
            {
                pool = ndis.ndisAllocatePacketPool(4);
                return pool == null ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES;
            }
        });
        connected();
    }

    // Deactivation.

    @Test
    @Trips(DEA_01)
    void shouldReportADeactivationThatFails()
    {
        up(deactivating(NDIS_STATUS_FAILURE));
        close(connected());
    }

    @Test
    @Trips(DEA_02)
    void shouldReportADeactivationThatIsNeverCompleted()
    {
        up(deactivating(NDIS_STATUS_PENDING));
        close(connected());
        runFor(6 * SECOND);
    }

    @Test
    @Trips(DEA_03)
    void shouldStopWhenADeactivationLeavesSends()
    {
        final SoundMiniport miniport = up(deactivating(NDIS_STATUS_SUCCESS));
        final NdisClientVc vc = connected();
        miniport.holds = true;
        send(vc, 10);
        call(() -> library.ndisCmDeactivateVc(callManagerHandle(miniport)));
    }

    @Test
    @Trips(DEA_04)
    void shouldStopWhenADeactivationLeavesReceives()
    {
        up(deactivating(NDIS_STATUS_SUCCESS));
        final NdisClientVc vc = connected();
        client.keeps = true;
        send(vc, 10);
        close(vc);
    }

    @Test
    @Trips(DEA_05)
    void shouldReportAnIndicationAfterTheDeactivation()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        close(connected());
        dispatch(() -> miniport.loop(miniport.lastVc(), packet(10)));
    }

    @Test
    @Trips(DEA_06)
    void shouldReportADeactivationThatWaits()
    {
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoDeactivateVc(final long miniportVcContext)
            {
                for (int i = 0; i < 30; i++)
                {
                    ndis.ndisStallExecution(50);
                }
                return super.miniportCoDeactivateVc(miniportVcContext);
            }
        });
        close(connected());
    }
}
