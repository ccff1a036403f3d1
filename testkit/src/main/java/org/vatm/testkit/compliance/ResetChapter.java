package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.IndicatedStatus;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.SentPacket;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;

import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.5 and 5.4: VCs survive a reset, and nothing is lost in it. */
abstract class ResetChapter extends Chapter
{
    @Test
    void shouldCarryOnAfterAReset(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        carries(machine, pair, "ACT-02");

        reset(machine);

        machine.runFor(20, TimeUnit.MILLISECONDS);
        carries(machine, pair, "RST-03");
    }

    @Test
    void shouldCarryOnAfterManyResets(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        for (int i = 0; i < 10; i++)
        {
            reset(machine);
        }

        machine.runFor(20, TimeUnit.MILLISECONDS);
        carries(machine, pair, "RST-03");
    }

    @Test
    void shouldCompleteWhatItHadBeforeTheReset(final TestMachine machine)
    {
        final TestVc vc = openPair(machine, VCI).a();
        for (int i = 0; i < 50; i++)
        {
            vc.send(machine.bytes(sduBytes(machine.a())));
        }

        reset(machine);

        final boolean isOver = machine.await(() -> vc.sendsOut() == 0, TestMachine.SEND_TIMEOUT_PS);
        RuleBroken.unless(isOver, "RST-04", "%d packets lost in reset", vc.sendsOut());
        RuleBroken.unless(vc.sent().stream().allMatch(SentPacket::isCompleted), "RST-04", "packets lost in reset");
    }

    @Test
    void shouldLeaveTheBracketsToNdis(final TestMachine machine)
    {
        final int before = machine.a().statuses().size();
        reset(machine);

        final List<Integer> brackets =
            machine.a().statuses().stream().skip(before).map(IndicatedStatus::status)
                .filter(status -> status == NdisStatus.NDIS_STATUS_RESET_START ||
                    status == NdisStatus.NDIS_STATUS_RESET_END).toList();
        RuleBroken.unless(
            brackets.equals(List.of(NdisStatus.NDIS_STATUS_RESET_START, NdisStatus.NDIS_STATUS_RESET_END)), "RST-02",
            "indicated %s", machine.a().statuses());
        clean(machine);
    }

    @Test
    void shouldStillOweADeactivationThatWasPending(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        final TestVc receiver = pair.b().hold();
        pair.a().send(machine.bytes(100));
        pair.a().awaitSends();
        RuleBroken.unless(receiver.awaitReceived(1), "RCV-13", "nothing arrived");
        Assumptions.assumeTrue(receiver.heldCount() == 1, "the packet was only lent");
        RuleBroken.unless(receiver.beginDeactivate() == NDIS_STATUS_PENDING, "DEA-04",
            "deactivated with a receive outstanding");

        final int status = receiver.adapter().reset();
        checkStatus(status);
        RuleBroken.unless(receiver.isPending(), "RST-04", "a deactivation ended with the reset, a packet being out");
        receiver.giveBack();

        succeeds(receiver.awaitOperation("RST-04", "deactivation"), "RST-04",
            "a deactivation that was pending at the reset");
    }

    @Test
    void shouldOpenNewVcsAfterAReset(final TestMachine machine)
    {
        final VcPair before = openPair(machine, VCI);
        reset(machine);
        machine.runFor(20, TimeUnit.MILLISECONDS);

        final VcPair after = openPair(machine, VCI + 1);

        carries(machine, after, "RST-03");
        close(after);
        close(before);
    }

    @Test
    void shouldKeepItsCounters(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        carries(machine, pair, "ACT-02");
        final long before = machine.a().query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK).counter();

        reset(machine);

        final long after = machine.a().query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK).counter();
        RuleBroken.unless(after >= before, "OID-06", "OID_GEN_CO_XMIT_PDUS_OK went backwards");
    }

    private static void reset(final TestMachine machine)
    {
        checkStatus(machine.a().reset());
    }

    private static void checkStatus(final int status)
    {
        RuleBroken.unless(
            status == NDIS_STATUS_SUCCESS || status == NdisStatus.NDIS_STATUS_SOFT_ERRORS ||
            status == NdisStatus.NDIS_STATUS_NOT_RESETTABLE, "RST-01", "reset ended with %s", NdisStatus.name(status));
        Assumptions.assumeTrue(status != NdisStatus.NDIS_STATUS_NOT_RESETTABLE, "the adapter cannot be reset");
    }
}
