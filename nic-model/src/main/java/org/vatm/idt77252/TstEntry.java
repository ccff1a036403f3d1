package org.vatm.idt77252;

import static org.vatm.register.Access.RW;

import org.vatm.register.Field;

/**
 * Transmit schedule table entry: one word of SRAM, one cell slot of the link.
 * <pre>
 *    31  30 29 28       24 23                          2 1 0
 *   +---+-----+-----------+-----------------------------+---+
 *   | - | OP  |     -     |  JUMP: SRAM word            | - |
 *   |   |     |           |     CONNECTION 13:0             |
 *   +---+-----+-----------+-----------------------------+---+
 * </pre>
 */
public final class TstEntry
{
    public static final Field OPCODE = new Field("OPCODE", 30, 29, RW, "0 null, 1 CBR, 2 variable, 3 jump");
    public static final Field CONNECTION = new Field("CONNECTION", 13, 0, RW, "CBR: connection whose cell is sent");
    public static final Field JUMP_WORD = new Field("JUMP", 23, 2, RW, "jump: SRAM word of the next entry");

    /** Values of {@link #OPCODE}. */
    public static final int OPCODE_NULL = 0;
    public static final int OPCODE_CBR = 1;
    public static final int OPCODE_VARIABLE = 2;
    public static final int OPCODE_JUMP = 3;

    /** Send a null cell. */
    public static final int NULL = 0;
    /** Send what the dynamic scheduler has. */
    public static final int VARIABLE = OPCODE.of(OPCODE_VARIABLE);

    private TstEntry()
    {
    }

    /** Send a cell of that connection. */
    public static int cbr(final int connection)
    {
        return OPCODE.of(OPCODE_CBR) | CONNECTION.of(connection);
    }

    /** Go on at that SRAM word. */
    public static int jump(final int word)
    {
        return OPCODE.of(OPCODE_JUMP) | JUMP_WORD.of(word);
    }
}
