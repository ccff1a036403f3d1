package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;

/**
 * Sees every whole AAL5 CPCS-PDU on a link.
 */
public interface PduListener
{
    /**
     * @param direction 0 from the link's end A to its end B, 1 from B to A.
     * @param timePs    simulated time of the last octet of the last cell on the line.
     * @param header    header of the last cell, as {@link CellListener#onCell} has it.
     * @param pdu       payload, padding and trailer, valid during the call only.
     * @param offset    of the PDU.
     * @param length    a multiple of 48.
     */
    void onPdu(int direction, long timePs, int header, DirectBuffer pdu, int offset, int length);
}
