package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.NdisClientVc;

class LifeRulesTest extends RuleTest
{
    private void reset()
    {
        call(() -> library.ndisReset(client.port.bindingHandle()));
    }

    @Test
    @Trips(RST_01)
    void shouldReportAResetThatIsCompletedWithoutPending()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        dispatch(() -> miniport.ndis.ndisMResetComplete(miniport.adapterHandle, NDIS_STATUS_SUCCESS, false));
    }

    @Test
    @Trips(RST_01)
    void shouldReportAResetThatIsNeverCompleted()
    {
        up(new SoundMiniport()).resetStatus = NDIS_STATUS_PENDING;
        reset();
        runFor(6 * SECOND);
    }

    @Test
    @Trips(RST_03)
    void shouldReportAVcThatDiesOfAReset()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = connected();
        reset();
        miniport.sendStatus = NDIS_STATUS_VC_NOT_ACTIVATED;
        send(vc, 10);
    }

    @Test
    @Trips(RST_04)
    void shouldReportAPacketThatIsLostInAReset()
    {
        up(new SoundMiniport()).holds = true;
        send(connected(), 10);
        reset();
        runFor(12 * SECOND);
    }

    @Test
    @Trips(RST_05)
    void shouldReportACheckForHangThatWrites()
    {
        up(new SoundMiniport()
        {
            @Override
            public boolean miniportCheckForHang(final long miniportAdapterContext)
            {
                write(SoundNic.SPARE, 1);
                return false;
            }
        });
        runFor(3 * SECOND);
    }

    @Test
    @Trips(HLT_01)
    void shouldReportWhatHaltLeaves()
    {
        up(new SoundMiniport()
        {
            @Override
            void freeShared()
            {
            }
        });
        halt();
    }

    @Test
    @Trips(HLT_02)
    void shouldStopWhenHaltDoesNotWaitForReceives()
    {
        client.keeps = true;
        up(new SoundMiniport());
        send(connected(), 10);
        final AdapterTrack adapter = verifier.adapters.get(0);
        verifier.ledger.forget(adapter); // NDIS itself never lets it come to this
        run(() -> verifier.life.halted(adapter));
    }

    @Test
    @Trips(HLT_03)
    void shouldStopOnACallAfterHalt()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        halt();
        dispatch(() -> miniport.ndis.ndisMCoReceiveComplete(miniport.adapterHandle));
    }

    @Test
    @Trips(HLT_04)
    void shouldStopOnAnInterruptThatOutlivesItsAdapter()
    {
        up(new SoundMiniport()
        {
            @Override
            void release()
            {
                write(SoundNic.MASK, 0);
                unmap();
            }
        });
        halt();
    }

    @Test
    @Trips(HLT_05)
    void shouldMentionAReleaseInAnotherOrder()
    {
        up(new SoundMiniport()
        {
            @Override
            void unmap()
            {
                ndis.ndisMUnmapIoSpace(adapterHandle, registers, SoundNic.LENGTH);
                freePools();
                freeShared();
            }
        });
        halt();
    }

    @Test
    @Trips(SHD_01)
    void shouldReportAShutdownThatFrees()
    {
        up(new SoundMiniport()
        {
            @Override
            public void miniportShutdown(final long shutdownContext)
            {
                super.miniportShutdown(shutdownContext);
                ndis.ndisMCancelTimer(timer);
            }
        });
        run(() -> ndis.shutdownAdapter(adapterHandle.value));
    }

    @Test
    @Trips(PNP_01)
    void shouldReportAnAccessAfterTheRemoval()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        run(() -> ndis.surpriseRemove(adapterHandle.value));
        miniport.isRemoved = false;
        run(() -> miniport.read(SoundNic.SPARE));
    }

    @Test
    @Trips(PNP_02)
    void shouldReportAPacketThatIsStuckInARemovedAdapter()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void flush()
            {
            }
        });
        miniport.holds = true;
        send(connected(), 10);
        run(() -> ndis.surpriseRemove(adapterHandle.value));
        runFor(8 * SECOND);
    }
}
