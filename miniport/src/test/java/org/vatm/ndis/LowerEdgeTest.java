package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.host.Host;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** What a miniport claims and gets besides packets and VCs: memory, map registers, interrupts, events. */
class LowerEdgeTest
{
    private static final int SLOT = 2;
    private static final int SECOND_SLOT = 5;
    private static final long MICROSECOND = 1_000_000;
    private static final long TAG = 0x41544D31;

    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "h", PciTiming.PCI33, 4 << 20);
    private final TestNic nic = new TestNic(host.cpu().events());
    private final TestNic secondNic = new TestNic(host.cpu().events());
    private final Ndis ndis = new Ndis(host);
    private final BareMiniport miniport = new BareMiniport(host.cpu(), "");
    private final BareMiniport second = new BareMiniport(host.cpu(), "2nd ");
    private final NdisHandleHolder driver = new NdisHandleHolder();
    private final NdisHandleHolder secondDriver = new NdisHandleHolder();
    private final NdisHandleHolder adapter = new NdisHandleHolder();
    private final NdisHandleHolder secondAdapter = new NdisHandleHolder();
    private NdisMiniportLibrary library;

    LowerEdgeTest()
    {
        host.addDevice(nic, SLOT);
        host.addDevice(secondNic, SECOND_SLOT);
        host.assignResources();
        library = ndis.miniportLibrary();
    }

    @AfterEach
    void close()
    {
        simulation.close();
    }

    private int call(final IntSupplier code)
    {
        return host.cpu().call(code::getAsInt);
    }

    private void run(final Runnable code)
    {
        call(() ->
        {
            code.run();
            return 0;
        });
    }

    private void runFor(final long ps)
    {
        simulation.runUntil(simulation.nowPs() + ps);
    }

    private int start()
    {
        assertEquals(NDIS_STATUS_SUCCESS, call(() -> ndis.load(miniport, driver)));
        return call(() -> ndis.startAdapter(driver.value, SLOT, "A", new NdisConfiguration(), adapter));
    }

    private int startSecond()
    {
        assertEquals(NDIS_STATUS_SUCCESS, call(() -> ndis.load(second, secondDriver)));
        return call(() ->
            ndis.startAdapter(secondDriver.value, SECOND_SLOT, "B", new NdisConfiguration(), secondAdapter));
    }

    private void up(final Runnable inInitialize)
    {
        miniport.inInitialize = () ->
        {
            inInitialize.run();
            return NDIS_STATUS_SUCCESS;
        };
        assertEquals(NDIS_STATUS_SUCCESS, start());
        miniport.calls.clear();
    }

    private void scatterGather()
    {
        assertEquals(
            NDIS_STATUS_SUCCESS, library.ndisMInitializeScatterGatherDma(miniport.adapterHandle, false, 65_536));
    }

    private long violations(final NdisViolation violation)
    {
        return ndis.violations().count(violation);
    }

    // Memory.

    @Test
    void shouldAllocateAndFreeMemory()
    {
        final long usedBefore = host.memory().usedBytes();
        final NdisMemory memory = new NdisMemory();

        assertEquals(NDIS_STATUS_SUCCESS, call(() -> library.ndisAllocateMemoryWithTag(memory, 1000, (int)TAG)));
        memory.virtualAddress().putInt(996, 7, ByteOrder.LITTLE_ENDIAN);
        assertEquals(1000, memory.length());
        assertEquals(1, ndis.memoryBlocksOut());
        assertEquals(1000, ndis.memoryBytesOut());
        run(() -> library.ndisFreeMemory(memory, 1000, 0));

        assertEquals(0, ndis.memoryBlocksOut());
        assertEquals(usedBefore, host.memory().usedBytes());
        assertNull(memory.virtualAddress());
        assertEquals(0, violations(NdisViolation.MEMORY_FREE_MISMATCH));
    }

    @Test
    void shouldReportMemoryThatIsFreedTwiceOrWithAnotherLength()
    {
        final NdisMemory memory = new NdisMemory();
        run(() ->
        {
            library.ndisAllocateMemoryWithTag(memory, 100, (int)TAG);
            library.ndisFreeMemory(memory, 99, 0);
            library.ndisFreeMemory(memory, 100, 0);
        });

        assertEquals(2, violations(NdisViolation.MEMORY_FREE_MISMATCH));
        assertEquals(0, ndis.memoryBlocksOut());
        assertEquals(
            NDIS_STATUS_FAILURE, call(() -> library.ndisAllocateMemoryWithTag(memory, 1 << 30, (int)TAG)));
        assertNull(memory.virtualAddress());
    }

    @Test
    void shouldKeepBlocksInALookasideList()
    {
        final NdisNPagedLookasideList list = new NdisNPagedLookasideList();
        run(() ->
        {
            library.ndisInitializeNPagedLookasideList(list, 48, (int)TAG, 1);
            final NdisMemory first = library.ndisAllocateFromNPagedLookasideList(list);
            final NdisMemory other = library.ndisAllocateFromNPagedLookasideList(list);
            assertEquals(48, first.length());
            assertEquals(2, list.usage());
            library.ndisFreeToNPagedLookasideList(list, first);
            library.ndisFreeToNPagedLookasideList(list, other); // beyond the depth: given back
            assertEquals(1, ndis.memoryBlocksOut());
            assertSame(first, library.ndisAllocateFromNPagedLookasideList(list));
            library.ndisFreeToNPagedLookasideList(list, first);
            library.ndisDeleteNPagedLookasideList(list);
        });
        assertEquals(0, ndis.memoryBlocksOut());
        assertEquals(0, ndis.violations().total());
    }

    @Test
    void shouldReportMisuseOfALookasideList()
    {
        final NdisNPagedLookasideList list = new NdisNPagedLookasideList();
        run(() ->
        {
            assertNull(library.ndisAllocateFromNPagedLookasideList(list));
            library.ndisInitializeNPagedLookasideList(list, 48, (int)TAG, 0);
            final NdisMemory block = library.ndisAllocateFromNPagedLookasideList(list);
            library.ndisFreeToNPagedLookasideList(list, block);
            library.ndisFreeToNPagedLookasideList(list, block);
            assertNotNull(library.ndisAllocateFromNPagedLookasideList(list));
            library.ndisDeleteNPagedLookasideList(list);
        });
        assertEquals(2, violations(NdisViolation.LOOKASIDE_LIST_MISUSE));
        assertEquals(1, violations(NdisViolation.MEMORY_FREE_MISMATCH));
    }

    // Shared memory.

    @Test
    void shouldCompleteAsynchronousSharedMemoryOnceAtDispatch()
    {
        final long usedBefore = host.memory().usedBytes();
        up(this::scatterGather);

        assertEquals(NDIS_STATUS_PENDING, call(() ->
            library.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 8192, true, 77)));
        assertEquals(List.of(), miniport.calls);
        runFor(SharedMemories.ALLOCATION_PS + MICROSECOND);

        assertEquals(List.of("1 AllocateComplete 77 of 8192"), miniport.calls);
        final NdisSharedMemory memory = miniport.allocated.get(0);
        assertEquals(0, memory.physicalAddress() % 4096);
        assertTrue(memory.cached());
        run(() -> library.ndisMFreeSharedMemory(miniport.adapterHandle, memory));
        assertEquals(usedBefore, host.memory().usedBytes());
    }

    @Test
    void shouldSayWhenThereIsNoAsynchronousSharedMemory()
    {
        up(this::scatterGather);

        assertEquals(NDIS_STATUS_PENDING, call(() ->
            library.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 1 << 30, false, 5)));
        runFor(SharedMemories.ALLOCATION_PS + MICROSECOND);

        assertEquals(List.of("1 AllocateComplete 5 of 0"), miniport.calls);
        assertNull(miniport.allocated.get(0).virtualAddress());
    }

    @Test
    void shouldFailAsynchronousSharedMemoryBeforeHalt()
    {
        up(this::scatterGather);
        miniport.inHalt = () -> assertEquals(
            NDIS_STATUS_FAILURE, library.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 64, false, 2));

        run(() ->
        {
            library.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 64, false, 1);
            ndis.haltAdapter(adapter.value);
        });
        runFor(2 * SharedMemories.ALLOCATION_PS);

        assertEquals(List.of("1 AllocateComplete 1 of 0", "0 Halt"), miniport.calls);
    }

    @Test
    void shouldDeliverAsynchronousSharedMemoryAfterInitializeOnly()
    {
        miniport.inInitialize = () ->
        {
            scatterGather();
            library.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 64, false, 1);
            library.ndisMSleep(100);
            assertEquals(List.of(), miniport.calls);
            return NDIS_STATUS_SUCCESS;
        };
        start();
        runFor(MICROSECOND);
        assertTrue(miniport.calls.contains("1 AllocateComplete 1 of 64"));

        second.inInitialize = () ->
        {
            library.ndisMInitializeScatterGatherDma(second.adapterHandle, false, 100);
            library.ndisMAllocateSharedMemoryAsync(second.adapterHandle, 64, false, 1);
            return NDIS_STATUS_RESOURCES;
        };
        assertEquals(NDIS_STATUS_RESOURCES, startSecond());
        runFor(2 * SharedMemories.ALLOCATION_PS);
        assertEquals(List.of(), second.calls);
    }

    @Test
    void shouldRefuseAsynchronousSharedMemoryWithoutHandlerOrDma()
    {
        up(() -> { });
        assertEquals(NDIS_STATUS_FAILURE, call(() ->
            library.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 64, false, 1)));
        assertEquals(1, violations(NdisViolation.DMA_ORDER));

        second.characteristics.without(MiniportHandler.ALLOCATE_COMPLETE);
        startSecond();
        assertEquals(NDIS_STATUS_FAILURE, call(() ->
            library.ndisMAllocateSharedMemoryAsync(second.adapterHandle, 64, false, 1)));
        assertEquals(1, violations(NdisViolation.HANDLER_MISSING));
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void shouldShowDmaInCachedMemoryAfterAnUpdateOnly(final boolean isCoherent)
    {
        final NdisSharedMemory cached = new NdisSharedMemory();
        final NdisSharedMemory uncached = new NdisSharedMemory();
        ndis.coherentDma(isCoherent);
        up(() ->
        {
            scatterGather();
            library.ndisMAllocateSharedMemory(miniport.adapterHandle, 256, true, cached);
            library.ndisMAllocateSharedMemory(miniport.adapterHandle, 256, false, uncached);
        });
        cached.virtualAddress().putByte(8, (byte)1);
        run(() -> library.ndisMUpdateSharedMemory(miniport.adapterHandle, cached, 0, 256));

        host.memory().putByte(cached.physicalAddress() + 8, (byte)9); // as a device does
        host.memory().putByte(uncached.physicalAddress() + 8, (byte)9);
        assertEquals(9, uncached.virtualAddress().getByte(8));
        assertEquals(isCoherent, cached.virtualAddress().getByte(8) == 9);
        run(() -> library.ndisMUpdateSharedMemory(miniport.adapterHandle, cached, 8, 1));
        assertEquals(9, cached.virtualAddress().getByte(8));
        assertEquals(9, cached.data().getByte(8));

        run(() -> library.ndisMUpdateSharedMemory(miniport.adapterHandle, cached, 250, 7));
        assertEquals(1, violations(NdisViolation.SHARED_MEMORY_RANGE));
    }

    @Test
    void shouldFlushABufferInEitherDirection()
    {
        final NdisSharedMemory cached = new NdisSharedMemory();
        ndis.coherentDma(false);
        up(() ->
        {
            scatterGather();
            library.ndisMAllocateSharedMemory(miniport.adapterHandle, 256, true, cached);
        });
        final NdisBufferPool pool = library.ndisAllocateBufferPool(1);
        final NdisBuffer buffer = pool.allocateBuffer(cached.data(), 16, 4);

        host.memory().putByte(cached.physicalAddress() + 17, (byte)3);
        host.memory().putByte(cached.physicalAddress() + 20, (byte)3);
        cached.data().setByte(20, 0);
        run(() -> library.ndisFlushBuffer(buffer, false));
        assertEquals(3, cached.data().getByte(17));
        assertEquals(0, cached.data().getByte(20)); // beyond the buffer

        cached.data().setByte(18, 5);
        assertNotEquals(5, host.memory().getByte(cached.physicalAddress() + 18));
        run(() -> library.ndisFlushBuffer(buffer, true));
        assertEquals(5, host.memory().getByte(cached.physicalAddress() + 18));
    }

    // Map registers.

    @Test
    void shouldMapOneBufferAtATimeForEachRegister()
    {
        final long usedBefore = host.memory().usedBytes();
        up(() -> assertEquals(
            NDIS_STATUS_SUCCESS, library.ndisMAllocateMapRegisters(miniport.adapterHandle, true, 2, 100)));
        final ByteBuf inRam = host.memory().allocator().directBuffer(64);
        final ByteBuf onHeap = Unpooled.wrappedBuffer(new byte[64]);
        final NdisBufferPool pool = library.ndisAllocateBufferPool(2);
        final NdisBuffer first = pool.allocateBuffer(inRam, 8, 40);
        final NdisBuffer copied = pool.allocateBuffer(onHeap, 4, 60);
        final NdisScatterGatherList where = new NdisScatterGatherList();
        run(() ->
        {
            final long handle = miniport.adapterHandle;
            library.ndisMStartBufferPhysicalMapping(handle, first, 0, true, where);
            assertEquals(1, where.numberOfElements());
            assertEquals(host.memory().busAddress(inRam, 8), where.address(0));
            assertEquals(40, where.length(0));
            library.ndisMStartBufferPhysicalMapping(handle, copied, 0, false, where); // taken
            assertEquals(0, where.numberOfElements());
            library.ndisMStartBufferPhysicalMapping(handle, copied, 1, false, where);
            host.memory().putByte(where.address(0) + 2, (byte)8); // as a device does
            library.ndisMCompleteBufferPhysicalMapping(handle, copied, 1);
            assertEquals(8, onHeap.getByte(6));
            library.ndisMCompleteBufferPhysicalMapping(handle, copied, 1); // is not mapped any more
            library.ndisMStartBufferPhysicalMapping(handle, copied, 2, false, where); // there are two
            assertEquals(3, violations(NdisViolation.MAP_REGISTER_MISUSE));
            library.ndisMCompleteBufferPhysicalMapping(handle, first, 0);
            library.ndisMFreeMapRegisters(handle);
        });
        assertEquals(3, violations(NdisViolation.MAP_REGISTER_MISUSE));
        inRam.release();
        assertEquals(usedBefore, host.memory().usedBytes());
    }

    @Test
    void shouldLimitMapRegistersAndTakeThemBack()
    {
        miniport.inInitialize = () ->
        {
            final long handle = miniport.adapterHandle;
            assertEquals(NDIS_STATUS_RESOURCES, library.ndisMAllocateMapRegisters(
                handle, true, Resources.MAP_REGISTERS + 1, 100));
            assertEquals(NDIS_STATUS_SUCCESS, library.ndisMAllocateMapRegisters(
                handle, true, Resources.MAP_REGISTERS, 100));
            return NDIS_STATUS_FAILURE;
        };
        assertEquals(NDIS_STATUS_FAILURE, start());
        assertEquals(1, violations(NdisViolation.LEAK_AT_HALT));

        second.inInitialize = () -> library.ndisMAllocateMapRegisters(second.adapterHandle, true, 1, 100);
        assertEquals(NDIS_STATUS_SUCCESS, startSecond());
    }

    @Test
    void shouldWantBusMasteringForMapRegisters()
    {
        miniport.attributes = 0;
        miniport.inInitialize = () -> library.ndisMAllocateMapRegisters(miniport.adapterHandle, true, 1, 100);

        assertEquals(NDIS_STATUS_RESOURCES, start());
        assertEquals(1, violations(NdisViolation.DMA_ORDER));
    }

    @Test
    void shouldTakeTheOldFormOfAttributes()
    {
        miniport.usesOldAttributes = true;
        up(this::scatterGather);
        assertEquals(0, ndis.violations().total());
    }

    // Ports.

    @Test
    void shouldReachPortsThroughWhatIsRegisteredOnly()
    {
        final NdisHandleHolder ports = new NdisHandleHolder();
        up(() ->
        {
            final NdisResourceList.Descriptor range = miniport.resources.first(NdisResourceList.Type.PORT);
            final long handle = miniport.adapterHandle;
            assertEquals(NDIS_STATUS_RESOURCE_CONFLICT, library.ndisMRegisterIoPortRange(
                ports, handle, (int)range.start(), range.length() + 1));
            assertEquals(NDIS_STATUS_SUCCESS, library.ndisMRegisterIoPortRange(
                ports, handle, (int)range.start(), range.length()));
        });

        assertEquals(TestNic.IDENTITY, call(() -> library.ndisRawReadPortUlong(ports.value)));
        assertEquals(TestNic.IDENTITY & 0xFFFF, call(() -> library.ndisRawReadPortUshort(ports.value)));
        assertEquals(TestNic.IDENTITY >>> 24, call(() -> library.ndisRawReadPortUchar(ports.value + 3)));
        run(() -> library.ndisRawWritePortUlong(ports.value + TestNic.MASK, 1));
        runFor(MICROSECOND);
        assertFalse(nic.isMasked());
        run(() -> library.ndisMDeregisterIoPortRange(miniport.adapterHandle, 0, 256, ports.value));
        assertEquals(
            NdisBugCheckCode.REGISTER_ACCESS_UNMAPPED,
            assertThrows(NdisBugCheck.class, () -> call(() -> library.ndisRawReadPortUlong(ports.value))).code());
    }

    // Interrupts.

    @Test
    void shouldDisableAndEnableInsteadOfTheServiceRoutine()
    {
        up(() -> assertEquals(NDIS_STATUS_SUCCESS, miniport.registerInterrupt(false, false, 0)));
        miniport.inHandleInterrupt = miniport::acknowledge;

        run(miniport::ring);
        runFor(TestNic.BELL_DELAY_PS + 5 * MICROSECOND);

        assertEquals(List.of("2 DisableInterrupt", "1 HandleInterrupt", "1 EnableInterrupt"), miniport.calls);
        assertFalse(nic.isMasked());
    }

    @Test
    void shouldHandleAfterInitializeWhatWasDisabledDuringIt()
    {
        miniport.inHandleInterrupt = miniport::acknowledge;
        miniport.inInitialize = () ->
        {
            miniport.registerInterrupt(false, false, 0);
            miniport.ring();
            library.ndisMSleep(20);
            assertEquals(List.of("2 DisableInterrupt"), miniport.calls);
            return NDIS_STATUS_SUCCESS;
        };
        assertEquals(NDIS_STATUS_SUCCESS, start());
        runFor(5 * MICROSECOND);

        assertTrue(miniport.calls.contains("1 EnableInterrupt"));
        assertFalse(nic.isMasked());
    }

    @Test
    void shouldCallALatchedInterruptOncePerRise()
    {
        miniport.acknowledges = false;
        up(() -> miniport.registerInterrupt(true, false, NdisMiniportLibrary.NDIS_INTERRUPT_LATCHED));

        run(miniport::ring);
        runFor(TestNic.BELL_DELAY_PS + 20 * MICROSECOND);
        assertEquals(List.of("2 ISR", "1 HandleInterrupt", "1 EnableInterrupt"), miniport.calls);
        run(miniport::acknowledge);
        run(miniport::ring);
        runFor(TestNic.BELL_DELAY_PS + 20 * MICROSECOND);
        assertEquals(6, miniport.calls.size());
    }

    @Test
    void shouldAskEveryListenerOfASharedLineUntilOneRecognizes()
    {
        secondNic.config().write(ConfigSpace.INTERRUPT_LINE, 1, nic.config().read(ConfigSpace.INTERRUPT_LINE, 1));
        up(() -> assertEquals(NDIS_STATUS_SUCCESS, miniport.registerInterrupt(true, true, 0)));
        second.inInitialize = () -> second.registerInterrupt(true, true, 0);
        assertEquals(NDIS_STATUS_SUCCESS, startSecond());
        second.calls.clear();

        run(second::ring);
        runFor(TestNic.BELL_DELAY_PS + 10 * MICROSECOND);

        assertEquals(List.of("2 ISR not mine"), miniport.calls);
        assertEquals(List.of("2 2nd ISR", "1 2nd HandleInterrupt", "1 2nd EnableInterrupt"), second.calls);
        run(() -> ndis.haltAdapter(adapter.value));
        run(second::ring);
        runFor(TestNic.BELL_DELAY_PS + 10 * MICROSECOND);
        assertEquals(6, second.calls.size());
    }

    @Test
    void shouldNotShareALineThatIsExclusive()
    {
        secondNic.config().write(ConfigSpace.INTERRUPT_LINE, 1, nic.config().read(ConfigSpace.INTERRUPT_LINE, 1));
        up(() -> assertEquals(NDIS_STATUS_SUCCESS, miniport.registerInterrupt(true, false, 0)));
        second.inInitialize = () -> second.registerInterrupt(true, true, 0);

        assertEquals(NDIS_STATUS_RESOURCE_CONFLICT, startSecond());
        assertEquals(0, ndis.violations().total());
    }

    // Events, removal, unloading.

    @Test
    void shouldPassPlugAndPlayEventsOn()
    {
        up(() -> { });
        run(() ->
        {
            ndis.notifyPnP(adapter.value, NdisMiniport.NDIS_DEVICE_PNP_EVENT_QUERY_STOPPED);
            ndis.notifyPnP(adapter.value, NdisMiniport.NDIS_DEVICE_PNP_EVENT_STOPPED);
            ndis.notifyPowerProfile(adapter.value, false);
            ndis.notifyPowerProfile(adapter.value, true);
        });

        assertEquals(
            List.of("0 PnPEventNotify 3", "0 PnPEventNotify 4", "0 PnPEventNotify 5 0", "0 PnPEventNotify 5 1"),
            miniport.calls);
        assertThrows(IllegalArgumentException.class, () ->
            ndis.notifyPnP(adapter.value, NdisMiniport.NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED));
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void shouldTellOfASurpriseRemovalIfTheMiniportCanStandIt(final boolean canStandIt)
    {
        miniport.attributes |= canStandIt ? NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK : 0;
        up(() -> miniport.registerInterrupt(true, false, 0));

        run(() -> ndis.surpriseRemove(adapter.value));
        assertEquals(canStandIt ? List.of("0 PnPEventNotify 2") : List.of(), miniport.calls);
        assertEquals(-1, call(() -> library.ndisReadRegisterUlong(miniport.registers)));
        run(() -> ndis.haltAdapter(adapter.value));

        assertEquals("0 Halt", miniport.calls.get(miniport.calls.size() - 1));
        assertEquals(0, ndis.violations().total());
    }

    @Test
    void shouldRunTheUnloadHandlerAfterTheLastHalt()
    {
        up(() -> { });
        run(() -> library.ndisMRegisterUnloadHandler(miniport.wrapper, () -> miniport.calls.add("unload")));

        run(() -> ndis.unload(driver.value));

        assertEquals(List.of("0 Halt", "unload"), miniport.calls);
        assertThrows(IllegalArgumentException.class, () -> call(() ->
            ndis.startAdapter(driver.value, SLOT, "A", new NdisConfiguration(), adapter)));
    }

    @Test
    void shouldHaltNothingAfterShutdown()
    {
        up(() -> { });
        run(() ->
        {
            ndis.shutdownAdapter(adapter.value);
            ndis.haltAdapter(adapter.value);
        });
        assertEquals(List.of("0 Shutdown"), miniport.calls);
    }
}
