package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NO_ROUTE_TO_DESTINATION;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.line.Fibre;
import org.vatm.ndis.CoCallManagerParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisClientPort;
import org.vatm.ndis.NdisClientSap;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisCoClient;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.Q2931CallMgrParameters;
import org.vatm.ndis.svc.SvcCallManager;
import org.vatm.sim.Simulation;

/** Two machines call each other: clients, signalling call managers, miniports, adapters and a fibre. */
class SwitchedCallTest
{
    private static final long MILLISECOND_PS = 1_000_000_000L;
    private static final int RATE = 10_000;

    private final Simulation simulation = new Simulation();
    private final AtmMachine a = new AtmMachine(simulation, "a", BoardLayout.WORDS_128K.sramWords());
    private final AtmMachine b = new AtmMachine(simulation, "b", BoardLayout.WORDS_128K.sramWords());
    private final Phone caller = new Phone(a.ndis.protocolLibrary());
    private final Phone called = new Phone(b.ndis.protocolLibrary());
    private final NdisClientVc vc = new NdisClientVc();

    @BeforeEach
    void start()
    {
        Fibre.connect(a.port, b.port, 5_000_000);
        start(a, caller, 32);
        start(b, called, 512);
        b.run(() -> called.registerSap(called.port, called.sap));
        assertEquals(List.of("SAP SUCCESS"), called.take());
    }

    private static void start(final AtmMachine machine, final Phone phone, final int firstVci)
    {
        machine.run(() -> new SvcCallManager(machine.ndis.protocolLibrary(), firstVci).register());
        machine.run(phone::register);
        assertEquals(
            NDIS_STATUS_SUCCESS, machine.call(() -> machine.ndis.load(machine.miniport, machine.driverHandle)));
        assertEquals(NDIS_STATUS_SUCCESS, machine.call(() -> machine.ndis.startAdapter(
            machine.driverHandle.value, AtmMachine.SLOT, "atm0", machine.configuration, machine.adapterHandle)));
    }

    @AfterEach
    void checkAndClose()
    {
        for (final AtmMachine machine : List.of(a, b))
        {
            machine.halt();
            assertEquals(0, machine.ndis.violations().total(), () -> machine.ndis.violations().toString());
            assertEquals(0, machine.chip.guestErrors().total(), () -> machine.chip.guestErrors().toString());
        }
        assertEquals(0, caller.packetsOut() + called.packetsOut());
        simulation.close();
    }

    private void runFor(final int milliseconds)
    {
        simulation.runUntil(simulation.nowPs() + milliseconds * MILLISECOND_PS);
    }

    private CoCallParameters parameters(final int lastByte)
    {
        final TestVc media = new TestVc(0).ubr(RATE).sdu(9180);
        final CoCallParameters parameters = media.call;
        parameters.flags = 0;
        final Q2931CallMgrParameters parties = new Q2931CallMgrParameters();
        parties.calledParty.nsap(Phone.address(lastByte));
        parameters.callMgrParameters = new CoCallManagerParameters();
        parameters.callMgrParameters.callMgrSpecific.q2931(parties);
        return parameters;
    }

    private void call(final int lastByte)
    {
        assertEquals(NDIS_STATUS_SUCCESS, a.call(() -> caller.createVc(caller.port, vc)));
        a.run(() -> caller.makeCall(vc, parameters(lastByte)));
        runFor(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTalkBothWaysOverACall(final boolean answersLater)
    {
        called.answer = answersLater ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS;
        call(Phone.NUMBER);
        if (answersLater)
        {
            assertEquals(List.of(), caller.take());
            b.run(() -> called.answerCall(called.incoming, NDIS_STATUS_SUCCESS));
            runFor(2);
        }
        assertEquals(List.of("made SUCCESS"), caller.take());
        assertEquals(List.of("incoming", "connected"), called.take());
        assertEquals(512, b.adapter().vcTable().vpiVci(1));

        final byte[] question = AtmMachine.pattern(1500, 1);
        final byte[] answer = AtmMachine.pattern(40, 2);
        a.run(() -> caller.talk(vc, question));
        b.run(() -> called.talk(called.incoming, answer));
        runFor(10);
        assertArrayEquals(question, called.heard.get(0));
        assertArrayEquals(answer, caller.heard.get(0));

        a.run(() -> caller.closeCall(vc));
        runFor(2);
        assertEquals(List.of("sent SUCCESS", "closed SUCCESS"), caller.take());
        assertEquals(List.of("sent SUCCESS", "remote close SUCCESS", "closed SUCCESS", "deleted"), called.take());
        assertEquals(NDIS_STATUS_SUCCESS, a.call(() -> caller.deleteVc(vc)));
        assertEquals(NdisClientVc.Stage.NONE, called.incoming.stage());
    }

    @Test
    void shouldCloseFromTheCalledEnd()
    {
        call(Phone.NUMBER);
        b.run(() -> called.closeCall(called.incoming));
        runFor(2);

        assertEquals(List.of("made SUCCESS", "remote close SUCCESS", "closed SUCCESS"), caller.take());
        assertEquals(List.of("incoming", "connected", "closed SUCCESS", "deleted"), called.take());
        assertEquals(NdisClientVc.Stage.CREATED, vc.stage());
    }

    @Test
    void shouldModifyARateAtBothEnds()
    {
        call(Phone.NUMBER);
        final CoCallParameters changed = parameters(Phone.NUMBER);
        changed.mediaParameters.mediaSpecific.parameters.connectionId.vci = 512;
        changed.mediaParameters.mediaSpecific.parameters.transmit.peakCellRate = 20_000;
        a.run(() -> caller.modifyCall(vc, changed));
        runFor(2);
        assertEquals(List.of("made SUCCESS", "modified SUCCESS"), caller.take());
        assertEquals(List.of("incoming", "connected", "changed"), called.take());
    }

    @Test
    void shouldFailACallThatNobodyTakes()
    {
        call(Phone.NUMBER + 1);
        assertEquals(List.of("made " + Phone.name(NDIS_STATUS_NO_ROUTE_TO_DESTINATION)), caller.take());
        assertEquals(NDIS_STATUS_SUCCESS, a.call(() -> caller.deleteVc(vc)));
    }

    @Test
    void shouldRejectACallWithoutAVcForIt()
    {
        b.run(() -> called.deregisterSap(called.sap));
        call(Phone.NUMBER);
        assertEquals(List.of("made NO_ROUTE_TO_DESTINATION"), caller.take());
        b.run(() -> called.registerSap(called.port, called.sap));
        called.answer = NdisStatus.NDIS_STATUS_FAILURE;
        a.run(() -> caller.makeCall(vc, parameters(Phone.NUMBER)));
        runFor(2);
        assertEquals(List.of("made FAILURE"), caller.take());
        assertEquals(List.of("SAP SUCCESS", "incoming", "deleted"), called.take());
        assertSame(called.port, called.sap.port());
    }

    /** Whatever goes first: the calls in any stage end with the adapter, at both ends. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldEndCallsWhenAnAdapterIsHalted(final int stage)
    {
        called.answer = stage == 0 ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS;
        call(Phone.NUMBER);
        final AtmMachine first = stage == 2 ? a : b;
        if (stage == 2)
        {
            a.run(() -> caller.talk(vc, AtmMachine.pattern(9000, 1)));
        }
        first.run(() -> first.ndis.haltAdapter(first.adapterHandle.value));
        runFor(20);
        first.run(() -> assertEquals(NDIS_STATUS_SUCCESS, first.ndis.startAdapter(
            first.driverHandle.value, AtmMachine.SLOT, "atm0", first.configuration, first.adapterHandle)));
    }

    /** A client with an address that takes and makes calls. */
    private static final class Phone extends NdisCoClient
    {
        static final int NUMBER = 7;

        final NdisClientSap sap = new NdisClientSap();
        final NdisClientVc incoming = new NdisClientVc();
        final List<byte[]> heard = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private final NdisPacketPool packets;
        private final NdisBufferPool buffers;
        NdisClientPort port;
        int answer = NDIS_STATUS_SUCCESS;

        Phone(final NdisProtocolLibrary ndis)
        {
            super(ndis);
            packets = ndis.ndisAllocatePacketPool(16);
            buffers = ndis.ndisAllocateBufferPool(16);
            sap.sap().address.nsap(address(NUMBER));
        }

        static byte[] address(final int lastByte)
        {
            final byte[] bytes = new byte[20];
            bytes[0] = 0x39;
            bytes[19] = (byte)lastByte;
            return bytes;
        }

        static String name(final int status)
        {
            return NdisStatus.name(status).replace("NDIS_STATUS_", "");
        }

        int packetsOut()
        {
            return packets.usage();
        }

        List<String> take()
        {
            final List<String> taken = List.copyOf(events);
            events.clear();
            return taken;
        }

        void talk(final NdisClientVc to, final byte[] bytes)
        {
            final NdisPacket packet = packets.allocatePacket();
            packet.chainBufferAtBack(buffers.allocateBuffer(Unpooled.wrappedBuffer(bytes), 0, bytes.length));
            send(to, new NdisPacket[] { packet }, 1);
        }

        @Override
        protected void onReady(final NdisClientPort ready)
        {
            port = ready;
        }

        @Override
        protected void onSapRegistered(final NdisClientSap registered, final int status)
        {
            events.add("SAP " + name(status));
        }

        @Override
        protected NdisClientVc onIncomingVc(final NdisClientPort on)
        {
            return incoming;
        }

        @Override
        protected int onIncomingCall(
            final NdisClientSap to, final NdisClientVc on, final CoCallParameters callParameters)
        {
            events.add("incoming");
            return answer;
        }

        @Override
        protected void onCallConnected(final NdisClientVc connected)
        {
            events.add("connected");
        }

        @Override
        protected void onRemoteClose(final NdisClientVc closing, final int closeStatus)
        {
            events.add("remote close " + name(closeStatus));
        }

        @Override
        protected void onVcDeleted(final NdisClientVc deleted)
        {
            events.add("deleted");
        }

        @Override
        protected void onCallModified(
            final NdisClientVc modified, final int status, final CoCallParameters callParameters)
        {
            events.add("modified " + name(status));
        }

        @Override
        public void protocolClIncomingCallQoSChange(
            final long protocolVcContext, final CoCallParameters callParameters)
        {
            events.add("changed");
        }

        @Override
        protected void onCallMade(final NdisClientVc made, final int status, final CoCallParameters callParameters)
        {
            events.add("made " + name(status));
        }

        @Override
        protected void onCallClosed(final NdisClientVc closed, final int status)
        {
            events.add("closed " + name(status));
        }

        @Override
        protected void onSendComplete(final NdisClientVc sender, final int status, final NdisPacket packet)
        {
            events.add("sent " + name(status));
            buffers.freeBuffer(packet.unchainBufferAtFront());
            packets.freePacket(packet);
        }

        @Override
        protected int onReceive(final NdisClientVc receiver, final NdisPacket packet)
        {
            final byte[] bytes = new byte[packet.totalPacketLength()];
            int at = 0;
            for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
            {
                buffer.data().getBytes(buffer.offset(), bytes, at, buffer.length());
                at += buffer.length();
            }
            heard.add(bytes);
            return 0;
        }
    }
}
