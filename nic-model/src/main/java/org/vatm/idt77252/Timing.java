package org.vatm.idt77252;

/**
 * Every cycle count of the chip. Each is in docs/timing.md with its source; where there is none it is our choice, and the anchor says
 * where the choice is explained. Counts are SAR clocks unless the name says otherwise. What a PCI transfer costs is the bus's,
 * {@link org.vatm.pci.PciTiming}.
 */
final class Timing
{
    /** Core clock of 155 Mb/s boards, from the RXINT delays; docs/timing.md#clocks. */
    static final long SAR_HZ = 40_000_000;
    /** Core clock of 25.6 Mb/s boards, inferred from the timer; docs/timing.md#clocks. */
    static final long SAR_HZ_25M = 25_000_000;
    /** UTOPIA runs at half the core clock; docs/timing.md#clocks. */
    static final int SAR_CLOCKS_PER_UTOPIA_CLOCK = 2;

    /** Fixed part of an SRAM write command; docs/timing.md#command-unit. */
    static final int COMMAND_WRITE_SRAM = 6;
    /** For each word of an SRAM write command; docs/timing.md#command-unit. */
    static final int COMMAND_WRITE_SRAM_WORD = 1;
    static final int COMMAND_READ_SRAM = 8;
    /** Six and the four words of two entries; docs/timing.md#command-unit. */
    static final int COMMAND_WRITE_FBQ = 10;
    /** Reads and writes w0 and w3 of the RCT entry; docs/timing.md#command-unit. */
    static final int COMMAND_OPEN_CLOSE = 10;
    /** 500 ns: access time of the S/UNI and synchronisation; docs/timing.md#utility-bus. */
    static final int COMMAND_UTILITY = 20;
    /** 6 us, as measured on a NICStAR: the slow setting; docs/timing.md#utility-bus. */
    static final int COMMAND_UTILITY_SLOW = 240;

    /** A write to a free buffer queue window is posted; the window takes the next one so much later; docs/timing.md#sram. */
    static final int FBQ_WINDOW_WRITE = 3;

    /** One entry of the transmit command queue; docs/timing.md#transmit-commands. */
    static final int TCMDQ_ENTRY = 8;
    /** Entries that the transmit command queue holds before a write is retried; docs/timing.md#transmit-commands. */
    static final int TCMDQ_DEPTH = 16;

    /** Reading a TST entry; docs/timing.md#tst. */
    static final int TST_STEP = 2;
    /** For each jump followed; docs/timing.md#tst. */
    static final int TST_JUMP = 2;
    /** Choosing the connection of a CBR entry; docs/timing.md#scheduling. */
    static final int SCHEDULE_CBR = 6;
    /** Choosing the connection of a variable entry; docs/timing.md#scheduling. */
    static final int SCHEDULE_VARIABLE = 12;
    /** Choosing a VBR or ABR connection, with its rate table look-ups; docs/timing.md#scheduling. */
    static final int SCHEDULE_VBR_ABR = 20;
    /** Header of a cell; payload at PCI speed, CRC in passing; docs/timing.md#cell-build. */
    static final int CELL_HEADER = 1;

    /** UTOPIA clocks of a cell, either way: 53 octets and the handshake; docs/timing.md#utopia. */
    static final int UTOPIA_CELL_UTOPIA_CLOCKS = 54;

    /** Reading a cell, header and 12 words, from the receive FIFO; docs/timing.md#receive-cell. */
    static final int RX_FIFO_READ = 13;
    /** Reading the RCT entry; docs/timing.md#receive-cell. */
    static final int RCT_READ = 4;
    /** Writing the RCT entry back; docs/timing.md#receive-cell. */
    static final int RCT_WRITE_BACK = 4;
    /** All of a received cell but its DMA; docs/timing.md#receive-cell. */
    static final int RECEIVE_CELL = RX_FIFO_READ + RCT_READ + RCT_WRITE_BACK;
    /** Taking an entry from a free buffer queue; docs/timing.md#fbq. */
    static final int FBQ_POP = 2;
    /** Turning an RM cell round; docs/timing.md#rm-cells. */
    static final int RM_CELL = 20;
    /** A cell slot, in which the inactivity scan makes one step; docs/timing.md#inactivity. */
    static final int INACTIVITY_SLOT = 113;
    /** One step of the inactivity scan; docs/timing.md#inactivity. */
    static final int INACTIVITY_STEP = 4;

    /** PCI clocks from a STAT bit to INTA#; docs/timing.md#interrupts. */
    static final int INTERRUPT_PCI_CLOCKS = 2;
    /** From the PHY's interrupt pin to STAT.PHYI; docs/timing.md#interrupts. */
    static final int PHY_PIN = 2;
    /** After CFG = 0 nothing is written to host memory later than this, ps; docs/timing.md#reset. */
    static final long DMA_STOP_PS = 1_000_000;

    /** One count of TMR; docs/timing.md#timer. */
    static final int TIMER_COUNT = 512;
    /** Bits of TMR; docs/timing.md#timer. */
    static final int TIMER_BITS = 24;

    private Timing()
    {
    }
}
