package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.vatm.register.Access.RW;

import org.agrona.MutableDirectBuffer;
import org.vatm.register.Field;

/**
 * Entry of a segmentation channel queue: 16 bytes, little-endian, in host memory. Either a transmit buffer descriptor
 * (TBD), or, with TSR set, a transmit status request that only asks for an entry in the transmit status queue.
 * <pre>
 *    31   30   29   28  27 26  25  24   20 19 16 15                 0
 *  +---+----+----+---+------+----+-------+-----+--------------------+
 *  |TSR|EPDU|TSIF|OAM| AAL  |GTSI|  TAG  |  -  |       LENGTH       |  0x0
 *  +---+----+----+---+------+----+-------+-----+--------------------+
 *  |       ADDRESS of the buffer (TBD), STATUS to report (TSR)      |  0x4
 *  +---------------------------------------+------------------------+
 *  |          CONTROL: UU 31:24, CPI 23:16 |       PDU_LENGTH       |  0x8
 *  +------+----------+---------------------+-----------+------+-----+
 *  | GFC  |   VPI    |             VCI 19:4            |PTI3:1|CLP 0|  0xC
 *  +------+----------+---------------------------------+------+-----+
 * </pre>
 */
public final class TransmitBufferDescriptor
{
    public static final int LENGTH = 16;
    public static final int CONTROL_OFFSET = 0;
    public static final int ADDRESS_OFFSET = 4;
    public static final int PDU_OFFSET = 8;
    public static final int HEADER_OFFSET = 12;

    public static final Field TSR = new Field("TSR", 31, 31, RW, "transmit status request");
    public static final Field EPDU = new Field("EPDU", 30, 30, RW, "the PDU's last cell takes bytes from this buffer");
    public static final Field TSIF = new Field("TSIF", 29, 29, RW, "interrupt with the TSQ entry");
    public static final Field OAM = new Field("OAM", 28, 28, RW, "OAM cell");
    public static final Field AAL = new Field("AAL", 27, 26, RW, "0 AAL0, 1 AAL3/4, 2 AAL5");
    public static final Field GTSI = new Field("GTSI", 25, 25, RW, "write a TSQ entry when the buffer is done");
    public static final Field TAG = new Field("TAG", 24, 20, RW, "copied to the TSQ entry");
    public static final Field BUFFER_LENGTH = new Field("LENGTH", 15, 0, RW, "bytes in the buffer, not 0");
    public static final Field CONTROL = new Field("CONTROL", 31, 16, RW, "AAL5 CPCS-UU and CPI octets");
    public static final Field PDU_LENGTH = new Field("PDU_LENGTH", 15, 0, RW,
        "AAL5 length without padding and trailer");
    public static final Field GFC = new Field("GFC", 31, 28, RW, "generic flow control");
    public static final Field VPI = new Field("VPI", 27, 20, RW, "virtual path");
    public static final Field VCI = new Field("VCI", 19, 4, RW, "virtual channel");
    public static final Field PTI = new Field("PTI", 3, 1, RW, "payload type");
    public static final Field CLP = new Field("CLP", 0, 0, RW, "cell loss priority");

    /** Values of {@link #AAL}. */
    public static final int AAL_0 = 0;
    public static final int AAL_34 = 1;
    public static final int AAL_5 = 2;

    private MutableDirectBuffer buffer;
    private int offset;

    public TransmitBufferDescriptor wrap(final MutableDirectBuffer newBuffer, final int newOffset)
    {
        newBuffer.boundsCheck(newOffset, LENGTH);
        buffer = newBuffer;
        offset = newOffset;
        return this;
    }

    /** All words 0. */
    public TransmitBufferDescriptor clear()
    {
        buffer.setMemory(offset, LENGTH, (byte)0);
        return this;
    }

    public boolean isStatusRequest()
    {
        return get(CONTROL_OFFSET, TSR) != 0;
    }

    public TransmitBufferDescriptor isStatusRequest(final boolean value)
    {
        return set(CONTROL_OFFSET, TSR, value ? 1 : 0);
    }

    public boolean isEndOfPdu()
    {
        return get(CONTROL_OFFSET, EPDU) != 0;
    }

    public TransmitBufferDescriptor isEndOfPdu(final boolean value)
    {
        return set(CONTROL_OFFSET, EPDU, value ? 1 : 0);
    }

    public boolean requestsInterrupt()
    {
        return get(CONTROL_OFFSET, TSIF) != 0;
    }

    public TransmitBufferDescriptor requestsInterrupt(final boolean value)
    {
        return set(CONTROL_OFFSET, TSIF, value ? 1 : 0);
    }

    public boolean isOam()
    {
        return get(CONTROL_OFFSET, OAM) != 0;
    }

    public TransmitBufferDescriptor isOam(final boolean value)
    {
        return set(CONTROL_OFFSET, OAM, value ? 1 : 0);
    }

    public int aal()
    {
        return get(CONTROL_OFFSET, AAL);
    }

    public TransmitBufferDescriptor aal(final int value)
    {
        return set(CONTROL_OFFSET, AAL, value);
    }

    public boolean requestsStatus()
    {
        return get(CONTROL_OFFSET, GTSI) != 0;
    }

    public TransmitBufferDescriptor requestsStatus(final boolean value)
    {
        return set(CONTROL_OFFSET, GTSI, value ? 1 : 0);
    }

    public int tag()
    {
        return get(CONTROL_OFFSET, TAG);
    }

    public TransmitBufferDescriptor tag(final int value)
    {
        return set(CONTROL_OFFSET, TAG, value);
    }

    public int bufferLength()
    {
        return get(CONTROL_OFFSET, BUFFER_LENGTH);
    }

    public TransmitBufferDescriptor bufferLength(final int value)
    {
        return set(CONTROL_OFFSET, BUFFER_LENGTH, value);
    }

    /** Bus address of the buffer, any alignment. */
    public int address()
    {
        return buffer.getInt(offset + ADDRESS_OFFSET, LITTLE_ENDIAN);
    }

    public TransmitBufferDescriptor address(final int value)
    {
        buffer.putInt(offset + ADDRESS_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    /** Of a status request: the word that its TSQ entry carries. It is where a TBD has its address. */
    public int status()
    {
        return address();
    }

    public TransmitBufferDescriptor status(final int value)
    {
        return address(value);
    }

    /** CPCS-UU in 15:8, CPI in 7:0. */
    public int control()
    {
        return get(PDU_OFFSET, CONTROL);
    }

    public TransmitBufferDescriptor control(final int value)
    {
        return set(PDU_OFFSET, CONTROL, value);
    }

    public int pduLength()
    {
        return get(PDU_OFFSET, PDU_LENGTH);
    }

    public TransmitBufferDescriptor pduLength(final int value)
    {
        return set(PDU_OFFSET, PDU_LENGTH, value);
    }

    /** Cell header as one word: GFC, VPI, VCI, PTI, CLP. */
    public int header()
    {
        return buffer.getInt(offset + HEADER_OFFSET, LITTLE_ENDIAN);
    }

    public TransmitBufferDescriptor header(final int value)
    {
        buffer.putInt(offset + HEADER_OFFSET, value, LITTLE_ENDIAN);
        return this;
    }

    /** A header word with GFC 0. */
    public static int header(final int vpi, final int vci, final int pti, final int clp)
    {
        return VPI.of(vpi) | VCI.of(vci) | PTI.of(pti) | CLP.of(clp);
    }

    private int get(final int wordOffset, final Field field)
    {
        return field.get(buffer.getInt(offset + wordOffset, LITTLE_ENDIAN));
    }

    private TransmitBufferDescriptor set(final int wordOffset, final Field field, final int value)
    {
        final int index = offset + wordOffset;
        buffer.putInt(index, field.set(buffer.getInt(index, LITTLE_ENDIAN), value), LITTLE_ENDIAN);
        return this;
    }
}
