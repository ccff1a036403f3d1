package org.vatm.idt77252;

import org.vatm.register.GuestError;

/** Mistakes of a driver, and what the chip makes of them. The address given with a report is named in brackets. */
public enum SarGuestError implements GuestError
{
    WRITE_DURING_RESET("register written while CFG.SWRST is 1 [register]", "ignored"),
    RESERVED_CODE("reserved code in a register field [register]", "taken as the nearest code that is defined"),
    UNKNOWN_COMMAND("unknown opcode in CMD [CMD]", "ignored"),
    UTILITY_NOT_SELECTED("utility bus access without chip select of a PHY [CMD]", "reads 0, write ignored"),
    CONNECTION_OUTSIDE_RCT("open, close or IRCP names no RCT entry [SRAM word or connection]", "ignored"),
    UNKNOWN_TRANSMIT_COMMAND("unknown opcode in TCMDQ [TCMDQ]", "ignored"),
    CONNECTION_OUTSIDE_TCT("TCMDQ names a connection beyond CFG.CNTBL [connection]", "ignored"),
    START_WITHOUT_SCD("TCMDQ starts a connection whose TCT entry has no SCD [connection]", "ignored"),

    TST_JUMP_LOOP("more than four jumps in a row in the transmit schedule table [SRAM word]", "null cell in this slot"),
    TST_CONNECTION("transmit schedule table names a connection beyond CFG.CNTBL [SRAM word]", "null cell in this slot"),
    RATE_INTERVAL_ZERO("log-to-rate word with interval 0 [SRAM word]", "taken as one cell slot"),

    TBD_LENGTH_ZERO("transmit buffer descriptor with length 0 [bus address]", "descriptor skipped"),
    TBD_AAL_RESERVED("transmit buffer descriptor with AAL code 3 [bus address]", "sent as AAL0"),
    PDU_OVERRUN("transmit buffers hold more than PDU_LENGTH [bus address]", "rest dropped, PDU ended, STAT.TXICP set"),
    PDU_LENGTH_MISMATCH("PDU_LENGTH 0 does not fit the transmit buffers [bus address]", "PDU sent as 65536 bytes"),
    PDU_CHANGED("AAL or header changes within a PDU [bus address]", "first descriptor's values used"),
    PDU_INCOMPLETE("queue empty in the middle of a PDU [connection]",
        "STAT.TXICP set, PDU goes on with the next buffer"),
    TSQ_FULL("transmit status queue not emptied [bus address]", "segmentation waits, STAT.TSQF set"),

    FBQ_FULL("buffer given to a full free buffer queue [queue]", "buffer ignored"),
    FBQ_POINTERS("FBQP or FBQWP written so that a queue has more than 512 entries [queue]", "queue taken as empty"),
    FBQ_SIZE_ZERO("buffer taken from a free buffer queue of buffer size 0 [queue]", "cell dropped, CDC.NFB set"),
    NO_FREE_BUFFER("free buffer queue empty when a cell needs a buffer [queue]", "cell dropped, CDC.NFB set"),
    BUFFER_MISALIGNED("receive buffer not on a word boundary [bus address]", "lower two bits ignored"),
    RAW_BUFFER_TOO_SMALL("FBQS1 gives buffers without room for a raw cell and a link [queue]",
        "cell dropped, CDC.NFB set"),
    RCT_AAL_RESERVED("cell for an RCT entry with AAL code 5 to 7 [connection]", "cell dropped, CDC.CTE set"),
    RSQ_FULL("receive status queue not emptied [bus address]", "reception waits, STAT.RSQF set"),
    RX_FIFO_FULL("receive FIFO full [cells]", "cell dropped, CDC.RXFIFO set"),

    DMA_OUTSIDE_MEMORY("bus address outside host memory [bus address]", "master abort, data read as ones, write lost"),
    DMA_NOT_MASTER("transfer needed while bus mastering is off [bus address]", "as a master abort");

    private final String meaning;
    private final String answer;

    SarGuestError(final String meaning, final String answer)
    {
        this.meaning = meaning;
        this.answer = answer;
    }

    @Override
    public String meaning()
    {
        return meaning;
    }

    @Override
    public String answer()
    {
        return answer;
    }
}
