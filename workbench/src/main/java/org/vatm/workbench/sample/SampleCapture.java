package org.vatm.workbench.sample;

import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.CaptureReader;
import org.vatm.workbench.sample.FrameBuilder.Station;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The capture that a run uses when it is given none: two stations that find each other, ping, talk UDP at every size
 * where a cell more begins, hold a TCP conversation, do the same over IPv6, and send some jumbo frames. Ethernet
 * frames of 42 to 9,180 octets within some four milliseconds, nanosecond pcap.
 */
public final class SampleCapture
{
    /** Name that a run shows for it. */
    public static final String NAME = "sample.pcap";

    private static final int CAPACITY = 1 << 19;
    private static final long EPOCH_SECONDS = 1_767_225_600L; // 2026-01-01
    private static final int GAP_NS = 20_000;
    private static final int NS_PER_OCTET = 10;
    private static final int LONGEST_UDP = 1_472;

    private static final Station LEFT =
        new Station(0x0200_5E00_0001L, 0xC000_0201, 0x2001_0DB8_0000_0000L, 1); // 192.0.2.1, 2001:db8::1
    private static final Station RIGHT =
        new Station(0x0200_5E00_0002L, 0xC000_0202, 0x2001_0DB8_0000_0000L, 2);

    private final FrameBuilder build = new FrameBuilder();
    private final ByteBuffer file = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private long nowNs;

    private SampleCapture()
    {
    }

    /**
     * Writes the capture.
     *
     * @param args the file to write.
     * @throws IOException if it cannot be written.
     */
    public static void main(final String[] args) throws IOException
    {
        Files.write(Path.of(args[0]), generate());
    }

    /**
     * @return the capture as it ships.
     */
    public static Capture read()
    {
        try (InputStream in = SampleCapture.class.getResourceAsStream(NAME))
        {
            final byte[] bytes = in.readAllBytes();
            return CaptureReader.read(NAME, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return the octets of the file, the same each time.
     */
    public static byte[] generate()
    {
        final SampleCapture sample = new SampleCapture();
        sample.header();
        sample.greet();
        sample.ping();
        sample.datagrams();
        sample.conversation();
        sample.ipv6();
        sample.jumbo();
        final byte[] bytes = new byte[sample.file.position()];
        sample.file.get(0, bytes);
        return bytes;
    }

    private void header()
    {
        file.putInt(0xA1B2_3C4D).putShort((short)2).putShort((short)4).putInt(0).putInt(0).putInt(65_535).putInt(1);
    }

    private void greet()
    {
        add(build.arp(LEFT, RIGHT, 1));
        add(build.arp(RIGHT, LEFT, 2));
    }

    private void ping()
    {
        final int[] payloads = {0, 1, 18, 56, 120, 500, 1_000, LONGEST_UDP};
        for (int i = 0; i < payloads.length; i++)
        {
            add(build.echo(LEFT, RIGHT, true, i + 1, payloads[i]));
            add(build.echo(RIGHT, LEFT, false, i + 1, payloads[i]));
        }
    }

    /** Bridged, a frame of 48 n - 18 octets fills n cells: that size and its neighbours, for n from 2 to 31. */
    private void datagrams()
    {
        final int headers = FrameBuilder.ETHERNET_HEADER + FrameBuilder.IPV4_HEADER + FrameBuilder.UDP_HEADER;
        for (int cells = 2; cells <= 31; cells++)
        {
            final int full = cells * 48 - 18 - headers;
            add(build.udp(LEFT, RIGHT, 40_000 + cells, 9, full));
            add(build.udp(RIGHT, LEFT, 40_000 + cells, 9, full + 1));
        }
        add(build.udp(LEFT, RIGHT, 40_000, 9, LONGEST_UDP - 1));
        add(build.udp(RIGHT, LEFT, 40_000, 9, LONGEST_UDP));
    }

    private void conversation()
    {
        final byte[] none = new byte[0];
        final byte[] request = "GET /cells HTTP/1.1\r\nHost: right.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        final String body = "fifty-three octets, forty-eight of them yours.\n".repeat(92);
        final byte[] page = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() +
            "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        int left = 0x1000_0000;
        int right = 0x2000_0000;
        segment(true, left++, 0, FrameBuilder.SYN, none);
        segment(false, right++, left, FrameBuilder.SYN | FrameBuilder.ACK, none);
        segment(true, left, right, FrameBuilder.ACK, none);
        segment(true, left, right, FrameBuilder.PSH | FrameBuilder.ACK, request);
        left += request.length;
        segment(false, right, left, FrameBuilder.ACK, none);
        for (int at = 0; at < page.length; at += 1_460)
        {
            final byte[] part = Arrays.copyOfRange(page, at, Math.min(page.length, at + 1_460));
            segment(false, right, left, FrameBuilder.PSH | FrameBuilder.ACK, part);
            right += part.length;
            segment(true, left, right, FrameBuilder.ACK, none);
        }
        segment(true, left++, right, FrameBuilder.FIN | FrameBuilder.ACK, none);
        segment(false, right++, left, FrameBuilder.FIN | FrameBuilder.ACK, none);
        segment(true, left, right, FrameBuilder.ACK, none);
    }

    private void segment(
        final boolean fromLeft, final int sequence, final int acknowledgement, final int flags, final byte[] data)
    {
        add(fromLeft ?
            build.tcp(LEFT, RIGHT, 50_000, 80, sequence, acknowledgement, flags, data) :
            build.tcp(RIGHT, LEFT, 80, 50_000, sequence, acknowledgement, flags, data));
    }

    private void ipv6()
    {
        add(build.neighbour(LEFT, RIGHT, true));
        add(build.neighbour(RIGHT, LEFT, false));
        final int[] payloads = {0, 56, 700, 1_452};
        for (int i = 0; i < payloads.length; i++)
        {
            add(build.echoV6(LEFT, RIGHT, true, i + 1, payloads[i]));
            add(build.echoV6(RIGHT, LEFT, false, i + 1, payloads[i]));
            add(build.udpV6(LEFT, RIGHT, 41_000 + i, 9, payloads[i]));
        }
    }

    private void jumbo()
    {
        final int headers = FrameBuilder.ETHERNET_HEADER + FrameBuilder.IPV4_HEADER + FrameBuilder.UDP_HEADER;
        final int[] frames = {2_000, 3_000, 4_096, 4_470, 6_000, 8_192, 9_014, 9_180};
        for (final int frame : frames)
        {
            add(build.udp(LEFT, RIGHT, 42_000, 9, frame - headers));
            add(build.udp(RIGHT, LEFT, 42_000, 9, frame - headers));
        }
    }

    private void add(final ByteBuffer frame)
    {
        file.putInt((int)EPOCH_SECONDS).putInt((int)nowNs).putInt(frame.remaining()).putInt(frame.remaining());
        nowNs += GAP_NS + (long)frame.remaining() * NS_PER_OCTET;
        file.put(frame);
    }
}
