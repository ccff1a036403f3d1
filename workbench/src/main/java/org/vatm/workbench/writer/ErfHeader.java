package org.vatm.workbench.writer;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * What starts every record of an ERF file, and the ATM header behind it.
 * <pre>
 *   0            8      9       10     12     14     16           20
 *  +------------+------+-------+------+------+------+------------+---------
 *  | time 32.32 | type | flags | rlen | lctr | wlen | GFC to CLP | payload, padding to a multiple of 8
 *  +------------+------+-------+------+------+------+------------+---------
 * </pre>
 * The time is little-endian, seconds in its upper half; the rest is big-endian. Flags: 0x04, records of varying
 * length, and the interface in the lowest two bits. rlen counts all, wlen from the ATM header to the end of the
 * payload.
 */
final class ErfHeader
{
    static final int LENGTH = 20;
    static final int TYPE_ATM = 3;
    static final int TYPE_AAL5 = 4;

    private static final int ATM_HEADER = 4;
    private static final int VARYING_LENGTH = 0x04;
    private static final long PS_PER_SECOND = 1_000_000_000_000L;
    private static final long FIVE_POWER_12 = 244_140_625L;

    private ErfHeader()
    {
    }

    /**
     * @param payload octets behind the ATM header.
     * @return octets of the whole record.
     */
    static int recordLength(final int payload)
    {
        return LENGTH + payload + 7 & ~7;
    }

    static void put(
        final UnsafeBuffer buffer,
        final int record,
        final int type,
        final int direction,
        final long timePs,
        final int header,
        final int payload)
    {
        final int length = recordLength(payload);
        buffer.putLong(record, time(timePs), ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(record + 8, (byte)type);
        buffer.putByte(record + 9, (byte)(VARYING_LENGTH | direction));
        buffer.putShort(record + 10, (short)length, ByteOrder.BIG_ENDIAN);
        buffer.putShort(record + 12, (short)0, ByteOrder.BIG_ENDIAN);
        buffer.putShort(record + 14, (short)(ATM_HEADER + payload), ByteOrder.BIG_ENDIAN);
        buffer.putInt(record + 16, header, ByteOrder.BIG_ENDIAN);
        buffer.putInt(record + length - 4, 0, ByteOrder.BIG_ENDIAN); // padding, or payload that is written later
    }

    /** Fixed point with 32 bits of fraction, rounded to the nearest: 2^32 / 10^12 = 2^20 / 5^12, which fits a long. */
    static long time(final long timePs)
    {
        final long seconds = timePs / PS_PER_SECOND;
        final long fraction = ((timePs % PS_PER_SECOND << 20) + FIVE_POWER_12 / 2) / FIVE_POWER_12;
        return (seconds << 32) + fraction;
    }
}
