package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.line.Fibre;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

/** What goes wrong: initialise that fails anywhere, adapters that vanish, clients that never stop, caches. */
class AtmMiniportLifeTest
{
    private static final long MICROSECOND_PS = 1_000_000;
    private static final long MILLISECOND_PS = 1000 * MICROSECOND_PS;

    private final Simulation simulation = new Simulation();
    private final AtmMachine a = new AtmMachine(simulation, "a", BoardLayout.WORDS_128K.sramWords());
    private final AtmMachine b = new AtmMachine(simulation, "b", BoardLayout.WORDS_128K.sramWords());

    @AfterEach
    void close()
    {
        for (final AtmMachine machine : List.of(a, b))
        {
            assertEquals(0, machine.ndis.violations().total(), () -> machine.ndis.violations().toString());
            assertEquals(0, machine.client.packetsOut());
            assertEquals(0, machine.host.memory().usedBytes());
            assertEquals(0, machine.verifier.total(), () -> machine.verifier.findings().toString());
        }
        simulation.close();
    }

    private void up()
    {
        Fibre.connect(a.port, b.port, 0);
        assertEquals(NDIS_STATUS_SUCCESS, a.start());
        assertEquals(NDIS_STATUS_SUCCESS, b.start());
    }

    private void down()
    {
        a.halt();
        b.halt();
    }

    // Initialise.

    @Test
    void shouldSurviveTheFailureOfEveryClaimOfInitialize()
    {
        int failures = 0;
        int n = 0;
        FailingLibrary library;
        do
        {
            final FailingLibrary failing = new FailingLibrary(++n);
            library = failing;
            assertEquals(NDIS_STATUS_SUCCESS, a.call(() -> a.ndis.load(
                a.verifier.verified(inner -> a.miniport.driverEntry(failing.around(inner))), a.driverHandle)));
            final int before = a.ndis.errorLog().size();
            final int status = a.call(() -> a.ndis.startAdapter(
                a.driverHandle.value, AtmMachine.SLOT, "atm0", a.configuration, a.adapterHandle));
            if (status == NDIS_STATUS_SUCCESS)
            {
                a.halt();
            }
            else
            {
                failures++;
                assertTrue(status == NDIS_STATUS_RESOURCES || status == NDIS_STATUS_FAILURE, library.failed);
                assertEquals(before + 1, a.ndis.errorLog().size(), library.failed);
            }
            assertEquals(0, a.host.memory().usedBytes(), library.failed);
            assertEquals(0, a.ndis.violations().total(), library.failed);
            a.call(() ->
            {
                a.ndis.unload(a.driverHandle.value);
                return null;
            });
        }
        while (library.failed != null);
        assertEquals(10, failures); // the two kinds of receive buffers are asked for again, with less
        assertEquals(14, n); // the address override can be done without
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 30, 100, 300, 1000, 3000, 10_000, 20_000, 40_000 })
    void shouldNotBelieveInAnAdapterThatVanishesDuringInitialize(final int microseconds)
    {
        at(microseconds * MICROSECOND_PS, () -> a.chip.reset(a.host.cpu().events().nowPs()));

        final int status = a.start();

        if (status == NDIS_STATUS_SUCCESS)
        {
            a.run(() -> a.ndis.surpriseRemove(a.adapterHandle.value));
            a.halt();
        }
        else
        {
            assertEquals(1, a.ndis.errorLog().size());
        }
        assertTrue(microseconds > 100 || status != NDIS_STATUS_SUCCESS);
    }

    // Removal.

    @ParameterizedTest
    @ValueSource(ints = { 0, 3, 50, 333, 1001, 4000 })
    void shouldLetGoOfEverythingWheneverTheAdapterVanishes(final int microseconds)
    {
        up();
        final TestVc[] from = {new TestVc(40).cbr(20_000), new TestVc(41), new TestVc(42).aal0()};
        final TestVc[] to = {new TestVc(40), new TestVc(41), new TestVc(42).aal0()};
        for (int i = 0; i < 3; i++)
        {
            assertEquals(NDIS_STATUS_SUCCESS, a.open(from[i]));
            assertEquals(NDIS_STATUS_SUCCESS, b.open(to[i]));
            for (int n = 0; n < 50; n++)
            {
                a.send(from[i], new byte[i == 2 ? 52 : 1500]);
                b.send(to[i], new byte[i == 2 ? 52 : 1500]);
            }
        }
        from[1].keeps = true;

        at(microseconds * MICROSECOND_PS, () -> a.chip.reset(a.host.cpu().events().nowPs()));
        runFor(20); // nobody has told the driver yet
        a.run(() -> a.ndis.surpriseRemove(a.adapterHandle.value));

        for (final TestVc vc : from)
        {
            assertEquals(50, vc.sendStatuses.size());
        }
        final long accesses = a.host.bridge().accessCount();
        a.run(() -> a.client.giveBack(from[1]));
        runFor(5000);
        a.halt();
        assertEquals(accesses, a.host.bridge().accessCount());
        assertEquals(4064, a.adapter().freeTransmitRings());
        assertEquals(0, a.ndis.errorLog().size());
        b.halt();
    }

    @Test
    void shouldAbortWhatIsSentFromCompletionsAfterRemoval()
    {
        up();
        final TestVc from = new TestVc(40).cbr(1000);
        a.open(from);
        from.whenSent = () -> a.client.send(from, new byte[500]);
        for (int i = 0; i < 10; i++)
        {
            a.send(from, new byte[500]);
        }

        a.run(() -> a.ndis.surpriseRemove(a.adapterHandle.value));
        runFor(10);

        final int aborted = from.sendStatuses.size();
        assertTrue(aborted > 50 && aborted < 1000, "aborted " + aborted);
        assertTrue(from.sendStatuses.stream().allMatch(s -> s == NDIS_STATUS_REQUEST_ABORTED));
        from.whenSent = () -> { };
        runFor(2);
        down();
    }

    @Test
    void shouldNotResetAChipThatDoesNotAnswer()
    {
        up();
        a.chip.reset(a.host.cpu().events().nowPs());
        runFor(10_000);

        assertEquals(0, a.ndis.resetCount(a.adapterHandle.value));
        assertEquals(0, a.adapter().counters().cellsDropped);
        assertEquals(0, a.adapter().headerErrors());
        down();
    }

    // Bounds.

    @Test
    void shouldNotBeCaughtByAClientThatSendsAgainFromItsCompletions()
    {
        up();
        final TestVc from = new TestVc(40).sdu(100);
        a.open(from);
        from.whenSent = () -> a.client.send(from, new byte[101]); // is refused for ever

        a.send(from, new byte[101]);
        runFor(10);

        final int refused = from.sendStatuses.size();
        assertTrue(refused >= 20 && refused <= 60, "refused " + refused);
        assertTrue(from.sendStatuses.stream().allMatch(s -> s == NDIS_STATUS_INVALID_LENGTH));
        from.whenSent = () -> { };
        runFor(2);
        a.close(from);
        down();
    }

    @Test
    void shouldLetOthersRunWhileReceivingWithoutEnd()
    {
        up();
        final TestVc from = new TestVc(40).cbr(24_000); // somewhat more than the client keeps up with
        final TestVc to = new TestVc(40);
        a.open(from);
        b.open(to);
        to.whenReceived = () -> b.verifier.protocolLibrary().ndisStallExecution(50);
        from.whenSent = () -> a.client.send(from, new byte[10]);
        a.run(() ->
        {
            for (int i = 0; i < 40; i++)
            {
                a.client.send(from, new byte[10]);
            }
        });
        final long[] ranPs = new long[1];
        final CpuWork other = new CpuWork(HostCpu.DISPATCH)
        {
            @Override
            protected void run()
            {
                ranPs[0] = b.host.cpu().events().nowPs();
            }
        };
        final long wantedPs = simulation.nowPs() + 5 * MILLISECOND_PS;
        on(b, wantedPs, () -> b.host.cpu().queue(other));

        runFor(100);

        assertTrue(ranPs[0] != 0, "never");
        assertTrue(ranPs[0] - wantedPs < 10 * MILLISECOND_PS, "after " + (ranPs[0] - wantedPs) + " ps");
        from.whenSent = () -> { };
        runFor(100);
        a.close(from);
        b.close(to);
        down();
    }

    // Caches.

    @Test
    void shouldReceiveOnAHostWhoseCachesDoNotFollowDma()
    {
        a.ndis.coherentDma(false);
        b.ndis.coherentDma(false);
        up();
        final TestVc[] from = {new TestVc(40), new TestVc(41).aal0()};
        final TestVc[] to = {new TestVc(40), new TestVc(41).aal0()};
        for (int i = 0; i < 2; i++)
        {
            assertEquals(NDIS_STATUS_SUCCESS, a.open(from[i]));
            assertEquals(NDIS_STATUS_SUCCESS, b.open(to[i]));
        }
        for (int i = 0; i < 200; i++)
        {
            a.send(from[0], AtmMachine.pattern(9000 + i, i));
            final byte[] cell = AtmMachine.pattern(52, i);
            cell[3] = 0; // user data; the chip keeps cells for resource management
            a.send(from[1], cell);
            runFor(1);
        }
        runFor(5);

        assertEquals(200, to[0].received.size());
        assertEquals(200, to[1].received.size());
        for (int i = 0; i < 200; i++)
        {
            assertArrayEquals(AtmMachine.pattern(9000 + i, i), to[0].received.get(i));
            assertEquals(AtmMachine.pattern(52, i)[51], to[1].received.get(i)[51]);
        }
        down();
    }

    private void at(final long delayPs, final Runnable action)
    {
        on(a, simulation.nowPs() + delayPs, action);
    }

    private static void on(final AtmMachine machine, final long timePs, final Runnable action)
    {
        final Event event = new Event(60)
        {
            @Override
            protected void fire(final long nowPs)
            {
                action.run();
            }
        };
        machine.host.cpu().events().schedule(event, timePs);
    }

    private void runFor(final int milliseconds)
    {
        simulation.runUntil(simulation.nowPs() + milliseconds * MILLISECOND_PS);
    }

    /** A library whose n-th claim fails. */
    private static final class FailingLibrary
    {
        private static final Set<String> CLAIMS = Set.of(
            "ndisMQueryAdapterResources", "ndisOpenConfiguration", "ndisMMapIoSpace",
            "ndisMInitializeScatterGatherDma", "ndisMAllocateSharedMemory", "ndisAllocatePacketPool",
            "ndisAllocateBufferPool", "ndisMRegisterInterrupt");

        private final int n;
        private NdisMiniportLibrary inner;
        private int count;
        String failed;

        FailingLibrary(final int n)
        {
            this.n = n;
        }

        NdisMiniportLibrary around(final NdisMiniportLibrary library)
        {
            inner = library;
            return (NdisMiniportLibrary)Proxy.newProxyInstance(
                NdisMiniportLibrary.class.getClassLoader(),
                new Class<?>[] {NdisMiniportLibrary.class},
                (proxy, method, arguments) -> call(method, arguments));
        }

        private Object call(final Method method, final Object[] arguments) throws Throwable
        {
            if (CLAIMS.contains(method.getName()) && ++count == n)
            {
                failed = method.getName() + " as claim " + n;
                assertFalse(method.getName().equals("ndisMAllocateSharedMemory") &&
                    ((NdisSharedMemory)arguments[3]).virtualAddress() != null);
                return method.getReturnType() == int.class ? NDIS_STATUS_RESOURCES : null;
            }
            try
            {
                return method.invoke(inner, arguments);
            }
            catch (final InvocationTargetException e)
            {
                throw e.getCause();
            }
        }
    }
}
