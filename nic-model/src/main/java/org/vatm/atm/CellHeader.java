package org.vatm.atm;

/**
 * Cell header as an {@code int}, without the HEC. Source: I.361.
 * <pre>
 *        31   28 27        20 19                     4 3   1  0
 *       +-------+------------+------------------------+-----+---+
 *   UNI |  GFC  |    VPI     |          VCI           | PTI |CLP|
 *       +-------+------------+------------------------+-----+---+
 *   NNI |        VPI         |          VCI           | PTI |CLP|
 *       +--------------------+------------------------+-----+---+
 * </pre>
 */
public final class CellHeader
{
    /** Octets of user information in a cell. */
    public static final int PAYLOAD_LENGTH = 48;
    /** Octets of a cell on the line: four header octets, HEC, payload. */
    public static final int CELL_LENGTH = 53;

    /** Header of an idle cell of the physical layer (I.432): all zero but CLP. */
    public static final int IDLE = 0x0000_0001;
    /** Header of an unassigned cell of the ATM layer (I.361), GFC and PTI zero. */
    public static final int UNASSIGNED = 0x0000_0000;
    /** Every octet of an idle cell's payload. */
    public static final byte IDLE_PAYLOAD_OCTET = 0x6A;

    /** Largest VPI at the user network interface. */
    public static final int VPI_MAX = 0xFF;
    /** Largest VPI between networks. */
    public static final int NNI_VPI_MAX = 0xFFF;
    /** Largest VCI. */
    public static final int VCI_MAX = 0xFFFF;

    /** Bit of the PTI that AAL5 sets in the last cell of a PDU (ATM user to ATM user indication). */
    public static final int PTI_AUU = 0b001;
    /** Bit of a user cell's PTI that says that congestion was met (explicit forward congestion indication). */
    public static final int PTI_EFCI = 0b010;
    /** PTI of a segment F5 OAM cell. */
    public static final int PTI_OAM_SEGMENT = 0b100;
    /** PTI of an end-to-end F5 OAM cell. */
    public static final int PTI_OAM_END_TO_END = 0b101;
    /** PTI of a resource management cell. */
    public static final int PTI_RESOURCE_MANAGEMENT = 0b110;

    /** CLP in the header. */
    public static final int CLP_MASK = 0x0000_0001;
    /** PTI in the header. */
    public static final int PTI_MASK = 0x0000_000E;
    /** VCI in the header. */
    public static final int VCI_MASK = 0x000F_FFF0;
    /** VPI in the header at the user network interface. */
    public static final int VPI_MASK = 0x0FF0_0000;
    /** GFC in the header at the user network interface. */
    public static final int GFC_MASK = 0xF000_0000;
    /** The AUU bit in the header. */
    public static final int AUU_MASK = PTI_AUU << 1;

    private static final int GFC_SHIFT = 28;
    private static final int VPI_SHIFT = 20;
    private static final int VCI_SHIFT = 4;
    private static final int PTI_SHIFT = 1;

    private CellHeader()
    {
    }

    /**
     * A header with GFC 0. Bits of an argument that its field has no room for are dropped.
     *
     * @param vpi 0..255.
     * @param vci 0..65535.
     * @param pti 0..7.
     * @param clp 0 or 1.
     * @return the header.
     */
    public static int of(final int vpi, final int vci, final int pti, final int clp)
    {
        return vpi << VPI_SHIFT & VPI_MASK | vci << VCI_SHIFT & VCI_MASK | pti << PTI_SHIFT & PTI_MASK | clp & CLP_MASK;
    }

    /**
     * The same between networks, where the GFC's bits belong to the VPI.
     *
     * @param vpi 0..4095.
     * @param vci 0..65535.
     * @param pti 0..7.
     * @param clp 0 or 1.
     * @return the header.
     */
    public static int ofNni(final int vpi, final int vci, final int pti, final int clp)
    {
        return vpi << VPI_SHIFT | vci << VCI_SHIFT & VCI_MASK | pti << PTI_SHIFT & PTI_MASK | clp & CLP_MASK;
    }

    /**
     * Generic flow control.
     *
     * @param header of a cell at the user network interface.
     * @return 0..15.
     */
    public static int gfc(final int header)
    {
        return header >>> GFC_SHIFT;
    }

    /**
     * Virtual path identifier at the user network interface.
     *
     * @param header of a cell.
     * @return 0..255.
     */
    public static int vpi(final int header)
    {
        return (header & VPI_MASK) >>> VPI_SHIFT;
    }

    /**
     * Virtual path identifier between networks.
     *
     * @param header of a cell.
     * @return 0..4095.
     */
    public static int nniVpi(final int header)
    {
        return header >>> VPI_SHIFT;
    }

    /**
     * Virtual channel identifier.
     *
     * @param header of a cell.
     * @return 0..65535.
     */
    public static int vci(final int header)
    {
        return (header & VCI_MASK) >>> VCI_SHIFT;
    }

    /**
     * Payload type.
     *
     * @param header of a cell.
     * @return 0..7.
     */
    public static int pti(final int header)
    {
        return (header & PTI_MASK) >>> PTI_SHIFT;
    }

    /**
     * Cell loss priority.
     *
     * @param header of a cell.
     * @return 0, or 1 for a cell that is discarded first.
     */
    public static int clp(final int header)
    {
        return header & CLP_MASK;
    }

    /**
     * Whether a cell carries user data, that is to say neither OAM nor resource management.
     *
     * @param header of a cell.
     * @return true when PTI is 0..3.
     */
    public static boolean isUserData(final int header)
    {
        return (header & 0b1000) == 0;
    }

    /**
     * Whether a cell ends an AAL5 PDU.
     *
     * @param header of a cell.
     * @return true for a user cell with the AUU bit set.
     */
    public static boolean isLastOfPdu(final int header)
    {
        return (header & (0b1000 | AUU_MASK)) == AUU_MASK;
    }

    /**
     * Whether a cell is idle: inserted by the physical layer, never seen by the ATM layer.
     *
     * @param header of a cell.
     * @return true for the one header that idle cells have.
     */
    public static boolean isIdle(final int header)
    {
        return header == IDLE;
    }

    /**
     * Whether a cell is unassigned: VPI, VCI and CLP zero, GFC and PTI do not matter.
     *
     * @param header of a cell at the user network interface.
     * @return true when the cell carries nothing of any connection.
     */
    public static boolean isUnassigned(final int header)
    {
        return (header & (VPI_MASK | VCI_MASK | CLP_MASK)) == 0;
    }
}
