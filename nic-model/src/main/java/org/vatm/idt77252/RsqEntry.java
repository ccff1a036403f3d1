package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.vatm.register.Access.RW;

import org.agrona.MutableDirectBuffer;
import org.vatm.register.Field;

/**
 * Receive status queue entry: 16 bytes, little-endian, in host memory. The chip sets VALID, the driver clears it.
 * <pre>
 *    31    30  29  24 23 18 17 16 15   14    13   12   11  10   9  8     0
 *  +------------------+-----------+---------------------------------------+
 *  |        -         |    VPI    |                 VCI                   |  0x0
 *  +------------------+-----------+---------------------------------------+
 *  |                        HANDLE of the buffer                          |  0x4
 *  +----------------------------------------------------------------------+
 *  |            CRC: AAL5 CRC-32 register, good 0xC704DD7B                |  0x8
 *  +-----+----+-------------+-----+---+-----+----+----+----+---+---+------+
 *  |VALID|IDLE|      -      | FBQ |BUF|NZGFC|EPDU|CBUF|EFCI|CLP|CRC|COUNT |  0xC
 *  +-----+----+-------------+-----+---+-----+----+----+----+---+---+------+
 * </pre>
 */
public final class RsqEntry
{
    public static final int LENGTH = 16;
    public static final int CONNECTION_OFFSET = 0;
    public static final int HANDLE_OFFSET = 4;
    public static final int CRC_OFFSET = 8;
    public static final int STATUS_OFFSET = 12;

    public static final Field VPI = new Field("VPI", 23, 16, RW, "virtual path");
    public static final Field VCI = new Field("VCI", 15, 0, RW, "virtual channel");
    public static final Field VALID = new Field("VALID", 31, 31, RW, "1: written by the chip");
    public static final Field IDLE = new Field("IDLE", 30, 30, RW, "the connection became inactive");
    public static final Field FBQ = new Field("FBQ", 17, 16, RW, "free buffer queue that the buffer came from");
    public static final Field BUF = new Field("BUF", 15, 15, RW, "a buffer is attached");
    public static final Field NZGFC = new Field("NZGFC", 14, 14, RW, "non-zero GFC seen");
    public static final Field EPDU = new Field("EPDU", 13, 13, RW, "last buffer of the PDU");
    public static final Field CBUF = new Field("CBUF", 12, 12, RW, "not the first buffer of the PDU");
    public static final Field EFCI = new Field("EFCI", 11, 11, RW, "EFCI seen");
    public static final Field CLP = new Field("CLP", 10, 10, RW, "CLP seen");
    public static final Field CRC_ERROR = new Field("CRC", 9, 9, RW, "CRC error, only with EPDU");
    public static final Field CELL_COUNT = new Field("COUNT", 8, 0, RW, "cells in the buffer");

    /** CRC-32 register after a PDU without error. */
    public static final int CRC_GOOD = 0xC704_DD7B;

    private MutableDirectBuffer buffer;
    private int offset;

    public RsqEntry wrap(final MutableDirectBuffer newBuffer, final int newOffset)
    {
        newBuffer.boundsCheck(newOffset, LENGTH);
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** All words 0: how a driver gives the entry back. */
    public RsqEntry clear()
    {
        buffer.setMemory(offset, LENGTH, (byte)0);
        return this;
    }

    public int vpi()
    {
        return get(CONNECTION_OFFSET, VPI);
    }

    public RsqEntry vpi(final int value)
    {
        return set(CONNECTION_OFFSET, VPI, value);
    }

    public int vci()
    {
        return get(CONNECTION_OFFSET, VCI);
    }

    public RsqEntry vci(final int value)
    {
        return set(CONNECTION_OFFSET, VCI, value);
    }

    /** As the driver gave it with the buffer. */
    public int handle()
    {
        return buffer.getInt(offset + HANDLE_OFFSET, LITTLE_ENDIAN);
    }

    public RsqEntry handle(final int value)
    {
        buffer.putInt(offset + HANDLE_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    public int crc()
    {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN);
    }

    public RsqEntry crc(final int value)
    {
        buffer.putInt(offset + CRC_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    /** The last word, all its fields at once. */
    public int status()
    {
        return buffer.getInt(offset + STATUS_OFFSET, LITTLE_ENDIAN);
    }

    public RsqEntry status(final int value)
    {
        buffer.putInt(offset + STATUS_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    public boolean isValid()
    {
        return VALID.isSet(status());
    }

    public RsqEntry isValid(final boolean value)
    {
        return set(STATUS_OFFSET, VALID, value ? 1 : 0);
    }

    public boolean isIdle()
    {
        return IDLE.isSet(status());
    }

    public RsqEntry isIdle(final boolean value)
    {
        return set(STATUS_OFFSET, IDLE, value ? 1 : 0);
    }

    public int freeBufferQueue()
    {
        return FBQ.get(status());
    }

    public RsqEntry freeBufferQueue(final int value)
    {
        return set(STATUS_OFFSET, FBQ, value);
    }

    public boolean hasBuffer()
    {
        return BUF.isSet(status());
    }

    public RsqEntry hasBuffer(final boolean value)
    {
        return set(STATUS_OFFSET, BUF, value ? 1 : 0);
    }

    public boolean hasNonZeroGfc()
    {
        return NZGFC.isSet(status());
    }

    public RsqEntry hasNonZeroGfc(final boolean value)
    {
        return set(STATUS_OFFSET, NZGFC, value ? 1 : 0);
    }

    public boolean isEndOfPdu()
    {
        return EPDU.isSet(status());
    }

    public RsqEntry isEndOfPdu(final boolean value)
    {
        return set(STATUS_OFFSET, EPDU, value ? 1 : 0);
    }

    public boolean isContinued()
    {
        return CBUF.isSet(status());
    }

    public RsqEntry isContinued(final boolean value)
    {
        return set(STATUS_OFFSET, CBUF, value ? 1 : 0);
    }

    public boolean hasEfci()
    {
        return EFCI.isSet(status());
    }

    public RsqEntry hasEfci(final boolean value)
    {
        return set(STATUS_OFFSET, EFCI, value ? 1 : 0);
    }

    public boolean hasClp()
    {
        return CLP.isSet(status());
    }

    public RsqEntry hasClp(final boolean value)
    {
        return set(STATUS_OFFSET, CLP, value ? 1 : 0);
    }

    public boolean hasCrcError()
    {
        return CRC_ERROR.isSet(status());
    }

    public RsqEntry hasCrcError(final boolean value)
    {
        return set(STATUS_OFFSET, CRC_ERROR, value ? 1 : 0);
    }

    public int cellCount()
    {
        return CELL_COUNT.get(status());
    }

    public RsqEntry cellCount(final int value)
    {
        return set(STATUS_OFFSET, CELL_COUNT, value);
    }

    private int get(final int wordOffset, final Field field)
    {
        return field.get(buffer.getInt(offset + wordOffset, LITTLE_ENDIAN));
    }

    private RsqEntry set(final int wordOffset, final Field field, final int value)
    {
        final int index = offset + wordOffset;
        buffer.putInt(index, field.set(buffer.getInt(index, LITTLE_ENDIAN), value), LITTLE_ENDIAN);
        return this;
    }
}
