package org.vatm.workbench.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The block format: any number of sections, each in its own byte order and with its own interfaces; enhanced, simple
 * and obsolete packet blocks. Other blocks are passed over.
 * <pre>
 *   type 4, total length 4, body (padded to 4), total length 4
 *   section header     0x0A0D0D0A   byte order magic 4, major 2, minor 2, section length 8, options
 *   interface          1            link type 2, 0 2, snap length 4, options
 *   obsolete packet    2            interface 2, drops 2, time 8, captured 4, original 4, octets, options
 *   simple packet      3            original 4, octets
 *   enhanced packet    6            interface 4, time 8, captured 4, original 4, octets, options
 * </pre>
 */
final class PcapngReader
{
    private static final int SECTION_HEADER = 0x0A0D_0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B_3C4D;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int OPTION_END = 0;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_FCS_LENGTH = 13;
    private static final int OPTION_TIME_OFFSET = 14;

    private static final int BODY = 8;
    private static final int SMALLEST_BLOCK = 12;
    private static final int SECTION_BODY = 16;
    private static final int INTERFACE_BODY = 8;
    private static final int PACKET_BODY = 20;
    private static final int PS_DIGITS = 12;
    private static final BigInteger PS_PER_SECOND = BigInteger.TEN.pow(PS_DIGITS);

    private final String name;
    private final ByteBuffer file;
    private final Capture.Builder frames;
    private final List<Interface> interfaces = new ArrayList<>();
    private long seconds;
    private long psInside;

    PcapngReader(final String name, final ByteBuffer file, final Capture.Builder frames)
    {
        this.name = name;
        this.file = file;
        this.frames = frames;
    }

    void read()
    {
        int offset = 0;
        while (offset < file.capacity())
        {
            offset = block(offset);
        }
    }

    private int block(final int offset)
    {
        final int left = file.capacity() - offset;
        if (left < SMALLEST_BLOCK)
        {
            throw bad(offset, "the file ends " + left + " octets into a block", "at least " + SMALLEST_BLOCK);
        }
        if (file.getInt(offset) == SECTION_HEADER)
        {
            chooseByteOrder(offset);
        }
        final int type = file.getInt(offset);
        final long length = file.getInt(offset + 4) & 0xFFFF_FFFFL;
        if (length < SMALLEST_BLOCK || length % 4 != 0)
        {
            throw bad(offset + 4, "block length " + length, "a multiple of 4 from " + SMALLEST_BLOCK);
        }
        if (length > left)
        {
            throw bad(offset + 4, "a block of " + length + " octets, the file ends after " + left, "a whole block");
        }
        final int end = offset + (int)length - 4;
        final long repeated = file.getInt(end) & 0xFFFF_FFFFL;
        if (repeated != length)
        {
            throw bad(end, "block length " + repeated + " at its end", length + " as at its start");
        }
        body(type, offset, offset + BODY, end);
        return end + 4;
    }

    private void chooseByteOrder(final int offset)
    {
        file.order(ByteOrder.BIG_ENDIAN);
        final int magic = file.getInt(offset + BODY);
        if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC))
        {
            file.order(ByteOrder.LITTLE_ENDIAN);
        }
        else if (magic != BYTE_ORDER_MAGIC)
        {
            throw bad(offset + BODY, String.format("byte order magic 0x%08X", magic), "0x1A2B3C4D in either order");
        }
    }

    private void body(final int type, final int block, final int body, final int end)
    {
        switch (type)
        {
            case SECTION_HEADER -> section(block, body, end);
            case INTERFACE -> describeInterface(block, body, end);
            case ENHANCED_PACKET -> packet(block, body, end, file.getInt(body) & 0xFFFF_FFFFL);
            case OBSOLETE_PACKET -> packet(block, body, end, file.getShort(body) & 0xFFFF);
            case SIMPLE_PACKET -> simplePacket(block, body, end);
            default ->
            {
                // names, statistics, secrets, custom blocks: nothing that travels
            }
        }
    }

    private void section(final int block, final int body, final int end)
    {
        checkRoom(block, body, end, SECTION_BODY, "section header");
        final int major = file.getShort(body + 4) & 0xFFFF;
        if (major != 1)
        {
            throw bad(body + 4, "pcapng version " + major + "." + (file.getShort(body + 6) & 0xFFFF), "1.0");
        }
        interfaces.clear();
    }

    private void describeInterface(final int block, final int body, final int end)
    {
        checkRoom(block, body, end, INTERFACE_BODY, "interface description");
        final Interface described = new Interface();
        described.linkType = file.getShort(body) & 0xFFFF;
        described.snapLength = file.getInt(body + 4) & 0xFFFF_FFFFL;
        int option = body + INTERFACE_BODY;
        while (option + 4 <= end)
        {
            final int code = file.getShort(option) & 0xFFFF;
            final int length = file.getShort(option + 2) & 0xFFFF;
            if (code == OPTION_END)
            {
                break;
            }
            if (length > end - option - 4)
            {
                throw bad(option, "option " + code + " of " + length + " octets goes beyond its block", "at most " +
                    (end - option - 4));
            }
            readOption(described, option, code, length);
            option += 4 + (length + 3 & ~3);
        }
        interfaces.add(described);
    }

    private void readOption(final Interface described, final int option, final int code, final int length)
    {
        final int value = option + 4;
        switch (code)
        {
            case OPTION_TIME_RESOLUTION ->
            {
                checkOption(option, "if_tsresol", length, 1);
                described.resolution = file.get(value) & 0xFF;
            }
            case OPTION_FCS_LENGTH ->
            {
                checkOption(option, "if_fcslen", length, 1);
                final int given = file.get(value) & 0xFF;
                described.fcsLength = given >= 8 ? given / 8 : given; // bits by the text, octets by some writers
            }
            case OPTION_TIME_OFFSET ->
            {
                checkOption(option, "if_tsoffset", length, 8);
                described.offsetSeconds = file.getLong(value);
            }
            default ->
            {
                // names, addresses, filters: nothing that changes a frame
            }
        }
    }

    private void packet(final int block, final int body, final int end, final long interfaceId)
    {
        checkRoom(block, body, end, PACKET_BODY, "packet block");
        final Interface from = find(block, interfaceId);
        final long captured = file.getInt(body + 12) & 0xFFFF_FFFFL;
        final long original = file.getInt(body + 16) & 0xFFFF_FFFFL;
        final int room = end - body - PACKET_BODY;
        if (captured > room)
        {
            throw bad(body + 12, "frame " + number() + " has " + captured + " octets in a block with room for " + room,
                "a whole frame");
        }
        if (captured > original)
        {
            throw bad(body + 12, "frame " + number() + " has " + captured + " captured octets of " + original,
                "no more than those");
        }
        if (captured < original)
        {
            frames.addCut();
            return;
        }
        final long high = file.getInt(body + 4) & 0xFFFF_FFFFL;
        final long low = file.getInt(body + 8) & 0xFFFF_FFFFL;
        convert(from.resolution, high << 32 | low);
        frames.add(
            from.linkType,
            body + PACKET_BODY,
            Math.max(0, (int)captured - from.fcsLength),
            seconds + from.offsetSeconds,
            psInside);
    }

    private void simplePacket(final int block, final int body, final int end)
    {
        checkRoom(block, body, end, 4, "simple packet block");
        final Interface from = find(block, 0);
        final long original = file.getInt(body) & 0xFFFF_FFFFL;
        if (from.snapLength != 0 && original > from.snapLength)
        {
            frames.addCut();
            return;
        }
        final int room = end - body - 4;
        if (original > room)
        {
            throw bad(body, "frame " + number() + " has " + original + " octets in a block with room for " + room,
                "a whole frame");
        }
        frames.addTimeless(from.linkType, body + 4, Math.max(0, (int)original - from.fcsLength));
    }

    /**
     * A time stamp counts 10^-n s, or 2^-n s if the resolution's top bit is set.
     */
    private void convert(final int resolution, final long stamp)
    {
        final int exponent = resolution & 0x7F;
        if ((resolution & 0x80) == 0 && exponent <= PS_DIGITS)
        {
            final long perSecond = power(exponent);
            seconds = Long.divideUnsigned(stamp, perSecond);
            psInside = Long.remainderUnsigned(stamp, perSecond) * power(PS_DIGITS - exponent);
            return;
        }
        final BigInteger base = (resolution & 0x80) == 0 ? BigInteger.TEN : BigInteger.TWO;
        final BigInteger perSecond = base.pow(exponent);
        final BigInteger[] whole = new BigInteger(Long.toUnsignedString(stamp)).divideAndRemainder(perSecond);
        seconds = whole[0].longValue();
        psInside = whole[1].multiply(PS_PER_SECOND).divide(perSecond).longValueExact();
    }

    private static long power(final int exponent)
    {
        long value = 1;
        for (int i = 0; i < exponent; i++)
        {
            value *= 10;
        }
        return value;
    }

    private Interface find(final int block, final long interfaceId)
    {
        if (interfaceId >= interfaces.size())
        {
            throw bad(block + BODY, "frame " + number() + " is of interface " + interfaceId,
                "one of the section's " + interfaces.size());
        }
        return interfaces.get((int)interfaceId);
    }

    private void checkRoom(final int block, final int body, final int end, final int needed, final String what)
    {
        if (end - body < needed)
        {
            throw bad(block, what + " with a body of " + (end - body) + " octets", "at least " + needed);
        }
    }

    private void checkOption(final int option, final String what, final int length, final int expected)
    {
        if (length != expected)
        {
            throw bad(option, what + " of " + length + " octets", "" + expected);
        }
    }

    private int number()
    {
        return frames.seen() + 1;
    }

    private RuntimeException bad(final long offset, final String is, final String expected)
    {
        return CaptureReader.bad(name, offset, is, expected);
    }

    private static final class Interface
    {
        private static final int MICROSECONDS = 6;

        private int linkType;
        private long snapLength;
        private int resolution = MICROSECONDS;
        private int fcsLength;
        private long offsetSeconds;
    }
}
