package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.ndis.AtmFlowParameters;

class VcTableTest
{
    private static final int CAPACITY = 1000;

    private final VcTable table = new VcTable(CAPACITY, 0, 12, 0);

    @AfterEach
    void close()
    {
        table.close();
    }

    @Test
    void shouldNameEntriesByGenerationAndIndex()
    {
        final long first = table.create(0x1111_2222_3333_4444L);
        final long second = table.create(7);

        assertEquals(1, first);
        assertEquals(2, second);
        assertEquals(0x1111_2222_3333_4444L, table.ndisVcHandle(table.index(first)));
        assertEquals(VcState.CREATED, table.state(table.index(first)));
        assertEquals(VcTable.UNBOUND, table.vpiVci(table.index(first)));
    }

    @Test
    void shouldReuseTheLastDeletedEntryUnderANewGeneration()
    {
        final long kept = table.create(1);
        final long deleted = table.create(2);
        table.traits(table.index(deleted), 0x1FF, 8, 1);
        table.addSendsOut(table.index(deleted), 3);

        assertTrue(table.delete(deleted));
        final long reused = table.create(3);

        assertEquals(deleted + (1L << 32), reused);
        assertEquals(VcTable.NO_INDEX, table.index(deleted));
        assertFalse(table.delete(deleted));
        assertFalse(table.transition(deleted, VcState.CREATED, VcState.ACTIVE));
        assertEquals(3, table.ndisVcHandle(table.index(reused)));
        assertEquals(0, table.mediaFlags(table.index(reused)));
        assertEquals(0, table.aalType(table.index(reused)));
        assertEquals(0, table.sendsOut(table.index(reused)));
        assertEquals(1, table.ndisVcHandle(table.index(kept)));
    }

    @Test
    void shouldRefuseWhenFullAndAcceptAgainAfterADelete()
    {
        final long[] contexts = new long[CAPACITY];
        for (int i = 0; i < CAPACITY; i++)
        {
            contexts[i] = table.create(i);
        }

        assertEquals(VcTable.NULL_CONTEXT, table.create(CAPACITY));
        assertEquals(CAPACITY, table.inUseCount());
        assertTrue(table.delete(contexts[17]));
        assertEquals(17, table.index(table.create(CAPACITY)));
        assertEquals(VcTable.NULL_CONTEXT, table.create(CAPACITY + 1));
    }

    @Test
    void shouldFindOutContextsThatNeverWere()
    {
        final long context = table.create(1);

        assertEquals(VcTable.NO_INDEX, table.index(VcTable.NULL_CONTEXT));
        assertEquals(VcTable.NO_INDEX, table.index(-1));
        assertEquals(VcTable.NO_INDEX, table.index(context + 1));
        assertEquals(VcTable.NO_INDEX, table.index(context + (1L << 32)));
        assertEquals(VcTable.NO_INDEX, table.index(CAPACITY + 1));
        assertEquals(VcTable.NO_INDEX, table.index(context | Long.MIN_VALUE));
        assertFalse(table.transition(context | Long.MIN_VALUE, VcState.CREATED, VcState.ACTIVE));
        assertFalse(table.delete(context | Long.MIN_VALUE));
        assertThrows(IndexOutOfBoundsException.class, () -> table.ndisVcHandle(CAPACITY));
    }

    @Test
    void shouldDeleteInactiveEntriesOnly()
    {
        final long context = table.create(1);

        assertTrue(table.transition(context, VcState.CREATED, VcState.ACTIVATING));
        assertFalse(table.transition(context, VcState.CREATED, VcState.ACTIVATING));
        assertTrue(table.transition(context, VcState.ACTIVATING, VcState.ACTIVE));

        assertFalse(table.delete(context));
        assertEquals(VcState.ACTIVE, table.state(table.index(context)));
    }

    @Test
    void shouldFindBoundEntriesByVpiVci()
    {
        final long one = table.create(1);
        final long two = table.create(2);

        assertTrue(table.bind(table.index(one), 0, 32));
        assertFalse(table.bind(table.index(two), 0, 32));
        assertTrue(table.bind(table.index(two), 0, 4095));

        assertEquals(table.index(one), table.find(0, 32));
        assertEquals(two, table.findContext(0, 4095));
        assertEquals(VcTable.NULL_CONTEXT, table.findContext(0, 33));
        assertEquals(VcTable.NULL_CONTEXT, table.findContext(0, 4096));
        assertEquals(VcTable.NO_INDEX, table.find(1, 32));
        assertThrows(IllegalArgumentException.class, () -> table.bind(table.index(one), 1, 32));

        table.unbind(table.index(one));
        table.unbind(table.index(one));
        assertEquals(VcTable.NO_INDEX, table.find(0, 32));
        assertTrue(table.bind(table.index(one), 0, 32));
    }

    @Test
    void shouldKeepCountersAndParametersApart()
    {
        final int a = table.index(table.create(1));
        final int b = table.index(table.create(2));
        long value = 1L << 31;
        for (final VcCounter counter : VcCounter.all())
        {
            table.count(a, counter, value++);
        }
        for (final Direction direction : Direction.values())
        {
            for (final FlowField field : FlowField.all())
            {
                table.flow(a, direction, field, value++);
            }
        }

        value = 1L << 31;
        for (final VcCounter counter : VcCounter.all())
        {
            assertEquals(value++, table.counter(a, counter), counter.label());
            assertEquals(0, table.counter(b, counter), counter.label());
        }
        for (final Direction direction : Direction.values())
        {
            for (final FlowField field : FlowField.all())
            {
                assertEquals(value++, table.flow(a, direction, field), field.label());
                assertEquals(0, table.flow(b, direction, field), field.label());
            }
        }

        table.clearCounters(a);
        assertEquals(0, table.counter(a, VcCounter.PDUS_SENT) + table.counter(a, VcCounter.LENGTH_ERRORS));
    }

    @Test
    void shouldVisitEntriesInUseInTheOrderOfTheirIndices()
    {
        final long[] contexts = new long[5];
        for (int i = 0; i < contexts.length; i++)
        {
            contexts[i] = table.create(i);
        }
        table.delete(contexts[3]);
        table.delete(contexts[0]);

        final List<Integer> visited = new ArrayList<>();
        for (int i = table.nextInUse(0); i != VcTable.NO_INDEX; i = table.nextInUse(i + 1))
        {
            visited.add(i);
        }

        assertEquals(List.of(1, 2, 4), visited);
        assertEquals(contexts[2], table.context(2));
    }

    @Test
    void shouldTakeAnyVpiVciOfAUni()
    {
        try (VcTable all = new VcTable(VcTable.MAX_CAPACITY, 8, 16, 0x2000_0000))
        {
            final long context = all.create(9);
            assertTrue(all.bind(all.index(context), 255, 65535));

            assertEquals(0x2000_0001L, context);
            assertEquals(context, all.findContext(255, 65535));
            assertEquals(VcTable.NO_INDEX, all.index(1));
            assertEquals(255 << 16 | 65535, all.vpiVci(0));
        }
    }

    @Test
    void shouldResolveManyContextsAtOnce()
    {
        final long one = table.create(1);
        final long stale = table.create(2);
        final long two = table.create(3);
        table.delete(stale);
        final long[] contexts = {two, stale, VcTable.NULL_CONTEXT, -1, CAPACITY + 1, Long.MIN_VALUE, one, 0};
        final int[] indexes = new int[8];

        assertEquals(2, table.index(contexts, indexes, 7));

        assertArrayEquals(new int[] {2, -1, -1, -1, -1, -1, 0, 0}, indexes);
    }

    @Test
    void shouldFindManyByVpiVciAtOnce()
    {
        table.bind(table.index(table.create(1)), 0, 32);
        table.bind(table.index(table.create(2)), 0, 0);
        final int[] vpiVcis = {32, 33, 1 << 16 | 32, 4096, -1, 1 << 24, 0};
        final int[] indexes = new int[7];

        assertEquals(2, table.find(vpiVcis, indexes, 7));
        assertArrayEquals(new int[] {0, -1, -1, -1, -1, -1, 1}, indexes);
        table.prefetch(indexes, 7);
        assertEquals(1, table.find(vpiVcis, indexes, 1));
    }

    @Test
    void shouldUnbindWhatIsDeleted()
    {
        final long context = table.create(1);
        table.bind(table.index(context), 0, 32);

        assertTrue(table.delete(context));

        assertEquals(VcTable.NO_INDEX, table.find(0, 32));
    }

    @Test
    void shouldGiveTheHandleOfLiveContextsOnly()
    {
        final long context = table.create(5);

        assertEquals(5, table.ndisVcHandle(context, -1));
        table.delete(context);
        table.create(6);
        assertEquals(-1, table.ndisVcHandle(context, -1));
    }

    @Test
    void shouldStoreTheParametersOfADirectionAtOnce()
    {
        final AtmFlowParameters flow = new AtmFlowParameters();
        flow.serviceCategory = 1;
        flow.averageCellRate = 2;
        flow.peakCellRate = -3;
        flow.minimumCellRate = 4;
        flow.initialCellRate = 5;
        flow.burstLengthCells = -6;
        flow.maxSduSize = 7;
        final int index = table.index(table.create(1));

        table.parameters(index, Direction.RECEIVE, flow, 8);

        final long[] expected = {1, 2, 0xFFFF_FFFDL, 4, 5, 0xFFFF_FFFAL, 7, 8};
        for (final FlowField field : FlowField.all())
        {
            assertEquals(expected[field.ordinal()], table.flow(index, Direction.RECEIVE, field), field.label());
            assertEquals(0, table.flow(index, Direction.TRANSMIT, field), field.label());
        }
        assertEquals(7, table.maxSduSize(index, Direction.RECEIVE));
        table.parameters(index, Direction.RECEIVE, null, 0);
        assertEquals(0, table.flow(index, Direction.RECEIVE, FlowField.PROGRAMMED_CELL_RATE));
        assertEquals(0, table.maxSduSize(index, Direction.RECEIVE));
    }

    @Test
    void shouldKeepEntriesApartInBothChunksOfParameters()
    {
        try (VcTable all = new VcTable(VcTable.MAX_CAPACITY, 8, 16, 0))
        {
            final int upper = 1 << 23;
            for (final int index : new int[] {0, upper - 1, upper, VcTable.MAX_CAPACITY - 1})
            {
                all.flow(index, Direction.RECEIVE, FlowField.MAX_SDU_SIZE, index + 1);
            }
            for (final int index : new int[] {0, upper - 1, upper, VcTable.MAX_CAPACITY - 1})
            {
                assertEquals(index + 1, all.flow(index, Direction.RECEIVE, FlowField.MAX_SDU_SIZE));
                assertEquals(0, all.flow(index, Direction.TRANSMIT, FlowField.MAX_SDU_SIZE));
            }
        }
    }

    @Test
    void shouldFindWhatAnotherThreadHasFreed() throws InterruptedException
    {
        final long[] contexts = new long[CAPACITY];
        for (int i = 0; i < CAPACITY; i++)
        {
            contexts[i] = table.create(i);
        }
        final CountDownLatch deleted = new CountDownLatch(1);
        final CountDownLatch seen = new CountDownLatch(1);
        final Thread other = new Thread(() ->
        {
            for (final long context : contexts)
            {
                table.delete(context);
            }
            deleted.countDown();
            await(seen);
        });
        other.start();
        await(deleted);

        for (int i = 0; i < CAPACITY; i++)
        {
            assertNotEquals(VcTable.NULL_CONTEXT, table.create(i), "create " + i);
        }
        assertEquals(VcTable.NULL_CONTEXT, table.create(CAPACITY));
        assertEquals(CAPACITY, table.inUseCount());
        seen.countDown();
        other.join();
    }

    @Test
    void shouldServeMoreThreadsThanItHasMagazines() throws InterruptedException
    {
        final int threads = 80;
        final List<Thread> all = new ArrayList<>();
        final CountDownLatch allCreated = new CountDownLatch(threads);
        final AtomicInteger refused = new AtomicInteger();
        for (int t = 0; t < threads; t++)
        {
            final Thread thread = new Thread(() ->
            {
                final long[] contexts = new long[CAPACITY / threads];
                for (int round = 0; round < 100; round++)
                {
                    for (int i = 0; i < contexts.length; i++)
                    {
                        table.delete(contexts[i]);
                        contexts[i] = table.create(i);
                        refused.addAndGet(contexts[i] == VcTable.NULL_CONTEXT ? 1 : 0);
                    }
                    if (round == 0)
                    {
                        allCreated.countDown();
                        await(allCreated);
                    }
                }
            });
            all.add(thread);
            thread.start();
        }
        for (final Thread thread : all)
        {
            thread.join();
        }

        assertEquals(0, refused.get());
        assertEquals(CAPACITY / threads * threads, table.inUseCount());
        int rest = 0;
        while (table.create(0) != VcTable.NULL_CONTEXT)
        {
            rest++;
        }
        assertEquals(CAPACITY % threads, rest);
    }

    @Test
    void shouldGiveTheMagazinesOfThreadsThatEndedToOthers() throws InterruptedException
    {
        for (int t = 0; t < 200; t++)
        {
            final Thread thread = new Thread(() -> table.delete(table.create(0)));
            thread.start();
            thread.join();
        }
        final Set<Long> contexts = new HashSet<>();
        for (int i = 0; i < CAPACITY; i++)
        {
            contexts.add(table.create(i) & 0xFFFF_FFFFL);
        }

        assertEquals(CAPACITY, contexts.size());
        assertEquals(VcTable.NULL_CONTEXT, table.create(0));
    }

    private static void await(final CountDownLatch latch)
    {
        try
        {
            latch.await();
        }
        catch (final InterruptedException ex)
        {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void shouldServeTwoThreadsAtOnce() throws Exception
    {
        final int threads = 2;
        final int held = 300;
        final int rounds = 200_000;
        final AtomicIntegerArray owners = new AtomicIntegerArray(CAPACITY);
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        final List<Future<long[]>> results = new ArrayList<>();
        for (int t = 0; t < threads; t++)
        {
            final int thread = t;
            final Callable<long[]> work = () -> churn(thread, held, rounds, owners);
            results.add(executor.submit(work));
        }

        final Set<Integer> live = new HashSet<>();
        for (final Future<long[]> result : results)
        {
            for (final long context : result.get())
            {
                assertTrue(live.add(table.index(context)), "one entry twice");
            }
        }
        executor.shutdown();

        assertEquals(threads * held, table.inUseCount());
        final Set<Integer> rest = new HashSet<>();
        for (long context = table.create(0); context != VcTable.NULL_CONTEXT; context = table.create(0))
        {
            assertTrue(rest.add(table.index(context)));
        }
        assertEquals(CAPACITY - threads * held, rest.size(), "entries lost");
    }

    private long[] churn(final int thread, final int held, final int rounds, final AtomicIntegerArray owners)
    {
        final long[] contexts = new long[held];
        for (int round = 0; round < rounds; round++)
        {
            final int i = round % held;
            final int vci = 32 + thread * held + i;
            if (contexts[i] != VcTable.NULL_CONTEXT)
            {
                final int index = table.index(contexts[i]);
                assertEquals(thread << 16 | i, table.ndisVcHandle(index));
                assertEquals(contexts[i], table.findContext(0, vci));
                table.unbind(index);
                assertEquals(thread + 1, owners.getAndSet(index, 0));
                assertTrue(table.delete(contexts[i]));
                assertEquals(VcTable.NO_INDEX, table.index(contexts[i]));
            }
            final long context = table.create(thread << 16 | i);
            final int index = table.index(context);
            assertNotEquals(contexts[i], context);
            assertEquals(0, owners.getAndSet(index, thread + 1), "entry taken twice");
            assertTrue(table.bind(index, 0, vci));
            contexts[i] = context;
        }
        return contexts;
    }
}
