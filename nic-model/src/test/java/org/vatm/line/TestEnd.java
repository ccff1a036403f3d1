package org.vatm.line;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.sim.Event;
import org.vatm.sim.Simulation;

import java.util.ArrayList;
import java.util.List;

/** The end of a fibre in a host of its own: sends cells at given times, and writes down what comes. */
final class TestEnd extends FibreEnd
{
    /** A cell that came. */
    record Cell(long timePs, int header, int mark)
    {
    }

    /** Light that came or went. */
    record Light(long timePs, boolean present)
    {
    }

    private static final int PRIORITY = 50;

    final List<Cell> cells = new ArrayList<>();
    final List<Light> lights = new ArrayList<>();

    TestEnd(final Simulation simulation, final String name)
    {
        super(simulation.addHost(name));
    }

    /** A cell whose last octet leaves one cell time after it begins; the mark is in its payload. */
    void sendAt(final long beginPs, final int header, final int mark)
    {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        payload.putInt(44, mark);
        cpu().events().schedule(new Event(PRIORITY)
        {
            @Override
            protected void fire(final long nowPs)
            {
                out().carry(nowPs + CELL_PS, header, payload, 0, 0);
            }
        }, beginPs);
    }

    /** 53 octets, rounded up. */
    static final long CELL_PS = 2_726_338;

    @Override
    void arriveFromFibre(
        final long timePs, final int header, final DirectBuffer payload, final int offset, final int remainder)
    {
        final int mark = payload.getInt(offset + 44);
        cpu().events().schedule(new Event(PRIORITY)
        {
            @Override
            protected void fire(final long nowPs)
            {
                if (hasBrought(nowPs))
                {
                    cells.add(new Cell(nowPs, header, mark));
                }
            }
        }, timePs);
    }

    @Override
    void light(final long nowPs, final boolean present)
    {
        lights.add(new Light(nowPs, present));
    }

    List<Integer> marks()
    {
        return cells.stream().map(Cell::mark).toList();
    }

    List<Integer> headers()
    {
        return cells.stream().map(Cell::header).toList();
    }
}
