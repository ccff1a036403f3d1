package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Slot of the raw cell queue: 64 bytes in a buffer of free buffer queue 1; words little-endian, payload in network
 * order. The last slot of a buffer is a link to the next one, and is known by its word 1, which is 0 in a cell.
 * <pre>
 *          cell                          link
 *  +------------------------+   +----------------------------+
 *  | HEADER, one word       |   | bus ADDRESS of next buffer |  0x00
 *  +------------------------+   +----------------------------+
 *  | 0                      |   | HANDLE of next buffer      |  0x04
 *  +------------------------+   +----------------------------+
 *  | 0                      |   |                            |  0x08
 *  +------------------------+   |             -              |
 *  | PAYLOAD, 48 octets     |   |                            |  0x10
 *  +------------------------+   +----------------------------+
 * </pre>
 */
public final class RawCellSlot
{
    public static final int LENGTH = 64;
    public static final int HEADER_OFFSET = 0;
    public static final int LINK_ADDRESS_OFFSET = 0;
    public static final int LINK_HANDLE_OFFSET = 4;
    public static final int PAYLOAD_OFFSET = 16;
    public static final int PAYLOAD_LENGTH = 48;

    private MutableDirectBuffer buffer;
    private int offset;

    public RawCellSlot wrap(final MutableDirectBuffer newBuffer, final int newOffset)
    {
        newBuffer.boundsCheck(newOffset, LENGTH);
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** Slots in a buffer of so many cells of 48 bytes, the link among them. */
    public static int slots(final int cells)
    {
        return cells * PAYLOAD_LENGTH / LENGTH;
    }

    /** GFC, VPI, VCI, PTI and CLP in the order of a header, GFC in bits 31:28. */
    public int header()
    {
        return buffer.getInt(offset + HEADER_OFFSET, LITTLE_ENDIAN);
    }

    /** Writes the header and the three words of 0 after it. */
    public RawCellSlot header(final int value)
    {
        buffer.putInt(offset + HEADER_OFFSET, value, LITTLE_ENDIAN);
        buffer.setMemory(offset + LINK_HANDLE_OFFSET, PAYLOAD_OFFSET - LINK_HANDLE_OFFSET, (byte)0);
        return this;
    }

    public RawCellSlot payload(final DirectBuffer source, final int sourceOffset)
    {
        buffer.putBytes(offset + PAYLOAD_OFFSET, source, sourceOffset, PAYLOAD_LENGTH);
        return this;
    }

    public void copyPayload(final MutableDirectBuffer target, final int targetOffset)
    {
        buffer.getBytes(offset + PAYLOAD_OFFSET, target, targetOffset, PAYLOAD_LENGTH);
    }

    /** Word 0 of a link. */
    public int linkAddress()
    {
        return buffer.getInt(offset + LINK_ADDRESS_OFFSET, LITTLE_ENDIAN);
    }

    /** Word 1 of a link; 0 in a cell. */
    public int linkHandle()
    {
        return buffer.getInt(offset + LINK_HANDLE_OFFSET, LITTLE_ENDIAN);
    }

    public RawCellSlot link(final int address, final int handle)
    {
        buffer.putInt(offset + LINK_ADDRESS_OFFSET, address, LITTLE_ENDIAN);
        buffer.putInt(offset + LINK_HANDLE_OFFSET, handle, LITTLE_ENDIAN);
        return this;
    }
}
