package org.vatm.atm;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * SAR-PDU of AAL3/4: a cell's payload. Source: I.363.3.
 * <pre>
 *   octet 0                1                  2 .. 45       46           47
 *   +----+----+------------+-----------------+-------------+------+------------------+
 *   | ST | SN |          MID                 | payload 44  |  LI  |      CRC-10      |
 *   +----+----+------------+-----------------+-------------+------+------------------+
 *     2    4             10                                   6           10           bits
 * </pre>
 */
public final class Aal34
{
    /** Segment type: continuation of a message. */
    public static final int COM = 0b00;
    /** Segment type: end of a message. */
    public static final int EOM = 0b01;
    /** Segment type: beginning of a message. */
    public static final int BOM = 0b10;
    /** Segment type: a message in one segment. */
    public static final int SSM = 0b11;

    /** Octets of a segment. */
    public static final int PAYLOAD_LENGTH = 44;
    /** The segment's first octet. */
    public static final int PAYLOAD_OFFSET = 2;
    /** LI and CRC-10. */
    public static final int TRAILER_OFFSET = 46;
    /** Largest multiplexing identifier. */
    public static final int MID_MAX = 0x3FF;

    private Aal34()
    {
    }

    /**
     * Writes header and trailer around a segment, the CRC last.
     *
     * @param buffer with the SAR-PDU's 48 octets.
     * @param offset of the first.
     * @param type   {@link #BOM}, {@link #COM}, {@link #EOM} or {@link #SSM}.
     * @param number sequence number, modulo 16.
     * @param mid    multiplexing identifier, 0..1023.
     * @param length octets of the segment that count, 0..44 (63 in an EOM aborts the message).
     */
    public static void write(
        final MutableDirectBuffer buffer,
        final int offset,
        final int type,
        final int number,
        final int mid,
        final int length)
    {
        final int header = (type & 0b11) << 14 | (number & 0xF) << 10 | mid & MID_MAX;
        buffer.putShort(offset, (short)header, BIG_ENDIAN);
        buffer.putShort(offset + TRAILER_OFFSET, (short)(length << 10), BIG_ENDIAN);
        Crc10.insert(buffer, offset);
    }

    /**
     * Segment type.
     *
     * @param buffer with the SAR-PDU.
     * @param offset of its first octet.
     * @return {@link #BOM}, {@link #COM}, {@link #EOM} or {@link #SSM}.
     */
    public static int segmentType(final DirectBuffer buffer, final int offset)
    {
        return (buffer.getByte(offset) & 0xFF) >>> 6;
    }

    /**
     * Sequence number.
     *
     * @param buffer with the SAR-PDU.
     * @param offset of its first octet.
     * @return 0..15.
     */
    public static int sequenceNumber(final DirectBuffer buffer, final int offset)
    {
        return buffer.getByte(offset) >>> 2 & 0xF;
    }

    /**
     * Multiplexing identifier.
     *
     * @param buffer with the SAR-PDU.
     * @param offset of its first octet.
     * @return 0..1023.
     */
    public static int mid(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset, BIG_ENDIAN) & MID_MAX;
    }

    /**
     * Length indication.
     *
     * @param buffer with the SAR-PDU.
     * @param offset of its first octet.
     * @return 0..63.
     */
    public static int lengthIndication(final DirectBuffer buffer, final int offset)
    {
        return (buffer.getByte(offset + TRAILER_OFFSET) & 0xFF) >>> 2;
    }
}
