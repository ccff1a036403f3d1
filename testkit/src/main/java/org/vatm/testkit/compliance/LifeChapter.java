package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.VcPair;

import java.util.concurrent.TimeUnit;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.1, 2.3, 2.4 and 2.7: registration, start, halt, shutdown. */
abstract class LifeChapter extends Chapter
{
    private static final int ROUNDS = 3;
    private static final int PAGE = 4096;

    @Test
    void shouldRegisterEveryMandatoryHandler(final TestMachine machine)
    {
        for (final MiniportHandler handler : new MiniportHandler[]{
            MiniportHandler.CO_CREATE_VC, MiniportHandler.CO_DELETE_VC, MiniportHandler.CO_ACTIVATE_VC,
            MiniportHandler.CO_DEACTIVATE_VC, MiniportHandler.CO_SEND_PACKETS, MiniportHandler.CO_REQUEST})
        {
            RuleBroken.unless(machine.a().characteristics().has(handler), "REG-02", "no handler %s", handler);
        }
    }

    @Test
    void shouldGiveEverythingBackAtHalt(final TestMachine machine)
    {
        machine.a().halt(); // the end of the machine looks for what is left
    }

    @Test
    void shouldStartAgainAfterHalt(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        for (int round = 0; round < ROUNDS; round++)
        {
            final VcPair pair = openPair(machine, VCI);
            carries(machine, pair, "HLT-01");
            close(pair);
            adapter.halt();
            succeeds(adapter.start(), "HLT-01", "start number " + (round + 2));
        }
    }

    @Test
    void shouldNotTouchItsDeviceAfterHalt(final TestMachine machine)
    {
        machine.a().halt();
        final long accesses = machine.a().registerAccesses();

        machine.runFor(10, TimeUnit.SECONDS);

        RuleBroken.unless(machine.a().registerAccesses() == accesses, "HLT-03", "register accesses after Halt");
    }

    @Test
    void shouldLeaveItsDeviceQuietAtShutdown(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        openPair(machine, VCI);
        final Host host = adapter.parts().computer().host();
        final long used = host.memory().usedBytes();

        adapter.shutDown();

        RuleBroken.unless(host.memory().usedBytes() == used, "SHD-01", "MiniportShutdown freed memory");
        final int interrupts = adapter.entries("miniportIsr");
        machine.runFor(1, TimeUnit.SECONDS);
        RuleBroken.unless(adapter.entries("miniportIsr") == interrupts, "SHD-01", "interrupts after MiniportShutdown");
        clean(machine);
        machine.discard();
    }

    @Test
    void shouldFailCleanlyWithoutHostMemory(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        adapter.halt();
        final HostMemory memory = adapter.parts().computer().host().memory();
        final int length = (int)memory.largestFreeBytes() - PAGE;
        final long taken = memory.allocate(length, 1);
        final long used = memory.usedBytes();
        final int logged = adapter.ndis().errorLog().size();

        final int status = adapter.start();

        if (status == NDIS_STATUS_SUCCESS)
        {
            adapter.halt(); // it does not need any
        }
        else
        {
            RuleBroken.unless(memory.usedBytes() == used, "INI-06", "Initialize failed with %s but leaked %d bytes",
                NdisStatus.name(status), memory.usedBytes() - used);
            RuleBroken.unless(adapter.ndis().errorLog().size() > logged, "INI-07",
                "no error-log entry for failed Initialize, %s", NdisStatus.name(status));
        }
        memory.free(taken, length);
        succeeds(adapter.start(), "INI-06", "start after a failed one");
    }
}
