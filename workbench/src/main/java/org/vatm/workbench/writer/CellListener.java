package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;

/**
 * Sees every assigned cell on a link, in order of time for each direction.
 */
public interface CellListener
{
    /** Payload octets of a cell. */
    int PAYLOAD_LENGTH = 48;

    /**
     * @param direction 0 from the link's end A to its end B, 1 from B to A.
     * @param timePs    simulated time of the cell's last octet on the line.
     * @param header    the first four header octets: GFC 31..28, VPI 27..20, VCI 19..4, PTI 3..1, CLP 0.
     * @param payload   holds {@link #PAYLOAD_LENGTH} octets from {@code offset} on, valid during the call only.
     * @param offset    of the payload.
     */
    void onCell(int direction, long timePs, int header, DirectBuffer payload, int offset);
}
