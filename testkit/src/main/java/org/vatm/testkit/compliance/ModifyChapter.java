package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.SentPacket;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;
import org.vatm.testkit.VcSpec;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.11 and 5.4: other parameters for an active VC, another call on an inactive one. */
abstract class ModifyChapter extends Chapter
{
    private static final int CYCLES = 200;

    @Test
    void shouldTakeOtherRatesWhileActive(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        final VcSpec slower = spec(machine.a(), VCI).ubr(machine.a().mostCellsPerSecond() / 2);

        final int status = pair.a().activate(slower);

        RuleBroken.unless(pair.a().isActive(), "ACT-06", "VC %s after a modification", pair.a().stage());
        if (status != NDIS_STATUS_SUCCESS)
        {
            RuleBroken.unless(status != NdisStatus.NDIS_STATUS_PENDING, "ACT-04", "a modification ended with PENDING");
        }
        carries(machine, pair, "ACT-06");
    }

    @Test
    void shouldTakeASmallerSizeWhileActive(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        final int size = sduBytes(machine.a()) / 2;

        if (pair.a().activate(spec(machine.a(), VCI).sdu(size)) == NDIS_STATUS_SUCCESS)
        {
            final SentPacket packet = pair.a().send(machine.bytes(size + 1)).get(0);
            pair.a().awaitSends();
            RuleBroken.unless(packet.status() != NDIS_STATUS_SUCCESS, "SND-10", "SDU %d > MaxSduSize sent", size + 1);
        }
        carries(machine, pair, "ACT-06");
    }

    @Test
    void shouldKeepWhatItHasWhenAModificationFails(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        final CoCallParameters wrong = pair.a().spec().parameters(machine.a().mostCellsPerSecond());
        wrong.mediaParameters.mediaSpecific.parameters.transmit.maxSduSize = 0;

        final int status = pair.a().activate(wrong);

        RuleBroken.unless(status != NDIS_STATUS_SUCCESS, "ACT-05", "accepted a modification to a MaxSduSize of 0");
        RuleBroken.unless(pair.a().isActive(), "ACT-06", "VC %s after a failed modification", pair.a().stage());
        final byte[] bytes = machine.bytes(100);
        pair.a().send(bytes);
        pair.a().awaitSends();
        final int sent = pair.a().sent().get(0).status();
        RuleBroken.unless(sent == NDIS_STATUS_SUCCESS, "ACT-06", "VC unusable after failed modify: %s",
            NdisStatus.name(sent));
        if (subject().path() != Subject.Path.NOWHERE)
        {
            RuleBroken.unless(pair.b().awaitReceived(1), "ACT-06", "VC carries nothing after failed modify");
        }
    }

    @Test
    void shouldNeedOneDeactivationHoweverOftenItWasModified(final TestMachine machine)
    {
        final TestVc vc = open(machine, VCI);
        for (int i = 0; i < 5; i++)
        {
            vc.activate();
        }

        vc.close();
    }

    @Test
    void shouldSendOnWhileModified(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        final int packets = 20;
        for (int i = 0; i < packets; i++)
        {
            pair.a().send(machine.bytes(sduBytes(machine.a())));
            pair.a().activate();
        }

        pair.a().awaitSends();

        pair.a().sent().forEach(packet -> succeeds(packet.status(), "ACT-06", "a packet during modifications"));
        if (subject().path() != Subject.Path.NOWHERE)
        {
            RuleBroken.unless(pair.b().awaitReceived(packets), "ACT-06",
                "%d of %d packets arrived during modifications",
                pair.b().received().size(), packets);
        }
    }

    @Test
    void shouldForgetEverythingBetweenTwoCalls(final TestMachine machine)
    {
        final TestVc vc = open(machine, VCI);
        succeeds(vc.deactivate(), "DEA-01", "deactivate");
        final int size = sduBytes(machine.a()) / 3;

        succeeds(vc.activate(spec(machine.a(), VCI + 1).sdu(size)), "ACT-09", "another call on the same VC");

        final SentPacket packet = vc.send(machine.bytes(size + 1)).get(0);
        vc.awaitSends();
        RuleBroken.unless(packet.status() != NDIS_STATUS_SUCCESS, "SND-10", "SDU %d > MaxSduSize sent", size + 1);
        open(machine, VCI); // the VCI of the first call is free
    }

    @Test
    void shouldCountFromNothingInANewCall(final TestMachine machine) // 6.5
    {
        final VcPair pair = openPair(machine, VCI);
        carries(machine, pair, "ACT-02");
        succeeds(pair.a().deactivate(), "DEA-01", "deactivate");
        succeeds(pair.a().activate(), "ACT-09", "activate again");

        final long count = pair.a().query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK).counter();

        RuleBroken.unless(count == 0, "OID-06", "%d PDUs sent on a VC that was just activated", count);
    }

    @Test
    void shouldActivateAndDeactivateForEver(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        for (int i = 0; i < CYCLES; i++)
        {
            succeeds(pair.a().deactivate(), "DEA-01", "deactivation number " + i);
            succeeds(pair.a().activate(), "ACT-09", "activation number " + i);
        }

        carries(machine, pair, "ACT-09");
    }
}
