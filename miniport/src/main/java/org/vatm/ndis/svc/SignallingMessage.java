package org.vatm.ndis.svc;

import io.netty.buffer.ByteBuf;
import org.vatm.ndis.AtmAddress;

/**
 * A signalling message, encoded and decoded; reused. Information elements that are not known are skipped.
 * <pre>
 *   0     1     2..4            5     6      7..8      9
 * +-----+-----+---------------+-----+------+---------+----------------------------------------------+
 * | 09h | 3   | reference     |type | 80h  | length  | elements: id 1, 80h 1, length 2, content     |
 * +-----+-----+---------------+-----+------+---------+----------------------------------------------+
 *               bit 23: sent to the side that chose the reference
 * </pre>
 */
public final class SignallingMessage
{
    public static final int CALL_PROCEEDING = 0x02;
    public static final int SETUP = 0x05;
    public static final int CONNECT = 0x07;
    public static final int CONNECT_ACKNOWLEDGE = 0x0F;
    public static final int RELEASE = 0x4D;
    public static final int RELEASE_COMPLETE = 0x5A;
    public static final int ADD_PARTY = 0x80;
    public static final int ADD_PARTY_ACKNOWLEDGE = 0x81;
    public static final int ADD_PARTY_REJECT = 0x82;
    public static final int DROP_PARTY = 0x83;
    public static final int DROP_PARTY_ACKNOWLEDGE = 0x84;
    public static final int MODIFY_REQUEST = 0x88;
    public static final int MODIFY_ACKNOWLEDGE = 0x89;
    public static final int MODIFY_REJECT = 0x8A;

    public static final int CAUSE_NO_ROUTE = 3;
    public static final int CAUSE_NORMAL = 16;
    public static final int CAUSE_BUSY = 17;
    public static final int CAUSE_REJECTED = 21;
    public static final int CAUSE_OUT_OF_ORDER = 27;
    public static final int CAUSE_NO_VC = 35;
    public static final int CAUSE_NO_CELL_RATE = 37;
    public static final int CAUSE_NO_RESOURCE = 47;

    /** Longest message that is sent, in bytes. */
    public static final int MAX_LENGTH = 128;
    public static final int NONE = -1;

    private static final int Q2931 = 0x09;
    private static final int REFERENCE_LENGTH = 3;
    private static final int HEADER_LENGTH = 9;
    private static final int ELEMENT_HEADER_LENGTH = 4;
    private static final int EXTENSION = 0x80;
    private static final int FLAG = 1 << 23;

    private static final int CAUSE = 0x08;
    private static final int ENDPOINT_REFERENCE = 0x54;
    private static final int TRAFFIC_DESCRIPTOR = 0x59;
    private static final int CONNECTION_IDENTIFIER = 0x5A;
    private static final int CALLING_PARTY = 0x6C;
    private static final int CALLED_PARTY = 0x70;

    private static final int EXCLUSIVE_VPCI_VCI = 0x88;
    private static final int NSAP_ADDRESS = 0x82;
    private static final int FORWARD_PEAK = 0x84;
    private static final int BACKWARD_PEAK = 0x85;

    public int type;
    /** 23 bits. */
    public int callReference;
    /** Whether it goes to the side that chose the reference. */
    public boolean isToOriginator;
    /** CAUSE_*, or NONE. */
    public int cause;
    /** Number of the party in a point-to-multipoint call, or NONE. */
    public int endpoint;
    /** VCI NONE: none. */
    public int vpi;
    public int vci;
    /** Cells per second, forward NONE: none. */
    public int forwardPeakCellRate;
    public int backwardPeakCellRate;
    /** No digits: none. */
    public final AtmAddress calledParty = new AtmAddress();
    public final AtmAddress callingParty = new AtmAddress();

    /** Without any information element. */
    public SignallingMessage clear(final int newType, final int reference, final boolean toOriginator)
    {
        type = newType;
        callReference = reference;
        isToOriginator = toOriginator;
        cause = NONE;
        endpoint = NONE;
        vci = NONE;
        forwardPeakCellRate = NONE;
        backwardPeakCellRate = NONE;
        calledParty.numberOfDigits = 0;
        callingParty.numberOfDigits = 0;
        return this;
    }

    /** Bytes that it takes from the buffer's start; indices are not used. */
    public int encode(final ByteBuf data)
    {
        data.setByte(0, Q2931);
        data.setByte(1, REFERENCE_LENGTH);
        data.setMedium(2, callReference | (isToOriginator ? FLAG : 0));
        data.setByte(5, type);
        data.setByte(6, EXTENSION);
        int at = HEADER_LENGTH;
        if (cause != NONE)
        {
            data.setByte(at + ELEMENT_HEADER_LENGTH, EXTENSION);
            data.setByte(at + ELEMENT_HEADER_LENGTH + 1, EXTENSION | cause);
            at = element(data, at, CAUSE, 2);
        }
        if (endpoint != NONE)
        {
            data.setByte(at + ELEMENT_HEADER_LENGTH, 0);
            data.setShort(at + ELEMENT_HEADER_LENGTH + 1, endpoint);
            at = element(data, at, ENDPOINT_REFERENCE, 3);
        }
        if (forwardPeakCellRate != NONE)
        {
            data.setByte(at + ELEMENT_HEADER_LENGTH, FORWARD_PEAK);
            data.setMedium(at + ELEMENT_HEADER_LENGTH + 1, forwardPeakCellRate);
            data.setByte(at + ELEMENT_HEADER_LENGTH + 4, BACKWARD_PEAK);
            data.setMedium(at + ELEMENT_HEADER_LENGTH + 5, backwardPeakCellRate);
            at = element(data, at, TRAFFIC_DESCRIPTOR, 8);
        }
        if (vci != NONE)
        {
            data.setByte(at + ELEMENT_HEADER_LENGTH, EXCLUSIVE_VPCI_VCI);
            data.setShort(at + ELEMENT_HEADER_LENGTH + 1, vpi);
            data.setShort(at + ELEMENT_HEADER_LENGTH + 3, vci);
            at = element(data, at, CONNECTION_IDENTIFIER, 5);
        }
        at = address(data, at, CALLED_PARTY, calledParty);
        at = address(data, at, CALLING_PARTY, callingParty);
        data.setShort(7, at - HEADER_LENGTH);
        return at;
    }

    /** Takes a message from the buffer's bytes 0 to {@code length}; false, and nothing of use here, if it is none. */
    public boolean decode(final ByteBuf data, final int length)
    {
        final boolean hasHeader = length >= HEADER_LENGTH && data.getUnsignedByte(0) == Q2931 &&
            data.getUnsignedByte(1) == REFERENCE_LENGTH && data.getUnsignedShort(7) <= length - HEADER_LENGTH;
        if (!hasHeader)
        {
            return false;
        }
        final int reference = data.getUnsignedMedium(2);
        clear(data.getUnsignedByte(5), reference & ~FLAG, (reference & FLAG) != 0);
        final int end = HEADER_LENGTH + data.getUnsignedShort(7);
        int at = HEADER_LENGTH;
        while (at + ELEMENT_HEADER_LENGTH <= end)
        {
            final int content = at + ELEMENT_HEADER_LENGTH;
            final int contentLength = data.getUnsignedShort(at + 2);
            if (content + contentLength > end)
            {
                return false;
            }
            take(data, data.getUnsignedByte(at), content, contentLength);
            at = content + contentLength;
        }
        return true;
    }

    private void take(final ByteBuf data, final int id, final int at, final int length)
    {
        if (id == CAUSE && length >= 2)
        {
            cause = data.getUnsignedByte(at + 1) & ~EXTENSION;
        }
        else if (id == ENDPOINT_REFERENCE && length >= 3)
        {
            endpoint = data.getUnsignedShort(at + 1);
        }
        else if (id == TRAFFIC_DESCRIPTOR && length >= 8)
        {
            forwardPeakCellRate = data.getUnsignedMedium(at + 1);
            backwardPeakCellRate = data.getUnsignedMedium(at + 5);
        }
        else if (id == CONNECTION_IDENTIFIER && length >= 5)
        {
            vpi = data.getUnsignedShort(at + 1);
            vci = data.getUnsignedShort(at + 3);
        }
        else if ((id == CALLED_PARTY || id == CALLING_PARTY) && length >= 1 && length <= 1 + AtmAddress.MAX_DIGITS)
        {
            final AtmAddress address = id == CALLED_PARTY ? calledParty : callingParty;
            address.addressType = data.getUnsignedByte(at) == NSAP_ADDRESS ? AtmAddress.ATM_NSAP : AtmAddress.ATM_E164;
            address.numberOfDigits = length - 1;
            data.getBytes(at + 1, address.address, 0, length - 1);
        }
    }

    private static int element(final ByteBuf data, final int at, final int id, final int contentLength)
    {
        data.setByte(at, id);
        data.setByte(at + 1, EXTENSION);
        data.setShort(at + 2, contentLength);
        return at + ELEMENT_HEADER_LENGTH + contentLength;
    }

    private static int address(final ByteBuf data, final int at, final int id, final AtmAddress address)
    {
        if (address.numberOfDigits == 0)
        {
            return at;
        }
        data.setByte(at + ELEMENT_HEADER_LENGTH,
            address.addressType == AtmAddress.ATM_NSAP ? NSAP_ADDRESS : EXTENSION | 1);
        data.setBytes(at + ELEMENT_HEADER_LENGTH + 1, address.address, 0, address.numberOfDigits);
        return element(data, at, id, 1 + address.numberOfDigits);
    }
}
