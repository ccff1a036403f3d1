package org.vatm.workbench.run;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vatm.host.Host;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;
import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.encap.Encapsulator;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.sample.SampleCapture;
import org.vatm.workbench.scenario.Category;
import org.vatm.workbench.scenario.Scenario.Vc;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FlowTest
{
    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final long NS = 1_000;

    private final Packets packets = Encapsulator.encapsulate(SampleCapture.read(), Encapsulation.AUTO);
    private final Flow flow = new Flow(
        "A to B", packets, List.of(new Vc(0, 32, Category.UBR, 0, 0), new Vc(0, 33, Category.UBR, 0, 0)));
    private NdisPacketPool packetPool;
    private NdisBufferPool bufferPool;

    @BeforeEach
    void allocatePools()
    {
        final NdisProtocolLibrary ndis =
            new Ndis(new Host(new Simulation(), "host", PciTiming.PCI33, 32 << 20)).protocolLibrary();
        packetPool = ndis.ndisAllocatePacketPool(100);
        bufferPool = ndis.ndisAllocateBufferPool(300);
    }

    @Test
    void shouldGiveEachVcItsShareOfTheRepeatedInput()
    {
        assertEquals(0, flow.packet(FIRST, 0));
        assertEquals(1, flow.packet(SECOND, 0));
        assertEquals(6, flow.packet(FIRST, 3));
        assertEquals(1, flow.packet(SECOND, packets.count() / 2));
    }

    @Test
    void shouldBeContentWithWhatArrivesInOrder()
    {
        send(FIRST, 3, 0);
        send(SECOND, 1, 100 * NS);
        receive(FIRST, flow.packet(FIRST, 0), 1_000 * NS);
        receive(SECOND, flow.packet(SECOND, 0), 1_100 * NS);
        receive(FIRST, flow.packet(FIRST, 1), 1_200 * NS);
        assertFalse(flow.isComplete());
        receive(FIRST, flow.packet(FIRST, 2), 1_300 * NS);

        assertTrue(flow.isComplete());
        assertEquals(List.of(), flow.failures());
        assertEquals(4, flow.intactCount());
        assertEquals(flow.sentBytes(), flow.intactBytes());
        assertEquals(1_000, flow.latencyNs().getMinValue());
        assertEquals(1_300, flow.latencyNs().getMaxValue());
        assertEquals(1_300 * NS, flow.lastDeliveryPs());
    }

    @Test
    void shouldSeeALostPacket()
    {
        send(FIRST, 3, 0);
        receive(FIRST, flow.packet(FIRST, 0), NS);
        receive(FIRST, flow.packet(FIRST, 2), NS);

        assertTrue(flow.isComplete());
        assertEquals(1, flow.lostCount());
        assertEquals(2, flow.intactCount());
        assertTrue(flow.failures().get(0).startsWith("A to B, VC 0/32, at 1,000 ps: packet 2 of the VC (frame 3,"),
            flow.failures().get(0));
    }

    @Test
    void shouldSeeTheLastPacketLost()
    {
        send(FIRST, 3, 0);
        receive(FIRST, flow.packet(FIRST, 0), NS);
        assertFalse(flow.isComplete());

        flow.end(7 * NS);

        assertEquals(2, flow.lostCount());
        assertTrue(flow.isComplete());
    }

    @Test
    void shouldSeeThatNotAllWasSent()
    {
        send(FIRST, 1, 0);
        receive(FIRST, flow.packet(FIRST, 0), NS);

        flow.onNotOver(3, 8 * NS);
        flow.end(8 * NS);

        assertEquals(
            List.of("A to B, at 8,000 ps: not all packets were sent, 3 sends did not complete"), flow.failures());
        assertEquals(1, flow.intactCount());
    }

    @Test
    void shouldSeeADuplicate()
    {
        send(FIRST, 2, 0);
        receive(FIRST, flow.packet(FIRST, 0), NS);
        receive(FIRST, flow.packet(FIRST, 0), NS);
        receive(FIRST, flow.packet(FIRST, 1), NS);

        assertEquals(1, flow.duplicateCount());
        assertEquals(2, flow.intactCount());
        assertEquals(1, flow.failures().size());
        assertTrue(flow.isComplete());
    }

    @Test
    void shouldSeeTwoPacketsThatChangedPlaces()
    {
        send(FIRST, 2, 0);
        receive(FIRST, flow.packet(FIRST, 1), NS);
        receive(FIRST, flow.packet(FIRST, 0), NS);

        assertEquals(1, flow.lostCount());
        assertEquals(1, flow.duplicateCount());
        assertTrue(flow.isComplete());
    }

    @Test
    void shouldSeeAPacketOnTheWrongVc()
    {
        send(FIRST, 1, 0);
        send(SECOND, 1, 0);
        receive(FIRST, flow.packet(SECOND, 0), NS);
        receive(SECOND, flow.packet(FIRST, 0), NS);

        assertEquals(2, flow.changedCount());
        assertEquals(0, flow.intactCount());
        assertTrue(flow.isComplete());
    }

    @Test
    void shouldSeeOneChangedBit()
    {
        send(FIRST, 2, 0);
        final NdisPacket packet = packet(flow.packet(FIRST, 0));
        final ByteBuf data = packet.firstBuffer().next().data();
        data.setByte(30, data.getByte(30) ^ 1);
        flow.onReceive(FIRST, packet, NS);
        receive(FIRST, flow.packet(FIRST, 1), NS);

        assertEquals(1, flow.changedCount());
        assertEquals(1, flow.intactCount());
        assertTrue(flow.isComplete());
    }

    @Test
    void shouldSeeAPacketThatNobodySent()
    {
        receive(FIRST, flow.packet(FIRST, 0), NS);

        assertEquals(1, flow.changedCount());
        assertEquals(0, flow.intactCount());
    }

    private void send(final int vc, final int count, final long nowPs)
    {
        for (int i = 0; i < count; i++)
        {
            flow.onSend(vc, nowPs);
        }
    }

    private void receive(final int vc, final int packet, final long nowPs)
    {
        flow.onReceive(vc, packet(packet), nowPs);
    }

    /** In three buffers, the second one starting within the encapsulation. */
    private NdisPacket packet(final int number)
    {
        final int length = packets.lengthBytes(number);
        final ByteBuf data = Unpooled.directBuffer(length);
        packets.copyTo(number, data, 0);
        final NdisPacket packet = packetPool.allocatePacket();
        packet.chainBufferAtBack(bufferPool.allocateBuffer(data, 0, 5));
        packet.chainBufferAtBack(bufferPool.allocateBuffer(data, 5, length - 10));
        packet.chainBufferAtBack(bufferPool.allocateBuffer(data, length - 5, 5));
        return packet;
    }
}
