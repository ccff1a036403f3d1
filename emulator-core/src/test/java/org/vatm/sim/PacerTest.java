package org.vatm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest
{
    private static final long MS_PS = 1_000_000_000L;

    private final Simulation simulation = new Simulation();
    private final HostCpu host = simulation.addHost("a");
    private long clockNs = 7_000_000_000L;

    @AfterEach
    void close()
    {
        simulation.close();
    }

    private Pacer pacer()
    {
        return new Pacer(simulation, () -> clockNs, false);
    }

    @Test
    void shouldEnterAtTheInstantOfTheWallClock()
    {
        final Pacer pacer = pacer();
        final Every every = new Every(300_000, () -> { });
        every.start();
        final long[] toldPs = new long[1];
        pacer.onProgress(() -> toldPs[0] = simulation.nowPs());
        clockNs += 1000;

        assertEquals(1_000_000, pacer.enter());
        pacer.exit();

        assertEquals(3, every.count);
        assertEquals(1_000_000, toldPs[0]);
        assertEquals(1_000_000, simulation.nowPs());
        assertEquals(0, pacer.shifts());
    }

    @Test
    void shouldNotGoBackWhenTheSimulationIsAhead()
    {
        final Pacer pacer = pacer();
        pacer.enter();
        simulation.runUntil(5_000_000);
        pacer.exit();
        clockNs += 1000;

        assertEquals(5_000_000, pacer.enter());
        pacer.exit();
        clockNs += 5000;
        assertEquals(6_000_000, pacer.enter());
        pacer.exit();
    }

    @Test
    void shouldCrossAnIdleHourAtOnce()
    {
        final Pacer pacer = pacer();
        clockNs += 3_600_000_000_000L;

        assertEquals(3_600_000_000_000_000L, pacer.enter());
        pacer.exit();
        assertEquals(0, pacer.maxLagPs());
    }

    @Test
    void shouldCountWallTimeUntilItsEnd()
    {
        final Pacer pacer = pacer();
        clockNs += 700;
        assertEquals(700, pacer.elapsedNs());

        pacer.stop();
        clockNs += 700;

        assertEquals(700, pacer.elapsedNs());
    }

    @Test
    void shouldShiftTheMappingWhenCatchingUpTakesTooLong()
    {
        final Pacer pacer = pacer();
        // Each simulated 10 us cost 20 us on the wall.
        final Every every = new Every(10_000_000, () -> clockNs += 20_000);
        every.start();
        clockNs += 1_000_000_000;

        final long firstPs = pacer.enter();
        pacer.exit();

        assertTrue(firstPs >= 49 * MS_PS && firstPs <= 51 * MS_PS, () -> "instant " + firstPs);
        assertEquals(1, pacer.shifts());
        assertEquals(1100 * MS_PS - firstPs, pacer.shiftedPs(), MS_PS);
        final int before = every.count;
        final long secondPs = pacer.enter();
        pacer.exit();
        assertEquals(before, every.count, "an access right after it need not catch up");
        assertEquals(firstPs, secondPs);
        assertTrue(pacer.maxLagPs() > 990 * MS_PS);
    }

    @Test
    void shouldLoseNothingOfWhatItDidLate()
    {
        final Pacer pacer = pacer();
        final Every every = new Every(10_000_000, () -> clockNs += 20_000);
        every.start();
        clockNs += 1_000_000_000;
        pacer.poll();
        every.cost = () -> { };
        clockNs += 10_000_000;

        final long nowPs = pacer.enter();
        pacer.exit();

        assertEquals(nowPs / 10_000_000, every.count);
    }

    @Test
    void shouldRunEventsWhenNobodyEnters() throws InterruptedException
    {
        final CountDownLatch fired = new CountDownLatch(3);
        final Every every = new Every(2 * MS_PS, fired::countDown);
        every.start();
        final LongSupplier clock = System::nanoTime;
        final long startNs = clock.getAsLong();

        try (Pacer pacer = new Pacer(simulation))
        {
            assertTrue(fired.await(10, TimeUnit.SECONDS));
            assertTrue(clock.getAsLong() - startNs >= 6_000_000, "too early");
            assertEquals(0, pacer.entries());
        }
    }

    @Test
    void shouldWakeForAnEventThatAnAccessCauses() throws InterruptedException
    {
        final CountDownLatch fired = new CountDownLatch(1);
        final Every every = new Every(MS_PS, fired::countDown);
        try (Pacer pacer = new Pacer(simulation))
        {
            pacer.enter();
            every.start();
            pacer.exit();

            assertTrue(fired.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldTellEverybodyOfAFailure() throws InterruptedException
    {
        final CountDownLatch fired = new CountDownLatch(1);
        new Every(MS_PS, () ->
        {
            fired.countDown();
            throw new IllegalStateException("model");
        }).start();
        try (Pacer pacer = new Pacer(simulation))
        {
            assertTrue(fired.await(10, TimeUnit.SECONDS));
            assertThrows(IllegalStateException.class, pacer::enter);
            assertEquals("model", pacer.failure().getMessage());
            assertThrows(IllegalStateException.class, pacer::enter);
        }
    }

    private final class Every extends Event
    {
        private final long periodPs;
        private Runnable cost;
        private volatile int count;

        Every(final long periodPs, final Runnable cost)
        {
            super(50);
            this.periodPs = periodPs;
            this.cost = cost;
        }

        void start()
        {
            host.events().schedule(this, host.events().nowPs() + periodPs);
        }

        @Override
        protected void fire(final long nowPs)
        {
            count = count + 1;
            host.events().schedule(this, nowPs + periodPs);
            cost.run();
        }
    }
}
