package org.vatm.workbench.serve;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;
import org.vatm.line.SwitchAddress;
import org.vatm.workbench.scenario.CrossConnects;
import org.vatm.workbench.scenario.CrossConnects.Way;
import org.vatm.workbench.scenario.Sram;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Served adapters on their fibres, without guests. */
class ServedMachineTest
{
    private static final long MS_PS = 1_000_000_000;
    private static final CrossConnects SWITCHING = new CrossConnects(16, 1_000_000, List.of(
        new Way(new SwitchAddress(1, 0, 100), new SwitchAddress(2, 0, 200)),
        new Way(new SwitchAddress(1, 0, 100), new SwitchAddress(3, 0, 300))));
    private static final ServeConfig CONFIG = new ServeConfig(3, Link.SWITCH, Sram.K128, 33, false, SWITCHING);

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);

    @Test
    void shouldSwitchCellsBetweenAdapters()
    {
        try (ServedMachine machine = new ServedMachine(CONFIG))
        {
            machine.simulation().runUntil(MS_PS);
            send(machine, 0, 100);
            send(machine, 1, 100);
            machine.simulation().runUntil(2 * MS_PS);

            assertEquals(0, machine.board(0).port().cellsReceived());
            assertEquals(1, machine.board(1).port().cellsReceived());
            assertEquals(1, machine.board(2).port().cellsReceived());
            assertEquals(1, machine.cellSwitch().port(2).cellsUnroutable());
        }
    }

    @Test
    void shouldLoseTheCellsOfAnUnpluggedAdapter()
    {
        try (ServedMachine machine = new ServedMachine(CONFIG))
        {
            machine.simulation().runUntil(MS_PS);
            machine.act(1, ServedMachine.UNPLUG);
            send(machine, 0, 100);
            machine.simulation().runUntil(2 * MS_PS);
            assertFalse(machine.isPlugged(1));
            assertFalse(machine.board(1).phy().receives());
            assertTrue(machine.board(0).phy().receives(), "the switch goes on sending light");

            machine.act(1, ServedMachine.PLUG);
            send(machine, 0, 100);
            machine.simulation().runUntil(3 * MS_PS);

            assertEquals(1, machine.board(1).port().cellsReceived());
            assertEquals(2, machine.board(2).port().cellsReceived());
        }
    }

    @Test
    void shouldComeBackFromItsText()
    {
        assertEquals(CONFIG, ServeConfig.of(CONFIG.text()));
        final ServeConfig pair = new ServeConfig(2, Link.PAIR, Sram.M2, 66, true);
        assertEquals(pair, ServeConfig.of(pair.text()));
        assertEquals("2 pair 2m 66 linux-rx-offset", pair.text(), "as older recordings have it");
        assertEquals("3 switch 128k 33 none with 2 ways", CONFIG.summary());
    }

    private void send(final ServedMachine machine, final int adapter, final int vci)
    {
        machine.board(adapter).port().transmit(
            machine.simulation().nowPs() + 3_000_000, CellHeader.of(0, vci, 0, 0), payload, 0);
    }
}
