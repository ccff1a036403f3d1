package org.vatm.idt77252;

import static org.vatm.register.Access.RW;

import org.vatm.register.Field;

/**
 * Transmit connection table entry: 8 words of SRAM. Fields are named by their word; some words differ by type.
 * <pre>
 *      31 30 29        24 23         16 15 14 13          8 7            0
 *    +------+------------+-------------+--------------------+-------------+
 * w0 | TYPE |               -          |       SCD 18:0                   |
 * w1 |  CRM |                                                             |
 * w2 |   -  |       ACRI 29:16         | - TSIF             |             |
 * w3 | H  I |   HALT 31, IDLE 30                                          |
 * w4 |  MAXIDLE or LMCR  |                                  |    LACR     |
 * w5 |  TOKENS or  CDF 25:20  |  RDF 19:14  |  AIR 13:8     |   INIT_ER   |
 * w6 |     -    | MBS 23:16            |        TOKENRATE 15:0            |
 * w7 |  UBR 31                                                            |
 *    +------+------------+-------------+--------------------+-------------+
 * </pre>
 */
public final class TctEntry
{
    public static final int WORDS = 8;

    public static final Field W0_TYPE = new Field("TYPE", 31, 30, RW, "0 CBR or UBR, 1 VBR, 2 ABR");
    public static final Field W0_SCD = new Field("SCD", 18, 0, RW,
        "SRAM word of the segmentation channel descriptor, 0: none");
    public static final Field W1_CRM = new Field("CRM", 31, 29, RW, "ABR: missing RM cell count, exponent");
    public static final Field W2_ACRI = new Field("ACRI", 29, 16, RW, "ABR: current interval, float");
    public static final Field W2_TSIF = new Field("TSIF", 14, 14, RW, "IDLE entries request an interrupt");
    public static final Field W3_HALT = new Field("HALT", 31, 31, RW, "connection is halted");
    public static final Field W3_IDLE = new Field("IDLE", 30, 30, RW, "connection is idle");
    public static final Field W4_MAX_IDLE = new Field("MAXIDLE", 31, 24, RW,
        "empty opportunities before IDLE, 0: never");
    public static final Field W4_LMCR = new Field("LMCR", 31, 24, RW, "ABR: log of the minimum cell rate");
    public static final Field W4_LACR = new Field("LACR", 7, 0, RW, "log of the allowed cell rate; kept by the chip");
    public static final Field W5_TOKENS = new Field("TOKENS", 31, 24, RW, "VBR: whole tokens");
    public static final Field W5_CDF = new Field("CDF", 25, 20, RW, "ABR: rate table page");
    public static final Field W5_RDF = new Field("RDF", 19, 14, RW, "ABR: rate table page");
    public static final Field W5_AIR = new Field("AIR", 13, 8, RW, "ABR: rate table page");
    public static final Field W5_INIT_ER = new Field("INIT_ER", 7, 0, RW, "log of the initial or explicit rate");
    public static final Field W6_MBS = new Field("MBS", 23, 16, RW, "VBR: maximum burst size, the cap of the tokens");
    public static final Field W6_TOKEN_RATE = new Field("TOKENRATE", 15, 0, RW, "VBR: SCR/PCR in 1/65536");
    public static final Field W7_UBR = new Field("UBR", 31, 31, RW, "UBR where TYPE is 0");

    /** Values of {@link #W0_TYPE}. */
    public static final int TYPE_CBR_UBR = 0;
    public static final int TYPE_VBR = 1;
    public static final int TYPE_ABR = 2;

    private TctEntry()
    {
    }

    /** TYPE and UBR say that the connection sends only in slots of the TST that name it. */
    public static boolean isCbr(final int w0, final int w7)
    {
        return W0_TYPE.get(w0) == TYPE_CBR_UBR && !W7_UBR.isSet(w7);
    }

    public static boolean isUbr(final int w0, final int w7)
    {
        return W0_TYPE.get(w0) == TYPE_CBR_UBR && W7_UBR.isSet(w7);
    }
}
