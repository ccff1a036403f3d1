package org.vatm.sim;

import org.junit.jupiter.api.Test;

import java.util.Random;

import java.math.BigInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClockDomainTest
{
    @Test
    void shouldPlaceEdgesExactly()
    {
        final ClockDomain sonet = new ClockDomain("SONET octet", 19_440_000, 1);
        for (final long n : new long[]{ 0, 1, 2, 242, 243, 19_440_000, 19_440_000L * 86_400 * 30 + 17 })
        {
            final long exact = BigInteger.valueOf(n).multiply(BigInteger.TEN.pow(12))
                .divide(BigInteger.valueOf(19_440_000)).longValueExact();
            assertEquals(exact, sonet.edge(n));
            assertEquals(n, sonet.edgeAtOrAfter(exact));
            assertEquals(n + 1, sonet.edgeAtOrAfter(exact + 1));
            assertEquals(n, sonet.edgeAtOrBefore(exact));
            assertEquals(n + 1, sonet.edgeAfter(exact));
        }
    }

    @Test
    void shouldTakeAThirdOfAMegahertz()
    {
        final ClockDomain pci = new ClockDomain("PCI", 100_000_000, 3);

        assertEquals(30_000, pci.edge(1));
        assertEquals(90_000, pci.after(30_001, 1));
        assertEquals(33.333, pci.megahertz(), 0.001);
    }

    @Test
    void shouldFindEveryEdgeOfAWholeNumberOfPicoseconds()
    {
        for (final long hertz : new long[]{ 40_000_000, 20_000_000, 33_000_000_000L, 1_000_000_000_000L })
        {
            final ClockDomain clock = new ClockDomain("whole", hertz / 1_000 * 1_000, 1);
            for (final long n : new long[]{ 0, 1, 2, 3, 1_000_003, 1L << 40, 3_456_789_012_345L })
            {
                final long edge = clock.edge(n);
                for (long around = -2; around <= 2; around++)
                {
                    final long time = edge + around;
                    final long found = clock.edgeAtOrAfter(time);
                    assertTrue(time < 0 || clock.edge(found) >= time, hertz + " Hz, " + time + " ps");
                    assertTrue(time <= 0 || clock.edge(found - 1) < time, hertz + " Hz, " + time + " ps");
                }
            }
        }
    }

    @Test
    void shouldFindTheEdgesOfAnyClockAtAnyTime()
    {
        final Random random = new Random(77);
        for (int i = 0; i < 200_000; i++)
        {
            final long periodPs = 1 + random.nextInt(9_000_000) >>> random.nextInt(23);
            final ClockDomain clock = new ClockDomain("any", 1_000_000_000_000L, Math.max(1, periodPs));
            final long n = (random.nextLong() >>> 2 + random.nextInt(60)) / clock.edge(1);
            final long timePs = n * clock.edge(1);
            assertEquals(n, clock.edgeAtOrAfter(timePs), periodPs + " ps, edge " + n);
            assertEquals(n + 1, clock.edgeAtOrAfter(timePs + 1), periodPs + " ps, behind edge " + n);
            assertEquals(n, clock.edgeAtOrBefore(timePs + clock.edge(1) - 1), periodPs + " ps, before the edge behind " + n);
        }
    }

    @Test
    void shouldRefuseNonsense()
    {
        final String message = assertThrows(IllegalArgumentException.class, () -> new ClockDomain("x", 0, 1)).getMessage();

        assertTrue(message.contains("frequency=0/1"), message);
    }
}
