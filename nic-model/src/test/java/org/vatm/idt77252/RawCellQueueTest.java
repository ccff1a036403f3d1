package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.ReceiveRig.connection;
import static org.vatm.idt77252.ReceiveRig.pattern;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;

/** The raw cell queue as drivers walk it. */
class RawCellQueueTest
{
    private static final int RAW_WITH_INTERRUPT = 0x000B_8000;
    private static final int RAW = 0x000B_0000;
    private static final int VCI = 3;
    private static final int HEADER = CellHeader.of(0, VCI, 0, 0);
    /** 42 cells of 48 bytes are 31 slots of 64: 30 cells and a link. */
    private static final int CELLS_IN_BUFFER = 30;

    private final ReceiveRig rig = new ReceiveRig();

    @AfterEach
    void close()
    {
        rig.close();
    }

    private int tail()
    {
        return rig.read(SarRegisters.RAWCT);
    }

    private void send(final int count)
    {
        for (int i = 0; i < count; i++)
        {
            rig.cell(HEADER, pattern(48));
        }
        rig.run();
    }

    private boolean flag()
    {
        return (rig.stat() & SarRegisters.STAT_RAWCF.mask()) != 0;
    }

    /**
     * One raw cell: 3225 ns as in ReassemblyTest, REQ# at PCI edge 108, address phase at 110.
     * <pre>
     *   cell      110: address, DEVSEL, 16 data        edge 128
     *   RAWHND    130: address, DEVSEL, 2 data         edge 134 = 4020 ns, RAWCT, STAT.RAWCF
     * </pre>
     */
    @Test
    void shouldWriteACellInTheseClocks()
    {
        final int handle = rig.start().giveBuffer(1);
        rig.openBySram(connection(0, VCI), RAW_WITH_INTERRUPT);
        final int base = (int)rig.bufferAddress(handle);
        assertEquals(base, tail());
        rig.cell(HEADER, pattern(48));

        rig.events.runUntil(4_019_999);
        assertEquals(base, tail());
        assertFalse(flag());
        rig.events.runUntil(4_020_000);

        assertTrue(flag());
        assertEquals(base + 64, tail());
        assertEquals(List.of("110+18 64 bytes", "130+4 8 bytes"), rig.transactions);
        assertEquals(base, rig.hostWord(rig.handleBlock));
        assertEquals(handle, rig.hostWord(rig.handleBlock + 4));
        assertEquals(HEADER, rig.hostWord(base));
        assertEquals(0, rig.hostWord(base + 4));
        assertArrayEquals(pattern(48), rig.bytes(base + 16, 48));
    }

    @Test
    void shouldTakeTheFirstBufferAsSoonAsReceptionIsOn()
    {
        final int first = rig.giveBuffer(1);
        rig.giveBuffers(1, 3);
        assertEquals(4, rig.receive.freeBuffers().entries(1));
        assertEquals(0, tail());
        assertEquals(0, rig.hostWord(rig.handleBlock));

        rig.start();

        assertEquals(3, rig.receive.freeBuffers().entries(1));
        assertEquals((int)rig.bufferAddress(first), tail());
        assertEquals(0, rig.hostWord(rig.handleBlock));
        // It stays when reception goes off and on, and is gone after a reset.
        rig.write(SarRegisters.CFG, 0);
        rig.start();
        assertEquals(3, rig.receive.freeBuffers().entries(1));
        rig.softwareReset();
        assertEquals(0, tail());
    }

    @Test
    void shouldLinkBuffersBeforeTheLastCellIsReported()
    {
        rig.start();
        final int first = rig.giveBuffer(1);
        final int second = rig.giveBuffer(1);
        final int third = rig.giveBuffer(1);
        rig.openBySram(connection(0, VCI), RAW_WITH_INTERRUPT);
        final int base = (int)rig.bufferAddress(first);

        send(CELLS_IN_BUFFER - 1);
        assertEquals(base + 64 * (CELLS_IN_BUFFER - 1), tail());
        assertEquals(0, rig.hostWord(base + 64 * CELLS_IN_BUFFER));
        rig.transactions.clear();
        send(1);

        assertEquals(List.of("64", "8", "8"), rig.transactions.stream().map(t -> t.split(" ")[1]).toList());
        assertEquals((int)rig.bufferAddress(second), rig.hostWord(base + 64 * CELLS_IN_BUFFER));
        assertEquals(second, rig.hostWord(base + 64 * CELLS_IN_BUFFER + 4));
        assertEquals((int)rig.bufferAddress(second), tail());
        assertEquals(base + 64 * (CELLS_IN_BUFFER - 1), rig.hostWord(rig.handleBlock));
        assertEquals(first, rig.hostWord(rig.handleBlock + 4));

        // A walk by links reaches the tail after exactly as many cells as were sent.
        send(CELLS_IN_BUFFER + 5);
        int at = base;
        int slot = 0;
        int cells = 0;
        while (at + 64 * slot != tail())
        {
            assertEquals(HEADER, rig.hostWord(at + 64 * slot));
            assertArrayEquals(pattern(48), rig.bytes(at + 64 * slot + 16, 48));
            cells++;
            if (++slot == CELLS_IN_BUFFER)
            {
                at = rig.hostWord(at + 64 * slot);
                slot = 0;
            }
        }
        assertEquals(2 * CELLS_IN_BUFFER + 5, cells);
        assertEquals((int)rig.bufferAddress(third), at);
        assertEquals(0, rig.errors.total());
    }

    @Test
    void shouldDropTheCellThatNeedsALinkAndGoOnWhenThereIsABuffer()
    {
        rig.start();
        final int base = (int)rig.bufferAddress(rig.giveBuffer(1));
        rig.openBySram(connection(0, VCI), RAW_WITH_INTERRUPT);
        send(CELLS_IN_BUFFER + 2);

        assertEquals(SarRegisters.CDC_NFB.mask() | 3, rig.read(SarRegisters.CDC));
        assertEquals(base + 64 * (CELLS_IN_BUFFER - 1), tail());
        assertEquals(0, rig.hostWord(base + 64 * (CELLS_IN_BUFFER - 1)));

        final int next = rig.giveBuffer(1);
        assertEquals(1, rig.receive.freeBuffers().entries(1));
        send(1);
        assertEquals((int)rig.bufferAddress(next), tail());
        assertEquals(HEADER, rig.hostWord(base + 64 * (CELLS_IN_BUFFER - 1)));
    }

    @Test
    void shouldSetTheFlagByTheConnectionAndAlwaysForStrangers()
    {
        rig.start().giveBuffers(1, 1);
        rig.openBySram(connection(0, VCI), RAW);
        send(1);
        assertFalse(flag());

        rig.cell(CellHeader.of(0, 200, 0, 0), pattern(48));
        rig.cell(CellHeader.of(0, 0, 0, 0), pattern(48));
        rig.run();
        assertFalse(flag());

        rig.write(SarRegisters.CFG, ReceiveRig.CFG_ON | SarRegisters.CFG_VPECA.mask());
        rig.cell(CellHeader.of(0, 200, 0, 0), pattern(48));
        rig.cell(CellHeader.of(0, 0, 0, 0), pattern(48));
        rig.run();
        assertTrue(flag());
        rig.write(SarRegisters.STAT, SarRegisters.STAT_RAWCF.mask());
        assertFalse(flag());

        rig.write(SarRegisters.CFG, ReceiveRig.CFG_ON | SarRegisters.CFG_ICAPT.mask());
        rig.cell(CellHeader.of(0, 0, 0, 0), pattern(48));
        rig.cell(CellHeader.of(0, 200, 0, 0), pattern(48));
        rig.run();
        assertTrue(flag());
        assertEquals(3, rig.read(SarRegisters.ICC));
        assertEquals(3, rig.read(SarRegisters.VPEC));
        assertEquals(3 * 64, tail() - (int)rig.bufferAddress(0x1000));
    }

    @Test
    void shouldTakeOnlyBuffersWithRoomForACellAndALink()
    {
        rig.write(SarRegisters.fbqs(1), 2);
        rig.start();
        final int handle = rig.giveBuffer(1);
        rig.openBySram(connection(0, VCI), RAW);
        send(1);
        assertEquals(0, tail());
        assertEquals(1, rig.errors.count(SarGuestError.RAW_BUFFER_TOO_SMALL));
        assertEquals(SarRegisters.CDC_NFB.mask() | 1, rig.read(SarRegisters.CDC));

        rig.write(SarRegisters.fbqs(1), 3);
        final int next = rig.giveBuffer(1);
        send(1);
        assertEquals((int)rig.bufferAddress(next), tail());
        assertEquals(next, rig.hostWord(rig.bufferAddress(handle) + 64 + 4));
    }

    @Test
    void shouldCountWhatFallsOutsideMemoryAndGoOn()
    {
        rig.write(SarRegisters.RAWHND, 0xF000_0000);
        rig.start();
        rig.receive.freeBuffers().append(0, 1, 1, 0xE000_0000);
        rig.openBySram(connection(0, VCI), RAW_WITH_INTERRUPT);
        send(2);

        assertEquals(4, rig.errors.count(SarGuestError.DMA_OUTSIDE_MEMORY));
        assertEquals(0xE000_0080, tail());
        assertTrue(flag());
    }

    @Test
    void shouldStopInTheMiddleOfACellAndKeepItsLink()
    {
        rig.start().giveBuffers(1, 2);
        rig.openBySram(connection(0, VCI), RAW_WITH_INTERRUPT);
        send(CELLS_IN_BUFFER - 1);
        final int before = tail();
        rig.cell(HEADER, pattern(48));
        while (rig.receive.freeBuffers().entries(1) != 0)
        {
            rig.events.runNext();
        }
        rig.write(SarRegisters.CFG, 0);
        rig.run();
        assertEquals(before, tail());
        assertEquals(1, rig.receive.freeBuffers().entries(1));

        rig.start();
        send(1);
        assertEquals((int)rig.bufferAddress(0x1001), tail());
    }
}
