package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_PACKET;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.line.Fibre;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.sim.Simulation;

/** Two machines with a fibre between them. */
class AtmMiniportDataTest
{
    private static final long MILLISECOND_PS = 1_000_000_000L;
    private static final long FIBRE_PS = 5_000_000;

    private final Simulation simulation = new Simulation();
    private final AtmMachine a = new AtmMachine(simulation, "a", BoardLayout.WORDS_128K.sramWords());
    private final AtmMachine b = new AtmMachine(simulation, "b", BoardLayout.WORDS_128K.sramWords());

    private AtmMachine shutDown; // releases nothing

    @BeforeEach
    void start()
    {
        Fibre.connect(a.port, b.port, FIBRE_PS);
        assertEquals(NDIS_STATUS_SUCCESS, a.start(), () -> a.ndis.errorLog().toString());
        assertEquals(NDIS_STATUS_SUCCESS, b.start(), () -> b.ndis.errorLog().toString());
    }

    /** Nothing is left behind, and nobody has done anything wrong. */
    @AfterEach
    void checkAndClose()
    {
        for (final AtmMachine machine : List.of(a, b))
        {
            assertEquals(0, machine.ndis.violations().total(), () -> machine.ndis.violations().toString());
            assertEquals(0, machine.chip.guestErrors().total(), () -> machine.chip.guestErrors().toString());
            assertEquals(0, machine.client.packetsOut());
            assertEquals(0, machine.adapter().vcTable().inUseCount());
            assertEquals(4064, machine.adapter().freeTransmitRings());
            assertEquals(4095, machine.adapter().freeTransmitSlots());
            assertTrue(machine.adapter().receiveBuffersInUse() <= 1);
            assertEquals(0, machine.adapter().counters().statusErrors);
            final long used = machine.host.memory().usedBytes();
            machine.halt();
            assertEquals(machine == shutDown ? used : 0, machine.host.memory().usedBytes());
            assertEquals(0, machine.verifier.total(), () -> machine.verifier.findings().toString());
        }
        simulation.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 39, 40, 41, 48, 1500, 1768, 1769, 1776, 9180, 65_535})
    void shouldCarryAnyLength(final int lengthBytes)
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);
        final byte[] pdu = AtmMachine.pattern(lengthBytes, lengthBytes);

        a.send(from, pdu);
        runFor(5);

        assertEquals(List.of(NDIS_STATUS_SUCCESS), from.sendStatuses);
        assertEquals(1, to.received.size());
        assertArrayEquals(pdu, to.received.get(0));
        final VcTable table = b.adapter().vcTable();
        assertEquals(lengthBytes, table.counter(0, VcCounter.BYTES_RECEIVED));
        assertEquals((lengthBytes + 8 + 47) / 48, table.counter(0, VcCounter.CELLS_RECEIVED));
        close(from, to);
    }

    @Test
    void shouldGatherPiecesOfAnyLengthAndAlignment()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);
        final byte[] pdu = AtmMachine.pattern(700, 3);
        final byte[][] pieces = new byte[37][];
        int at = 0;
        for (int i = 0; i < pieces.length; i++)
        {
            final int length = i < pieces.length - 1 ? i + 1 : pdu.length - at;
            pieces[i] = Arrays.copyOfRange(pdu, at, at + length);
            at += length;
        }

        a.send(from, pieces);
        a.send(from, pdu);
        runFor(2);

        assertEquals(2, to.received.size());
        assertArrayEquals(pdu, to.received.get(0));
        assertArrayEquals(pdu, to.received.get(1));
        close(from, to);
    }

    @Test
    void shouldQueueWhatTheRingCannotTakeAndKeepTheOrder()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);
        final List<byte[]> pdus = new ArrayList<>();
        for (int i = 0; i < 500; i++)
        {
            pdus.add(AtmMachine.pattern(1 + i * 7 % 300, i));
        }

        a.run(() -> pdus.forEach(pdu -> a.client.send(from, pdu)));
        runFor(20);

        assertEquals(500, from.sendStatuses.size());
        assertReceived(pdus, to);
        close(from, to);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 100})
    void shouldServeManyVcsOfBothCategoriesBothWays(final int vcCount)
    {
        final List<TestVc> onA = new ArrayList<>();
        final List<TestVc> onB = new ArrayList<>();
        final List<List<byte[]>> pdus = new ArrayList<>();
        for (int i = 0; i < vcCount; i++)
        {
            onA.add(new TestVc(32 + i));
            onB.add(new TestVc(32 + i));
            if (i < vcCount / 2)
            {
                onA.get(i).cbr(353_207 / vcCount);
                onB.get(i).cbr(353_207 / vcCount);
            }
            open(onA.get(i), onB.get(i));
            final List<byte[]> list = new ArrayList<>();
            for (final int length : new int[] {40, 9180, 1, 1500, 576, 1769})
            {
                list.add(AtmMachine.pattern(length, i * 10 + length));
            }
            pdus.add(list);
        }

        a.run(() -> sendAll(a, onA, pdus));
        b.run(() -> sendAll(b, onB, pdus));
        runFor(vcCount * 4);

        for (int i = 0; i < vcCount; i++)
        {
            assertReceived(pdus.get(i), onA.get(i));
            assertReceived(pdus.get(i), onB.get(i));
        }
        for (int i = 0; i < vcCount; i++)
        {
            close(onA.get(i), onB.get(i));
        }
    }

    @Test
    void shouldKeepCbrAtItsRate()
    {
        final TestVc from = new TestVc(40).cbr(3532);
        final TestVc to = new TestVc(40);
        open(from, to);
        final long before = simulation.nowPs();

        for (int i = 0; i < 10; i++)
        {
            a.send(from, AtmMachine.pattern(48 * 10 - 8, i));
        }
        while (to.received.size() < 10 && simulation.nowPs() - before < 100 * MILLISECOND_PS)
        {
            simulation.runUntil(simulation.nowPs() + MILLISECOND_PS / 10);
        }

        final double seconds = (simulation.nowPs() - before) / 1e12;
        assertEquals(from.media.transmit.peakCellRate, 100 / seconds, 100);
        close(from, to);
    }

    @Test
    void shouldCompleteDeactivationWhenSendsAndReceivesAreBack()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);
        to.keeps = true;
        a.send(from, AtmMachine.pattern(9180, 1));
        runFor(2);

        b.close(to);
        assertEquals(-1, to.closeStatus);
        final long context = b.adapter().vcTable().context(0);
        assertEquals(VcState.DEACTIVATING, b.adapter().vcTable().state(b.adapter().vcTable().index(context)));
        b.run(() -> b.client.giveBack(to));

        assertEquals(NDIS_STATUS_SUCCESS, to.closeStatus);
        assertEquals(NDIS_STATUS_SUCCESS, b.delete(to));
        a.close(from);
        assertEquals(NDIS_STATUS_SUCCESS, a.delete(from));
    }

    @Test
    void shouldNotMixPdusOfAClosedVcIntoItsSuccessor()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);
        a.send(from, AtmMachine.pattern(9180, 1));
        simulation.runUntil(simulation.nowPs() + MILLISECOND_PS / 4); // in the middle of it

        b.close(to);
        assertEquals(NDIS_STATUS_SUCCESS, b.delete(to));
        final TestVc next = new TestVc(40);
        assertEquals(NDIS_STATUS_SUCCESS, b.open(next));
        runFor(2);
        final byte[] pdu = AtmMachine.pattern(100, 2);
        a.send(from, pdu);
        runFor(1);

        assertReceived(List.of(pdu), next);
        assertTrue(to.received.isEmpty());
        close(from, next);
    }

    @Test
    void shouldRefusePacketsThatItCannotSend()
    {
        final TestVc from = new TestVc(40).sdu(1000);
        final TestVc to = new TestVc(40);
        open(from, to);
        final byte[][] pieces = new byte[63][1];

        a.send(from, new byte[1001]);
        a.send(from, pieces);

        assertEquals(List.of(NDIS_STATUS_INVALID_LENGTH, NDIS_STATUS_INVALID_PACKET), from.sendStatuses);
        assertEquals(2, a.adapter().vcTable().counter(0, VcCounter.SEND_ERRORS));
        close(from, to);
    }

    @Test
    void shouldDropPdusThatAreLongerThanTheReceiverWants()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40).sdu(1000);
        open(from, to);

        a.send(from, new byte[1001]);
        a.send(from, new byte[1000]);
        runFor(1);

        assertEquals(1, to.received.size());
        assertEquals(1, b.adapter().vcTable().counter(0, VcCounter.LENGTH_ERRORS));
        close(from, to);
    }

    @Test
    void shouldCarryUserToUserAndClp()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);

        a.run(() ->
        {
            final NdisPacket packet = a.client.packet(AtmMachine.pattern(200, 1));
            packet.aalInfo().present = true;
            packet.aalInfo().aalType = AtmAalType.AAL_TYPE_AAL5;
            packet.aalInfo().cellLossPriority = 1;
            packet.aalInfo().userToUserIndication = 0xA5;
            a.client.send(from, new NdisPacket[] {packet}, 1);
        });
        runFor(1);

        assertEquals(0xA5, to.lastUserToUser);
        assertEquals(1, to.lastClp);
        close(from, to);
    }

    @Test
    void shouldCarryRawCells()
    {
        final TestVc from = new TestVc(40).aal0();
        final TestVc to = new TestVc(40).aal0();
        open(from, to);
        final List<byte[]> cells = new ArrayList<>();
        for (int i = 0; i < 400; i++)
        {
            final byte[] cell = AtmMachine.pattern(52, i);
            cell[0] = 0;
            cell[1] = 0;
            cell[2] = 2; // VCI 40
            cell[3] = (byte)(0x80 | i % 4 << 1 | i & 1);
            cells.add(cell);
        }

        a.run(() -> cells.forEach(cell ->
            a.client.send(
                from, Arrays.copyOf(cell, 2), Arrays.copyOfRange(cell, 2, 5), Arrays.copyOfRange(cell, 5, 52))));
        runFor(5);

        assertReceived(cells, to);
        assertEquals(3, to.lastPti);
        close(from, to);
    }

    @Test
    void shouldGoOnAfterAReset()
    {
        final TestVc from = new TestVc(40).cbr(100_000);
        final TestVc to = new TestVc(40);
        final TestVc other = new TestVc(41);
        final TestVc otherEnd = new TestVc(41);
        open(from, to);
        open(other, otherEnd);
        for (int i = 0; i < 100; i++)
        {
            a.send(from, AtmMachine.pattern(1500, i));
        }
        runFor(3);

        a.run(() -> a.verifier.protocolLibrary().ndisReset(a.client.port.bindingHandle()));
        runFor(5);
        assertEquals(100, from.sendStatuses.size());
        assertTrue(from.sendStatuses.contains(NDIS_STATUS_SUCCESS));
        assertTrue(from.sendStatuses.contains(NDIS_STATUS_REQUEST_ABORTED));
        to.received.clear();
        a.send(from, AtmMachine.pattern(1500, 1)); // joins the PDU that was cut off
        a.send(from, AtmMachine.pattern(1500, 2));
        a.send(other, AtmMachine.pattern(1500, 3));
        b.run(() -> b.ndis.protocolLibrary().ndisReset(b.client.port.bindingHandle()));
        a.send(from, AtmMachine.pattern(1500, 4));
        b.send(otherEnd, AtmMachine.pattern(1500, 5));
        runFor(5);

        assertArrayEquals(AtmMachine.pattern(1500, 4), to.received.get(to.received.size() - 1));
        assertReceived(List.of(AtmMachine.pattern(1500, 5)), other);
        close(from, to);
        close(other, otherEnd);
    }

    @Test
    void shouldLendPacketsWhenBuffersRunOut()
    {
        final TestVc from = new TestVc(40).sdu(40);
        final TestVc to = new TestVc(40).sdu(40);
        open(from, to);
        to.keeps = true;
        final int count = 6000;
        a.run(() ->
        {
            for (int i = 0; i < count; i++)
            {
                a.client.send(from, AtmMachine.pattern(40, i));
            }
        });
        runFor(20);

        assertEquals(count, to.received.size());
        assertTrue(to.lentCount > 500 && to.held.size() == count - to.lentCount);
        b.run(() -> b.client.giveBack(to));
        to.keeps = false;
        to.lentCount = 0;
        a.send(from, AtmMachine.pattern(40, 1));
        runFor(1);
        assertEquals(0, to.lentCount);
        close(from, to);
    }

    @Test
    void shouldCompleteSendsOnlyWhenTheyHaveLeftIfAsked()
    {
        final TestVc from = new TestVc(40)
            .flags(CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC | CoMediaParameters.INDICATE_END_OF_TX);
        final TestVc to = new TestVc(40);
        open(from, to);

        a.send(from, new byte[100]);
        while (to.received.isEmpty())
        {
            assertTrue(from.sendStatuses.isEmpty());
            simulation.runUntil(simulation.nowPs() + MILLISECOND_PS / 1000);
        }
        runFor(2);

        assertEquals(List.of(NDIS_STATUS_SUCCESS), from.sendStatuses);
        close(from, to);
    }

    @Test
    void shouldCancelPacketsThatWait()
    {
        final TestVc from = new TestVc(40).cbr(1000);
        final TestVc to = new TestVc(40);
        open(from, to);

        a.run(() ->
        {
            for (int i = 0; i < 100; i++)
            {
                final NdisPacket packet = a.client.packet(AtmMachine.pattern(40, i));
                packet.packetCancelId(i < 90 ? 1 : 2);
                a.client.send(from, new NdisPacket[] {packet}, 1);
            }
        });
        a.run(() -> a.verifier.protocolLibrary().ndisCancelSendPackets(a.client.port.bindingHandle(), 1));

        assertEquals(27, from.sendStatuses.size());
        assertTrue(from.sendStatuses.stream().allMatch(status -> status == NDIS_STATUS_REQUEST_ABORTED));
        runFor(100);
        assertEquals(73, to.received.size());
        assertArrayEquals(AtmMachine.pattern(40, 62), to.received.get(62));
        assertArrayEquals(AtmMachine.pattern(40, 90), to.received.get(63));
        close(from, to);
    }

    @Test
    void shouldBeResetWhenTheChipNoLongerMoves()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);

        a.stopChip();
        runFor(3000);
        a.send(from, AtmMachine.pattern(1500, 1));
        runFor(1);

        assertEquals(1, a.ndis.resetCount(a.adapterHandle.value));
        assertEquals(0, b.ndis.resetCount(b.adapterHandle.value));
        assertReceived(List.of(AtmMachine.pattern(1500, 1)), to);
        close(from, to);
    }

    @Test
    void shouldLetGoOfEverythingWhenTheAdapterIsPulledOut()
    {
        final TestVc from = new TestVc(40).cbr(1000);
        final TestVc to = new TestVc(40);
        open(from, to);
        for (int i = 0; i < 100; i++)
        {
            a.send(from, AtmMachine.pattern(100, i));
        }

        a.run(() -> a.miniport.miniportPnPEventNotify(1, NdisMiniport.NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED, null, 0));

        assertEquals(100, from.sendStatuses.size());
        assertEquals(NDIS_STATUS_NOT_ACCEPTED, a.open(new TestVc(41)));
        final NdisRequest request =
            new NdisRequest().query(NdisOid.OID_GEN_CO_HARDWARE_STATUS, new UnsafeBuffer(new byte[4]), 4);
        assertEquals(
            NDIS_STATUS_NOT_ACCEPTED,
            a.call(() -> a.verifier.protocolLibrary().ndisCoRequest(a.client.port.bindingHandle(), 0, request)));
        close(from, to);
        a.stopChip();
    }

    @Test
    void shouldBeQuietAfterShutdown()
    {
        final TestVc from = new TestVc(40);
        final TestVc to = new TestVc(40);
        open(from, to);

        shutDown = b;
        b.run(() -> b.ndis.shutdownAdapter(b.adapterHandle.value));
        a.send(from, AtmMachine.pattern(1500, 1));
        runFor(2);

        assertTrue(to.received.isEmpty());
        assertTrue(!b.chip.interrupt().isAsserted());
        close(from, to);
    }

    @Test
    void shouldCountForTheAdapterAndForEachVc()
    {
        final TestVc[] from = {new TestVc(40), new TestVc(41)};
        final TestVc[] to = {new TestVc(40), new TestVc(41)};
        for (int i = 0; i < 2; i++)
        {
            open(from[i], to[i]);
            a.send(from[i], new byte[100 * (i + 1)]);
        }
        runFor(1);

        assertEquals(1, query(b, to[1].ndisVcHandle(), NdisOid.OID_GEN_CO_RCV_PDUS_OK));
        assertEquals(2, query(b, 0, NdisOid.OID_GEN_CO_RCV_PDUS_OK));
        assertEquals(200, query(a, from[1].ndisVcHandle(), NdisOid.OID_GEN_CO_BYTES_XMIT));
        assertEquals(300, query(a, 0, NdisOid.OID_GEN_CO_BYTES_XMIT));
        assertEquals(3 + 5, query(b, 0, NdisOid.OID_ATM_RCV_CELLS_OK));
        b.close(to[0]);
        a.send(from[0], new byte[100]);
        runFor(1);
        assertEquals(3, query(b, 0, NdisOid.OID_ATM_RCV_INVALID_VPI_VCI));
        assertEquals(NDIS_STATUS_SUCCESS, b.delete(to[0]));
        a.close(from[0]);
        assertEquals(NDIS_STATUS_SUCCESS, a.delete(from[0]));
        close(from[1], to[1]);
    }

    @Test
    void shouldReportTheLossOfSignalAndItsReturn()
    {
        Fibre.cut(b.port, true);
        runFor(1);
        assertTrue(!b.adapter().hasSignal());

        Fibre.cut(b.port, false);
        runFor(1);
        assertTrue(b.adapter().hasSignal());
    }

    @Test
    void shouldStampPacketsWithTimeIfAsked()
    {
        final int flags = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC;
        final TestVc from = new TestVc(40).flags(flags | CoMediaParameters.USE_TIME_STAMPS);
        final TestVc to = new TestVc(40).flags(flags | CoMediaParameters.RECEIVE_TIME_INDICATION);
        open(from, to);
        to.keeps = true;

        a.send(from, new byte[100]);
        runFor(1);

        final long receivedPs = to.held.get(0).timeReceived();
        assertTrue(receivedPs > simulation.nowPs() - MILLISECOND_PS && receivedPs < simulation.nowPs());
        b.run(() -> b.client.giveBack(to));
        close(from, to);
    }

    private static long query(final AtmMachine machine, final long ndisVcHandle, final int oid)
    {
        final NdisRequest request = new NdisRequest().query(oid, new UnsafeBuffer(new byte[8]), 8);
        assertEquals(NDIS_STATUS_SUCCESS, machine.call(() ->
            machine.verifier.protocolLibrary().ndisCoRequest(machine.client.port.bindingHandle(), ndisVcHandle, request)));
        return request.informationBuffer.getLong(0);
    }

    private void sendAll(final AtmMachine machine, final List<TestVc> vcs, final List<List<byte[]>> pdus)
    {
        for (int n = 0; n < pdus.get(0).size(); n++)
        {
            for (int i = 0; i < vcs.size(); i++)
            {
                machine.client.send(vcs.get(i), pdus.get(i).get(n));
            }
        }
    }

    private void open(final TestVc onA, final TestVc onB)
    {
        assertEquals(NDIS_STATUS_SUCCESS, a.open(onA));
        assertEquals(NDIS_STATUS_SUCCESS, b.open(onB));
    }

    private void close(final TestVc onA, final TestVc onB)
    {
        a.close(onA);
        b.close(onB);
        assertEquals(NDIS_STATUS_SUCCESS, onA.closeStatus);
        assertEquals(NDIS_STATUS_SUCCESS, onB.closeStatus);
        assertEquals(NDIS_STATUS_SUCCESS, a.delete(onA));
        assertEquals(NDIS_STATUS_SUCCESS, b.delete(onB));
    }

    private void runFor(final int milliseconds)
    {
        simulation.runUntil(simulation.nowPs() + milliseconds * MILLISECOND_PS);
    }

    private static void assertReceived(final List<byte[]> expected, final TestVc vc)
    {
        assertEquals(expected.size(), vc.received.size());
        for (int i = 0; i < expected.size(); i++)
        {
            assertArrayEquals(expected.get(i), vc.received.get(i), "PDU " + i);
        }
    }
}
