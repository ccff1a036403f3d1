package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisOid.*;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_ADAPTER_NOT_READY;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_OID;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.line.Fibre;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;
import org.vatm.sim.Simulation;

/** Chapter 7 of the contract: what the miniport answers by object identifier, for the adapter and for a VC. */
class AtmMiniportRequestsTest
{
    private static final long MILLISECOND_PS = 1_000_000_000L;
    private static final int LIST_BYTES = 512;

    /** Objects of tables 7.1 to 7.4 that every ATM miniport has, with the lengths of their answers; 0 varies. */
    private static final Map<Integer, Integer> MANDATORY = Map.ofEntries(
        Map.entry(OID_GEN_CO_SUPPORTED_LIST, 0), Map.entry(OID_GEN_CO_HARDWARE_STATUS, 4),
        Map.entry(OID_GEN_CO_MEDIA_SUPPORTED, 4), Map.entry(OID_GEN_CO_MEDIA_IN_USE, 4),
        Map.entry(OID_GEN_CO_LINK_SPEED, 8), Map.entry(OID_GEN_CO_VENDOR_ID, 4),
        Map.entry(OID_GEN_CO_VENDOR_DESCRIPTION, 0), Map.entry(OID_GEN_CO_DRIVER_VERSION, 2),
        Map.entry(OID_GEN_CO_MAC_OPTIONS, 4), Map.entry(OID_GEN_CO_MEDIA_CONNECT_STATUS, 4),
        Map.entry(OID_GEN_CO_VENDOR_DRIVER_VERSION, 4), Map.entry(OID_GEN_CO_MINIMUM_LINK_SPEED, 8),
        Map.entry(OID_GEN_CO_XMIT_PDUS_OK, 8), Map.entry(OID_GEN_CO_RCV_PDUS_OK, 8),
        Map.entry(OID_GEN_CO_XMIT_PDUS_ERROR, 8), Map.entry(OID_GEN_CO_RCV_PDUS_ERROR, 8),
        Map.entry(OID_GEN_CO_RCV_PDUS_NO_BUFFER, 8), Map.entry(OID_ATM_SUPPORTED_SERVICE_CATEGORY, 4),
        Map.entry(OID_ATM_SUPPORTED_AAL_TYPES, 4), Map.entry(OID_ATM_HW_CURRENT_ADDRESS, 6),
        Map.entry(OID_ATM_MAX_ACTIVE_VCS, 4), Map.entry(OID_ATM_MAX_ACTIVE_VCI_BITS, 4),
        Map.entry(OID_ATM_MAX_ACTIVE_VPI_BITS, 4), Map.entry(OID_ATM_MAX_AAL5_PACKET_SIZE, 4));

    private static final Map<Integer, Integer> OPTIONAL = Map.ofEntries(
        Map.entry(OID_GEN_PHYSICAL_MEDIUM, 4), Map.entry(OID_GEN_CO_GET_TIME_CAPS, 8),
        Map.entry(OID_GEN_CO_GET_NETCARD_TIME, 8), Map.entry(OID_GEN_CO_BYTES_XMIT, 8),
        Map.entry(OID_GEN_CO_BYTES_RCV, 8), Map.entry(OID_GEN_CO_RCV_CRC_ERROR, 8),
        Map.entry(OID_GEN_CO_TRANSMIT_QUEUE_LENGTH, 4), Map.entry(OID_GEN_CO_NETCARD_LOAD, 4),
        Map.entry(OID_GEN_CO_BYTES_XMIT_OUTSTANDING, 4), Map.entry(OID_ATM_SUPPORTED_VC_RATES, 8),
        Map.entry(OID_ATM_MAX_AAL0_PACKET_SIZE, 4), Map.entry(OID_ATM_SIGNALING_VPIVCI, 8),
        Map.entry(OID_ATM_ASSIGNED_VPI, 4), Map.entry(OID_ATM_ILMI_VPIVCI, 8),
        Map.entry(OID_ATM_ALIGNMENT_REQUIRED, 4), Map.entry(OID_ATM_RCV_CELLS_OK, 4),
        Map.entry(OID_ATM_XMIT_CELLS_OK, 4), Map.entry(OID_ATM_RCV_CELLS_DROPPED, 4),
        Map.entry(OID_ATM_RCV_INVALID_VPI_VCI, 4), Map.entry(OID_ATM_CELLS_HEC_ERROR, 4),
        Map.entry(OID_ATM_RCV_REASSEMBLY_ERROR, 4), Map.entry(OID_PNP_CAPABILITIES, 16),
        Map.entry(OID_PNP_QUERY_POWER, 4));

    private static final List<Integer> NOT_TO_BE_QUERIED =
        List.of(OID_GEN_CO_PROTOCOL_OPTIONS, OID_PNP_SET_POWER, OID_ATM_GET_NEAREST_FLOW);

    private final Simulation simulation = new Simulation();
    private final AtmMachine a = new AtmMachine(simulation, "a", BoardLayout.WORDS_128K.sramWords());
    private final AtmMachine b = new AtmMachine(simulation, "b", BoardLayout.WORDS_128K.sramWords());

    @BeforeEach
    void start()
    {
        Fibre.connect(a.port, b.port, 0);
        assertEquals(NDIS_STATUS_SUCCESS, a.start());
        assertEquals(NDIS_STATUS_SUCCESS, b.start());
    }

    @AfterEach
    void close()
    {
        a.halt();
        b.halt();
        assertEquals(0, a.ndis.violations().total(), () -> a.ndis.violations().toString());
        assertEquals(0, a.verifier.total(), () -> a.verifier.findings().toString());
        assertEquals(0, a.host.memory().usedBytes());
        assertEquals(0, b.host.memory().usedBytes());
        simulation.close();
    }

    @Test
    void shouldListEveryObjectOnceAscending()
    {
        final List<Integer> list = list();

        for (int i = 1; i < list.size(); i++)
        {
            assertTrue(Integer.compareUnsigned(list.get(i - 1), list.get(i)) < 0, NdisOid.name(list.get(i)));
        }
        assertTrue(list.containsAll(MANDATORY.keySet()));
        assertTrue(list.containsAll(OPTIONAL.keySet()));
        assertTrue(list.containsAll(NOT_TO_BE_QUERIED));
        assertEquals(MANDATORY.size() + OPTIONAL.size() + NOT_TO_BE_QUERIED.size(), list.size());
    }

    @Test
    void shouldAnswerWhatIsListedWithItsLengthAndNothingElse()
    {
        for (final int oid : list())
        {
            if (NOT_TO_BE_QUERIED.contains(oid))
            {
                continue;
            }
            final NdisRequest tooShort = query(oid, 1);
            assertEquals(NDIS_STATUS_INVALID_LENGTH, a.request(null, tooShort), NdisOid.name(oid));
            assertEquals(0, tooShort.informationBuffer.getByte(0));
            final int length = MANDATORY.getOrDefault(oid, OPTIONAL.getOrDefault(oid, 0));
            assertTrue(length == 0 ? tooShort.bytesNeeded > 1 : tooShort.bytesNeeded == length, NdisOid.name(oid));
            final NdisRequest fitting = query(oid, tooShort.bytesNeeded);
            assertEquals(NDIS_STATUS_SUCCESS, a.request(null, fitting), NdisOid.name(oid));
            assertEquals(tooShort.bytesNeeded, fitting.bytesWritten, NdisOid.name(oid));
        }
        assertEquals(NDIS_STATUS_INVALID_OID, a.request(null, query(0x0102_0304, 4)));
        assertEquals(NDIS_STATUS_INVALID_OID, a.request(null, query(OID_ATM_LECS_ADDRESS, 64)));
        assertEquals(NDIS_STATUS_NOT_SUPPORTED, a.request(null, query(OID_GEN_CO_PROTOCOL_OPTIONS, 4)));
    }

    @Test
    void shouldGiveHalfOfALongCounterToAShortBuffer()
    {
        final NdisRequest request = query(OID_GEN_CO_XMIT_PDUS_OK, 4);

        assertEquals(NDIS_STATUS_SUCCESS, a.request(null, request));
        assertEquals(4, request.bytesWritten);
        assertEquals(8, request.bytesNeeded);
    }

    @Test
    void shouldCheckWhatIsSet()
    {
        assertEquals(NDIS_STATUS_SUCCESS, set(OID_GEN_CO_PROTOCOL_OPTIONS, 3, 4));
        assertEquals(NDIS_STATUS_INVALID_DATA, set(OID_GEN_CO_PROTOCOL_OPTIONS, 8, 4));
        assertEquals(NDIS_STATUS_INVALID_LENGTH, set(OID_GEN_CO_PROTOCOL_OPTIONS, 3, 2));
        assertEquals(NDIS_STATUS_INVALID_DATA, set(OID_PNP_SET_POWER, 0, 4));
        assertEquals(NDIS_STATUS_INVALID_DATA, set(OID_PNP_SET_POWER, 5, 4));
        assertEquals(NDIS_STATUS_NOT_SUPPORTED, set(OID_GEN_CO_LINK_SPEED, 1, 4));
        assertEquals(NDIS_STATUS_INVALID_OID, set(0x0102_0304, 1, 4));
    }

    @Test
    void shouldCountForAVcAndForTheAdapter()
    {
        final TestVc[] from = {new TestVc(40), new TestVc(41)};
        final TestVc[] to = {new TestVc(40), new TestVc(41).sdu(100)};
        for (int i = 0; i < 2; i++)
        {
            assertEquals(NDIS_STATUS_SUCCESS, a.open(from[i]));
            assertEquals(NDIS_STATUS_SUCCESS, b.open(to[i]));
        }
        a.send(from[0], new byte[100]);
        a.send(from[1], new byte[100]);
        a.send(from[1], new byte[500]); // 11 cells, more than the other side wants
        a.send(from[1], new byte[0]); // is refused
        runFor(1);

        assertEquals(1, count(a, from[0], OID_GEN_CO_XMIT_PDUS_OK));
        assertEquals(3, count(a, null, OID_GEN_CO_XMIT_PDUS_OK));
        assertEquals(600, count(a, from[1], OID_GEN_CO_BYTES_XMIT));
        assertEquals(1, count(a, from[1], OID_GEN_CO_XMIT_PDUS_ERROR));
        assertEquals(0, count(a, from[0], OID_GEN_CO_XMIT_PDUS_ERROR));
        assertEquals(3 + 11, count(a, from[1], OID_ATM_XMIT_CELLS_OK));
        assertEquals(3 + 3 + 11, count(a, null, OID_ATM_XMIT_CELLS_OK));
        assertEquals(1, count(b, to[1], OID_GEN_CO_RCV_PDUS_OK));
        assertEquals(2, count(b, null, OID_GEN_CO_RCV_PDUS_OK));
        assertEquals(100, count(b, to[0], OID_GEN_CO_BYTES_RCV));
        assertEquals(1, count(b, to[1], OID_GEN_CO_RCV_PDUS_ERROR));
        assertEquals(1, count(b, to[1], OID_ATM_RCV_REASSEMBLY_ERROR));
        assertEquals(0, count(b, to[0], OID_ATM_RCV_REASSEMBLY_ERROR));
        assertEquals(0, count(b, to[0], OID_ATM_RCV_CELLS_DROPPED));
        assertEquals(11, count(b, to[1], OID_ATM_RCV_CELLS_DROPPED));
        assertEquals(11, count(b, null, OID_ATM_RCV_CELLS_DROPPED));
        assertEquals(3, count(b, to[1], OID_ATM_RCV_CELLS_OK));
        assertEquals(NDIS_STATUS_NOT_SUPPORTED, b.request(to[0], query(OID_ATM_CELLS_HEC_ERROR, 4)));
    }

    @Test
    void shouldCountNothingForAVcThatWasNeverActive()
    {
        final TestVc first = new TestVc(40);
        a.open(first);
        a.send(first, new byte[100]);
        runFor(1);
        a.close(first);
        a.delete(first);
        final TestVc second = new TestVc(40);
        a.call(() -> a.client.createVc(a.client.port, second)); // in the entry of the first

        assertEquals(0, count(a, second, OID_GEN_CO_XMIT_PDUS_OK));
        assertEquals(1, count(a, null, OID_GEN_CO_XMIT_PDUS_OK));
    }

    @Test
    void shouldTellWhatIsQueued()
    {
        final TestVc slow = new TestVc(40).cbr(100);
        final TestVc idle = new TestVc(41);
        a.open(slow);
        a.open(idle);
        for (int i = 0; i < 10; i++)
        {
            a.send(slow, new byte[1000]);
        }

        assertEquals(10, count(a, slow, OID_GEN_CO_TRANSMIT_QUEUE_LENGTH));
        assertEquals(0, count(a, idle, OID_GEN_CO_TRANSMIT_QUEUE_LENGTH));
        assertEquals(10, count(a, null, OID_GEN_CO_TRANSMIT_QUEUE_LENGTH));
        assertEquals(10_000, count(a, slow, OID_GEN_CO_BYTES_XMIT_OUTSTANDING));
        assertEquals(10_000, count(a, null, OID_GEN_CO_BYTES_XMIT_OUTSTANDING));
        long load = 0;
        for (int i = 1; i <= 10; i++)
        {
            load = (load * 96 + i * 1000 * (128 - 96)) / 128;
        }
        assertEquals(load, count(a, null, OID_GEN_CO_NETCARD_LOAD));
        runFor(3000);
        assertEquals(0, count(a, null, OID_GEN_CO_TRANSMIT_QUEUE_LENGTH));
        assertEquals(0, count(a, null, OID_GEN_CO_BYTES_XMIT_OUTSTANDING));
    }

    @Test
    void shouldReadTheTimeOfTheCard()
    {
        final long before = count(a, null, OID_GEN_CO_GET_NETCARD_TIME);
        runFor(400_000); // the chip's timer overflows meanwhile
        final long after = count(a, null, OID_GEN_CO_GET_NETCARD_TIME);

        assertEquals(400_000L * 10_000, after - before, 1000);
    }

    @Test
    void shouldSayWhichFlowWouldBeNearest()
    {
        final TestVc vc = new TestVc(40);
        a.call(() -> a.client.createVc(a.client.port, vc));
        vc.cbr(10_000);

        assertEquals(NDIS_STATUS_INVALID_DATA, a.request(null, nearest(vc)));
        assertEquals(NDIS_STATUS_INVALID_DATA, a.request(vc, query(OID_ATM_GET_NEAREST_FLOW, 24)));
        final NdisRequest request = nearest(vc);
        assertEquals(NDIS_STATUS_SUCCESS, a.request(vc, request));
        assertEquals(CoCallParameters.LENGTH, request.bytesWritten);
        assertEquals(9919, vc.media.transmit.peakCellRate); // 115 of 4,095 slots
        vc.cbr(10_000).flags(CoMediaParameters.TRANSMIT_VC | CoMediaParameters.ROUND_UP_FLOW);
        assertEquals(NDIS_STATUS_SUCCESS, a.request(vc, nearest(vc)));
        assertTrue(vc.media.transmit.peakCellRate >= 10_000);
        vc.cbr(10_000).flags(CoMediaParameters.TRANSMIT_VC);
        assertEquals(NDIS_STATUS_CELLRATE_NOT_AVAILABLE, a.request(vc, nearest(vc)));
        assertEquals(4095, a.adapter().freeTransmitSlots());
    }

    @Test
    void shouldTakeBandwidthOfOthersIntoTheNearestFlow()
    {
        final TestVc other = new TestVc(41).cbr(300_000);
        assertEquals(NDIS_STATUS_SUCCESS, a.open(other));
        final TestVc vc = new TestVc(40);
        a.call(() -> a.client.createVc(a.client.port, vc));
        vc.cbr(100_000);

        assertEquals(NDIS_STATUS_SUCCESS, a.request(vc, nearest(vc)));

        final int rate = vc.media.transmit.peakCellRate;
        assertTrue(rate > 53_000 && rate < 53_400, "rate " + rate);
        assertEquals(NDIS_STATUS_SUCCESS, a.call(() -> activation(vc)));
    }

    private int activation(final TestVc vc)
    {
        a.client.makeCall(vc, vc.call);
        return vc.callStatus;
    }

    @Test
    void shouldSleepAndWakeWithItsVcs()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        a.open(from);
        b.open(to);

        assertEquals(NDIS_STATUS_SUCCESS, set(OID_PNP_SET_POWER, 4, 4));
        a.send(from, new byte[10]);
        assertEquals(List.of(NDIS_STATUS_ADAPTER_NOT_READY), from.sendStatuses);
        final TestVc other = new TestVc(41);
        assertEquals(NDIS_STATUS_SUCCESS, a.open(other));
        runFor(5000);
        assertEquals(0, a.ndis.resetCount(a.adapterHandle.value)); // it does not hang, it sleeps
        assertEquals(NDIS_STATUS_SUCCESS, set(OID_PNP_SET_POWER, 1, 4));
        a.send(from, AtmMachine.pattern(1000, 1));
        runFor(1);

        assertEquals(1, to.received.size());
        assertArrayEquals(AtmMachine.pattern(1000, 1), to.received.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = { BoardLayout.SIGNALLING_VCI, BoardLayout.ILMI_VCI })
    void shouldCarrySignallingAndLocalManagement(final int vci)
    {
        final int oid = vci == BoardLayout.ILMI_VCI ? OID_ATM_ILMI_VPIVCI : OID_ATM_SIGNALING_VPIVCI;
        final NdisRequest request = query(oid, 8);
        assertEquals(NDIS_STATUS_SUCCESS, a.request(null, request));
        assertEquals(vci, request.informationBuffer.getInt(4, ByteOrder.LITTLE_ENDIAN));
        final TestVc from = new TestVc(vci);
        final TestVc to = new TestVc(vci);
        assertEquals(NDIS_STATUS_SUCCESS, a.open(from));
        assertEquals(NDIS_STATUS_SUCCESS, b.open(to));

        a.send(from, AtmMachine.pattern(200, 3));
        runFor(1);

        assertArrayEquals(AtmMachine.pattern(200, 3), to.received.get(0));
    }

    private List<Integer> list()
    {
        final NdisRequest request = query(OID_GEN_CO_SUPPORTED_LIST, LIST_BYTES);
        assertEquals(NDIS_STATUS_SUCCESS, a.request(null, request));
        return IntStream.range(0, request.bytesWritten / 4)
            .mapToObj(i -> request.informationBuffer.getInt(4 * i, ByteOrder.LITTLE_ENDIAN))
            .collect(Collectors.toList());
    }

    private int set(final int oid, final int value, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4]);
        buffer.putInt(0, value, ByteOrder.LITTLE_ENDIAN);
        return a.request(null, new NdisRequest().set(oid, buffer, length));
    }

    private static NdisRequest nearest(final TestVc vc)
    {
        final NdisRequest request = query(OID_ATM_GET_NEAREST_FLOW, CoCallParameters.LENGTH);
        request.callParameters = vc.call;
        return request;
    }

    private static NdisRequest query(final int oid, final int bytes)
    {
        return new NdisRequest().query(oid, new UnsafeBuffer(new byte[bytes]), bytes);
    }

    private static long count(final AtmMachine machine, final TestVc vc, final int oid)
    {
        final NdisRequest request = query(oid, 8);
        assertEquals(NDIS_STATUS_SUCCESS, machine.request(vc, request), NdisOid.name(oid));
        return request.informationBuffer.getLong(0, ByteOrder.LITTLE_ENDIAN);
    }

    private void runFor(final int milliseconds)
    {
        simulation.runUntil(simulation.nowPs() + milliseconds * MILLISECOND_PS);
    }
}
