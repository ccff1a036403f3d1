package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;
import org.vatm.testkit.VcSpec;

import java.util.concurrent.TimeUnit;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.18: the device is pulled out of a driver that has said that it can stand that. */
abstract class RemovalChapter extends Chapter
{
    @BeforeEach
    void assumeThatItCanStandRemoval(final TestMachine machine)
    {
        Assumptions.assumeTrue(
            (machine.a().attributeFlags() & NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK) != 0,
            "the driver has not set NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK");
    }

    @Test
    void shouldNotTouchADeviceThatIsNotThere(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        final VcPair pair = openPair(machine, VCI);
        pair.a().send(machine.bytes(sduBytes(adapter)), machine.bytes(sduBytes(adapter)));
        adapter.surpriseRemove();
        final long accesses = adapter.registerAccesses();

        machine.runFor(10, TimeUnit.SECONDS);
        end(machine, pair.a());
        adapter.halt();

        final long after = adapter.registerAccesses() - accesses;
        RuleBroken.unless(after == 0, "PNP-01", "%d register accesses after removal", after);
    }

    @Test
    void shouldFinishWhatItHad(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        for (int i = 0; i < 50; i++)
        {
            pair.a().send(machine.bytes(sduBytes(machine.a())));
        }

        machine.a().surpriseRemove();

        end(machine, pair.a());
    }

    @Test
    void shouldWaitForAReceiverAllTheSame(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        final TestVc receiver = subject().path() == Subject.Path.PEER ? pair.a() : pair.b();
        final TestVc sender = receiver == pair.a() ? pair.b() : pair.a();
        receiver.hold();
        sender.send(machine.bytes(100));
        sender.awaitSends();
        RuleBroken.unless(receiver.awaitReceived(1), "RCV-13", "nothing arrived");

        receiver.adapter().surpriseRemove();
        final int begun = receiver.beginDeactivate();
        receiver.giveBack();

        succeeds(begun == NdisStatus.NDIS_STATUS_PENDING ? receiver.awaitOperation("PNP-02", "deactivation") : begun,
            "PNP-02", "deactivation after removal");
    }

    @Test
    void shouldRefuseNewWork(final TestMachine machine)
    {
        final TestVc vc = openPair(machine, VCI).a();
        machine.a().surpriseRemove();

        vc.send(machine.bytes(100));
        final int request = machine.a().query(NdisOid.OID_GEN_CO_HARDWARE_STATUS).status();
        final TestVc another = machine.a().vc(VcSpec.vc(VCI + 1));
        if (another.create() == NDIS_STATUS_SUCCESS)
        {
            refused(another, another.activate(vc.spec().parameters(vc.atm().transmit.peakCellRate)),
                "a VC after removal");
            succeeds(another.delete(), "PNP-02", "delete after removal");
        }

        RuleBroken.unless(request != NDIS_STATUS_SUCCESS, "PNP-02", "a request succeeded after removal");
        end(machine, vc);
        RuleBroken.unless(vc.sent().get(0).status() != NDIS_STATUS_SUCCESS, "PNP-02",
            "a packet was sent after removal");
    }

    private static void end(final TestMachine machine, final TestVc vc)
    {
        final boolean isOver = machine.await(() -> vc.sendsOut() == 0, TestMachine.SEND_TIMEOUT_PS);
        RuleBroken.unless(isOver, "PNP-02", "%d packets stuck after removal", vc.sendsOut());
        succeeds(vc.deactivate(), "PNP-02", "deactivation after removal");
        succeeds(vc.delete(), "PNP-02", "delete after removal");
    }
}
