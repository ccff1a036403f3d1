package org.vatm.sim;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EventQueueTest
{
    private final EventQueue queue = new EventQueue();
    private final List<String> log = new ArrayList<>();

    private Event event(final String name, final int priority)
    {
        return new Event(priority)
        {
            @Override
            protected void fire(final long nowPs)
            {
                assertEquals(nowPs, queue.nowPs());
                log.add(name + "@" + nowPs);
            }
        };
    }

    @Test
    void shouldOrderByTimeThenPriorityThenSequence()
    {
        queue.schedule(event("c", 2), 100);
        queue.schedule(event("a", 1), 100);
        queue.schedule(event("d", 2), 100);
        queue.schedule(event("b", 1), 100);
        queue.schedule(event("first", 9), 99);

        queue.runUntil(100);

        assertEquals(List.of("first@99", "a@100", "b@100", "c@100", "d@100"), log);
    }

    @Test
    void shouldMoveAnArmedEventAndForgetACancelledOne()
    {
        final Event moved = event("moved", 0);
        final Event cancelled = event("cancelled", 0);
        queue.schedule(moved, 50);
        queue.schedule(moved, 1_000_000_000_000L);
        queue.schedule(cancelled, 60);
        queue.cancel(cancelled);
        queue.schedule(moved, 70);

        queue.runUntil(Long.MAX_VALUE - 1);

        assertEquals(List.of("moved@70"), log);
        assertFalse(cancelled.isScheduled());
        assertEquals(Long.MAX_VALUE, queue.nextTimePs());
    }

    @Test
    void shouldRefuseThePast()
    {
        queue.runUntil(10);

        assertThrows(IllegalStateException.class, () -> queue.schedule(event("late", 0), 9));
    }

    @Test
    void shouldLetAnEventOfTheSameInstantFollow()
    {
        final Event second = event("second", 0);
        queue.schedule(new Event(5)
        {
            @Override
            protected void fire(final long nowPs)
            {
                queue.schedule(second, nowPs);
            }
        }, 7);

        queue.runUntil(7);

        assertEquals(List.of("second@7"), log);
    }

    /** Against a sorted list: near and far events, equal instants, cancels and moves. */
    @Test
    void shouldAgreeWithASortedListOnRandomWork()
    {
        final long seed = 77252;
        final Random random = new Random(seed);
        final int count = 400;
        final long[] due = new long[count];
        final long[] sequence = new long[count];
        Arrays.fill(due, -1);
        final int[] fired = { -1 };
        final Event[] events = new Event[count];
        for (int i = 0; i < count; i++)
        {
            final int id = i;
            events[i] = new Event(i % 3)
            {
                @Override
                protected void fire(final long nowPs)
                {
                    fired[0] = id;
                }
            };
        }
        final long[] spans = { 1, 20_000, 3_000_000, 70_000_000, 50_000_000_000L };
        long next = 0;
        for (int step = 0; step < 60_000; step++)
        {
            final int id = random.nextInt(count);
            final int what = random.nextInt(5);
            if (what < 3)
            {
                due[id] = queue.nowPs() + (long)(random.nextDouble() * spans[random.nextInt(spans.length)]);
                sequence[id] = next++;
                queue.schedule(events[id], due[id]);
            }
            else if (what == 3 && random.nextInt(4) == 0)
            {
                due[id] = -1;
                queue.cancel(events[id]);
            }
            else
            {
                int least = -1;
                for (int i = 0; i < count; i++)
                {
                    if (due[i] >= 0 && (least < 0 || due[i] < due[least] || due[i] == due[least] &&
                        (i % 3 < least % 3 || i % 3 == least % 3 && sequence[i] < sequence[least])))
                    {
                        least = i;
                    }
                }
                fired[0] = -1;
                assertEquals(least >= 0, queue.runNext(), "seed " + seed);
                assertEquals(least, fired[0], "seed " + seed + ", step " + step);
                if (least >= 0)
                {
                    assertEquals(due[least], queue.nowPs());
                    due[least] = -1;
                }
            }
            assertEquals(due[id] >= 0, events[id].isScheduled());
        }
        assertTrue(queue.firedCount() > 1000);
    }

    /** Against the library's heap: phases of another density each, so that the wheel is fitted again and again, and ties. */
    @Test
    void shouldKeepTheOrderWhateverTheDensity()
    {
        final long seed = 149_760;
        final Random random = new Random(seed);
        final PriorityQueue<long[]> expected = new PriorityQueue<>(
            Comparator.<long[]>comparingLong(entry -> entry[0]).thenComparingLong(entry -> entry[1]));
        final long[] sequence = { 0 };
        final int count = 3_000;
        final int[] fired = { -1 };
        final Event[] events = new Event[count];
        for (int i = 0; i < count; i++)
        {
            final int id = i;
            events[i] = new Event(0)
            {
                @Override
                protected void fire(final long nowPs)
                {
                    fired[0] = id;
                }
            };
            expected.add(new long[] { 1, sequence[0]++, i });
            queue.schedule(events[i], 1);
        }
        for (final long spanPs : new long[] { 1, 1_000, 1_000_000_000L, 50, 1_000_000_000_000L, 3_000_000 })
        {
            for (int n = 0; n < 40_000; n++)
            {
                final long[] first = expected.remove();
                assertTrue(queue.runNext());
                assertEquals(first[0], queue.nowPs(), "seed " + seed);
                assertEquals(first[2], fired[0], "seed " + seed);
                first[0] += (long)(random.nextDouble() * spanPs) * (random.nextInt(100) == 0 ? 1_000 : 1);
                first[1] = sequence[0]++;
                expected.add(first);
                queue.schedule(events[fired[0]], first[0]);
            }
        }
    }

    @Test
    void shouldGoOnWhenEventsOnlyFire()
    {
        final int count = 10_000;
        for (int i = 0; i < count; i++)
        {
            queue.schedule(event("e", 0), i);
        }
        queue.runUntil(count);

        assertEquals(count, queue.firedCount());
        assertFalse(queue.runNext());
    }

    @Test
    void shouldKeepTheOrderOfNearAndFarEvents()
    {
        final int count = 100;
        for (int i = 0; i < count; i++)
        {
            // Latest first, so that each goes before all others; far ones too.
            queue.schedule(event("e", 0), (count - i) * (i % 10 == 0 ? 1_000_000_000L : 1_000L));
        }
        final Event cancelled = event("cancelled", 0);
        queue.schedule(cancelled, 1);
        queue.schedule(event("last", 0), 1_000_000_000_000L);
        queue.cancel(cancelled);

        long before = 0;
        int fired = 0;
        while (queue.nextTimePs() != Long.MAX_VALUE)
        {
            final long next = queue.nextTimePs();
            assertTrue(next >= before, next + " ps after " + before + " ps");
            before = next;
            queue.runNext();
            fired++;
        }

        assertEquals(count + 1, fired);
        assertEquals("last@1000000000000", log.get(count));
    }
}
