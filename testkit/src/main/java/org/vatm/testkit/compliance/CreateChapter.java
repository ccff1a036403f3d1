package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.vatm.host.Host;
import org.vatm.ndis.NdisOid;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcSpec;

import java.util.ArrayList;
import java.util.List;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

/** Contract 2.10 and 10: create and delete; T-C are the test points of 10.9. */
abstract class CreateChapter extends Chapter
{
    private static final int SOME = 100;
    private static final int MANY = 20_000;
    private static final int MOST = 20_000;

    @Test
    void shouldNameEachVcByAContextOfItsOwn(final TestMachine machine) // T-C1; the probe looks at the contexts
    {
        final List<TestVc> vcs = create(machine.a(), SOME);

        delete(vcs);
    }

    @Test
    void shouldCreateAndDeleteForEver(final TestMachine machine) // T-C4
    {
        final TestAdapter adapter = machine.a();
        final TestVc vc = adapter.vc(VcSpec.vc(VCI));
        cycle(vc, SOME);
        final Host host = adapter.parts().computer().host();
        final long used = host.memory().usedBytes() + adapter.ndis().memoryBytesOut();

        cycle(vc, MANY);

        final long left = host.memory().usedBytes() + adapter.ndis().memoryBytesOut() - used;
        RuleBroken.unless(left == 0, "VC-04", "%d creates and deletes leaked %d bytes", MANY, left);
    }

    private static void cycle(final TestVc vc, final int times)
    {
        vc.adapter().run(() ->
        {
            for (int i = 0; i < times; i++)
            {
                succeeds(vc.createNow(), "VC-04", "create number " + i);
                succeeds(vc.deleteNow(), "VC-08", "delete of an inactive VC");
            }
        });
    }

    @Test
    void shouldDeleteAVcThatWasNeverActive(final TestMachine machine) // T-C6, T-C7
    {
        final TestVc vc = machine.a().vc(VcSpec.vc(VCI));

        succeeds(vc.create(), "VC-04", "create");
        succeeds(vc.delete(), "VC-08", "delete of a VC that was never active");
        RuleBroken.unless(machine.a().entries("miniportCoDeleteVc") == 1, "VC-08",
            "%d calls of MiniportCoDeleteVc", machine.a().entries("miniportCoDeleteVc"));
    }

    @Test
    void shouldNotTouchItsDevice(final TestMachine machine) // T-C8
    {
        delete(create(machine.a(), SOME));

        RuleBroken.unless(machine.a().registerAccessesInCreate() == 0, "VC-05",
            "%d register accesses inside CoCreateVc", machine.a().registerAccessesInCreate());
    }

    @Test
    void shouldCreateAndDeleteAtDispatch(final TestMachine machine) // T-C9
    {
        final TestAdapter adapter = machine.a();
        final TestVc vc = adapter.vc(VcSpec.vc(VCI));

        succeeds(adapter.callAtDispatch(vc::createNow), "IRQ-01", "create at DISPATCH");
        succeeds(adapter.callAtDispatch(vc::deleteNow), "IRQ-01", "delete at DISPATCH");
    }

    @Test
    void shouldCreateMoreThanCanBeActive(final TestMachine machine) // T-C10
    {
        final int most = word(machine.a(), NdisOid.OID_ATM_MAX_ACTIVE_VCS);

        final List<TestVc> vcs = create(machine.a(), Math.min(most, MOST) + 1);

        delete(vcs);
    }

    @Test
    void shouldDeleteInAnyOrder(final TestMachine machine)
    {
        final List<TestVc> vcs = create(machine.a(), SOME);

        while (!vcs.isEmpty())
        {
            succeeds(vcs.remove(machine.random().nextInt(vcs.size())).delete(), "VC-08", "delete");
        }
        delete(create(machine.a(), SOME));
    }

    @Test
    void shouldDeleteAVcThatWasActive(final TestMachine machine)
    {
        final TestVc vc = open(machine, VCI);
        succeeds(vc.deactivate(), "DEA-01", "deactivate");

        succeeds(vc.delete(), "VC-08", "delete after deactivate");
    }

    @Test
    void shouldCreateDuringReset(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        final TestVc vc = adapter.vc(VcSpec.vc(VCI));
        final int reset = adapter.beginReset();

        succeeds(vc.create(), "VC-04", "create during a reset");

        if (reset == NDIS_STATUS_PENDING)
        {
            adapter.awaitReset();
        }
        succeeds(vc.delete(), "VC-08", "delete after the reset");
    }

    private static List<TestVc> create(final TestAdapter adapter, final int count)
    {
        final List<TestVc> vcs = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            vcs.add(adapter.vc(VcSpec.vc(VCI + i)));
        }
        adapter.run(() -> vcs.forEach(vc -> succeeds(vc.createNow(), "VC-04", "create")));
        return vcs;
    }

    private static void delete(final List<TestVc> vcs)
    {
        vcs.get(0).adapter().run(() -> vcs.forEach(vc -> succeeds(vc.deleteNow(), "VC-08", "delete")));
    }
}
