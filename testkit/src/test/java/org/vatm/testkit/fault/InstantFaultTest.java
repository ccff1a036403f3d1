package org.vatm.testkit.fault;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.MachineSpec;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcSpec;

import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * The ATM miniport is reset, or its board pulled out, in the midst of each of its calls into NDIS in turn, register
 * accesses included: everything comes to an end, nothing is left, and after a reset it works.
 */
class InstantFaultTest
{
    /** So many, evenly spread; as many as the driver has calls with a greater number. */
    private static final int INSTANTS = Integer.getInteger("vatm.fault.instants", 25);
    private static final long REMOVED_TIMEOUT_PS = 2_000_000_000_000L;

    /** What happens, and when the counting begins. */
    enum What
    {
        RESET_AT_START, REMOVAL_AT_START, RESET_IN_USE, REMOVAL_IN_USE
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveItAtAnyInstant(final What what)
    {
        final boolean atStart = what == What.RESET_AT_START || what == What.REMOVAL_AT_START;
        final long calls = calls(atStart);
        final long instants = Math.min(INSTANTS, calls);
        for (long i = 0; i < instants; i++)
        {
            final long n = 1 + i * (calls - 1) / (instants - 1);
            try (TestMachine machine = machine())
            {
                plan(machine.a(), what, n, atStart);
                live(machine, what == What.REMOVAL_AT_START || what == What.REMOVAL_IN_USE, what, n, atStart);
            }
            catch (final RuntimeException | AssertionError e)
            {
                throw new AssertionError(what + " in call " + n + " of " + calls + ": " + e.getMessage(), e);
            }
        }
    }

    private static void plan(final TestAdapter adapter, final What what, final long n, final boolean now)
    {
        if (now != (what == What.RESET_AT_START || what == What.REMOVAL_AT_START))
        {
            return;
        }
        if (what == What.RESET_AT_START || what == What.RESET_IN_USE)
        {
            adapter.faults().resetAtCall(n);
        }
        else
        {
            adapter.faults().removeAtCall(n);
        }
    }

    private static void live(
        final TestMachine machine, final boolean isRemoval, final What what, final long n, final boolean atStart)
    {
        final TestAdapter adapter = machine.a();
        final int status = adapter.start();
        if (status != NDIS_STATUS_SUCCESS)
        {
            assertTrue(isRemoval, () -> NdisStatus.name(status));
            return;
        }
        machine.runFor(1, TimeUnit.MILLISECONDS);
        if (!atStart)
        {
            plan(adapter, what, n, false);
        }
        use(machine, isRemoval);
        if (!isRemoval)
        {
            final long resets = adapter.ndis().resetCount(adapter.parts().handle());
            assertTrue(atStart || resets == 1, () -> resets + " resets");
            use(machine, false);
        }
        adapter.halt();
    }

    /** Opens, sends, receives, closes; after a removal what it can. */
    private static void use(final TestMachine machine, final boolean mayFail)
    {
        final TestAdapter adapter = machine.a();
        final TestVc vc = adapter.vc(VcSpec.vc(40));
        final int created = vc.create();
        if (created == NDIS_STATUS_SUCCESS)
        {
            final int activated = vc.activate();
            if (activated == NDIS_STATUS_SUCCESS)
            {
                for (int i = 0; i < 5; i++)
                {
                    vc.send(machine.bytes(1_000 * i + 1));
                }
                assertTrue(machine.await(() -> vc.sendsOut() == 0, REMOVED_TIMEOUT_PS), "sends out");
                final int begun = vc.beginDeactivate();
                assertEquals(NDIS_STATUS_SUCCESS,
                    begun == NDIS_STATUS_PENDING ? vc.awaitOperation("PNP-02", "deactivation") : begun);
            }
            else
            {
                assertTrue(mayFail, () -> NdisStatus.name(activated));
            }
            assertEquals(NDIS_STATUS_SUCCESS, vc.delete());
        }
        else
        {
            assertTrue(mayFail, () -> NdisStatus.name(created));
        }
    }

    private static long calls(final boolean atStart)
    {
        try (TestMachine machine = machine())
        {
            assertEquals(NDIS_STATUS_SUCCESS, machine.a().start());
            machine.runFor(1, TimeUnit.MILLISECONDS);
            final long started = machine.a().faults().calls();
            if (atStart)
            {
                return started;
            }
            use(machine, false);
            return machine.a().faults().calls() - started;
        }
    }

    private static TestMachine machine()
    {
        return new TestMachine(MachineSpec.of(AtmMiniport::new).adapters(1).notStarted());
    }
}
