package org.vatm.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.atm.CellHeader;
import org.vatm.sim.Simulation;

/** Cells through a switch with four ports, each with a fibre to a host. */
class CellSwitchTest
{
    private static final int PORTS = 4;
    private static final int QUEUE = 5;
    private static final long DELAY_PS = 1_000_000;
    private static final long START_PS = 10_000_000;
    private static final long END_PS = 1_000_000_000;

    private final Simulation simulation = new Simulation();
    private final CellSwitch cellSwitch = new CellSwitch(simulation, "switch", PORTS, QUEUE);
    private final List<TestEnd> ends = new ArrayList<>();

    @BeforeEach
    void connect()
    {
        for (int port = 1; port <= PORTS; port++)
        {
            ends.add(new TestEnd(simulation, "host" + port));
            Fibre.connect(ends.get(port - 1), cellSwitch.port(port), DELAY_PS);
        }
    }

    @Test
    void shouldRewriteTheHeaderOfAChannel()
    {
        cellSwitch.connect(channel(1, 0, 100), channel(2, 7, 65535));
        cellSwitch.connect(channel(2, 7, 65535), channel(1, 0, 100));

        end(1).sendAt(START_PS, 0xF000_0000 | CellHeader.of(0, 100, 0b101, 1), 1);
        end(2).sendAt(START_PS, CellHeader.of(7, 65535, 0b001, 0), 2);
        simulation.runUntil(END_PS);

        assertEquals(List.of(CellHeader.of(7, 65535, 0b101, 1)), end(2).headers(), "GFC 0, PTI and CLP as they were");
        assertEquals(List.of(CellHeader.of(0, 100, 0b001, 0)), end(1).headers());
        assertEquals(List.of(1), end(2).marks());
        assertEquals(1, cellSwitch.port(1).cellsReceived());
        assertEquals(1, cellSwitch.port(1).cellsSent());
    }

    @Test
    void shouldKeepTheChannelsOfAPath()
    {
        cellSwitch.connect(path(1, 5), path(3, 255));

        end(1).sendAt(START_PS, CellHeader.of(5, 4, 0, 0), 1);
        end(1).sendAt(START_PS + TestEnd.CELL_PS, CellHeader.of(5, 4711, 0b010, 1), 2);
        simulation.runUntil(END_PS);

        assertEquals(List.of(CellHeader.of(255, 4, 0, 0), CellHeader.of(255, 4711, 0b010, 1)), end(3).headers());
    }

    @Test
    void shouldGiveEveryLeafACell()
    {
        cellSwitch.connect(channel(1, 0, 50), channel(2, 0, 51));
        cellSwitch.connect(channel(1, 0, 50), channel(3, 1, 52));
        cellSwitch.connect(channel(1, 0, 50), channel(1, 0, 53));

        end(1).sendAt(START_PS, CellHeader.of(0, 50, 0, 0), 9);
        simulation.runUntil(END_PS);

        assertEquals(List.of(CellHeader.of(0, 53, 0, 0)), end(1).headers());
        assertEquals(List.of(CellHeader.of(0, 51, 0, 0)), end(2).headers());
        assertEquals(List.of(CellHeader.of(1, 52, 0, 0)), end(3).headers());
        assertEquals(List.of(), end(4).headers());
        assertEquals(List.of(9), end(3).marks());
    }

    @Test
    void shouldCountCellsThatNothingIsConnectedTo()
    {
        cellSwitch.connect(channel(1, 0, 50), channel(2, 0, 50));

        end(2).sendAt(START_PS, CellHeader.of(0, 50, 0, 0), 1);
        end(1).sendAt(START_PS, CellHeader.of(0, 51, 0, 0), 1);
        end(1).sendAt(START_PS + TestEnd.CELL_PS, CellHeader.of(1, 50, 0, 0), 1);
        end(1).sendAt(START_PS + 2 * TestEnd.CELL_PS, CellHeader.UNASSIGNED, 1);
        simulation.runUntil(END_PS);

        assertEquals(2, cellSwitch.port(1).cellsUnroutable());
        assertEquals(2, cellSwitch.port(1).cellsReceived(), "nobody sees unassigned cells");
        assertEquals(1, cellSwitch.port(2).cellsUnroutable());
        assertEquals(0, end(2).cells.size());
    }

    @Test
    void shouldSendInLineSlotsAndDropWhatItsQueueCannotHold()
    {
        final int cells = 40;
        cellSwitch.connect(channel(1, 0, 50), channel(3, 0, 51));
        cellSwitch.connect(channel(2, 0, 50), channel(3, 0, 52));
        for (int i = 0; i < cells; i++)
        {
            end(1).sendAt(START_PS + i * TestEnd.CELL_PS, CellHeader.of(0, 50, 0, 0), i);
            end(2).sendAt(START_PS + i * TestEnd.CELL_PS, CellHeader.of(0, 50, 0, 0), i);
        }
        simulation.runUntil(END_PS);

        final SwitchPort out = cellSwitch.port(3);
        assertEquals(2 * cells, out.cellsSent() + out.cellsDropped());
        assertEquals(out.cellsSent(), end(3).cells.size());
        assertEquals(QUEUE, out.queueMost());
        assertTrue(out.cellsDropped() > cells / 2, () -> "dropped: " + out.cellsDropped());
        final SonetLine line = new SonetLine();
        final long firstSlot = line.slotAtOrAfter(START_PS + TestEnd.CELL_PS + DELAY_PS);
        for (int i = 0; i < end(3).cells.size(); i++)
        {
            assertEquals(line.slotEnd(firstSlot + i) + DELAY_PS, end(3).cells.get(i).timePs(), "slot after slot");
        }
        assertEquals(List.of(0, 0, 1, 1), end(3).marks().subList(0, 4));
    }

    @ParameterizedTest
    @CsvSource({ "1, 2", "2, 1" })
    void shouldTakeCellsOfOneInstantInTheOrderOfThePorts(final int sentFirst, final int sentSecond)
    {
        for (int port = 1; port <= 2; port++)
        {
            cellSwitch.connect(channel(port, 0, 50), channel(3, 0, 50 + port));
        }

        for (final int port : new int[]{ sentFirst, sentSecond })
        {
            end(port).sendAt(START_PS, CellHeader.of(0, 50, 0, 0), port);
        }
        simulation.runUntil(END_PS);

        assertEquals(List.of(1, 2), end(3).marks());
    }

    @Test
    void shouldLoseCellsWhileAnAdapterIsUnplugged()
    {
        cellSwitch.connect(channel(1, 0, 50), channel(2, 0, 50));
        Fibre.plug(end(2), false);
        end(1).sendAt(START_PS, CellHeader.of(0, 50, 0, 0), 1);
        simulation.runUntil(END_PS);

        Fibre.plug(end(2), true);
        end(1).sendAt(END_PS + START_PS, CellHeader.of(0, 50, 0, 0), 2);
        simulation.runUntil(2 * END_PS);

        assertEquals(List.of(2), end(2).marks());
        assertEquals(1, Fibre.lost(end(2)));
    }

    @Test
    void shouldRefuseWhatCannotBeConnected()
    {
        cellSwitch.connect(path(1, 5), path(2, 6));
        cellSwitch.connect(channel(1, 7, 40), channel(2, 7, 40));

        assertRefused(channel(1, 5, 40), channel(2, 9, 9), "1/5/40 comes in beside 1/5");
        assertRefused(path(1, 7), path(3, 9), "1/7 comes in beside 1/7/40");
        assertRefused(channel(3, 0, 40), channel(2, 6, 1), "2/6/1 goes out beside 2/6");
        assertRefused(channel(3, 0, 40), channel(2, 7, 40), "2/7/40 goes out a second time");
        assertRefused(channel(1, 9, 40), path(2, 9), "must be two channels or two paths");
        assertRefused(channel(5, 0, 40), channel(1, 0, 40), "must be 1 to 4");
        assertThrows(IllegalArgumentException.class, () -> new SwitchAddress(1, 256, 0));
        assertThrows(IllegalArgumentException.class, () -> new CellSwitch(simulation, "none", 1, 0));
    }

    @Test
    void shouldAllocateNothingForACell()
    {
        cellSwitch.connect(channel(1, 0, 50), channel(2, 0, 51));
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final CellSwitch alone = new CellSwitch(new Simulation(), "alone", 2, 64);
        alone.connect(channel(1, 0, 50), channel(2, 0, 51));
        for (int round = 0; round < 2; round++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++)
            {
                final long timePs = (round * 20_000L + i + 1) * TestEnd.CELL_PS;
                alone.port(1).arriveFromFibre(timePs, CellHeader.of(0, 50, 0, 0), payload, 0, 0);
                alone.port(1).cpu().events().runUntil(timePs);
            }
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(round == 0 || allocated < 20_000, "bytes for 20,000 cells: " + allocated);
        }
        assertTrue(alone.port(2).cellsSent() > 38_000);
    }

    private void assertRefused(final SwitchAddress from, final SwitchAddress to, final String why)
    {
        final Exception e = assertThrows(IllegalArgumentException.class, () -> cellSwitch.connect(from, to));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private TestEnd end(final int port)
    {
        return ends.get(port - 1);
    }

    private static SwitchAddress channel(final int port, final int vpi, final int vci)
    {
        return new SwitchAddress(port, vpi, vci);
    }

    private static SwitchAddress path(final int port, final int vpi)
    {
        return new SwitchAddress(port, vpi, SwitchAddress.ALL);
    }
}
