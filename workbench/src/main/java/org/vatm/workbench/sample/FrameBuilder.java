package org.vatm.workbench.sample;

import java.nio.ByteBuffer;

/**
 * Builds Ethernet frames with right lengths and checksums, each in a buffer of its own.
 */
final class FrameBuilder
{
    static final int ETHERNET_HEADER = 14;
    static final int IPV4_HEADER = 20;
    static final int IPV6_HEADER = 40;
    static final int UDP_HEADER = 8;
    static final int TCP_HEADER = 20;
    static final int ICMP_HEADER = 8;

    static final int SYN = 0x02;
    static final int FIN = 0x01;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP_V6 = 58;
    private static final int TCP_WINDOW = 65_535;
    private static final int TIME_TO_LIVE = 64;

    private int identification = 1;

    /** One of the two stations that talk. */
    record Station(long mac, int ipv4, long ipv6High, long ipv6Low)
    {
        private void putIpv6(final ByteBuffer to)
        {
            to.putLong(ipv6High).putLong(ipv6Low);
        }
    }

    ByteBuffer arp(final Station from, final Station to, final int operation)
    {
        final ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + 28);
        final boolean request = operation == 1;
        ethernet(frame, from.mac, request ? 0xFFFF_FFFF_FFFFL : to.mac, ETHERTYPE_ARP);
        frame.putShort((short)1).putShort((short)ETHERTYPE_IPV4).put((byte)6).put((byte)4).putShort((short)operation);
        putMac(frame, from.mac);
        frame.putInt(from.ipv4);
        putMac(frame, request ? 0 : to.mac);
        frame.putInt(to.ipv4);
        return frame.flip();
    }

    ByteBuffer echo(final Station from, final Station to, final boolean request, final int sequence, final int payload)
    {
        final ByteBuffer frame = ipv4(from, to, ICMP, ICMP_HEADER + payload);
        final int start = frame.position();
        frame.put((byte)(request ? 8 : 0)).put((byte)0).putShort((short)0);
        frame.putShort((short)0x7661).putShort((short)sequence);
        pattern(frame, payload, sequence);
        return checksum(frame, start, start + 2, 0);
    }

    ByteBuffer udp(final Station from, final Station to, final int fromPort, final int toPort, final int payload)
    {
        final ByteBuffer frame = ipv4(from, to, UDP, UDP_HEADER + payload);
        final int start = frame.position();
        putUdp(frame, fromPort, toPort, payload);
        return checksum(frame, start, start + 6, pseudoHeader(from, to, UDP, UDP_HEADER + payload));
    }

    ByteBuffer tcp(
        final Station from,
        final Station to,
        final int fromPort,
        final int toPort,
        final int sequence,
        final int acknowledgement,
        final int flags,
        final byte[] data)
    {
        final ByteBuffer frame = ipv4(from, to, TCP, TCP_HEADER + data.length);
        final int start = frame.position();
        frame.putShort((short)fromPort).putShort((short)toPort).putInt(sequence).putInt(acknowledgement);
        frame.put((byte)(TCP_HEADER / 4 << 4)).put((byte)flags).putShort((short)TCP_WINDOW).putInt(0);
        frame.put(data);
        return checksum(frame, start, start + 16, pseudoHeader(from, to, TCP, TCP_HEADER + data.length));
    }

    ByteBuffer udpV6(final Station from, final Station to, final int fromPort, final int toPort, final int payload)
    {
        final ByteBuffer frame = ipv6(from, to, UDP, UDP_HEADER + payload, TIME_TO_LIVE);
        final int start = frame.position();
        putUdp(frame, fromPort, toPort, payload);
        return checksum(frame, start, start + 6, pseudoHeaderV6(frame, UDP, UDP_HEADER + payload));
    }

    ByteBuffer echoV6(
        final Station from, final Station to, final boolean request, final int sequence, final int payload)
    {
        final ByteBuffer frame = ipv6(from, to, ICMP_V6, ICMP_HEADER + payload, TIME_TO_LIVE);
        final int start = frame.position();
        frame.put((byte)(request ? 128 : 129)).put((byte)0).putShort((short)0);
        frame.putShort((short)0x746D).putShort((short)sequence);
        pattern(frame, payload, sequence);
        return checksum(frame, start, start + 2, pseudoHeaderV6(frame, ICMP_V6, ICMP_HEADER + payload));
    }

    /** Neighbour solicitation (135) or advertisement (136), with the link-layer address option. */
    ByteBuffer neighbour(final Station from, final Station to, final boolean solicitation)
    {
        final ByteBuffer frame = ipv6(from, to, ICMP_V6, 32, 255);
        final int start = frame.position();
        frame.put((byte)(solicitation ? 135 : 136)).put((byte)0).putShort((short)0);
        frame.putInt(solicitation ? 0 : 0x6000_0000);
        (solicitation ? to : from).putIpv6(frame);
        frame.put((byte)(solicitation ? 1 : 2)).put((byte)1);
        putMac(frame, from.mac);
        return checksum(frame, start, start + 2, pseudoHeaderV6(frame, ICMP_V6, 32));
    }

    private ByteBuffer ipv4(final Station from, final Station to, final int protocol, final int length)
    {
        final ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + IPV4_HEADER + length);
        ethernet(frame, from.mac, to.mac, ETHERTYPE_IPV4);
        frame.putShort((short)0x4500).putShort((short)(IPV4_HEADER + length));
        frame.putShort((short)identification++).putShort((short)0x4000); // may not be fragmented
        frame.put((byte)TIME_TO_LIVE).put((byte)protocol).putShort((short)0).putInt(from.ipv4).putInt(to.ipv4);
        final int end = frame.position();
        frame.putShort(ETHERNET_HEADER + 10, (short)~fold(sum(frame, ETHERNET_HEADER, end)));
        return frame;
    }

    private static ByteBuffer ipv6(
        final Station from, final Station to, final int protocol, final int length, final int hopLimit)
    {
        final ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + IPV6_HEADER + length);
        ethernet(frame, from.mac, to.mac, ETHERTYPE_IPV6);
        frame.putInt(0x6000_0000).putShort((short)length).put((byte)protocol).put((byte)hopLimit);
        from.putIpv6(frame);
        to.putIpv6(frame);
        return frame;
    }

    private static void ethernet(final ByteBuffer frame, final long from, final long to, final int etherType)
    {
        putMac(frame, to);
        putMac(frame, from);
        frame.putShort((short)etherType);
    }

    private static void putMac(final ByteBuffer frame, final long mac)
    {
        frame.putShort((short)(mac >>> 32)).putInt((int)mac);
    }

    private static void putUdp(final ByteBuffer frame, final int fromPort, final int toPort, final int payload)
    {
        frame.putShort((short)fromPort).putShort((short)toPort);
        frame.putShort((short)(UDP_HEADER + payload)).putShort((short)0);
        pattern(frame, payload, payload);
    }

    private static void pattern(final ByteBuffer frame, final int length, final int seed)
    {
        int state = seed * 0x9E37_79B1 + 1;
        for (int i = 0; i < length; i++)
        {
            state = state * 1_664_525 + 1_013_904_223;
            frame.put((byte)(state >>> 24));
        }
    }

    private static ByteBuffer checksum(
        final ByteBuffer frame, final int start, final int field, final long pseudoHeader)
    {
        final int sum = ~fold(sum(frame, start, frame.position()) + pseudoHeader) & 0xFFFF;
        frame.putShort(field, (short)(sum == 0 ? 0xFFFF : sum));
        return frame.flip();
    }

    private static long pseudoHeader(final Station from, final Station to, final int protocol, final int length)
    {
        return (from.ipv4 >>> 16) + (from.ipv4 & 0xFFFF) + (to.ipv4 >>> 16) + (to.ipv4 & 0xFFFF) + protocol + length;
    }

    private static long pseudoHeaderV6(final ByteBuffer frame, final int protocol, final int length)
    {
        return sum(frame, ETHERNET_HEADER + 8, ETHERNET_HEADER + IPV6_HEADER) + protocol + length;
    }

    private static long sum(final ByteBuffer frame, final int start, final int end)
    {
        long sum = 0;
        for (int i = start; i < end; i++)
        {
            final int octet = frame.get(i) & 0xFF;
            sum += (i - start & 1) == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static int fold(final long sum)
    {
        long folded = sum;
        while (folded > 0xFFFF)
        {
            folded = (folded >>> 16) + (folded & 0xFFFF);
        }
        return (int)folded;
    }
}
