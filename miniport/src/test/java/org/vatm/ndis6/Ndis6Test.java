package org.vatm.ndis6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_CHARACTERISTICS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BAD_VERSION;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_CONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.host.Host;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisClientPort;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisCoClient;
import org.vatm.ndis.NdisConfiguration;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.PvcCallManager;
import org.vatm.ndis.TestNic;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** A 6.x miniport under 5.1 call managers and clients. */
class Ndis6Test
{
    private static final int SLOT = 1;
    private static final long MICROSECOND = 1_000_000;
    private static final long MILLISECOND = 1000 * MICROSECOND;

    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "h", PciTiming.PCI33, 4 << 20);
    private final Ndis ndis = new Ndis(host);
    private final Verifier verifier = new Verifier(ndis).stopsOnFatal(false);
    private final LoopMiniport6 miniport = new LoopMiniport6(host.cpu());
    private final Client client = new Client(verifier.protocolLibrary());
    private final NdisHandleHolder driver = new NdisHandleHolder();
    private final NdisHandleHolder adapter = new NdisHandleHolder();
    private final NdisPacketPool packets = verifier.protocolLibrary().ndisAllocatePacketPool(64);
    private final NdisBufferPool buffers = verifier.protocolLibrary().ndisAllocateBufferPool(64);
    private final NdisPacket[] one = new NdisPacket[1];

    Ndis6Test()
    {
        host.addDevice(new TestNic(host.cpu().events()), SLOT);
        host.assignResources();
    }

    @AfterEach
    void close()
    {
        assertEquals(0, ndis.violations().total(), () -> ndis.violations().toString());
        assertEquals(0, verifier.total(), () -> verifier.findings().toString());
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

    private int load()
    {
        return call(() -> ndis.load(verifier.verified(new Ndis6(host.cpu(), miniport)), driver));
    }

    private int start()
    {
        return call(() -> ndis.startAdapter(driver.value, SLOT, "ATM6", new NdisConfiguration(), adapter));
    }

    private void up()
    {
        run(() -> new PvcCallManager(verifier.protocolLibrary()).register());
        run(client::register);
        assertEquals(NDIS_STATUS_SUCCESS, load());
        assertEquals(NDIS_STATUS_SUCCESS, start());
        miniport.calls.clear();
    }

    private void halt()
    {
        run(() -> ndis.haltAdapter(adapter.value));
    }

    private NdisClientVc connected()
    {
        final NdisClientVc vc = new NdisClientVc();
        final CoCallParameters parameters = new CoCallParameters();
        parameters.flags = CoCallParameters.PERMANENT_VC;
        parameters.mediaParameters = new CoMediaParameters();
        parameters.mediaParameters.flags = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC;
        parameters.mediaParameters.mediaSpecific.atm(new AtmMediaParameters());
        run(() ->
        {
            client.createVc(client.port, vc);
            client.makeCall(vc, parameters);
        });
        assertEquals(NdisClientVc.Stage.CONNECTED, vc.stage());
        return vc;
    }

    private NdisPacket packet(final String... pieces)
    {
        final NdisPacket packet = packets.allocatePacket();
        for (final String piece : pieces)
        {
            final ByteBuf data = host.memory().allocator().directBuffer(piece.length());
            data.writeCharSequence(piece, StandardCharsets.US_ASCII);
            packet.chainBufferAtBack(buffers.allocateBuffer(data, 0, piece.length()));
        }
        return packet;
    }

    private void send(final NdisClientVc vc, final NdisPacket... array)
    {
        run(() -> client.send(vc, array, array.length));
    }

    @Test
    void shouldRunASixDotXMiniport()
    {
        final long usedBefore = host.memory().usedBytes();
        up();
        final NdisClientVc vc = connected();
        assertEquals(List.of("0 CoCreateVc", "0 CoActivateVc"), miniport.calls);
        miniport.calls.clear();

        send(vc, packet("first"), packet("sec", "ond, in ", "three pieces"), packet("third"));
        runFor(20 * MICROSECOND);

        assertEquals(List.of("first", "second, in three pieces", "third"), client.received);
        assertEquals(List.of(NDIS_STATUS_SUCCESS, NDIS_STATUS_SUCCESS, NDIS_STATUS_SUCCESS), client.sent);
        assertEquals(1, client.receiveCompletes);
        assertEquals(
            List.of("1 CoSendNetBufferLists", "2 Interrupt", "1 InterruptDPC", "1 ReturnNetBufferLists",
                "1 ReturnNetBufferLists", "1 ReturnNetBufferLists"),
            miniport.calls);
        miniport.calls.clear();
        run(() -> ndis.unload(driver.value));
        assertEquals(
            List.of("0 CoDeactivateVc", "0 CoDeleteVc", "0 Pause with 0 out", "0 HaltEx 0", "0 DriverUnload"),
            miniport.calls);
        assertEquals(usedBefore, host.memory().usedBytes());
    }

    @Test
    void shouldInitializeThenRestartBeforeAnyOtherCall()
    {
        load();
        assertEquals(NDIS_STATUS_SUCCESS, start());

        assertEquals(List.of("0 SetOptions 5", "0 InitializeEx", "0 Restart"), miniport.calls.subList(0, 3));
        assertTrue(miniport.calls.contains("0 DevicePnPEventNotify 5"));
        halt();
    }

    @Test
    void shouldFindTheDataOfASend()
    {
        up();
        final NdisClientVc vc = connected();
        final NdisPacket packet = packet("where");

        send(vc, packet);

        assertEquals(host.memory().busAddress(packet.firstBuffer().data(), 0), miniport.lastAddress);
        runFor(20 * MICROSECOND);
        halt();
    }

    @Test
    void shouldLendReceivedListsIfToldTo()
    {
        up();
        miniport.lends = true;
        final NdisClientVc vc = connected();

        for (int i = 0; i < 20; i++) // more than there are lists
        {
            send(vc, packet("lent " + i));
            runFor(20 * MICROSECOND);
        }

        assertEquals(20, client.received.size());
        assertEquals(NDIS_STATUS_RESOURCES, client.lastStatus);
        halt();
    }

    @Test
    void shouldHaltWhenAPendedPauseIsComplete()
    {
        up();
        final NdisClientVc vc = connected();
        client.keeps = true;
        send(vc, packet("kept"));
        runFor(20 * MICROSECOND);
        assertEquals(1, miniport.receivesOut);
        client.giveBack();
        assertEquals(0, miniport.receivesOut);
        miniport.pauseStatus = NDIS_STATUS_PENDING;
        final long beganPs = simulation.nowPs();
        run(() -> miniport.ndis.ndisSetTimerObject(
            miniport.ndis.ndisAllocateTimerObject(
                miniport.adapterHandle, context -> miniport.ndis.ndisMPauseComplete(miniport.adapterHandle), 0),
            5,
            0));

        halt();

        assertTrue(simulation.nowPs() - beganPs >= 5 * MILLISECOND);
        assertEquals("0 HaltEx 0", miniport.calls.get(miniport.calls.size() - 1));
    }

    @Test
    void shouldHaltAnAdapterThatDoesNotRestart()
    {
        load();
        miniport.restartStatus = NDIS_STATUS_RESOURCES;

        assertEquals(NDIS_STATUS_RESOURCES, start());

        assertEquals(List.of("0 SetOptions 5", "0 InitializeEx", "0 Restart", "0 HaltEx 5"), miniport.calls);
        assertEquals(0, host.memory().usedBytes());
        miniport.restartStatus = NDIS_STATUS_SUCCESS;
        miniport.initializeStatus = NDIS_STATUS_FAILURE;
        assertEquals(NDIS_STATUS_FAILURE, start());
        miniport.initializeStatus = NDIS_STATUS_SUCCESS;
        assertEquals(NDIS_STATUS_SUCCESS, start());
        halt();
    }

    @Test
    void shouldCheckRegistration()
    {
        miniport.characteristics.majorNdisVersion = 5;
        assertEquals(NDIS_STATUS_BAD_VERSION, load());
        miniport.characteristics.majorNdisVersion = 6;
        miniport.setsCoHandlers = false;
        assertEquals(NDIS_STATUS_BAD_CHARACTERISTICS, load());
        miniport.setsCoHandlers = true;
        assertEquals(NDIS_STATUS_SUCCESS, load());
        miniport.attributes.mediaType = NdisMedium.NDIS_MEDIUM_ATM;
        assertEquals(NDIS_STATUS_SUCCESS, start());
        halt();
    }

    @Test
    void shouldAnswerRequestsAtOnceOrLater()
    {
        up();
        final NdisRequest request = query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK);
        assertEquals(NDIS_STATUS_SUCCESS, request(request));
        assertEquals(77, request.informationBuffer.getInt(0, ByteOrder.LITTLE_ENDIAN));
        assertEquals(4, request.bytesWritten);
        final NdisRequest later = query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK);
        miniport.requestStatus = NDIS_STATUS_PENDING;
        assertEquals(NDIS_STATUS_PENDING, request(later));
        final long id = miniport.pendedRequest.requestId();

        run(() -> miniport.ndis.ndisMCoOidRequestComplete(
            miniport.adapterHandle, 0, miniport.pendedRequest, NDIS_STATUS_SUCCESS));

        assertEquals(List.of(later), client.completed);
        miniport.requestStatus = NDIS_STATUS_PENDING;
        request(query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK));
        assertNotEquals(id, miniport.pendedRequest.requestId());
        run(() -> miniport.ndis.ndisMCoOidRequestComplete(
            miniport.adapterHandle, 0, miniport.pendedRequest, NDIS_STATUS_SUCCESS));
        halt();
    }

    private int request(final NdisRequest request)
    {
        return call(() -> verifier.protocolLibrary().ndisCoRequest(client.port.bindingHandle(), 0, request));
    }

    private static NdisRequest query(final int oid)
    {
        return new NdisRequest().query(oid, new UnsafeBuffer(new byte[8]), 8);
    }

    @Test
    void shouldTellProtocolsOfTheLink()
    {
        up();
        final NdisStatusIndication indication = new NdisStatusIndication();
        final UnsafeBuffer state = new UnsafeBuffer(new byte[40]);
        indication.statusCode = NdisStatusIndication.NDIS_STATUS_LINK_STATE;
        indication.statusBuffer = state;
        indication.statusBufferSize = 40;
        for (final int connected : new int[] { 2, 1 })
        {
            state.putInt(NdisStatusIndication.MEDIA_CONNECT_STATE_OFFSET, connected, ByteOrder.LITTLE_ENDIAN);
            run(() -> miniport.ndis.ndisMCoIndicateStatusEx(miniport.adapterHandle, 0, indication));
        }
        indication.statusCode = NdisStatus.NDIS_STATUS_MEDIA_SPECIFIC_INDICATION;
        run(() -> miniport.ndis.ndisMCoIndicateStatusEx(miniport.adapterHandle, 0, indication));

        assertEquals(
            List.of(NDIS_STATUS_MEDIA_DISCONNECT, NDIS_STATUS_MEDIA_CONNECT,
                NdisStatus.NDIS_STATUS_MEDIA_SPECIFIC_INDICATION),
            client.statuses);
        halt();
    }

    @Test
    void shouldLookForHangsAtPassiveAndReset()
    {
        up();
        miniport.hangs = true;

        runFor(4100 * MILLISECOND);

        assertEquals(List.of("0 CheckForHangEx", "1 ResetEx", "0 CheckForHangEx"), miniport.calls);
        halt();
    }

    @Test
    void shouldDeliverSharedMemoryAtPassiveAndBeforeHalt()
    {
        up();
        run(() -> miniport.ndis.ndisMAllocateSharedMemoryAsyncEx(miniport.dmaHandle, 4096, false, 1));
        runFor(20 * MICROSECOND);
        assertEquals(List.of("0 SharedMemoryAllocateComplete 1 of 4096"), miniport.calls);
        miniport.calls.clear();

        run(() ->
        {
            miniport.ndis.ndisMAllocateSharedMemoryAsyncEx(miniport.dmaHandle, 4096, false, 2);
            ndis.haltAdapter(adapter.value);
        });

        assertEquals(
            List.of("0 SharedMemoryAllocateComplete 2 of 0", "0 Pause with 0 out", "0 HaltEx 0"), miniport.calls);
    }

    @Test
    void shouldRunTimersOnceAndPeriodically()
    {
        up();
        run(() -> miniport.ndis.ndisSetTimerObject(miniport.timer, 3, 0));
        runFor(10 * MILLISECOND);
        assertEquals(1, miniport.timerRuns);
        run(() -> miniport.ndis.ndisSetTimerObject(miniport.timer, 3, 2));
        runFor(8 * MILLISECOND); // at 3, 5, 7
        assertEquals(4, miniport.timerRuns);
        run(() -> assertTrue(miniport.ndis.ndisCancelTimerObject(miniport.timer)));
        runFor(8 * MILLISECOND);
        assertEquals(4, miniport.timerRuns);
        halt();
    }

    @Test
    void shouldCancelSends()
    {
        up();
        miniport.holds = true;
        final NdisClientVc vc = connected();
        final NdisPacket first = packet("a");
        final NdisPacket second = packet("b");
        first.packetCancelId(1);
        second.packetCancelId(2);
        send(vc, first, second);

        run(() -> verifier.protocolLibrary().ndisCancelSendPackets(client.port.bindingHandle(), 2));

        assertEquals(List.of(NDIS_STATUS_REQUEST_ABORTED), client.sent);
        miniport.holds = false;
        run(() -> miniport.ndis.ndisWriteRegisterUlong(miniport.registers + TestNic.BELL, 1));
        runFor(20 * MICROSECOND);
        assertEquals(List.of(NDIS_STATUS_REQUEST_ABORTED, NDIS_STATUS_SUCCESS), client.sent);
        halt();
    }

    @Test
    void shouldSayThatTheAdapterIsGone()
    {
        up();
        run(() -> ndis.surpriseRemove(adapter.value));
        halt();

        assertEquals(List.of("0 DevicePnPEventNotify 2", "0 Pause with 0 out", "0 HaltEx 3"), miniport.calls);
    }

    @Test
    void shouldShutDown()
    {
        up();
        run(() -> ndis.shutdownAdapter(adapter.value));
        assertEquals(List.of("0 ShutdownEx 0"), miniport.calls);
    }

    @Test
    void shouldMoveTheStartOfTheDataWithinItsBounds()
    {
        final NetBuffer buffer = new NetBuffer();
        buffer.dataOffset = 4;
        buffer.dataLength = 10;

        buffer.advanceDataStart(6);
        assertEquals(10, buffer.dataOffset);
        assertEquals(4, buffer.dataLength);
        buffer.retreatDataStart(10);
        assertEquals(0, buffer.dataOffset);
        assertEquals(14, buffer.dataLength);
        assertThrows(IllegalArgumentException.class, () -> buffer.retreatDataStart(1));
        assertThrows(IllegalArgumentException.class, () -> buffer.advanceDataStart(15));
    }

    @Test
    void shouldAllocateNothingForListsAndRequestsInASteadyFlow()
    {
        up();
        miniport.logs = false;
        client.records = false;
        final NdisClientVc vc = connected();
        one[0] = packet("steady");
        client.resends = true;
        send(vc, one);
        runFor(300 * MILLISECOND);
        final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();
        final long sentBefore = client.sentCount;
        final long before = threads.getCurrentThreadAllocatedBytes();
        runFor(100 * MILLISECOND);
        final long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(client.sentCount - sentBefore > 5000);
        assertTrue(bytes < 20_000, bytes + " bytes for " + (client.sentCount - sentBefore) + " PDUs");
        client.resends = false;
        runFor(MILLISECOND);
        halt();
    }

    /** A 5.1 client. */
    private final class Client extends NdisCoClient
    {
        final List<String> received = new ArrayList<>();
        final List<Integer> sent = new ArrayList<>();
        final List<Integer> statuses = new ArrayList<>();
        final List<NdisRequest> completed = new ArrayList<>();
        final List<NdisPacket> kept = new ArrayList<>();
        NdisClientPort port;
        boolean keeps;
        boolean records = true;
        boolean resends;
        long sentCount;
        int receiveCompletes;
        int lastStatus;

        Client(final NdisProtocolLibrary library)
        {
            super(library);
        }

        void giveBack()
        {
            run(() -> ndis.ndisReturnPackets(kept.toArray(new NdisPacket[0]), kept.size()));
            kept.clear();
        }

        @Override
        protected void onReady(final NdisClientPort ready)
        {
            port = ready;
        }

        @Override
        protected void onCallMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
        {
            assertEquals(NDIS_STATUS_SUCCESS, status);
        }

        @Override
        protected void onCallClosed(final NdisClientVc vc, final int status)
        {
            assertEquals(NDIS_STATUS_SUCCESS, status);
        }

        @Override
        protected void onSendComplete(final NdisClientVc vc, final int status, final NdisPacket packet)
        {
            sentCount++;
            if (resends)
            {
                one[0] = packet;
                send(vc, one, 1);
                return;
            }
            for (NdisBuffer b = packet.unchainBufferAtFront(); b != null; b = packet.unchainBufferAtFront())
            {
                b.data().release();
                buffers.freeBuffer(b);
            }
            packets.freePacket(packet);
            sent.add(status);
        }

        @Override
        protected int onReceive(final NdisClientVc vc, final NdisPacket packet)
        {
            lastStatus = packet.status();
            if (records)
            {
                final StringBuilder text = new StringBuilder();
                for (NdisBuffer b = packet.firstBuffer(); b != null; b = b.next())
                {
                    text.append(b.data().toString(b.offset(), b.length(), StandardCharsets.US_ASCII));
                }
                received.add(text.toString());
            }
            if (keeps)
            {
                kept.add(packet);
            }
            return keeps ? 1 : 0;
        }

        @Override
        public void protocolReceiveComplete(final long protocolBindingContext)
        {
            receiveCompletes++;
        }

        @Override
        public void protocolCoStatus(
            final long protocolBindingContext,
            final long protocolVcContext,
            final int generalStatus,
            final DirectBuffer statusBuffer,
            final int statusBufferSize)
        {
            statuses.add(generalStatus);
        }

        @Override
        public void protocolCoRequestComplete(
            final int status,
            final long protocolBindingContext,
            final long protocolVcContext,
            final NdisRequest request)
        {
            completed.add(request);
        }
    }
}
