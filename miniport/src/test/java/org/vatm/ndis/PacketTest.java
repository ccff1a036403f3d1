package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class PacketTest
{
    private final NdisPacketPool packets = new NdisPacketPool(2);
    private final NdisBufferPool buffers = new NdisBufferPool(3);
    private final ByteBuf data = Unpooled.wrappedBuffer(new byte[100]);

    @Test
    void shouldChainAndCount()
    {
        final NdisPacket packet = packets.allocatePacket();
        final NdisBuffer a = buffers.allocateBuffer(data, 0, 10);
        final NdisBuffer b = buffers.allocateBuffer(data, 10, 20);
        final NdisBuffer c = buffers.allocateBuffer(data, 30, 30);

        packet.chainBufferAtBack(b);
        packet.chainBufferAtFront(a);
        packet.chainBufferAtBack(c);

        assertEquals(3, packet.bufferCount());
        assertEquals(60, packet.totalPacketLength());
        assertSame(a, packet.firstBuffer());
        assertSame(b, a.next());

        c.adjustLength(5);
        assertEquals(35, packet.totalPacketLength());

        assertSame(c, packet.unchainBufferAtBack());
        assertSame(a, packet.unchainBufferAtFront());
        assertEquals(20, packet.totalPacketLength());
        assertSame(b, packet.unchainBufferAtBack());
        assertNull(packet.firstBuffer());
        assertNull(packet.unchainBufferAtFront());
        assertEquals(0, packet.totalPacketLength());
    }

    @Test
    void shouldGiveTheSameDescriptorsAgainWithNothingInThem()
    {
        final NdisPacket packet = packets.allocatePacket();
        packets.allocatePacket();
        assertNull(packets.allocatePacket());
        packet.chainBufferAtBack(buffers.allocateBuffer(data, 0, 10));
        packet.status(NdisStatus.NDIS_STATUS_RESOURCES);
        packet.packetCancelId(7);
        packet.aalInfo().present = true;
        packet.aalInfo().userToUserIndication = 9;
        packet.miniportReserved(1, 5);
        packet.protocolReserved(3, 5);

        packets.freePacket(packet);
        final NdisPacket again = packets.allocatePacket();

        assertSame(packet, again);
        assertNull(again.firstBuffer());
        assertEquals(NdisStatus.NDIS_STATUS_SUCCESS, again.status());
        assertEquals(0, again.packetCancelId() | again.miniportReserved(1) | again.protocolReserved(3));
        assertEquals(0, again.aalInfo().userToUserIndication);
        assertEquals(2, packets.usage());
    }

    @Test
    void shouldRefuseMisuse()
    {
        final NdisPacket packet = packets.allocatePacket();
        final NdisBuffer buffer = buffers.allocateBuffer(data, 0, 10);
        packet.chainBufferAtBack(buffer);

        assertThrows(IllegalStateException.class, () -> packet.chainBufferAtFront(buffer));
        assertThrows(IllegalStateException.class, () -> buffers.freeBuffer(buffer));
        assertThrows(IllegalArgumentException.class, () -> buffer.adjustLength(11));
        assertThrows(IndexOutOfBoundsException.class, () -> buffers.allocateBuffer(data, 91, 10));
        assertThrows(IllegalStateException.class, () -> new NdisPacketPool(1).freePacket(packet));

        packet.unchainBufferAtFront();
        buffers.freeBuffer(buffer);
        packets.freePacket(packet);
        assertThrows(IllegalStateException.class, () -> buffers.freeBuffer(buffer));
        assertThrows(IllegalStateException.class, () -> packets.freePacket(packet));
        assertThrows(IllegalStateException.class, () -> packet.chainBufferAtBack(buffer));
    }
}
