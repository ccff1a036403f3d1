package org.vatm.testkit.fault;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vatm.miniport.AtmMiniport;
import org.vatm.miniport.VcCounter;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.fault.FaultInjector;
import org.vatm.ndis.fault.FaultKind;
import org.vatm.testkit.MachineSpec;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.VcPair;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCE_CONFLICT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.testkit.VcSpec.vc;

/**
 * Every allocation that the ATM miniport makes in its life fails once, one run each: the right status, nothing leaked
 * (the end of each machine looks for that, and for broken rules), and it works when the fault is gone.
 */
class AllocationFaultTest
{
    /** A pool is emptied one descriptor after the other in one loop: first, second, last and some between. */
    private static final int MOST_OF_A_KIND = 8;
    private static final int SDU_BYTES = 9_180;

    private int buffersAtStart;

    /** What MiniportInitialize says; SUCCESS if the driver can do without. */
    private int expected(final FaultKind kind, final int n)
    {
        return switch (kind)
        {
            case IO_SPACE, SCATTER_GATHER, PACKET_POOL, BUFFER_POOL -> NDIS_STATUS_RESOURCES;
            case BUFFER -> n <= buffersAtStart ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
            case SHARED_MEMORY -> n <= 2 ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS; // fewer receive buffers will do
            case INTERRUPT -> NDIS_STATUS_RESOURCE_CONFLICT;
            case RESOURCE_LIST -> NDIS_STATUS_FAILURE;
            default -> NDIS_STATUS_SUCCESS;
        };
    }

    @TestFactory
    Stream<DynamicTest> shouldSurviveEveryAllocationThatFails()
    {
        final List<DynamicTest> tests = new ArrayList<>();
        allocations().forEach((kind, count) ->
        {
            final int step = Math.max(1, count / MOST_OF_A_KIND);
            for (int n = 1; n <= count; n = n == count ? n + 1 : Math.min(count, n < 3 ? n + 1 : n + step))
            {
                final int failing = n;
                tests.add(dynamicTest(kind + " " + n + " of " + count, () -> live(kind, failing, failing)));
            }
        });
        assertTrue(tests.size() > 25, () -> tests.size() + " allocations");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> shouldSurviveWhenNothingIsToBeHadFromThatAllocationOn()
    {
        final List<DynamicTest> tests = new ArrayList<>();
        allocations().forEach((kind, count) ->
        {
            if (kind != FaultKind.PACKET && kind != FaultKind.BUFFER)
            {
                for (int n = 1; n <= count; n++)
                {
                    final int failing = n;
                    tests.add(dynamicTest(
                        kind + " " + n + " of " + count, () -> live(kind, failing, Integer.MAX_VALUE)));
                }
            }
        });
        return tests.stream();
    }

    @Test
    void shouldLosePacketsOnlyWhileThereAreNoDescriptors()
    {
        try (TestMachine machine = new TestMachine(MachineSpec.of(AtmMiniport::new)))
        {
            final VcPair pair = machine.open(vc(40));
            machine.b().faults().failFrom(FaultKind.PACKET, 3);
            for (int i = 0; i < 5; i++)
            {
                pair.a().send(machine.bytes(SDU_BYTES));
            }
            pair.a().awaitSends();
            assertFalse(pair.b().awaitReceived(3));
            final AtmMiniport driver = (AtmMiniport)machine.b().driver();
            assertEquals(3, driver.adapters().get(0).sum(VcCounter.NO_BUFFER));
            assertEquals(3, machine.b().faults().failures(FaultKind.PACKET));

            machine.b().faults().none();
            pair.a().send(machine.bytes(SDU_BYTES));

            assertTrue(pair.b().awaitReceived(3));
        }
    }

    /** How often each kind is asked for from MiniportInitialize to MiniportHalt. */
    private Map<FaultKind, Integer> allocations()
    {
        final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        try (TestMachine machine = machine())
        {
            assertEquals(NDIS_STATUS_SUCCESS, machine.a().start());
            buffersAtStart = machine.a().faults().allocations(FaultKind.BUFFER);
            use(machine);
            machine.a().halt();
            for (final FaultKind kind : FaultKind.values())
            {
                if (machine.a().faults().allocations(kind) > 0)
                {
                    counts.put(kind, machine.a().faults().allocations(kind));
                }
            }
        }
        return counts;
    }

    private void live(final FaultKind kind, final int from, final int to)
    {
        try (TestMachine machine = machine())
        {
            final TestAdapter adapter = machine.a();
            final long before = adapter.parts().computer().host().memory().usedBytes();
            adapter.faults().failFrom(kind, from);
            if (to == from)
            {
                adapter.faults().fail(kind, from);
            }

            final int status = adapter.start();

            final boolean isLast = to != from && kind == FaultKind.SHARED_MEMORY; // not even half of the buffers
            final int expected = isLast ? NDIS_STATUS_RESOURCES : expected(kind, from);
            assertEquals(NdisStatus.name(expected), NdisStatus.name(status));
            if (status != NDIS_STATUS_SUCCESS)
            {
                assertFalse(adapter.ndis().errorLog().isEmpty());
                assertEquals(before, adapter.parts().computer().host().memory().usedBytes());
                adapter.faults().none();
                assertEquals(NDIS_STATUS_SUCCESS, adapter.start());
            }
            use(machine);
            assertTrue(adapter.faults().failures(kind) > 0, adapter.faults().toString());
            adapter.faults().none();
            use(machine);
            adapter.halt();
            assertEquals(before, adapter.parts().computer().host().memory().usedBytes());
        }
    }

    private static TestMachine machine()
    {
        return new TestMachine(MachineSpec.of(AtmMiniport::new).adapters(1).notStarted());
    }

    /** Creates, activates, sends to itself through the plug, receives what it can, closes. */
    private static void use(final TestMachine machine)
    {
        final var pdus = machine.a().vc(vc(40)).open();
        final var cells = machine.a().vc(vc(41).aal0().sdu(52)).open();
        pdus.send(machine.bytes(SDU_BYTES), machine.bytes(1));
        cells.send(new byte[52]);
        pdus.awaitSends();
        cells.awaitSends();
        final boolean isComplete = pdus.awaitReceived(2) & cells.awaitReceived(1);
        final FaultInjector faults = machine.a().faults();
        assertTrue(isComplete || faults.failures(FaultKind.PACKET) + faults.failures(FaultKind.BUFFER) > 0);
        pdus.close();
        cells.close();
    }
}
