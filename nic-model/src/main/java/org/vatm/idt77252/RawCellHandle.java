package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * Raw cell handle: block of 8 bytes, little-endian, in host memory at RAWHND. The chip writes it after every raw
 * cell.
 * <pre>
 *  +---------------------------------------------+
 *  | ADDRESS: bus address of the last slot       |  0x0
 *  +---------------------------------------------+
 *  | HANDLE of the buffer in which that slot is  |  0x4
 *  +---------------------------------------------+
 * </pre>
 */
public final class RawCellHandle
{
    public static final int LENGTH = 8;
    public static final int ADDRESS_OFFSET = 0;
    public static final int HANDLE_OFFSET = 4;

    private MutableDirectBuffer buffer;
    private int offset;

    public RawCellHandle wrap(final MutableDirectBuffer newBuffer, final int newOffset)
    {
        newBuffer.boundsCheck(newOffset, LENGTH);
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    public int address()
    {
        return buffer.getInt(offset + ADDRESS_OFFSET, LITTLE_ENDIAN);
    }

    public RawCellHandle address(final int value)
    {
        buffer.putInt(offset + ADDRESS_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    public int handle()
    {
        return buffer.getInt(offset + HANDLE_OFFSET, LITTLE_ENDIAN);
    }

    public RawCellHandle handle(final int value)
    {
        buffer.putInt(offset + HANDLE_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }
}
