package org.vatm.workbench.encap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.CaptureFile;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.sample.SampleCapture;

import java.nio.ByteOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EncapsulatorTest
{
    private static final String MACS = "02000000000102000000000a";

    @ParameterizedTest
    @CsvSource({
        "1,   AUTO,        " + MACS + "080045ff, aaaa030080c200070000" + MACS + "080045ff",
        "1,   LLC_BRIDGED, " + MACS + "080045ff, aaaa030080c200070000" + MACS + "080045ff",
        "1,   LLC_ROUTED,  " + MACS + "86dd60ff, aaaa0300000086dd60ff",
        "1,   LLC_ROUTED,  " + MACS + "080600ff, aaaa03000000080600ff",
        "1,   VC_BRIDGED,  " + MACS + "080045ff, 0000" + MACS + "080045ff",
        "1,   VC_ROUTED,   " + MACS + "080045ff, 45ff",
        "1,   NONE,        " + MACS + "080045ff, " + MACS + "080045ff",
        "101, AUTO,        4511, aaaa03000000080045" + "11",
        "101, AUTO,        6011, aaaa0300000086dd60" + "11",
        "228, AUTO,        4511, aaaa0300000008004511",
        "229, AUTO,        6011, aaaa0300000086dd6011",
        "229, VC_ROUTED,   6011, 6011",
        "113, AUTO,        00000001000602000000000100000800" + "4511, aaaa0300000008004511",
        "276, AUTO,        86dd0000000000020001000602000000" + "00010000" + "6011, aaaa0300000086dd6011",
        "105, NONE,        8000, 8000"})
    void shouldPutTheRightOctetsInFront(
        final int linkType, final Encapsulation encapsulation, final String frame, final String expected)
    {
        final Packets packets = Encapsulator.encapsulate(capture(linkType, frame), encapsulation);
        final ByteBuf buffer = Unpooled.directBuffer(100);
        packets.copyTo(0, buffer, 3);

        assertEquals(1, packets.count());
        assertEquals(expected, ByteBufUtil.hexDump(buffer, 3, packets.lengthBytes(0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "105 | AUTO        | 8000 | x.pcap: frame 1 is IEEE 802.11 (link type 105), expected Ethernet, raw IP",
        "4242| AUTO        | 8000 | x.pcap: frame 1 is link type 4242, expected Ethernet",
        "101 | LLC_BRIDGED | 4500 | x.pcap: frame 1 is raw IP (link type 101), expected Ethernet for --encap",
        "1   | AUTO        | 0200 | x.pcap: no frame that can be sent (0 cut by the capture, 1 too short",
        "101 | AUTO        | 1234 | x.pcap: no frame that can be sent (0 cut by the capture, 0 too short, 1 without"})
    void shouldRefuseByName(
        final int linkType, final Encapsulation encapsulation, final String frame, final String expected)
    {
        final Capture capture = capture(linkType, frame);

        final String message = assertThrows(
            InputException.class, () -> Encapsulator.encapsulate(capture, encapsulation)).getMessage();

        assertTrue(message.startsWith(expected), message);
    }

    @Test
    void shouldTakeTheLongestPacketThatAal5Carries()
    {
        final int longest = 65_535 - 10;
        final Packets packets = Encapsulator.encapsulate(capture(1, new byte[longest]), Encapsulation.AUTO);
        final Capture tooLong = capture(1, new byte[longest + 1]);

        assertEquals(65_535, packets.lengthBytes(0));
        final String message = assertThrows(
            InputException.class, () -> Encapsulator.encapsulate(tooLong, Encapsulation.AUTO)).getMessage();
        assertEquals("x.pcap: frame 1 at offset 40 makes a packet of 65,536 octets, expected at most 65,535 (AAL5)",
            message);
    }

    @Test
    void shouldCountWhatItLeavesOut()
    {
        final Capture capture = CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2_C3D4, 1)
            .record(0, 0, 13, new byte[13])
            .record(0, 0, 60, ByteBufUtil.decodeHexDump(MACS + "002642420300"))
            .record(0, 0, 18, ByteBufUtil.decodeHexDump(MACS + "002642420300"))
            .record(0, 0, 15, ByteBufUtil.decodeHexDump(MACS + "080045"))
            .read();

        final Packets packets = Encapsulator.encapsulate(capture, Encapsulation.LLC_ROUTED);

        assertEquals(1, packets.count());
        assertEquals(3, packets.frameNumber(0));
        assertEquals(1, packets.tooShortCount());
        assertEquals(1, packets.otherProtocolCount());
    }

    @Test
    void shouldSeeEveryDifference()
    {
        final Packets packets = Encapsulator.encapsulate(SampleCapture.read(), Encapsulation.AUTO);
        final int packet = 4;
        final int length = packets.lengthBytes(packet);
        final ByteBuf received = Unpooled.directBuffer(length + 1).setZero(length, 1);
        packets.copyTo(packet, received, 0);

        assertTrue(packets.matches(packet, 0, received, 0, length));
        assertTrue(packets.matches(packet, 7, received, 7, length - 7));
        assertFalse(packets.matches(packet, 0, received, 0, length + 1));
        for (int i = 0; i < length; i++)
        {
            received.setByte(i, received.getByte(i) ^ 0x10);
            assertFalse(packets.matches(packet, 0, received, 0, length), "octet " + i);
            received.setByte(i, received.getByte(i) ^ 0x10);
        }
    }

    private static Capture capture(final int linkType, final String frame)
    {
        return capture(linkType, ByteBufUtil.decodeHexDump(frame));
    }

    private static Capture capture(final int linkType, final byte[] frame)
    {
        return CaptureFile.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2_C3D4, linkType).record(0, 0, frame.length, frame)
            .read();
    }
}
