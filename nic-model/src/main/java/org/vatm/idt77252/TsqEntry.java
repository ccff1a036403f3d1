package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.vatm.register.Access.RW;

import org.agrona.MutableDirectBuffer;
import org.vatm.register.Field;

/**
 * Transmit status queue entry: 8 bytes, little-endian, in host memory. The driver sets EMPTY, the chip clears it.
 * <pre>
 *    31   30 29 28  24 23                     0
 *  +-------------------------------------------+
 *  |                  CONTENT                  |  0x0   TBD: header word, TSR: its word, idle: connection, timer: 0
 *  +-----+-----+------+------------------------+
 *  |EMPTY|TYPE | TAG  |       TIMESTAMP        |  0x4
 *  +-----+-----+------+------------------------+
 * </pre>
 */
public final class TsqEntry
{
    public static final int LENGTH = 8;
    public static final int CONTENT_OFFSET = 0;
    public static final int STATUS_OFFSET = 4;

    public static final Field EMPTY = new Field("EMPTY", 31, 31, RW, "1: not written yet");
    public static final Field TYPE = new Field("TYPE", 30, 29, RW, "0 timer rollover, 1 TSR, 2 idle, 3 TBD complete");
    public static final Field TAG = new Field("TAG", 28, 24, RW, "of the TBD or TSR; idle: 0x10 after HALT");
    public static final Field TIMESTAMP = new Field("TIMESTAMP", 23, 0, RW, "TMR");

    /** Values of {@link #TYPE}. */
    public static final int TYPE_TIMER = 0;
    public static final int TYPE_TSR = 1;
    public static final int TYPE_IDLE = 2;
    public static final int TYPE_TBD = 3;

    /** TAG of the idle entry that answers HALT. */
    public static final int TAG_HALTED = 0x10;

    private MutableDirectBuffer buffer;
    private int offset;

    public TsqEntry wrap(final MutableDirectBuffer newBuffer, final int newOffset)
    {
        newBuffer.boundsCheck(newOffset, LENGTH);
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    public int content()
    {
        return buffer.getInt(offset + CONTENT_OFFSET, LITTLE_ENDIAN);
    }

    public TsqEntry content(final int value)
    {
        buffer.putInt(offset + CONTENT_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    public boolean isEmpty()
    {
        return get(EMPTY) != 0;
    }

    public TsqEntry isEmpty(final boolean value)
    {
        return set(EMPTY, value ? 1 : 0);
    }

    public int type()
    {
        return get(TYPE);
    }

    public TsqEntry type(final int value)
    {
        return set(TYPE, value);
    }

    public int tag()
    {
        return get(TAG);
    }

    public TsqEntry tag(final int value)
    {
        return set(TAG, value);
    }

    /** In units of 512 SAR clocks, modulo 2^24. */
    public int timestamp()
    {
        return get(TIMESTAMP);
    }

    public TsqEntry timestamp(final int value)
    {
        return set(TIMESTAMP, value);
    }

    /** Of a TBD entry: VPI of the packet. */
    public int vpi()
    {
        return TransmitBufferDescriptor.VPI.get(content());
    }

    /** Of a TBD entry: VCI of the packet. */
    public int vci()
    {
        return TransmitBufferDescriptor.VCI.get(content());
    }

    /** Second word of an entry as the chip writes it, EMPTY clear. */
    public static int status(final int type, final int tag, final int timestamp)
    {
        return TYPE.of(type) | TAG.of(tag) | TIMESTAMP.of(timestamp);
    }

    private int get(final Field field)
    {
        return field.get(buffer.getInt(offset + STATUS_OFFSET, LITTLE_ENDIAN));
    }

    private TsqEntry set(final Field field, final int value)
    {
        final int index = offset + STATUS_OFFSET;
        buffer.putInt(index, field.set(buffer.getInt(index, LITTLE_ENDIAN), value), LITTLE_ENDIAN);
        return this;
    }
}
