package org.vatm.atm;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Operation and maintenance cells. Source: I.610.
 * <pre>
 *   0                 1                                         46         47
 *   +------+----------+-----------------------------------------+----------+---------+
 *   | type | function |  45 octets of the function              | reserved |  CRC-10 |
 *   +------+----------+-----------------------------------------+----------+---------+
 *      4        4                                                    6         10      bits
 *
 *   loopback:  1            2               6                    22              38          46
 *              +------------+---------------+--------------------+---------------+-----------+
 *              | 0000000 L  | tag           | loopback location  | source        | 0x6A      |
 *              +------------+---------------+--------------------+---------------+-----------+
 * </pre>
 * An F4 flow belongs to a virtual path and has a VCI of its own in it; an F5 flow belongs to a virtual channel and has
 * a payload type of its own in it ({@link CellHeader#PTI_OAM_SEGMENT}, {@link CellHeader#PTI_OAM_END_TO_END}).
 */
public final class Oam
{
    /** VCI of segment F4 cells. */
    public static final int F4_SEGMENT_VCI = 3;
    /** VCI of end-to-end F4 cells. */
    public static final int F4_END_TO_END_VCI = 4;

    /** Type: fault management. */
    public static final int FAULT_MANAGEMENT = 0b0001;
    /** Type: performance management. */
    public static final int PERFORMANCE_MANAGEMENT = 0b0010;
    /** Type: activation and deactivation. */
    public static final int ACTIVATION = 0b1000;
    /** Type: system management. */
    public static final int SYSTEM_MANAGEMENT = 0b1111;

    /** Function of fault management: alarm indication signal. */
    public static final int AIS = 0b0000;
    /** Function of fault management: remote defect indication. */
    public static final int RDI = 0b0001;
    /** Function of fault management: continuity check. */
    public static final int CONTINUITY_CHECK = 0b0100;
    /** Function of fault management: loopback. */
    public static final int LOOPBACK = 0b1000;

    /** The octet whose lowest bit says that a loopback cell is to be sent back. */
    public static final int LOOPBACK_INDICATION_OFFSET = 1;
    /** Four octets that the sender of a loopback cell knows it by. */
    public static final int CORRELATION_TAG_OFFSET = 2;
    /** Sixteen octets: who is to send the cell back; all ones: the end point. */
    public static final int LOOPBACK_LOCATION_OFFSET = 6;
    /** Sixteen octets: who sent the cell first. */
    public static final int SOURCE_OFFSET = 22;
    /** Octets of {@link #LOOPBACK_LOCATION_OFFSET} and {@link #SOURCE_OFFSET}. */
    public static final int LOCATION_LENGTH = 16;

    private static final int UNUSED_OFFSET = 38;
    private static final int RESERVED_OFFSET = 46;
    private static final byte ALL_ONES = (byte)0xFF;

    private Oam()
    {
    }

    /**
     * Type of an OAM cell.
     *
     * @param buffer with its payload.
     * @param offset of the payload.
     * @return 0..15.
     */
    public static int type(final DirectBuffer buffer, final int offset)
    {
        return (buffer.getByte(offset) & 0xFF) >>> 4;
    }

    /**
     * Function of an OAM cell.
     *
     * @param buffer with its payload.
     * @param offset of the payload.
     * @return 0..15, to be understood by the type.
     */
    public static int function(final DirectBuffer buffer, final int offset)
    {
        return buffer.getByte(offset) & 0xF;
    }

    /**
     * Writes the payload of a loopback cell that the end point is asked to send back.
     *
     * @param buffer         for the payload.
     * @param offset         of the payload.
     * @param correlationTag by which the sender will know it.
     */
    public static void writeLoopback(final MutableDirectBuffer buffer, final int offset, final int correlationTag)
    {
        buffer.putByte(offset, (byte)(FAULT_MANAGEMENT << 4 | LOOPBACK));
        buffer.putByte(offset + LOOPBACK_INDICATION_OFFSET, (byte)1);
        buffer.putInt(offset + CORRELATION_TAG_OFFSET, correlationTag, BIG_ENDIAN);
        buffer.setMemory(offset + LOOPBACK_LOCATION_OFFSET, 2 * LOCATION_LENGTH, ALL_ONES);
        buffer.setMemory(offset + UNUSED_OFFSET, RESERVED_OFFSET - UNUSED_OFFSET, CellHeader.IDLE_PAYLOAD_OCTET);
        buffer.putShort(offset + RESERVED_OFFSET, (short)0);
        Crc10.insert(buffer, offset);
    }

    /**
     * Whether a cell with a correct CRC asks to be sent back.
     *
     * @param buffer with its payload.
     * @param offset of the payload.
     * @return true for a loopback cell that has not turned yet.
     */
    public static boolean isLoopbackRequest(final DirectBuffer buffer, final int offset)
    {
        return type(buffer, offset) == FAULT_MANAGEMENT && function(buffer, offset) == LOOPBACK &&
            (buffer.getByte(offset + LOOPBACK_INDICATION_OFFSET) & 1) == 1;
    }

    /**
     * Makes a request the answer to itself.
     *
     * @param buffer with the payload of a loopback request.
     * @param offset of the payload.
     */
    public static void turnLoopback(final MutableDirectBuffer buffer, final int offset)
    {
        final int indication = buffer.getByte(offset + LOOPBACK_INDICATION_OFFSET) & ~1;
        buffer.putByte(offset + LOOPBACK_INDICATION_OFFSET, (byte)indication);
        Crc10.insert(buffer, offset);
    }

    /**
     * Correlation tag of a loopback cell.
     *
     * @param buffer with its payload.
     * @param offset of the payload.
     * @return the tag.
     */
    public static int correlationTag(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + CORRELATION_TAG_OFFSET, BIG_ENDIAN);
    }
}
