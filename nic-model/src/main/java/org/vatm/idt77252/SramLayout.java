package org.vatm.idt77252;

/**
 * Where the fixed tables lie in SRAM: their bases follow from the number of connections N (CFG.CNTBL), no register sets
 * them. All numbers are words. A word of SRAM shows at every address that is the same modulo the size of the SRAM.
 * <pre>
 *   0          8N        12N       +0x400    +0x800    +0xC00    +0x1000
 *   +----------+---------+---------+---------+---------+---------+------------------------------------
 *   | TCT, 8   | RCT, 4  | FBQ0    | FBQ1    | FBQ2    | FBQ3    | driver's: SCDs, TST, schedule tables,
 *   | words    | words   | 512 x 2 |         |         |         | rate tables, receive FIFO
 *   +----------+---------+---------+---------+---------+---------+------------------------------------
 * </pre>
 */
public final class SramLayout
{
    public static final int FBQ_ENTRIES = 512;
    public static final int FBQ_ENTRY_WORDS = 2;
    public static final int FBQ_WORDS = FBQ_ENTRIES * FBQ_ENTRY_WORDS;
    /** The queues' pointers count words modulo this, twice the ring, which tells full from empty. */
    public static final int FBQ_POINTER_MODULUS = 2 * FBQ_WORDS;
    /** A cell in the receive FIFO: header word and 12 payload words. */
    public static final int RX_FIFO_CELL_WORDS = 13;

    private SramLayout()
    {
    }

    public static int tctEntry(final int connection)
    {
        return connection * TctEntry.WORDS;
    }

    public static int rct(final int connections)
    {
        return connections * TctEntry.WORDS;
    }

    public static int rctEntry(final int connections, final int connection)
    {
        return rct(connections) + connection * RctEntry.WORDS;
    }

    /** First word of a free buffer queue's ring. */
    public static int fbq(final int connections, final int queue)
    {
        return connections * (TctEntry.WORDS + RctEntry.WORDS) + queue * FBQ_WORDS;
    }

    /** First word after the fixed part. */
    public static int fixedEnd(final int connections)
    {
        return fbq(connections, SarRegisters.FBQ_COUNT);
    }

    /** Cells in a receive FIFO of so many words. */
    public static int rxFifoCells(final int words)
    {
        return words / RX_FIFO_CELL_WORDS;
    }
}
