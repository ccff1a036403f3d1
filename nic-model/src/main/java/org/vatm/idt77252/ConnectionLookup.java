package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CFG_IGGFC;
import static org.vatm.idt77252.SarRegisters.VPM;
import static org.vatm.idt77252.SarRegisters.VPM_MATCH;

import org.vatm.atm.CellHeader;
import org.vatm.register.RegisterFile;

/**
 * From the header of a cell to its RCT entry (data sheet 9.2).
 * <pre>
 *               GFC   VPI           VCI                 PTI CLP
 *   index         v bits of VCI below the p low bits of VPI: n bits, CFG.CNTBL and CFG.VPVCS
 *   high bits     the other bits of VPI above the other bits of VCI, compared with VPM
 * </pre>
 */
final class ConnectionLookup
{
    /** GFC not 0 though CFG.IGGFC is 0, VPI and VCI both 0, or PTI 7. */
    static final int INVALID = -1;
    /** The high bits are not VPM, or the entry is not open. */
    static final int UNKNOWN = -2;

    private static final int VCI_BITS = 16;
    private static final int VPI_BITS = 8;

    private final Sram sram;
    private final int sramMask;
    private int vpm;
    private int gfcThatCounts;
    private int vpiBits;
    private int vciBits;
    private int connections;
    private int rct;

    ConnectionLookup(final RegisterFile registers, final Sram sram)
    {
        this.sram = sram;
        sramMask = sram.mask();
        registers.onWrite(VPM, (before, after, data) -> vpm = VPM_MATCH.get(after));
        configure(0);
    }

    /** CFG is this from now on. */
    void configure(final int cfg)
    {
        gfcThatCounts = CFG_IGGFC.isSet(cfg) ? 0 : CellHeader.GFC_MASK;
        vpiBits = SarRegisters.vpiBits(cfg);
        vciBits = SarRegisters.vciBits(cfg);
        connections = SarRegisters.connections(cfg);
        rct = SramLayout.rct(connections);
    }

    /** Software reset. */
    void reset()
    {
        vpm = VPM.resetValue();
        configure(0);
    }

    /**
     * Finds the connection of a cell. The tests and their order are the data sheet's; the open bit is that in SRAM.
     *
     * @param header of the cell.
     * @return SRAM word of w0 of its RCT entry, less than the size of the SRAM; or {@link #INVALID} or {@link
     * #UNKNOWN}.
     */
    int find(final int header)
    {
        if ((header & gfcThatCounts) != 0 || (header & (CellHeader.VPI_MASK | CellHeader.VCI_MASK)) == 0 ||
            (header & CellHeader.PTI_MASK) == CellHeader.PTI_MASK)
        {
            return INVALID;
        }
        final int vpi = CellHeader.vpi(header);
        final int vci = CellHeader.vci(header);
        final int high = (vpi >> vpiBits << VCI_BITS - vciBits | vci >> vciBits) & VPM_MATCH.mask();
        if (high != vpm)
        {
            return UNKNOWN;
        }
        final int index = (vpi & (1 << vpiBits) - 1) << vciBits | vci & (1 << vciBits) - 1;
        final int word = rct + index * RctEntry.WORDS & sramMask;
        return RctEntry.W0_OPEN.isSet(sram.read(word)) ? word : UNKNOWN;
    }

    /** Connections that CFG.CNTBL gives. */
    int connections()
    {
        return connections;
    }

    /** SRAM word of w0 of an RCT entry, reduced. */
    int entry(final int connection)
    {
        return rct + connection * RctEntry.WORDS & sramMask;
    }

    /**
     * Which connection an SRAM word belongs to.
     *
     * @param word not reduced.
     * @return 0 or more, or -1 if it lies outside the RCT.
     */
    int connectionOfWord(final int word)
    {
        final int connection = word - rct >> 2;
        return word >= rct && connection < connections ? connection : -1;
    }

    /** Which connection owns the w0 at a reduced word, as {@link #find} gave it. */
    int connectionOfEntry(final int word)
    {
        return (word - rct & sramMask) >> 2 & connections - 1;
    }

    /** VPI (bits 23:16) and VCI that lead to a connection, the high bits from VPM. */
    int address(final int connection)
    {
        final int highVciBits = VCI_BITS - vciBits;
        final int vpi = (vpm >> highVciBits << vpiBits | connection >> vciBits) & (1 << VPI_BITS) - 1;
        final int vci = (vpm << vciBits | connection & (1 << vciBits) - 1) & (1 << VCI_BITS) - 1;
        return vpi << VCI_BITS | vci;
    }
}
