package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.ReceivedPacket;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.15 and 9.4: packets arrive whole, in order, and go back to their owner. */
abstract class ReceiveChapter extends Chapter
{
    private static final int MANY = 400;
    private static final int BATCH = 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 39, 40, 41, 48, 88, 89, 500, 1_500, 9_180, 65_535})
    void shouldDeliverEverySize(final int wanted, final TestMachine machine)
    {
        assumeReceives();
        final int size = Math.min(wanted, word(machine.a(), NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE));
        final VcPair pair = openPair(machine, spec(machine.a(), VCI).sdu(size));
        final byte[] bytes = machine.bytes(size);

        pair.a().send(bytes);

        RuleBroken.unless(pair.b().awaitReceived(1), "RCV-08", "a PDU of %d bytes did not arrive", size);
        RuleBroken.unless(Arrays.equals(bytes, pair.b().received().get(0).data()), "RCV-08",
            "a PDU of %d bytes arrived as %d others", size, pair.b().received().get(0).data().length);
    }

    @Test
    void shouldDeliverInOrder(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        for (int i = 0; i < MANY; i += BATCH)
        {
            final byte[][] packets = new byte[BATCH][];
            for (int n = 0; n < BATCH; n++)
            {
                packets[n] = machine.bytes(4 + machine.random().nextInt(200));
                packets[n][0] = (byte)(i + n);
                packets[n][1] = (byte)(i + n >> 8);
            }
            pair.a().send(packets);
            pair.a().awaitSends();
        }

        RuleBroken.unless(pair.b().awaitReceived(MANY), "SND-07", "%d of %d PDUs arrived", pair.b().received().size(),
            MANY);
        for (int i = 0; i < MANY; i++)
        {
            RuleBroken.unless(Arrays.equals(pair.a().sent().get(i).data(), pair.b().received().get(i).data()), "SND-07",
                "reordered PDUs: number %d", i);
        }
        RuleBroken.unless(pair.b().received().size() == MANY, "RCV-03", "%d PDUs more than were sent",
            pair.b().received().size() - MANY);
    }

    @Test
    void shouldSayWhoOwnsThePacket(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        pair.a().send(machine.bytes(100));
        pair.b().awaitReceived(1);

        for (final ReceivedPacket packet : pair.b().received())
        {
            RuleBroken.unless(packet.status() == NDIS_STATUS_SUCCESS ||
                packet.status() == NdisStatus.NDIS_STATUS_RESOURCES,
                "RCV-01", "receive status %s", NdisStatus.name(packet.status()));
        }
    }

    @Test
    void shouldTellTheEndOfABatch(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        final long before = pair.b().adapter().receiveCompletes();

        pair.a().send(machine.bytes(100));
        pair.b().awaitReceived(1);
        machine.runFor(10, TimeUnit.MILLISECONDS);

        RuleBroken.unless(pair.b().adapter().receiveCompletes() > before, "RCV-07",
            "no receive-complete after an indication");
    }

    @Test
    void shouldNotIndicateWhatIsLongerThanTheReceiverAllows(final TestMachine machine)
    {
        assumePeer();
        final TestVc from = machine.a().vc(spec(machine.a(), VCI)).open();
        final TestVc to = machine.b().vc(spec(machine.b(), VCI).sdu(100)).open();

        from.send(machine.bytes(101), machine.bytes(100));

        RuleBroken.unless(to.awaitReceived(1), "RCV-08", "the PDU after one that is too long did not arrive");
        RuleBroken.unless(to.received().get(0).data().length == 100, "RCV-08", "PDU %d > MaxSduSize",
            to.received().get(0).data().length);
    }

    @Test
    void shouldIndicateNothingOnAVcThatOnlyTransmits(final TestMachine machine)
    {
        assumeReceives();
        final TestVc to;
        final TestVc from;
        if (subject().path() == Subject.Path.PEER)
        {
            from = machine.a().vc(spec(machine.a(), VCI)).open();
            to = machine.b().vc(spec(machine.b(), VCI).transmitOnly()).open();
        }
        else
        {
            from = machine.a().vc(spec(machine.a(), VCI).transmitOnly()).open();
            to = from;
        }

        from.send(machine.bytes(100));
        from.awaitSends();
        machine.runFor(10, TimeUnit.MILLISECONDS);

        RuleBroken.unless(to.received().isEmpty(), "DEA-05", "a packet on a VC that does not receive");
    }

    @Test
    void shouldSurviveAReceiverThatKeepsEverything(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        pair.b().hold();
        for (int i = 0; i < MANY; i++)
        {
            pair.a().send(machine.bytes(200));
        }
        pair.a().awaitSends();
        machine.runFor(20, TimeUnit.MILLISECONDS);

        pair.b().giveBack();
        final int before = pair.b().received().size();
        pair.a().send(machine.bytes(200));

        RuleBroken.unless(pair.b().awaitReceived(before + 1), "RCV-13", "receive path stuck after an empty pool");
    }

    @Test
    void shouldTakePacketsBackInAnyOrder(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        for (int round = 0; round < 50; round++)
        {
            final int before = pair.b().received().size();
            pair.b().hold();
            pair.a().send(machine.bytes(50), machine.bytes(60), machine.bytes(70));
            pair.a().awaitSends();
            RuleBroken.unless(pair.b().awaitReceived(before + 3), "RCV-13", "receive path stuck in round %d", round);
            pair.b().giveBack(); // the last one first
        }
    }

    @Test
    void shouldStampTheTimeIfSoAsked(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair =
            openPair(machine, spec(machine.a(), VCI).with(CoMediaParameters.RECEIVE_TIME_INDICATION));
        pair.a().send(machine.bytes(100));
        RuleBroken.unless(pair.b().awaitReceived(1), "RCV-10", "nothing arrived");

        RuleBroken.unless(pair.b().received().get(0).timeReceivedPs() != 0, "RCV-10", "TimeReceived missing");
    }

    @Test
    void shouldLetTheReceiverAnswerFromItsHandler(final TestMachine machine)
    {
        assumeReceives();
        final VcPair pair = openPair(machine, VCI);
        final int[] left = {20};
        pair.b().onReceive(packet ->
        {
            if (left[0]-- > 0)
            {
                pair.b().sendNow(packet.data());
            }
        });

        pair.a().send(machine.bytes(100));

        final TestVc asker = pair.a();
        RuleBroken.unless(asker.awaitReceived(1), "LCK-02", "no answer from a handler that sends");
        machine.await(() -> left[0] <= 0 || pair.a() != pair.b(), TestMachine.DELIVERY_TIMEOUT_PS);
        pair.b().awaitSends();
    }

    @Test
    void shouldKeepVcsApart(final TestMachine machine)
    {
        assumeReceives();
        final VcPair one = openPair(machine, VCI);
        final VcPair other = openPair(machine, VCI + 1);
        final byte[] first = machine.bytes(100);
        final byte[] second = machine.bytes(100);

        one.a().send(first);
        other.a().send(second);

        RuleBroken.unless(one.b().awaitReceived(1) && other.b().awaitReceived(1), "RCV-08", "a PDU did not arrive");
        RuleBroken.unless(Arrays.equals(first, one.b().received().get(0).data()) &&
            Arrays.equals(second, other.b().received().get(0).data()), "RCV-08", "PDUs went to each other's VC");
        clean(machine);
    }
}
