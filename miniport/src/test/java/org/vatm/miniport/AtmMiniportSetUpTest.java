package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vatm.idt77252.BoardConfig;
import org.vatm.idt77252.Idt77252;
import org.vatm.idt77252.RctEntry;
import org.vatm.idt77252.TctEntry;
import org.vatm.idt77252.TstEntry;
import org.vatm.line.AtmPort;
import org.vatm.line.Fibre;
import org.vatm.line.SuniPhy;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisClientPort;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;
import org.vatm.register.GuestErrors;
import org.vatm.sim.Simulation;

class AtmMiniportSetUpTest
{
    private static final int BOTH_WAYS = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC;

    private final Simulation simulation = new Simulation();
    private final AtmMachine machine = new AtmMachine(simulation, "a", BoardLayout.WORDS_128K.sramWords());

    @AfterEach
    void close()
    {
        assertEquals(0, machine.ndis.violations().total());
        assertEquals(0, machine.chip.guestErrors().total());
        assertEquals(0, machine.verifier.total(), () -> machine.verifier.findings().toString());
        simulation.close();
    }

    @ParameterizedTest
    @EnumSource(BoardLayout.class)
    void shouldFindOutWhatTheBoardIs(final BoardLayout layout)
    {
        final AtmMachine other = new AtmMachine(simulation, "b", layout.sramWords());

        assertEquals(NDIS_STATUS_SUCCESS, other.start(), () -> other.ndis.errorLog().toString());

        assertEquals(layout, other.adapter().layout());
        assertEquals(layout.usableConnections(), word(query(other, NdisOid.OID_ATM_MAX_ACTIVE_VCS, 4)));
        assertEquals(0x00, query(other, NdisOid.OID_ATM_HW_CURRENT_ADDRESS, 6).getByte(0));
        assertEquals('b', query(other, NdisOid.OID_ATM_HW_CURRENT_ADDRESS, 6).getByte(5));
        assertEquals(0, other.chip.guestErrors().total());
        for (int connection = 0; connection < layout.connections(); connection += 101)
        {
            assertEquals(0, other.sram(layout.receiveConnection(connection)));
        }
        assertEquals(TstEntry.VARIABLE, other.sram(layout.transmitSchedule() + layout.transmitSlots() - 1));
        assertEquals(
            TstEntry.jump(layout.transmitSchedule()), other.sram(layout.transmitSchedule() + layout.transmitSlots()));
    }

    @Test
    void shouldRefuseABoardThatItHasNoLayoutForAndKeepNothing()
    {
        final AtmMachine other = new AtmMachine(simulation, "b", 16 << 10);

        assertEquals(NDIS_STATUS_FAILURE, other.start());

        assertEquals(1, other.ndis.errorLog().size());
        assertEquals(0, other.host.memory().usedBytes());
        assertEquals(0, other.ndis.violations().total());
    }

    @Test
    void shouldMakeDoWithLittleMemoryAndRefuseLess()
    {
        final AtmMachine little = new AtmMachine(simulation, "b", BoardLayout.WORDS_128K.sramWords(), 32 << 20);
        final AtmMachine less = new AtmMachine(simulation, "c", BoardLayout.WORDS_128K.sramWords(), 8 << 20);

        assertEquals(NDIS_STATUS_SUCCESS, little.start());
        assertEquals(NDIS_STATUS_SUCCESS, little.open(new TestVc(40)));
        assertEquals(NDIS_STATUS_RESOURCES, less.start());
        assertEquals(1, less.ndis.errorLog().size());
        assertEquals(0, less.host.memory().usedBytes());
    }

    @Test
    void shouldServeSeveralAdaptersOfOneHost()
    {
        final AtmPort secondPort =
            new AtmPort("a/sar2", machine.host.cpu(), new SuniPhy(SuniPhy.Model.S_UNI_LITE, new GuestErrors()));
        final Idt77252 second = new Idt77252(machine.host, BoardConfig.of("a/sar2", new byte[6]), secondPort);
        machine.host.addDevice(second, AtmMachine.SLOT + 1);
        machine.host.assignResources();
        Fibre.connect(machine.port, secondPort, 0);
        machine.start();
        final NdisClientPort first = machine.client.port;
        final NdisHandleHolder handle = new NdisHandleHolder();
        machine.run(() -> machine.ndis.startAdapter(
            machine.driverHandle.value, AtmMachine.SLOT + 1, "atm1", machine.configuration, handle));
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);

        assertEquals(NDIS_STATUS_SUCCESS, machine.open(to));
        machine.client.port = first;
        assertEquals(NDIS_STATUS_SUCCESS, machine.open(from));
        machine.send(from, AtmMachine.pattern(1000, 1));
        simulation.runUntil(simulation.nowPs() + 1_000_000_000L);

        assertArrayEquals(AtmMachine.pattern(1000, 1), to.received.get(0));
        assertEquals(2, machine.miniport.adapters().size());
        assertEquals(1, machine.miniport.adapters().get(1).vcTable().inUseCount());
        assertEquals(0, second.guestErrors().total());
    }

    @Test
    void shouldGiveEverythingBackWhenHalted()
    {
        final long before = machine.host.memory().usedBytes();
        machine.start();

        machine.halt();

        assertEquals(before, machine.host.memory().usedBytes());
        assertEquals(NDIS_STATUS_SUCCESS, new AtmMachine(simulation, "c", BoardLayout.WORDS_32K.sramWords()).start());
    }

    @Test
    void shouldProgramAUbrVcAndTakeItBack()
    {
        machine.start();
        final BoardLayout layout = machine.adapter().layout();
        final int free = machine.adapter().freeTransmitRings();
        final TestVc vc = new TestVc(100).ubr(50_000);

        assertEquals(NDIS_STATUS_SUCCESS, machine.open(vc), () -> NdisStatus.name(vc.callStatus));

        final int tct = layout.transmitConnection(100);
        final int scd = TctEntry.W0_SCD.get(machine.sram(tct));
        assertEquals(layout.segmentationChannel(0), scd);
        assertEquals(0x8000_0000, machine.sram(tct + 7));
        assertEquals(0xFFFF_FFFF, machine.sram(scd + 2));
        assertEquals(RctEntry.AAL_5, RctEntry.W0_AAL.get(machine.sram(layout.receiveConnection(100))));
        assertTrue(RctEntry.W0_OPEN.isSet(machine.sram(layout.receiveConnection(100))));
        assertEquals(free - 1, machine.adapter().freeTransmitRings());
        assertTrue(vc.media.transmit.peakCellRate <= 50_000 && vc.media.transmit.peakCellRate > 47_000);
        assertEquals(100, machine.adapter().vcTable().vpiVci(0));
        assertEquals(VcState.ACTIVE, machine.adapter().vcTable().state(0));

        machine.close(vc);
        assertEquals(NDIS_STATUS_SUCCESS, vc.closeStatus);
        assertTrue(!RctEntry.W0_OPEN.isSet(machine.sram(layout.receiveConnection(100))));
        assertEquals(free, machine.adapter().freeTransmitRings());
        assertEquals(NDIS_STATUS_SUCCESS, machine.delete(vc));
        assertEquals(0, machine.adapter().vcTable().inUseCount());
    }

    @Test
    void shouldSpreadCbrSlotsEvenlyAndLeaveThoseOfOthersAlone()
    {
        machine.start();
        final BoardLayout layout = machine.adapter().layout();
        final TestVc first = new TestVc(40).cbr(35_000);
        final TestVc second = new TestVc(41).cbr(70_000);
        machine.open(first);
        final int[] before = schedule(layout);

        assertEquals(NDIS_STATUS_SUCCESS, machine.open(second));
        final int[] both = schedule(layout);

        final int count = count(before, 40);
        assertEquals(35_000, count * 149_760_000.0 / 424 / layout.transmitSlots(), 87);
        assertEquals(count(before, 40), count(both, 40));
        assertEquals(70_000, count(both, 41) * 149_760_000.0 / 424 / layout.transmitSlots(), 87);
        for (int i = 0; i < before.length; i++)
        {
            assertEquals(before[i] == TstEntry.cbr(40), both[i] == TstEntry.cbr(40));
        }
        assertTrue(greatestGap(before, 40) <= 11 && greatestGap(both, 41) <= 7);

        machine.close(first);
        final int[] after = schedule(layout);
        assertEquals(0, count(after, 40));
        assertEquals(count(both, 41), count(after, 41));
    }

    @Test
    void shouldRefuseMoreCbrThanTheLinkHas()
    {
        machine.start();
        final TestVc first = new TestVc(40).cbr(353_000);
        final TestVc second = new TestVc(41).cbr(1000);
        machine.open(first);

        assertEquals(NDIS_STATUS_CELLRATE_NOT_AVAILABLE, machine.open(second));

        machine.close(first);
        machine.run(() -> machine.client.makeCall(second, second.call));
        assertEquals(NDIS_STATUS_SUCCESS, second.callStatus);
    }

    @Test
    void shouldRefuseAVpiVciThatIsTaken()
    {
        machine.start();
        machine.open(new TestVc(40));

        assertEquals(NDIS_STATUS_VC_NOT_AVAILABLE, machine.open(new TestVc(40)));
        assertEquals(NDIS_STATUS_SUCCESS, machine.open(new TestVc(41)));
    }

    @Test
    void shouldRoundAsAllowedAndNotOtherwise()
    {
        machine.start();

        assertEquals(NDIS_STATUS_CELLRATE_NOT_AVAILABLE, machine.open(new TestVc(40).cbr(12_345).flags(BOTH_WAYS)));
        final TestVc up = new TestVc(41).cbr(12_345).flags(BOTH_WAYS | CoMediaParameters.ROUND_UP_FLOW);
        final TestVc down = new TestVc(42).cbr(12_345).flags(BOTH_WAYS | CoMediaParameters.ROUND_DOWN_FLOW);
        final TestVc exact = new TestVc(43).flags(BOTH_WAYS);
        assertEquals(NDIS_STATUS_SUCCESS, machine.open(up));
        assertEquals(NDIS_STATUS_SUCCESS, machine.open(down));
        exact.cbr(down.media.transmit.peakCellRate);
        assertEquals(NDIS_STATUS_SUCCESS, machine.open(exact));

        assertEquals(86, up.media.transmit.peakCellRate - down.media.transmit.peakCellRate, 1);
        assertTrue(up.media.transmit.peakCellRate > 12_345 && down.media.transmit.peakCellRate < 12_345);
        assertEquals(down.media.transmit.peakCellRate, exact.media.transmit.peakCellRate);
    }

    static Stream<Arguments> wrong()
    {
        return Stream.of(
            refused("media", vc -> vc.call.mediaParameters.mediaSpecific.parameters = null),
            refused("type", vc -> vc.call.mediaParameters.mediaSpecific.paramType = 2),
            refused("length", vc -> vc.call.mediaParameters.mediaSpecific.length = 151),
            refused("vpi", vc -> vc.media.connectionId.vpi = 1),
            refused("vci", vc -> vc.media.connectionId.vci = 4096),
            refused("reserved vci", vc -> vc.media.connectionId.vci = 31),
            refused("aal", vc -> vc.media.aalType = 2),
            refused("two aals", vc -> vc.media.aalType = 9),
            refused("category", vc -> vc.media.transmit.serviceCategory = 2),
            refused("two categories", vc -> vc.media.receive.serviceCategory = 5),
            refused("no pcr", vc -> vc.media.transmit.peakCellRate = 0),
            refused("pcr", vc -> vc.media.transmit.peakCellRate = 353_208),
            refused("scr", vc -> vc.media.transmit.averageCellRate = 400_000),
            refused("no sdu", vc -> vc.media.receive.maxSduSize = 0),
            refused("sdu", vc -> vc.media.transmit.maxSduSize = 65_536),
            refused("clp", vc -> vc.media.defaultClp = 2),
            refused("no direction", vc -> vc.call.mediaParameters.flags = 0),
            refused("both roundings", vc -> vc.call.mediaParameters.flags |= CoMediaParameters.ROUND_UP_FLOW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void shouldRefuseWrongParametersAndKeepNothing(final String what, final Consumer<TestVc> change)
    {
        machine.start();
        final TestVc vc = new TestVc(40);
        change.accept(vc);

        final int status = machine.open(vc);

        assertTrue(status != NDIS_STATUS_SUCCESS && (status & 0xC000_0000) == 0xC000_0000, NdisStatus.name(status));
        assertEquals(4064, machine.adapter().freeTransmitRings());
        assertEquals(VcState.CREATED, machine.adapter().vcTable().state(0));
        assertEquals(NDIS_STATUS_SUCCESS, machine.open(new TestVc(40)));
    }

    @Test
    void shouldKeepAnActiveVcAsItIsWhenAChangeIsRefused()
    {
        machine.start();
        final TestVc vc = new TestVc(40).cbr(10_000);
        machine.open(vc);
        final int[] before = schedule(machine.adapter().layout());

        vc.media.connectionId.vci = 41;
        assertEquals(NDIS_STATUS_INVALID_DATA, activate(vc));
        assertArrayEquals(before, schedule(machine.adapter().layout()));

        vc.media.connectionId.vci = 40;
        vc.cbr(20_000);
        assertEquals(NDIS_STATUS_SUCCESS, activate(vc));
        assertEquals(2 * count(before, 40), count(schedule(machine.adapter().layout()), 40), 1);
    }

    @Test
    void shouldTakeAsManyVcsAsTheBoardHasAndCreateMore()
    {
        final AtmMachine small = new AtmMachine(simulation, "b", BoardLayout.WORDS_32K.sramWords());
        small.start();
        for (int vci = 32; vci < 512; vci++)
        {
            assertEquals(NDIS_STATUS_SUCCESS, small.open(new TestVc(vci).ubr(1000)));
        }

        assertEquals(NDIS_STATUS_VC_NOT_AVAILABLE, small.open(new TestVc(32)));
        assertEquals(0, small.adapter().freeTransmitRings());
        assertEquals(481, small.adapter().vcTable().inUseCount());
        assertEquals(0, small.chip.guestErrors().total());
    }

    private int activate(final TestVc vc)
    {
        final long context = machine.adapter().vcTable().context(0);
        return machine.call(() -> machine.miniport.miniportCoActivateVc(context, vc.call));
    }

    private static Arguments refused(final String what, final Consumer<TestVc> change)
    {
        return Arguments.of(what, change);
    }

    private int[] schedule(final BoardLayout layout)
    {
        final int[] slots = new int[layout.transmitSlots()];
        for (int i = 0; i < slots.length; i++)
        {
            slots[i] = machine.sram(layout.transmitSchedule() + i);
        }
        return slots;
    }

    private static int count(final int[] slots, final int connection)
    {
        int count = 0;
        for (final int slot : slots)
        {
            count += slot == TstEntry.cbr(connection) ? 1 : 0;
        }
        return count;
    }

    private static int greatestGap(final int[] slots, final int connection)
    {
        int last = -1;
        int gap = 0;
        for (int i = 0; i < 2 * slots.length; i++)
        {
            if (slots[i % slots.length] == TstEntry.cbr(connection))
            {
                gap = last < 0 ? 0 : Math.max(gap, i - last);
                last = i;
            }
        }
        return gap;
    }

    private static NdisRequest request(final AtmMachine of, final int oid, final int bytes)
    {
        return new NdisRequest().query(oid, new UnsafeBuffer(new byte[bytes]), bytes);
    }

    private static int status(final AtmMachine of, final NdisRequest request)
    {
        return of.call(() -> of.verifier.protocolLibrary().ndisCoRequest(of.client.port.bindingHandle(), 0, request));
    }

    private static UnsafeBuffer query(final AtmMachine of, final int oid, final int bytes)
    {
        final NdisRequest request = request(of, oid, bytes);
        assertEquals(NDIS_STATUS_SUCCESS, status(of, request), NdisOid.name(oid));
        return (UnsafeBuffer)request.informationBuffer;
    }

    private static int word(final UnsafeBuffer buffer)
    {
        return buffer.getInt(0, ByteOrder.LITTLE_ENDIAN);
    }
}
