package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CMD_OPCODE;
import static org.vatm.idt77252.SarRegisters.TCMDQ_CONNECTION;
import static org.vatm.idt77252.SarRegisters.TCMDQ_OPCODE;
import static org.vatm.idt77252.SarRegisters.TCMDQ_VALUE;
import static org.vatm.register.Access.RW;

import org.vatm.register.Field;

/**
 * Words for CMD and TCMDQ: opcodes, operands and their encoding. SRAM addresses are word numbers.
 * <pre>
 *   31    28 27                                               0
 * +--------+-------------------------------------------------+
 * |   0    |                                                 |  no operation
 * |   2    |      | OPEN 19 | RCT ENTRY 18:2                 |  open or close connection
 * |   4    |   SRAM WORD 23:2                   | COUNT-1 1:0|  write SRAM from D0..D3
 * |   5    |   SRAM WORD 23:2                                |  read SRAM to D0
 * |   6    |                                    | QUEUE 1:0  |  append {D0, D1} and {D2, D3} to a free buffer queue
 * |  8, 9  |               | CS1 9 | CS0 8 | ADDRESS 7:0     |  read, write utility bus
 * +--------+-------------------------------------------------+
 * </pre>
 */
public final class SarCommand
{
    public static final int NO_OPERATION = 0x0;
    public static final int OPEN_CLOSE_CONNECTION = 0x2;
    public static final int WRITE_SRAM = 0x4;
    public static final int READ_SRAM = 0x5;
    public static final int WRITE_FREE_BUFFER_QUEUE = 0x6;
    public static final int READ_UTILITY = 0x8;
    public static final int WRITE_UTILITY = 0x9;

    public static final Field CONNECTION_OPEN = new Field("OPEN", 19, 19, RW, "1 opens, 0 closes");
    public static final Field CONNECTION_RCT_WORD = new Field("RCT", 18, 2, RW, "SRAM word of the RCT entry");
    public static final Field SRAM_WORD = new Field("WORD", 23, 2, RW, "SRAM word");
    public static final Field SRAM_COUNT = new Field("COUNT", 1, 0, RW, "number of words less one");
    public static final Field QUEUE = new Field("QUEUE", 1, 0, RW, "free buffer queue");
    public static final Field UTILITY_CS1 = new Field("CS1", 9, 9, RW, "second chip select of the utility bus");
    public static final Field UTILITY_CS0 = new Field("CS0", 8, 8, RW, "first chip select of the utility bus: the PHY");
    public static final Field UTILITY_ADDRESS = new Field("ADDRESS", 7, 0, RW, "utility bus address");

    /** Opcodes of TCMDQ. ULACR sets the allowed cell rate (a log index), UIER the initial or explicit rate. */
    public static final int TCMDQ_NONE = 0;
    public static final int TCMDQ_START = 1;
    public static final int TCMDQ_ULACR = 2;
    public static final int TCMDQ_START_ULACR = 3;
    public static final int TCMDQ_UIER = 4;
    public static final int TCMDQ_HALT = 5;

    private SarCommand()
    {
    }

    /** @param rctWord SRAM word of the connection's RCT entry. */
    public static int openConnection(final int rctWord)
    {
        return closeConnection(rctWord) | CONNECTION_OPEN.mask();
    }

    /** @param rctWord SRAM word of the connection's RCT entry. */
    public static int closeConnection(final int rctWord)
    {
        return CMD_OPCODE.of(OPEN_CLOSE_CONNECTION) | CONNECTION_RCT_WORD.of(rctWord);
    }

    /** @param count words from D0 on, 1..4. */
    public static int writeSram(final int word, final int count)
    {
        return CMD_OPCODE.of(WRITE_SRAM) | SRAM_WORD.of(word) | SRAM_COUNT.of(count - 1);
    }

    public static int readSram(final int word)
    {
        return CMD_OPCODE.of(READ_SRAM) | SRAM_WORD.of(word);
    }

    public static int writeFreeBufferQueue(final int queue)
    {
        return CMD_OPCODE.of(WRITE_FREE_BUFFER_QUEUE) | QUEUE.of(queue);
    }

    /** Reads a PHY register to D0[7:0]. */
    public static int readUtility(final int address)
    {
        return CMD_OPCODE.of(READ_UTILITY) | UTILITY_CS0.mask() | UTILITY_ADDRESS.of(address);
    }

    /** Writes D0[7:0] to a PHY register. */
    public static int writeUtility(final int address)
    {
        return CMD_OPCODE.of(WRITE_UTILITY) | UTILITY_CS0.mask() | UTILITY_ADDRESS.of(address);
    }

    /** A word for TCMDQ. */
    public static int transmitCommand(final int opcode, final int value, final int connection)
    {
        return TCMDQ_OPCODE.of(opcode) | TCMDQ_VALUE.of(value) | TCMDQ_CONNECTION.of(connection);
    }
}
