package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_CHARACTERISTICS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_VERSION;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vatm.pci.ConfigSpace;
import org.vatm.sim.HostCpu;

/** Registration, initialise, what initialise can claim, halt. */
class AdapterLifeTest
{
    private final TestSystem system = new TestSystem();
    private final LoopMiniport miniport = system.miniport;

    @AfterEach
    void close()
    {
        system.close();
    }

    @ParameterizedTest
    @EnumSource(MiniportHandler.class)
    void shouldInsistOnMandatoryHandlersOnly(final MiniportHandler missing)
    {
        miniport.characteristics.without(missing);

        assertEquals(missing.isMandatory(1) ? NDIS_STATUS_BAD_CHARACTERISTICS : NDIS_STATUS_SUCCESS, system.load());
    }

    @Test
    void shouldCheckVersionAndLength()
    {
        miniport.characteristicsLength = NdisMiniportCharacteristics.LENGTH_5_0;
        assertEquals(NDIS_STATUS_BAD_CHARACTERISTICS, system.load());
        miniport.characteristicsLength = NdisMiniportCharacteristics.LENGTH_5_1;
        miniport.characteristics = new NdisMiniportCharacteristics(6, 0, miniport);
        assertEquals(NDIS_STATUS_BAD_VERSION, system.load());
    }

    /** Contract 4.4(a). */
    @Test
    void shouldStartAnAdapterAndOpenTheAddressFamily()
    {
        system.load();
        system.run(system.callManager::register);
        system.run(system.client::register);

        assertEquals(NDIS_STATUS_SUCCESS, system.start());

        assertEquals(
            List.of("0 Initialize", "1 CoRequest OID_GEN_CO_SUPPORTED_LIST", "1 CoRequest OID_GEN_CO_HARDWARE_STATUS",
                "1 CoRequest OID_GEN_CO_MAC_OPTIONS", "1 CoRequest OID_GEN_CO_LINK_SPEED",
                "1 CoRequest OID_GEN_CO_MEDIA_CONNECT_STATUS", "0 PnPEventNotify"),
            miniport.calls);
        assertEquals(List.of("ready ATM1"), system.client.events);
        assertTrue(system.client.port.afHandle() != 0);
    }

    @Test
    void shouldOpenTheAddressFamilyWhateverComesFirst()
    {
        system.run(system.client::register);
        system.load();
        system.start();
        assertEquals(List.of(), system.client.events);

        system.run(system.callManager::register);

        assertEquals(List.of("ready ATM1"), system.client.events);
    }

    @Test
    void shouldHaltAndReleaseEverything()
    {
        final long usedBefore = system.host.memory().usedBytes();
        system.up();
        final NdisClientVc vc = system.connected();

        system.run(() -> system.ndis.haltAdapter(system.adapterHandle.value));

        assertEquals(List.of("0 CoDeactivateVc", "0 CoDeleteVc", "0 Halt"), miniport.calls);
        assertEquals(NdisClientVc.Stage.NONE, vc.stage());
        assertEquals(0, system.callManager.vcCount());
        assertEquals(usedBefore, system.host.memory().usedBytes());
        assertEquals(0, system.ndis.violations().total());
        final long dead = miniport.adapterHandle;
        assertThrows(NdisBugCheck.class, () -> system.run(() -> miniport.ndis.ndisMCoReceiveComplete(dead)));
    }

    @Test
    void shouldTakeBackWhatAFailedInitializeLeaves()
    {
        system.load();
        miniport.initializeStatus = NDIS_STATUS_RESOURCES;
        assertEquals(NDIS_STATUS_RESOURCES, system.start());
        assertEquals(0, system.ndis.violations().total());

        miniport.leaks = true;
        assertEquals(
            NdisBugCheckCode.INTERRUPT_LIVE_AFTER_HALT,
            assertThrows(NdisBugCheck.class, system::start).code());
        assertEquals(1, system.violations(NdisViolation.LEAK_AT_HALT));
        assertEquals(0, system.host.memory().usedBytes());
    }

    @Test
    void shouldStopWhenInitializePends()
    {
        system.load();
        miniport.initializeStatus = NDIS_STATUS_PENDING;

        assertEquals(NdisBugCheckCode.INITIALIZE_PENDED, assertThrows(NdisBugCheck.class, system::start).code());
    }

    @Test
    void shouldReadConfiguration()
    {
        system.configuration.with("McastVcs", 12).with("Rate", "353207").with("NetworkAddress", "02-00-5e-00-00-A1");
        system.load();
        miniport.inInitialize = this::readConfiguration;

        assertEquals(NDIS_STATUS_SUCCESS, system.start());

        final NdisHandleHolder stale = new NdisHandleHolder();
        assertEquals(NDIS_STATUS_FAILURE, system.call(() ->
            miniport.ndis.ndisOpenConfiguration(stale, miniport.configurationContext)));
        assertEquals(1, system.violations(NdisViolation.STALE_CONFIGURATION));
    }

    private void readConfiguration()
    {
        final NdisHandleHolder handle = new NdisHandleHolder();
        final NdisConfigurationParameter p = miniport.parameter;
        final int integer = NdisConfigurationParameter.NDIS_PARAMETER_INTEGER;
        assertEquals(NDIS_STATUS_SUCCESS, miniport.ndis.ndisOpenConfiguration(handle, miniport.configurationContext));
        assertEquals(NDIS_STATUS_SUCCESS, miniport.ndis.ndisReadConfiguration(p, handle.value, "MCASTVCS", integer));
        assertEquals(12, p.integerData);
        assertEquals(NDIS_STATUS_SUCCESS, miniport.ndis.ndisReadConfiguration(p, handle.value, "rate", integer));
        assertEquals(353_207, p.integerData);
        assertEquals(NDIS_STATUS_FAILURE, miniport.ndis.ndisReadConfiguration(p, handle.value, "nothing", integer));
        final UnsafeBuffer address = new UnsafeBuffer(new byte[6]);
        final NdisIntHolder length = new NdisIntHolder();
        assertEquals(NDIS_STATUS_SUCCESS, miniport.ndis.ndisReadNetworkAddress(address, length, handle.value));
        assertEquals(6, length.value);
        assertEquals((byte)0xA1, address.getByte(5));
        miniport.ndis.ndisCloseConfiguration(handle.value);
    }

    @Test
    void shouldReachRegistersThroughWhatIsMappedOnly()
    {
        system.up();
        final long registers = miniport.registers;

        assertEquals(TestNic.IDENTITY, system.call(() -> miniport.ndis.ndisReadRegisterUlong(registers)));
        assertEquals(TestNic.IDENTITY >>> 16, system.call(() -> miniport.ndis.ndisReadRegisterUshort(registers + 2)));
        assertEquals(1, system.call(() -> miniport.ndis.ndisReadRegisterUchar(registers)));
        assertEquals(
            NdisBugCheckCode.REGISTER_ACCESS_UNMAPPED,
            assertThrows(
                NdisBugCheck.class, () -> system.run(() -> miniport.ndis.ndisWriteRegisterUlong(registers + 4096, 0)))
                .code());
    }

    @Test
    void shouldRefuseForeignAndEarlyClaims()
    {
        system.load();
        final NdisSharedMemory memory = new NdisSharedMemory();
        final NdisHandleHolder out = new NdisHandleHolder();
        miniport.inInitialize = () ->
        {
            final long adapter = miniport.adapterHandle;
            final long start = miniport.resources.bar(1).start();
            assertEquals(NDIS_STATUS_RESOURCE_CONFLICT, miniport.ndis.ndisMMapIoSpace(out, adapter, start + 4, 4096));
            assertEquals(0, out.value);
            assertEquals(NDIS_STATUS_RESOURCE_CONFLICT, miniport.ndis.ndisMRegisterInterrupt(
                new NdisMiniportInterrupt(), adapter, 99, 99, true, true, 0));
            assertEquals(NDIS_STATUS_FAILURE, miniport.ndis.ndisMRegisterInterrupt(
                new NdisMiniportInterrupt(), adapter, 13, 13, false, false, 0));
            miniport.ndis.ndisMAllocateSharedMemory(adapter, 1 << 30, false, memory);
            assertNull(memory.virtualAddress());
            miniport.ndis.ndisMAllocateSharedMemory(adapter, 5000, false, memory);
            assertEquals(0, memory.physicalAddress() % 4096);
            memory.virtualAddress().putByte(4999, (byte)7);
            assertEquals(7, system.host.memory().getByte(memory.physicalAddress() + 4999));
            assertEquals(7, memory.data().getByte(4999));
            assertEquals(memory.physicalAddress() + 9, system.host.memory().busAddress(memory.data(), 9));
            miniport.ndis.ndisMFreeSharedMemory(adapter, memory);
        };

        assertEquals(NDIS_STATUS_SUCCESS, system.start());

        assertEquals(1, system.violations(NdisViolation.HANDLER_MISSING));
        system.run(() -> miniport.ndis.ndisMAllocateSharedMemory(miniport.adapterHandle, 64, false, memory));
        assertNull(memory.virtualAddress());
        assertEquals(1, system.violations(NdisViolation.NOT_IN_INITIALIZE));
    }

    @Test
    void shouldReadAndWriteConfigurationSpace()
    {
        system.up();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);

        assertEquals(7, system.call(() ->
            miniport.ndis.ndisReadPciSlotInformation(miniport.adapterHandle, 1, buffer, 7)));
        assertEquals(0x12, buffer.getByte(0));
        assertEquals(0x5678, buffer.getShort(1, java.nio.ByteOrder.LITTLE_ENDIAN));

        buffer.putShort(0, (short)7, java.nio.ByteOrder.LITTLE_ENDIAN);
        assertEquals(2, system.call(() ->
            miniport.ndis.ndisWritePciSlotInformation(miniport.adapterHandle, ConfigSpace.COMMAND, buffer, 2)));
        system.runFor(TestSystem.MICROSECOND);
        assertTrue(system.nic.config().isBusMaster());
    }

    @Test
    void shouldRunTheIsrAtDeviceLevelAndTheDpcAfterItAtDispatch()
    {
        system.up();

        system.run(() -> miniport.ndis.ndisWriteRegisterUlong(miniport.registers + TestNic.BELL, 1));
        system.runFor(TestNic.BELL_DELAY_PS + 5 * TestSystem.MICROSECOND);

        assertEquals(List.of("2 ISR", "1 HandleInterrupt"), miniport.calls);
        assertEquals(AdapterInterrupt.DPC_DISPATCH_PS, miniport.dpcStartPs - miniport.isrEndPs);
    }

    @Test
    void shouldNotRunTheDpcDuringInitialize()
    {
        system.load();
        miniport.inInitialize = () ->
        {
            final int line = (int)miniport.resources.first(NdisResourceList.Type.INTERRUPT).start();
            miniport.ndis.ndisMRegisterInterrupt(
                miniport.interrupt, miniport.adapterHandle, line, line, true, true, 0);
            miniport.ndis.ndisWriteRegisterUlong(miniport.registers + TestNic.MASK, 1);
            miniport.ndis.ndisWriteRegisterUlong(miniport.registers + TestNic.BELL, 1);
            miniport.ndis.ndisMSleep(20);
        };

        system.start();
        system.runFor(20 * TestSystem.MICROSECOND);

        assertTrue(miniport.calls.contains("2 ISR"));
        assertFalse(miniport.calls.contains("1 HandleInterrupt"));
    }

    @Test
    void shouldRunTimersAtDispatch()
    {
        system.up();
        final NdisMiniportTimer timer = miniport.timer;
        system.run(() -> miniport.ndis.ndisMSetTimer(timer, 3));
        system.runFor(2999 * TestSystem.MICROSECOND);
        assertEquals(0, miniport.timerRuns);
        system.runFor(TestSystem.MICROSECOND);
        assertEquals(1, miniport.timerRuns);

        system.run(() -> miniport.ndis.ndisMSetPeriodicTimer(timer, 2));
        system.runFor(7000 * TestSystem.MICROSECOND);
        assertEquals(4, miniport.timerRuns);
        system.run(() -> assertTrue(miniport.ndis.ndisMCancelTimer(timer)));
        system.run(() -> assertFalse(miniport.ndis.ndisMCancelTimer(timer)));
        system.runFor(7000 * TestSystem.MICROSECOND);
        assertEquals(4, miniport.timerRuns);

        assertEquals(
            NdisBugCheckCode.TIMER_NOT_INITIALIZED,
            assertThrows(
                NdisBugCheck.class, () -> system.run(() -> miniport.ndis.ndisMSetTimer(new NdisMiniportTimer(), 1)))
                .code());
    }

    @Test
    void shouldRaiseTheLevelForLocksAndSynchronizedCode()
    {
        system.up();
        final NdisSpinLock lock = new NdisSpinLock();
        final HostCpu cpu = system.host.cpu();
        system.run(() ->
        {
            miniport.ndis.ndisAcquireSpinLock(lock);
            assertEquals(HostCpu.DISPATCH, cpu.level());
            miniport.ndis.ndisReleaseSpinLock(lock);
            assertEquals(HostCpu.PASSIVE, cpu.level());
            assertTrue(miniport.ndis.ndisMSynchronizeWithInterrupt(
                miniport.interrupt, context -> cpu.level() == HostCpu.DEVICE && context == 5, 5));
            assertEquals(HostCpu.PASSIVE, cpu.level());
            miniport.ndis.ndisReleaseSpinLock(lock);
        });
        assertEquals(1, system.violations(NdisViolation.LOCK_MISUSE));
    }

    @Test
    void shouldShutDownWithoutReleasing()
    {
        system.up();

        system.run(() -> system.ndis.shutdownAdapter(system.adapterHandle.value));
        system.runFor(TestSystem.MICROSECOND);

        assertEquals(List.of("0 Shutdown"), miniport.calls);
        assertTrue(system.nic.isMasked());
        assertTrue(system.host.memory().usedBytes() > 0);
    }

    @Test
    void shouldKeepTheErrorLog()
    {
        system.up();

        system.run(() -> miniport.ndis.ndisWriteErrorLogEntry(
            miniport.adapterHandle, NdisErrorCode.NDIS_ERROR_CODE_HARDWARE_FAILURE, 0x1234, 5));

        assertEquals("00001234 00000005", system.ndis.errorLog().get(0).values());
        assertEquals("NDIS_ERROR_CODE_HARDWARE_FAILURE", NdisErrorCode.name(system.ndis.errorLog().get(0).errorCode()));
    }
}
