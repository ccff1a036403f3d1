package org.vatm.ndis.verifier;

import static org.vatm.ndis.verifier.VerifierRule.*;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.NdisSpinLock;

class LevelAndLockRulesTest extends RuleTest
{
    private final NdisSpinLock lock = new NdisSpinLock();
    private final NdisSpinLock other = new NdisSpinLock();

    /** A driver that does something more in its deferred procedure. */
    private abstract static class Deferring extends SoundMiniport
    {
        abstract void more();

        @Override
        public final void miniportHandleInterrupt(final long miniportAdapterContext)
        {
            super.miniportHandleInterrupt(miniportAdapterContext);
            more();
        }
    }

    private void deferring(final java.util.function.Consumer<SoundMiniport> more)
    {
        final SoundMiniport miniport = up(new Deferring()
        {
            @Override
            void more()
            {
                more.accept(this);
            }
        });
        run(() -> miniport.write(SoundNic.BELL, 1));
        runFor(50 * MICROSECOND);
    }

    @Test
    @Trips(IRQ_01)
    void shouldReportARoutineForPassive()
    {
        deferring(miniport -> miniport.ndis.ndisMInitializeTimer(
            new org.vatm.ndis.NdisMiniportTimer(), miniport.adapterHandle, context -> { }, 0));
    }

    @Test
    @Trips(IRQ_02)
    void shouldStopWhenAHandlerLeavesTheLevelChanged()
    {
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
            {
                host.cpu().raise(1);
                return super.miniportCoActivateVc(miniportVcContext, callParameters);
            }
        });
        connected();
    }

    @Test
    @Trips(IRQ_03)
    void shouldStopWhenADeferredProcedureSleeps()
    {
        deferring(miniport -> miniport.ndis.ndisMSleep(10));
    }

    @Test
    @Trips(IRQ_04)
    void shouldReportAnAllocationThatNeedsPassive()
    {
        deferring(miniport ->
            miniport.ndis.ndisMAllocateSharedMemory(miniport.adapterHandle, 64, true, new NdisSharedMemory()));
    }

    @Test
    @Trips(IRQ_05)
    void shouldReportALongStall()
    {
        deferring(miniport -> miniport.ndis.ndisStallExecution(51));
    }

    @Test
    @Trips(IRQ_06)
    void shouldStopWhenAnIsrAllocates()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void quiesce()
            {
                super.quiesce();
                ndis.ndisMSetTimer(timer, 1);
            }
        });
        run(() -> miniport.write(SoundNic.BELL, 1));
        runFor(50 * MICROSECOND);
    }

    @Test
    @Trips(IRQ_07)
    void shouldReportAnIndicationAtPassive()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        run(() -> miniport.ndis.ndisMCoReceiveComplete(miniport.adapterHandle));
    }

    @Test
    @Trips(LCK_01)
    void shouldReportALockThatIsKept()
    {
        deferring(miniport -> miniport.ndis.ndisDprAcquireSpinLock(lock));
    }

    @Test
    @Trips(LCK_02)
    void shouldReportALockAcrossAnIndication()
    {
        deferring(miniport ->
        {
            miniport.ndis.ndisDprAcquireSpinLock(lock);
            miniport.ndis.ndisMCoReceiveComplete(miniport.adapterHandle);
            miniport.ndis.ndisDprReleaseSpinLock(lock);
        });
    }

    @Test
    @Trips(LCK_03)
    void shouldReportMixedLockCalls()
    {
        deferring(miniport ->
        {
            miniport.ndis.ndisAcquireSpinLock(lock);
            miniport.ndis.ndisDprReleaseSpinLock(lock);
        });
    }

    @Test
    @Trips(LCK_04)
    void shouldReportTwoLocksInBothOrders()
    {
        deferring(miniport ->
        {
            for (final NdisSpinLock[] pair : new NdisSpinLock[][] {{lock, other}, {other, lock}})
            {
                miniport.ndis.ndisDprAcquireSpinLock(pair[0]);
                miniport.ndis.ndisDprAcquireSpinLock(pair[1]);
                miniport.ndis.ndisDprReleaseSpinLock(pair[1]);
                miniport.ndis.ndisDprReleaseSpinLock(pair[0]);
            }
        });
    }

    @Test
    void shouldIgnoreAPolicyIfToldTo()
    {
        verifier.reports(LCK_02, false);
        shouldReportALockAcrossAnIndication();
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class, () -> verifier.reports(LCK_03, false));
    }

    @Test
    @Trips(INT_01)
    void shouldReportAnIsrThatDoesNotWriteItsOutput()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            public void miniportIsr(
                final NdisBooleanHolder interruptRecognized,
                final NdisBooleanHolder queueMiniportHandleInterrupt,
                final long miniportAdapterContext)
            {
                super.miniportIsr(interruptRecognized, new NdisBooleanHolder(), miniportAdapterContext);
                unmask();
            }
        });
        ring(miniport, 40);
    }

    private void ring(final SoundMiniport miniport, final int times)
    {
        for (int i = 0; i < times; i++)
        {
            run(() -> miniport.write(SoundNic.BELL, 1));
            runFor(50 * MICROSECOND);
        }
    }

    @Test
    @Trips(INT_02)
    void shouldReportAClaimOfAForeignInterrupt()
    {
        up(new SoundMiniport()
        {
            @Override
            public void miniportIsr(
                final NdisBooleanHolder interruptRecognized,
                final NdisBooleanHolder queueMiniportHandleInterrupt,
                final long miniportAdapterContext)
            {
                interruptRecognized.value = true;
                queueMiniportHandleInterrupt.value = false;
            }
        });
        run(() -> verifier.probes().foreignInterrupt(adapterHandle.value));
    }

    @Test
    @Trips(INT_03)
    void shouldReportALineThatStaysAsserted()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            private int calls;

            @Override
            void quiesce()
            {
                if (++calls > 4)
                {
                    super.quiesce();
                }
            }
        });
        ring(miniport, 1);
    }

    @Test
    @Trips(INT_06)
    void shouldReportInterruptsThatStayMasked()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void unmask()
            {
            }
        });
        ring(miniport, 1);
    }

    @Test
    @Trips(INT_07)
    void shouldReportADeferredProcedureThatNeedsWork()
    {
        up(new SoundMiniport()
        {
            @Override
            public void miniportHandleInterrupt(final long miniportAdapterContext)
            {
                finish(queue.remove());
            }
        });
        dispatch(() -> verifier.probes().spuriousDeferredProcedure(adapterHandle.value));
    }

    @Test
    @Trips(INT_08)
    void shouldReportAnInterruptDeregisteredUnmasked()
    {
        up(new SoundMiniport()
        {
            @Override
            void release()
            {
                ndis.ndisMDeregisterInterrupt(interrupt);
                unmap();
            }
        });
        runFor(MICROSECOND); // posted writes arrive
        halt();
    }

    @Test
    @Trips(INT_09)
    void shouldReportSynchronizationWithADeadInterrupt()
    {
        up(new SoundMiniport()
        {
            @Override
            void unmap()
            {
                ndis.ndisMSynchronizeWithInterrupt(interrupt, context -> true, 0);
                super.unmap();
            }
        });
        halt();
    }

    /** Shares a field with its ISR. */
    private abstract static class Sharing extends SoundMiniport
    {
        @IsrShared
        int causes;
    }

    @Test
    @Trips(INT_10)
    void shouldReportAFieldOfTheIsrThatOthersChange()
    {
        up(new Sharing()
        {
            @Override
            public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
            {
                causes++;
                return super.miniportCoActivateVc(miniportVcContext, callParameters);
            }
        });
        connected();
    }

    @Test
    void shouldNotReportAFieldOfTheIsrThatIsChangedTogetherWithIt()
    {
        up(new Sharing()
        {
            @Override
            void quiesce()
            {
                super.quiesce();
                causes++;
            }

            @Override
            void received()
            {
                super.received();
                ndis.ndisMSynchronizeWithInterrupt(interrupt, context -> ++causes > 0, 0);
            }
        });
        final NdisClientVc vc = connected();
        send(vc, 10);
    }

    @Test
    void shouldNotReportADriverThatStandsProbes()
    {
        up(new SoundMiniport());
        run(() -> verifier.probes().foreignInterrupt(adapterHandle.value));
        dispatch(() -> verifier.probes().spuriousDeferredProcedure(adapterHandle.value));
    }
}
