package org.vatm.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;
import org.vatm.line.TestEnd.Light;
import org.vatm.sim.Simulation;

/** Light and cells on a pair of fibres whose connector is pulled and plugged. */
class FibreTest
{
    private static final long DELAY_PS = 50_000_000;
    private static final long PULLED_PS = 100_000_000;
    private static final long PLUGGED_PS = 300_000_000;
    private static final long END_PS = 1_000_000_000;
    private static final int HEADER = CellHeader.of(0, 100, 0, 0);

    private final Simulation simulation = new Simulation();
    private final TestEnd a = new TestEnd(simulation, "a");
    private final TestEnd b = new TestEnd(simulation, "b");

    @BeforeEach
    void connect()
    {
        Fibre.connect(a, b, DELAY_PS);
        a.lights.clear();
        b.lights.clear();
    }

    @Test
    void shouldDarkenTheOwnEndAtOnceAndTheFarEndAfterTheFibre()
    {
        pullAndPlug();

        assertEquals(List.of(new Light(PULLED_PS, false), new Light(PLUGGED_PS, true)), a.lights);
        assertEquals(List.of(new Light(PULLED_PS + DELAY_PS, false), new Light(PLUGGED_PS + DELAY_PS, true)), b.lights);
        assertTrue(Fibre.isPlugged(a) && Fibre.isPlugged(b));
    }

    @Test
    void shouldBringWhatIsOnItsWayAndLoseTheRest()
    {
        a.sendAt(PULLED_PS - TestEnd.CELL_PS, HEADER, 1);
        a.sendAt(PULLED_PS - TestEnd.CELL_PS + 1000, HEADER, 2);
        a.sendAt(PLUGGED_PS - 1000, HEADER, 3);
        a.sendAt(PLUGGED_PS, HEADER, 4);
        b.sendAt(PULLED_PS - DELAY_PS - TestEnd.CELL_PS - 1, HEADER, 5);
        b.sendAt(PULLED_PS - DELAY_PS, HEADER, 6);
        b.sendAt(PLUGGED_PS - DELAY_PS, HEADER, 7);

        pullAndPlug();

        assertEquals(List.of(4), b.marks().subList(b.cells.size() - 1, b.cells.size()));
        assertFalse(b.marks().contains(2), "its last octet was cut off");
        assertFalse(b.marks().contains(3), "its first octet was cut off");
        assertEquals(List.of(5, 7), a.marks());
        assertEquals(1, Fibre.lost(a));
    }

    @Test
    void shouldStayDarkWhileEitherEndIsPulled()
    {
        simulation.runUntil(PULLED_PS);
        Fibre.plug(a, false);
        Fibre.plug(b, false);
        Fibre.plug(b, false);
        simulation.runUntil(PLUGGED_PS);
        Fibre.plug(a, true);
        simulation.runUntil(END_PS);
        assertEquals(List.of(new Light(PULLED_PS, false)), a.lights);
        assertEquals(List.of(new Light(PULLED_PS, false)), b.lights);
        assertFalse(Fibre.isPlugged(b));

        Fibre.plug(b, true);
        simulation.runUntil(2 * END_PS);

        assertEquals(List.of(new Light(PULLED_PS, false), new Light(END_PS + DELAY_PS, true)), a.lights);
        assertEquals(List.of(new Light(PULLED_PS, false), new Light(END_PS, true)), b.lights);
    }

    @Test
    void shouldCarryShortDarknessToTheFarEnd()
    {
        for (int i = 0; i < 20; i++)
        {
            simulation.runUntil(PULLED_PS + i * 1_000_000);
            Fibre.plug(a, i % 2 != 0);
        }
        simulation.runUntil(END_PS);

        assertEquals(20, b.lights.size());
        assertEquals(new Light(PULLED_PS + DELAY_PS + 19_000_000, true), b.lights.get(19));
    }

    @Test
    void shouldDarkenALoop()
    {
        final TestEnd loop = new TestEnd(simulation, "loop");
        Fibre.loopbackPlug(loop);
        loop.lights.clear();
        simulation.runUntil(PULLED_PS);
        Fibre.plug(loop, false);
        loop.sendAt(PULLED_PS + 1000, HEADER, 1);
        simulation.runUntil(PLUGGED_PS);
        Fibre.plug(loop, true);
        loop.sendAt(PLUGGED_PS + 1000, HEADER, 2);
        simulation.runUntil(END_PS);

        assertEquals(List.of(new Light(PULLED_PS, false), new Light(PLUGGED_PS, true)), loop.lights);
        assertEquals(List.of(2), loop.marks());
        assertEquals(1, Fibre.lost(loop));
    }

    @Test
    void shouldRefuseAPortWithoutAFibre()
    {
        final TestEnd alone = new TestEnd(simulation, "alone");

        assertThrows(IllegalArgumentException.class, () -> Fibre.plug(alone, false));
        assertThrows(IllegalArgumentException.class, () -> Fibre.cut(alone, true));
    }

    private void pullAndPlug()
    {
        simulation.runUntil(PULLED_PS);
        Fibre.plug(a, false);
        simulation.runUntil(PLUGGED_PS);
        Fibre.plug(a, true);
        simulation.runUntil(END_PS);
    }
}
