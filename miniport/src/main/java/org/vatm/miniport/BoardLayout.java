package org.vatm.miniport;

/**
 * What the driver puts where in the adapter's SRAM, for each size of SRAM. All numbers are words of 32 bits.
 * <pre>
 *                      32K        128K        512K
 *   connections        512       4,096      16,384
 *   TCT             0x0000     0x00000     0x00000     8 words a connection; this and RCT, FBQ: fixed by CFG.CNTBL
 *   RCT             0x1000     0x08000     0x20000     4 words a connection
 *   FBQ0..3         0x1800     0x0C000     0x30000     4 x 0x400
 *   rate tables     0x2800     0x0D000     0x31000     0x180 used
 *   SCD             0x2980     0x0E200     0x32200     12 words a connection
 *   TST             0x4800     0x1B000     0x64000     room for two; one is used, and edited in place
 *   schedule        0x6800     0x1D000     0x6C000     two wheels
 *   receive FIFO    0x7000     0x1E000     0x78000
 *   end             0x8000     0x20000     0x80000
 * </pre>
 * The connection index is the VCI alone (CFG.VPVCS = 0, VPI 0). Of VCI 0 to 31, which the standard reserves, only those
 * for signalling and ILMI are used.
 */
public enum BoardLayout
{
    /** 128 KB. */
    WORDS_32K(0x8000, 3, 512, 0x2800, 0x2980, 0x4800, 0x1000, 0x6800, 1, 0x7000, 3),
    /** 512 KB, the usual board. */
    WORDS_128K(0x20000, 1, 4096, 0xD000, 0xE200, 0x1B000, 0x1000, 0x1D000, 2, 0x1E000, 4),
    /** 2 MB. */
    WORDS_512K(0x80000, 2, 16384, 0x31000, 0x32200, 0x64000, 0x4000, 0x6C000, 5, 0x78000, 6);

    /** Of VCIs below only two are used. */
    public static final int FIRST_VCI = 32;
    /** Signalling, with VPI 0. */
    public static final int SIGNALLING_VCI = 5;
    /** Integrated local management, with VPI 0. */
    public static final int ILMI_VCI = 16;
    static final int TCT_WORDS = 8;
    static final int RCT_WORDS = 4;
    static final int SCD_WORDS = 12;

    private static final int SMALLEST_SCHEDULE_WORDS = 512;
    private static final int SMALLEST_FIFO_WORDS = 512;

    private final int sramWords;
    private final int connectionTableCode;
    private final int connections;
    private final int rateTable;
    private final int segmentationChannels;
    private final int transmitSchedule;
    private final int transmitScheduleWords;
    private final int dynamicSchedule;
    private final int dynamicScheduleCode;
    private final int receiveFifo;
    private final int receiveFifoCode;

    BoardLayout(
        final int sramWords,
        final int connectionTableCode,
        final int connections,
        final int rateTable,
        final int segmentationChannels,
        final int transmitSchedule,
        final int transmitScheduleWords,
        final int dynamicSchedule,
        final int dynamicScheduleCode,
        final int receiveFifo,
        final int receiveFifoCode)
    {
        this.sramWords = sramWords;
        this.connectionTableCode = connectionTableCode;
        this.connections = connections;
        this.rateTable = rateTable;
        this.segmentationChannels = segmentationChannels;
        this.transmitSchedule = transmitSchedule;
        this.transmitScheduleWords = transmitScheduleWords;
        this.dynamicSchedule = dynamicSchedule;
        this.dynamicScheduleCode = dynamicScheduleCode;
        this.receiveFifo = receiveFifo;
        this.receiveFifoCode = receiveFifoCode;
    }

    /**
     * @param sramWords size of the SRAM.
     * @return the layout for it, null if there is none.
     */
    static BoardLayout of(final int sramWords)
    {
        for (final BoardLayout layout : values())
        {
            if (layout.sramWords == sramWords)
            {
                return layout;
            }
        }
        return null;
    }

    /**
     * @return words of SRAM on the board.
     */
    public int sramWords()
    {
        return sramWords;
    }

    /**
     * @return connections in the chip's tables.
     */
    public int connections()
    {
        return connections;
    }

    /**
     * @param vci any number.
     * @return whether a VC may have it, with VPI 0.
     */
    public boolean isUsable(final int vci)
    {
        return vci >= FIRST_VCI && vci < connections || vci == SIGNALLING_VCI || vci == ILMI_VCI;
    }

    /**
     * @return VCs that can be active at once: 480, 4,064 or 16,352.
     */
    public int usableConnections()
    {
        return connections - FIRST_VCI;
    }

    /**
     * @return bits of VCI that the board tells apart.
     */
    public int vciBits()
    {
        return Integer.numberOfTrailingZeros(connections);
    }

    int connectionTableCode()
    {
        return connectionTableCode;
    }

    int transmitConnection(final int connection)
    {
        return connection * TCT_WORDS;
    }

    int receiveConnection(final int connection)
    {
        return connections * TCT_WORDS + connection * RCT_WORDS;
    }

    int rateTable()
    {
        return rateTable;
    }

    int segmentationChannel(final int ring)
    {
        return segmentationChannels + ring * SCD_WORDS;
    }

    int transmitSchedule()
    {
        return transmitSchedule;
    }

    /**
     * @return cell slots of the transmit schedule: one entry of the table is the jump back.
     */
    public int transmitSlots()
    {
        return transmitScheduleWords - 1;
    }

    /**
     * @param slots of the transmit schedule.
     * @return cells per second that they give, rounded down.
     */
    public int cellsPerSecond(final int slots)
    {
        return (int)(slots * 149_760_000L / (424L * transmitSlots()));
    }

    /**
     * @param cellsPerSecond a rate.
     * @return the most slots of the transmit schedule that give no more than it, 0 if even one is too many.
     */
    public int slotsAtMost(final int cellsPerSecond)
    {
        int count = (int)Math.min(transmitSlots(), (cellsPerSecond + 1L) * 424 * transmitSlots() / 149_760_000 + 1);
        while (count > 0 && cellsPerSecond(count) > cellsPerSecond)
        {
            count--;
        }
        return count;
    }

    int dynamicSchedule()
    {
        return dynamicSchedule;
    }

    int dynamicScheduleWords()
    {
        return 2 * SMALLEST_SCHEDULE_WORDS << dynamicScheduleCode;
    }

    int dynamicScheduleCode()
    {
        return dynamicScheduleCode;
    }

    int receiveFifo()
    {
        return receiveFifo;
    }

    int receiveFifoWords()
    {
        return SMALLEST_FIFO_WORDS << receiveFifoCode;
    }

    int receiveFifoCode()
    {
        return receiveFifoCode;
    }
}
