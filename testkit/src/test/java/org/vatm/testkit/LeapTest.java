package org.vatm.testkit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.miniport.AtmMiniport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whether a device does several steps in one event or takes an event for each: nobody can tell. */
class LeapTest
{
    private static final int VCS = 12;
    private static final int ROUNDS = 40;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 130", "4, 333", "5, 1000", "6, 1111", "7, 4567", "8, 20000"})
    void shouldBeTheSameWithAndWithoutLeaps(final long seed, final int metres)
    {
        final Outcome with = run(seed, metres, true);
        final Outcome without = run(seed, metres, false);

        assertEquals(without.seen, with.seen, "seed " + seed);
        assertTrue(with.events < without.events, with.events + " events with leaps, " + without.events + " without");
    }

    private static Outcome run(final long seed, final int metres, final boolean leaps)
    {
        try (TestMachine machine = new TestMachine(MachineSpec.of(AtmMiniport::new).fibreMetres(metres).seed(seed)))
        {
            machine.simulation().leaps(leaps);
            final Random random = new Random(seed);
            final List<VcPair> vcs = new ArrayList<>();
            for (int i = 0; i < VCS; i++)
            {
                final VcSpec spec = VcSpec.vc(40 + i);
                vcs.add(machine.open(random.nextInt(3) == 0 ? spec.cbr(2_000 + random.nextInt(9_000)) : spec.ubr()));
            }
            final StringBuilder seen = new StringBuilder();
            for (int round = 0; round < ROUNDS; round++)
            {
                final int index = random.nextInt(VCS);
                final VcPair vc = vcs.get(index);
                final TestVc from = random.nextBoolean() ? vc.a() : vc.b();
                if (random.nextInt(10) == 0)
                {
                    // In the middle of whatever is on its way.
                    vc.close();
                    vcs.set(index, machine.open(VcSpec.vc(40 + index).ubr()));
                }
                else if (random.nextInt(4) == 0)
                {
                    from.sendInPieces(bytes(random, 1 + random.nextInt(70)), bytes(random, 1 + random.nextInt(700)), bytes(random, 96));
                }
                else
                {
                    from.send(bytes(random, 1 + random.nextInt(3_000)), bytes(random, 40 + random.nextInt(9)));
                }
                machine.runFor(random.nextInt(300), TimeUnit.MICROSECONDS);
                seen.append(machine.nowPs()).append(' ').append(machine.traceHash()).append('\n');
            }
            machine.runFor(20, TimeUnit.MILLISECONDS);
            seen.append(machine.traceHash()).append('\n').append(machine.vcTable()).append('\n');
            long events = 0;
            for (final TestAdapter adapter : machine.adapters())
            {
                seen.append(adapter.board().port().cellsReceived()).append(' ')
                    .append(adapter.parts().computer().host().bus().busyClocks()).append(' ')
                    .append(adapter.parts().computer().host().bus().transactionCount()).append('\n');
                for (final TestVc vc : adapter.vcs())
                {
                    vc.received().forEach(packet -> seen.append(vc).append(' ').append(Arrays.hashCode(packet.data())).append('\n'));
                }
                events += adapter.cpu().events().firedCount();
            }
            vcs.forEach(VcPair::close);
            return new Outcome(seen.toString(), events);
        }
    }

    private static byte[] bytes(final Random random, final int length)
    {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private record Outcome(String seen, long events)
    {
    }
}
