package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.NOW_ADDRESS;

/**
 * The transmit schedule table (TST) in SRAM and where its walker stands: the slot that comes next, and the word of its entry.
 * <pre>
 *   word --> entry, entry, ... JUMP --+      one entry a slot; jumps take none
 *     ^                               |
 *     +-------------------------------+
 * </pre>
 */
final class ScheduleTable
{
    static final int MAX_JUMPS = 4;

    private static final int WORD_MASK = NOW_ADDRESS.mask() >> 2;
    /** Slots from which on a walk looks for its period. */
    private static final int LONG_WALK = 1 << 17;

    private final Sram sram;
    private long slot;
    /** Not reduced. */
    private int word;
    /** Where the last call of {@link #jumps} ended. */
    private int landed;

    ScheduleTable(final Sram sram)
    {
        this.sram = sram;
    }

    void reset()
    {
        slot = 0;
        word = 0;
    }

    void jumpTo(final int newWord)
    {
        word = newWord;
    }

    /** The slot that comes next. */
    long slot()
    {
        return slot;
    }

    /** SRAM word of its entry, not reduced. */
    int word()
    {
        return word;
    }

    /** Word of the entry that the last call of {@link #jumps} has come to. */
    int landed()
    {
        return landed;
    }

    /** Word behind that entry. */
    int behind()
    {
        return landed + 1 & WORD_MASK;
    }

    /** Follows the jumps from a TST word; the number of jumps, {@value #MAX_JUMPS} + 1 if there are too many. */
    int jumps(final int from)
    {
        int at = from;
        for (int count = 0; count <= MAX_JUMPS; count++)
        {
            final int entry = sram.read(at);
            if (TstEntry.OPCODE.get(entry) != TstEntry.OPCODE_JUMP)
            {
                landed = at;
                return count;
            }
            at = TstEntry.JUMP_WORD.get(entry);
        }
        landed = from;
        return MAX_JUMPS + 1;
    }

    static int stepCost(final int jumps)
    {
        return Timing.TST_STEP + Math.min(jumps, MAX_JUMPS) * Timing.TST_JUMP;
    }

    /** SAR clocks until a slot whose entry is at a TST word is decided, if it brings no cell of a CBR connection. */
    int cost(final int at)
    {
        final int jumps = jumps(at);
        final boolean isNull =
            jumps > MAX_JUMPS || TstEntry.OPCODE.get(sram.read(landed)) == TstEntry.OPCODE_NULL;
        return stepCost(jumps) + (isNull ? 0 : Timing.SCHEDULE_VARIABLE);
    }

    /** Goes on to the next slot. */
    void step()
    {
        jumps(word);
        word = behind();
        slot++;
    }

    /** Goes on by many slots. */
    void walk(final long count)
    {
        long left = count;
        if (left > LONG_WALK)
        {
            // By now the walker is in the table's loop, however it came there.
            for (int i = 0; i < LONG_WALK / 2; i++)
            {
                step();
            }
            left -= LONG_WALK / 2;
            final int start = word;
            final long startSlot = slot;
            do
            {
                step();
                left--;
            }
            while (word != start && left > 0);
            final long period = slot - startSlot;
            slot += left / period * period;
            left %= period;
        }
        while (left-- > 0)
        {
            step();
        }
    }
}
