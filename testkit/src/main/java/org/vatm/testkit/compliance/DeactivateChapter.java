package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.SentPacket;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

/** Contract 2.12 and 5.4: a deactivation is over when nothing of the VC is out, and not before. */
abstract class DeactivateChapter extends Chapter
{
    private static final int PACKETS = 20;
    private static final long LONGEST_PS = 1_000_000_000L; // 1 ms, contract 12

    @Test
    void shouldEndWhenNothingIsOut(final TestMachine machine)
    {
        final TestVc vc = open(machine, VCI);

        succeeds(vc.deactivate(), "DEA-01", "deactivate");
        succeeds(vc.delete(), "VC-08", "delete");
    }

    @Test
    void shouldCompleteEverySendFirst(final TestMachine machine)
    {
        final TestVc vc = openPair(machine, VCI).a();
        for (int i = 0; i < PACKETS; i++)
        {
            vc.send(machine.bytes(sduBytes(machine.a())));
        }

        final int status = vc.deactivate();

        succeeds(status, "DEA-01", "deactivate");
        RuleBroken.unless(vc.sendsOut() == 0, "DEA-03", "deactivated with %d sends outstanding", vc.sendsOut());
        RuleBroken.unless(vc.sent().stream().allMatch(SentPacket::isCompleted), "SND-01", "packets never completed");
    }

    @Test
    void shouldWaitForPacketsThatASlowReceiverHolds(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        final TestVc receiver = pair.b().hold();
        pair.a().send(machine.bytes(100), machine.bytes(200));
        pair.a().awaitSends();
        RuleBroken.unless(receiver.awaitReceived(2), "RCV-13", "%d of 2 packets arrived", receiver.received().size());
        final int held = receiver.heldCount();
        final long begin = receiver.adapter().nowPs();

        final int status = receiver.beginDeactivate();

        final long took = receiver.adapter().nowPs() - begin;
        RuleBroken.unless(took <= LONGEST_PS, "DEA-06", "deactivate blocked %d us", took / 1_000_000);
        if (held > 0)
        {
            RuleBroken.unless(status == NDIS_STATUS_PENDING, "DEA-04", "deactivated with %d receives outstanding",
                held);
            machine.runFor(20, TimeUnit.MILLISECONDS);
            RuleBroken.unless(receiver.isPending(), "DEA-04", "deactivated with %d receives outstanding", held);
        }
        receiver.giveBack();
        if (status == NDIS_STATUS_PENDING)
        {
            succeeds(receiver.awaitOperation("DEA-02", "deactivation"), "DEA-01", "deactivate");
        }
        succeeds(receiver.delete(), "VC-08", "delete after a drained deactivation");
    }

    @Test
    void shouldReceiveNothingAfterwards(final TestMachine machine)
    {
        assumePeer();
        final VcPair pair = openPair(machine, VCI);
        carries(machine, pair, "ACT-02");
        succeeds(pair.b().deactivate(), "DEA-01", "deactivate");
        final int before = pair.b().received().size();

        pair.a().send(machine.bytes(500));
        pair.a().awaitSends();
        machine.runFor(10, TimeUnit.MILLISECONDS);

        RuleBroken.unless(pair.b().received().size() == before, "DEA-05", "activity on inactive VC");
    }

    @Test
    void shouldForgetAPduThatIsHalfThere(final TestMachine machine)
    {
        assumePeer();
        final VcPair pair = openPair(machine, VCI);
        final byte[] whole = machine.bytes(sduBytes(machine.a()));
        pair.a().send(machine.bytes(sduBytes(machine.a())));
        machine.runFor(40, TimeUnit.MICROSECONDS); // some of its cells are on their way

        succeeds(pair.b().deactivate(), "DEA-01", "deactivate while a PDU arrives");
        pair.a().awaitSends();
        machine.runFor(10, TimeUnit.MILLISECONDS);
        succeeds(pair.b().activate(), "ACT-09", "activate again");
        final int before = pair.b().received().size();
        pair.a().send(whole);

        RuleBroken.unless(pair.b().awaitReceived(before + 1), "DEA-05", "nothing arrives after a reactivation");
        RuleBroken.unless(Arrays.equals(whole, pair.b().received().get(before).data()), "DEA-05",
            "cells of the call before are in the first PDU of the next");
    }

    @Test
    void shouldDrainOneVcWithoutTouchingOthers(final TestMachine machine)
    {
        final VcPair stays = openPair(machine, VCI);
        final VcPair goes = openPair(machine, VCI + 1);
        for (int i = 0; i < PACKETS; i++)
        {
            stays.a().send(machine.bytes(100));
            goes.a().send(machine.bytes(100));
        }

        succeeds(goes.a().deactivate(), "DEA-01", "deactivate");

        stays.a().awaitSends();
        stays.a().sent().forEach(packet -> succeeds(packet.status(), "SND-01", "a packet of another VC"));
        carries(machine, stays, "DEA-01");
    }

    @Test
    void shouldEndThoughTheReceiverSendsFromItsHandler(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        final int[] left = {PACKETS};
        pair.b().onReceive(packet ->
        {
            if (left[0]-- > 0 && pair.b().isActive())
            {
                pair.b().sendNow(packet.data());
            }
        });
        pair.a().send(machine.bytes(60));
        machine.runFor(500, TimeUnit.MICROSECONDS);

        succeeds(pair.b().deactivate(), "DEA-01", "deactivate");
        left[0] = 0;
        if (pair.a() != pair.b())
        {
            succeeds(pair.a().deactivate(), "DEA-01", "deactivate");
        }
    }
}
