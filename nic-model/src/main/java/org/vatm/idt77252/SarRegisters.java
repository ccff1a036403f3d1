package org.vatm.idt77252;

import static org.vatm.register.Access.RC;
import static org.vatm.register.Access.RO;
import static org.vatm.register.Access.RW;
import static org.vatm.register.Access.W1C;
import static org.vatm.register.Access.WO;

import org.vatm.register.Access;
import org.vatm.register.Field;
import org.vatm.register.Register;
import org.vatm.register.RegisterMap;

/**
 * Registers of the IDT77252, as its drivers know them: BAR1, 4 KB. Declarations only; the blocks hook what they own.
 * Bits of STAT that follow a state of the chip ("live") are declared read only.
 *
 * <p>Encodings of CMD and TCMDQ are in {@link SarCommand}, their operands overlap.
 */
public final class SarRegisters
{
    /** I/O BAR, 256 bytes: alias of the registers. */
    public static final int BAR_IO = 0;
    public static final int BAR_IO_BYTES = 0x100;
    /** Memory BAR of the registers. */
    public static final int BAR_REGISTERS = 1;
    public static final int BAR_REGISTERS_BYTES = 0x1000;
    /** Memory BAR of SRAM (from 0) and free buffer queue windows. */
    public static final int BAR_SRAM = 2;
    public static final int BAR_SRAM_BYTES = 0x40_0000;
    public static final int FBQ_WINDOW_OFFSET = 0x20_0000;
    public static final int FBQ_WINDOW_BYTES = 0x4_0000;
    public static final int FBQ_COUNT = 4;

    public static final RegisterMap MAP = new RegisterMap("IDT77252", BAR_REGISTERS_BYTES);

    public static final Register D0 = MAP.register("D0", 0x00, 0, "command data 0, result of reads");
    public static final Field D0_DATA = word(D0, RW);
    public static final Register D1 = MAP.register("D1", 0x04, 0, "command data 1");
    public static final Field D1_DATA = word(D1, RW);
    public static final Register D2 = MAP.register("D2", 0x08, 0, "command data 2");
    public static final Field D2_DATA = word(D2, RW);
    public static final Register D3 = MAP.register("D3", 0x0C, 0, "command data 3");
    public static final Field D3_DATA = word(D3, RW);

    public static final Register CMD = MAP.register("CMD", 0x10, 0, "command; starts it").wordOnly();
    public static final Field CMD_OPCODE = CMD.field("OPCODE", 31, 28, RW,
        "0 none, 2 open or close connection, 4 write, 5 read SRAM, 6 write FBQ, 8 read, 9 write utility bus");
    public static final Field CMD_OPERAND = CMD.field("OPERAND", 27, 0, RW, "by opcode");

    public static final Register CFG = MAP.register("CFG", 0x14, 0, "configuration").wordOnly();
    public static final Field CFG_SWRST = CFG.field("SWRST", 31, 31, RW, "software reset while 1");
    public static final Field CFG_LOOP = CFG.field("LOOP", 30, 30, RW, "internal loopback");
    public static final Field CFG_RXPTH = CFG.field("RXPTH", 29, 29, RW, "receive path enable");
    public static final Field CFG_IDLECLP = CFG.field("IDLECLP", 28, 28, RW,
        "CLP of null cells: 0 unassigned, 1 idle cell");
    public static final Field CFG_TXFIFO = CFG.field("TXFIFO", 27, 26, RW,
        "transmit FIFO: 0 = 9 cells, 1 = 1, 2 = 2, 3 = 4");
    public static final Field CFG_NOIDLE = CFG.field("NOIDLE", 25, 25, RW, "no null cells, the PHY fills the line");
    public static final Field CFG_RSQSIZE = CFG.field("RSQSIZE", 23, 22, RW, "RSQ entries: 0 = 128, 1 = 256, 2 = 512");
    public static final Field CFG_ICAPT = CFG.field("ICAPT", 21, 21, RW, "invalid cells go to the raw cell queue");
    public static final Field CFG_IGGFC = CFG.field("IGGFC", 20, 20, RW, "ignore GFC; 0: a cell with GFC is invalid");
    public static final Field CFG_VPVCS = CFG.field("VPVCS", 19, 18, RW,
        "VPI bits in the connection index: 0, 1, 2, 8");
    public static final Field CFG_CNTBL = CFG.field("CNTBL", 17, 16, RW,
        "connections: 0 = 1024, 1 = 4096, 2 = 16384, 3 = 512");
    public static final Field CFG_VPECA = CFG.field("VPECA", 15, 15, RW,
        "cells without connection go to the raw cell queue");
    public static final Field CFG_RXINT = CFG.field("RXINT", 14, 12, RW,
        "end-of-PDU interrupt: 0 never, 1 at once, 2, 3, 4 = 10240, 20224, 29696 SAR clocks later");
    public static final Field CFG_RAWIE = CFG.field("RAWIE", 11, 11, RW, "interrupt on raw cell");
    public static final Field CFG_RQFIE = CFG.field("RQFIE", 10, 10, RW, "interrupt on RSQ almost full or full");
    public static final Field CFG_CACHE = CFG.field("CACHE", 8, 8, RW, "DMA bursts start on cache lines");
    public static final Field CFG_TMOIE = CFG.field("TMOIE", 7, 7, RW, "interrupt on timer overflow");
    public static final Field CFG_FBIE = CFG.field("FBIE", 6, 6, RW, "interrupt on free buffer queue attention");
    public static final Field CFG_TXEN = CFG.field("TXEN", 5, 5, RW, "transmit enable");
    public static final Field CFG_TXINT = CFG.field("TXINT", 4, 4, RW, "interrupt on transmit status");
    public static final Field CFG_TXUIE = CFG.field("TXUIE", 3, 3, RW, "interrupt on incomplete PDU");
    public static final Field CFG_UMODE = CFG.field("UMODE", 2, 2, RW, "UTOPIA handshake: 0 cell, 1 byte");
    public static final Field CFG_TXSFI = CFG.field("TXSFI", 1, 1, RW, "interrupt on TSQ almost full");
    public static final Field CFG_PHYIE = CFG.field("PHYIE", 0, 0, RW, "interrupt on PHY");

    public static final Register STAT = MAP.register("STAT", 0x18, 0, "interrupt and queue status").wordOnly();
    public static final Field STAT_FRAC3 = STAT.field("FRAC3", 31, 28, RO,
        "fill of FBQ3 in units of 32 entries, at most 15");
    public static final Field STAT_FRAC2 = STAT.field("FRAC2", 27, 24, RO, "fill of FBQ2");
    public static final Field STAT_FRAC1 = STAT.field("FRAC1", 23, 20, RO, "fill of FBQ1");
    public static final Field STAT_FRAC0 = STAT.field("FRAC0", 19, 16, RO, "fill of FBQ0");
    public static final Field STAT_TSIF = STAT.field("TSIF", 15, 15, W1C,
        "a TSQ entry with interrupt request was written");
    public static final Field STAT_TXICP = STAT.field("TXICP", 14, 14, W1C, "an incomplete PDU was transmitted");
    public static final Field STAT_TSQF = STAT.field("TSQF", 12, 12, RO, "TSQ at least 7/8 full");
    public static final Field STAT_TMROF = STAT.field("TMROF", 11, 11, W1C, "the timer has overflowed");
    public static final Field STAT_PHYI = STAT.field("PHYI", 10, 10, W1C,
        "PHY interrupt; set again while its pin is active");
    public static final Field STAT_CMDBZ = STAT.field("CMDBZ", 9, 9, RO, "the command unit is busy");
    public static final Field STAT_FBQ3A = STAT.field("FBQ3A", 8, 8, RO, "FBQ3 below its threshold");
    public static final Field STAT_FBQ2A = STAT.field("FBQ2A", 7, 7, RO, "FBQ2 below its threshold");
    public static final Field STAT_RSQF = STAT.field("RSQF", 6, 6, RO, "RSQ full");
    public static final Field STAT_EPDU = STAT.field("EPDU", 5, 5, W1C, "an RSQ entry with end of PDU was written");
    public static final Field STAT_RAWCF = STAT.field("RAWCF", 4, 4, W1C, "a raw cell was written");
    public static final Field STAT_FBQ1A = STAT.field("FBQ1A", 3, 3, RO, "FBQ1 below its threshold");
    public static final Field STAT_FBQ0A = STAT.field("FBQ0A", 2, 2, RO, "FBQ0 below its threshold");
    public static final Field STAT_RSQAF = STAT.field("RSQAF", 1, 1, RO, "RSQ at least 7/8 full");

    public static final Register RSQB = MAP.register("RSQB", 0x1C, 0, "receive status queue base");
    public static final Field RSQB_BASE = RSQB.field("BASE", 31, 11, RW,
        "bus address; aligned to the size of the queue");
    public static final Register RSQT = MAP.register("RSQT", 0x20, 0,
        "receive status queue tail: next to be written").wordOnly();
    public static final Field RSQT_BASE = RSQT.field("BASE", 31, 13, RO, "of the queue");
    public static final Field RSQT_TAIL = RSQT.field("TAIL", 12, 4, RW, "entry");
    public static final Register RSQH = MAP.register("RSQH", 0x24, 0,
        "receive status queue head: last consumed").wordOnly();
    public static final Field RSQH_HEAD = RSQH.field("HEAD", 12, 4, RW, "entry");

    public static final Register CDC = MAP.register("CDC", 0x28, 0, "cell drop counter and causes");
    public static final Field CDC_RMID = CDC.field("RMID", 22, 22, RC, "protocol id of an RM cell was wrong");
    public static final Field CDC_CTE = CDC.field("CTE", 21, 21, RC, "connection table error");
    public static final Field CDC_NFB = CDC.field("NFB", 20, 20, RC, "no free buffer");
    public static final Field CDC_OAMCRC = CDC.field("OAMCRC", 19, 19, RC, "CRC-10 of an OAM cell was wrong");
    public static final Field CDC_RMCRC = CDC.field("RMCRC", 18, 18, RC, "CRC-10 of an RM cell was wrong");
    public static final Field CDC_RMFIFO = CDC.field("RMFIFO", 17, 17, RC, "queue of RM cells was full");
    public static final Field CDC_RXFIFO = CDC.field("RXFIFO", 16, 16, RC, "receive FIFO was full");
    public static final Field CDC_COUNT = CDC.field("COUNT", 15, 0, RC, "dropped cells, stays at 0xFFFF");
    public static final Register VPEC = MAP.register("VPEC", 0x2C, 0, "VPI/VCI error counter");
    public static final Field VPEC_COUNT = VPEC.field("COUNT", 15, 0, RC, "cells without connection, stays at 0xFFFF");
    public static final Register ICC = MAP.register("ICC", 0x30, 0, "invalid cell counter");
    public static final Field ICC_COUNT = ICC.field("COUNT", 15, 0, RC, "invalid cells, stays at 0xFFFF");

    public static final Register RAWCT = MAP.register("RAWCT", 0x34, 0, "raw cell tail");
    public static final Field RAWCT_ADDRESS = RAWCT.field("ADDRESS", 31, 0, RO,
        "bus address of the next slot to be written");
    public static final Register TMR = MAP.register("TMR", 0x38, 0, "timer");
    public static final Field TMR_COUNT = TMR.field("COUNT", 23, 0, RO, "one for 512 SAR clocks");
    public static final Register TSTB = MAP.register("TSTB", 0x3C, 0, "transmit schedule table base").wordOnly();
    public static final Field TSTB_ADDRESS = TSTB.field("ADDRESS", 23, 2, RW, "SRAM word");
    public static final Register TSQB = MAP.register("TSQB", 0x40, 0, "transmit status queue base");
    public static final Field TSQB_BASE = TSQB.field("BASE", 31, 13, RW, "bus address of 1024 entries, 8 KB aligned");
    public static final Register TSQT = MAP.register("TSQT", 0x44, 0,
        "transmit status queue tail: next to be written").wordOnly();
    public static final Field TSQT_TAIL = TSQT.field("TAIL", 12, 3, RW, "entry");
    public static final Register TSQH = MAP.register("TSQH", 0x48, 0,
        "transmit status queue head: last consumed").wordOnly();
    public static final Field TSQH_HEAD = TSQH.field("HEAD", 12, 3, RW, "entry");

    public static final Register GP = MAP.register("GP", 0x4C, 0x0001_0000, "general purpose").wordOnly();
    public static final Field GP_TXNCC = GP.field("TXNCC", 31, 24, RO, "transmit negative cell count, 0");
    public static final Field GP_EEDI = GP.field("EEDI", 16, 16, RO, "EEPROM: serial data out of it");
    public static final Field GP_BIGE = GP.field("BIGE", 15, 15, RW, "big-endian descriptors and status entries");
    public static final Field GP_RM = GP.field("RM", 14, 13, RW,
        "RM cells: 0 process, 1 process and copy, 3 raw cell queue");
    public static final Field GP_DLOOP = GP.field("DLOOP", 12, 12, RW, "double loopback");
    public static final Field GP_PCISERR = GP.field("PCISERR", 6, 6, RW, "force SERR#");
    public static final Field GP_PCIPERR = GP.field("PCIPERR", 5, 5, RW, "force PERR#");
    public static final Field GP_PCIPAR = GP.field("PCIPAR", 4, 4, RW, "force a parity error");
    public static final Field GP_PHY_RST = GP.field("PHY_RST", 3, 3, RW, "holds the PHY in reset");
    public static final Field GP_EESCLK = GP.field("EESCLK", 2, 2, RW, "EEPROM: clock");
    public static final Field GP_EECS = GP.field("EECS", 1, 1, RW, "EEPROM: chip select, 0 selects");
    public static final Field GP_EEDO = GP.field("EEDO", 0, 0, RW, "EEPROM: serial data to it");

    public static final Register VPM = MAP.register("VPM", 0x50, 0, "VPI/VCI match");
    public static final Field VPM_MATCH = VPM.field("MATCH", 14, 0, RW, "what VPI/VCI bits outside the index must be");
    public static final Register RXFD = MAP.register("RXFD", 0x54, 0, "receive FIFO descriptor");
    public static final Field RXFD_SIZE = RXFD.field("SIZE", 27, 24, RW, "512 << SIZE words, 0..9");
    public static final Field RXFD_BASE = RXFD.field("BASE", 20, 2, RW, "SRAM word");
    public static final Register RXFT = MAP.register("RXFT", 0x58, 0, "receive FIFO tail");
    public static final Field RXFT_DATA = word(RXFT, RW);
    public static final Register RXFH = MAP.register("RXFH", 0x5C, 0, "receive FIFO head");
    public static final Field RXFH_DATA = word(RXFH, RW);
    public static final Register RAWHND = MAP.register("RAWHND", 0x60, 0, "raw cell handle");
    public static final Field RAWHND_ADDRESS = RAWHND.field("ADDRESS", 31, 2, RW,
        "bus address of the block of 8 bytes");
    public static final Register RXSTAT = MAP.register("RXSTAT", 0x64, 0, "receive connection state");
    public static final Field RXSTAT_DATA = word(RXSTAT, RO);
    public static final Register ABRSTD = MAP.register("ABRSTD", 0x68, 0, "ABR and VBR schedule tables descriptor");
    public static final Field ABRSTD_SIZE = ABRSTD.field("SIZE", 26, 24, RW, "512 << SIZE words each, 0..5");
    public static final Field ABRSTD_BASE = ABRSTD.field("BASE", 20, 2, RW, "SRAM word of the first table");
    public static final Register ABRRQ = MAP.register("ABRRQ", 0x6C, 0, "ABR ready queue");
    public static final Field ABRRQ_HEAD = ABRRQ.field("HEAD", 29, 16, RW, "connection");
    public static final Field ABRRQ_TAIL = ABRRQ.field("TAIL", 13, 0, RW, "connection");
    public static final Register VBRRQ = MAP.register("VBRRQ", 0x70, 0, "VBR ready queue");
    public static final Field VBRRQ_HEAD = VBRRQ.field("HEAD", 29, 16, RW, "connection");
    public static final Field VBRRQ_TAIL = VBRRQ.field("TAIL", 13, 0, RW, "connection");
    public static final Register RTBL = MAP.register("RTBL", 0x74, 0, "rate tables base");
    public static final Field RTBL_ADDRESS = RTBL.field("ADDRESS", 23, 2, RW, "SRAM word");
    public static final Register MXDFCT = MAP.register("MXDFCT", 0x78, 0, "maximum deficit and congestion enables");
    public static final Field MXDFCT_LCI = MXDFCT.field("LCI", 17, 17, RW, "local congestion indication enable");
    public static final Field MXDFCT_LNI = MXDFCT.field("LNI", 16, 16, RW, "local no-increase enable");
    public static final Field MXDFCT_COUNT = MXDFCT.field("COUNT", 15, 0, RW,
        "cell slots that the scheduler may run late");
    public static final Register TXSTAT = MAP.register("TXSTAT", 0x7C, 0, "transmit connection state");
    public static final Field TXSTAT_DATA = word(TXSTAT, RW);
    public static final Register TCMDQ = MAP.register("TCMDQ", 0x80, 0, "transmit command queue").wordOnly();
    public static final Field TCMDQ_OPCODE = TCMDQ.field("OPCODE", 31, 24, WO,
        "0 none, 1 start, 2 set rate, 3 start and set rate, 4 set peak rate, 5 halt");
    public static final Field TCMDQ_VALUE = TCMDQ.field("VALUE", 23, 16, WO, "log rate index");
    public static final Field TCMDQ_CONNECTION = TCMDQ.field("CONNECTION", 13, 0, WO, "index of the TCT entry");
    public static final Register IRCP = MAP.register("IRCP", 0x84, 0, "inactive receive connection pointer").wordOnly();
    public static final Field IRCP_CONNECTION = IRCP.field("CONNECTION", 13, 0, RW, "RCT entry that is visited next");

    private static final Register[] FBQP = new Register[FBQ_COUNT];
    private static final Register[] FBQS = new Register[FBQ_COUNT];
    private static final Register[] FBQWP = new Register[FBQ_COUNT];
    /** FBQPn, FBQSn and FBQWPn are alike for all n: these fields serve all four, see {@link #fbqp} and the others. */
    public static final Field FBQP_WRITE = new Field("WRITE", 26, 16, RW, "write pointer in words, modulo 2048");
    public static final Field FBQP_READ = new Field("READ", 10, 0, RW, "read pointer in words, modulo 2048");
    public static final Field FBQS_THRESHOLD = new Field("THRESHOLD", 31, 28, RW,
        "attention below THRESHOLD * 32 entries");
    public static final Field FBQS_NI = new Field("NI", 27, 24, RW, "no increase below NI * 32 entries");
    public static final Field FBQS_CI = new Field("CI", 23, 20, RW, "congestion below CI * 32 entries");
    public static final Field FBQS_SIZE = new Field("SIZE", 8, 0, RW, "cells of 48 bytes in a buffer");
    public static final Field FBQWP_WRITE = new Field("WRITE", 10, 0, RW,
        "write pointer in words; odd: address pending");

    static
    {
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            FBQP[q] = MAP.register("FBQP" + q, 0x88 + 4 * q, 0, "free buffer queue " + q + " pointers").wordOnly();
            add(FBQP[q], FBQP_WRITE, FBQP_READ);
        }
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            FBQS[q] = MAP.register("FBQS" + q, 0x98 + 4 * q, 0,
                "free buffer queue " + q + " thresholds, buffer size").wordOnly();
            add(FBQS[q], FBQS_THRESHOLD, FBQS_NI, FBQS_CI, FBQS_SIZE);
        }
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            FBQWP[q] = MAP.register("FBQWP" + q, 0xA8 + 4 * q, 0,
                "free buffer queue " + q + " window write pointer").wordOnly();
            add(FBQWP[q], FBQWP_WRITE);
        }
    }

    public static final Register NOW = MAP.register("NOW", 0xB8, 0,
        "position in the transmit schedule table").wordOnly();
    public static final Field NOW_ADDRESS = NOW.field("ADDRESS", 23, 2, RW, "SRAM word");
    public static final Register DNOW = MAP.register("DNOW", 0xBC, 0, "position in the dynamic schedule table");
    public static final Field DNOW_DATA = word(DNOW, RO);

    /** Values of CFG.CNTBL. */
    public static final int CNTBL_1024 = 0;
    public static final int CNTBL_4096 = 1;
    public static final int CNTBL_16384 = 2;
    public static final int CNTBL_512 = 3;

    /** Values of CFG.RSQSIZE. */
    public static final int RSQSIZE_128 = 0;
    public static final int RSQSIZE_256 = 1;
    public static final int RSQSIZE_512 = 2;

    /** Values of CFG.VPVCS. */
    public static final int VPVCS_0 = 0;
    public static final int VPVCS_1 = 1;
    public static final int VPVCS_2 = 2;
    public static final int VPVCS_8 = 3;

    /** Values of CFG.RXINT. */
    public static final int RXINT_NEVER = 0;
    public static final int RXINT_IMMEDIATE = 1;
    public static final int RXINT_10240_CLOCKS = 2;
    public static final int RXINT_20224_CLOCKS = 3;
    public static final int RXINT_29696_CLOCKS = 4;

    /** Values of GP.RM. */
    public static final int RM_PROCESS = 0;
    public static final int RM_PROCESS_AND_COPY = 1;
    public static final int RM_RAW = 3;

    public static final int TSQ_ENTRIES = 1024;
    /** SAR clocks in one count of TMR. */
    public static final int TMR_CLOCKS = 512;

    private SarRegisters()
    {
    }

    /** FBQP0..3. */
    public static Register fbqp(final int queue)
    {
        return FBQP[queue];
    }

    /** FBQS0..3. */
    public static Register fbqs(final int queue)
    {
        return FBQS[queue];
    }

    /** FBQWP0..3. */
    public static Register fbqwp(final int queue)
    {
        return FBQWP[queue];
    }

    /** Offset in BAR2 of the write window of a free buffer queue. */
    public static int fbqWindow(final int queue)
    {
        return FBQ_WINDOW_OFFSET + queue * FBQ_WINDOW_BYTES;
    }

    /** STAT.FRACn. */
    public static Field statFrac(final int queue)
    {
        return switch (queue)
        {
            case 0 -> STAT_FRAC0;
            case 1 -> STAT_FRAC1;
            case 2 -> STAT_FRAC2;
            default -> STAT_FRAC3;
        };
    }

    /** STAT.FBQnA. */
    public static Field statFbqa(final int queue)
    {
        return switch (queue)
        {
            case 0 -> STAT_FBQ0A;
            case 1 -> STAT_FBQ1A;
            case 2 -> STAT_FBQ2A;
            default -> STAT_FBQ3A;
        };
    }

    /** Connections by CFG.CNTBL: 512, 1024, 4096 or 16384. */
    public static int connections(final int cfg)
    {
        return 1 << connectionBits(cfg);
    }

    /** Bits of a connection index by CFG.CNTBL: 9, 10, 12 or 14. */
    public static int connectionBits(final int cfg)
    {
        return switch (CFG_CNTBL.get(cfg))
        {
            case CNTBL_1024 -> 10;
            case CNTBL_4096 -> 12;
            case CNTBL_16384 -> 14;
            default -> 9;
        };
    }

    /** VPI bits in a connection index by CFG.VPVCS: 0, 1, 2 or 8. */
    public static int vpiBits(final int cfg)
    {
        final int code = CFG_VPVCS.get(cfg);
        return code == VPVCS_8 ? 8 : code;
    }

    /** VCI bits in a connection index: 1..14. */
    public static int vciBits(final int cfg)
    {
        return connectionBits(cfg) - vpiBits(cfg);
    }

    /** Connection index of a cell. */
    public static int connectionIndex(final int cfg, final int vpi, final int vci)
    {
        final int vciBits = vciBits(cfg);
        return (vpi & (1 << vpiBits(cfg)) - 1) << vciBits | vci & (1 << vciBits) - 1;
    }

    /** The VPI (8 bits) and VCI (16 bits) bits of a cell that are not in its index, as they are compared with VPM. */
    public static int highBits(final int cfg, final int vpi, final int vci)
    {
        final int vciBits = vciBits(cfg);
        return (vpi >> vpiBits(cfg) << 16 - vciBits | vci >> vciBits) & VPM_MATCH.mask();
    }

    /** Entries of the receive status queue by CFG.RSQSIZE: 128, 256 or 512; the reserved code is taken as 512. */
    public static int rsqEntries(final int cfg)
    {
        return 128 << Math.min(RSQSIZE_512, CFG_RSQSIZE.get(cfg));
    }

    /** Cells in the transmit FIFO by CFG.TXFIFO: 9, 1, 2 or 4. */
    public static int txFifoCells(final int cfg)
    {
        final int code = CFG_TXFIFO.get(cfg);
        return code == 0 ? 9 : 1 << code - 1;
    }

    /** SAR clocks from the first end of PDU to STAT.EPDU by CFG.RXINT; -1: never. Reserved codes are taken as never. */
    public static int rxIntClocks(final int cfg)
    {
        return switch (CFG_RXINT.get(cfg))
        {
            case RXINT_IMMEDIATE -> 0;
            case RXINT_10240_CLOCKS -> 0x2800;
            case RXINT_20224_CLOCKS -> 0x4F00;
            case RXINT_29696_CLOCKS -> 0x7400;
            default -> -1;
        };
    }

    /** Words of the receive FIFO by RXFD.SIZE; reserved codes are taken as the largest. */
    public static int rxFifoWords(final int rxfd)
    {
        return 512 << Math.min(9, RXFD_SIZE.get(rxfd));
    }

    /** Words of each of the two dynamic schedule tables by ABRSTD.SIZE; reserved codes are taken as the largest. */
    public static int scheduleTableWords(final int abrstd)
    {
        return 512 << Math.min(5, ABRSTD_SIZE.get(abrstd));
    }

    /** Bits of CFG that say what interrupts, and when, and nothing else. */
    static final int CFG_INTERRUPTS = CFG_TXINT.mask() | CFG_TXUIE.mask() | CFG_TXSFI.mask() | CFG_TMOIE.mask() |
        CFG_PHYIE.mask() | CFG_FBIE.mask() | CFG_RQFIE.mask() | CFG_RXINT.mask() | CFG_RAWIE.mask();

    /** Bits of STAT that drive INTA# under a given CFG. */
    public static int interruptMask(final int cfg)
    {
        return enabled(CFG_TXINT, cfg, STAT_TSIF.mask()) |
            enabled(CFG_TXUIE, cfg, STAT_TXICP.mask()) |
            enabled(CFG_TXSFI, cfg, STAT_TSQF.mask()) |
            enabled(CFG_TMOIE, cfg, STAT_TMROF.mask()) |
            enabled(CFG_PHYIE, cfg, STAT_PHYI.mask()) |
            enabled(CFG_FBIE, cfg, STAT_FBQ0A.mask() | STAT_FBQ1A.mask() | STAT_FBQ2A.mask() | STAT_FBQ3A.mask()) |
            enabled(CFG_RQFIE, cfg, STAT_RSQF.mask() | STAT_RSQAF.mask()) |
            enabled(CFG_RXINT, cfg, STAT_EPDU.mask()) |
            enabled(CFG_RAWIE, cfg, STAT_RAWCF.mask());
    }

    private static int enabled(final Field enable, final int cfg, final int statBits)
    {
        return enable.isSet(cfg) ? statBits : 0;
    }

    private static Field word(final Register register, final Access access)
    {
        return register.field("DATA", 31, 0, access, "the word");
    }

    private static void add(final Register register, final Field... fields)
    {
        for (final Field field : fields)
        {
            register.field(field.name(), field.msb(), field.lsb(), field.access(), field.meaning());
        }
    }
}
