package org.vatm.miniport;

import org.vatm.idt77252.TstEntry;

/**
 * The transmit schedule table: which cell slots belong to which CBR connection.
 * <p>
 * One table, edited in place while the chip walks over it: the chip reads each entry afresh in its slot, so a
 * connection's slots come and go one by one and those of all others stay where they are. A second table, as other
 * drivers keep, would only make the change of one connection take effect in one slot, at the price of rewriting
 * everything for each change.
 * <pre>
 *   base                                                          base + slots
 *   +-----+-----+-----+-----+-----+-- ... --+-----+-----+-----+------+
 *   | VAR | c 7 | VAR | VAR | c 9 |         | c 7 | VAR | c 9 | jump |
 *   +-----+-----+-----+-----+-----+-- ... --+-----+-----+-----+------+
 * </pre>
 */
final class ScheduleTable
{
    private static final short FREE = 0; // connection 0 is never CBR

    private final AdapterHardware hardware;
    private final BoardLayout layout;
    private final int slots;
    private final short[] owners;
    private final short[] before;
    private int freeSlots;

    ScheduleTable(final AdapterHardware hardware, final BoardLayout layout)
    {
        this.hardware = hardware;
        this.layout = layout;
        slots = layout.transmitSlots();
        owners = new short[slots];
        before = new short[slots];
        freeSlots = slots;
    }

    /** Writes the whole table: after a reset of the chip, or for the first time. */
    void program()
    {
        final int base = layout.transmitSchedule();
        for (int i = 0; i < slots; i += 4)
        {
            hardware.writeSram(base + i, entry(i), entry(i + 1), entry(i + 2), entry(i + 3));
        }
    }

    int freeSlots()
    {
        return freeSlots;
    }

    /** Cells per second that so many slots give, rounded down. */
    int cellsPerSecond(final int slotCount)
    {
        return layout.cellsPerSecond(slotCount);
    }

    /** The most slots that give no more than a rate, 0 if even one is too many. */
    int slotsAtMost(final int cellsPerSecond)
    {
        return layout.slotsAtMost(cellsPerSecond);
    }

    /** The least slots that give no less than a rate. Above the link rate there are none: the answer is too many. */
    int slotsAtLeast(final int cellsPerSecond)
    {
        final int atMost = slotsAtMost(cellsPerSecond);
        return cellsPerSecond(atMost) == cellsPerSecond ? atMost : atMost + 1;
    }

    /**
     * Gives a connection its slots, in place of those that it has; spread as evenly as the others leave it.
     *
     * @return false, with nothing changed, if there are not so many.
     */
    boolean assign(final int connection, final int slotCount, final int held)
    {
        if (slotCount > freeSlots + held)
        {
            return false;
        }
        System.arraycopy(owners, 0, before, 0, slots);
        release(connection);
        place(connection, slotCount);
        freeSlots -= slotCount;
        writeChanges(connection);
        return true;
    }

    /** Takes all slots of a connection away. */
    void remove(final int connection)
    {
        System.arraycopy(owners, 0, before, 0, slots);
        release(connection);
        writeChanges(connection);
    }

    private void release(final int connection)
    {
        for (int i = 0; i < slots; i++)
        {
            if (owners[i] == connection)
            {
                owners[i] = FREE;
                freeSlots++;
            }
        }
    }

    private void place(final int connection, final int slotCount)
    {
        if (slotCount == 0)
        {
            return;
        }
        int first = 0;
        while (owners[first] != FREE)
        {
            first++;
        }
        for (int k = 0; k < slotCount; k++)
        {
            owners[nearestFree((first + (int)((long)k * slots / slotCount)) % slots)] = (short)connection;
        }
    }

    private int nearestFree(final int ideal)
    {
        for (int distance = 0;; distance++)
        {
            final int after = (ideal + distance) % slots;
            if (owners[after] == FREE)
            {
                return after;
            }
            final int earlier = (ideal - distance + slots) % slots;
            if (owners[earlier] == FREE)
            {
                return earlier;
            }
        }
    }

    /** New slots first: while both are written the connection has too many rather than too few. */
    private void writeChanges(final int connection)
    {
        for (int i = 0; i < slots; i++)
        {
            if (owners[i] == connection && before[i] != connection)
            {
                hardware.writeSram(layout.transmitSchedule() + i, entry(i));
            }
        }
        for (int i = 0; i < slots; i++)
        {
            if (owners[i] == FREE && before[i] == connection)
            {
                hardware.writeSram(layout.transmitSchedule() + i, entry(i));
            }
        }
    }

    private int entry(final int slot)
    {
        return slot == slots ? TstEntry.jump(layout.transmitSchedule()) :
            owners[slot] == FREE ? TstEntry.VARIABLE : TstEntry.cbr(owners[slot]);
    }
}
