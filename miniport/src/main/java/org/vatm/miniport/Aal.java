package org.vatm.miniport;

import org.vatm.ndis.AtmAalType;

/**
 * The adaptation layers that the driver offers. An AAL0 packet is one cell of 52 octets: the header without HEC, then
 * the payload. When it is sent, the VC's own VPI and VCI replace those in its header.
 */
final class Aal
{
    static final int SUPPORTED = AtmAalType.AAL_TYPE_AAL0 | AtmAalType.AAL_TYPE_AAL5;
    static final int AAL0_PACKET_BYTES = 52;
    static final int AAL0_HEADER_BYTES = 4;
    static final int AAL5_MAX_BYTES = 65_535;
    static final int AAL5_TRAILER_BYTES = 8;
    static final int CELL_PAYLOAD_BYTES = 48;
    static final int AAL5_MAX_CELLS =
        (AAL5_MAX_BYTES + AAL5_TRAILER_BYTES + CELL_PAYLOAD_BYTES - 1) / CELL_PAYLOAD_BYTES;

    private Aal()
    {
    }

    static int cells(final int aalType, final int lengthBytes)
    {
        return aalType == AtmAalType.AAL_TYPE_AAL0 ? 1 :
            (lengthBytes + AAL5_TRAILER_BYTES + CELL_PAYLOAD_BYTES - 1) / CELL_PAYLOAD_BYTES;
    }

    static int maxSduSize(final int aalType)
    {
        return aalType == AtmAalType.AAL_TYPE_AAL0 ? AAL0_PACKET_BYTES : AAL5_MAX_BYTES;
    }
}
