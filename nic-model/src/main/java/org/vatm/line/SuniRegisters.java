package org.vatm.line;

import static org.vatm.register.Access.RC;
import static org.vatm.register.Access.RO;
import static org.vatm.register.Access.RW;
import static org.vatm.register.Access.WO;

import org.vatm.register.Field;
import org.vatm.register.Register;
import org.vatm.register.RegisterMap;

/**
 * Registers of the S/UNI-LITE (PM5346) and of the IDT77155, which has a few more. Offsets are utility bus addresses.
 * Declarations only; {@link SuniPhy} behaves. Addresses without a register read 0.
 */
public final class SuniRegisters
{
    /** The whole map. */
    public static final RegisterMap MAP = new RegisterMap("SUNI", 0x100, 1).silentHoles();

    public static final Register MRI = MAP.register("MRI", 0x00, 0x30, "reset, identity; a write loads all counters");
    public static final Field MRI_RESET = MRI.field("RESET", 7, 7, RW, "1: held in reset");
    public static final Field MRI_TYPE = MRI.field("TYPE", 6, 4, RO, "3: S/UNI-LITE");
    public static final Field MRI_ID = MRI.field("ID", 3, 0, RO, "revision");

    public static final Register MC = MAP.register("MC", 0x01, 0x70, "master configuration");
    public static final Field MC_AUTOFEBE = MC.field("AUTOFEBE", 6, 6, RW, "report block errors to the far end");
    public static final Field MC_AUTOLRDI = MC.field("AUTOLRDI", 5, 5, RW, "report line defects to the far end");
    public static final Field MC_AUTOPRDI = MC.field("AUTOPRDI", 4, 4, RW, "report path defects to the far end");
    public static final Field MC_TCAINV = MC.field("TCAINV", 3, 3, RW, "transmit cell available is active low");
    public static final Field MC_RCAINV = MC.field("RCAINV", 2, 2, RW, "receive cell available is active low");
    public static final Field MC_RXDINV = MC.field("RXDINV", 1, 1, RW, "receive data is inverted");

    public static final Register MIS = MAP.register("MIS", 0x02, 0, "which section has a flag pending");
    public static final Field MIS_TROOLI = MIS.field("TROOLI", 7, 7, RC, "transmit clock lost or found its lock");
    public static final Field MIS_LCDI = MIS.field("LCDI", 6, 6, RC, "cell delineation was lost or found");
    public static final Field MIS_RDOOLI = MIS.field("RDOOLI", 5, 5, RC, "receive clock lost or found its lock");
    public static final Field MIS_TACPI = MIS.field("TACPI", 4, 4, RO, "a flag of TACPCS is set");
    public static final Field MIS_RACPI = MIS.field("RACPI", 3, 3, RO, "a flag of RACPIES is set");
    public static final Field MIS_RPOPI = MIS.field("RPOPI", 2, 2, RO, "a flag of RPOPIS is set");
    public static final Field MIS_RLOPI = MIS.field("RLOPI", 1, 1, RO, "a flag of RLOPIES is set");
    public static final Field MIS_RSOPI = MIS.field("RSOPI", 0, 0, RO, "a flag of RSOPSIS is set");

    public static final Register MCM = MAP.register("MCM", 0x04, 0x0F, "clocks that are running");
    public static final Field MCM_RRCLK = MCM.field("RRCLK", 3, 3, RO, "receive reference clock");
    public static final Field MCM_TRCLK = MCM.field("TRCLK", 2, 2, RO, "transmit reference clock");
    public static final Field MCM_RCLK = MCM.field("RCLK", 1, 1, RO, "receive octet clock");
    public static final Field MCM_TCLK = MCM.field("TCLK", 0, 0, RO, "transmit octet clock");

    public static final Register MCT = MAP.register("MCT", 0x05, 0x20, "master control");
    public static final Field MCT_LCDE = MCT.field("LCDE", 7, 7, RW, "interrupt on LCDI");
    public static final Field MCT_LCDV = MCT.field("LCDV", 6, 6, RO, "no cell delineation");
    public static final Field MCT_FIXPTR = MCT.field("FIXPTR", 5, 5, RW, "no pointer adjustments");
    public static final Field MCT_LLE = MCT.field("LLE", 2, 2, RW, "line loopback: what is received is sent back");
    public static final Field MCT_DLE = MCT.field("DLE", 1, 1, RW, "local loopback: what is sent is received");
    public static final Field MCT_LOOPT = MCT.field("LOOPT", 0, 0, RW, "transmit clock from the receiver");

    public static final Register CSCS = MAP.register("CSCS", 0x06, 0, "transmit clock synthesis");
    public static final Field CSCS_TROOLV = CSCS.field("TROOLV", 3, 3, RO, "not locked");
    public static final Field CSCS_TROOLE = CSCS.field("TROOLE", 1, 1, RW, "interrupt on TROOLI");
    public static final Field CSCS_TREFSEL = CSCS.field("TREFSEL", 0, 0, RW, "reference select");

    public static final Register CRCS = MAP.register("CRCS", 0x07, 0, "receive clock recovery");
    public static final Field CRCS_RDOOLV = CRCS.field("RDOOLV", 3, 3, RO, "not locked");
    public static final Field CRCS_RDOOLE = CRCS.field("RDOOLE", 1, 1, RW, "interrupt on RDOOLI");
    public static final Field CRCS_RREFSEL = CRCS.field("RREFSEL", 0, 0, RW, "reference select");

    public static final Register RSOPCIE = MAP.register("RSOPCIE", 0x10, 0, "receive section: control, enables");
    public static final Field RSOPCIE_DDS = RSOPCIE.field("DDS", 6, 6, RW, "no descrambling");
    public static final Field RSOPCIE_FOOF = RSOPCIE.field("FOOF", 5, 5, WO, "1: lose the frame once");
    public static final Field RSOPCIE_BIPEE = RSOPCIE.field("BIPEE", 3, 3, RW, "interrupt on BIPEI");
    public static final Field RSOPCIE_LOSE = RSOPCIE.field("LOSE", 2, 2, RW, "interrupt on LOSI");
    public static final Field RSOPCIE_LOFE = RSOPCIE.field("LOFE", 1, 1, RW, "interrupt on LOFI");
    public static final Field RSOPCIE_OOFE = RSOPCIE.field("OOFE", 0, 0, RW, "interrupt on OOFI");

    public static final Register RSOPSIS = MAP.register("RSOPSIS", 0x11, 0, "receive section: status, flags");
    public static final Field RSOPSIS_BIPEI = RSOPSIS.field("BIPEI", 6, 6, RC, "a section BIP-8 error was found");
    public static final Field RSOPSIS_LOSI = RSOPSIS.field("LOSI", 5, 5, RC, "LOSV changed");
    public static final Field RSOPSIS_LOFI = RSOPSIS.field("LOFI", 4, 4, RC, "LOFV changed");
    public static final Field RSOPSIS_OOFI = RSOPSIS.field("OOFI", 3, 3, RC, "OOFV changed");
    public static final Field RSOPSIS_LOSV = RSOPSIS.field("LOSV", 2, 2, RO, "no signal");
    public static final Field RSOPSIS_LOFV = RSOPSIS.field("LOFV", 1, 1, RO, "no frame for long");
    public static final Field RSOPSIS_OOFV = RSOPSIS.field("OOFV", 0, 0, RO, "no frame");

    public static final Register RSOPSBL = octet("RSOPSBL", 0x12, 8, "section BIP-8 errors");
    public static final Register RSOPSBM = octet("RSOPSBM", 0x13, 8, "section BIP-8 errors");

    public static final Register TSOPCTL = MAP.register("TSOPCTL", 0x14, 0, "transmit section: control");
    public static final Field TSOPCTL_DS = TSOPCTL.field("DS", 6, 6, RW, "no scrambling");
    public static final Field TSOPCTL_LAIS = TSOPCTL.field("LAIS", 0, 0, RW, "send line AIS");

    public static final Register TSOPDIAG = MAP.register("TSOPDIAG", 0x15, 0, "transmit section: diagnostics");
    public static final Field TSOPDIAG_DLOS = TSOPDIAG.field("DLOS", 2, 2, RW, "send no signal");
    public static final Field TSOPDIAG_DBIP8 = TSOPDIAG.field("DBIP8", 1, 1, RW, "send wrong section BIP-8");
    public static final Field TSOPDIAG_DFP = TSOPDIAG.field("DFP", 0, 0, RW, "send wrong frame pattern");

    public static final Register RLOPCS = MAP.register("RLOPCS", 0x18, 0, "receive line: control, status");
    public static final Field RLOPCS_BIPWORD = RLOPCS.field("BIPWORD", 7, 7, RW, "count blocks, not bits");
    public static final Field RLOPCS_LAISV = RLOPCS.field("LAISV", 1, 1, RO, "line AIS is received");
    public static final Field RLOPCS_RDIV = RLOPCS.field("RDIV", 0, 0, RO, "line RDI is received");

    public static final Register RLOPIES = MAP.register("RLOPIES", 0x19, 0, "receive line: enables, flags");
    public static final Field RLOPIES_FEBEE = RLOPIES.field("FEBEE", 7, 7, RW, "interrupt on FEBEI");
    public static final Field RLOPIES_BIPEE = RLOPIES.field("BIPEE", 6, 6, RW, "interrupt on BIPEI");
    public static final Field RLOPIES_LAISE = RLOPIES.field("LAISE", 5, 5, RW, "interrupt on LAISI");
    public static final Field RLOPIES_RDIE = RLOPIES.field("RDIE", 4, 4, RW, "interrupt on RDII");
    public static final Field RLOPIES_FEBEI = RLOPIES.field("FEBEI", 3, 3, RC, "the far end reported line errors");
    public static final Field RLOPIES_BIPEI = RLOPIES.field("BIPEI", 2, 2, RC, "a line BIP error was found");
    public static final Field RLOPIES_LAISI = RLOPIES.field("LAISI", 1, 1, RC, "LAISV changed");
    public static final Field RLOPIES_RDII = RLOPIES.field("RDII", 0, 0, RC, "RDIV changed");

    public static final Register RLOPLBL = octet("RLOPLBL", 0x1A, 8, "line BIP errors");
    public static final Register RLOPLB = octet("RLOPLB", 0x1B, 8, "line BIP errors");
    public static final Register RLOPLBM = octet("RLOPLBM", 0x1C, 4, "line BIP errors");
    public static final Register RLOPLFL = octet("RLOPLFL", 0x1D, 8, "line far end block errors");
    public static final Register RLOPLF = octet("RLOPLF", 0x1E, 8, "line far end block errors");
    public static final Register RLOPLFM = octet("RLOPLFM", 0x1F, 4, "line far end block errors");

    public static final Register TLOPCTL = MAP.register("TLOPCTL", 0x20, 0, "transmit line: control");
    public static final Field TLOPCTL_RDI = TLOPCTL.field("RDI", 0, 0, RW, "send line RDI");

    public static final Register TLOPDIAG = MAP.register("TLOPDIAG", 0x21, 0, "transmit line: diagnostics");
    public static final Field TLOPDIAG_DBIP = TLOPDIAG.field("DBIP", 0, 0, RW, "send wrong line BIP");

    public static final Register APS0 = scratch("APS0", 0x24, 0, "K1 and K2 (IDT77155 only)");
    public static final Register APS1 = scratch("APS1", 0x25, 0, "K1 and K2 (IDT77155 only)");
    public static final Register APS2 = scratch("APS2", 0x26, 0, "K1 and K2 (IDT77155 only)");
    public static final Register APS3 = scratch("APS3", 0x27, 0, "K1 and K2 (IDT77155 only)");

    public static final Register RPOPSC = MAP.register("RPOPSC", 0x30, 0, "receive path: status");
    public static final Field RPOPSC_LOP = RPOPSC.field("LOP", 5, 5, RO, "no pointer");
    public static final Field RPOPSC_PAIS = RPOPSC.field("PAIS", 3, 3, RO, "path AIS is received");
    public static final Field RPOPSC_PRDI = RPOPSC.field("PRDI", 2, 2, RO, "path RDI is received");

    public static final Register RPOPIS = MAP.register("RPOPIS", 0x31, 0, "receive path: flags");
    public static final Field RPOPIS_PSLI = RPOPIS.field("PSLI", 7, 7, RC, "signal label changed");
    public static final Field RPOPIS_LOPI = RPOPIS.field("LOPI", 5, 5, RC, "LOP changed");
    public static final Field RPOPIS_PAISI = RPOPIS.field("PAISI", 3, 3, RC, "PAIS changed");
    public static final Field RPOPIS_PRDII = RPOPIS.field("PRDII", 2, 2, RC, "PRDI changed");
    public static final Field RPOPIS_BIPEI = RPOPIS.field("BIPEI", 1, 1, RC, "a path BIP-8 error was found");
    public static final Field RPOPIS_FEBEI = RPOPIS.field("FEBEI", 0, 0, RC, "the far end reported path errors");

    /** An enable has the place of its flag in {@link #RPOPIS}. */
    public static final Register RPOPIE = MAP.register("RPOPIE", 0x33, 0, "receive path: enables");
    public static final Field RPOPIE_PSLE = RPOPIE.field("PSLE", 7, 7, RW, "interrupt on PSLI");
    public static final Field RPOPIE_LOPE = RPOPIE.field("LOPE", 5, 5, RW, "interrupt on LOPI");
    public static final Field RPOPIE_PAISE = RPOPIE.field("PAISE", 3, 3, RW, "interrupt on PAISI");
    public static final Field RPOPIE_PRDIE = RPOPIE.field("PRDIE", 2, 2, RW, "interrupt on PRDII");
    public static final Field RPOPIE_BIPEE = RPOPIE.field("BIPEE", 1, 1, RW, "interrupt on BIPEI");
    public static final Field RPOPIE_FEBEE = RPOPIE.field("FEBEE", 0, 0, RW, "interrupt on FEBEI");

    public static final Register RPOPPSL = MAP.register("RPOPPSL", 0x37, 0x13, "receive path: signal label");
    public static final Field RPOPPSL_PSL = RPOPPSL.field("PSL", 7, 0, RO, "0x13: ATM");

    public static final Register RPOPPBL = octet("RPOPPBL", 0x38, 8, "path BIP-8 errors");
    public static final Register RPOPPBM = octet("RPOPPBM", 0x39, 8, "path BIP-8 errors");
    public static final Register RPOPPFL = octet("RPOPPFL", 0x3A, 8, "path far end block errors");
    public static final Register RPOPPFM = octet("RPOPPFM", 0x3B, 8, "path far end block errors");

    public static final Register RPOPPBC = MAP.register("RPOPPBC", 0x3D, 0, "receive path: BIP configuration");
    public static final Field RPOPPBC_BLKBIP = RPOPPBC.field("BLKBIP", 5, 5, RW, "count blocks, not bits");

    public static final Register TPOPCD = MAP.register("TPOPCD", 0x40, 0, "transmit path: control, diagnostics");
    public static final Field TPOPCD_DB3 = TPOPCD.field("DB3", 1, 1, RW, "send wrong path BIP-8");
    public static final Field TPOPCD_PAIS = TPOPCD.field("PAIS", 0, 0, RW, "send path AIS");

    public static final Register TPOPPC = scratch("TPOPPC", 0x41, 0, "transmit path: pointer control");
    public static final Register TPOPAPL = scratch("TPOPAPL", 0x45, 0, "transmit path: arbitrary pointer");

    public static final Register TPOPAPM = MAP.register("TPOPAPM", 0x46, 0x90, "transmit path: arbitrary pointer");
    public static final Field TPOPAPM_NDF = TPOPAPM.field("NDF", 7, 4, RW, "new data flag");
    public static final Field TPOPAPM_S = TPOPAPM.field("S", 3, 2, RW, "0: SONET, 2: SDH");
    public static final Field TPOPAPM_APTR = TPOPAPM.field("APTR", 1, 0, RW, "pointer, most significant bits");

    public static final Register TPOPPSL = scratch("TPOPPSL", 0x48, 0x13, "transmit path: signal label");

    public static final Register TPOPPS = MAP.register("TPOPPS", 0x49, 0, "transmit path: status to send");
    public static final Field TPOPPS_FEBE = TPOPPS.field("FEBE", 7, 4, RW, "far end block errors");
    public static final Field TPOPPS_PRDI = TPOPPS.field("PRDI", 3, 3, RW, "path RDI");
    public static final Field TPOPPS_G1 = TPOPPS.field("G1", 2, 0, RW, "unused bits of G1");

    public static final Register RACPCS = MAP.register("RACPCS", 0x50, 0x04, "receive cells: control, status");
    public static final Field RACPCS_OOCDV = RACPCS.field("OOCDV", 7, 7, RO, "no cell delineation");
    public static final Field RACPCS_RXPTYP = RACPCS.field("RXPTYP", 6, 6, RW, "odd parity");
    public static final Field RACPCS_PASS = RACPCS.field("PASS", 5, 5, RW, "do not drop idle and unassigned cells");
    public static final Field RACPCS_DISCOR = RACPCS.field("DISCOR", 4, 4, RW, "do not correct headers");
    public static final Field RACPCS_DISHCS = RACPCS.field("DISHCS", 3, 3, RW, "do not drop cells with wrong headers");
    public static final Field RACPCS_HCSADD = RACPCS.field("HCSADD", 2, 2, RW, "HEC with coset 0x55");
    public static final Field RACPCS_DDSCR = RACPCS.field("DDSCR", 1, 1, RW, "no descrambling of payloads");
    public static final Field RACPCS_FIFORST = RACPCS.field("FIFORST", 0, 0, RW, "receive FIFO held empty");

    public static final Register RACPIES = MAP.register("RACPIES", 0x51, 0, "receive cells: enables, flags");
    public static final Field RACPIES_OOCDE = RACPIES.field("OOCDE", 7, 7, RW, "interrupt on OOCDI");
    public static final Field RACPIES_HCSE = RACPIES.field("HCSE", 6, 6, RW, "interrupt on CHCSI and UHCSI");
    public static final Field RACPIES_FIFOE = RACPIES.field("FIFOE", 5, 5, RW, "interrupt on FOVRI");
    public static final Field RACPIES_OOCDI = RACPIES.field("OOCDI", 4, 4, RC, "OOCDV changed");
    public static final Field RACPIES_CHCSI = RACPIES.field("CHCSI", 3, 3, RC, "a header was corrected");
    public static final Field RACPIES_UHCSI = RACPIES.field("UHCSI", 2, 2, RC, "a header was beyond correction");
    public static final Field RACPIES_FOVRI = RACPIES.field("FOVRI", 1, 1, RC, "a cell found the receive FIFO full");

    public static final Register RACPMHP = MAP.register("RACPMHP", 0x52, 0, "receive cells: null header to drop");
    public static final Field RACPMHP_GFC = RACPMHP.field("GFC", 7, 4, RW, "GFC");
    public static final Field RACPMHP_PTI = RACPMHP.field("PTI", 3, 1, RW, "payload type");
    public static final Field RACPMHP_CLP = RACPMHP.field("CLP", 0, 0, RW, "cell loss priority");

    public static final Register RACPMHM = MAP.register("RACPMHM", 0x53, 0, "receive cells: mask of RACPMHP");
    public static final Field RACPMHM_GFC = RACPMHM.field("GFC", 7, 4, RW, "GFC");
    public static final Field RACPMHM_PTI = RACPMHM.field("PTI", 3, 1, RW, "payload type");
    public static final Field RACPMHM_CLP = RACPMHM.field("CLP", 0, 0, RW, "cell loss priority");

    public static final Register RACPCHCS = octet("RACPCHCS", 0x54, 8, "corrected headers");
    public static final Register RACPUHCS = octet("RACPUHCS", 0x55, 8, "headers beyond correction");
    public static final Register RACPRCL = octet("RACPRCL", 0x56, 8, "cells received");
    public static final Register RACPRC = octet("RACPRC", 0x57, 8, "cells received");
    public static final Register RACPRCM = octet("RACPRCM", 0x58, 3, "cells received");
    public static final Register RACPCFG = scratch("RACPCFG", 0x59, 0xFC, "receive cells: configuration");

    public static final Register TACPCS = MAP.register("TACPCS", 0x60, 0x04, "transmit cells: control, flags");
    public static final Field TACPCS_FIFOE = TACPCS.field("FIFOE", 7, 7, RW, "interrupt on TSOCI and FOVRI");
    public static final Field TACPCS_TSOCI = TACPCS.field("TSOCI", 6, 6, RC, "a start of cell came in the wrong place");
    public static final Field TACPCS_FOVRI = TACPCS.field("FOVRI", 5, 5, RC, "a cell found the transmit FIFO full");
    public static final Field TACPCS_DHCS = TACPCS.field("DHCS", 4, 4, RW, "send wrong HEC");
    public static final Field TACPCS_HCAADD = TACPCS.field("HCAADD", 2, 2, RW, "HEC with coset 0x55");
    public static final Field TACPCS_DSCR = TACPCS.field("DSCR", 1, 1, RW, "no scrambling of payloads");
    public static final Field TACPCS_FIFORST = TACPCS.field("FIFORST", 0, 0, RW, "transmit FIFO held empty");

    public static final Register TACPIUCHP = MAP.register("TACPIUCHP", 0x61, 0, "transmit cells: idle cells' header");
    public static final Field TACPIUCHP_GFC = TACPIUCHP.field("GFC", 7, 4, RW, "GFC");
    public static final Field TACPIUCHP_PTI = TACPIUCHP.field("PTI", 3, 1, RW, "payload type");
    public static final Field TACPIUCHP_CLP = TACPIUCHP.field("CLP", 0, 0, RW, "1: idle, 0: unassigned");

    public static final Register TACPIUCPOP = scratch("TACPIUCPOP", 0x62, 0x6A, "transmit cells: idle cells' payload");
    public static final Register TACPFIFO = scratch("TACPFIFO", 0x63, 0, "transmit cells: FIFO");
    public static final Register TACPTCL = octet("TACPTCL", 0x64, 8, "cells taken from the SAR");
    public static final Register TACPTC = octet("TACPTC", 0x65, 8, "cells taken from the SAR");
    public static final Register TACPTCM = octet("TACPTCM", 0x66, 3, "cells taken from the SAR");
    public static final Register TACPCFG = scratch("TACPCFG", 0x67, 0x08, "transmit cells: configuration");

    public static final Register RBER = MAP.register("RBER", 0x70, 0x03, "receive bit errors (IDT77155 only)");
    public static final Field RBER_FAIL = RBER.field("FAIL", 1, 1, RO, "signal failed");
    public static final Field RBER_WARN = RBER.field("WARN", 0, 0, RO, "signal degraded");

    public static final Register MT = MAP.register("MT", 0x80, 0, "master test");
    public static final Field MT_DS27_53 = MT.field("DS27_53", 7, 7, RW, "UTOPIA cells of 27 words, not 53 octets");
    public static final Field MT_PMCTST = MT.field("PMCTST", 4, 4, RW, "manufacturing test");
    public static final Field MT_DBCTRL = MT.field("DBCTRL", 3, 3, RW, "data bus under control of the chip select");
    public static final Field MT_IOTST = MT.field("IOTST", 2, 2, RW, "pin test");
    public static final Field MT_HIZDATA = MT.field("HIZDATA", 1, 1, RW, "data bus floats");
    public static final Field MT_HIZIO = MT.field("HIZIO", 0, 0, RW, "all outputs float");

    private SuniRegisters()
    {
    }

    private static Register octet(final String name, final int address, final int bits, final String meaning)
    {
        final Register register = MAP.register(name, address, 0, "count: " + meaning);
        register.field("COUNT", bits - 1, 0, RO, "as last loaded; the lowest octet comes first");
        return register;
    }

    private static Register scratch(final String name, final int address, final int resetValue, final String meaning)
    {
        final Register register = MAP.register(name, address, resetValue, meaning);
        register.field("VALUE", 7, 0, RW, "kept");
        return register;
    }
}
