package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vatm.host.Host;
import org.vatm.ndis.Ndis;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

class ContextMapTest
{
    private static final int VCS = 3000;
    private static final long FIRST_HANDLE = 5L << 60 | 1;

    private final Verifier verifier =
        new Verifier(new Ndis(new Host(new Simulation(), "h", PciTiming.PCI33, 1 << 20)));
    private final ContextMap map = new ContextMap(verifier);

    /** What drivers may use as contexts. */
    enum Contexts
    {
        NUMBERS(i -> i + 1),
        ADDRESSES(i -> 0xFFFF_8000_0000_0000L + i * 192L),
        GENERATIONS_ABOVE(i -> (long)(i * 7919 % 64) << 32 | i + 1),
        IN_UPPER_BITS_ALONE(i -> i + 1L << 40);

        private final IntToLongFunction context;

        Contexts(final IntToLongFunction context)
        {
            this.context = context;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindEachVcUntilItIsRemoved(final Contexts contexts)
    {
        for (int i = 0; i < VCS; i++)
        {
            assertFalse(map.put(contexts.context.applyAsLong(i), vc(i)));
        }
        for (int i = 0; i < VCS; i += 2)
        {
            ContextMap.remove(vc(i));
        }
        for (int i = 0; i < VCS; i++)
        {
            final VcTrack found = map.get(contexts.context.applyAsLong(i));
            if (i % 2 == 0)
            {
                assertNull(found);
            }
            else
            {
                assertSame(vc(i), found);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellThatAContextIsAnotherVcsToo(final Contexts contexts)
    {
        final long context = contexts.context.applyAsLong(1);

        assertFalse(map.put(context, vc(0)));
        assertTrue(map.put(context, vc(1)));
        assertSame(vc(1), map.get(context));

        ContextMap.remove(vc(1));
        assertSame(vc(0), map.get(context));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindTheNewVcsOfPlacesThatHadOthers(final Contexts contexts)
    {
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < VCS; i++)
            {
                assertFalse(map.put(contexts.context.applyAsLong(i * (round % 2 + 1)), vc(i)));
            }
            for (int i = 0; i < VCS; i++)
            {
                assertSame(vc(i), map.get(contexts.context.applyAsLong(i * (round % 2 + 1))));
            }
            for (int i = 0; i < VCS; i++)
            {
                ContextMap.remove(vc(i));
                assertNull(map.get(contexts.context.applyAsLong(i * (round % 2 + 1))));
            }
        }
        assertNull(map.get(0));
    }

    private VcTrack vc(final int i)
    {
        return verifier.newVc(FIRST_HANDLE + i);
    }
}
