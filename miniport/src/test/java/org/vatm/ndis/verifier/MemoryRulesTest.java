package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisScatterGatherList;
import org.vatm.ndis.NdisSharedMemory;

/** DMA, memory, pools and timers. */
class MemoryRulesTest extends RuleTest
{
    private void dma(final SoundMiniport miniport, final long address, final int register)
    {
        run(() ->
        {
            miniport.write(SoundNic.DMA_ADDRESS, (int)address);
            miniport.write(register, 64);
        });
        runFor(20 * MICROSECOND);
    }

    @Test
    @Trips(DMA_01)
    void shouldReportSharedMemoryBeforeTheDma()
    {
        up(new SoundMiniport()
        {
            @Override
            void map()
            {
                super.map();
                ndis.ndisMAllocateSharedMemory(adapterHandle, 64, true, new NdisSharedMemory());
            }
        });
    }

    @Test
    @Trips(DMA_02)
    void shouldStopOnDmaOutsideOfWhatIsMapped()
    {
        dma(up(new SoundMiniport()), 0x1000, SoundNic.DMA_WRITE);
    }

    @Test
    void shouldNotReportDmaToSharedMemory()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        dma(miniport, miniport.shared.physicalAddress() + 64, SoundNic.DMA_WRITE);
    }

    @Test
    @Trips(DMA_03)
    void shouldStopOnDmaFromACompletedPacket()
    {
        final long[] address = new long[1];
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void finish(final NdisPacket packet)
            {
                address[0] = packet.scatterGatherList().address(0);
                super.finish(packet);
            }
        });
        send(connected(), 100);
        dma(miniport, address[0], SoundNic.DMA_READ);
    }

    @Test
    @Trips(DMA_04)
    void shouldStopOnSharedMemoryThatIsFreedTwice()
    {
        up(new SoundMiniport()
        {
            @Override
            void freeShared()
            {
                super.freeShared();
                super.freeShared();
            }
        });
        halt();
    }

    @Test
    @Trips(DMA_05)
    void shouldStopOnDmaToMemoryThatIsFreed()
    {
        final NdisSharedMemory more = new NdisSharedMemory();
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void map()
            {
                super.map();
                ndis.ndisMInitializeScatterGatherDma(adapterHandle, false, 65_535);
                ndis.ndisMAllocateSharedMemory(adapterHandle, 64, true, more);
            }
        });
        final long address = more.physicalAddress();
        run(() -> miniport.ndis.ndisMFreeSharedMemory(miniport.adapterHandle, more));
        dma(miniport, address, SoundNic.DMA_WRITE);
    }

    /** A driver that maps by registers. */
    private static class Mapping extends SoundMiniport
    {
        @Override
        void map()
        {
            super.map();
            ndis.ndisMAllocateMapRegisters(adapterHandle, true, 2, BUFFER_LENGTH);
        }
    }

    @Test
    @Trips(DMA_06)
    void shouldReportAMapRegisterThatIsUsedTwice()
    {
        final SoundMiniport miniport = up(new Mapping());
        final NdisScatterGatherList list = new NdisScatterGatherList();
        final NdisBuffer buffer = packet(64).firstBuffer();
        final NdisBuffer other = packet(64).firstBuffer();
        dispatch(() ->
        {
            miniport.ndis.ndisMStartBufferPhysicalMapping(miniport.adapterHandle, buffer, 1, true, list);
            miniport.ndis.ndisMStartBufferPhysicalMapping(miniport.adapterHandle, other, 1, true, list);
        });
    }

    @Test
    @Trips(DMA_07)
    void shouldReportADriverThatDoesNotExpectAFailedAllocation()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            public void miniportAllocateComplete(
                final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
            {
                if (sharedMemory.virtualAddress().capacity() > 0)
                {
                    ndis.ndisMFreeSharedMemory(adapterHandle, sharedMemory);
                }
            }
        });
        run(() -> miniport.ndis.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 1 << 30, true, 0));
        org.junit.jupiter.api.Assertions.assertThrows(
            NullPointerException.class, () -> runFor(50 * MICROSECOND));
    }

    @Test
    @Trips(DMA_08)
    void shouldReportDataThatTheCacheDoesNotShow()
    {
        ndis.coherentDma(false);
        final SoundMiniport miniport = up(new SoundMiniport());
        dma(miniport, miniport.shared.physicalAddress(), SoundNic.DMA_WRITE);
        send(connected(), 10);
    }

    @Test
    void shouldNotReportDataThatWasFlushed()
    {
        ndis.coherentDma(false);
        final SoundMiniport miniport = up(new SoundMiniport());
        dma(miniport, miniport.shared.physicalAddress(), SoundNic.DMA_WRITE);
        run(() -> miniport.ndis.ndisMUpdateSharedMemory(
            miniport.adapterHandle, miniport.shared, 0, miniport.shared.length()));
        send(connected(), 10);
    }

    @Test
    @Trips(MEM_01)
    void shouldReportMemoryThatIsFreedWithAnotherLength()
    {
        up(new SoundMiniport()
        {
            @Override
            void free(final Vc vc)
            {
                ndis.ndisFreeMemory(vc.memory, VC_BYTES / 2, 0);
            }
        });
        final NdisClientVc vc = created();
        run(() -> client.deleteVc(vc));
    }

    @Test
    @Trips(MEM_02)
    void shouldStopOnMemoryThatIsOverrun()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisMemory memory = new NdisMemory();
        run(() ->
        {
            miniport.ndis.ndisAllocateMemoryWithTag(memory, 10, 0);
            final long behind = memory.virtualAddress().addressOffset() + 10;
            org.agrona.UnsafeApi.putByte(null, behind, (byte)1);
            miniport.ndis.ndisFreeMemory(memory, 10, 0);
        });
    }

    @Test
    @Trips(MEM_03)
    void shouldReportAPoolThatIsFreedInUse()
    {
        up(new SoundMiniport()
        {
            @Override
            void freePools()
            {
                receivePackets.poll();
                super.freePools();
            }
        });
        halt();
    }

    @Test
    @Trips(MEM_04)
    void shouldReportARegisterOutsideOfWhatIsMapped()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        run(() -> miniport.read(SoundNic.LENGTH));
    }

    @Test
    @Trips(TMR_01)
    void shouldStopOnATimerThatIsInitializedWhileItIsSet()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        run(() ->
        {
            miniport.ndis.ndisMSetTimer(miniport.timer, 5);
            miniport.ndis.ndisMInitializeTimer(miniport.timer, miniport.adapterHandle, miniport::expired, 0);
        });
    }

    @Test
    @Trips(TMR_02)
    void shouldStopOnATimerThatOutlivesItsAdapter()
    {
        final NdisMiniportTimer other = new NdisMiniportTimer();
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
            {
                ndis.ndisMSetTimer(other, 5000);
                return NDIS_STATUS_SUCCESS;
            }

            @Override
            void claim()
            {
                super.claim();
                ndis.ndisMInitializeTimer(other, adapterHandle, this::expired, 0);
            }
        });
        connected();
        halt();
    }

    @Test
    @Trips(DMA_01)
    void shouldReportDmaWithoutBusMaster()
    {
        start(new SoundMiniport()
        {
            @Override
            void attributes()
            {
                ndis.ndisMSetAttributesEx(adapterHandle, CONTEXT, 0, NdisAttribute.NDIS_ATTRIBUTE_DESERIALIZE);
            }

            @Override
            void claim()
            {
                map();
                ndis.ndisMInitializeScatterGatherDma(adapterHandle, false, 100);
            }
        });
    }
}
