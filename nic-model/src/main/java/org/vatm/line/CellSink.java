package org.vatm.line;

import org.agrona.DirectBuffer;

/** The SAR's side of the receive UTOPIA bus. */
public interface CellSink
{
    /**
     * When a cell will be ready to be taken. Asked once for each cell, in order.
     *
     * @param arrivalPs its last octet reaches the PHY.
     * @return the instant at which {@link #receive} is to be called, later than that.
     */
    long readyPs(long arrivalPs);

    /**
     * A cell.
     *
     * @param nowPs     the instant that {@link #readyPs} gave.
     * @param header    GFC, VPI, VCI, PTI, CLP.
     * @param payload   holds its 48 octets, during the call.
     * @param offset    of the payload in it.
     * @param remainder of the payload, see {@link org.vatm.atm.Aal5Crc#remainder}.
     */
    void receive(long nowPs, int header, DirectBuffer payload, int offset, int remainder);
}
