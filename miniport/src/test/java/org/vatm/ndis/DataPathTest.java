package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packets down and up, requests, status, reset. */
class DataPathTest
{
    private final TestSystem system = new TestSystem().up();
    private final LoopMiniport miniport = system.miniport;
    private final RecordingClient client = system.client;
    private final NdisProtocolLibrary ndis = system.ndis.protocolLibrary();

    @AfterEach
    void close()
    {
        system.close();
    }

    private void send(final NdisClientVc vc, final NdisPacket... packets)
    {
        system.run(() -> client.send(vc, packets, packets.length));
    }

    private void settle()
    {
        system.runFor(50 * TestSystem.MICROSECOND);
    }

    @Test
    void shouldDeliverInOrderWhatWasSent()
    {
        final NdisClientVc vc = system.connected();

        send(vc, system.packet(system.text("a"), system.text("bc")), system.packet(system.text("d")));
        send(vc, system.packet(system.text("")));
        settle();

        assertEquals(List.of("abc", "d", ""), client.received);
        assertEquals(0, vc.sendsOut());
        assertEquals(0, system.ndis.violations().total());
    }

    @Test
    void shouldListTheBusAddressesOfEveryKindOfBuffer()
    {
        final NdisClientVc vc = system.connected();
        miniport.holdsSends = true;
        final byte[] text = "heap".getBytes(StandardCharsets.US_ASCII);
        final ByteBuf ram = system.text("0123456789");
        final ByteBuf direct = UnpooledByteBufAllocator.DEFAULT.directBuffer(16).writeBytes(text);
        final NdisPacket packet = system.packet(ram.slice(2, 5), direct, Unpooled.wrappedBuffer(text));

        send(vc, packet);

        final NdisScatterGatherList list = packet.scatterGatherList();
        assertEquals(3, list.numberOfElements());
        assertEquals(system.host.memory().busAddress(ram, 2), list.address(0));
        assertEquals(5, list.length(0));
        for (int i = 1; i < 3; i++)
        {
            assertEquals(4, list.length(i));
            assertEquals('h', system.host.memory().getByte(list.address(i)));
            assertEquals('p', system.host.memory().getByte(list.address(i) + 3));
        }
        assertEquals(1, system.host.memory().windowCount());
        assertEquals(1, system.host.memory().bounceCopies());

        miniport.holdsSends = false;
        system.run(() -> miniport.miniportHandleInterrupt(LoopMiniport.CONTEXT));
        assertEquals(0, list.numberOfElements());
        assertEquals(0, system.host.memory().windowCount());
        assertEquals(1, direct.refCnt());
        assertEquals(List.of("23456heapheap"), client.received);
    }

    @Test
    void shouldSendAroundAPacketThatCannotBeMapped()
    {
        final NdisClientVc vc = system.connected();
        final NdisPacket tooLong = system.packet(Unpooled.wrappedBuffer(new byte[2049]));

        send(vc, system.packet(system.text("1")), tooLong, system.packet(system.text("2")));
        assertEquals(List.of("sent " + NdisStatus.name(NDIS_STATUS_INVALID_LENGTH)), client.events);
        settle();

        assertEquals(List.of("1", "2"), client.received);
    }

    @Test
    void shouldRefusePacketsOnAVcThatIsNotActive()
    {
        final NdisClientVc vc = system.created();

        send(vc, system.packet(system.text("x")));

        assertEquals(List.of("sent NDIS_STATUS_VC_NOT_ACTIVATED"), client.events);
        assertEquals(List.of("0 CoCreateVc"), miniport.calls);
    }

    @Test
    void shouldLeaveAPacketWithTheClientUntilEveryReturn()
    {
        final NdisClientVc vc = system.connected();
        client.keeps = 2;
        send(vc, system.packet(system.text("x")));
        settle();
        final NdisPacket[] kept = { client.kept.get(0) };

        system.run(() -> ndis.ndisReturnPackets(kept, 1));
        assertEquals(0, miniport.calls.stream().filter(c -> c.endsWith("ReturnPacket")).count());
        system.run(() -> ndis.ndisReturnPackets(kept, 1));
        assertEquals(1, miniport.calls.stream().filter(c -> c.endsWith("ReturnPacket")).count());

        system.run(() -> ndis.ndisReturnPackets(kept, 1));
        assertEquals(1, system.violations(NdisViolation.RETURN_MISMATCH));
    }

    @Test
    void shouldGiveAResourcesPacketBackAtOnce()
    {
        final NdisClientVc vc = system.connected();
        miniport.receiveStatus = NDIS_STATUS_RESOURCES;
        client.keeps = 1;

        for (int i = 0; i < 20; i++)
        {
            send(vc, system.packet(system.text("x")));
            settle();
        }

        assertEquals(20, client.received.size());
        assertEquals(0, miniport.calls.stream().filter(c -> c.endsWith("ReturnPacket")).count());
        assertEquals(20, system.violations(NdisViolation.RESOURCES_PACKET_KEPT));
    }

    @Test
    void shouldNotDeliverOnAnInactiveVc()
    {
        system.created();
        final LoopMiniport.Vc vc = miniport.vcs.get(0);

        system.run(() -> miniport.indicate(vc, miniport.receivePacket()));

        assertEquals(List.of(), client.received);
        assertEquals(1, system.violations(NdisViolation.RECEIVE_ON_INACTIVE_VC));
        assertEquals(0, vc.receives);
    }

    @Test
    void shouldIgnoreASendCompletionThatIsNotDue()
    {
        final NdisClientVc vc = system.connected();
        final NdisClientVc other = system.connected();
        final NdisPacket packet = system.packet(system.text("x"));
        miniport.holdsSends = true;
        send(vc, packet);

        system.run(() -> miniport.ndis.ndisMCoSendComplete(
            NDIS_STATUS_SUCCESS, miniport.vcs.get(1).ndisVcHandle, packet));
        assertEquals(1, system.violations(NdisViolation.SEND_COMPLETE_MISMATCH));
        assertEquals(1, vc.sendsOut());
        assertEquals(0, other.sendsOut());

        miniport.holdsSends = false;
        system.run(() -> miniport.miniportHandleInterrupt(LoopMiniport.CONTEXT));
        system.run(() -> miniport.ndis.ndisMCoSendComplete(
            NDIS_STATUS_SUCCESS, miniport.vcs.get(0).ndisVcHandle, packet));
        assertEquals(2, system.violations(NdisViolation.SEND_COMPLETE_MISMATCH));
        assertEquals(0, vc.sendsOut());
    }

    @Test
    void shouldCancelQueuedSendsIfTheMiniportCan()
    {
        final NdisClientVc vc = system.connected();
        miniport.holdsSends = true;
        final NdisPacket packet = system.packet(system.text("x"));
        packet.packetCancelId(42);
        send(vc, packet, system.packet(system.text("y")));

        system.run(() -> ndis.ndisCancelSendPackets(client.port.bindingHandle(), 42));
        assertEquals(List.of(), client.events);

        try (TestSystem other = new TestSystem())
        {
            other.miniport.characteristics.with(MiniportHandler.CANCEL_SEND_PACKETS);
            final NdisClientVc cancellable = other.up().connected();
            other.miniport.holdsSends = true;
            final NdisPacket first = other.packet(other.text("x"));
            first.packetCancelId(42);
            other.run(() -> other.client.send(
                cancellable, new NdisPacket[] { first, other.packet(other.text("y")) }, 2));
            other.run(() -> other.ndis.protocolLibrary().ndisCancelSendPackets(other.client.port.bindingHandle(), 42));
            assertEquals(List.of("sent NDIS_STATUS_REQUEST_ABORTED"), other.client.events);
            assertEquals(1, cancellable.sendsOut());
        }
    }

    @Test
    void shouldRequestOfAdapterAndVc()
    {
        final NdisClientVc vc = system.connected();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        final NdisRequest request = new NdisRequest();
        final long binding = client.port.bindingHandle();

        request.query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, buffer, 8);
        assertEquals(NDIS_STATUS_SUCCESS, system.call(() -> ndis.ndisCoRequest(binding, vc.ndisVcHandle(), request)));
        assertEquals(4, request.bytesWritten);
        assertEquals(1, buffer.getInt(0));

        miniport.requestStatus = NDIS_STATUS_PENDING;
        request.query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, buffer, 8);
        assertEquals(NDIS_STATUS_PENDING, system.call(() -> ndis.ndisCoRequest(binding, 0, request)));
        system.run(() -> miniport.ndis.ndisMCoRequestComplete(NDIS_STATUS_SUCCESS, miniport.adapterHandle, request));
        assertEquals(List.of("request NDIS_STATUS_SUCCESS"), client.events);
        system.run(() -> miniport.ndis.ndisMCoRequestComplete(NDIS_STATUS_SUCCESS, miniport.adapterHandle, request));
        assertEquals(1, system.violations(NdisViolation.UNEXPECTED_COMPLETION));
    }

    @Test
    void shouldResetWhenARequestStaysPendedForTwoChecks()
    {
        final NdisRequest request = new NdisRequest();
        request.query(NdisOid.OID_GEN_CO_LINK_SPEED, new UnsafeBuffer(new byte[8]), 8);
        miniport.requestStatus = NDIS_STATUS_PENDING;
        system.call(() -> ndis.ndisCoRequest(client.port.bindingHandle(), 0, request));

        system.runFor(3 * TestSystem.SECOND);
        assertEquals(0, system.ndis.resetCount(system.adapterHandle.value));
        system.runFor(2 * TestSystem.SECOND);

        assertEquals(1, system.ndis.resetCount(system.adapterHandle.value));
        assertEquals(List.of("status NDIS_STATUS_RESET_START", "status NDIS_STATUS_RESET_END"), client.events);
    }

    @Test
    void shouldAskForHangsEveryTwoSeconds()
    {
        try (TestSystem other = new TestSystem())
        {
            other.miniport.characteristics.with(MiniportHandler.CHECK_FOR_HANG);
            other.up();
            other.runFor(3 * TestSystem.SECOND);
            assertEquals(List.of(), other.miniport.calls);

            other.miniport.hangs = true;
            other.runFor(2 * TestSystem.SECOND);

            assertEquals(List.of("1 Reset"), other.miniport.calls);
        }
    }

    @Test
    void shouldTakeNoSendsOrRequestsDuringReset()
    {
        final NdisClientVc vc = system.connected();
        final NdisRequest request = new NdisRequest();
        miniport.resetStatus = NDIS_STATUS_PENDING;
        assertEquals(NDIS_STATUS_PENDING, system.call(() -> ndis.ndisReset(client.port.bindingHandle())));

        send(vc, system.packet(system.text("x")));
        assertEquals(NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS, system.call(() ->
            ndis.ndisCoRequest(client.port.bindingHandle(), 0, request)));
        assertEquals(NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS, system.call(() ->
            ndis.ndisReset(client.port.bindingHandle())));
        system.run(() -> miniport.ndis.ndisMResetComplete(miniport.adapterHandle, NDIS_STATUS_SUCCESS, false));

        assertEquals(
            List.of("status NDIS_STATUS_RESET_START", "sent NDIS_STATUS_RESET_IN_PROGRESS",
                "status NDIS_STATUS_RESET_END", "reset NDIS_STATUS_SUCCESS"),
            client.events);
        send(vc, system.packet(system.text("after")));
        settle();
        assertEquals(List.of("after"), client.received);
    }

    @Test
    void shouldIndicateStatusToAllOrToTheSharersOfAVc()
    {
        system.connected();
        final long vc = miniport.vcs.get(0).ndisVcHandle;
        final int disconnect = NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT;
        system.run(() -> miniport.ndis.ndisMCoIndicateStatus(miniport.adapterHandle, 0, disconnect, null, 0));
        system.run(() -> miniport.ndis.ndisMCoIndicateStatus(miniport.adapterHandle, vc, disconnect, null, 0));
        system.run(() -> miniport.ndis.ndisMCoIndicateStatus(
            miniport.adapterHandle, 0, NdisStatus.NDIS_STATUS_RESET_END, null, 0));

        assertEquals(
            List.of("status NDIS_STATUS_MEDIA_DISCONNECT", "status NDIS_STATUS_MEDIA_DISCONNECT on VC"), client.events);
        assertEquals(1, system.violations(NdisViolation.RESET_INDICATED));
    }

    @Test
    void shouldAllocateNothingForVcsAndPackets()
    {
        final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();
        try (SteadyState steady = new SteadyState())
        {
            steady.rounds(20_000);
            final long before = threads.getCurrentThreadAllocatedBytes();
            steady.rounds(10_000);
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;

            assertTrue(bytes < 10_000, bytes + " bytes in 10000 rounds");
        }
    }
}
