package org.vatm.sim;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SimulationTest
{
    private final Simulation simulation = new Simulation();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close()
    {
        simulation.close();
    }

    private static Event at(final HostCpu cpu, final long timePs, final Runnable action)
    {
        final Event event = new Event(10)
        {
            @Override
            protected void fire(final long nowPs)
            {
                action.run();
            }
        };
        cpu.events().schedule(event, timePs);
        return event;
    }

    private static CpuWork work(final int level, final Runnable code)
    {
        return new CpuWork(level)
        {
            @Override
            protected void run()
            {
                code.run();
            }
        };
    }

    @Test
    void shouldRunDriverCodeInSimulatedTime()
    {
        final HostCpu cpu = simulation.addHost("a");

        final long end = cpu.call(() ->
        {
            cpu.stall(500);
            cpu.sleep(1_500);
            return cpu.events().nowPs();
        });

        assertEquals(2_000, end);
        assertEquals(-1, cpu.level());
    }

    @Test
    void shouldNestByLevelAndQueueTheRest()
    {
        final HostCpu cpu = simulation.addHost("a");
        final CpuWork interrupt = work(HostCpu.DEVICE, () ->
        {
            log.add("isr in " + cpu.events().nowPs());
            cpu.stall(30);
            log.add("isr out " + cpu.events().nowPs());
        });
        final CpuWork deferred = work(HostCpu.DISPATCH, () ->
        {
            log.add("dpc in " + cpu.events().nowPs());
            cpu.stall(100);
            log.add("dpc out " + cpu.events().nowPs());
        });
        final CpuWork second = work(HostCpu.DISPATCH, () -> log.add("second dpc " + cpu.events().nowPs()));
        at(cpu, 10, () -> cpu.queue(deferred));
        at(cpu, 20, () -> cpu.queue(second));
        at(cpu, 40, () -> cpu.queue(interrupt));

        cpu.call(() ->
        {
            cpu.stall(15);
            log.add("thread " + cpu.events().nowPs());
            return null;
        });
        simulation.runUntil(1000);

        assertEquals(
            List.of("dpc in 10", "isr in 40", "isr out 70", "dpc out 110", "second dpc 110", "thread 110"), log);
    }

    @Test
    void shouldRunWhatWaitedWhenTheLevelIsLowered()
    {
        final HostCpu cpu = simulation.addHost("a");
        final CpuWork deferred = work(HostCpu.DISPATCH, () -> log.add("dpc " + cpu.events().nowPs()));
        at(cpu, 5, () -> cpu.queue(deferred));

        cpu.call(() ->
        {
            final int old = cpu.raise(HostCpu.DISPATCH);
            cpu.stall(10);
            log.add("raised " + cpu.events().nowPs());
            cpu.lower(old);
            log.add("lowered");
            return null;
        });

        assertEquals(List.of("raised 10", "dpc 10", "lowered"), log);
    }

    /** Two hosts whose code overlaps in time, each waiting for the other's events: neither may delay the other. */
    @Test
    void shouldOverlapTheDriverCodeOfTwoHosts()
    {
        final HostCpu a = simulation.addHost("a");
        final HostCpu b = simulation.addHost("b");
        simulation.link(a, b, 5);
        simulation.link(b, a, 5);
        a.queue(work(HostCpu.PASSIVE, () ->
        {
            for (int i = 0; i < 4; i++)
            {
                a.stall(100);
                log.add("a" + a.events().nowPs());
            }
        }));
        at(b, 50, () -> b.queue(work(HostCpu.PASSIVE, () ->
        {
            for (int i = 0; i < 4; i++)
            {
                b.stall(100);
                log.add("b" + b.events().nowPs());
            }
        })));

        simulation.runUntil(1_000);

        assertEquals(List.of("a100", "b150", "a200", "b250", "a300", "b350", "a400", "b450"), log);
        assertEquals(1_000, simulation.nowPs());
    }

    /** Messages between hosts arrive in the order of time, however far one could run ahead. */
    @Test
    void shouldNotRunPastWhatALinkCanBring()
    {
        final HostCpu a = simulation.addHost("a");
        final HostCpu b = simulation.addHost("b");
        simulation.link(a, b, 10);
        simulation.link(b, a, 10);
        for (int i = 1; i <= 50; i++)
        {
            final long time = i * 7L;
            at(a, time, () -> at(b, a.events().nowPs() + 10, () -> log.add("b got " + b.events().nowPs())));
            at(b, time, () -> at(a, b.events().nowPs() + 10, () -> log.add("a got " + a.events().nowPs())));
        }

        simulation.runUntil(400);

        assertEquals(100, log.size());
        assertEquals("a got 360", log.stream().filter(s -> s.startsWith("a")).reduce((x, y) -> y).orElseThrow());
    }

    @Test
    void shouldSayThatAWaitHasNoEnd()
    {
        final HostCpu cpu = simulation.addHost("a");

        final String message = assertThrows(IllegalStateException.class, () -> cpu.call(() ->
        {
            cpu.await(new Completion());
            return null;
        })).getMessage();

        assertTrue(message.contains("never happen"), message);
    }

    @Test
    void shouldBringAFailureOfAnotherLaneToTheCaller()
    {
        final HostCpu a = simulation.addHost("a");
        final HostCpu b = simulation.addHost("b");
        simulation.link(a, b, 5);
        simulation.link(b, a, 5);
        at(b, 10, () -> b.queue(work(HostCpu.PASSIVE, () ->
        {
            throw new IllegalArgumentException("b broke");
        })));

        assertEquals("b broke", assertThrows(IllegalArgumentException.class, () -> a.call(() ->
        {
            a.stall(100);
            return null;
        })).getMessage());
    }

    @Test
    void shouldLetHostsWithoutLinksTakeTurnsAndEndTogether()
    {
        final HostCpu[] hosts = { simulation.addHost("a"), simulation.addHost("b"), simulation.addHost("c") };
        simulation.link(hosts[0], hosts[2], 100);
        simulation.link(hosts[2], hosts[0], 100);
        final long stepPs = 400_000_000;
        final int steps = 10;
        for (final HostCpu cpu : hosts)
        {
            for (int i = 0; i < steps; i++)
            {
                at(cpu, i * stepPs, () -> cpu.queue(work(HostCpu.DISPATCH, () ->
                {
                    log.add(cpu.name());
                    cpu.stall(1_000);
                })));
            }
        }

        simulation.runUntil(steps * stepPs);

        final String order = String.join("", log);
        for (int i = 0; i < steps; i++)
        {
            final String both = order.replace("b", "").substring(2 * i, 2 * i + 2);
            assertTrue("ac".equals(both) || "ca".equals(both), order + ": linked hosts go together");
        }
        assertEquals(steps, order.chars().filter(host -> host == 'b').count());
        assertTrue(order.contains("bbb"), order + ": turns");
        assertTrue(order.indexOf('b') < order.lastIndexOf('a') && order.indexOf('a') < order.lastIndexOf('b'), order);
        for (final HostCpu cpu : hosts)
        {
            assertEquals(steps * stepPs, cpu.events().nowPs());
        }
    }
}
