package org.vatm.ndis;

/**
 * {@code ATM_AAL_OOB_INFO}: the media specific record (class {@code NdisClassAtmAALInfo}) of a packet. Part of every
 * {@link NdisPacket}; absent until {@link #present} is set.
 */
public final class AtmAalOobInfo
{
    /** Whether the packet carries the record (its SizeMediaSpecificInfo is not 0). */
    public boolean present;
    /** One bit of {@link AtmAalType}; a record of another AAL than the VC's is ignored. */
    public int aalType;
    /** Sending: CLP of all cells of the PDU. Receiving: the OR of their CLP bits. */
    public int cellLossPriority;
    /** AAL5 only: CPCS-UU, the trailer's first byte. */
    public int userToUserIndication;
    /** AAL5 only: CPI, the trailer's second byte. */
    public int commonPartIndicator;
    /** AAL0 only: PTI of the one cell. */
    public int payLoadTypeIdentifier;

    void clear()
    {
        present = false;
        aalType = 0;
        cellLossPriority = 0;
        userToUserIndication = 0;
        commonPartIndicator = 0;
        payLoadTypeIdentifier = 0;
    }
}
