package org.vatm.idt77252;

import static org.vatm.register.Access.RW;

import org.vatm.register.Field;

/**
 * Receive connection table entry: 4 words of SRAM.
 * <pre>
 *     31 29 28 26 25 24  23  22 21  20   19  18 16 15  14  13 12 11   10  9   8    0
 *    +-----+-----+--+---+-----+---+-----+----+----+---+----+--+--+----+---+---+-------+
 * w0 | IL  | IC  |- |LCD|CI_VC|FBP|NZGFC|OPEN|AAL |RCI|RXCA|BA|NF|EFCI|CLP|CRC|CELLCNT|
 * w1 |                        handle of the current buffer                            |
 * w2 |                      bus address of the current buffer                         |
 * w3 |               running AAL5 CRC-32, 0xFFFFFFFF between PDUs                     |
 *    +-----+-----+--+---+-----+---+-----+----+----+---+----+--+--+----+---+---+-------+
 * </pre>
 * BA: a buffer is attached; NF: it is not the first of its PDU.
 */
public final class RctEntry
{
    public static final int WORDS = 4;
    public static final int CRC_BETWEEN_PDUS = 0xFFFF_FFFF;

    public static final Field W0_IL = new Field("IL", 31, 29, RW, "inactivity limit");
    public static final Field W0_IC = new Field("IC", 28, 26, RW, "inactivity count");
    public static final Field W0_LCD = new Field("LCD", 24, 24, RW, "last cell data, not used");
    public static final Field W0_CI_VC = new Field("CI_VC", 23, 23, RW, "EFCI of the previous cell");
    public static final Field W0_FBP = new Field("FBP", 22, 21, RW,
        "0: first buffer from FBQ0, others FBQ1; 1..3: that FBQ");
    public static final Field W0_NZGFC = new Field("NZGFC", 20, 20, RW, "non-zero GFC seen");
    public static final Field W0_OPEN = new Field("OPEN", 19, 19, RW, "connection is open");
    public static final Field W0_AAL = new Field("AAL", 18, 16, RW,
        "0 AAL0, 1 AAL3/4, 2 AAL5, 3 raw cell queue, 4 OAM");
    public static final Field W0_RCI = new Field("RCI", 15, 15, RW, "raw cells request an interrupt");
    public static final Field W0_RXCA = new Field("RXCA", 14, 14, RW, "every cell to the start of the buffer");
    public static final Field W0_ATTACHED = new Field("ATTACHED", 13, 13, RW, "a buffer is attached");
    public static final Field W0_NOT_FIRST = new Field("NOTFIRST", 12, 12, RW,
        "the buffer is not the first of its PDU");
    public static final Field W0_EFCI = new Field("EFCI", 11, 11, RW, "EFCI seen in this buffer");
    public static final Field W0_CLP = new Field("CLP", 10, 10, RW, "CLP seen in this buffer");
    public static final Field W0_CRC = new Field("CRC", 9, 9, RW, "error seen");
    public static final Field W0_CELL_COUNT = new Field("CELLCNT", 8, 0, RW, "cells in the buffer");

    /** Values of {@link #W0_AAL}. */
    public static final int AAL_0 = 0;
    public static final int AAL_34 = 1;
    public static final int AAL_5 = 2;
    public static final int AAL_RAW = 3;
    public static final int AAL_OAM = 4;

    /** What opening and closing clear in w0: the state of the buffer in progress. */
    public static final int W0_REASSEMBLY_STATE = W0_ATTACHED.mask() | W0_NOT_FIRST.mask() |
        W0_EFCI.mask() | W0_CLP.mask() | W0_CRC.mask() | W0_CELL_COUNT.mask();

    private RctEntry()
    {
    }
}
