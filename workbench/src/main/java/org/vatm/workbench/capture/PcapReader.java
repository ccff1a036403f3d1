package org.vatm.workbench.capture;

import java.nio.ByteBuffer;

/**
 * The classic format, in either byte order, with micro- or nanoseconds.
 * <pre>
 *    0       4     6     8         12         16        20            24
 *   +-------+-----+-----+---------+----------+---------+-------------+------------------------
 *   | magic | 2   | 4   | 0       | 0        | snaplen | FCS | type  | records
 *   +-------+-----+-----+---------+----------+---------+-------------+------------------------
 *    record: seconds 4, fraction 4, captured length 4, original length 4, octets
 * </pre>
 */
final class PcapReader
{
    static final int MICROSECONDS = 0xA1B2_C3D4;
    static final int NANOSECONDS = 0xA1B2_3C4D;

    private static final int HEADER = 24;
    private static final int VERSION_OFFSET = 4;
    private static final int TYPE_OFFSET = 20;
    private static final int RECORD = 16;

    private final String name;
    private final ByteBuffer file;
    private final Capture.Builder frames;

    /**
     * @param file in the byte order that makes its magic number right.
     */
    PcapReader(final String name, final ByteBuffer file, final Capture.Builder frames)
    {
        this.name = name;
        this.file = file;
        this.frames = frames;
    }

    void read()
    {
        if (file.capacity() < HEADER)
        {
            throw CaptureReader.bad(name, 0, file.capacity() + " octets in all", "a pcap header of " + HEADER);
        }
        final int major = file.getShort(VERSION_OFFSET) & 0xFFFF;
        final int minor = file.getShort(VERSION_OFFSET + 2) & 0xFFFF;
        if (major != 2 || minor < 4)
        {
            throw CaptureReader.bad(name, VERSION_OFFSET, "pcap version " + major + "." + minor, "2.4");
        }
        final long psPerUnit = file.getInt(0) == NANOSECONDS ? 1_000 : 1_000_000;
        final int typeWord = file.getInt(TYPE_OFFSET);
        final int linkType = typeWord & 0xFFFF;
        final int fcsLength = (typeWord & 0x0400_0000) != 0 ? (typeWord >>> 28) * 2 : 0; // unit: 16 bits

        int offset = HEADER;
        while (offset < file.capacity())
        {
            offset = record(offset, linkType, fcsLength, psPerUnit);
        }
    }

    private int record(final int offset, final int linkType, final int fcsLength, final long psPerUnit)
    {
        final int left = file.capacity() - offset;
        if (left < RECORD)
        {
            throw CaptureReader.bad(
                name, offset, "the file ends " + left + " octets into the header of frame " + number(), "" + RECORD);
        }
        final long captured = file.getInt(offset + 8) & 0xFFFF_FFFFL;
        final long original = file.getInt(offset + 12) & 0xFFFF_FFFFL;
        if (captured > original)
        {
            throw CaptureReader.bad(name, offset + 8,
                "frame " + number() + " has " + captured + " captured octets of " + original, "no more than those");
        }
        if (captured > left - RECORD)
        {
            throw CaptureReader.bad(name, offset + 8,
                "frame " + number() + " has " + captured + " octets, the file ends after " + (left - RECORD),
                "a whole frame");
        }
        if (captured < original)
        {
            frames.addCut();
        }
        else
        {
            frames.add(
                linkType,
                offset + RECORD,
                Math.max(0, (int)captured - fcsLength),
                file.getInt(offset) & 0xFFFF_FFFFL,
                (file.getInt(offset + 4) & 0xFFFF_FFFFL) * psPerUnit);
        }
        return offset + RECORD + (int)captured;
    }

    private int number()
    {
        return frames.seen() + 1;
    }
}
